// Reading a savings statement.
#include "contracts/parse/savings.h"

#include <algorithm>
#include <set>

#include "contracts/parse/savings_draws.h"
#include "contracts/parse/savings_figures.h"
#include "contracts/parse/savings_payers.h"
#include "contracts/parse/savings_tables.h"

namespace outturn::language {
namespace {

using Q = Quantity;

class SavingsReader {
 public:
  SavingsReader(StatementReader& reader, const SourceFile& source, Problems& problems,
                const ValueTables& tables)
      : reader_(reader), source_(source), problems_(problems), tables_(tables) {
    out_.factors = {{"need", false, {}, "", {}},      {"engagement", false, {}, "", {}},
                    {"retention", false, {}, "", {}}, {"impact", false, {}, "", {}},
                    {"deadweight", true, {}, "", {}}, {"displacement", true, {}, "", {}},
                    {"attribution", true, {}, "", {}}};
  }

  SavingsCase read() {
    const std::size_t before = problems_.list().size();
    out_.name = reader_.name();
    out_.span = reader_.name_span();
    out_.clauses = reader_.clauses(true);
    reader_.end_of_head();
    read_savings_lines(reader_, source_, problems_, out_);
    fields();
    whole();
    for (std::size_t i = before; i < problems_.list().size(); ++i)
      out_.damaged = out_.damaged || problems_.list()[i].severity == Severity::error;
    out_.damaged = out_.damaged || reader_.raw().incomplete || !complete();
    return std::move(out_);
  }

 private:
  void fields() {
    std::map<std::string, StatementReader::Handler> handlers;
    handlers["base"] = [&](TokenCursor& c) {
      out_.base_span = c.place();
      out_.base = take_words(c);
    };
    handlers["discount"] = [&](TokenCursor& c) { discount(c); };
    handlers["table"] = [&](TokenCursor& c) { read_table_line(c, out_.files); };
    handlers["deflator"] = [&](TokenCursor& c) { deflator(c); };
    handlers["population"] = [&](TokenCursor& c) {
      out_.population = savings_amount(c, Q::count, "population 1200");
    };
    for (SavingsFactor& factor : out_.factors)
      handlers[factor.word] = [&factor, this](TokenCursor& c) { this->factor(c, factor); };
    handlers["benefits"] = [&](TokenCursor& c) {
      by_year(c, Q::percent, out_.benefits, "benefits by year 0%, 50%, 100%");
    };
    handlers["costs"] = [&](TokenCursor& c) {
      by_year(c, Q::money, out_.costs, "costs by year £250,000.00, £0.00");
    };
    handlers["optimism"] = [&](TokenCursor& c) { optimism(c); };
    handlers["range"] = [&](TokenCursor& c) { range(c); };
    handlers["draw"] = [&](TokenCursor& c) { read_draw_line(c, out_); };
    handlers["correlate"] = [&](TokenCursor& c) { read_correlate_line(c, out_); };
    handlers["simulate"] = [&](TokenCursor& c) { read_simulate_line(c, out_); };
    handlers["threshold"] = [&](TokenCursor& c) { read_threshold_line(c, out_); };
    handlers["payments"] = [&](TokenCursor& c) { read_payments_line(c, out_); };
    handlers["payer"] = [&](TokenCursor& c) { read_payer_line(c, out_); };
    reader_.fields(handlers);
  }

  void by_year(TokenCursor& c, Q wanted, std::vector<SavingsAmount>& list, const char* example) {
    if (!take_needed(c, "by", example) || !take_needed(c, "year", example)) return;
    do {
      auto one = savings_amount(c, wanted, example);
      if (!one) return;
      list.push_back(std::move(*one));
    } while (c.take_mark(","));
    (void)take_clauses(c);
  }

  void discount(TokenCursor& c) {
    if (c.at_word("by"))
      return by_year(c, Q::percent, out_.discount_by_year, "discount by year 0%, 3.5%, 3.5%");
    if (c.at_word("green")) {
      out_.discount_edition = read_discount_edition(c);
      return;
    }
    out_.discount = savings_amount(c, Q::percent, "discount 3.5%");
    (void)take_clauses(c);
  }

