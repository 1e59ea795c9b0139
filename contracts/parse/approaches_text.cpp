// Approaches written out as two inputs and values: one row an approach, one row for each two of them.
//
// What is not said is left out of the text where nobody says it, and unknown where only some do. A measure
// that has no sense where it stands, such as a cost per extra outcome where there is no extra outcome, is
// divided by 0 on purpose: that is how the language says "not known".
#include <algorithm>

#include <fmt/format.h>

#include "contracts/parse/approaches.h"
#include "contracts/parse/written_text.h"

namespace outturn::language {
namespace {

using A = Approaches;

constexpr const char* whole_pence = "pence, half up";

bool by_name(const A::Cell& cell) { return cell.is && cell.is->kind == ExprKind::name; }

bool any_by_name(const A& approaches, A::Figure figure) {
  return std::any_of(approaches.list.begin(), approaches.list.end(),
                     [&](const auto& one) { return by_name(one.cells[figure]); });
}

/// Before an amount: as the table writes money, so that the checker sees its currency; else the contract's.
std::string sign_of(const A& approaches, const std::string& currency) {
  std::string sign = currency;
  for (const A::Approach& one : approaches.list)
    for (const A::Cell& cell : one.cells)
      if (cell.is && cell.is->type.is(Quantity::money)) sign = cell.is->type.of;
  const bool letters = !sign.empty() && sign.back() >= 'A' && sign.back() <= 'Z';
  return letters ? sign + " " : sign;
}

class ApproachesWriter : private WrittenText {
 public:
  ApproachesWriter(const A& approaches, const std::string& currency)
      : WrittenText(approaches.name, approaches.clauses),
        a_(approaches),
        each_(n_ + "approach"),
        pair_(n_ + "pair"),
        nothing_(sign_of(approaches, currency) + "0"),
        one_(sign_of(approaches, currency) + "1"),
        outcome_(approaches.outcome),
        ends_(says(approaches, A::low) && says(approaches, A::high)),
        saved_(says(approaches, A::saved)) {}

  std::string text() {
    rows();
    pairs();
    for (const ApproachFigure& figure : approach_figures()) taken(figure);
    measures();
    against();
    beside();
    incremental();
    if (!a_.present.empty()) better_for_less();
    return std::move(out_);
  }

 private:
  /// "{0}" stands for the name and its _, "{1}" for what `more` holds.
  template <typename... More>
  std::string of(const char* is, const More&... more) const {
    return fmt::format(fmt::runtime(is), n_, more...);
  }

  void rows() {
    out_ += fmt::format(
        "input {0}rows, each {1}{2}\n  | column | type | meaning |\n  | {1} | key | an approach |\n", n_,
        each_, own_);
    for (const ApproachFigure& figure : approach_figures()) {
      if (!says(a_, figure.figure)) continue;
      out_ += fmt::format("  | {}{}{} | {}{} | {} |\n", n_, figure.heading,
                          any_by_name(a_, figure.figure) ? "_said" : "", type_of(figure),
                          always_said(figure) ? "" : ", may be unknown", figure.words);
    }
    for (const A::Approach& one : a_.list)
      out_ += fmt::format("  | {}is_{} | truth | this row is it: {} |\n", n_, one.name, name_words(one));
    out_ += "\n";
  }

  /// Words as they may stand in a cell.
  static std::string name_words(const A::Approach& one) {
    std::string words = one.shown();
    std::replace(words.begin(), words.end(), '|', '/');
    return words;
  }

  [[nodiscard]] bool always_said(const ApproachFigure& figure) const {
    return std::all_of(a_.list.begin(), a_.list.end(), [&](const auto& one) {
      const A::Cell& cell = one.cells[figure.figure];
      return cell.is && !by_name(cell);
    });
  }

  [[nodiscard]] std::string type_of(const ApproachFigure& figure) const {
    if (figure.kind != Quantity::number) return figure.kind == Quantity::money ? "money" : "count";
    int places = 0;
    for (const A::Approach& one : a_.list)
      if (const A::Cell& cell = one.cells[figure.figure]; cell.is && !by_name(cell))
        places = std::max(places, cell.is->type.places);
    return places == 0 ? "number" : fmt::format("number with {} decimal places", places);
  }

  void pairs() {
    out_ += fmt::format(
        "input {0}pairs, each {1}{2}\n  | column | type | meaning |\n  | {1} | key | an approach beside "
        "another |\n"
        "  | {0}one | key of {0}rows | the approach |\n  | {0}other | key of {0}rows | beside which |\n\n",
        n_, pair_, own_);
  }

  /// A column in which some figures are named: they are read where they stand.
  void taken(const ApproachFigure& figure) {
    if (!any_by_name(a_, figure.figure)) return;
    const std::string name = figure.heading;
    std::string is;
    for (const A::Approach& one : a_.list)
      if (const A::Cell& cell = one.cells[figure.figure]; by_name(cell))
        is += fmt::format("if {}is_{} then {} else ", n_, one.name, fmt::join(cell.is->path, "."));
    is += n_ + name + "_said";
    if (figure.kind == Quantity::count) return plain_value(name, "count", is, figure.words, each_);
    exact_value(name, type_word(figure.kind), is, figure.words, each_);
  }
  static const char* type_word(Quantity kind) { return kind == Quantity::money ? "money" : "number"; }

