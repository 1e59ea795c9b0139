// A word of the people's file found in a published field: as it stands, or as what it means. Internal.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/comparison/baseline/published_rows.h"

namespace outturn::comparison {

/// The texts of a field over several tables, each once, with what they mean.
struct FieldTexts {
  struct Meaning {
    const Period* period = nullptr;
    const Group* group = nullptr;
  };
  std::vector<std::string> texts;
  std::vector<Meaning> meanings;
};

/// Numbers of the texts that the word may stand for; one where it is plain, none where it stands nowhere,
/// several where bands or periods overlap.
[[nodiscard]] std::vector<std::uint32_t> texts_for(const FieldTexts& field, const std::string& word);

}  // namespace outturn::comparison
