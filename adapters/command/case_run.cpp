#include "adapters/command/case_run.h"

#include <algorithm>

#include "adapters/command/case_evidence.h"
#include "engine/explain/cell_reader.h"

namespace outturn::command {

using language::Case;
using language::CaseExpectation;
using Form = CaseExpectation::Form;

std::string_view words(CaseStatus status) {
  switch (status) {
    case CaseStatus::pass:
      return "pass";
    case CaseStatus::fail:
      return "fail";
    case CaseStatus::does_not_reconcile:
      return "does_not_reconcile";
    case CaseStatus::waits:
      return "waits";
  }
  return "";
}

namespace {

/// Reads figures of a run by the names and keys a case uses.
class FigureReader {
 public:
  FigureReader(const calc::Run& run, const language::Contract& contract)
      : run_(run), graph_(run.graph), names_(contract), reader_(graph_, run.record.currency) {}

  /// An evidence column is called INPUT_COLUMN in the graph where its plain name is taken.
  [[nodiscard]] calc::ColumnId column(const std::string& name) const {
    const auto figure = language::figure_named(names_, name);
    if (const language::Input* input = figure ? names_.input_of_kind(figure->each) : nullptr) {
      const calc::ColumnId own = graph_.find(input->name + "_" + name);
      if (own != calc::none && graph_.column(own).role == calc::Role::evidence) return own;
    }
    return calc::column_named(graph_, run_.record, name);
  }

  /// nullopt where the row is not there; of several rows of one code, none is meant.
  [[nodiscard]] std::optional<std::size_t> row(calc::ColumnId column, const std::string& key) const {
    const calc::Frame& frame = graph_.frame(graph_.column(column).frame);
    if (frame.name.empty()) return 0;
    for (std::size_t i = 0; i < frame.rows; ++i) {
      if (calc::row_key(frame, i) == key) return i;
    }
    return row_of_code(graph_.column(column).frame, key);
  }

  [[nodiscard]] std::optional<Exact> value(calc::ColumnId column, std::size_t row) const {
    if (!calc::cell_known(graph_, column, calc::known_column_of(graph_, column), row)) return std::nullopt;
    const calc::ColumnId blocked = graph_.find(graph_.column(column).name + "_blocked");
    if (blocked != calc::none && calc::integer_at(graph_.column(blocked), row) != 0) return std::nullopt;
    return calc::value_at(graph_, column, row);
  }

  [[nodiscard]] std::string shown(const Exact& value, calc::ColumnId column) const {
    return reader_.shown_amount(value, graph_.column(column).unit);
  }
  [[nodiscard]] calc::Unit unit(calc::ColumnId column) const { return graph_.column(column).unit; }
  [[nodiscard]] std::size_t rows(calc::ColumnId column) const { return graph_.rows(column); }
  [[nodiscard]] std::string key(calc::ColumnId column, std::size_t row) const {
    return calc::row_key(graph_.frame(graph_.column(column).frame), row);
  }

 private:
  /// Lines of a card without a key of their own are known by their code.
  [[nodiscard]] std::optional<std::size_t> row_of_code(calc::FrameId frame, const std::string& code) const {
    for (const calc::Column& column : graph_.columns()) {
      if (column.frame != frame || column.type.kind != calc::Kind::key || column.role != calc::Role::evidence)
        continue;
      if (column.type.space == frame || column.type.space == calc::none) continue;
      const auto& keys = graph_.frame(column.type.space).keys;
      const auto at = std::find(keys.begin(), keys.end(), code);
      if (at == keys.end()) continue;
      const auto wanted = static_cast<std::int32_t>(at - keys.begin() + 1);
      const auto& rows = column.values.small;
      const auto first = std::find(rows.begin(), rows.end(), wanted);
      if (first == rows.end() || std::find(first + 1, rows.end(), wanted) != rows.end()) continue;
      return static_cast<std::size_t>(first - rows.begin());
    }
    return std::nullopt;
  }

