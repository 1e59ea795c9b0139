// What to say about keys, links, words, yes and no, and empty cells.
#include <fmt/format.h>

#include "adapters/tables/characters.h"
#include "adapters/tables/word_cells.h"
#include "engine/base/source.h"

namespace outturn::tables {
namespace {

const char* name_of(const ColumnRules& rules) { return rules.column->type == FactType::key ? "key" : "link"; }

std::string as_sentence_end(const std::string& clauses) {
  return clauses.empty() ? "." : " " + clauses + ".";
}

Advice missing(const ColumnRules& rules, std::string_view text) {
  const std::string& name = rules.column->name;
  Advice advice;
  advice.what = text.empty() ? fmt::format("\"{}\" is empty", name)
                             : fmt::format("{} stands where \"{}\" needs a value", shown(text), name);
  advice.why = {fmt::format("The contract needs \"{}\" in every row{}", name, as_sentence_end(rules.clauses)),
                "Unknown is not zero: nothing is assumed in its place."};
  advice.mend = {"Find out the value and write it.",
                 "If it may honestly be unknown, the contract must say so for this column."};
  if (rules.column->type == FactType::key) {
    advice.what =
        text.empty() ? "the key is empty" : fmt::format("{} stands in place of the key", shown(text));
    advice.why = {fmt::format("Each {} needs its own \"{}\", so that every figure can be traced to it.",
                              rules.row_kind, name)};
    advice.mend = {fmt::format("Give this {} its key.", rules.row_kind)};
  }
  return advice;
}

Advice unknown_word(const ColumnRules& rules, std::string_view text) {
  if (!rules.column->may_be_unknown) return missing(rules, text);
  return {fmt::format("{} isn't the way to say that a value is unknown", shown(text)),
          {asks_for(rules)},
          {"If it is unknown, leave the cell empty or write [x]."},
          "Where the value is unknown, leave the cell empty or write [x]."};
}

Advice truth(const ColumnRules& rules, std::string_view text) {
  const std::string small = small_letters(text);
  Advice advice{fmt::format("{} is neither yes nor no", shown(text)),
                {asks_for(rules)},
                {"Write yes or no (true or false, 1 or 0 will do as well)."},
                {}};
  if (small == "y" || small == "t" || small == "x" || text == "✓" || text == "✔") {
    advice.mend = {"Write yes if that is meant."};
    advice.mend_all = "Write yes or no in full.";
  } else if (small == "n" || small == "f") {
    advice.mend = {"Write no if that is meant."};
    advice.mend_all = "Write yes or no in full.";
  }
  return advice;
}

std::string unwanted_in(std::string_view text) {
  bool after_blank = false;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, first_character(text).bytes);
    if (after_blank && one == " ") return "two blanks together";
    if (key_flaw(one) == Flaw::not_a_key) return shown(one);
    after_blank = one == " ";
    text.remove_prefix(one.size());
  }
  return "a character";
}

// "é" made of "e" and a separate accent looks like "é" but is another text.
bool has_accent_apart(std::string_view text) {
  for (; !text.empty(); text.remove_prefix(first_character(text).bytes)) {
    const char32_t code = first_character(text).code;
    if (code >= 0x300 && code <= 0x36F) return true;
  }
  return false;
}

Advice not_a_key(const ColumnRules& rules, std::string_view text) {
  if (has_accent_apart(text)) {
    return {fmt::format("{} holds an accent as a character of its own", shown(text)),
            {"It looks like the letter with its accent, yet a computer takes the two for different names."},
            {"Type the letter with its accent anew, in every table that uses this key."},
            {}};
  }
  return {fmt::format("{} can't be a {}: it holds {}", shown(text), name_of(rules), unwanted_in(text)),
          {"A key is made of letters, digits, single blanks and - _ . / : #, so that every spreadsheet "
           "compares it alike."},
          {"Leave that character out, in every table that uses this key."},
          {}};
}

