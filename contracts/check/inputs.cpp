// Evidence as declared: keys, links to rate cards and other inputs, order.
#include <algorithm>
#include <set>

#include "contracts/check/parts.h"

namespace outturn::language {

using Q = Quantity;

namespace {

class InputChecker {
 public:
  InputChecker(const Contract& contract, const Names& names, const ExpressionChecker& tell)
      : contract_(contract), names_(names), tell_(tell) {}

  void input(const Input& input) {
    std::set<std::string> seen;
    bool key = false;
    for (const InputColumn& column : input.columns) {
      if (!seen.insert(column.fact.name).second) {
        tell_.problem("N12", column.fact.declared,
                      "two columns of this input are called \"" + column.fact.name + "\"", {},
                      {"Give one of them another name."});
      }
      own_key(input, column, key);
      link(input, column);
      if (!column.by.empty()) worked_out(input, column);
    }
    for (const Input& other : contract_.inputs) {
      if (&other == &input) break;
      if (input.each.empty() || other.each != input.each) continue;
      tell_.problem("N14", input.each_span, "two inputs give \"each " + input.each + "\"",
                    {"The other stands at line " + std::to_string(other.span.line) + "."},
                    {"Give one of them another kind of row."});
    }
    for (std::size_t i = 0; i < input.order.size(); ++i)
      check_order_column(names_, input, input.order[i], input.order_spans[i], tell_);
    if (!input.dated_by.empty()) date_column(input, input.dated_by, input.dated_span);
    decided(input);
  }

 private:
  void own_key(const Input& input, const InputColumn& column, bool& key) {
    const QType& type = column.type;
    const Span span = column.type_span.known() ? column.type_span : column.fact.declared;
    if (type.is(Q::reading)) {
      tell_.problem("T25", span, "a reading is chosen in the contract, not in evidence", {},
                    {"Use another type."});
    }
    if (!type.is(Q::key)) return;
    if (column.fact.may_be_unknown && type.own) {
      tell_.problem("T25", span, "a key is never unknown", {},
                    Mend{"Take \"may be unknown\" out."}.instead("key"));
    }
    if (input.each.empty()) {
      tell_.problem(
          "T25", span,
          type.own ? "an input of one row needs no key" : "an input of one row names no row of another", {},
          {"Take the column out, or declare the input with \", each ...\"."});
    }
    if (!type.own) return;
    if (key) tell_.problem("T25", span, "this input has two keys", {}, {"Keep one column of type key."});
    key = true;
  }

  /// What is told of is the type, such as: key of peopel.
  static Mend near_link(const std::string& type, const std::string& near, const std::string& otherwise) {
    if (near.empty()) return {otherwise};
    return Mend{"Did you mean " + near + " ?"}.instead(type + " of " + near);
  }

  void link(const Input& input, const InputColumn& column) {
    const QType& type = column.type;
    const Span span = column.type_span.known() ? column.type_span : column.fact.declared;
    if (type.is(Q::code) && names_.card(type.of) == nullptr) {
      std::vector<std::string> have;
      for (const auto& card : contract_.ratecards) have.push_back(card.name);
      return tell_.problem("N16", span, "there is no rate card called \"" + type.of + "\"", {},
                           near_link("code", nearest_name(type.of, have),
                                     "Declare it, like: ratecard " + type.of + " [A Sch 3]."));
    }
    if (!type.is(Q::key) || type.own) return;
    const Input* target = names_.input(type.of);
    if (target == nullptr) {
      std::vector<std::string> have;
      for (const auto& other : contract_.inputs) {
        if (&other != &input) have.push_back(other.name);
      }
      return tell_.problem("N16", span, "there is no input called \"" + type.of + "\"", {},
                           near_link("key", nearest_name(type.of, have),
                                     "Declare it, like: input " + type.of + ", each participant [A Sch 2]."));
    }
    const bool has_key = std::any_of(target->columns.begin(), target->columns.end(), [](const auto& c) {
      return (c.type.is(Q::key) && c.type.own) || c.type.is(Q::none);
    });
    if (!has_key) {
      tell_.problem("N26", span, "\"" + type.of + "\" has no key for this column to name", {},
                    {"Give it a column of type key."});
    }
  }

  [[nodiscard]] static const InputColumn* column_named(const Input& input, const std::string& name) {
    const auto found = std::find_if(input.columns.begin(), input.columns.end(),
                                    [&](const InputColumn& column) { return column.fact.name == name; });
    return found == input.columns.end() ? nullptr : &*found;
  }

  /// The columns of an input that are of one kind: what could be meant.
  [[nodiscard]] static std::vector<std::string> columns_of(const Input& input, Q quantity) {
    std::vector<std::string> names;
    for (const auto& column : input.columns) {
      if (column.type.is(quantity)) names.push_back(column.fact.name);
    }
    return names;
  }

  void date_column(const Input& input, const std::string& name, Span span) const {
    const InputColumn* column = column_named(input, name);
    if (column != nullptr && (column->type.is(Q::date) || column->type.is(Q::none))) return;
    tell_.problem(
        "N15", span, "\"" + name + "\" is no date column of " + input.name, {},
        near_or(nearest_name(name, columns_of(input, Q::date)), "Name one of its columns of type date."));
  }

