#include "contracts/language/parse.h"

#include "contracts/language/statement.h"

namespace outturn::language {
namespace {

using Handler = StatementReader::Handler;

Handler text_into(std::string& out) {
  return [&out](TokenCursor& cursor) {
    if (cursor.peek().kind == TokenKind::text) {
      out = cursor.take().text;
    } else {
      cursor.problem("S15", cursor.place(), "words in quotation marks are missing", {}, {"Put them between \" and \"."});
    }
  };
}

Handler expression_into(ExprPtr& out) {
  return [&out](TokenCursor& cursor) { out = parse_expression(cursor); };
}

Handler rounding_into(std::optional<RoundingRule>& out) {
  return [&out](TokenCursor& cursor) {
    const Span span = cursor.place();
    out = parse_rounding(cursor);
    if (out && out->clauses.empty()) {
      cursor.problem("R6", span, "this rounding cites no clause",
                     {"A tenth of a per cent of rounding can decide a payment, so the text must say who decided it."},
                     {"Add the clause, like [A Sch 3 para 2.2], or [assumption NAME] where the contract is silent."});
    }
  };
}

class Parser {
 public:
  Parser(const SourceFile& source, Problems& problems) : source_(source), problems_(problems) {}

  Contract contract() {
    for (const RawStatement& raw : split_statements(source_, read_lines(source_, problems_), problems_)) statement(raw);
    if (!seen_head_) {
      Problem p;
      p.code = "S23";
      p.file = source_.name();
      p.span = {1, 1, 1};
      p.what = "this file has no contract statement";
      p.mend.emplace_back("Begin it with: contract \"its title\", and under it currency, starts and ends.");
      problems_.add(std::move(p));
    }
    return std::move(out_);
  }

 private:
  template <typename T>
  void keep(StatementKind kind, std::vector<T>& list, T made) {
    out_.order.push_back({kind, list.size()});
    list.push_back(std::move(made));
  }

  void statement(const RawStatement& raw) {
    StatementReader reader(source_, raw, problems_);
    if (raw.kind == "contract") return head(reader);
    if (raw.kind == "document") return keep(StatementKind::document, out_.documents, document(reader));
    if (raw.kind == "assumption") return keep(StatementKind::assumption, out_.assumptions, assumption(reader));
    if (raw.kind == "parameter") return keep(StatementKind::parameter, out_.parameters, parameter(reader));
    if (raw.kind == "input") return keep(StatementKind::input, out_.inputs, read_input(reader, source_, problems_));
    if (raw.kind == "ratecard") return keep(StatementKind::ratecard, out_.ratecards, read_ratecard(reader, source_, problems_));
    if (raw.kind == "bands") return keep(StatementKind::bands, out_.bands, read_bands(reader, source_, problems_));
    if (raw.kind == "value") return keep(StatementKind::value, out_.values, value(reader));
    if (raw.kind == "payment") return keep(StatementKind::payment, out_.payments, payment(reader));
    if (raw.kind == "cap") return keep(StatementKind::cap, out_.caps, cap(reader));
    keep(StatementKind::note, out_.notes, note(reader));
  }

  void head(StatementReader& reader) {
    Head& h = out_.head;
    if (seen_head_) {
      reader.problem("S24", reader.span(), "this file holds two contracts", {}, {"Keep one contract a file."});
      return;
    }
    seen_head_ = true;
    h.span = reader.span();
    h.title = reader.quoted("title");
    reader.end_of_head();
    reader.no_table();
    reader.fields({{"currency", [&](TokenCursor& c) { h.currency = c.take().text; }},
                   {"starts", [&](TokenCursor& c) { h.starts = take_date(c); }},
                   {"ends", [&](TokenCursor& c) { h.ends = take_date(c); }},
                   {"payer", text_into(h.payer)},
                   {"provider", text_into(h.provider)},
                   {"about", text_into(h.about)},
                   {"amounts", [&](TokenCursor& c) {
                      while (!c.done()) h.amounts += (h.amounts.empty() ? "" : " ") + c.take().text;
                    }}});
    if (h.currency.empty()) reader.missing("currency", "currency GBP");
    if (!h.starts) reader.missing("starts", "starts 2012-11-01");
    if (!h.ends) reader.missing("ends", "ends 2015-10-31");
  }

