// A model's levels and rules in the words of people who never saw its SQL.
#pragma once

#include <string>

#include "engine/linkage/model/model.h"

namespace outturn::linkage_page {

/// "date of birth" for date_of_birth.
[[nodiscard]] std::string column_words(const std::string& column);
/// "the same", "spelt nearly the same (0.92 of 1)"; the model's own label where nothing plainer is known.
[[nodiscard]] std::string level_words(const linkage::Level& level);
/// "same surname and same first 3 letters of first name".
[[nodiscard]] std::string rule_words(const linkage::BlockingRule& rule);

}  // namespace outturn::linkage_page
