// The table of a savings statement: whose budget is spared what by an outcome.
#include <algorithm>
#include <array>

#include "contracts/parse/savings.h"
#include "contracts/parse/table_reader.h"

namespace outturn::language {
namespace {

using Q = Quantity;

class LinesReader {
 public:
  LinesReader(StatementReader& reader, const SourceFile& source, Problems& problems, SavingsCase& out)
      : reader_(reader), source_(source), problems_(problems), out_(out) {}

  void table() {
    const TableReader table(reader_, source_, problems_, savings_headings);
    // Where every unit cost comes from a table, the table says the rest.
    static constexpr std::array needed{"line", "unit_cost", "per_outcome", "prices_of", "agency", "kind"};
    static constexpr std::array others{"saves", "unit", "share", "cashable", "source"};
    const std::size_t always = all_taken(table) ? 3 : needed.size();
    for (std::size_t i = 0; i < always; ++i) {
      const char* const heading = needed.at(i);
      if (table.find(heading) || table.headings().empty()) continue;
      return table.tell("S92", table.headings().front().span,
                        std::string("the table of savings has no column \"") + heading + "\"", {},
                        {std::string("Write the headings like: ") + savings_headings});
    }
    for (const TableCell& heading : table.headings()) {
      const auto is = [&](const char* one) { return heading.text == one; };
      if (std::any_of(needed.begin(), needed.end(), is) || std::any_of(others.begin(), others.end(), is))
        continue;
      table.tell("S92", heading.span, "the table of savings has no column \"" + heading.text + "\"", {},
                 {std::string("Write the headings like: ") + savings_headings});
    }
    for (const Line* row : table.rows()) line(table, *row);
  }

 private:
  static bool taken(const TableCell& cell) { return cell.text == "from" || cell.text.starts_with("from "); }

  static bool all_taken(const TableReader& table) {
    const auto at = table.find("unit_cost");
    return at && std::all_of(table.rows().begin(), table.rows().end(),
                             [&](const Line* row) { return taken(row->cells[*at]); });
  }

  void line(const TableReader& table, const Line& row) {
    SavingsLine out;
    const auto cell = [&](const char* heading) -> const TableCell* {
      const auto at = table.find(heading);
      return at ? &row.cells[*at] : nullptr;
    };
    const auto text = [&](const char* heading) -> std::string {
      const TableCell* const at = cell(heading);
      return at == nullptr || says_nothing(*at) ? "" : at->text;
    };
    const Span first = cell("line")->span;
    const auto place = [&](const char* heading) {
      const TableCell* const at = cell(heading);
      return at == nullptr ? first : at->span;
    };
    const auto number = [&](const char* heading, Q wanted, const char* example) -> SavingsAmount {
      const TableCell* const at = cell(heading);
      if (at == nullptr || says_nothing(*at)) return {};
      TokenCursor c = table.cursor(*at);
      auto one = savings_amount(c, wanted, example);
      if (one) end_of_field(c);
      return one.value_or(SavingsAmount{});
    };
    const std::size_t before = problems_.list().size();
    out.span = first;
    out.id = text("line");
    out.name = savings_name(out.id);
    out.saves = text("saves");
    out.prices_of = text("prices_of");
    out.agency = text("agency");
    out.kind = text("kind");
    out.unit = text("unit");
    out.cost_span = place("unit_cost");
    out.prices_span = place("prices_of");
    out.unit_span = place("unit");
    out.agency_span = place("agency");
    out.kind_span = place("kind");
    if (taken(*cell("unit_cost"))) {
      out.taken = text("unit_cost");
    } else {
      out.unit_cost = number("unit_cost", Q::money, "£109.00");
    }
    out.per_outcome = number("per_outcome", Q::number, "2");
    out.share = number("share", Q::percent, "100%");
    out.cashable = number("cashable", Q::percent, "25%");
    out.clauses = table.sources(row, out_.clauses);
    out.told = problems_.list().size() > before;
    out_.lines.push_back(std::move(out));
  }

  StatementReader& reader_;
  const SourceFile& source_;
  Problems& problems_;
  SavingsCase& out_;
};

}  // namespace

bool same_agency(const std::string& one, const std::string& other) {
  return savings_name(one) == savings_name(other);
}

std::string savings_name(const std::string& written) {
  std::string out;
  for (const char c : written) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if (letter) {
      out += c;
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out;
}

std::optional<SavingsAmount> savings_amount(TokenCursor& c, Quantity wanted, const char* example) {
  SavingsAmount out;
  out.span = c.place();
  const bool negative = c.at_mark("-");
  const Token digits = c.peek(negative ? 1 : 0);
  const auto number = parse_amount(c);
  if (!number) return std::nullopt;
  const bool fits = number->type.is(wanted) || (wanted == Q::count && number->type.is(Q::number)) ||
                    (wanted == Q::number && number->type.is(Q::count));
  if (!fits) {
    c.problem("S90", out.span, "this is " + phrase(number->type) + ", which can't stand here", {},
              {std::string("Write it like: ") + example + "."});
    return std::nullopt;
  }
  out.value = number->value;
  out.places = number->type.places;
  out.span = c.since(out.span);
  out.text = (negative ? "-" : "") + digits.sign + digits.text + (number->type.is(Q::percent) ? "%" : "");
  return out;
}

void read_savings_lines(StatementReader& reader, const SourceFile& source, Problems& problems,
                        SavingsCase& out) {
  LinesReader(reader, source, problems, out).table();
}

}  // namespace outturn::language