  Document document(StatementReader& reader) {
    Document d;
    d.id = reader.document_id();
    d.span = reader.name_span();
    d.title = reader.quoted("title");
    reader.end_of_head();
    reader.no_table();
    reader.fields({{"by", text_into(d.by)},
                   {"dated", [&](TokenCursor& c) { d.dated = c.take().text; }},
                   {"address", text_into(d.address)},
                   {"file", text_into(d.file)}});
    return d;
  }

  Assumption assumption(StatementReader& reader) {
    Assumption a;
    a.name = reader.name();
    a.span = reader.name_span();
    a.question = reader.quoted("the assumption");
    a.clauses = reader.clauses(false);
    reader.end_of_head();
    reader.no_table();
    reader.fields({{"reading",
                    [&](TokenCursor& c) {
                      Assumption::Reading r;
                      const Token name = c.take();
                      r.name = name.text;
                      r.span = name.span;
                      text_into(r.words)(c);
                      a.readings.push_back(std::move(r));
                    }},
                   {"use",
                    [&](TokenCursor& c) {
                      a.use_span = c.place();
                      a.use = c.take().text;
                    }},
                   {"because", text_into(a.because)}},
                  {"reading"});
    if (!a.readings.empty() && a.use.empty()) reader.missing("use", "use by_size");
    if (a.because.empty()) reader.missing("because", "because \"the public text is silent\"");
    return a;
  }

  Parameter parameter(StatementReader& reader) {
    Parameter p;
    p.name = reader.name();
    p.span = reader.name_span();
    if (const auto type = parse_type(reader.head())) p.type = *type;
    p.clauses = reader.clauses(true);
    reader.end_of_head();
    reader.no_table();
    reader.fields({{"is", [&](TokenCursor& c) { p.values.push_back(dated_value(c, p, false)); }},
                   {"from", [&](TokenCursor& c) { p.values.push_back(dated_value(c, p, true)); }},
                   {"chosen",
                    [&](TokenCursor& c) {
                      c.take_word("by");
                      p.chosen_span = c.place();
                      p.chosen_by = c.take().text;
                    }}},
                  {"from"});
    if (p.values.empty()) reader.missing("is", "is 10%");
    return p;
  }

  DatedValue dated_value(TokenCursor& c, const Parameter& p, bool dated) {
    DatedValue v;
    v.span = c.place();
    v.clauses = p.clauses;
    if (dated && !(c.at_word("contract") && c.at_word("start", 1))) {
      v.from = take_date(c);
    } else if (dated) {
      c.take();
      c.take();
    }
    if (dated && c.take_word("until")) v.until = take_date(c);
    v.span = c.place();
    if (c.peek().kind == TokenKind::date && p.type.is(Quantity::date)) {
      v.value = Exact(parse_date(c.take().text)->serial);
      v.type.quantity = Quantity::date;
    } else if (const auto amount = parse_amount(c)) {
      v.value = amount->value;
      v.type = amount->type;
      v.places = amount->type.places;
      v.span = amount->span;
    } else {
      c.problem("S25", c.place(), "the value of this parameter is missing", {"Here stands " + described(c.peek()) + "."},
                {"Write it like: is 10%, or: from 2014-04-01 £3,700.00 [V1 para 2]."});
    }
    auto own = take_clauses(c);
    if (!own.empty()) v.clauses = std::move(own);
    return v;
  }

  Value value(StatementReader& reader) {
    Value v;
    v.name = reader.name();
    v.span = reader.name_span();
    if (const auto type = parse_type(reader.head())) v.type = *type;
    v.each = reader.each();
    v.clauses = reader.clauses(true);
    reader.end_of_head();
    reader.no_table();
    reader.fields({{"is", expression_into(v.is)},
                   {"rounded", rounding_into(v.rounding)},
                   {"exactly", [&](TokenCursor& c) { v.exactly = true; auto more = take_clauses(c); v.clauses.insert(v.clauses.end(), more.begin(), more.end()); }},
                   {"meaning", text_into(v.meaning)}});
    if (!has_field(reader, "is")) reader.missing("is", "is expected_events - actual_events");
    if (v.exactly && v.rounding) {
      reader.problem("R7", v.rounding->span, "a value is either rounded or taken exactly, not both", {}, {"Take one of the two lines out."});
    }
    return v;
  }