  /// key of quarters by achieved_date, date by person.joined
  void worked_out(const Input& input, const InputColumn& column) const {
    const QType& type = column.type;
    if (type.is(Q::none)) return;
    if (input.each.empty() || !(type.is(Q::date) || type.is(Q::code) || (type.is(Q::key) && !type.own))) {
      return tell_.problem("N42", column.by_spans[0], "this column can't be worked out from others",
                           {input.each.empty() ? "An input of one row has no links to follow."
                                               : "Only dates, codes and keys of other inputs are."},
                           {"Work it out in a value, or let the file hold it."});
    }
    const std::optional<QType> end = followed(input, column);
    if (!end || end->is(Q::none)) return;
    if (end->quantity == type.quantity && end->of == type.of) return;
    if (type.is(Q::key) && end->is(Q::date)) return begins_in_order(column);
    tell_.problem(
        "N42", column.by_spans.back(), "this is " + phrase(*end) + ", and the column holds " + phrase(type),
        {}, {"Follow the row's links to a column of the same kind, or to a date where periods are meant."});
  }

  /// What the path leads to; nullopt where it leads nowhere, which has been told.
  [[nodiscard]] std::optional<QType> followed(const Input& input, const InputColumn& column) const {
    const Input* at = &input;
    for (std::size_t i = 0; at != nullptr; ++i) {
      const InputColumn* step = column_named(*at, column.by[i]);
      if (step == nullptr || !step->by.empty() || step == &column) {
        std::vector<std::string> have;
        for (const auto& one : at->columns) {
          if (one.by.empty()) have.push_back(one.fact.name);
        }
        tell_.problem("N41", column.by_spans[i],
                      step == nullptr ? "\"" + column.by[i] + "\" is no column of " + at->name
                                      : "\"" + column.by[i] + "\" is worked out itself",
                      {},
                      near_or(nearest_name(column.by[i], have),
                              "Name a column that the file of " + at->name + " holds."));
        return std::nullopt;
      }
      if (i + 1 == column.by.size()) return step->type;
      if (!step->type.is(Q::key) || step->type.own) {
        if (!step->type.is(Q::none))
          tell_.problem("N7", column.by_spans[i],
                        "\"" + column.by[i] + "\" is " + phrase(step->type) + " and leads nowhere",
                        {"Only the key of another input can be followed by a point."},
                        {"Name a column of type key of INPUT."});
        return std::nullopt;
      }
      at = names_.input(step->type.of);
      if (at == &input) {
        tell_.problem("N7", column.by_spans[i],
                      "\"" + column.by[i] + "\" leads back to rows of its own input", {},
                      {"Follow it in a value instead."});
        return std::nullopt;
      }
    }
    return std::nullopt;
  }

  /// Periods are told by the date they begin on, first in their order.
  void begins_in_order(const InputColumn& column) const {
    const Input* target = names_.input(column.type.of);
    if (target == nullptr) return;
    const InputColumn* begins = target->order.empty() ? nullptr : column_named(*target, target->order[0]);
    if (begins != nullptr && begins->by.empty() && (begins->type.is(Q::date) || begins->type.is(Q::none)) &&
        !begins->fact.may_be_unknown)
      return;
    tell_.problem(
        "N43", column.by_spans.back(), "when each row of " + target->name + " begins can't be told",
        {"A date falls in the last row that begins on or before it."},
        {"Give " + target->name + " a date column, always known, and the line: in order of from_date."});
  }

  /// decided by checked_by on checked_on
  void decided(const Input& input) const {
    if (input.decided_by.empty()) return;
    const InputColumn* by = column_named(input, input.decided_by);
    if (by == nullptr || !(by->type.is(Q::text) || by->type.is(Q::code) || by->type.is(Q::none))) {
      tell_.problem("N40", input.decided_by_span,
                    "\"" + input.decided_by + "\" is no column of " + input.name + " that says who decided",
                    {"Who decided is said in words, such as the initials or the role of a person."},
                    near_or(nearest_name(input.decided_by, columns_of(input, Q::text)),
                            "Name one of its columns of type text."));
    }
    if (!input.decided_on.empty()) date_column(input, input.decided_on, input.decided_on_span);
  }

  const Contract& contract_;
  const Names& names_;
  const ExpressionChecker& tell_;
};

}  // namespace

void check_order_column(const Names& names, const Input& input, const std::string& by, Span span,
                        const ExpressionChecker& tell) {
  const Symbol symbol = names.in_kind(input.each, by);
  if (symbol.meaning == Meaning::input_column && !symbol.type.is(Q::text)) return;
  if (symbol.meaning == Meaning::input_column) {
    return tell.problem("N17", span, "rows can't be put in order by words, and \"" + by + "\" is text", {},
                        {"Name date, number, code or key columns."});
  }
  std::vector<std::string> have;
  for (const auto& column : input.columns) have.push_back(column.fact.name);
  tell.problem(
      "N17", span, "\"" + by + "\" is no column of " + input.name,
      {"An order is made of columns of the evidence."},
      near_or(nearest_name(by, have), "Name date, number, code or key columns of " + input.name + "."));
}

void check_inputs(const Contract& contract, const Names& names, const ExpressionChecker& tell) {
  InputChecker checker(contract, names, tell);
  for (const Input& input : contract.inputs) checker.input(input);
}

}  // namespace outturn::language
