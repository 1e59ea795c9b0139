#include "engine/linkage/standardise/placeholder.h"

#include <algorithm>
#include <array>

#include "engine/linkage/standardise/characters.h"
#include "engine/linkage/standardise/fold.h"

namespace outturn::linkage {
namespace {

// Both lists in the order of characters, for binary search.
constexpr std::array<std::string_view, 43> for_any_field = {"#n/a",
                                                            "(blank)",
                                                            "(none)",
                                                            "(null)",
                                                            "<na>",
                                                            "anon",
                                                            "anonymous",
                                                            "blank",
                                                            "declined",
                                                            "did not say",
                                                            "empty",
                                                            "missing",
                                                            "n.a.",
                                                            "n/a",
                                                            "n/k",
                                                            "nil",
                                                            "no data",
                                                            "none",
                                                            "not applicable",
                                                            "not available",
                                                            "not disclosed",
                                                            "not given",
                                                            "not known",
                                                            "not provided",
                                                            "not recorded",
                                                            "not specified",
                                                            "not stated",
                                                            "not supplied",
                                                            "notknown",
                                                            "null",
                                                            "prefer not to say",
                                                            "redacted",
                                                            "refused",
                                                            "removed",
                                                            "tba",
                                                            "tbc",
                                                            "to be confirmed",
                                                            "undefined",
                                                            "undisclosed",
                                                            "unk",
                                                            "unknown",
                                                            "unspecified",
                                                            "withheld"};

constexpr std::array<std::string_view, 22> for_names = {
    "asdf",       "baby",    "baby boy", "baby girl", "child",   "client",         "do not use", "dummy",
    "duplicate",  "female",  "fnu",      "infant",    "lnu",     "male",           "newborn",    "no name",
    "no surname", "patient", "test",     "test test", "testing", "unknown unknown"};

static_assert(std::is_sorted(for_any_field.begin(), for_any_field.end()));
static_assert(std::is_sorted(for_names.begin(), for_names.end()));

}  // namespace

bool is_placeholder(std::string_view folded) {
  const auto no_word = std::none_of(folded.begin(), folded.end(), is_word);
  if (no_word || std::binary_search(for_any_field.begin(), for_any_field.end(), folded)) return true;
  return folded[0] == 'x' && all_the_same(folded);
}

bool is_name_placeholder(std::string_view folded) {
  return is_placeholder(folded) || std::binary_search(for_names.begin(), for_names.end(), folded) ||
         folded.starts_with("baby of ");
}

Standard checked_at_the_end(Trail& trail, std::optional<ChangeKind> mark) {
  if (trail.value().empty()) return trail.unknown(ChangeKind::nothing_left);
  bool broken = false;
  if (is_placeholder(folded(trail.value(), broken))) return trail.unknown(ChangeKind::placeholder);
  if (mark) trail.mark(*mark);
  return trail.known();
}

}  // namespace outturn::linkage
