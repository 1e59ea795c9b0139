// What can be told of a savings case before any evidence: lines that are not whole, shares that are none,
// prices of no year, and money counted twice.
//
// Rows of one line with several agencies share what it saves. Together they are at most all of it; where they
// are less, the rest is nobody's here, and that is told. A headline of the Unit Cost Database holds its parts
// (GMCA Unit Cost Database, guidance on levels): both together count money twice.
#include <algorithm>
#include <array>
#include <map>

#include "contracts/parse/savings_figures.h"
#include "contracts/parse/savings_tables.h"

namespace outturn::language {
namespace {

namespace tables = ::outturn::savings;

class Checks {
 public:
  Checks(const TableShelf& shelf, const SavingsTeller& teller, SavingsCase& savings)
      : shelf_(shelf), teller_(teller), savings_(savings) {}

  void all() {
    for (const SavingsLine& line : savings_.lines) {
      whole(line);
      kind(line);
      price_year(line);
      pounds(line);
    }
    shares();
    shared_lines();
    names();
    same_figure();
    overlaps();
  }

 private:
  void problem(const char* code, Span at, std::string what, Sentences why, Sentences mend) const {
    teller_.reader.problem(code, at, std::move(what), std::move(why), std::move(mend));
  }
  void softly(Severity severity, const char* code, Span at, std::string what, Sentences why,
              Sentences mend) const {
    Problem told = problem_at(code, "", {}, std::move(what), std::move(why), std::move(mend));
    told.severity = severity;
    teller_.tell(std::move(told), at);
  }

  void whole(const SavingsLine& line) const {
    if (line.told || !(line.name.empty() || line.unit_cost.text.empty() || line.per_outcome.text.empty() ||
                       savings_name(line.agency).empty()))
      return;
    problem("S93", line.span, "this line of savings is not whole",
            {"It needs a name, a unit cost, how many units an outcome saves, and whose budget it is."},
            {std::string("Write it like the headings: ") + savings_headings});
  }

  void kind(const SavingsLine& line) const {
    static constexpr std::array kinds{"fiscal", "transfer", "economic", "social"};
    if (std::find(kinds.begin(), kinds.end(), line.kind) != kinds.end()) return;
    if (!line.taken.empty() && line.kind.empty()) return;  // its table was told not to say it
    problem("S94", line.kind_span, "\"" + line.kind + "\" is no kind of saving",
            {"fiscal: public spending saved; transfer: a payment from the public purse to a person, which is "
             "saved by the payer and lost by the person; economic: earnings and output; social: wellbeing."},
            {"Write one of: fiscal, transfer, economic, social."});
  }

  void price_year(const SavingsLine& line) const {
    if (line.prices_of.empty()) {
      if (!line.taken.empty()) return;
      return problem("S101", line.prices_span, "in which year's prices this cost is, is not said",
                     {"Without it, it can't be brought to those of " + savings_.base + "."},
                     {"Write the year of its source, like 2011-12, in the column \"prices_of\"."});
    }
    if (!tables::price_year_from(line.prices_of))
      problem("S101", line.prices_span, "\"" + line.prices_of + "\" is no year of prices", {},
              {"Write 2013-14 for a financial year, 2013 for a calendar year."});
  }

  void pounds(const SavingsLine& line) const {
    if (line.taken.empty() || line.unit_cost.text.empty() || savings_.costs.empty()) return;
    const std::string& cost = savings_.costs.front().text;
    if (cost.empty() || cost.starts_with("£") || cost.starts_with("GBP")) return;
    problem("S111", line.cost_span, "the unit costs of a table are in pounds, the costs here are not",
            {"Nothing is converted."}, {"Type the unit cost in the contract's currency, with its source."});
  }

  void share(const SavingsAmount& amount, const std::string& what) const {
    if (amount.text.empty() || (amount.value.sign() >= 0 && amount.value <= Exact(1))) return;
    const bool below = amount.value.sign() < 0;
    problem("S100", amount.span,
            what + (below ? " is below nothing: " : " is more than all of it: ") + amount.text,
            {"It is a share, so it lies between 0% and 100%."}, {"Mend the figure."});
  }

  void shares() const {
    for (const SavingsFactor& one : savings_.factors)
      if (one.amount) share(*one.amount, std::string("\"") + one.word + "\"");
    for (const SavingsAmount& one : savings_.benefits)
      if (one.value.sign() < 0) share(one, "what falls in a year");
    if (savings_.optimism_benefits) share(*savings_.optimism_benefits, "optimism of benefits");
    if (savings_.optimism_costs && savings_.optimism_costs->value.sign() < 0)
      share(*savings_.optimism_costs, "optimism of costs");
    for (const SavingsCase::Range& one : savings_.ranges) {
      const auto figure = figure_named(savings_, one.of);
      if (!figure || !figure->is_share) continue;
      share(one.low, "this end of the range");
      share(one.high, "this end of the range");
    }
    for (const SavingsLine& one : savings_.lines) {
      share(one.share, "this share");
      share(one.cashable, "the cashable share");
    }
  }

  /// Rows of one line, each with an agency of its own, are named after both.
  void shared_lines() {
    std::map<std::string, std::vector<SavingsLine*>> by_id;
    for (SavingsLine& line : savings_.lines)
      if (!line.name.empty()) by_id[line.id].push_back(&line);
    for (auto& [id, rows] : by_id) {
      std::map<std::string, int> agencies;
      for (const SavingsLine* const row : rows) ++agencies[savings_name(row->agency)];
      if (agencies.size() != rows.size() || agencies.count("") != 0) continue;  // told as two of a name
      rows.size() > 1 ? shared(rows) : alone(*rows.front());
    }
  }

