// A savings case written out as parameters, an input of years, and values.
//
// Per year: outcomes x profile x units of each outcome x unit cost in base prices x share, less optimism
// bias; cost and its optimism bias; the discount factor, D(0) = 1 and D(t) = D(t-1) / (1 + r(t)). Then
// present values by line, agency and kind, and the measures with what stands above and below the line of each
// named. Payments between purse and person ("transfer") are in the fiscal figures and out of public value
// (Green Book 2020, 5.53).
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "contracts/parse/savings_draws.h"
#include "contracts/parse/savings_payers.h"
#include "contracts/parse/written_text.h"
#include "engine/savings/tables/price_year.h"

namespace outturn::language {
namespace {

class SavingsWriter : private WrittenText {
 public:
  explicit SavingsWriter(const SavingsCase& savings)
      : WrittenText(savings.name, savings.clauses), s_(savings) {}

  std::string text() {
    parameters();
    years();
    outcomes();
    for (const SavingsLine& line : s_.lines) prices(line);
    yearly();
    present_values();
    measures();
    return std::move(out_) + payers_text(s_);
  }

 private:
  void parameter(const std::string& name, const std::string& type, const std::string& is,
                 const std::string& clauses, const std::string& meaning = "") {
    out_ +=
        fmt::format("parameter {}{} {}{}\n  is {}\n{}\n", n_, name, type, clauses.empty() ? own_ : clauses,
                    is, meaning.empty() ? "" : "  meaning " + quoted(meaning) + "\n");
  }
  void percentage(const std::string& name, const SavingsAmount& amount, const std::string& clauses) {
    const int as_written = std::max(0, amount.places - 2);
    const int places = places_of(s_, name, as_written);
    parameter(name, places == as_written ? "percent" : fmt::format("percent with {} decimal places", places),
              amount.text, clauses);
  }
  /// Not rounded: nothing inside the chain is.
  void value(const std::string& name, const std::string& type, const std::string& is,
             const std::string& meaning, bool each_year) {
    exact_value(name, type, is, meaning, each_year ? n_ + "year" : "");
  }
  void measure(const std::string& name, const std::string& type, const std::string& is, const std::string& to,
               const std::string& meaning) {
    rounded_value(name, type, is, to + ", half up", meaning, "");
  }

  void parameters() {
    parameter("population", "count", s_.population->text, "");
    for (const SavingsFactor& factor : s_.factors)
      if (factor.amount) percentage(factor.word, *factor.amount, written(factor.clauses));
    if (s_.optimism_benefits) percentage("optimism_benefits", *s_.optimism_benefits, "");
    if (s_.optimism_costs) percentage("optimism_costs", *s_.optimism_costs, "");
    for (const SavingsIndex& one : s_.deflator)
      parameter("index_" + savings_name(one.year),
                fmt::format("number with {} decimal places", one.index.places), one.index.text,
                written(s_.deflator_clauses), one.meaning);
    for (const SavingsLine& line : s_.lines) {
      const std::string clauses = written(line.clauses);
      parameter(line.name + "_unit_cost", "money", line.unit_cost.text, clauses,
                line.meaning.empty() ? line.unit : line.meaning);
      const std::string per_outcome = line.name + "_per_outcome";
      parameter(
          per_outcome,
          fmt::format("number with {} decimal places", places_of(s_, per_outcome, line.per_outcome.places)),
          line.per_outcome.text, clauses,
          line.unit.empty()
              ? ""
              : "how many an outcome saves in a year of full benefit; the cost is: " + line.unit);
      if (!line.share.text.empty()) percentage(line.name + "_share", line.share, clauses);
      if (!line.cashable.text.empty()) percentage(line.name + "_cashable", line.cashable, clauses);
    }
  }

