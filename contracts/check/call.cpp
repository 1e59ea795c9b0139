// Functions, aggregates over rows, and looking up in bands.
#include <algorithm>

#include "contracts/check/expression.h"
#include "contracts/language/grammar.h"

namespace outturn::language {

using Q = Quantity;

namespace {

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const FunctionForm& form : function_forms()) names.emplace_back(form.word);
  return names;
}

/// How what a spreadsheet calls `word` is said here.
std::string way_of_others(std::string word) {
  for (char& c : word) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  const auto is = [&](auto... names) { return ((word == names) || ...); };
  if (is("average", "mean", "avg")) return "An average is sum(amount) / count(rows).";
  if (is("maximum")) return "The larger of two values is max(a, b); the largest of all rows is largest(a).";
  if (is("minimum"))
    return "The smaller of two values is min(a, b); the smallest of all rows is smallest(a).";
  if (is("round", "roundup", "rounddown"))
    return "Rounding stands on a line of its own: rounded to 2 decimal places, half up [clause].";
  if (is("power", "pow", "exp")) return "A power is written with ^, like growth^2.";
  if (is("sqrt"))
    return "A square root is root(variance), in a value of its own that says how it is rounded.";
  if (is("sumif", "sumifs")) return "Write it like: sum(amount where verified).";
  if (is("countif", "countifs", "counta")) return "Write it like: count(claims where verified).";
  if (is("iferror", "isblank", "isna"))
    return "Ask whether it is known, like: if known(end_date) then a else b.";
  if (is("today", "now")) return "No clock is read; as_at is the date a run is made for.";
  if (is("vlookup", "xlookup", "lookup", "index"))
    return "Follow a code to its card, like code.price, or look up a table of bands, like "
           "bands_name(reduction).";
  return "";
}

}  // namespace

bool is_aggregate(const std::string& word) {
  return word == "sum" || word == "count" || word == "smallest" || word == "largest";
}

bool is_function(const std::string& word) {
  const auto forms = function_forms();
  return std::any_of(forms.begin(), forms.end(), [&](const FunctionForm& form) { return form.word == word; });
}

bool ExpressionChecker::arguments(const Expr& expr, std::size_t count, const std::string& example) const {
  if (expr.args.size() == count) return true;
  const std::string here = expr.args.empty() ? "none" : std::to_string(expr.args.size());
  problem("T19", expr.span,
          expr.word + "(...) takes " + (count == 1 ? "one value" : "two values") + ", and here " +
              (expr.args.size() == 1 ? "is " : "are ") + here,
          {}, {"Write it like: " + example});
  return false;
}

/// The type of what is looked up, which must be rounded and of the table's unit.
QType ExpressionChecker::looked_up(Expr& expr, const LookedUp& table, const std::string& each) {
  if (!arguments(expr, 1, table.name + "(" + (table.measured.empty() ? "reduction" : table.measured) + ")"))
    return {};
  const QType type = check(*expr.args[0], each);
  const Span span = expr.args[0]->span;
  const std::string rows = table.rows;
  if (type.is(Q::none) || table.type.is(Q::none)) {
    // told elsewhere
  } else if (!comparable(table.type, type) || !type.numeric()) {
    problem("T20", span, "the " + rows + " of " + table.name + " measure " + phrase(table.type),
            {"This is " + phrase(type) + "."}, {"Look up a value of the same unit."});
  } else if (type.exact && !type.decided) {
    problem("R2", span, "this isn't rounded, so " + std::string(table.place) + " can't be told",
            {"Two honest readers could get different answers at the edge."},
            {"Give it a name by a \"value\" and say there how it is rounded."});
  } else if (type.exact) {
    problem("R8", span, rows + " are searched by rounded values only", {"An edge is a rounded number."},
            {"Round the value, with its clause."});
  }
  return type;
}

QType ExpressionChecker::banded(Expr& expr, const Bands& bands, const std::string& each) {
  const QType type =
      looked_up(expr, {bands.name, bands.measured, bands.measured_type, "bands", "its band"}, each);
  if (expr.args.size() != 1) return {};
  QType result = held(bands.result_type, minor_places(names_.contract()));
  result.nullable = type.nullable;
  return result;
}

