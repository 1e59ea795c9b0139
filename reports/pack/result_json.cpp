#include "reports/pack/result_json.h"

#include "engine/explain/cell_reader.h"
#include "engine/values/date.h"
#include "engine/values/show.h"
#include "reports/pack/cell_text.h"
#include "reports/pack/json_writer.h"
#include "reports/pack/lines.h"
#include "reports/pack/payment_facts.h"
#include "reports/pack/result_comparison.h"
#include "reports/pack/result_linkage.h"

namespace outturn::pack {
namespace {

using calc::ColumnId;
using calc::Kind;
using calc::none;

std::string_view type_words(const calc::Column& column) {
  if (column.unit == calc::Unit::row_number) return "link";
  switch (column.type.kind) {
    case Kind::truth:
      return "truth";
    case Kind::date:
      return "date";
    case Kind::text:
      return "text";
    case Kind::key:
      return "key";
    default:
      break;
  }
  switch (column.unit) {
    case calc::Unit::money:
      return "money";
    case calc::Unit::percent:
      return "percent";
    case calc::Unit::points:
      return "points";
    default:
      break;
  }
  if (column.type.kind == Kind::exact) return "exact number";
  return column.type.kind == Kind::whole ? "count" : "number";
}

/// Codes of a table of the contract are codes; keys of evidence are keys.
std::string_view type_words(const calc::Graph& graph, const calc::Column& column) {
  const bool code =
      column.type.kind == Kind::key && column.type.space != none && graph.frame(column.type.space).is_table;
  return code ? "code" : type_words(column);
}

class ResultWriter {
 public:
  ResultWriter(const calc::Run& run, const JsonWriter::Sink& sink)
      : run_(run), graph_(run.graph), record_(run.record), out_(sink) {}

  void write() {
    out_.begin_object();
    out_.begin_object("outturn");
    out_.number("format", 1);
    out_.text("version", record_.engine_version);
    out_.end_object();
    about();
    answer();
    verdicts();
    true_up();
    if (record_.linkage) write_linkage(record_, out_);
    if (!record_.comparisons.empty()) write_comparisons(record_, out_);
    checks();
    values();
    out_.end_object();
    out_.finish();
  }

 private:
  void about();
  void sources();
  void assumptions();
  void findings();
  void answer();
  void true_up();
  void true_up_rows(const calc::TrueUpRecord& one);
  void verdicts();
  void verdict_rows(const calc::PaymentRecord& payment);
  void checks();
  void values();
  void column(ColumnId id);
  void cell(ColumnId id, ColumnId known, std::size_t row);
  void cell_of(std::string_view key, ColumnId id);
  void amount(std::string_view key, const Exact& value);

