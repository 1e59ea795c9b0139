#include "engine/explain/explain.h"

#include <algorithm>
#include <set>

#include "engine/base/problem.h"
#include "engine/explain/contributions.h"
#include "engine/explain/reasons.h"

namespace outturn::calc {
namespace {

/// A cell a formula reads, in the order met.
struct Read {
  ColumnId column = none;
  std::size_t row_index = 0;
  bool brought_forward = false;
};

class Explainer {
 public:
  Explainer(const Run& run, const ExplainLimits& limits, int depth)
      : run_(run),
        graph_(run.graph),
        limits_(limits),
        depth_(depth),
        reader_(run.graph, run.record.currency),
        reasons_(run, reader_) {}

  Explanation root(ColumnId column, std::size_t row) {
    Explanation out = told(column, row, depth_);
    if (!out.row_kind.empty()) out.about_row = about_row(graph_.column(column).frame, row, false);
    if (!pays(column)) {  // what was earned has a verdict of its own, told only when asked for
      const std::string verdict = reasons_.verdict(column, row);
      if (!verdict.empty()) out.reasons.insert(out.reasons.begin(), verdict);
    }
    return out;
  }
  /// A payment or its total over rows: what became of it is told wherever it is met.
  [[nodiscard]] bool pays(ColumnId column) const {
    const auto& all = run_.record.payments;
    return std::any_of(all.begin(), all.end(),
                       [&](const PaymentRecord& one) { return one.total == column || one.column == column; });
  }
  [[nodiscard]] std::size_t made() const { return made_; }

 private:
  Explanation bare(ColumnId column, std::size_t row);
  Explanation told(ColumnId column, std::size_t row, int depth);
  void origin(Explanation& out) const;
  [[nodiscard]] std::string about_row(FrameId frame, std::size_t row, bool keys_only);
  void reading(Explanation& out) const;
  void said_beside(Explanation& out) const;
  [[nodiscard]] const ComparisonRecord* comparison_of(const Column& column) const;
  void analysis(Explanation& out);
  void parts(Explanation& out, int depth);
  void cells(NodeId node, std::size_t row, std::vector<Read>& out);
  void condition_cells(NodeId node, std::size_t row, bool wanted, std::vector<Read>& out);
  void one_cell(const Node& node, std::size_t row, std::vector<Read>& out);
  void whole_columns(NodeId node, std::size_t row, Explanation& out, int depth);
  void contributions(const Contributions& all, Explanation& out, int depth);
  [[nodiscard]] bool worth_telling(const Read& read);
  [[nodiscard]] ColumnId nothing_due(ColumnId column, std::size_t row) const;

  const Run& run_;
  const Graph& graph_;
  ExplainLimits limits_;
  int depth_;
  CellReader reader_;
  Reasons reasons_;
  std::set<std::pair<ColumnId, std::size_t>> seen_;
  std::set<const ComparisonRecord*> cited_;
  std::size_t made_ = 0;
};

Explanation Explainer::bare(ColumnId id, std::size_t row) {
  ++made_;
  const Column& column = graph_.column(id);
  const Frame& frame = graph_.frame(column.frame);
  Explanation out;
  out.column = id;
  out.row_index = row;
  out.name = column.name;
  out.title = is_written_number(column) ? name_in_words(column.name) : column_words(graph_, id);
  out.row_kind = name_in_words(frame.name);
  if (!frame.name.empty()) out.row = row_key(frame, row);
  out.shown = reader_.shown_cell(id, row);
  out.role = column.role;
  for (const std::string& clause : column.clauses) {
    if (std::find(out.clauses.begin(), out.clauses.end(), clause) == out.clauses.end())
      out.clauses.push_back(clause);
  }
  origin(out);
  return out;
}

void Explainer::origin(Explanation& out) const {
  const Column& column = graph_.column(out.column);
  const Frame& frame = graph_.frame(column.frame);
  const std::string contract = run_.record.contract_file.empty() ? "contract" : run_.record.contract_file;
  const auto in_contract = [&](std::uint32_t line) {
    out.source = contract + " line " + std::to_string(line);
    const auto& all = run_.record.clauses;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const ClauseRecord& one) { return one.line == line; });
    if (found != all.end()) out.quote = found->quote;
  };
  const bool own_line = out.row_index < frame.lines.size();
  switch (column.role) {
    case Role::link:
      out.source = "made by the engine";
      return;
    case Role::evidence:
    case Role::method:
      out.source = frame.file.empty()
                       ? "evidence"
                       : frame.file + (own_line ? " line " + std::to_string(frame.lines[out.row_index]) : "");
      if (column.role == Role::method) out.source += ", made by an analyst's method";
      if (const ComparisonRecord* const one = comparison_of(column); one != nullptr && frame.file.empty())
        out.source = one->name + ".csv";
      if (frame.file.empty() && column.span.known())
        out.source += ", declared in " + contract + " line " + std::to_string(column.span.line);
      return;
    default:
      break;
  }
  if (column.formula == none && frame.is_table && own_line) {
    if (out.row_index < frame.row_clauses.size() && !frame.row_clauses[out.row_index].empty())
      out.clauses = {frame.row_clauses[out.row_index]};
    if (frame.file.empty()) return in_contract(frame.lines[out.row_index]);
    out.source = frame.file + " line " + std::to_string(frame.lines[out.row_index]);  // a rate card's own
    return;
  }
  if (column.span.known()) return in_contract(column.span.line);
  out.source = column.formula == none ? column.meaning : "made by the engine";
}