  void years() {
    out_ += fmt::format(
        "input {0}years, each {0}year{1}\n"
        "  | column | type | meaning |\n"
        "  | {0}year | key | financial year |\n"
        "  | {0}profile | percent with 4 decimal places | share of an outcome's yearly saving that falls in "
        "it |\n"
        "  | {0}delivery | money | cost of delivery |\n"
        "  | {0}rate | percent with 4 decimal places | discount rate of the year{2} |\n{3}"
        "  in order of {0}year\n\n",
        n_, own_, s_.rates_meaning.empty() ? "" : ": " + s_.rates_meaning, payment_columns(s_));
  }

  void outcomes() {
    std::string is = n_ + "population";
    for (const SavingsFactor& factor : s_.factors) {
      if (!factor.amount && factor.from.empty()) continue;
      const std::string name = factor.from.empty() ? n_ + factor.word : factor.from;
      is += factor.taken_off ? " * (100% - " + name + ")" : " * " + name;
    }
    value("outcomes", "number", is,
          "people for whom it changes what happens, net of what would have happened anyway", false);
  }

  void prices(const SavingsLine& line) {
    std::string is = n_ + line.name + "_unit_cost";
    if (!line.prices_of.empty() && line.prices_of != s_.base)
      is += fmt::format(" * {0}index_{1} / {0}index_{2}", n_, savings_name(s_.base),
                        savings_name(line.prices_of));
    value(line.name + "_unit_price", "money", is, "unit cost of " + line.id + " in prices of " + s_.base,
          false);
  }

  void yearly() {
    const std::string first = n_ + "factor";
    value("factor", "number", fmt::format("previous({0}, at first 1) / (100% + {1}rate)", first, n_),
          "what a pound of this year is worth in " + s_.base, true);
    for (const SavingsLine& line : s_.lines) {
      std::string is =
          fmt::format("{0}outcomes * {0}profile * {0}{1}_per_outcome * {0}{1}_unit_price", n_, line.name);
      if (!line.share.text.empty()) is += " * " + n_ + line.name + "_share";
      if (s_.optimism_benefits) is += " * (100% - " + n_ + "optimism_benefits)";
      value(line.name, "money", is,
            line.id + (line.saves.empty() ? "" : ", " + line.saves) + ": " + line.kind + ", " + line.agency,
            true);
    }
    for (const auto& [agency, names] : by_agency())
      value(agency, "money", sum_of(names), "saved by " + agency, true);
    for (const char* kind : {"fiscal", "economic", "social", "transfer"})
      value(std::string(kind) + "_saved", "money", sum_of(of_kind(kind)), std::string(kind) + " savings",
            true);
    value("cashable_saved", "money", cashable(), "fiscal savings that budgets can be cut by", true);
    const std::string bias = s_.optimism_costs ? " * (100% + " + n_ + "optimism_costs)" : "";
    value("cost", "money", n_ + "delivery" + bias, "cost of delivery", true);
    value("fiscal_net", "money", fmt::format("{0}fiscal_saved + {0}transfer_saved - {0}cost", n_),
          "fiscal savings less cost", true);
    value("fiscal_so_far", "money",
          fmt::format("previous({0}fiscal_so_far, at first {1}) + {0}fiscal_net * {0}factor", n_, nothing()),
          "the same, discounted and added up", true);
    value("pays_back", "number",
          fmt::format(
              "if {0}fiscal_so_far >= {1} and previous({0}fiscal_so_far, at first {1}) < {1} then 1 else 0",
              n_, nothing()),
          "1 in the year in which what was spent has come back", true);
    value("distance", "number", fmt::format("previous({0}distance, at first -1) + 1", n_),
          "years from the base", true);
    value("payback_here", "number",
          fmt::format("if {0}pays_back = 1 then {0}distance - 1 - previous({0}fiscal_so_far, at first {1}) / "
                      "({0}fiscal_net * {0}factor) else 0",
                      n_, nothing()),
          "years from the base to the moment, evenly within the year", true);
  }

  [[nodiscard]] std::string nothing() const { return zero_like(s_.costs.front().text); }

