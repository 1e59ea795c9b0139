// What to say about a number that can't be taken as it stands.
#include <fmt/format.h>

#include "adapters/tables/characters.h"
#include "adapters/tables/number_cells.h"
#include "engine/values/exact.h"

namespace outturn::tables {
namespace {

void take_out(std::string& text, std::string_view part) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part))
    text.erase(at, part.size());
}

// Commas out, or the last one made a point where it can only be a decimal comma.
void settle_commas(std::string& plain, bool decimal_comma) {
  const std::size_t comma = plain.rfind(',');
  if (comma == std::string::npos) return;
  const std::size_t point = plain.rfind('.');
  const bool only_one = plain.find(',') == comma;
  decimal_comma = decimal_comma || (point != std::string::npos && point < comma) ||
                  (only_one && plain.size() - comma != 4 && point == std::string::npos);
  if (decimal_comma && only_one) {
    take_out(plain, ".");
    plain.replace(plain.rfind(','), 1, ".");
  }
  take_out(plain, ",");
}

void settle_minus(std::string& plain) {
  if (plain.size() > 2 && plain.front() == '(' && plain.back() == ')')
    plain = "-" + plain.substr(1, plain.size() - 2);
  for (const std::string_view minus : {"−", "–", "—"}) {
    if (plain.rfind(minus, 0) == 0) plain.replace(0, minus.size(), "-");
  }
  if (plain.size() > 1 && plain.back() == '-') plain = "-" + plain.substr(0, plain.size() - 1);
}

// The number that was likely meant, as it should be typed; empty when that can't be said.
std::string likely(const ColumnRules& rules, std::string_view text, bool decimal_comma) {
  std::string plain(text);
  for (const char* part : {"£", "$", "€", "¥", "₹", "GBP", "USD", "EUR", "gbp", "usd", "eur", "%", "points",
                           "point", "pp", " ", "+"}) {
    take_out(plain, part);
  }
  settle_minus(plain);
  settle_commas(plain, decimal_comma);
  if (!plain.empty() && plain.front() == '.') plain = "0" + plain;
  if (!plain.empty() && plain.back() == '.') plain.pop_back();
  if (!plain_decimal_in(plain)) return {};
  if (rules.column->type == FactType::percent) plain += '%';
  if (rules.column->type == FactType::points) plain += " points";
  return plain;
}

std::string write(const std::string& meant) {
  return meant.empty() ? "Write the plain number." : fmt::format("Write {}.", meant);
}

Advice spreadsheet_wrote(const ColumnRules& rules, std::string_view text) {
  return {fmt::format("{} is written with a power of ten", shown(text)),
          {asks_for(rules), "Spreadsheets write long numbers so, and lose their last digits."},
          {"Format the cell as a plain number in the spreadsheet and save again."},
          "Format the column as plain numbers in the spreadsheet and save again."};
}

Advice no_sign(const ColumnRules& rules, std::string_view text) {
  const auto exact = Exact::parse(text);
  const std::string other = exact ? (*exact * Exact(100)).decimal().value_or("") : "";
  const bool same = other.empty() || other == text;
  return {fmt::format("{} has no % sign", shown(text)),
          {asks_for(rules), same ? "Without the sign nobody can say how it is meant."
                                 : fmt::format("Without the sign it could be {}% or {}%.", text, other)},
          {same ? fmt::format("Write {}%.", text)
                : fmt::format("Write {}% or {}%, whichever is meant.", text, other)},
          "Format the column as percentages in the spreadsheet, so that the sign is saved with each."};
}

Advice thousands(const ColumnRules& rules, std::string_view text) {
  const std::string meant = likely(rules, text, false);
  Advice advice{fmt::format("{} has a thousands {}", shown(text),
                            text.find(',') == std::string_view::npos ? "blank" : "comma"),
                {asks_for(rules)},
                {write(meant)},
                "Format the column without thousands separators in the spreadsheet and save again."};
  const std::size_t comma = text.find(',');
  const bool either = typed_places(*rules.column) > 0 && comma != std::string_view::npos &&
                      comma == text.rfind(',') && text.find('.') == std::string_view::npos;
  const std::string other = either ? likely(rules, text, true) : "";
  if (!other.empty())
    advice.mend = {fmt::format("Write {}, or {} if the comma is a decimal one.", meant, other)};
  return advice;
}

