// outturn compare SPEC: a comparison as agreed in a text, into the evidence folder that a contract reads.
#pragma once

#include "adapters/command/claim/host.h"

namespace outturn::command {

struct CompareSpecOptions {
  fs::path spec;
  fs::path people;
  fs::path out;
  bool replace = false;
  bool json = false;  ///< the record on standard output
};

[[nodiscard]] Exit compare_by_spec(const CompareSpecOptions& options);

}  // namespace outturn::command
