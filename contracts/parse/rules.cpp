// Parameters, values, payments and caps: statements that hold an expression.
#include "contracts/parse/statement.h"

namespace outturn::language {
namespace {

using Handler = StatementReader::Handler;

Handler words_into(std::string& out) {
  return [&out](TokenCursor& cursor) { out = take_words(cursor); };
}

Handler expression_into(ExprPtr& out) {
  return [&out](TokenCursor& cursor) {
    out = parse_expression(cursor);
    if (!out || cursor.done()) return;
    end_of_field(cursor);
    out = nullptr;  // half an expression would be told to be what it is not
  };
}

/// A rounding that was not understood is told, and counts as one: what is rounded is not told to be
/// unrounded as well.
Handler rounding_into(std::optional<RoundingRule>& out) {
  return [&out](TokenCursor& cursor) {
    const Span span = cursor.place();
    out = parse_rounding(cursor);
    if (!out) {
      out = RoundingRule{};
      out->span = span;
      out->from_rounded = true;
    } else if (out->clauses.empty()) {
      cursor.problem(
          "R6", out->span, "this rounding cites no clause",
          {"A tenth of a per cent of rounding can decide a payment, so the text must say who decided it."},
          {"Add the clause, like [A Sch 3 para 2.2], or [assumption NAME] where the contract is silent."});
    }
  };
}

/// "contract start" or a date behind "from".
template <typename Line>
void dated_from(TokenCursor& c, Line& v) {
  if (c.at_word("contract") && c.at_word("start", 1)) {
    c.take();
    c.take();
    return;
  }
  v.from = take_date(c);
  v.damaged = !v.from;
}

DatedValue dated_value(TokenCursor& c, const Parameter& p, bool dated) {
  DatedValue v;
  v.undated = !dated;
  v.from_span = c.place();
  if (dated) dated_from(c, v);
  if (v.damaged) return v;
  if (dated && c.take_word("until")) {
    v.until = take_date(c);
    v.damaged = !v.until;
    if (v.damaged) return v;
  }
  v.span = c.place();
  if (c.peek().kind == TokenKind::date) {
    if (const auto date = parse_date(c.take().text)) {
      v.value = Exact(date->serial);
      v.type.quantity = Quantity::date;
    }
  } else if (const auto amount = parse_amount(c)) {
    v.value = amount->value;
    v.type = amount->type;
    v.places = amount->type.places;
    v.span = amount->span;
  } else if (p.type.numeric() || p.type.is(Quantity::date) || p.type.is(Quantity::none)) {
    c.problem("S25", c.place(), "the value of this parameter is missing",
              {"Here stands " + described(c.peek()) + "."},
              {"Write it like: is 10%, or: from 2014-04-01 £3,700.00 [V1 para 2]."});
    return v;
  } else {
    while (!c.done()) c.take();  // such a parameter can't be, which the checker tells
  }
  if (!c.done() && c.peek().kind != TokenKind::clause) {
    end_of_field(c);
    v.type = {};
    return v;
  }
  v.clauses = take_clauses(c);
  if (v.clauses.empty()) v.clauses = p.clauses;
  return v;
}

/// "contract start until 2016-07-01 is live_rate [clause]" behind "from": false when no expression was found.
bool dated_rule(TokenCursor& c, Value& v) {
  DatedRule rule;
  rule.from_span = c.place();
  dated_from(c, rule);
  if (!rule.damaged && c.take_word("until")) {
    rule.until = take_date(c);
    rule.damaged = !rule.until;
  }
  if (rule.damaged || !take_needed(c, "is", "from 2014-04-01 is live_rate")) return false;
  rule.span = c.place();
  ExprPtr is = parse_expression(c);
  if (!is) return false;
  rule.clauses = take_clauses(c);
  if (rule.clauses.empty()) rule.clauses = v.clauses;
  if (!c.done()) return end_of_field(c), false;
  v.rules.push_back(std::move(rule));
  v.is->args.push_back(std::move(is));
  return true;
}

/// Dated lines become the arms of one expression; one that was not understood leaves the value without any.
void dated_rules(const StatementReader& reader, Value& v, ExprPtr undated, bool broken) {
  if (reader.has_field("is")) {
    if (reader.has_field("from")) {
      reader.problem("S14", reader.name_span(),
                     "this value has one line for all times (\"is\") and dated ones (\"from\")", {},
                     {"Keep \"is\" alone, or write \"from contract start is ...\" in place of it."});
    }
    v.rules.clear();
    v.is = std::move(undated);
    return;
  }
  if (broken || v.rules.empty()) {
    v.rules.clear();
    v.is = nullptr;
    return;
  }
  v.is->kind = ExprKind::dated;
  v.is->word = "by date";
  v.is->span = v.rules.front().span;
  v.is->path = {v.chosen_by};
  v.is->path_spans = {v.chosen_span.known() ? v.chosen_span : v.span};
}

/// "per person and code" behind "once" or "at most 3 times".
void once_per(TokenCursor& c, Payment& p, const char* example) {
  if (take_needed(c, "per", example)) p.once_per = take_names(c, p.once_spans);
}

void at_most(TokenCursor& c, Payment& p) {
  constexpr const char* example = "at most 3 times per person and code";
  if (!take_needed(c, "most", example)) return;
  p.times = parse_expression(c);
  if (p.times && take_needed(c, "times", example)) once_per(c, p, example);
}

void may_be_negative(TokenCursor& c, Payment& p) {
  constexpr const char* example = "may be negative";
  p.may_be_negative = take_needed(c, "be", example) && take_needed(c, "negative", example);
  const auto more = take_clauses(c);
  p.clauses.insert(p.clauses.end(), more.begin(), more.end());
}

void cap_amount(TokenCursor& head, Cap& cap) {
  if (head.peek().kind == TokenKind::clause || head.done()) {
    head.problem("S25", head.place(), "the amount of this cap is missing",
                 {"Here stands " + described(head.peek()) + "."},
                 {"Write it like: cap contract_cap £8,000,000.00 [A Sch 3 para 5]."});
    return;
  }
  cap.amount = parse_expression(head);
  if (!cap.amount) {
    while (!head.done() && head.peek().kind != TokenKind::clause) head.take();
    return;
  }
  const bool comma = head.take_mark(",");
  if (!head.take_word("per")) {
    if (comma) (void)take_needed(head, "per", "cap participant_cap £11,700.00, per person [A Sch 3 para 5]");
    return;
  }
  cap.per_span = head.place();
  cap.per = take_name(head, "a column", "cap participant_cap £11,700.00, per person [A Sch 3 para 5]");
}

}  // namespace

Parameter read_parameter(StatementReader& reader) {
  Parameter p;
  p.name = reader.name();
  p.span = reader.name_span();
  if (const auto type = parse_type(reader.head())) p.type = *type;
  p.clauses = reader.clauses(true);
  reader.end_of_head();
  reader.no_table();
  reader.fields({{"is", [&](TokenCursor& c) { p.values.push_back(dated_value(c, p, false)); }},
                 {"from", [&](TokenCursor& c) { p.values.push_back(dated_value(c, p, true)); }},
                 {"meaning", [&](TokenCursor& c) { p.meaning = take_words(c); }},
                 {"chosen", [&](TokenCursor& c) {
                    if (!take_needed(c, "by", "chosen by achieved_date")) return;
                    p.chosen_span = c.place();
                    p.chosen_by = take_name(c, "a date", "chosen by achieved_date");
                  }}});
  if (!reader.has_field("from")) reader.missing("is", "is 10%");
  if (reader.has_field("from") && reader.has_field("is")) {
    std::erase_if(p.values, [](const DatedValue& v) { return v.undated; });
    reader.problem("S14", reader.name_span(),
                   "this parameter has one value (\"is\") and dated ones (\"from\")", {},
                   {"Keep \"is\" alone, or write \"from contract start\" in place of \"is\"."});
  }
  return p;
}

Value read_value(StatementReader& reader) {
  Value v;
  v.name = reader.name();
  v.span = reader.name_span();
  if (const auto type = parse_type(reader.head())) v.type = *type;
  v.each = reader.each();
  v.each_span = reader.each_span();
  v.clauses = reader.clauses(true);
  reader.end_of_head();
  reader.no_table();
  const auto exactly = [&](TokenCursor& c) {
    v.exactly = true;
    const auto more = take_clauses(c);
    v.clauses.insert(v.clauses.end(), more.begin(), more.end());
  };
  v.is = std::make_unique<Expr>();
  ExprPtr undated;
  bool broken = false;
  reader.fields({{"is", expression_into(undated)},
                 {"from", [&](TokenCursor& c) { broken = !dated_rule(c, v) || broken; }},
                 {"chosen",
                  [&](TokenCursor& c) {
                    if (!take_needed(c, "by", "chosen by achieved_date")) return;
                    v.chosen_span = c.place();
                    v.chosen_by = take_name(c, "a date", "chosen by achieved_date");
                  }},
                 {"rounded", rounding_into(v.rounding)},
                 {"exactly", exactly},
                 {"meaning", words_into(v.meaning)}});
  dated_rules(reader, v, std::move(undated), broken);
  if (!reader.has_field("from")) reader.missing("is", "is expected_events - actual_events");
  if (v.exactly && v.rounding) {
    reader.problem("R7", v.rounding->span, "\"" + v.name + "\" is both rounded and taken exactly", {},
                   {"Take one of the two lines out."});
  }
  return v;
}

Payment read_payment(StatementReader& reader) {
  Payment p;
  p.name = reader.name();
  p.span = reader.name_span();
  p.each = reader.each();
  p.each_span = reader.each_span();
  p.clauses = reader.clauses(true);
  reader.end_of_head();
  reader.no_table();
  reader.fields({{"when", expression_into(p.when)},
                 {"pay", expression_into(p.pay)},
                 {"achieved", expression_into(p.achieved)},
                 {"worth", expression_into(p.worth)},
                 {"rounded", rounding_into(p.rounding)},
                 {"once", [&](TokenCursor& c) { once_per(c, p, "once per person and code"); }},
                 {"at", [&](TokenCursor& c) { at_most(c, p); }},
                 {"may", [&](TokenCursor& c) { may_be_negative(c, p); }},
                 {"meaning", words_into(p.meaning)}});
  reader.missing("pay", "pay price");
  if (reader.has_field("once") && reader.has_field("at")) {
    reader.problem("S14", reader.name_span(), "this payment says twice how often it is made", {},
                   {"Keep \"once per ...\" or \"at most ... times per ...\"."});
  }
  return p;
}

namespace {

/// "is lost", "is carried forward for this building", "is moved to other_payment".
void cap_excess(TokenCursor& f, Cap& c) {
  constexpr const char* example = "excess is moved to other_payment";
  if (!take_needed(f, "is", example)) return;
  c.excess_span = f.place();
  if (f.take_word("lost")) return;
  if (f.take_word("carried") && f.take_word("forward")) {
    c.excess = Excess::carried;
    if (!f.take_word("for")) return;
    constexpr const char* same = "excess is carried forward for this building";
    if (!take_needed(f, "this", same)) return;
    c.excess_span = f.place();
    c.carried_for = take_name(f, "a column", same);
    return;
  }
  if (f.take_word("moved") && f.take_word("to")) {
    c.excess_span = f.place();
    c.moved_to = take_name(f, "a payment", example);
    if (!c.moved_to.empty()) c.excess = Excess::moved;
    return;
  }
  f.problem("S80", c.excess_span, "what becomes of the excess is not known", {},
            {"Write: excess is lost; excess is carried forward; or: " + std::string(example) + "."});
}

}  // namespace

Cap read_cap(StatementReader& reader) {
  Cap c;
  c.name = reader.name();
  c.span = reader.name_span();
  cap_amount(reader.head(), c);
  c.clauses = reader.clauses(true);
  reader.end_of_head();
  reader.no_table();
  const auto cut = [&](TokenCursor& f) {
    const Span at = f.place();
    c.cut_span = at;
    c.last_named_first = f.at_word("last") && f.at_word("named", 1);
    if (c.last_named_first) f.take(), f.take();
    if ((c.last_named_first || f.take_word("latest")) && f.take_word("first")) return;
    c.cut_span = {};
    f.problem("S28", at, "this way of cutting is not known", {},
              {"Write: cut latest first. What stands last in the order is then cut first.",
               "Of payments for different rows, write: cut last named first."});
  };
  reader.fields({{"on", [&](TokenCursor& f) { c.on = take_names(f, c.on_spans); }},
                 {"in",
                  [&](TokenCursor& f) {
                    Order order = take_order(f);
                    c.order = std::move(order.names);
                    c.order_spans = std::move(order.spans);
                  }},
                 {"cut", cut},
                 {"excess", [&](TokenCursor& f) { cap_excess(f, c); }}});
  reader.missing("on", "on outcome_payment");
  if (c.excess != Excess::carried) reader.missing("cut", "cut latest first");
  return c;
}

}  // namespace outturn::language