/// The row as the evidence has it: its own columns, or those alone that name others.
std::string Explainer::about_row(FrameId frame, std::size_t row, bool keys_only) {
  constexpr std::size_t most = 8;
  std::string out;
  std::size_t told = 0;
  for (ColumnId id = 0; id < graph_.columns().size() && told < most; ++id) {
    const Column& column = graph_.column(id);
    if (column.frame != frame || column.role != Role::evidence || graph_.frame(frame).key_column == id)
      continue;
    if (keys_only && column.type.kind != Kind::key) continue;
    out += (out.empty() ? "" : ", ") + column_words(graph_, id) + " " + reader_.shown_cell(id, row);
    ++told;
  }
  return out;
}

/// Of an open question, the reading whose number the cell holds.
void Explainer::reading(Explanation& out) const {
  for (const AssumptionRecord& assumption : run_.record.assumptions) {
    const auto used = static_cast<std::size_t>(std::max(assumption.used, 0));
    if (assumption.term != out.column || used < 1 || used > assumption.readings.size()) continue;
    out.reasons.push_back("The reading used: " + assumption.readings[used - 1] + ".");
  }
}

/// What the contract says beside a figure written in it: whose it is, of which year.
void Explainer::said_beside(Explanation& out) const {
  const Column& column = graph_.column(out.column);
  const auto asked = [&](const AssumptionRecord& one) { return one.term == out.column; };
  const auto& open = run_.record.assumptions;
  const Frame& frame = graph_.frame(column.frame);
  const bool authors = !frame.is_table || frame.name == column.name;  // what tables say is the engine's
  if (column.role != Role::term || !authors || !column.span.known() || column.meaning.empty() ||
      is_written_number(column) || std::any_of(open.begin(), open.end(), asked))
    return;
  out.reasons.push_back("The contract says beside it: " + column.meaning + ".");
}

/// The analysis that a column's figures are of: the statement it is declared in is a comparison.
const ComparisonRecord* Explainer::comparison_of(const Column& column) const {
  const ClauseRecord* in = nullptr;
  for (const ClauseRecord& one : run_.record.clauses)
    if (one.line <= column.span.line && (in == nullptr || in->line <= one.line)) in = &one;
  if (column.role != Role::evidence || in == nullptr || in->kind != "comparison") return nullptr;
  const auto& all = run_.record.comparisons;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const ComparisonRecord& one) { return one.name == in->name; });
  return found == all.end() ? nullptr : &*found;
}

/// How a figure of a comparison came about; once in an explanation.
void Explainer::analysis(Explanation& out) {
  const ComparisonRecord* const one = comparison_of(graph_.column(out.column));
  if (one == nullptr || !cited_.insert(one).second) return;
  out.reasons.push_back("From the comparison " + one->name + ", " + one->design +
                        (one->method.empty() ? "" : ": " + one->method) + " (" + one->name +
                        ".json, SHA-256 " + one->digest + ").");
  if (!one->statement.empty()) out.reasons.push_back(one->statement);
}