  void money(const char* name, const std::string& is, const std::string& meaning) {
    rounded_value(name, "money", is, whole_pence, meaning, each_);
  }

  void measures() {
    money("cost_per_person", of("{0}cost / {0}people"), "cost over people");
    money("cost_per_outcome", of("{0}cost / {0}outcomes"), "cost over outcomes: " + outcome_);
    if (ends_) {
      money("cost_per_outcome_low", of("{0}cost / {0}high"), "cost over the high end of the outcomes");
      money("cost_per_outcome_high", of("{0}cost / {0}low"), "cost over the low end of the outcomes");
    }
    per_thousand("outcomes_per_1000", "outcomes", "outcomes for each 1,000 of cost");
    if (ends_) {
      per_thousand("outcomes_per_1000_low", "low", "the same, at the low end of the outcomes");
      per_thousand("outcomes_per_1000_high", "high", "the same, at the high end of the outcomes");
    }
    if (saved_) exact_value("net_cost", "money", of("{0}cost - {0}saved"), "cost less what is saved", each_);
    if (ends_)
      plain_value("ends_hold", "truth",
                  of("not (known({0}low) and known({0}outcomes) and known({0}high)) or "
                     "({0}low <= {0}outcomes and {0}outcomes <= {0}high)"),
                  "the outcomes lie within their interval", each_);
  }

  void per_thousand(const char* name, const char* outcomes, const std::string& meaning) {
    rounded_value(name, "number with 4 decimal places", of("1000 * {0}{1} / ({0}cost / {2})", outcomes, one_),
                  "4 decimal places, half up", meaning, each_);
  }

  /// A figure of the approach that the others are set against.
  void reference(const char* figure, const char* type) {
    exact_value(std::string("reference_") + figure, type,
                of("sum({0}{1} where {0}is_{2})", figure, a_.against),
                std::string(figure) + " of " + a_.words_of(a_.against), "");
  }

  void against() {
    const std::string words = "compared with " + a_.words_of(a_.against);
    reference("cost", "money");
    reference("outcomes", "number");
    exact_value("extra_cost", "money", of("{0}cost - {0}reference_cost"), "cost " + words, each_);
    exact_value("extra_outcomes", "number", of("{0}outcomes - {0}reference_outcomes"), "outcomes " + words,
                each_);
    if (ends_) {
      reference("low", "number");
      reference("high", "number");
      exact_value("extra_outcomes_low", "number",
                  of("if {0}is_{1} then 0 else {0}low - {0}reference_high", a_.against),
                  "low end, held against the other's high end", each_);
      exact_value("extra_outcomes_high", "number",
                  of("if {0}is_{1} then 0 else {0}high - {0}reference_low", a_.against),
                  "high end, held against the other's low end", each_);
    }
    per_extra_outcome(
        "cost_per_extra_outcome", "extra_outcomes",
        "extra cost over extra outcomes; not known where there is none, or where it costs less");
    if (ends_) {
      per_extra_outcome("cost_per_extra_outcome_low", "extra_outcomes_high",
                        "the same, at the high end of the outcomes");
      per_extra_outcome("cost_per_extra_outcome_high", "extra_outcomes_low",
                        "the same, at the low end of the outcomes; not known where there may be none");
    }
    if (saved_) prices(words);
  }

  void per_extra_outcome(const char* name, const char* outcomes, const std::string& meaning) {
    money(
        name,
        of("{0}extra_cost / (if {0}{1} > 0 and {0}extra_cost >= {2} then {0}{1} else 0)", outcomes, nothing_),
        meaning);
  }

  void prices(const std::string& words) {
    reference("saved", "money");
    exact_value("extra_saved", "money", of("{0}saved - {0}reference_saved"), "saved " + words, each_);
    // A payer who pays up to here has lost nothing: half a penny more would be a loss.
    rounded_value("break_even_price", "money",
                  of("{0}extra_saved / (if {0}extra_outcomes > 0 then {0}extra_outcomes else 0)"),
                  "pence, down", "the most a payer can pay for each extra outcome without loss", each_);
    rounded_value("break_even_price_of_every", "money",
                  of("{0}extra_saved / (if {0}extra_outcomes > 0 then {0}outcomes else 0)"), "pence, down",
                  "the same where every outcome is paid for, also those that come anyway", each_);
    plain_value("pays_for_itself", "truth", of("{0}extra_saved >= {0}extra_cost"),
                "what is saved covers what it costs, " + words, each_);
  }