  const calc::Run& run_;
  const calc::Graph& graph_;
  const calc::Record& record_;
  CellTexts texts_{run_};
  JsonWriter out_;
};

void ResultWriter::about() {
  out_.begin_object("run");
  out_.text("title", record_.title);
  out_.text("contract", record_.contract_file);
  out_.text("currency", record_.currency);
  out_.text("amounts", record_.amounts);
  out_.text("as_at", to_iso(record_.as_at));
  out_.text("cut_off", to_iso(record_.cut_off));
  out_.text("status", record_.status);
  if (record_.accepted_undecided != 0) out_.number("accepted_undecided", record_.accepted_undecided);
  out_.text("run_id", record_.run_id);
  out_.text("engine_version", record_.engine_version);
  sources();
  assumptions();
  findings();
  out_.end_object();
}

void ResultWriter::sources() {
  out_.begin_array("documents");
  for (const auto& document : record_.documents) {
    out_.begin_line();
    out_.text("id", document.id);
    out_.text("title", document.title);
    out_.truth("known", document.known);
    out_.end_line();
  }
  out_.end_array();
  out_.begin_array("files");
  for (const auto& file : record_.files) {
    out_.begin_line();
    out_.text("name", file.name);
    out_.text("input", file.input);
    out_.text("sha256", file.sha256);
    out_.number("bytes", file.bytes);
    out_.number("rows", file.rows);
    out_.number("rows_used", file.rows_used);
    out_.end_line();
  }
  out_.end_array();
}

void ResultWriter::assumptions() {
  out_.begin_array("assumptions");
  for (const auto& assumption : record_.assumptions) {
    const auto used = static_cast<std::size_t>(assumption.used < 0 ? 0 : assumption.used);
    out_.begin_object();
    out_.text("name", assumption.name);
    out_.text("question", assumption.question);
    out_.text("because", assumption.because);
    out_.texts("clauses", assumption.clauses);
    if (used >= 1 && used <= assumption.reading_names.size())
      out_.text("used", assumption.reading_names[used - 1]);
    else
      out_.null("used");
    out_.begin_array("readings");
    for (std::size_t i = 0; i < assumption.readings.size(); ++i) {
      out_.begin_line();
      if (i < assumption.reading_names.size()) out_.text("name", assumption.reading_names[i]);
      out_.text("words", assumption.readings[i]);
      out_.truth("used", i + 1 == used);
      if (i < assumption.payment_under.size()) out_.text("payment_under", assumption.payment_under[i]);
      out_.end_line();
    }
    out_.end_array();
    out_.end_object();
  }
  out_.end_array();
}

void ResultWriter::findings() {
  out_.begin_array("knife_edges");
  for (const auto& edge : run_.evaluation.knife_edges) {
    const calc::Column& of = graph_.column(edge.column);
    const calc::Frame& frame = graph_.frame(of.frame);
    out_.begin_line();
    out_.text("name", of.name);
    if (!frame.name.empty()) out_.text("key", calc::row_key(frame, edge.row_index));
    out_.text("why", edge.why);
    out_.end_line();
  }
  out_.end_array();
  out_.begin_array("rejects");
  for (const auto& reject : record_.rejects) {
    out_.begin_line();
    out_.text("file", reject.file);
    out_.number("line", reject.line);
    out_.text("verdict", calc::verdict_words(calc::Verdict::undecided));
    out_.text("code", calc::set_aside_code);
    out_.text("reason", reject.reason);
    out_.end_line();
  }
  out_.end_array();
  out_.begin_array("not_calculated");
  for (const auto& note : record_.not_calculated) {
    out_.begin_line();
    out_.text("clause", note.clause);
    out_.text("words", note.words);
    out_.end_line();
  }
  out_.end_array();
}

void ResultWriter::cell_of(std::string_view key, ColumnId id) {
  if (id == none) return out_.null(key);
  out_.begin_line(key);
  cell(id, calc::known_column_of(graph_, id), 0);
  out_.end_line();
}

void ResultWriter::amount(std::string_view key, const Exact& value) {
  const Money money = money_of(record_, value);
  out_.begin_line(key);
  out_.text("value", money.value);
  out_.text("shown", money.shown);
  out_.end_line();
}

void ResultWriter::answer() {
  out_.begin_object("answer");
  cell_of("total_payment", record_.total);
  const StageTotals all = stage_totals(run_);
  out_.begin_object("all_payments");
  amount("achieved", all.achieved);
  amount("earned", all.earned);
  amount("payable", all.payable);
  amount("paid", all.paid);
  out_.end_object();
  out_.begin_array("payments");
  for (const calc::PaymentRecord& payment : record_.payments) {
    out_.begin_object();
    out_.text("name", payment.name);
    const calc::FourNumbers numbers = four_numbers(payment);
    cell_of("achieved", numbers.achieved);
    cell_of("earned", numbers.earned);
    cell_of("payable", numbers.payable);
    cell_of("paid", numbers.paid);
    out_.number("achieved_unknown_rows", unknown_rows(graph_, payment));
    out_.number("blocked_rows", blocked_rows(graph_, payment));
    out_.begin_array("caps");
    for (const auto& cap : payment.caps) {
      out_.begin_object();
      out_.text("cap", cap.cap);
      amount("cut", cut_by(graph_, cap));
      out_.text("excess", excess_words(cap));
      out_.end_object();
    }
    out_.end_array();
    out_.end_object();
  }
  out_.end_array();
  out_.end_object();
}

/// For each payment of rows: its reasons with what they come to, then each row's.
void ResultWriter::verdicts() {
  out_.begin_array("verdicts");
  for (const calc::PaymentRecord& payment : record_.payments) {
    if (payment.reason == none) continue;
    const calc::FrameId frame = graph_.column(payment.column).frame;
    out_.begin_object();
    out_.text("payment", payment.name);
    out_.text("each", graph_.frame(frame).name);
    const calc::DecisionRecord* decision = decision_on(record_, frame);
    out_.text("decided_by", decision == nullptr ? "the contract's rules" : graph_.column(decision->by).name);
    if (decision == nullptr)
      out_.text("decided_on", to_iso(record_.as_at));
    else
      out_.text("decided_on_column", graph_.column(decision->on).name);
    out_.begin_array("reasons");
    for (const ReasonFact& reason : payment_facts(run_, payment).reasons) {
      out_.begin_object();
      out_.text("code", reason.code);
      out_.text("verdict", calc::verdict_words(reason.verdict));
      out_.text("words", reason.words);
      out_.text("sentence", reason.sentence);
      out_.text("clauses", reason.clauses);
      out_.number("rows", reason.rows);
      amount("earned", reason.earned);
      amount("payable", reason.payable);
      out_.end_object();
    }
    out_.end_array();
    verdict_rows(payment);
    out_.end_object();
  }
  out_.end_array();
}

void ResultWriter::verdict_rows(const calc::PaymentRecord& payment) {
  const calc::Frame& frame = graph_.frame(graph_.column(payment.column).frame);
  const calc::DecisionRecord* decision = decision_on(record_, graph_.column(payment.column).frame);
  const calc::Column& reason = graph_.column(payment.reason);
  const calc::Column& payable = graph_.column(payment.column);
  const calc::Column& earned = graph_.column(payment.earned);
  out_.begin_object("rows");
  for (std::size_t row = 0; row < frame.rows; ++row) {
    out_.begin_line(calc::row_key(frame, row));
    if (!frame.source_keys.empty()) out_.text("row", frame.key(row));
    out_.text("code", record_.reasons.at(static_cast<std::size_t>(calc::integer_at(reason, row) - 1)).code);
    out_.text("payable", plain_value(payable, row));
    if (calc::integer_at(earned, row) != calc::integer_at(payable, row))
      out_.text("earned", plain_value(earned, row));
    if (decision != nullptr) {
      out_.text("by", texts_.shown(decision->by, row));
      out_.text("on", texts_.shown(decision->on, row));
    }
    out_.end_line();
  }
  out_.end_object();
}

/// Against the last claim: totals, and the rows that moved.
void ResultWriter::true_up() {
  if (!record_.previous) return;
  const calc::PreviousClaim& last = *record_.previous;
  out_.begin_object("true_up");
  out_.begin_line("previous");
  out_.text("run_id", last.run_id);
  out_.text("as_at", last.as_at);
  out_.text("status", last.status);
  out_.text("sha256", last.sha256);
  out_.end_line();
  out_.texts("told", last.told);
  cell_of("due", record_.due_now);
  out_.begin_array("payments");
  for (const calc::TrueUpRecord& one : record_.true_ups) {
    out_.begin_object();
    out_.text("payment", one.payment);
    cell_of("before", one.before_total);
    cell_of("due", one.due);
    if (one.frame != none) true_up_rows(one);
    out_.end_object();
  }
  out_.end_array();
  out_.end_object();
}

void ResultWriter::true_up_rows(const calc::TrueUpRecord& one) {
  const TrueUpFacts facts = true_up_facts(graph_, one);
  out_.number("rows_new", facts.fresh);
  out_.number("rows_gone", facts.gone);
  out_.number("rows_changed", facts.changed);
  out_.number("rows_unchanged", facts.unchanged);
  const calc::Frame& frame = graph_.frame(one.frame);
  out_.begin_object("rows");
  for (std::size_t row = 0; row < frame.rows; ++row) {
    const RowChange what = row_change(graph_, one, row);
    if (what == RowChange::unchanged) continue;
    out_.begin_line(frame.source_keys[row]);
    out_.text("change", what == RowChange::fresh ? "new" : what == RowChange::gone ? "gone" : "changed");
    out_.text("before", plain_value(graph_.column(one.before), row));
    out_.text("now", plain_value(graph_.column(one.now), row));
    out_.text("due", plain_value(graph_.column(one.difference), row));
    out_.end_line();
  }
  out_.end_object();
}

void ResultWriter::checks() {
  out_.begin_array("checks");
  for (const CheckFact& check : check_facts(run_)) {
    out_.begin_line();
    out_.text("what", check.what);
    out_.truth("ok", check.failing == 0);
    if (check.failing != 0 && !check.single) out_.number("failing_rows", check.failing);
    out_.end_line();
  }
  out_.end_array();
}

void ResultWriter::values() {
  out_.begin_object("values");
  for (ColumnId id = 0; id < graph_.columns().size(); ++id) column(id);
  out_.end_object();
}

void ResultWriter::column(ColumnId id) {
  const calc::Column& of = graph_.column(id);
  const calc::Frame& frame = graph_.frame(of.frame);
  const ColumnId known = calc::known_column_of(graph_, id);
  const bool rows = !frame.name.empty();
  out_.begin_object(of.name);
  out_.text("type", type_words(graph_, of));
  out_.text("unit", of.unit_words);
  out_.text("role", role_words(of.role));
  out_.texts("clauses", of.clauses);
  if (of.span.known()) out_.number("line", of.span.line);
  if (!rows) {
    cell(id, known, 0);
    return out_.end_object();
  }
  out_.text("each", frame.name);
  out_.begin_object("rows");
  const bool by_source = frame.source_keys.size() == frame.rows && frame.rows > 0;
  for (std::size_t row = 0; row < frame.rows; ++row) {
    const std::string made = by_source ? std::string() : frame.key(row);
    out_.begin_line(by_source ? std::string_view(frame.source_keys[row]) : std::string_view(made));
    cell(id, known, row);
    out_.end_line();
  }
  out_.end_object();
  out_.end_object();
}

/// The members value, shown and exact of one cell.
void ResultWriter::cell(ColumnId id, ColumnId known, std::size_t row) {
  const calc::Column& of = graph_.column(id);
  const CellText text = texts_.text(id, known, row);
  if (text.value)
    out_.text("value", *text.value);
  else
    out_.null("value");
  out_.text("shown", text.shown);
  if (!text.value) return;
  if (of.type.kind == Kind::exact) {
    out_.text("exact", of.values.exact[row].fraction());
  } else if (is_long(of, row)) {  // the value above has lost digits
    out_.text("exact", calc::value_at(graph_, id, row).fraction());
  }
}

}  // namespace

void write_result_json(const calc::Run& run, const std::function<void(std::string_view)>& sink) {
  ResultWriter(run, sink).write();
}

std::string result_json(const calc::Run& run) {
  std::string out;
  write_result_json(run, [&](std::string_view part) { out += part; });
  return out;
}

}  // namespace outturn::pack