  void deflator(TokenCursor& c) {
    if (c.at_word("release")) {
      out_.release = read_release(c);
      return;
    }
    do {
      SavingsIndex one;
      one.year = take_words(c);
      if (one.year.empty()) return;
      const auto index = savings_amount(c, Q::number, "deflator \"2011-12\" 70.3261, \"2025-26\" 103.2388");
      if (!index) return;
      if (index->value.sign() <= 0) {
        c.problem("S91", index->span, "an index is more than 0", {}, {"Take it from the release you name."});
        return;
      }
      one.index = *index;
      out_.deflator.push_back(std::move(one));
    } while (c.take_mark(","));
    out_.deflator_clauses = take_clauses(c);
  }

  void factor(TokenCursor& c, SavingsFactor& factor) {
    const std::string word = factor.word;
    if (word == "deadweight") out_.deadweight_span = c.place();
    if (c.peek().kind == TokenKind::word) {
      factor.from = c.take().text;
    } else {
      factor.amount = savings_amount(c, Q::percent, "need 40%");
    }
    if (word == "impact" && c.take_word("net")) {
      (void)take_needed(c, "of", "impact 9.29% net of comparison");
      out_.net_of_comparison = take_needed(c, "comparison", "impact 9.29% net of comparison");
    }
    if (word == "deadweight" && c.take_word("all")) {
      (void)take_needed(c, "the", "deadweight 20% all the same");
      out_.deadweight_anyway = take_needed(c, "same", "deadweight 20% all the same");
    }
    factor.clauses = take_clauses(c);
  }

  /// impact 25% to 45%
  void range(TokenCursor& c) {
    constexpr const char* example = "range impact 25% to 45%";
    SavingsCase::Range out;
    out.span = c.place();
    out.of = take_name(c, "a figure of these savings", example);
    if (out.of.empty()) return;
    const Q wanted = quantity_named(out.of);
    const auto low = savings_amount(c, wanted, example);
    if (!low || !take_needed(c, "to", example)) return;
    const auto high = savings_amount(c, wanted, example);
    if (!high) return;
    out.low = *low;
    out.high = *high;
    (void)take_clauses(c);
    out_.ranges.push_back(std::move(out));
  }

  void ranges() {
    for (const SavingsCase::Range& one : out_.ranges) {
      if (!figure_named(out_, one.of))
        reader_.problem("S99", one.span, "these savings have no figure \"" + one.of + "\"",
                        {"A range is of a figure that is typed or taken from a table, such as impact."},
                        {naming_figures(out_, one.of)});
      if (one.high.value < one.low.value)
        reader_.problem("S99", one.span, "this range ends before it begins", {},
                        {"Write the lower figure first."});
    }
  }

  void optimism(TokenCursor& c) {
    constexpr const char* example = "optimism benefits 15%, costs 10%";
    do {
      if (c.take_word("benefits")) {
        out_.optimism_benefits = savings_amount(c, Q::percent, example);
      } else if (take_needed(c, "costs", example)) {
        out_.optimism_costs = savings_amount(c, Q::percent, example);
      } else {
        return;
      }
    } while (c.take_mark(","));
    (void)take_clauses(c);
  }

  void whole() {
    if (reader_.raw().incomplete) return;
    if (!reader_.has_field("base")) reader_.missing("base", "base \"2025-26\"");
    if (!reader_.has_field("population")) reader_.missing("population", "population 1200");
    if (!reader_.has_field("impact")) reader_.missing("impact", "impact 35%");
    if (!reader_.has_field("benefits")) reader_.missing("benefits", "benefits by year 0%, 50%, 100%");
    if (!reader_.has_field("costs"))
      reader_.missing("costs", "costs by year £250,000.00, £150,000.00, £0.00");
    if (!reader_.has_field("discount")) reader_.missing("discount", "discount 3.5%");
    from_tables();
    years();
    prices();
    twice();
    ranges();
    check_payers(reader_, out_);
    check_draws(reader_, out_);
  }

