// What a linkage starts from: the members' files, and the specification or model to use.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/command/link_command.h"
#include "engine/linkage/spec/propose.h"

namespace outturn::command {

struct LinkInputs {
  linkage::Model model;
  linkage::Records records;  ///< as compared: raw for a model, standard for a specification
  std::optional<linkage::StandardRecords> standard;  ///< without its records; for a specification
  std::optional<std::vector<linkage::Code>> truth;   ///< of each record
  std::vector<linkage::BlockingRule> passes;         ///< deterministic, in order
  std::vector<std::string> once_in;
  std::string spec_text;  ///< the specification used
};

/// nullopt when errors were added.
[[nodiscard]] std::optional<LinkInputs> link_inputs(const LinkOptions& options, Problems& problems);

/// Prints a specification for the files of --suggest.
[[nodiscard]] Exit suggest_spec(const LinkOptions& options);

}  // namespace outturn::command