Explanation Explainer::told(ColumnId id, std::size_t row, int depth) {
  Explanation out = bare(id, row);
  const Column& column = graph_.column(id);
  if (column.formula == none) {
    if (!known_at(column, row)) out.reasons.emplace_back("The evidence gives no value here.");
    reading(out);
    said_beside(out);
    analysis(out);
    if (column.role == Role::link && !column.meaning.empty())
      out.reasons.push_back("It is the " + column.meaning + ".");
    return out;
  }
  if (seen_.contains({id, row})) {
    out.again = true;
    return out;
  }
  out.how = formula_words(graph_, id);
  const auto along = running_contributions(reader_, id, row, limits_.largest);
  if (along) {
    const bool before = !along->rows.empty();
    out.reasons = {before ? "Adds up " + along->along + ", the latest first."
                          : "Nothing comes from " + along->along + "."};
  } else {
    out.reasons = reasons_.of_formula(id, row);
  }
  if (pays(id)) {
    const std::string verdict = reasons_.verdict(id, row);
    if (!verdict.empty()) out.reasons.insert(out.reasons.begin(), verdict);
  }
  if (!along && nothing_due(id, row) == none && column.type.kind != Kind::truth &&
      column.type.kind != Kind::key) {
    const std::string worked = Speaker(reader_, row).say(column.formula, column.unit);
    const bool works = worked.find_first_of(" (") != std::string::npos;
    if (works && worked != out.shown && worked.size() < 300) out.worked = worked;
  }
  if (depth <= 0) {
    out.more = true;
    return out;
  }
  seen_.insert({id, row});
  if (along)
    contributions(*along, out, depth);
  else
    parts(out, depth);
  return out;
}

void Explainer::parts(Explanation& out, int depth) {
  const NodeId formula = graph_.column(out.column).formula;
  std::vector<Read> reads;
  if (const ColumnId due = nothing_due(out.column, out.row_index); due != none)
    reads.push_back({due, out.row_index, false});
  else
    cells(formula, out.row_index, reads);
  std::set<std::pair<ColumnId, std::size_t>> own;
  for (const Read& read : reads) {
    if (!own.insert({read.column, read.row_index}).second || !worth_telling(read)) continue;
    const bool cut = read.brought_forward && graph_.column(read.column).formula != none;
    Explanation child =
        cut ? bare(read.column, read.row_index) : told(read.column, read.row_index, depth - 1);
    if (read.brought_forward) child.reached = "brought forward";
    child.more = child.more || cut;
    out.children.push_back(std::move(child));
  }
  whole_columns(formula, out.row_index, out, depth);
}

/// What a cap would cut, where that is nothing: the cap then plays no part.
ColumnId Explainer::nothing_due(ColumnId column, std::size_t row) const {
  const PaymentRecord::CapCut* cut = cap_of(run_.record, column);
  return cut != nullptr && value_at(graph_, cut->before, row).sign() == 0 ? cut->before : none;
}

/// What is known, and rows that links point to, are no news; the figures found there are.
bool Explainer::worth_telling(const Read& read) {
  const Column& column = graph_.column(read.column);
  if (column.name.ends_with("_known") && integer_at(column, read.row_index) != 0) return false;
  if (reasons_.tells_nothing(read.column, read.row_index)) return false;
  const bool number = column.role == Role::link && column.unit == Unit::row_number;
  return !number && graph_.frame(column.frame).key_column != read.column;
}

void Explainer::one_cell(const Node& node, std::size_t row, std::vector<Read>& out) {
  const std::size_t at = reader_.row_read(node, row);
  if (at == none || at >= graph_.rows(node.column)) return;
  out.push_back({node.column, at, node.op == Op::previous || node.op == Op::earlier});
}

/// Cells read on the way actually taken.
void Explainer::cells(NodeId id, std::size_t row, std::vector<Read>& out) {
  const Node& node = graph_.node(id);
  if (node.op == Op::choose) {
    const bool held = reader_.holds(node.args[0], row);
    condition_cells(node.args[0], row, held, out);
    return cells(node.args[held ? 1 : 2], row, out);
  }
  if (node.type.kind == Kind::truth && operation(node.op).condition)
    return condition_cells(id, row, reader_.holds(id, row), out);
  if (names_a_cell(node.op)) one_cell(node, row, out);
  if (node.op == Op::band_row) {
    const auto number = reader_.value(id, row).small();
    const std::int64_t reached = number ? number->num / number->den : 0;
    if (reached > 0)
      out.push_back({band_from(graph_, node.column), static_cast<std::size_t>(reached - 1), false});
  }
  for (const NodeId arg : node.args) {
    if (arg != none) cells(arg, row, out);
  }
}

