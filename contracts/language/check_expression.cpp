#include "contracts/language/check_expression.h"

#include <algorithm>
#include <set>

namespace outturn::language {

using Q = Quantity;

namespace {

QType of(Quantity quantity, bool nullable = false) {
  QType type;
  type.quantity = quantity;
  type.nullable = nullable;
  return type;
}

bool is_aggregate(const std::string& word) {
  return word == "sum" || word == "count" || word == "smallest" || word == "largest";
}

const std::set<std::string>& functions() {
  static const std::set<std::string> names{"sum", "count", "smallest", "largest", "min", "max", "abs", "known",
                                           "months_between", "year", "month", "month_end"};
  return names;
}

}  // namespace

void ExpressionChecker::problem(std::string code, Span span, std::string what, std::vector<std::string> why,
                                std::vector<std::string> mend) const {
  Problem p;
  p.code = std::move(code);
  p.file = source_.name();
  p.span = span;
  p.what = std::move(what);
  p.why = std::move(why);
  p.mend = std::move(mend);
  problems_.add(std::move(p));
}

QType ExpressionChecker::check(Expr& expr, const std::string& each) {
  switch (expr.kind) {
    case ExprKind::literal:
      if (expr.type.is(Q::money)) {
        if (!expr.type.of.empty()) currency_sign(expr.type.of, expr.span);
        expr.type = held(expr.type, minor_places(names_.contract()));
      }
      break;
    case ExprKind::truth: expr.type = of(Q::truth); break;
    case ExprKind::text:
      if (expr.type.is(Q::none)) expr.type = of(Q::text);
      break;
    case ExprKind::name: expr.type = expr.path.size() == 1 ? name(expr, each) : path(expr, each); break;
    case ExprKind::unary: expr.type = unary(expr, each); break;
    case ExprKind::binary: expr.type = binary(expr, each); break;
    case ExprKind::within: expr.type = within(expr, each); break;
    case ExprKind::choose: expr.type = choose(expr, each); break;
    case ExprKind::call: expr.type = call(expr, each); break;
  }
  return expr.type;
}

void ExpressionChecker::currency_sign(const std::string& sign, Span span) const {
  const std::string& code = names_.contract().head.currency;
  const bool fits = sign == code || (sign == "£" && code == "GBP") || (sign == "€" && code == "EUR") ||
                    (sign == "₹" && code == "INR") || (sign == "¥" && (code == "JPY" || code == "CNY")) ||
                    (sign == "$" && code.size() == 3 && code[2] == 'D');
  if (fits || code.empty()) return;
  problem("T10", span, "this amount is in " + sign + " and the contract is in " + code,
          {"One contract calculates in one currency."}, {"Write the amount in " + code + ", or mend the line \"currency\"."});
}

void ExpressionChecker::unknown_name(const std::string& name, Span span, const std::string& each) {
  const auto kinds = names_.kinds_with(name);
  if (!kinds.empty()) {
    problem("N5", span, "\"" + name + "\" is one value for each " + kinds.front() + ", and here " +
                            (each.empty() ? "one value is wanted" : "a value of each " + each + " is wanted"),
            {}, {each.empty() ? "Say what becomes of them all, like sum(" + name + ")."
                              : "Follow the link to it, like person." + name + ", or add them up, like sum(" + name + " for this person)."});
    return;
  }
  std::vector<std::string> mend;
  const std::string near = nearest_name(name, names_.known(each));
  if (!near.empty()) mend.push_back("Did you mean " + near + " ?");
  mend.emplace_back("Every fact is declared by an input, every number by a parameter, a value or a rate card.");
  problem("N6", span, "nothing is called \"" + name + "\"" + (each.empty() ? "" : " where each " + each + " is looked at"), {}, mend);
}

void ExpressionChecker::deciding_date(const Symbol& symbol, const std::string& each, Span span) {
  const Contract& contract = names_.contract();
  std::string chosen;
  if (symbol.meaning == Meaning::parameter && contract.parameters[symbol.index].values.size() > 1) {
    chosen = contract.parameters[symbol.index].chosen_by;
  } else if (symbol.meaning == Meaning::card_column && contract.ratecards[symbol.index].dated && !symbol.type.is(Q::text)) {
    chosen = contract.ratecards[symbol.index].chosen_by;
  }
  if (chosen.empty()) return;
  const Symbol date = names_.find(each, chosen);
  if (date.type.is(Q::date)) return;
  problem("D8", span, "which of its dated values holds here can't be told",
          {"They are chosen by " + chosen + ", which is no date of " + (each.empty() ? "the contract as a whole." : "each " + each + ".")},
          {"Use it where each row has " + chosen + ", or choose it by another date."});
}

QType ExpressionChecker::name(Expr& expr, const std::string& each) {
  const Symbol symbol = names_.find(each, expr.path[0]);
  if (symbol.meaning == Meaning::nothing) {
    unknown_name(expr.path[0], expr.span, each);
    return {};
  }
  deciding_date(symbol, each, expr.span);
  return symbol.type;
}

QType ExpressionChecker::path(Expr& expr, const std::string& each) {
  Symbol at = names_.find(each, expr.path[0]);
  if (at.meaning == Meaning::nothing) {
    unknown_name(expr.path[0], expr.path_spans[0], each);
    return {};
  }
  bool nullable = at.type.nullable;
  for (std::size_t i = 1; i < expr.path.size(); ++i) {
    const bool card = at.type.is(Q::code);
    if (!card && !(at.type.is(Q::key) && !at.type.own)) {
      if (!at.type.is(Q::none)) {
        problem("N7", expr.path_spans[i - 1], "\"" + expr.path[i - 1] + "\" is " + words(at.type) + " and leads nowhere",
                {"Only a code of a rate card or the key of another input can be followed by a point."},
                {"Declare the column as \"key of INPUT\" or \"code of CARD\" in its input."});
      }
      return {};
    }
    const std::string kind = names_.kind_behind(at.type);
    const Symbol next = card ? names_.card_column(at.type.of, expr.path[i]) : names_.in_kind(kind, expr.path[i]);
    if (next.meaning == Meaning::nothing) {
      std::vector<std::string> have;
      if (const RateCard* c = names_.card(at.type.of); card && c != nullptr) {
        for (const auto& column : c->columns) have.push_back(column.name);
      } else if (!card) {
        have = names_.known(kind);
      }
      const std::string near = nearest_name(expr.path[i], have);
      problem("N8", expr.path_spans[i], "\"" + at.type.of + "\" has no column \"" + expr.path[i] + "\"", {},
              {near.empty() ? "Look at the headings of " + at.type.of + "." : "Did you mean " + near + " ?"});
      return {};
    }
    deciding_date(next, each, expr.path_spans[i]);
    nullable = nullable || next.type.nullable;
    at = next;
  }
  at.type.nullable = nullable;
  return at.type;
}

QType ExpressionChecker::truth(Expr& expr, const std::string& each, const char* where) {
  const QType type = check(expr, each);
  if (!type.is(Q::truth) && !type.is(Q::none)) {
    problem("T11", expr.span, std::string(where) + " needs something that is yes or no", {"This is " + words(type) + "."},
            {"Compare it with something, like reduction >= 10%."});
  }
  return type;
}

QType ExpressionChecker::unary(Expr& expr, const std::string& each) {
  if (expr.word == "not") return of(Q::truth, truth(*expr.args[0], each, "\"not\"").nullable);
  QType type = check(*expr.args[0], each);
  if (!type.numeric() && !type.is(Q::none)) {
    problem("T12", expr.span, "only numbers and amounts have a sign", {"This is " + words(type) + "."}, {"Take the - out."});
  }
  if (type.is(Q::count)) type.quantity = Q::number;
  return type;
}

QType ExpressionChecker::binary(Expr& expr, const std::string& each) {
  if (expr.word == "and" || expr.word == "or") {
    const QType a = truth(*expr.args[0], each, "each side of \"and\" and \"or\"");
    const QType b = truth(*expr.args[1], each, "each side of \"and\" and \"or\"");
    return of(Q::truth, a.nullable || b.nullable);
  }
  if (expr.word != "+" && expr.word != "-" && expr.word != "*" && expr.word != "/") return compare(expr, each);
  const QType a = check(*expr.args[0], each);
  const QType b = check(*expr.args[1], each);
  auto type = arithmetic_type(expr.word[0], a, b);
  if (!type) {
    std::vector<std::string> mend{"Bring both to one unit first."};
    if (a.is(Q::percent) && b.is(Q::points)) mend = {"Percent less percent gives points."};
    problem("T13", expr.span, words(a) + " " + expr.word + " " + words(b) + " has no meaning", {}, mend);
    return {};
  }
  if (expr.word == "/" && !never_zero(*expr.args[1], each)) type->nullable = true;
  return *type;
}

bool ExpressionChecker::never_zero(const Expr& expr, const std::string& each) const {
  if (expr.kind == ExprKind::literal) return expr.value.sign() != 0;
  if (expr.kind == ExprKind::binary && expr.word == "*") return never_zero(*expr.args[0], each) && never_zero(*expr.args[1], each);
  if (expr.kind == ExprKind::binary && expr.word == "/") return never_zero(*expr.args[0], each);
  if (expr.kind == ExprKind::call && expr.word == "sum" && !expr.filter && expr.path.empty() && expr.args.size() == 1) {
    return never_zero(*expr.args[0], kind_read(*expr.args[0]));
  }
  if (expr.kind != ExprKind::name || expr.path.size() != 1) return false;
  const Symbol symbol = names_.find(each, expr.path[0]);
  const Contract& contract = names_.contract();
  if (symbol.meaning == Meaning::input_column) {
    const FactColumn& fact = contract.inputs[symbol.index].columns[symbol.part].fact;
    return !fact.may_be_unknown && fact.least && (fact.least->sign() > 0 || (fact.least->sign() == 0 && fact.least_excluded));
  }
  if (symbol.meaning == Meaning::parameter) {
    const auto& values = contract.parameters[symbol.index].values;
    return std::all_of(values.begin(), values.end(), [](const DatedValue& v) { return v.value.sign() > 0; });
  }
  if (symbol.meaning == Meaning::value) {
    const Value& value = contract.values[symbol.index];
    return value.is && !value.rounding && value.is->kind != ExprKind::name && never_zero(*value.is, value.each);
  }
  return false;
}

bool ExpressionChecker::literal_of_link(Expr& expr, const QType& link) {
  const bool word = expr.kind == ExprKind::text || (expr.kind == ExprKind::name && expr.path.size() == 1);
  if (!word || (!link.is(Q::code) && !link.is(Q::reading))) return false;
  const std::string& said = expr.kind == ExprKind::text ? expr.word : expr.path[0];
  std::vector<std::string> have;
  if (const RateCard* card = names_.card(link.of); link.is(Q::code) && card != nullptr) {
    for (const auto& row : card->rows) have.push_back(row.code);
  }
  if (const Assumption* assumption = names_.assumption(link.of); link.is(Q::reading) && assumption != nullptr) {
    for (const auto& reading : assumption->readings) have.push_back(reading.name);
  }
  if (std::find(have.begin(), have.end(), said) == have.end()) {
    const std::string near = nearest_name(said, have);
    problem("N9", expr.span, "\"" + said + "\" is no " + words(link), {},
            {near.empty() ? "Look at the rows of " + link.of + "." : "Did you mean " + near + " ?"});
  }
  const std::string code = said;
  expr.kind = ExprKind::text;
  expr.word = code;
  expr.type = link;
  expr.type.nullable = false;
  return true;
}

void ExpressionChecker::threshold(const Expr& side, const Expr& other) {
  const QType& type = side.type;
  if (!type.exact || type.decided) return;
  Problem p;
  std::string what = side.kind == ExprKind::name ? "\"" + side.path.back() + "\" isn't rounded" : "this isn't rounded";
  std::vector<std::string> why;
  if (side.kind == ExprKind::name) {
    const auto kinds = names_.kinds_with(side.path.back());
    Symbol symbol = names_.single(side.path.back());
    if (symbol.meaning == Meaning::nothing && !kinds.empty()) symbol = names_.in_kind(kinds.front(), side.path.back());
    if (symbol.meaning == Meaning::value) {
      const Value& value = names_.contract().values[symbol.index];
      why.push_back("\"" + value.name + "\" is defined at line " + std::to_string(value.span.line) +
                    (value.clauses.empty() ? "." : " [" + value.clauses.front().shown() + "]."));
    }
  }
  why.emplace_back("Two honest readers could get different answers.");
  (void)other;
  problem("R2", side.span, what + ", so it can't be compared", why,
          {side.kind == ExprKind::name ? "Add e.g. \"rounded to 1 decimal place, half up\" with its clause to it, or \"exactly\"."
                                       : "Give it a name by a \"value\" and say there how it is rounded, or \"exactly\"."});
}

QType ExpressionChecker::compare(Expr& expr, const std::string& each) {
  Expr& a = *expr.args[0];
  Expr& b = *expr.args[1];
  const bool equality = expr.word == "=" || expr.word == "<>";
  // A code or reading is known by what it is compared with, so the other side is looked at first.
  const bool a_is_word = a.kind == ExprKind::text || (a.kind == ExprKind::name && a.path.size() == 1 &&
                                                      names_.find(each, a.path[0]).meaning == Meaning::nothing);
  if (equality && a_is_word) {
    if (!literal_of_link(a, check(b, each))) check(a, each);
  } else {
    const QType left = check(a, each);
    const bool b_is_word = b.kind == ExprKind::text || (b.kind == ExprKind::name && b.path.size() == 1);
    const bool own = b.kind == ExprKind::name && b.path.size() == 1 && names_.find(each, b.path[0]).meaning != Meaning::nothing &&
                     names_.find(each, b.path[0]).type.quantity == left.quantity;
    if (!equality || !b_is_word || own || !literal_of_link(b, left)) check(b, each);
  }
  const QType& ta = a.type;
  const QType& tb = b.type;
  const QType result = of(Q::truth, ta.nullable || tb.nullable);
  if (ta.is(Q::none) || tb.is(Q::none)) return result;
  if (ta.is(Q::text) || tb.is(Q::text)) {
    problem("T14", expr.span, "words are shown and never compared",
            {"A spreadsheet compares words by rules of its own (capitals, wild cards)."},
            {"Declare the column as \"code of CARD\" with a rate card that lists the words allowed."});
  } else if (!comparable(ta, tb)) {
    std::vector<std::string> mend{"Compare like with like."};
    if (ta.is(Q::percent) && tb.is(Q::number)) mend = {"Write the share as a percentage, like 10%."};
    if ((ta.is(Q::points) && tb.is(Q::percent)) || (ta.is(Q::percent) && tb.is(Q::points))) {
      mend = {"A change between two percentages is in points: write 10 points. A reduction relative to what it was is a percent."};
    }
    problem("T15", expr.span, words(ta) + " can't be compared with " + words(tb), {}, mend);
  } else if (!equality && !ta.numeric() && !ta.is(Q::date)) {
    problem("T16", expr.span, words(ta) + " has no order", {}, {"Use = or <>."});
  } else {
    threshold(a, b);
    threshold(b, a);
  }
  return result;
}

QType ExpressionChecker::within(Expr& expr, const std::string& each) {
  const QType date = check(*expr.args[0], each);
  const QType length = check(*expr.args[1], each);
  const QType from = check(*expr.args[2], each);
  if (!date.is(Q::date) && !date.is(Q::none)) {
    problem("T17", expr.args[0]->span, "\"within\" looks at a date", {"This is " + words(date) + "."}, {"Write a date before \"within\"."});
  }
  if (!length.duration() && !length.is(Q::none)) {
    problem("T17", expr.args[1]->span, "\"within\" needs a length of time", {"This is " + words(length) + "."}, {"Write it like 42 months, 13 weeks or 365 days."});
  }
  if (!from.is(Q::date) && !from.is(Q::none)) {
    problem("T17", expr.args[2]->span, "after \"" + expr.word + "\" stands a date", {"This is " + words(from) + "."}, {"Write a date, such as start_date."});
  }
  return of(Q::truth, date.nullable || length.nullable || from.nullable);
}

QType ExpressionChecker::choose(Expr& expr, const std::string& each) {
  const QType condition = truth(*expr.args[0], each, "\"if\"");
  QType a = check(*expr.args[1], each);
  QType b = check(*expr.args[2], each);
  const Expr& test = *expr.args[0];
  // if known(x) then x else ...: what was asked for is known in its branch.
  if (test.kind == ExprKind::call && test.word == "known" && test.args.size() == 1 &&
      expr.args[1]->kind == ExprKind::name && test.args[0]->kind == ExprKind::name && test.args[0]->path == expr.args[1]->path) {
    a.nullable = false;
  }
  const bool ratio_first = !comparable(a, b) && assignable(b, a);  // a ratio beside a percent is one
  if (!comparable(a, b) && !assignable(a, b) && !ratio_first) {
    problem("T18", expr.span, "the two values of this \"if\" are " + words(a) + " and " + words(b), {}, {"Let both be of one kind."});
    return {};
  }
  QType type = ratio_first ? joined(b, a) : joined(a, b);
  type.nullable = condition.nullable || a.nullable || b.nullable;
  type.decided = (a.decided || !a.exact) && (b.decided || !b.exact) && type.exact;
  return type;
}

bool ExpressionChecker::arguments(Expr& expr, std::size_t count, const char* example) {
  if (expr.args.size() == count) return true;
  problem("T19", expr.span, expr.word + "(...) takes " + std::to_string(count) + (count == 1 ? " value" : " values") + ", here are " + std::to_string(expr.args.size()), {},
          {std::string("Write it like: ") + example});
  return false;
}

QType ExpressionChecker::banded(Expr& expr, const Bands& bands, const std::string& each) {
  if (!arguments(expr, 1, (bands.name + "(reduction)").c_str())) return {};
  const QType type = check(*expr.args[0], each);
  if (!comparable(bands.measured_type, type)) {
    problem("T20", expr.args[0]->span, "the bands of " + bands.name + " are in " + words(bands.measured_type), {"This is " + words(type) + "."}, {"Look up a value of the same unit."});
  } else if (type.exact && !type.decided) {
    problem("R2", expr.args[0]->span, "this isn't rounded, so its band can't be told", {"Two honest readers could get different answers at the edge."},
            {"Give it a name by a \"value\" and say there how it is rounded."});
  } else if (type.exact) {
    problem("R8", expr.args[0]->span, "bands are searched by rounded values only", {"An edge is a rounded number."}, {"Round the value, with its clause."});
  }
  QType result = bands.result_type;
  result = held(result, minor_places(names_.contract()));
  result.nullable = type.nullable;
  return result;
}

QType ExpressionChecker::call(Expr& expr, const std::string& each) {
  if (is_aggregate(expr.word)) return aggregate(expr, each);
  if (const Bands* bands = names_.bands(expr.word)) return banded(expr, *bands, each);
  if (expr.filter || !expr.path.empty()) {
    problem("T21", expr.span, "\"where\" and \"for this\" go with sum, count, smallest and largest", {}, {"Take them out."});
  }
  if (expr.word == "known") {
    if (!arguments(expr, 1, "known(end_date)")) return of(Q::truth);
    check(*expr.args[0], each);
    return of(Q::truth);
  }
  if (expr.word == "min" || expr.word == "max") {
    if (expr.args.size() < 2) {
      problem("T19", expr.span, expr.word + "(...) takes at least two values", {}, {"Write it like: " + expr.word + "(a, b). The smallest of a column is smallest(a), the largest largest(a)."});
      return {};
    }
    QType type = check(*expr.args[0], each);
    for (std::size_t i = 1; i < expr.args.size(); ++i) {
      const QType next = check(*expr.args[i], each);
      if (!comparable(type, next)) {
        problem("T15", expr.args[i]->span, words(next) + " can't be compared with " + words(type), {}, {"Compare like with like."});
        return {};
      }
      type = joined(type, next);
    }
    return type;
  }
  if (expr.word == "abs") return arguments(expr, 1, "abs(difference)") ? check(*expr.args[0], each) : QType{};
  if (expr.word == "months_between" || expr.word == "year" || expr.word == "month" || expr.word == "month_end") {
    const std::size_t count = expr.word == "months_between" ? 2 : 1;
    if (!arguments(expr, count, count == 2 ? "months_between(start_date, end_date)" : "year(start_date)")) return {};
    bool nullable = false;
    for (auto& arg : expr.args) {
      const QType type = check(*arg, each);
      nullable = nullable || type.nullable;
      if (!type.is(Q::date) && !type.is(Q::none)) problem("T17", arg->span, expr.word + "(...) takes dates", {"This is " + words(type) + "."}, {"Give it a date."});
    }
    return of(expr.word == "month_end" ? Q::date : expr.word == "months_between" ? Q::months : Q::number, nullable);
  }
  std::vector<std::string> have(functions().begin(), functions().end());
  for (const Bands& bands : names_.contract().bands) have.push_back(bands.name);
  const std::string near = nearest_name(expr.word, have);
  std::vector<std::string> mend;
  if (!near.empty()) mend.push_back("Did you mean " + near + "(...) ?");
  mend.emplace_back("There are sum, count, smallest, largest, min, max, abs, known, months_between, year, month, month_end, and the names of bands.");
  problem("N10", expr.span, "there is no \"" + expr.word + "(...)\"", {}, mend);
  return {};
}

std::string ExpressionChecker::kind_read(const Expr& expr) const {
  if (expr.kind == ExprKind::name) {
    if (names_.single(expr.path[0]).meaning != Meaning::nothing) return "";
    const auto kinds = names_.kinds_with(expr.path[0]);
    if (!kinds.empty()) return kinds.front();
    const Input* input = names_.input(expr.path[0]);
    return input != nullptr ? input->each : "";
  }
  if (expr.kind == ExprKind::call && is_aggregate(expr.word)) return "";
  for (const auto& arg : expr.args) {
    if (std::string kind = kind_read(*arg); !kind.empty()) return kind;
  }
  return "";
}

QType ExpressionChecker::aggregate(Expr& expr, const std::string& each) {
  if (!arguments(expr, 1, expr.word == "count" ? "count(cohort_payment > £0)" : (expr.word + "(amount)").c_str())) return {};
  Expr& what = *expr.args[0];
  std::string kind = kind_read(what);
  if (kind.empty() && expr.filter) kind = kind_read(*expr.filter);
  if (kind.empty()) {
    problem("T22", what.span, expr.word + "(...) needs something there is one of for each row", {}, {"Write it like: sum(outcome_payment)."});
    return {};
  }
  expr.word_kind = kind;
  bool nullable = false;
  if (expr.filter) nullable = truth(*expr.filter, kind, "\"where\"").nullable;
  if (!expr.path.empty()) {
    const Symbol link = names_.in_kind(kind, expr.path[0]);
    if (!link.type.is(Q::key) || names_.kind_behind(link.type) != each || each.empty()) {
      problem("N11", expr.path_spans[0], "\"" + expr.path[0] + "\" does not lead from each " + kind + " to each " + (each.empty() ? "row here" : each), {},
              {"After \"for this\" stands the column of " + kind + " that holds the key of " + (each.empty() ? "the row" : each) + "."});
    }
  }
  if (expr.word == "count") {
    const bool rows = what.kind == ExprKind::name && what.path.size() == 1 && names_.input(what.path[0]) != nullptr;
    if (!rows) nullable = truth(what, kind, "count(...)").nullable || nullable;
    else what.type = of(Q::truth);
    return of(Q::count, nullable);
  }
  QType type = check(what, kind);
  if (!type.numeric() && !type.is(Q::none) && !(type.is(Q::date) && expr.word != "sum")) {
    problem("T23", what.span, expr.word + "(...) takes numbers and amounts", {"This is " + words(type) + "."}, {"Use count(...) for things that are yes or no."});
    return {};
  }
  type.nullable = type.nullable || nullable;
  return type;
}

}  // namespace outturn::language