/// On a line between two figures of the contract: unrounded, so that it must be said how it is rounded.
QType ExpressionChecker::between_knots(Expr& expr, const Points& points, const std::string& each) {
  const QType type =
      looked_up(expr, {points.name, points.measured, points.measured_type, "knots", "its place"}, each);
  if (expr.args.size() != 1 || points.result_type.is(Q::none)) return {};
  QType result = held(points.result_type, minor_places(names_.contract()));
  if (result.is(Q::count)) result.quantity = Q::number;
  result.exact = true;
  result.places = 0;
  result.nullable = type.nullable;
  return result;
}

QType ExpressionChecker::call(Expr& expr, const std::string& each) {
  if (expr.word == "previous") return previous(expr, each);
  if (expr.first) {
    problem("T50", expr.first->span, "\"at first\" goes with previous(...)", {},
            {"Take it out of " + expr.word + "(...)."});
  }
  if (is_aggregate(expr.word)) return expr.reach == Reach::all ? aggregate(expr, each) : running(expr, each);
  if (expr.reach != Reach::all) {
    problem("T51", expr.span, "\"so far\" and \"before\" go with sum, count, smallest and largest", {},
            {"Take them out of " + expr.word + "(...)."});
  }
  if (expr.filter || !expr.path.empty()) {
    problem("T21", expr.span, "\"where\" and \"for this\" go with sum, count, smallest and largest", {},
            {"Take them out of " + expr.word + "(...)."});
  }
  if (!expr.calendar.empty() && expr.word != "days_between" && expr.word != "date_after") {
    problem("T43", expr.calendar_span, "\"without\" goes with days_between and date_after", {},
            {"Take it out of " + expr.word + "(...)."});
  }
  if (const Bands* bands = names_.bands(expr.word)) return banded(expr, *bands, each);
  if (const Points* points = names_.points(expr.word)) return between_knots(expr, *points, each);
  if (expr.word == "known") return known(expr, each);
  if (expr.word == "root") return root(expr, each);
  if (expr.word == "min" || expr.word == "max") return extreme(expr, each);
  if (expr.word == "abs") {
    if (!arguments(expr, 1, "abs(difference)")) return {};
    const QType type = check(*expr.args[0], each);
    if (type.numeric() || type.is(Q::none)) return type;
    problem("T23", expr.args[0]->span, "abs(...) takes numbers and amounts",
            {"This is " + phrase(type) + "."}, {"Give it a difference, like abs(a - b)."});
    return {};
  }
  if (expr.word == "days_between" || expr.word == "date_after") return counted_days(expr, each);
  if (is_function(expr.word)) return of_dates(expr, each);
  std::vector<std::string> have = function_names();
  for (const Bands& bands : names_.contract().bands) have.push_back(bands.name);
  for (const Points& points : names_.contract().points) have.push_back(points.name);
  const std::string near = nearest_name(expr.word, have);
  Mend mend;
  if (!near.empty())
    mend = Mend{"Did you mean " + near + "(...) ?"}.instead(near);
  else if (const std::string own = way_of_others(expr.word); !own.empty())
    mend.words.push_back(own);
  else
    mend.words.push_back("There are " + listed(function_names(), "") +
                         ", and the names of bands and points.");
  problem("N10", expr.span, "there is no \"" + expr.word + "(...)\"", {}, mend);
  return {};
}

QType ExpressionChecker::known(Expr& expr, const std::string& each) {
  if (!arguments(expr, 1, "known(end_date)")) return of_type(Q::truth);
  const QType type = check(*expr.args[0], each);
  if (type.is(Q::text)) {
    problem("T35", expr.args[0]->span, "words are shown and never asked for", {},
            {"Ask for a date, a figure, a code or a yes and no."});
  }
  return of_type(Q::truth);
}