Advice formula_key(const ColumnRules& rules, std::string_view text) {
  return {fmt::format("{} begins with {}, as a formula does", shown(text),
                      shown(text.substr(0, first_character(text).bytes))),
          {fmt::format("A spreadsheet would calculate with the {} in place of showing it.", name_of(rules))},
          {"Leave that character out, in every table that uses this key."},
          {}};
}

Advice repeated(const Finding& finding, const ColumnRules& rules, std::string_view text) {
  const std::string first = fmt::format("Line {} has it first.", finding.other_line);
  if (finding.flaw == Flaw::repeated_key) {
    return {fmt::format("{} names a second {}", shown(text), rules.row_kind),
            {first, asks_for(rules)},
            {fmt::format("Give each {} its own key; if a row was entered twice, delete one of the two.",
                         rules.row_kind)},
            {}};
  }
  return {
      fmt::format("{} differs from {} only in capital letters", shown(text), shown(finding.other_word)),
      {fmt::format("Line {} has {}.", finding.other_line, shown(finding.other_word)),
       "Spreadsheets take the two for the same."},
      {fmt::format("Give each {} a key that differs in more; if they are the same, delete one of the two.",
                   rules.row_kind)},
      {}};
}

Advice odd(Flaw flaw, std::string_view text) {
  const OddCharacter inside = odd_character(text, false);
  const std::string name = code_point_name(inside.point);
  if (flaw == Flaw::lost_character) {
    return {"a character was lost here (\"�\")",
            {"An earlier conversion of the file could not read it and wrote this sign instead."},
            {"Go back to the original file and save it as CSV UTF-8, or type the character in."},
            {}};
  }
  if (flaw == Flaw::control_character) {
    return {fmt::format("an unprintable control character ({}) inside a cell", name),
            {"It can't be seen, and a spreadsheet can't keep it as it is."},
            {"Delete it."},
            {}};
  }
  const char* kind =
      inside.point == 0xA0 || inside.point == 0x202F ? "a no-break space" : "an invisible character";
  return {fmt::format("{} in {}", kind, shown(text)),
          {"It looks like a blank or like nothing, yet makes the cell another one. It comes with text copied "
           "from web pages and documents."},
          {"Delete it, or type an ordinary blank."},
          "Replace it in the whole column by an ordinary blank or by nothing."};
}

}  // namespace

Advice advise_words(const Finding& finding, const ColumnRules& rules, std::string_view text) {
  switch (finding.flaw) {
    case Flaw::missing:
      return missing(rules, text);
    case Flaw::unknown_word:
      return unknown_word(rules, text);
    case Flaw::sheet_error:
      return {fmt::format("{} is a spreadsheet's error, not a value", shown(text)),
              {"A formula had failed in this cell when the table was saved."},
              {"Mend the formula in the spreadsheet and save the table again."},
              {}};
    case Flaw::not_shown:
      return {fmt::format("{} is a value that was not shown", shown(text)),
              {"The column was too narrow in the spreadsheet when the table was saved."},
              {"Widen the column in the spreadsheet and save the table again."},
              {}};
    case Flaw::not_a_truth:
      return truth(rules, text);
    case Flaw::not_a_key:
      return not_a_key(rules, text);
    case Flaw::formula_key:
      return formula_key(rules, text);
    case Flaw::long_key:
      return {fmt::format("{} is longer than the 64 characters a key may have", shown(text)),
              {asks_for(rules)},
              {"Give it a shorter key, in every table that uses it."},
              {}};
    case Flaw::repeated_key:
    case Flaw::key_but_for_case:
      return repeated(finding, rules, text);
    case Flaw::long_text:
      return {fmt::format("{} is longer than a spreadsheet's cell can hold", shown(text)),
              {"A cell holds 32,767 characters; the rest would be cut off unseen."},
              {"Shorten the text."},
              {}};
    default:
      return odd(finding.flaw, text);
  }
}

}  // namespace outturn::tables
