#include "contracts/parse/name_rules.h"

#include <algorithm>
#include <set>

#include "engine/base/letters.h"

namespace outturn::language {
namespace {

constexpr std::size_t longest_name = 60;

/// L1, XFD12, R1C1, r, c: a spreadsheet would take these for cells.
bool like_a_cell(const std::string& name) {
  const auto letters =
      static_cast<std::size_t>(std::find_if_not(name.begin(), name.end(), is_letter) - name.begin());
  if (letters >= 1 && letters <= 3 && letters < name.size() &&
      std::all_of(name.begin() + static_cast<std::ptrdiff_t>(letters), name.end(), is_digit))
    return true;
  std::size_t at = 0;
  for (const char axis : {'r', 'c'}) {
    if (at >= name.size() || (name[at] | 0x20) != axis) continue;
    for (++at; at < name.size() && is_digit(name[at]);) ++at;
  }
  return at == name.size();
}

/// Words an expression is built with.
const std::set<std::string>& structural_words() {
  static const std::set<std::string> words{"and",    "or",    "not",    "if",    "then", "else",
                                           "within", "after", "before", "where", "for",  "this",
                                           "yes",    "no",    "true",   "false"};
  return words;
}

/// Words that begin a line or call a function, and the dates of the run.
const std::set<std::string>& other_words() {
  static const std::set<std::string> words{"per",      "each",    "known",    "sum",       "count", "min",
                                           "max",      "is",      "as_at",    "cut_off",   "when",  "pay",
                                           "rounded",  "exactly", "once",     "meaning",   "cut",   "chosen",
                                           "smallest", "largest", "previous", "assumption"};
  return words;
}

}  // namespace

bool shaped_like_a_name(std::string_view text) {
  return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '_';
  });
}

bool check_name(const SourceFile& source, const std::string& name, Span span, NameOf of, Problems& problems) {
  const auto tell = [&](const char* code, std::string what, Sentences why, std::string mend) {
    problems.add(told(source, code, span, std::move(what), std::move(why), {std::move(mend)}));
    return false;
  };
  if (like_a_cell(name)) {
    const std::size_t digits = name.find_first_of("0123456789");
    const bool simple =
        digits != std::string::npos && name.find_first_not_of("0123456789", digits) == std::string::npos;
    const std::string other =
        simple ? name.substr(0, digits) + "_" + name.substr(digits) : name.substr(0, 1) + "_amount";
    return tell("N2", "\"" + name + "\" looks like a cell of a spreadsheet",
                {"Every name becomes a name in the workbook, where this would mean a cell."},
                "Put words to it, or at least a _, such as " + other + ".");
  }
  if (structural_words().contains(name) || (of == NameOf::statement && other_words().contains(name))) {
    return tell("N3", "\"" + name + "\" is a word of the language and can't be a name", {},
                "Choose another name, such as " + name + "_used.");
  }
  if (name.size() > longest_name) {
    return tell("N4", "this name is longer than 60 characters", {},
                "Shorten it; \"meaning\" can say the rest.");
  }
  if (name.find("__") != std::string::npos || name.back() == '_') {
    return tell("N4", "this name has an underscore too many", {}, "Join its words by one _ each.");
  }
  return true;
}

}  // namespace outturn::language