/// Of an `and` that fails only what fails; of an `or` that holds only what holds.
void Explainer::condition_cells(NodeId id, std::size_t row, bool held, std::vector<Read>& out) {
  const Node& node = graph_.node(id);
  if (asks_for_no_row(graph_, id) != none || asks_for_first_row(graph_, id)) return;
  if (node.op == Op::no) return condition_cells(node.args[0], row, !held, out);
  if (node.op == Op::both || node.op == Op::either) {
    const bool all = held == (node.op == Op::both);
    const bool fails_alone =
        !held && !reader_.holds(node.args[0], row) && asks_for_count(graph_, node.args[1]);
    for (const NodeId arg : {node.args[0], node.args[1]}) {
      if (fails_alone && arg == node.args[1]) continue;
      const bool holds = reader_.holds(arg, row);
      if (all || holds == held) condition_cells(arg, row, holds, out);
    }
    return;
  }
  if (node.op == Op::is_known) {
    if (!held) out.push_back({node.column, row, false});
    return;
  }
  if (operation(node.op).condition) {
    for (const NodeId arg : node.args) {
      if (arg != none) cells(arg, row, out);
    }
    return;
  }
  cells(id, row, out);
}

void Explainer::whole_columns(NodeId id, std::size_t row, Explanation& out, int depth) {
  const Node& node = graph_.node(id);
  if (node.op == Op::choose) {
    whole_columns(node.args[0], row, out, depth);
    return whole_columns(node.args[reader_.holds(node.args[0], row) ? 1 : 2], row, out, depth);
  }
  if (node.op == Op::rows_of) {
    const Frame& frame = graph_.frame(graph_.column(node.column).frame);
    out.reasons.push_back(
        "Counted: " + reader_.shown_amount(static_cast<std::int64_t>(frame.rows), Unit::plain) + " " +
        rows_in_words(frame) + (frame.file.empty() ? "." : " in " + frame.file + "."));
  } else if (const auto all = whole_contributions(reader_, id, row, limits_.largest)) {
    contributions(*all, out, depth);
  }
  for (const NodeId arg : node.args) {
    if (arg != none) whole_columns(arg, row, out, depth);
  }
}

void Explainer::contributions(const Contributions& all, Explanation& out, int depth) {
  if (all.here != none && worth_telling({all.here, all.here_row, false}))
    out.children.push_back(told(all.here, all.here_row, depth - 1));
  const Frame& frame = graph_.frame(graph_.column(all.column).frame);
  // A few rows are followed further; of many, a line each is what can be read.
  const bool few = frame.rows <= 5 && all.left_out == 0 && !all.brought_forward;
  for (const std::size_t row : all.rows) {
    Explanation child = few ? told(all.column, row, depth - 1) : bare(all.column, row);
    if (!few && !frame.file.empty() && row < frame.lines.size())
      child.source = frame.file + " line " + std::to_string(frame.lines[row]);
    if (!few) child.about_row = about_row(graph_.column(all.column).frame, row, true);
    child.more = child.more || (!few && graph_.column(all.column).formula != none);
    out.children.push_back(std::move(child));
  }
  if (!all.rest.empty()) out.rest += (out.rest.empty() ? "" : "; ") + all.rest;
}

}  // namespace

Explanation explain(const Run& run, ColumnId column, std::size_t row_index, const ExplainLimits& limits) {
  if (column >= run.graph.columns().size() || row_index >= run.graph.rows(column))
    throw Fault("there is no such cell to explain");
  for (int depth = limits.depth;; --depth) {
    Explainer explainer(run, limits, depth);
    Explanation out = explainer.root(column, row_index);
    if (explainer.made() <= limits.most || depth <= 1) return out;
  }
}

std::string formula_words(const Graph& graph, ColumnId column) {
  const Column& of = graph.column(column);
  if (of.formula == none) return {};
  if (known_column_of(graph, column) == none) return Speaker(graph).say(of.formula, of.unit);
  return Speaker(graph).say(graph.node(of.formula).args[1], of.unit) + "; 0 while any of it is not known";
}

}  // namespace outturn::calc