  [[nodiscard]] std::map<std::string, std::vector<std::string>> by_agency() const {
    std::map<std::string, std::vector<std::string>> out;
    for (const SavingsLine& line : s_.lines)
      out[savings_name(line.agency) + "_saved"].push_back(n_ + line.name);
    return out;
  }
  [[nodiscard]] std::vector<std::string> of_kind(const std::string& kind) const {
    std::vector<std::string> out;
    for (const SavingsLine& line : s_.lines)
      if (line.kind == kind) out.push_back(n_ + line.name);
    return out;
  }
  [[nodiscard]] std::string sum_of(const std::vector<std::string>& names) const {
    if (names.empty()) return n_ + "delivery * 0";
    return fmt::format("{}", fmt::join(names, " + "));
  }
  [[nodiscard]] std::string cashable() const {
    std::vector<std::string> parts;
    for (const SavingsLine& line : s_.lines)
      if ((line.kind == "fiscal" || line.kind == "transfer") && !line.cashable.text.empty())
        parts.push_back(n_ + line.name + " * " + n_ + line.name + "_cashable");
    return sum_of(parts);
  }

  void present_value(const std::string& of, const std::string& name, const std::string& meaning) {
    value("pv_" + name, "money", fmt::format("sum({0}{1} * {0}factor)", n_, of),
          "present value of " + meaning, false);
  }

  void present_values() {
    for (const SavingsLine& line : s_.lines) present_value(line.name, line.name, line.id);
    for (const auto& [agency, names] : by_agency())
      present_value(agency, agency, "what is saved by " + agency);
    for (const char* kind : {"fiscal", "economic", "social", "transfer"})
      present_value(std::string(kind) + "_saved", kind, std::string(kind) + " savings");
    present_value("cashable_saved", "cashable", "fiscal savings that budgets can be cut by");
    present_value("cost", "cost", "the cost of delivery");
    value("pv_public_value", "money", fmt::format("{0}pv_fiscal + {0}pv_economic + {0}pv_social", n_),
          "present value of all benefits to society: fiscal, economic and social, without transfers", false);
    value("pv_purse", "money", fmt::format("{0}pv_fiscal + {0}pv_transfer", n_),
          "present value of what the public purse gets back: fiscal savings and transfers", false);
  }

  void measures() {
    const std::string pence = "pence";
    const std::string base = " (prices and discounting of " + s_.base + ")";
    measure("npsv", "money", fmt::format("{0}pv_public_value - {0}pv_cost", n_), pence,
            "net present social value: public value less cost" + base);
    measure("bcr", "number with 4 decimal places", fmt::format("{0}pv_public_value / {0}pv_cost", n_),
            "4 decimal places", "benefit-cost ratio: public value over cost" + base);
    measure("net_return", "money", fmt::format("{0}pv_purse - {0}pv_cost", n_), pence,
            "net return to the public purse: fiscal savings and transfers less cost" + base);
    measure("return_ratio", "number with 4 decimal places", fmt::format("{0}pv_purse / {0}pv_cost", n_),
            "4 decimal places", "fiscal return ratio: fiscal savings and transfers over cost" + base);
    measure("cashable_ratio", "number with 4 decimal places", fmt::format("{0}pv_cashable / {0}pv_cost", n_),
            "4 decimal places", "cashable savings over cost" + base);
    plain_value("never_out", "truth", fmt::format("smallest({0}fiscal_so_far) >= {1}", n_, nothing()),
                "the public purse is never out of pocket", "");
    exact_value("comes_back", "number", fmt::format("smallest({0}payback_here where {0}pays_back = 1)", n_),
                "years until what was spent has come back, discounted; not known where it never has", "");
    measure("payback", "number with 2 decimal places",
            fmt::format("if {0}never_out then 0 else {0}comes_back", n_), "2 decimal places",
            "years until the public purse has its cost back, discounted: 0 where it is never out of pocket, "
            "not known where it never has");
    plain_value("back_for_good", "truth",
                fmt::format("count({0}pays_back = 1) = 1 and {0}pv_purse >= {0}pv_cost", n_),
                "what was spent comes back once, and stays", "");
    plain_value("payback_lasts", "truth", fmt::format("if {0}never_out then yes else {0}back_for_good", n_),
                "once back, it stays back", "");
    const auto impact = std::find_if(s_.factors.begin(), s_.factors.end(), [](const SavingsFactor& one) {
      return std::string(one.word) == "impact";
    });
    const std::string of_impact = impact->from.empty() ? n_ + "impact" : impact->from;
    measure("impact_for_npsv_of_nothing", "percent with 4 decimal places",
            fmt::format("{1} * {0}pv_cost / {0}pv_public_value", n_, of_impact), "4 decimal places",
            "switching value: the impact at which public value just covers cost");
    measure("impact_for_break_even", "percent with 4 decimal places",
            fmt::format("{1} * {0}pv_cost / {0}pv_purse", n_, of_impact), "4 decimal places",
            "switching value: the impact at which the public purse gets its cost back");
  }