  void beside() {
    exact_value("more", "number", of("{0}one.{0}outcomes - {0}other.{0}outcomes"),
                "more outcomes than the other", pair_);
    exact_value("dearer", "money", of("{0}one.{0}cost - {0}other.{0}cost"), "more cost than the other",
                pair_);
    exact_value("step", "money", of("{0}dearer / {0}more"), "cost of each outcome between the two", pair_);
    plain_value("beaten", "truth",
                of("{0}dearer >= {1} and {0}more <= 0 and ({0}dearer > {1} or {0}more < 0)", nothing_),
                "the other costs no more and brings no fewer, and is better in one of the two", pair_);
    plain_value("goes_further", "truth", of("{0}dearer > {1} and {0}more > 0", nothing_),
                "costs more and brings more than the other", pair_);
    plain_value("stops_short", "truth", of("{0}dearer < {1} and {0}more < 0", nothing_),
                "costs less and brings fewer than the other", pair_);
    if (ends_)
      plain_value("surely_cheaper", "truth",
                  of("{0}one.{0}cost_per_outcome_high < {0}other.{0}cost_per_outcome_low"),
                  "costs less for each outcome at every point of the two intervals", pair_);
  }

  /// The step from a cheaper approach that is steepest, and the step to a dearer one that is flattest: an
  /// approach whose way up is steeper than its way on lies above the line between the two others. Of an
  /// approach on the frontier the steepest step comes from the next cheaper one there, for costs per extra
  /// outcome rise along the frontier.
  void incremental() {
    plain_value("dominated", "truth", of("count({0}beaten for this {0}one) > 0"),
                "another costs no more and brings no fewer, and is better in one of the two", each_);
    exact_value("step_up", "money", of("largest({0}step where {0}goes_further for this {0}one)"),
                "the most that an extra outcome costs, coming from a cheaper approach", each_);
    exact_value("step_on", "money", of("smallest({0}step where {0}stops_short for this {0}one)"),
                "the least that an extra outcome costs, going on to a dearer approach", each_);
    plain_value("extendedly_dominated", "truth",
                of("not {0}dominated and count({0}goes_further for this {0}one) > 0 and "
                   "count({0}stops_short for this {0}one) > 0 and {0}step_up > {0}step_on"),
                "lies above the line between a cheaper and a dearer approach", each_);
    plain_value("on_frontier", "truth", of("not {0}dominated and not {0}extendedly_dominated"),
                "neither dominated nor extendedly dominated", each_);
    money("incremental_cost_per_outcome", of("{0}step_up / (if {0}on_frontier then 1 else 0)"),
          "on the frontier: extra cost of each extra outcome over the next cheaper approach there");
  }

  /// A figure of the approach that runs today.
  void present(const char* figure, bool money) {
    exact_value(std::string("present_") + figure, money ? "money" : "number",
                of("sum({0}{1} where {0}is_{2})", figure, a_.present),
                std::string(figure) + " of " + a_.words_of(a_.present), "");
  }

  void better_for_less() {
    present("cost_per_outcome", true);
    present("outcomes", false);
    plain_value(
        "better_for_less", "truth",
        of("{0}outcomes >= {0}present_outcomes and {0}cost_per_outcome < {0}present_cost_per_outcome"),
        "no fewer outcomes than " + a_.words_of(a_.present) + ", and each costs less", each_);
    if (!ends_) return;
    present("cost_per_outcome_low", true);
    present("high", false);
    plain_value(
        "better_for_less_throughout", "truth",
        of("{0}low >= {0}present_high and {0}cost_per_outcome_high < {0}present_cost_per_outcome_low"),
        "the same at every point of the two intervals", each_);
  }

  const A& a_;
  std::string each_;
  std::string pair_;
  std::string nothing_;
  std::string one_;
  std::string outcome_;
  bool ends_;
  bool saved_;
};

}  // namespace

std::string approaches_text(const Approaches& approaches, const std::string& currency) {
  return ApproachesWriter(approaches, currency).text();
}

GivenRows approach_rows(const Approaches& approaches) {
  GivenRows rows;
  rows.input = approaches.name + "_rows";
  rows.line = approaches.span.line;
  for (const A::Approach& one : approaches.list) rows.keys.push_back(one.name);
  for (const ApproachFigure& figure : approach_figures()) {
    if (!says(approaches, figure.figure)) continue;
    GivenColumn& column = rows.columns.emplace_back();
    for (const A::Approach& one : approaches.list) {
      const A::Cell& cell = one.cells[figure.figure];
      column.figures.push_back(cell.is && !by_name(cell) ? std::optional(cell.is->value) : std::nullopt);
    }
  }
  for (std::size_t i = 0; i < approaches.list.size(); ++i) {
    GivenColumn& is_this = rows.columns.emplace_back();
    is_this.figures.assign(approaches.list.size(), Exact(0));
    is_this.figures[i] = Exact(1);
  }
  return rows;
}

GivenRows pair_rows(const Approaches& approaches) {
  GivenRows rows;
  rows.input = approaches.name + "_pairs";
  rows.line = approaches.span.line;
  rows.columns.resize(2);
  for (const A::Approach& one : approaches.list) {
    for (const A::Approach& other : approaches.list) {
      if (one.name == other.name) continue;
      rows.keys.push_back(one.name + " beside " + other.name);
      rows.columns[0].rows.push_back(one.name);
      rows.columns[1].rows.push_back(other.name);
    }
  }
  return rows;
}

}  // namespace outturn::language
