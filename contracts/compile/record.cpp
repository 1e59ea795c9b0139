#include "contracts/compile/record.h"

#include <algorithm>

#include "contracts/frames/words.h"

namespace outturn::compile {

namespace {

/// Every clause with the statement it is used in, in the order of the kinds of statement.
class ClauseRecords {
 public:
  explicit ClauseRecords(Workings& work)
      : contract_(work.contract), source_(work.source), record_(work.record) {}

  void add() {
    terms();
    cards();
    tables();
    rules();
  }

 private:
  void one(const std::vector<language::Clause>& clauses, const char* kind, const std::string& name,
           Span span) {
    for (const std::string& clause : shown(clauses)) {
      std::string quote(source_.line(span.line));
      quote.erase(0, quote.find_first_not_of(" \t"));
      record_.clauses.push_back({clause, kind, name, span.line, quote});
    }
  }

  void rounding(const std::optional<language::RoundingRule>& rule, const std::string& name) {
    if (rule) one(rule->clauses, "rounding", name, rule->span);
  }

  void terms() {
    for (const auto& p : contract_.parameters) {
      for (const auto& value : p.values)
        one(value.clauses, "parameter", p.name, value.span.known() ? value.span : p.span);
    }
    for (const auto& i : contract_.inputs)
      one(i.clauses, i.comparison ? "comparison" : "input", i.name, i.span);
  }

  void cards() {
    for (const auto& card : contract_.ratecards) {
      for (const auto& row : card.rows) {
        const std::string name = card.name + " " + row.code;
        if (card.file.empty()) {
          one(row.clauses, "rate card row", name, row.span);
          continue;
        }
        const std::string line = card.file + " line " + std::to_string(row.span.line) + ": ";
        for (const std::string& clause : shown(row.clauses)) {
          record_.clauses.push_back({clause, "rate card row", name, card.file_span.line,
                                     line + std::string(card.text.line(row.span.line))});
        }
      }
    }
  }

  void tables() {
    for (const auto& b : contract_.bands) {
      for (const auto& row : b.rows) one(row.clauses, "band", b.name, row.span);
    }
    for (const auto& p : contract_.points) {
      for (const auto& knot : p.knots) one(knot.clauses, "knot", p.name, knot.span);
      one(p.below.clauses, "below the first knot", p.name, p.below.span);
      one(p.above.clauses, "above the last knot", p.name, p.above.span);
    }
    for (const auto& c : contract_.calendars) {
      for (const auto& row : c.rows) one(row.clauses, "calendar row", c.name, row.span);
    }
  }

  void rules() {
    for (const auto& v : contract_.values) {
      one(v.clauses, "value", v.name, v.span);
      for (const auto& rule : v.rules) one(rule.clauses, "dated value", v.name, rule.span);
      rounding(v.rounding, v.name);
    }
    for (const auto& p : contract_.payments) {
      one(p.clauses, "payment", p.name, p.span);
      rounding(p.rounding, p.name);
    }
    for (const auto& c : contract_.caps) one(c.clauses, "cap", c.name, c.span);
    for (const auto& s : contract_.splits) {
      one(s.clauses, "split", s.name, s.span);
      for (const auto& payer : s.payers) one(payer.clauses, "payer", s.name + " " + payer.name, payer.span);
    }
  }

  const language::Contract& contract_;
  const SourceFile& source_;
  calc::Record& record_;
};

}  // namespace

void record_contract(Workings& work) {
  calc::Record& record = work.record;
  const language::Head& head = work.contract.head;
  record.title = head.title;
  record.about = head.about;
  record.currency = head.currency;
  record.amounts = head.amounts;
  record.payer = head.payer;
  record.provider = head.provider;
  record.contract_file = work.source.name();
  record.starts = head.starts;
  record.ends = head.ends;
  record.as_at = work.request.as_at;
  record.cut_off = work.request.cut_off;
  for (const language::Document& document : work.contract.documents) {
    const auto& known = work.request.documents;
    const bool is_known = known.empty() || std::find(known.begin(), known.end(), document.id) != known.end();
    record.documents.push_back(
        {document.id, document.title, document.by, document.dated, document.address, is_known});
  }
  for (const language::Note& note : work.contract.notes) {
    for (const std::string& clause : shown(note.clauses))
      record.not_calculated.push_back({clause, note.words});
  }
  ClauseRecords(work).add();
}

}  // namespace outturn::compile