  void from_tables() {
    const SavingsTeller teller{reader_, source_, problems_};
    TableShelf shelf(tables_);
    add_files(shelf, tables_, teller, out_);
    take_unit_costs(shelf, teller, out_);
    take_deflator(shelf, teller, out_);
    take_discount(shelf, teller, out_);
    check_savings(shelf, teller, out_);
  }

  /// Everything is there and was understood; what is not has been told, here or where its signs were read.
  [[nodiscard]] bool complete() const {
    const auto good = [](const SavingsAmount& one) { return !one.text.empty() && one.text != "%"; };
    const auto all = [&](const std::vector<SavingsAmount>& list) {
      return std::all_of(list.begin(), list.end(), good);
    };
    const bool discounted = (out_.discount && good(*out_.discount)) || !out_.discount_by_year.empty();
    return !savings_years(out_).empty() && out_.population && good(*out_.population) && discounted &&
           out_.costs.size() == out_.benefits.size() && all(out_.benefits) && all(out_.costs) &&
           all(out_.discount_by_year) && !out_.lines.empty() &&
           std::all_of(out_.factors.begin(), out_.factors.end(),
                       [&](const SavingsFactor& one) { return !one.amount || good(*one.amount); }) &&
           std::all_of(out_.deflator.begin(), out_.deflator.end(),
                       [&](const SavingsIndex& one) { return good(one.index); }) &&
           std::all_of(out_.lines.begin(), out_.lines.end(), [&](const SavingsLine& one) {
             return good(one.unit_cost) && good(one.per_outcome) && !one.name.empty() &&
                    !savings_name(one.agency).empty();
           });
  }

  void years() {
    if (!out_.base.empty() && savings_years(out_).empty())
      reader_.problem("S95", out_.base_span, "this is no financial year", {},
                      {"Write it like: base \"2025-26\"."});
    const auto as_many = [&](const std::vector<SavingsAmount>& list, const char* what) {
      if (list.empty() || list.size() == out_.benefits.size()) return;
      reader_.problem("S95", list.front().span,
                      std::string(what) + " are said for " + std::to_string(list.size()) +
                          " years, benefits for " + std::to_string(out_.benefits.size()),
                      {}, {"Say them for the same years, with 0 where there is nothing."});
    };
    as_many(out_.costs, "costs");
    as_many(out_.discount_by_year, "discount rates");
  }

  void prices() {
    if (!out_.release.edition.empty()) return;  // what its release lacks was told
    const auto has = [&](const std::string& year) {
      return std::any_of(out_.deflator.begin(), out_.deflator.end(),
                         [&](const auto& one) { return one.year == year; });
    };
    std::set<std::string> told;
    for (const SavingsLine& line : out_.lines) {
      if (line.prices_of.empty() || line.prices_of == out_.base || out_.base.empty()) continue;
      for (const std::string& year : {line.prices_of, out_.base}) {
        if (has(year) || !told.insert(year).second) continue;
        reader_.problem("S96", line.span, "the deflator says nothing of " + year,
                        {"The unit cost of " + line.id + " is in prices of " + line.prices_of +
                         ", and all is worked "
                         "out in those of " +
                         out_.base + "."},
                        {"Add the index of that year to the line \"deflator\", from one release."});
      }
    }
  }

  /// What would have happened anyway is taken off once.
  void twice() {
    const bool deadweight =
        std::any_of(out_.factors.begin(), out_.factors.end(), [](const SavingsFactor& one) {
          return std::string(one.word) == "deadweight" && (one.amount || !one.from.empty());
        });
    if (!out_.net_of_comparison || !deadweight || out_.deadweight_anyway) return;
    reader_.problem(
        "S97", out_.deadweight_span, "what would have happened anyway is taken off twice",
        {"The impact is net of a comparison, so it holds only what would not have happened otherwise."},
        {"Leave out the line \"deadweight\"; or, if it means something else, write: deadweight 20% all "
         "the same."});
  }

  StatementReader& reader_;
  const SourceFile& source_;
  Problems& problems_;
  const ValueTables& tables_;
  SavingsCase out_;
};

}  // namespace

SavingsCase read_savings(StatementReader& reader, const SourceFile& source, Problems& problems,
                         const ValueTables& tables) {
  return SavingsReader(reader, source, problems, tables).read();
}

}  // namespace outturn::language
