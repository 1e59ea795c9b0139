#include "contracts/parse/table_reader.h"

#include <algorithm>
#include <map>

#include "contracts/parse/lines.h"
#include "contracts/parse/name_rules.h"

namespace outturn::language {

TableReader::TableReader(StatementReader& reader, const std::vector<Line>& rows, const SourceFile& source,
                         Problems& problems, const char* example)
    : source_(source), problems_(problems), example_(example) {
  if (rows.size() < 2) {
    reader.problem("S30", reader.name_span(),
                   "this " + reader.raw().kind + " needs a table with headings and at least one row", {},
                   {std::string("Write the headings like: ") + example});
  }
  if (rows.empty()) return;
  headings_ = rows.front().cells;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].cells.size() == headings_.size()) {
      rows_.push_back(&rows[i]);
      continue;
    }
    broken_rows_.push_back(&rows[i]);
    const std::size_t cells = rows[i].cells.size();
    tell("S31", cells == 0 ? Span{rows[i].number, 1, 1} : rows[i].cells.back().span,
         "this row has " + std::to_string(cells) + (cells == 1 ? " cell" : " cells") + ", and there are " +
             std::to_string(headings_.size()) + " headings",
         {}, {"Write one cell for each heading; \"-\" stands for nothing."});
  }
  check_headings();
}

bool one_kind(const QType& a, const QType& b) {
  const auto plain = [](const QType& t) { return t.is(Quantity::count) || t.is(Quantity::number); };
  return a.is(Quantity::none) || b.is(Quantity::none) || a.quantity == b.quantity || (plain(a) && plain(b));
}

std::optional<std::size_t> TableReader::find(std::string_view heading) const {
  for (std::size_t i = 0; i < headings_.size(); ++i) {
    if (headings_[i].text == heading) return i;
  }
  return std::nullopt;
}

void TableReader::tell(std::string code, Span span, std::string what, Sentences why, Mend mend) const {
  problems_.add(told(source_, std::move(code), span, std::move(what), std::move(why), std::move(mend)));
}

Mend TableReader::near_heading(const TableCell& heading, std::vector<std::string> known,
                               std::string otherwise) const {
  known.erase(
      std::remove_if(known.begin(), known.end(), [&](const auto& one) { return find(one).has_value(); }),
      known.end());
  return near_or(nearest_name(heading.text, known), std::move(otherwise));
}

TokenCursor TableReader::cursor(const TableCell& cell) const {
  return {source_, read_tokens(source_, cell.text, cell.span, problems_), cell.span, problems_};
}

std::vector<Clause> TableReader::sources(const Line& row, const std::vector<Clause>& own) const {
  const auto at = find("source");
  if (!at || says_nothing(row.cells[*at])) return own;
  TokenCursor c = cursor(row.cells[*at]);
  auto clauses = take_clauses(c);
  if (clauses.empty() || !c.done()) {
    tell("C2", row.cells[*at].span, "the source of a row is a clause in brackets",
         {"Here stands \"" + row.cells[*at].text + "\"."}, {"Write it like [A Sch 3 row 2]."});
  }
  return clauses.empty() ? own : clauses;
}

std::optional<TypedNumber> TableReader::amount(const TableCell& cell, const QType* wanted) const {
  Problems found;
  TokenCursor c(source_, read_tokens(source_, cell.text, cell.span, found), cell.span, found);
  auto amount = parse_amount(c);
  if (!amount || !c.done()) return std::nullopt;
  const bool sign = cell.text.find_first_of("%") != std::string::npos ||
                    cell.text.find_first_not_of("0123456789.,- ") != std::string::npos;
  if (wanted != nullptr && wanted->is(Quantity::money) && !sign)
    return std::nullopt;  // 1,400 where £1,400 is meant
  problems_.append(found);
  return amount;
}

void TableReader::check_headings() const {
  std::map<std::string, int> seen;
  for (const TableCell& heading : headings_) {
    const int times = ++seen[heading.text];
    if (times == 2) {
      tell("S33", heading.span, "two columns are headed \"" + heading.text + "\"", {},
           {"Give each column its own heading."});
    }
    if (times > 1 || shaped_like_a_name(heading.text)) continue;
    Mend mend{"Headings are names: words of letters joined by _, such as city_pays."};
    std::string joined = heading.text;
    std::replace_if(
        joined.begin(), joined.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
    if (shaped_like_a_name(joined)) mend = std::move(mend).instead(joined);
    tell("S32", heading.span,
         heading.text.empty() ? "this column has no heading"
                              : "\"" + heading.text + "\" can't be the heading of a column",
         {}, std::move(mend));
  }
}

}  // namespace outturn::language