  const SavingsCase& s_;
};

}  // namespace

std::string savings_text(const SavingsCase& savings) { return SavingsWriter(savings).text(); }

Savings kept_of(const SavingsCase& savings) {
  Savings out{savings.name, savings_text(savings), savings.base, {}, {}, savings.clauses, savings.span};
  for (const std::string& agency : savings_agencies(savings))
    out.agencies.emplace_back(agency, savings.name + "_" + savings_name(agency) + "_saved");
  for (const std::string& agency : position_agencies(savings))
    out.payers.emplace_back(agency, savings.name + "_" + savings_name(agency));
  out.sources = savings.sources;
  for (const SavingsFile& one : savings.files) out.files.emplace_back(one.name, one.file);
  for (const SavingsLine& line : savings.lines) {
    if (!line.source) continue;
    out.sources.push_back(*line.source);
    out.sources.back().value = savings.name + "_" + line.name + "_unit_cost";
  }
  for (const SavingsCase::Range& one : savings.ranges)
    out.ranges.push_back(
        {savings.name + "_" + one.of, one.low.value, one.high.value, one.low.text, one.high.text});
  out.simulation = simulation_of(savings);
  return out;
}

GivenRows savings_rows(const SavingsCase& savings) {
  GivenRows rows;
  rows.input = savings.name + "_years";
  rows.keys = savings_years(savings);
  rows.line = savings.span.line;
  rows.columns.resize(3);
  for (std::size_t t = 0; t < rows.keys.size(); ++t) {
    rows.columns[0].figures.emplace_back(savings.benefits[t].value);
    rows.columns[1].figures.emplace_back(savings.costs[t].value);
    Exact rate;  // of year 0: nothing, it is the base
    if (!savings.discount_by_year.empty()) {
      rate = savings.discount_by_year[t].value;
    } else if (t > 0 && savings.discount) {
      rate = savings.discount->value;
    }
    rows.columns[2].figures.emplace_back(rate);
  }
  add_payments(savings, rows);
  return rows;
}

std::vector<std::string> savings_agencies(const SavingsCase& savings) {
  std::vector<std::string> out;
  for (const SavingsLine& line : savings.lines) {
    const auto same = [&](const std::string& one) { return same_agency(one, line.agency); };
    if (std::none_of(out.begin(), out.end(), same)) out.push_back(line.agency);
  }
  return out;
}

std::vector<std::string> savings_years(const SavingsCase& savings) {
  using ::outturn::savings::PriceYear;
  const auto base = ::outturn::savings::price_year_from(savings.base);
  const bool as_shown = base && ::outturn::savings::text_of(*base) == savings.base;  // 2025-26, not 2025/26
  if (!as_shown || base->kind != ::outturn::savings::YearKind::financial) return {};
  std::vector<std::string> out;
  for (std::size_t t = 0; t < savings.benefits.size(); ++t)
    out.push_back(::outturn::savings::text_of(PriceYear{base->kind, base->first + static_cast<int>(t)}));
  return out;
}

}  // namespace outturn::language