QType ExpressionChecker::extreme(Expr& expr, const std::string& each) {
  if (expr.args.size() == 1 && check(*expr.args[0], each).is(Q::none))
    return {};  // told already, perhaps a lost comma
  if (expr.args.size() < 2) {
    problem("T19", expr.span, expr.word + "(...) takes at least two values", {},
            {"Write it like: " + expr.word +
             "(a, b). The smallest of a column is smallest(a), the largest largest(a)."});
    return {};
  }
  QType type;
  for (std::size_t i = 0; i < expr.args.size(); ++i) {
    const QType next = check(*expr.args[i], each);
    if (!next.numeric() && !next.is(Q::date) && !next.is(Q::none)) {
      problem("T23", expr.args[i]->span, expr.word + "(...) takes numbers, amounts and dates",
              {"This is " + phrase(next) + "."}, {"Take it out."});
      return {};
    }
    if (i > 0 && !comparable(type, next)) {
      problem("T15", expr.args[i]->span, phrase(next) + " can't be compared with " + phrase(type), {},
              {"Compare like with like."});
      return {};
    }
    type = i == 0 || type.is(Q::none) ? next : next.is(Q::none) ? type : joined(type, next);
  }
  return type;
}

QType ExpressionChecker::of_dates(Expr& expr, const std::string& each) {
  const bool two = expr.word == "months_between";
  if (!arguments(expr, two ? 2 : 1,
                 two ? "months_between(start_date, end_date)" : expr.word + "(start_date)"))
    return {};
  bool nullable = false;
  for (auto& arg : expr.args) {
    const QType type = check(*arg, each);
    nullable = nullable || type.nullable;
    if (!type.is(Q::date) && !type.is(Q::none)) {
      problem("T17", arg->span, expr.word + "(...) takes dates", {"This is " + phrase(type) + "."},
              {"Give it a date."});
    }
  }
  return of_type(expr.word == "month_end" ? Q::date : two ? Q::months : Q::number, nullable);
}

std::string ExpressionChecker::kind_read(const Expr& expr) const {
  if (expr.kind == ExprKind::name) {
    if (names_.single(expr.path[0]).meaning != Meaning::nothing) return "";
    const auto& kinds = names_.kinds_with(expr.path[0]);
    if (!kinds.empty()) return kinds.front();
    const Input* input = names_.input(expr.path[0]);
    return input != nullptr ? input->each : "";
  }
  if (expr.kind == ExprKind::call && is_aggregate(expr.word) && expr.reach == Reach::all) return "";
  for (const auto& arg : expr.args) {
    if (std::string kind = kind_read(*arg); !kind.empty()) return kind;
  }
  return "";
}

namespace {

/// Keeps the kinds that every name in `expr` can be read from; `begun` says whether any name was seen.
void narrow(const Names& names, const Expr& expr, std::vector<std::string>& kinds, bool& begun) {
  if (expr.kind == ExprKind::name) {
    if (names.single(expr.path[0]).meaning != Meaning::nothing) return;
    std::vector<std::string> own = names.kinds_with(expr.path[0]);
    const Input* input = names.input(expr.path[0]);
    if (own.empty() && input != nullptr && !input->each.empty()) own = {input->each};
    if (own.empty()) return;
    if (begun)
      std::erase_if(kinds,
                    [&](const auto& kind) { return std::find(own.begin(), own.end(), kind) == own.end(); });
    else
      kinds = own;
    begun = true;
    return;
  }
  if (expr.kind == ExprKind::call && is_aggregate(expr.word) && expr.reach == Reach::all) return;
  for (const auto& arg : expr.args) narrow(names, *arg, kinds, begun);
  if (expr.first) narrow(names, *expr.first, kinds, begun);
  if (expr.filter) narrow(names, *expr.filter, kinds, begun);
}

}  // namespace

