#include "contracts/parse/parse.h"

#include <set>

#include "contracts/parse/approaches.h"
#include "contracts/parse/lines.h"
#include "contracts/parse/relocate.h"
#include "contracts/parse/savings_payers.h"
#include "contracts/parse/statement.h"

namespace outturn::language {
namespace {

class Parser {
 public:
  Parser(const SourceFile& source, Problems& problems, const CardFiles& card_files, const ValueTables& tables)
      : source_(source), problems_(problems), card_files_(card_files), tables_(tables) {}

  Contract contract() {
    read();
    if (!seen_head_) {
      problems_.add(told(source_, "S23", {1, 1, 1}, "this file has no contract statement", {},
                         {"Begin it with: contract \"its title\", and under it currency, starts and ends."}));
    }
    return std::move(out_);
  }

  /// Of a text without a head: what a statement was written out in.
  Contract statements() {
    read();
    return std::move(out_);
  }

 private:
  void read() {
    for (const RawStatement& raw :
         split_statements(source_, read_lines(source_, problems_), out_.incomplete, problems_)) {
      statement(raw);
    }
  }

  template <typename T>
  void keep(StatementKind kind, std::vector<T>& list, T made) {
    out_.order.push_back({kind, list.size()});
    list.push_back(std::move(made));
  }

  void statement(const RawStatement& raw) {
    StatementReader reader(source_, raw, problems_);
    if (raw.kind == "contract") return head(reader);
    if (raw.kind == "document") return keep(StatementKind::document, out_.documents, document(reader));
    if (raw.kind == "assumption")
      return keep(StatementKind::assumption, out_.assumptions, assumption(reader));
    if (raw.kind == "parameter")
      return keep(StatementKind::parameter, out_.parameters, read_parameter(reader));
    if (raw.kind == "input")
      return keep(StatementKind::input, out_.inputs, read_input(reader, source_, problems_));
    if (raw.kind == "comparison")
      return keep(StatementKind::comparison, out_.inputs, read_comparison(reader, source_, problems_));
    if (raw.kind == "ratecard") {
      return keep(StatementKind::ratecard, out_.ratecards,
                  read_ratecard(reader, source_, problems_, card_files_));
    }
    if (raw.kind == "bands")
      return keep(StatementKind::bands, out_.bands, read_bands(reader, source_, problems_));
    if (raw.kind == "points")
      return keep(StatementKind::points, out_.points, read_points(reader, source_, problems_));
    if (raw.kind == "calendar")
      return keep(StatementKind::calendar, out_.calendars, read_calendar(reader, source_, problems_));
    if (raw.kind == "value") return keep(StatementKind::value, out_.values, read_value(reader));
    if (raw.kind == "payment") return keep(StatementKind::payment, out_.payments, read_payment(reader));
    if (raw.kind == "cap") return keep(StatementKind::cap, out_.caps, read_cap(reader));
    if (raw.kind == "split")
      return keep(StatementKind::split, out_.splits, read_split(reader, source_, problems_));
    if (raw.kind == "savings") return savings(reader);
    if (raw.kind == "approaches") return approaches(reader);
    keep(StatementKind::note, out_.notes, note(reader));
  }

  static Savings unread(const SavingsCase& found) {
    Savings out;
    out.name = found.name;
    out.clauses = found.clauses;
    out.span = found.span;
    return out;
  }

  /// The first name of a parameter or value that another one has; empty: none.
  static std::string named_twice(const Contract& parts) {
    std::set<std::string> names;
    for (const Parameter& one : parts.parameters)
      if (!names.insert(one.name).second) return one.name;
    for (const Value& one : parts.values)
      if (!names.insert(one.name).second) return one.name;
    return "";
  }

  /// What a statement was written out in, read like anything else and put in its place; false where it can't
  /// all be named, which is told.
  bool written_out(const std::string& made, Span span, const StatementReader& reader, const char* code,
                   const std::string& whose, const char* mend) {
    const SourceFile text(source_.name(), made);
    Problems inner;
    Contract parts = Parser(text, inner, card_files_, tables_).statements();
    const std::string twice = named_twice(parts);
    if (inner.has_errors() || !twice.empty()) {
      reader.problem(code, span, "the figures of these " + whose + " can't all be named",
                     {twice.empty() ? "One can't be written: " + inner.list().front().what + "."
                                    : "Two of them would be called \"" + twice + "\"."},
                     {mend});
      return false;
    }
    relocate(parts, span);
    for (const StatementRef& ref : parts.order) {
      if (ref.kind == StatementKind::parameter)
        keep(ref.kind, out_.parameters, std::move(parts.parameters[ref.index]));
      if (ref.kind == StatementKind::input) keep(ref.kind, out_.inputs, std::move(parts.inputs[ref.index]));
      if (ref.kind == StatementKind::value) keep(ref.kind, out_.values, std::move(parts.values[ref.index]));
    }
    return true;
  }

  void savings(StatementReader& reader) {
    const SavingsCase found = read_savings(reader, source_, problems_, tables_);
    if (found.damaged)  // what names its parts is not told too
      return keep(StatementKind::savings, out_.savings, unread(found));
    Savings made = kept_of(found);
    if (!written_out(made.text, found.span, reader, "S98", "savings",
                     "Give the line or the agency another name."))
      return keep(StatementKind::savings, out_.savings, unread(found));
    place_named_payments(found, out_.values);
    out_.given.push_back(savings_rows(found));
    keep(StatementKind::savings, out_.savings, std::move(made));
  }

