// One reading of one record's words, as text or as a value.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/linkage/model/model.h"

namespace outturn::linkage {

/// Gives what a reading makes of a word; nullopt when that is missing. For readings of one column.
using WordReader = std::function<std::optional<std::string>(std::string_view)>;
[[nodiscard]] WordReader word_reader(const Reading& reading);

/// The day (number of days, 1970-01-01 is 0) or number (in hundredths) that a reading makes of a word.
using ValueReader = std::function<std::optional<std::int32_t>(std::string_view)>;
[[nodiscard]] ValueReader value_reader(const Reading& reading);

/// A date in strptime's notation; nullopt when it is none or impossible. %Y %m %d and what stands between.
[[nodiscard]] std::optional<std::int32_t> day_of(std::string_view text, std::string_view format);

/// `length` characters (not bytes) of UTF-8 from the `first` on.
[[nodiscard]] std::string_view characters(std::string_view text, int first, int length);

}  // namespace outturn::linkage
