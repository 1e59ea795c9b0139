// What reviewers decided, and what holds of it.
//
// A pair may be looked at by several people. Where they agree, that holds; where they don't, nobody can
// tell. Who a reviewer is, and which day it is, is told by the caller.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace outturn::linkage {

enum class Verdict : std::uint8_t { same, different, unsure };

/// "same", "different", "unsure".
[[nodiscard]] const char* word_of(Verdict verdict);

struct Decision {
  std::string pair;  ///< pair_id
  std::string left;
  std::string right;
  Verdict verdict = Verdict::unsure;
  std::string reviewer;
  std::string date;  ///< YYYY-MM-DD or empty
  std::string note;
};

/// A pair that was decided, by one or more.
struct Settled {
  std::string pair;
  std::string left;
  std::string right;
  Verdict verdict = Verdict::unsure;
  std::size_t reviewers = 1;
  bool disputed = false;  ///< one said "same", another "different"
};

/// One entry a pair, by id; decisions may come in any order. "unsure" gives way to what another is sure of.
[[nodiscard]] std::vector<Settled> settled(const std::vector<Decision>& decisions);

/// Of pairs that several looked at: how many agree, against what chance would give (Cohen's kappa of the
/// first two of each by name; Educational and Psychological Measurement 20 (1960) 37-46).
struct Agreement {
  std::size_t pairs = 0;
  std::size_t agreed = 0;
  double kappa = 0;  ///< 1: always; 0: as by chance; meant only where `pairs` > 0
};
[[nodiscard]] Agreement agreement_of(const std::vector<Decision>& decisions);

}  // namespace outturn::linkage