  const calc::Run& run_;
  const calc::Graph& graph_;
  language::Names names_;
  calc::CellReader reader_;
};

bool close(const Exact& expected, const Exact& actual, const CaseExpectation& e) {
  return (expected - actual).abs() <= (e.within ? e.within->value : Exact(0));
}

ComparedFigure compared(const FigureReader& read, calc::ColumnId column, std::optional<std::size_t> row,
                        const CaseExpectation& e, const CaseExpectation::Item& item) {
  ComparedFigure figure;
  figure.key = item.key;
  figure.expected = item.value.value;
  figure.expected_shown = read.shown(figure.expected, column);
  figure.actual_shown = "not there";
  if (!row) return figure;
  figure.actual = read.value(column, *row);
  figure.actual_shown = figure.actual ? read.shown(*figure.actual, column) : "unknown";
  figure.agrees = figure.actual && close(figure.expected, *figure.actual, e);
  return figure;
}

Comparison compare(const FigureReader& read, const CaseExpectation& e) {
  Comparison out;
  out.form = e.form;
  out.name = e.as.empty() ? e.name : e.as;
  if (e.as.empty() && e.form == Form::one && !e.items[0].key.empty()) out.name += " of " + e.items[0].key;
  const calc::ColumnId column = read.column(e.name);
  if (column == calc::none) return out;
  out.unit = read.unit(column);
  for (std::size_t i = 0; i < e.items.size(); ++i) {
    const bool in_turn = e.form == Form::each;
    const auto row = !in_turn                ? read.row(column, e.items[i].key)
                     : i < read.rows(column) ? std::optional(i)
                                             : std::nullopt;
    ComparedFigure figure = compared(read, column, row, e, e.items[i]);
    if (in_turn) figure.key = row ? read.key(column, *row) : "row " + std::to_string(i + 1);
    out.figures.push_back(std::move(figure));
  }
  // A list says all rows there are; one too many is told as well.
  for (std::size_t i = e.items.size(); e.form == Form::each && i < read.rows(column); ++i) {
    ComparedFigure more;
    more.key = read.key(column, i);
    more.expected_shown = "not there";
    more.actual = read.value(column, i);
    more.actual_shown = more.actual ? read.shown(*more.actual, column) : "unknown";
    out.figures.push_back(std::move(more));
  }
  return out;
}

void add_note(std::string& note, const std::string& words) {
  if (words.empty()) return;
  if (!note.empty()) note += note.back() == '.' ? " " : ". ";
  note += words;
}

class CaseRunner {
 public:
  CaseRunner(const ContractOfCases& contract, const Case& one, const SourceFile& source, Problems& problems)
      : contract_(contract), case_(one), source_(source), problems_(problems) {}

  CaseResult result() {
    CaseResult out;
    out.contract = contract_.name;
    out.id = case_.id;
    out.kind = language::words(case_.kind);
    if (!case_.waits.empty()) {
      add_note(out.note, case_.waits);
    } else {
      ran(out);
    }
    if (!case_.investor.empty()) add_note(out.note, "Waits for the returns part: " + case_.investor);
    return out;
  }

 private:
  void ran(CaseResult& out) {
    Problems found;
    compile::Request request;
    request.tables = tables_of_case(contract_.shapes, case_, contract_.tables, source_, found);
    const auto run = found.has_errors() ? std::nullopt : calculated(request, found);
    problems_.append(found);
    out.status = CaseStatus::fail;
    if (!run) {
      const auto& list = found.list();
      const auto error = std::find_if(list.begin(), list.end(),
                                      [](const Problem& p) { return p.severity == Severity::error; });
      add_note(out.note, "Could not run: " + (error == list.end() ? "" : error->what));
      return;
    }
    const FigureReader read(*run, contract_.loaded.contract);
    for (const CaseExpectation& e : case_.expectations) out.comparisons.push_back(compare(read, e));
    judge(out);
    blocked_rows(*run, out);
    for (const language::CaseReading& reading : case_.readings) other_readings(reading, request, out);
  }

  std::optional<calc::Run> calculated(compile::Request request, Problems& found) {
    const auto latest = latest_date_in(request.tables);
    request.as_at = request.cut_off =
        latest ? Date{*latest} : contract_.loaded.contract.head.ends.value_or(earliest_date);
    for (const language::CaseReading& reading : case_.readings)
      request.readings.emplace(reading.assumption, reading.reading);
    for (const language::CaseGiven& given : case_.givens)
      request.given.push_back({given.name, given.key, given.value.value});
    calc::Run run =
        compile::run(contract_.loaded.contract, contract_.loaded.source, std::move(request), found);
    if (found.has_errors()) return std::nullopt;
    return run;
  }

