// Lines whose unit cost is that of a table: "from gmca_1_4", "from gmca_1_4 E&E1.0.1".
//
// The line's name is the code unless another stands behind the table's name. The table gives the price and
// its year, and, where the row does not say otherwise, what is saved, whose budget it is and of what kind.
#include <algorithm>

#include <fmt/format.h>

#include "contracts/parse/savings_tables.h"

namespace outturn::language {
namespace {

namespace tables = ::outturn::savings;
using tables::CostKind;
using tables::UnitCost;
using tables::UnitCostTable;

constexpr const char* example = "from gmca_1_4 E&E1.0.1";

struct Reference {
  std::string table;
  std::string code;
  bool accepted = false;
};

/// "from TABLE [CODE] [, accept unverified]"; nullopt when it is written otherwise.
std::optional<Reference> reference_of(const SavingsLine& line) {
  std::string words = squeezed(line.taken).substr(4);
  Reference out{"", line.id, false};
  constexpr std::string_view acceptance = "accept unverified";
  if (words.ends_with(acceptance)) {
    out.accepted = true;
    words.resize(words.size() - acceptance.size());
    while (words.ends_with(" ") || words.ends_with(",")) words.pop_back();
  }
  words = squeezed(words.empty() ? words : words.substr(1));
  const std::size_t blank = words.find(' ');
  out.table = words.substr(0, blank);
  if (blank != std::string::npos) out.code = words.substr(blank + 1);
  const bool good = !out.table.empty() && out.code.find(' ') == std::string::npos;
  return good ? std::optional(out) : std::nullopt;
}

class CostTaker {
 public:
  CostTaker(const TableShelf& shelf, const SavingsTeller& teller, SavingsCase& savings, SavingsLine& line)
      : shelf_(shelf), teller_(teller), savings_(savings), line_(line) {}

  void take() {
    const auto reference = reference_of(line_);
    if (!reference)
      return problem("S102", line_.cost_span, "this is no table with one code",
                     {"Here stands \"" + line_.taken + "\"."},
                     {std::string("Write it like: ") + example + "; without a code the line's name is it."});
    const UnitCostTable* const table = shelf_.costs(reference->table);
    if (table == nullptr) return unknown_table(reference->table);
    line_.table = reference->table;
    line_.code = reference->code;
    const UnitCost* const row = row_of(*table);
    if (row == nullptr || !usable(*table, *row, reference->accepted)) return told();
    take_words(*row);
    take_price(*table, *row);
    tell_transfers(*table, *row);
  }

 private:
  void told() { line_.told = true; }
  void problem(std::string code, Span at, std::string what, Sentences why, Sentences mend) {
    teller_.reader.problem(std::move(code), at, std::move(what), std::move(why), std::move(mend));
    told();
  }

  /// A table that was refused or could not be read is not told to be missing too.
  void unknown_table(const std::string& name) {
    told();
    const auto named = [&](const SavingsFile& one) { return one.name == name; };
    if (std::any_of(savings_.files.begin(), savings_.files.end(), named)) return;
    Problem unknown = tables::not_held("table of unit costs", name, shelf_.cost_tables());
    teller_.tell(std::move(unknown), line_.cost_span);
  }

  const UnitCost* row_of(const UnitCostTable& table) {
    const auto rows = table.of_code(line_.code);
    if (rows.empty()) {
      teller_.tell(tables::no_such_code(table, line_.code), line_.cost_span);
      return nullptr;
    }
    if (line_.kind.empty() && rows.size() == 1) return rows.front();
    Sentences kinds;
    for (const UnitCost* const one : rows) kinds.emplace_back(name_of(one->kind));
    if (line_.kind.empty()) {
      problem("S103", line_.cost_span, line_.code + " has several values: " + listed(kinds, "and"),
              {"Each is a line of its own."}, {"Say in the column \"kind\" which one this line takes."});
      return nullptr;
    }
    const auto kind = line_.kind == "transfer" ? CostKind::fiscal : tables::cost_kind_from(line_.kind);
    if (!kind) return nullptr;  // no kind of saving, which is told with those of other lines
    const UnitCost* const found = table.row(line_.code, *kind);
    if (found == nullptr)
      problem("S103", line_.kind_span, line_.code + " has no " + std::string(name_of(*kind)) + " value",
              {"The table gives it as " + listed(kinds, "and") + "."}, {"Write that kind, or another code."});
    return found;
  }

