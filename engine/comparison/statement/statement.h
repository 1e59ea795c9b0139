// What may be said of a matched comparison, and what may not.
//
// Wording after the Justice Data Lab (Ministry of Justice): where the interval holds both more and less, the
// sentence is that more people would be needed to tell, never that nothing happened. No verdict where fewer
// people were submitted or matched than the limits ask for (60 and 30, as there), or where the groups stay
// unlike on a listed characteristic. Several outcomes are several tests: all are listed, and Holm's rule
// (Scandinavian J. Statistics 6 (1979)) decides. It must never choose among outcomes or standard errors.
#pragma once

#include <string>
#include <vector>

#include "engine/comparison/balance/balance.h"
#include "engine/comparison/effect/effect.h"
#include "engine/comparison/statement/evidence.h"

namespace outturn::comparison {

struct StatementLimits {
  std::size_t submitted = 60;
  std::size_t matched = 30;
};

/// What was compared.
struct Compared {
  std::size_t submitted = 0;     ///< people who took part
  std::size_t matched = 0;       ///< of them, those compared
  bool earlier_outcome = false;  ///< the outcome of an earlier period is among the characteristics
  StatementLimits limits;
};

/// One test: every one made is listed.
struct TestMade {
  std::string outcome;
  std::string kind;  ///< of standard error
  double p = 1;
  double p_holm = 1;      ///< with all outcomes named, taken together
  double detectable = 0;  ///< the least true difference found four times in five (2.8016 standard errors)
  std::string detectable_words;  ///< the same in a sentence
  std::string found;             ///< whole sentences: what may be said
  std::string not_found;         ///< what may not be said
};

struct Statement {
  bool verdict = false;
  std::vector<std::string> refusals;  ///< whole sentences: why there is no verdict
  std::vector<std::string> cautions;
  std::string evidence;
  int maryland = 0;
  int nesta = 0;
  std::vector<TestMade> tests;
  std::string multiplicity;
};

[[nodiscard]] Statement statement_of(const Compared& compared, const Balance& balance,
                                     const std::vector<Effect>& effects);

}  // namespace outturn::comparison