Advice digits(const ColumnRules& rules, std::string_view text) {
  return {fmt::format("{} has more digits than a spreadsheet can hold", shown(text)),
          {asks_for(rules), "Spreadsheets keep 15 significant digits and turn the rest into zeros."},
          {"If it is a figure, write it with at most 15 digits. If it is a reference number, "
           "the contract should ask for it as text."},
          {}};
}

Advice places(const ColumnRules& rules, std::string_view text) {
  const int most = typed_places(*rules.column);
  const std::string allowed =
      most == 0 ? "no decimals" : fmt::format("at most {} decimal{}", most, most == 1 ? "" : "s");
  return {fmt::format("{} has too many decimals", shown(text)),
          {asks_for(rules), "Figures are never rounded silently: the contract says where and how."},
          {fmt::format("Write it with {}, or have the contract ask for more decimals.", allowed)},
          {}};
}

Advice range(const ColumnRules& rules, std::string_view text) {
  const FactColumn& column = *rules.column;
  const NumberRead read = read_number(rules, text);
  const bool low = read.scaled < rules.least;
  Advice advice{
      {}, {asks_for(rules)}, {"Correct the figure; if it is right, the contract must allow it."}, {}};
  if (low && column.type == FactType::count && (!column.least || column.least->sign() < 0)) {
    advice.what = fmt::format("{} is negative, and a count can't be", shown(text));
    advice.mend = {"Correct the figure."};
  } else if (low) {
    advice.what =
        fmt::format("{} is too small: it must be {} {}", shown(text),
                    column.least_excluded ? "more than" : "at least", as_typed(rules, *column.least));
  } else {
    advice.what =
        fmt::format("{} is too large: it must be at most {}", shown(text), as_typed(rules, *column.most));
  }
  return advice;
}

Advice percent_where_none(const ColumnRules& rules, std::string_view text) {
  const bool points = rules.column->type == FactType::points;
  return {fmt::format("{} is a percentage, which isn't asked for here", shown(text)),
          {asks_for(rules), points ? "From 10% to 12% is 2 points, but 20% more: the two are not the same."
                                   : "8% could be meant as 8 or as 0.08."},
          {"Write the figure in the form the contract asks for."},
          {}};
}

}  // namespace

Advice advise_number(Flaw flaw, const ColumnRules& rules, std::string_view text) {
  const std::string written = shown(text);
  const std::string asks = asks_for(rules);
  switch (flaw) {
    case Flaw::thousands_comma:
      return thousands(rules, text);
    case Flaw::exponent:
      return spreadsheet_wrote(rules, text);
    case Flaw::no_percent_sign:
      return no_sign(rules, text);
    case Flaw::too_many_digits:
      return digits(rules, text);
    case Flaw::too_many_places:
      return places(rules, text);
    case Flaw::out_of_range:
      return range(rules, text);
    case Flaw::percent_sign:
      return percent_where_none(rules, text);
    case Flaw::currency_sign:
      return {written + " has a currency sign",
              {asks, "The contract names the currency; the figures are plain."},
              {write(likely(rules, text, false))},
              "Format the column as plain numbers in the spreadsheet and save again."};
    case Flaw::decimal_comma:
      return {written + " has a decimal comma",
              {asks},
              {write(likely(rules, text, true))},
              "Save the table with decimal points (an English number format) in the spreadsheet."};
    case Flaw::parentheses:
      return {written + " is in parentheses, as accountants write negative amounts",
              {asks},
              {write(likely(rules, text, false))},
              "Format negative numbers with a minus sign in the spreadsheet and save again."};
    case Flaw::leading_plus:
      return {written + " begins with a plus sign", {asks}, {write(likely(rules, text, false))}, {}};
    default:
      break;
  }
  const std::string meant = likely(rules, text, false);
  std::string mend = meant.empty() ? "Correct the cell." : fmt::format("If {} is meant, write so.", meant);
  return {written + " isn't a number as it must be written here", {asks}, {mend}, {}};
}

}  // namespace outturn::tables