  bool usable(const UnitCostTable& table, const UnitCost& row, bool accepted) {
    if (auto refused = embedding_problem(tables::edition_of(table, row))) {
      refused->what = "the licence of " + row.code + " does not let its value be passed on";
      teller_.tell(std::move(*refused), line_.cost_span,
                   {"Leave the line out, or ask the owner of the figure."});
      return false;
    }
    if (!accepted && !may_be_default(row.standing)) {
      teller_.tell(tables::unaccepted(table, row), line_.cost_span,
                   {"Look it up there, then write: " + squeezed(line_.taken) + ", accept unverified."});
      return false;
    }
    if (!line_.prices_of.empty() && line_.prices_of != text_of(row.price.year)) {
      problem("S102", line_.prices_span, "the table says that this price is of " + text_of(row.price.year),
              {"A unit cost is taken from a table or typed, with its year, but not half of each."},
              {"Leave the cell empty; or type the price and the year."});
      return false;
    }
    return one_step(table, row) && same_unit(row);
  }

  /// A price that its publisher uprated is not uprated again.
  bool one_step(const UnitCostTable& table, const UnitCost& row) {
    if (!row.price.uprated || text_of(row.price.year) == savings_.base) return true;
    teller_.tell(tables::uprated_already(row.price, table.edition.file), line_.cost_span);
    return false;
  }

  bool same_unit(const UnitCost& row) {
    const auto plain = [](std::string words) {
      words = squeezed(words);
      for (char& c : words) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
      return words;
    };
    if (line_.unit.empty() || plain(line_.unit) == plain(row.unit)) return true;
    problem("S104", line_.unit_span,
            "the table gives " + row.code + " \"" + row.unit + "\", this line \"" + line_.unit + "\"",
            {"A cost of one thing times a number of another is no cost."},
            {"Count outcomes in the table's unit, or take a row that is in yours."});
    return false;
  }

  void take_words(const UnitCost& row) {
    if (line_.saves.empty()) line_.saves = squeezed(row.description);
    if (line_.kind.empty()) line_.kind = row.transfer ? "transfer" : std::string(name_of(row.kind));
    line_.unit = row.unit;
    line_.prices_of = text_of(row.price.year);
    if (!line_.agency.empty()) return;
    if (row.agency.empty() || row.agency == "Multiple")
      problem("S107", line_.agency_span, "the table does not say whose " + row.code + " is",
              {row.agency.empty() ? "It names no agency." : "It says that it falls on several agencies."},
              {"Say it in the column \"agency\": one, or a row with its share for each of them."});
    line_.agency = row.agency;
  }

  void take_price(const UnitCostTable& table, const UnitCost& row) {
    const WrittenFigure price = written_pounds(row.price.value, line_.cost_span);
    line_.unit_cost = price.amount;
    const tables::Edition edition = tables::edition_of(table, row);
    std::string checked(name_of(row.standing));
    if (!may_be_default(row.standing)) checked += ", accepted in the contract";
    if (!row.confidence.empty()) checked += ", " + row.confidence;
    if (price.rounded) checked += ", rounded to pence";
    const std::string source = title_of(edition) + ", " + row.code + ": " + squeezed(row.source);
    line_.meaning =
        fmt::format("{}, {}, in prices of {}; source: {}; licence: {}; {}", squeezed(row.description),
                    row.unit, line_.prices_of, source, edition.licence, checked);
    const bool uprated = line_.prices_of != savings_.base;
    line_.source = SavingsSource{line_.id + ", unit cost, " + row.unit,
                                 "",
                                 {},
                                 line_.prices_of,
                                 uprated ? savings_.base : "",
                                 uprated ? savings_.release.edition : "",
                                 source,
                                 edition.licence,
                                 checked};
  }

  /// Public value would count what only moves money.
  void tell_transfers(const UnitCostTable& table, const UnitCost& row) {
    const Sentences why{
        "A benefit no longer paid is the state's gain and the person's loss: public value would count too "
        "much."};
    if (row.transfer && line_.kind != "transfer") {
      Problem otherwise = problem_at(
          "S108", "", {}, "the table says that " + row.code + " is a transfer, this line " + line_.kind, why,
          {"Leave the cell \"kind\" empty, unless you mean it otherwise."});
      otherwise.severity = Severity::warning;
      return teller_.tell(std::move(otherwise), line_.kind_span);
    }
    const auto transfers = transfers_of(table, row.code);
    if (row.kind != CostKind::fiscal || line_.kind == "transfer" || transfers.empty()) return;
    Sentences codes;
    for (const UnitCost* const one : transfers) codes.push_back(one->code);
    problem("S108", line_.cost_span, row.code + " holds a transfer: " + listed(codes, "and"), why,
            {"Take its parts in its place, each in a row of its own."});
  }

  const TableShelf& shelf_;
  const SavingsTeller& teller_;
  SavingsCase& savings_;
  SavingsLine& line_;
};

}  // namespace

void take_unit_costs(const TableShelf& shelf, const SavingsTeller& teller, SavingsCase& savings) {
  for (SavingsLine& line : savings.lines)
    if (!line.taken.empty()) CostTaker(shelf, teller, savings, line).take();
}

}  // namespace outturn::language
