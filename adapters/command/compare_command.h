// outturn compare: those who took part against similar people who did not.
#pragma once

#include <string>
#include <vector>

#include "adapters/command/claim/host.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

namespace outturn::command {

struct CompareOptions {
  std::string spec;  ///< a text; then only `people`, `out`, `replace` and `json` are looked at
  std::string out;   ///< the evidence folder
  bool replace_out = false;
  std::string people;  ///< the file
  std::string treated;
  std::vector<std::string> covariates, outcomes, exact, match_on;
  std::string id;
  std::string method = "nearest";
  std::string order;     ///< empty: the method's
  std::string distance;  ///< "score" or "logit"; empty: score
  std::string like = "matchit-4.7.2";
  std::string estimand = "att";
  unsigned ratio = 1;
  int subclasses = 6;
  double caliper = 0;      ///< in standard deviations of the distance over all people; 0: none
  double caliper_raw = 0;  ///< in the distance itself
  bool replacement = false;
  bool json = false;
};

/// Adds "compare" to the program.
void set_up_compare(CLI::App& app, CompareOptions& options);
[[nodiscard]] Exit compare_people(const CompareOptions& options);

}  // namespace outturn::command