  void alone(const SavingsLine& line) const {
    if (line.share.text.empty() || line.share.value.sign() < 0 || line.share.value >= Exact(1)) return;
    rest_is_nobodys(line, line.share.value, line.share.text);
  }

  void rest_is_nobodys(const SavingsLine& last, const Exact& sum, const std::string& words) const {
    softly(Severity::note, "S105", last.share.span, words + " of what \"" + last.id + "\" saves is counted",
           {"The other " + ((Exact(1) - sum) * Exact(100)).significant(6) + "% is nobody's here."},
           {"If another agency has it, add a row of the same line with that agency and its share."});
  }

  void shared(const std::vector<SavingsLine*>& rows) {
    Exact sum;
    std::string words;
    bool whole = true;
    const SavingsLine& first = *rows.front();
    for (SavingsLine* const row : rows) {
      if (row->share.text.empty() && !row->told) {
        problem("S106", row->span, "several agencies share \"" + row->id + "\", and this one has no share",
                {}, {"Write each one's share in the column \"share\"; together at most 100%."});
        whole = false;
      }
      const bool same = row->unit_cost.text == first.unit_cost.text && row->prices_of == first.prices_of &&
                        row->per_outcome.value == first.per_outcome.value && row->kind == first.kind;
      if (!same && !row->told && !first.told) {
        problem("S106", row->span, "two rows of \"" + row->id + "\" differ in more than agency and share",
                {"They share one saving, so cost, year, units and kind are the same."},
                {"Mend the row; or, if it is another saving, give it another name."});
        whole = false;
      }
      whole = whole && !row->share.text.empty();
      sum = sum + row->share.value;
      words += (words.empty() ? "" : " + ") + row->share.text;
    }
    if (whole) sum_of_shares(*rows.back(), sum, words);
    for (SavingsLine* const row : rows) {
      row->name += "_" + savings_name(row->agency);
      if (row->source) row->source->figure = row->agency + ": " + row->source->figure;
    }
  }

  void sum_of_shares(const SavingsLine& last, const Exact& sum, const std::string& words) const {
    if (sum == Exact(1)) return;
    const std::string total = words + " = " + (sum * Exact(100)).significant(6) + "%";
    if (sum < Exact(1)) return rest_is_nobodys(last, sum, total);
    problem("S105", last.share.span, "more than all of \"" + last.id + "\" is shared: " + total, {},
            {"Mend the shares, so that they come to 100% at most."});
  }

  void names() const {
    for (std::size_t i = 0; i < savings_.lines.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (savings_.lines[i].name == savings_.lines[j].name)
          problem("S93", savings_.lines[i].span,
                  "two lines of savings are called \"" + savings_.lines[i].id + "\"", {},
                  {"Give one of them another name; or, where two agencies share what it saves, another "
                   "agency."});
  }

  void same_figure() const {
    for (std::size_t i = 0; i < savings_.lines.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const SavingsLine& one = savings_.lines[i];
        const SavingsLine& other = savings_.lines[j];
        if (one.code.empty() || one.id == other.id || one.code != other.code || one.table != other.table ||
            cost_kind(one) != cost_kind(other))
          continue;
        softly(Severity::warning, "S109", one.cost_span,
               "\"" + one.id + "\" and \"" + other.id + "\" both take " + one.code,
               {"For the same people and the same event that counts its money twice."},
               {"Keep one; or, where agencies share it, give the rows one name and each its share."});
      }
    }
  }

  static std::string cost_kind(const SavingsLine& line) {
    return line.kind == "transfer" ? "fiscal" : line.kind;
  }

  struct Coded {
    const SavingsLine* line;
    std::string code;
    bool typed;
  };

  /// Codes taken, and names of typed lines that are codes of a table.
  void overlaps() const {
    std::map<std::pair<const tables::UnitCostTable*, std::string>, std::vector<Coded>> chosen;
    for (const SavingsLine& line : savings_.lines) {
      const bool typed = line.taken.empty();
      const tables::UnitCostTable* const table = typed ? shelf_.with_code(line.id) : shelf_.costs(line.table);
      if (table == nullptr || line.kind.empty()) continue;
      chosen[{table, cost_kind(line)}].push_back({&line, typed ? line.id : line.code, typed});
    }
    for (const auto& [of, lines] : chosen)
      for (std::size_t i = 0; i < lines.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) tell_overlap(*of.first, lines[j], lines[i]);
  }

  void tell_overlap(const tables::UnitCostTable& table, const Coded& one, const Coded& other) const {
    Problems own;
    tables::tell_overlaps(table, {one.code, other.code}, own);
    for (Problem told : own.list()) {
      for (std::string& sentence : told.why) sentence = squeezed(sentence);
      if (one.typed || other.typed) told.severity = Severity::warning;  // a name alone proves nothing
      teller_.tell(std::move(told), other.line->span);
    }
  }

  const TableShelf& shelf_;
  const SavingsTeller& teller_;
  SavingsCase& savings_;
};

}  // namespace

void check_savings(const TableShelf& shelf, const SavingsTeller& teller, SavingsCase& savings) {
  Checks(shelf, teller, savings).all();
}

}  // namespace outturn::language