  Payment payment(StatementReader& reader) {
    Payment p;
    p.name = reader.name();
    p.span = reader.name_span();
    p.each = reader.each();
    p.clauses = reader.clauses(true);
    reader.end_of_head();
    reader.no_table();
    const auto names = [&](TokenCursor& c) {
      if (!c.take_word("per")) c.problem("S26", c.place(), "\"per\" and what it is counted by are missing", {}, {"Write it like: once per person and code."});
      else p.once_per = take_names(c, p.once_spans);
    };
    reader.fields({{"when", expression_into(p.when)},
                   {"pay", expression_into(p.pay)},
                   {"rounded", rounding_into(p.rounding)},
                   {"once", names},
                   {"at",
                    [&](TokenCursor& c) {
                      if (!c.take_word("most")) return c.problem("S26", c.place(), "\"at\" goes on with \"most\"", {}, {"Write it like: at most 3 times per person and code."});
                      p.times = parse_expression(c);
                      if (!c.take_word("times")) return c.problem("S26", c.place(), "\"times\" is missing", {}, {"Write it like: at most 3 times per person and code."});
                      names(c);
                    }},
                   {"meaning", text_into(p.meaning)}});
    if (!has_field(reader, "pay")) reader.missing("pay", "pay price");
    return p;
  }

  Cap cap(StatementReader& reader) {
    Cap c;
    c.name = reader.name();
    c.span = reader.name_span();
    c.amount = parse_expression(reader.head());
    if (c.amount) {
      reader.head().take_mark(",");
      if (reader.head().take_word("per")) {
        c.per_span = reader.head().place();
        c.per = reader.head().take().text;
      }
    }
    c.clauses = reader.clauses(true);
    reader.end_of_head();
    reader.no_table();
    reader.fields({{"on", [&](TokenCursor& f) { c.on = take_names(f, c.on_spans); }},
                   {"in",
                    [&](TokenCursor& f) {
                      if (!f.take_word("order") || !f.take_word("of")) return f.problem("S27", f.place(), "an order is written \"in order of\"", {}, {"Write it like: in order of achieved_date, code."});
                      c.order = take_names(f, c.order_spans);
                    }},
                   {"cut", [&](TokenCursor& f) {
                      const Span at = f.place();
                      if (f.take_word("latest") && f.take_word("first")) return;
                      f.problem("S28", at, "this way of cutting is not known", {}, {"Write: cut latest first. What stands last in the order is cut first."});
                    }}});
    if (c.on.empty()) reader.missing("on", "on outcome_payment");
    if (!has_field(reader, "cut")) reader.missing("cut", "cut latest first");
    return c;
  }

  Note note(StatementReader& reader) {
    Note n;
    n.span = reader.span();
    n.clauses = take_clauses(reader.head());
    if (!reader.head().take_word("not") || !reader.head().take_word("calculated") || !reader.head().take_mark(":")) {
      reader.problem("S29", reader.head().place(), "a note says which clause is not calculated, and why", {},
                     {"Write it like: note [A Sch 3 para 6] not calculated: \"termination, settled by hand\"."});
      return n;
    }
    n.words = reader.quoted("the reason");
    reader.end_of_head();
    reader.fields({});
    return n;
  }

  static bool has_field(const StatementReader& reader, std::string_view word) {
    for (const Field& field : reader.raw().fields) {
      if (field.keyword.text == word) return true;
    }
    return false;
  }

  const SourceFile& source_;
  Problems& problems_;
  Contract out_;
  bool seen_head_ = false;
};

}  // namespace

Contract parse(const SourceFile& source, Problems& problems) { return Parser(source, problems).contract(); }

}  // namespace outturn::language
