// Words that stand where a value is not known: "n/a", "unknown", "not given", "xxx".
//
// Taken for unknown, never compared: two people called "unknown" have nothing in common. Some are
// rare names too (Null, Test); losing one field of theirs costs less than linking strangers.
#pragma once

#include <optional>
#include <string_view>

#include "engine/linkage/standardise/standard.h"

namespace outturn::linkage {

/// `folded` as fold() leaves it. For any kind of field.
[[nodiscard]] bool is_placeholder(std::string_view folded);
/// The same, and what people write where a name is asked for: "baby", "test", "fnu".
[[nodiscard]] bool is_name_placeholder(std::string_view folded);

/// The end of a trail: unknown when nothing is left of the value, or a word that says so ("(unknown)"
/// without its brackets); else known, with `mark` if there is one.
[[nodiscard]] Standard checked_at_the_end(Trail& trail, std::optional<ChangeKind> mark = {});

}  // namespace outturn::linkage