  void judge(CaseResult& out) {
    std::size_t agree = 0;
    std::size_t all = 0;
    std::string differing;
    for (const Comparison& comparison : out.comparisons) {
      for (const ComparedFigure& figure : comparison.figures) {
        ++all;
        agree += figure.agrees ? 1 : 0;
        if (!figure.agrees && differing.empty()) differing = at_fault(comparison, figure);
      }
    }
    if (case_.kind != language::CaseKind::published_inconsistent) {
      out.status = agree == all && all > 0 ? CaseStatus::pass : CaseStatus::fail;
      if (out.status == CaseStatus::fail)
        add_note(out.note, std::to_string(all - agree) + " of " + std::to_string(all) +
                               (all == 1 ? " figure differs: " : " figures differ: ") + differing);
    } else if (agree == 0 && computed(out)) {
      out.status = CaseStatus::does_not_reconcile;
      add_note(out.note, case_.does_not_reconcile);
    } else {
      add_note(out.note, agree > 0 ? std::to_string(agree) + " of " + std::to_string(all) +
                                         " figures reconcile, so this is not published-inconsistent"
                                   : "Could not compute: " + differing);
    }
  }

  static std::string at_fault(const Comparison& comparison, const ComparedFigure& figure) {
    const std::string row = comparison.form == Form::one ? "" : " of " + figure.key;
    return comparison.name + row + " is " + figure.actual_shown + ", printed " + figure.expected_shown;
  }

  /// Every figure came out of the contract, so that there are two numbers to show.
  static bool computed(const CaseResult& out) {
    return std::all_of(out.comparisons.begin(), out.comparisons.end(), [](const Comparison& c) {
      return !c.figures.empty() && std::all_of(c.figures.begin(), c.figures.end(),
                                               [](const ComparedFigure& f) { return f.actual.has_value(); });
    });
  }

  /// A sum of money is read with what was left out of it.
  static void blocked_rows(const calc::Run& run, CaseResult& out) {
    const bool money = std::any_of(out.comparisons.begin(), out.comparisons.end(),
                                   [](const Comparison& c) { return c.unit == calc::Unit::money; });
    if (!money) return;
    for (const calc::PaymentRecord& payment : run.record.payments) {
      if (payment.blocked_total == calc::none) continue;
      const auto rows = calc::integer_at(run.graph.column(payment.blocked_total), 0);
      const bool single = payment.blocked_total == payment.blocked;
      const std::string where = single ? "" : " in " + std::to_string(rows) + (rows == 1 ? " row" : " rows");
      if (rows > 0) add_note(out.note, payment.name + " is blocked for missing evidence" + where);
    }
  }

  /// The same case read the other way: the figures that come out otherwise stand beside in the note.
  void other_readings(const language::CaseReading& used, const compile::Request& request, CaseResult& out) {
    const auto& readings =
        language::by_name(contract_.loaded.contract.assumptions, used.assumption)->readings;
    for (const auto& one : readings) {
      if (one.name == used.reading)
        add_note(out.note, "Assumes " + used.assumption + " " + one.name + ": " + one.words);
    }
    for (const auto& other : readings) {
      if (other.name == used.reading) continue;
      compile::Request again = request;
      again.readings[used.assumption] = other.name;
      Problems quiet;
      const auto run = calculated(std::move(again), quiet);
      add_note(out.note, "Under " + other.name + ": " + (run ? otherwise(*run, out) : "could not run"));
    }
  }

  /// Figures of this run that differ from those of the case.
  std::string otherwise(const calc::Run& run, const CaseResult& of) const {
    const FigureReader read(run, contract_.loaded.contract);
    std::string out;
    for (std::size_t i = 0; i < case_.expectations.size(); ++i) {
      const Comparison here = compare(read, case_.expectations[i]);
      for (std::size_t j = 0; j < here.figures.size() && j < of.comparisons[i].figures.size(); ++j) {
        const ComparedFigure& figure = here.figures[j];
        if (figure.actual_shown == of.comparisons[i].figures[j].actual_shown) continue;
        out += (out.empty() ? "" : ", ") + case_.expectations[i].name +
               (figure.key.empty() ? "" : " of " + figure.key) + " " + figure.actual_shown;
      }
    }
    return out.empty() ? "the same" : out;
  }

  const ContractOfCases& contract_;
  const Case& case_;
  const SourceFile& source_;
  Problems& problems_;
};

}  // namespace

CaseResult run_case(const ContractOfCases& contract, const Case& one, const SourceFile& source,
                    Problems& problems) {
  return CaseRunner(contract, one, source, problems).result();
}

}  // namespace outturn::command
