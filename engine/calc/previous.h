// The last claim as its result.json told it: what was claimed is what was claimed, whatever its
// contract would give today. Read by reports/pack/read_result.h, compared by the compiler's true-up.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/values/exact.h"

namespace outturn::calc {

struct PreviousPayment {
  std::string name;
  Exact total;                                      ///< after caps
  std::vector<std::pair<std::string, Exact>> rows;  ///< by key; none for a payment there is once
};

struct PreviousClaim {
  std::string title;
  std::string currency;
  std::string as_at;  ///< 2015-10-31
  std::string status;
  std::string run_id;
  std::string contract_sha256;
  std::string sha256;             ///< of the result.json itself
  std::vector<std::string> told;  ///< in what it differs besides the figures: another contract text ...
  std::vector<PreviousPayment> payments;
};

}  // namespace outturn::calc
