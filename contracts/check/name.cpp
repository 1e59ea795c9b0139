// What a name or a path of names is, where it is read.
#include <algorithm>

#include "contracts/check/expression.h"

namespace outturn::language {

using Q = Quantity;

QType ExpressionChecker::name(Expr& expr, const std::string& each) {
  const Symbol symbol = names_.find(each, expr.path[0]);
  if (symbol.meaning == Meaning::nothing) {
    unknown_name(expr.path[0], expr.span, each);
    return {};
  }
  deciding_date(symbol, each, expr.span);
  return symbol.type;
}

/// The column of each `kind` that names a row of each `to`.
std::string ExpressionChecker::link_from(const std::string& kind, const std::string& to) const {
  const Input* input = names_.input_of_kind(kind);
  if (input == nullptr || to.empty()) return "";
  for (const InputColumn& column : input->columns) {
    if (column.type.is(Q::key) && !column.type.own && names_.kind_behind(column.type) == to)
      return column.fact.name;
  }
  return "";
}

void ExpressionChecker::other_kind(const std::string& name, Span span, const std::string& kind,
                                   const std::string& each) const {
  const QType type = names_.in_kind(kind, name).type;
  const std::string all = (type.is(Q::truth) ? "count(" : type.is(Q::date) ? "largest(" : "sum(") + name;
  Mend mend{"Say what becomes of them all, like " + all + ")."};
  const std::string down = link_from(kind, each);
  if (const std::string up = link_from(each, kind); !up.empty()) {
    mend = Mend{"Follow the link to it: " + up + "." + name + "."}.instead(up + "." + name);
  } else if (!type.numeric() && !type.is(Q::truth) && (!type.is(Q::date) || !each.empty())) {
    mend = {"Use it where each " + kind + " is looked at."};
  } else if (!down.empty()) {
    mend = {"Say what becomes of those that belong here, like " + all + " for this " + down + ")."};
  }
  problem("N5", span,
          "\"" + name + "\" is one value for each " + kind + ", and here " +
              (each.empty() ? "there is no row to read it from" : "each " + each + " is looked at"),
          {}, mend);
}

void ExpressionChecker::unknown_name(const std::string& name, Span span, const std::string& each) {
  const auto& kinds = names_.kinds_with(name);
  if (!kinds.empty()) {
    const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                   [&](const auto& k) { return names_.input_of_kind(k) != nullptr; });
    if (kind != kinds.end()) other_kind(name, span, *kind, each);
    return;  // a kind no input gives has been told where it is named
  }
  if (is_function(name) || names_.bands(name) != nullptr || names_.points(name) != nullptr) {
    return problem("N6", span, "\"" + name + "\" needs brackets round what it is of", {},
                   {"Write it like: " + name + "(...)."});
  }
  if (names_.input(name) != nullptr) {
    return problem("N6", span, "\"" + name + "\" is an input, not a value", {},
                   {"Count its rows with count(" + name + "), or name one of its columns."});
  }
  if (names_.card(name) != nullptr) {
    return problem("N6", span, "\"" + name + "\" is a rate card, not a value", {},
                   {"Read one of its columns through a code, like code.price."});
  }
  if (names_.calendar(name) != nullptr) {
    return problem("N6", span, "\"" + name + "\" is a calendar, not a value", {},
                   {"Leave its days out, like days_between(start_date, end_date without " + name + ")."});
  }
  if (names_.of_what_was_not_read(name)) return;
  const std::string near = --hints_left_ >= 0 ? nearest_name(name, names_.known(each)) : "";
  if (near.empty() && !told_names_.insert(each + " " + name).second) return;  // told once is enough
  Sentences why;
  if (!each.empty())
    why.push_back("It was looked for among the columns of each " + each +
                  " and among the contract's own names.");
  problem(
      "N6", span, "nothing is called \"" + name + "\"", why,
      near_or(near,
              "Every fact is declared by an input, every number by a parameter, a value or a rate card."));
}

void ExpressionChecker::deciding_date(const Symbol& symbol, const std::string& each, Span span) {
  const Contract& contract = names_.contract();
  std::string chosen;
  if (symbol.meaning == Meaning::parameter && is_dated(contract.parameters[symbol.index])) {
    chosen = contract.parameters[symbol.index].chosen_by;
  } else if (symbol.meaning == Meaning::card_column && contract.ratecards[symbol.index].dated &&
             !symbol.type.is(Q::text)) {
    chosen = contract.ratecards[symbol.index].chosen_by;
  }
  deciding_date(chosen, each, span);
}

void ExpressionChecker::deciding_date(const std::string& chosen, const std::string& each, Span span) const {
  if (chosen.empty() || names_.find(each, chosen).type.is(Q::date)) return;
  const bool anywhere =
      names_.single(chosen).type.is(Q::date) ||
      std::any_of(names_.kinds_with(chosen).begin(), names_.kinds_with(chosen).end(),
                  [&](const auto& kind) { return names_.in_kind(kind, chosen).type.is(Q::date); });
  if (!anywhere) return;  // told where it is chosen
  problem("D8", span, "which of its dated values holds here can't be told",
          {"They are chosen by " + chosen + ", which is no date of " +
           (each.empty() ? "the contract as a whole." : "each " + each + ".")},
          {"Use it where each row has " + chosen + ", or choose it by another date."});
}