/// The one kind of row an aggregate runs over; N28 when it could be several.
std::string ExpressionChecker::kind_of_aggregate(const Expr& expr) {
  std::vector<std::string> kinds;
  bool begun = false;
  narrow(names_, *expr.args[0], kinds, begun);
  if (expr.filter) narrow(names_, *expr.filter, kinds, begun);
  if (!expr.path.empty())
    std::erase_if(kinds,
                  [&](const auto& kind) { return !names_.in_kind(kind, expr.path[0]).type.is(Q::key); });
  if (kinds.size() > 1) {
    problem("N28", expr.args[0]->span,
            "this could be read from each " + kinds[0] + " and from each " + kinds[1],
            {"Both have a column of this name."}, {"Give the two columns names of their own."});
    return kinds[0];
  }
  if (!kinds.empty()) return kinds[0];
  std::string kind = kind_read(*expr.args[0]);  // a mixture: what doesn't fit is told name by name
  if (kind.empty() && expr.filter) kind = kind_read(*expr.filter);
  return kind;
}

QType ExpressionChecker::aggregate(Expr& expr, const std::string& each) {
  if (!arguments(expr, 1, expr.word == "count" ? "count(cohort_payment > £0)" : expr.word + "(amount)"))
    return {};
  Expr& what = *expr.args[0];
  const std::string kind = kind_of_aggregate(expr);
  if (kind.empty()) {
    const std::size_t before = problems_.list().size();
    check(what, each);  // a misspelt name is told as such
    if (problems_.list().size() != before || what.type.is(Q::none)) return {};
    problem("T22", what.span, expr.word + "(...) needs something there is one of for each row", {},
            {"Write it like: " +
             std::string(expr.word == "count" ? "count(verified)." : expr.word + "(outcome_payment).")});
    return {};
  }
  if (names_.input_of_kind(kind) == nullptr) return {};  // told where the kind is named
  expr.word_kind = kind;
  bool nullable = false;
  if (expr.filter) nullable = truth(*expr.filter, kind, "\"where\"").nullable;
  const bool extreme = expr.word == "smallest" || expr.word == "largest";
  nullable = nullable || (extreme && !expr.path.empty());  // of no rows
  if (expr.path.size() > 1) {
    problem("T52", expr.path_spans[1], "a total over all rows is \"for this\" one thing", {},
            {"Name one link, or say whether rows count \"so far\" or \"before\"."});
  } else if (!expr.path.empty()) {
    const Symbol link = names_.in_kind(kind, expr.path[0]);
    const bool damaged = link.meaning == Meaning::input_column && link.type.is(Q::none);  // told already
    if (!damaged && (!link.type.is(Q::key) || names_.kind_behind(link.type) != each || each.empty())) {
      if (each.empty()) {
        problem("N11", expr.path_spans[0],
                "\"for this " + expr.path[0] + "\" has no row here that it could mean",
                {"There is one of this in the whole contract."}, {"Take it out, to take all rows."});
      } else {
        const bool same = kind == each;
        problem("N11", expr.path_spans[0],
                same ? "the rows of one " + expr.path[0] + " are looked at here from one of them"
                     : "\"" + expr.path[0] + "\" does not lead from each " + kind + " to each " + each,
                {},
                {same ? "Say which of them: " + expr.word + "(... so far for this " + expr.path[0] +
                            "), or work the whole out in a value of the row it points to."
                      : "Behind \"for this\" stands the column of each " + kind +
                            " that holds the key of the " + each + "."});
      }
    }
  }
  return counted(expr, kind, nullable);
}

/// The type of what is counted or taken together of the rows of `kind`.
QType ExpressionChecker::counted(Expr& expr, const std::string& kind, bool nullable) {
  Expr& what = *expr.args[0];
  if (expr.word == "count") {
    const bool rows =
        what.kind == ExprKind::name && what.path.size() == 1 && names_.input(what.path[0]) != nullptr;
    if (rows)
      what.type = of_type(Q::truth);
    else
      nullable = truth(what, kind, "count(...)").nullable || nullable;
    return of_type(Q::count, nullable);
  }
  QType type = check(what, kind);
  if (!type.numeric() && !type.is(Q::none) && !(type.is(Q::date) && expr.word != "sum")) {
    problem(
        "T23", what.span, expr.word + "(...) takes numbers and amounts", {"This is " + phrase(type) + "."},
        {type.is(Q::truth) ? "Use count(...) for things that are yes or no." : "Take a figure of each row."});
    return {};
  }
  type.nullable = type.nullable || nullable;
  return type;
}

}  // namespace outturn::language