  void approaches(StatementReader& reader) {
    const std::size_t before = problems_.list().size();
    Approaches found = read_approaches(reader, source_, problems_);
    bool whole = problems_.list().size() == before && !reader.raw().incomplete;
    if (whole) {
      found.text = approaches_text(found, out_.head.currency.empty() ? "GBP" : out_.head.currency);
      whole = written_out(found.text, found.span, reader, "S125", "approaches",
                          "Give the statement or the approach a shorter or another name.");
    }
    if (whole) {
      place_named_cells(found, out_.values);
      out_.given.push_back(approach_rows(found));
      out_.given.push_back(pair_rows(found));
    } else {
      found.text.clear();  // what names its parts is not told too
    }
    keep(StatementKind::approaches, out_.approaches, std::move(found));
  }

  void head(StatementReader& reader) {
    Head& h = out_.head;
    if (seen_head_) {
      return reader.problem("S24", reader.span(), "this file holds two contracts",
                            {"The other begins at line " + std::to_string(h.span.line) + "."},
                            {"Keep one contract to a file."});
    }
    seen_head_ = true;
    h.span = reader.span();
    h.title = reader.quoted("the title", "contract \"Supported jobs for young people\"");
    reader.end_of_head();
    reader.no_table();
    const auto words_into = [](std::string& out) { return [&out](TokenCursor& c) { out = take_words(c); }; };
    reader.fields({{"currency",
                    [&](TokenCursor& c) {
                      h.currency_span = c.place();
                      h.currency = take_name(c, "the currency", "currency GBP");
                    }},
                   {"starts", [&](TokenCursor& c) { h.starts_span = c.place(), h.starts = take_date(c); }},
                   {"ends", [&](TokenCursor& c) { h.ends_span = c.place(), h.ends = take_date(c); }},
                   {"payer", words_into(h.payer)},
                   {"provider", words_into(h.provider)},
                   {"about", words_into(h.about)},
                   {"amounts", [&](TokenCursor& c) {
                      while (!c.done()) h.amounts += (h.amounts.empty() ? "" : " ") + c.take().text;
                    }}});
    reader.missing("currency", "currency GBP");
    reader.missing("starts", "starts 2012-11-01");
    reader.missing("ends", "ends 2015-10-31");
  }

  Document document(StatementReader& reader) {
    Document d;
    d.id = reader.document_id();
    d.span = reader.name_span();
    if (!d.id.empty()) d.title = reader.quoted("the title", "document A \"Contract as signed\"");
    reader.end_of_head();
    reader.no_table();
    const auto words_into = [](std::string& out) { return [&out](TokenCursor& c) { out = take_words(c); }; };
    const auto dated = [&](TokenCursor& c) {
      const Token token = c.peek();
      const bool year = token.kind == TokenKind::number && token.text.size() == 4;
      if (token.kind == TokenKind::text || year) {
        d.dated = c.take().text;
      } else if (const auto date = take_date(c)) {
        d.dated = to_iso(*date);
      }
    };
    reader.fields({{"by", words_into(d.by)},
                   {"dated", dated},
                   {"address", words_into(d.address)},
                   {"file", words_into(d.file)}});
    return d;
  }

  Assumption assumption(StatementReader& reader) {
    Assumption a;
    a.name = reader.name();
    a.span = reader.name_span();
    a.question = reader.quoted("what is assumed", "assumption rounding \"Half a penny is rounded up\"");
    a.clauses = reader.clauses(false);
    reader.end_of_head();
    reader.no_table();
    constexpr const char* reading_example = "reading by_size \"pooled by size\"";
    const auto reading = [&](TokenCursor& c) {
      Assumption::Reading r;
      r.span = c.place();
      r.name = take_name(c, "the name of the reading", reading_example);
      if (r.name.empty()) return;
      r.words = take_words(c);
      a.readings.push_back(std::move(r));
    };
    const auto use = [&](TokenCursor& c) {
      a.use_span = c.place();
      a.use = take_name(c, "the name of a reading", "use by_size");
    };
    reader.fields({{"reading", reading}, {"use", use}, {"because", [&](TokenCursor& c) {
                                                          a.because = take_words(c);
                                                        }}});
    if (reader.has_field("reading")) reader.missing("use", "use by_size");
    reader.missing("because", "because \"the public text is silent\"");
    return a;
  }

  Note note(StatementReader& reader) {
    Note n;
    n.span = reader.span();
    n.clauses = take_clauses(reader.head());
    TokenCursor& head = reader.head();
    if (n.clauses.empty()) {
      reader.problem(
          "C1", reader.span(), "this note cites no clause", {"A note says which clause is not calculated."},
          {"Write it like: note [A Sch 3 para 6] not calculated: \"termination, settled by hand\"."});
    } else if (!head.take_word("not") || !head.take_word("calculated") || !head.take_mark(":")) {
      reader.problem(
          "S29", head.place(), "\"not calculated:\" and the reason are missing here",
          {"Here stands " + described(head.peek()) + "."},
          {"Write it like: note [A Sch 3 para 6] not calculated: \"termination, settled by hand\"."});
    } else {
      n.words = reader.quoted("the reason",
                              "note [A Sch 3 para 6] not calculated: \"termination, settled by hand\"");
      reader.end_of_head();
    }
    reader.no_table();
    reader.fields({});
    return n;
  }

  const SourceFile& source_;
  Problems& problems_;
  const CardFiles& card_files_;
  const ValueTables& tables_;
  Contract out_;
  bool seen_head_ = false;
};

}  // namespace

Contract parse(const SourceFile& source, Problems& problems, const CardFiles& card_files,
               const ValueTables& tables) {
  return Parser(source, problems, card_files, tables).contract();
}

}  // namespace outturn::language