/// totals.people: of an input of one row, whose columns have names of their own in the whole contract.
QType ExpressionChecker::path_of_input(Expr& expr, const Input& input, const std::string& each) {
  const auto found = std::find_if(input.columns.begin(), input.columns.end(), [&](const InputColumn& column) {
    return column.fact.name == expr.path[1];
  });
  if (found == input.columns.end()) {
    std::vector<std::string> have;
    for (const InputColumn& column : input.columns) have.push_back(column.fact.name);
    problem("N8", expr.path_spans[1], "\"" + input.name + "\" has no \"" + expr.path[1] + "\"", {},
            near_or(nearest_name(expr.path[1], have), "Look at the columns of " + input.name + "."));
    return {};
  }
  expr.path.erase(expr.path.begin());
  expr.path_spans.erase(expr.path_spans.begin());
  return check(expr, each);
}

namespace {

/// A column of the card that holds figures, as an example.
std::string figure_of(const RateCard& card) {
  const auto found = std::find_if(card.columns.begin(), card.columns.end(),
                                  [](const RateCard::CardColumn& column) { return column.type.numeric(); });
  return found == card.columns.end() ? "price" : found->name;
}

}  // namespace

/// outcomes.PLAN.price: a figure of a rate card by its code.
QType ExpressionChecker::path_of_card(Expr& expr, const RateCard& card, const std::string& each) {
  if (card.unread) return {};
  if (expr.path.size() != 3) {
    problem("N6", expr.path_spans[0], "\"" + card.name + "\" is a rate card, and one figure of it is wanted",
            {},
            {"Name the code and the column, like " + card.name + "." +
             (card.rows.empty() ? "PLAN" : card.rows[0].code) + "." + figure_of(card) + "."});
    return {};
  }
  std::vector<std::string> codes;
  bool empty_cell = false;
  const Symbol column = names_.card_column(card.name, expr.path[2]);
  for (const auto& row : card.rows) {
    if (std::find(codes.begin(), codes.end(), row.code) == codes.end()) codes.push_back(row.code);
    if (row.code == expr.path[1] && column.meaning != Meaning::nothing)
      empty_cell = empty_cell || !row.cells[column.part].present;
  }
  if (std::find(codes.begin(), codes.end(), expr.path[1]) == codes.end()) {
    problem("N9", expr.path_spans[1], "\"" + expr.path[1] + "\" is no code of " + card.name, {},
            near_or(nearest_name(expr.path[1], codes), "Look at the rows of " + card.name + "."));
    return {};
  }
  if (column.meaning == Meaning::nothing) {
    std::vector<std::string> have;
    for (const auto& one : card.columns) have.push_back(one.name);
    problem("N8", expr.path_spans[2], "\"" + card.name + "\" has no \"" + expr.path[2] + "\"", {},
            near_or(nearest_name(expr.path[2], have), "Look at the headings of " + card.name + "."));
    return {};
  }
  deciding_date(column, each, expr.path_spans[2]);
  expr.of_card = true;
  QType type = column.type;
  type.nullable = type.nullable || empty_cell;
  return type;
}

QType ExpressionChecker::path(Expr& expr, const std::string& each) {
  Symbol at = names_.find(each, expr.path[0]);
  if (at.meaning == Meaning::nothing) {
    const Input* input = names_.input(expr.path[0]);
    if (input != nullptr && input->each.empty()) return path_of_input(expr, *input, each);
    if (const RateCard* card = names_.card(expr.path[0])) return path_of_card(expr, *card, each);
    unknown_name(expr.path[0], expr.path_spans[0], each);
    return {};
  }
  if (at.type.is(Q::none)) return {};
  bool nullable = at.type.nullable;
  for (std::size_t i = 1; i < expr.path.size(); ++i) {
    const bool card = at.type.is(Q::code);
    if (!card && !(at.type.is(Q::key) && !at.type.own)) {
      if (at.type.is(Q::none)) return {};
      problem("N7", expr.path_spans[i - 1],
              "\"" + expr.path[i - 1] + "\" is " + phrase(at.type) + " and leads nowhere",
              {"Only a code of a rate card or the key of another input can be followed by a point."},
              {"Declare the column as \"key of INPUT\" or \"code of CARD\" in its input."});
      return {};
    }
    if (i == 1 && at.each.empty()) {
      problem("N7", expr.path_spans[0],
              "\"" + expr.path[0] + "\" stands in an input of one row, from which no path leads",
              {"A path begins in a row of the evidence, such as each claim."},
              {"Compare it with a code, or declare the figure itself in the input."});
      return {};
    }
    const std::string kind = names_.kind_behind(at.type);
    const Symbol next =
        card ? names_.card_column(at.type.of, expr.path[i]) : names_.in_kind(kind, expr.path[i]);
    if (next.meaning == Meaning::nothing) {
      const RateCard* of = card ? names_.card(at.type.of) : nullptr;
      if (card ? of == nullptr || of->unread : kind.empty())
        return {};  // told where the link is declared, or at the file of the card
      std::vector<std::string> have;
      if (card) {
        for (const auto& column : of->columns) have.push_back(column.name);
      } else {
        for (const auto& known : names_.known(kind)) {
          if (names_.in_kind(kind, known).meaning != Meaning::nothing) have.push_back(known);
        }
      }
      problem("N8", expr.path_spans[i], "\"" + at.type.of + "\" has no \"" + expr.path[i] + "\"", {},
              near_or(nearest_name(expr.path[i], have), "Look at the headings of " + at.type.of + "."));
      return {};
    }
    deciding_date(next, each, expr.path_spans[i]);
    nullable = nullable || next.type.nullable;
    at = next;
  }
  at.type.nullable = nullable;
  return at.type;
}

}  // namespace outturn::language
