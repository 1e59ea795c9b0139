#include "engine/difference/changes.h"

#include <algorithm>
#include <set>

#include "engine/explain/explain.h"
#include "engine/explain/words.h"

namespace outturn::difference {
namespace {

using calc::Role;

constexpr std::size_t most_told_of_a_row = 6;

std::uint64_t cell_key(std::uint32_t of, std::size_t row) {
  return (static_cast<std::uint64_t>(of) << 32) | static_cast<std::uint64_t>(row);
}

std::string contract_of(const calc::Run& run) {
  return run.record.contract_file.empty() ? "contract" : run.record.contract_file;
}

How how_of(std::size_t side) { return side == before ? How::removed : How::added; }

}  // namespace

std::string about_row(const calc::Run& run, FrameId frame, std::size_t row_index) {
  std::string out;
  std::size_t told = 0;
  for (ColumnId id = 0; id < run.graph.columns().size() && told < most_told_of_a_row; ++id) {
    const calc::Column& column = run.graph.column(id);
    const bool given = column.formula == none && !follows_rows(column);
    if (column.frame != frame || !given || run.graph.frame(frame).key_column == id) continue;
    out += (out.empty() ? "" : ", ") + calc::column_words(run.graph, id) + " " +
           calc::shown_at(run.graph, id, row_index, run.record.currency);
    ++told;
  }
  return out;
}

Changes::Changes(const Pairing& pairing) : pairing_(pairing) {
  dates_and_documents();
  for (const std::size_t side : {before, after}) rows(side);
  for (const std::size_t side : {before, after}) cells(side);
  for (const std::size_t side : {before, after}) formulas(side);
}

std::uint32_t Changes::add(Change change, std::string group_words) {
  const auto index = static_cast<std::uint32_t>(changes_.size());
  const std::string key = std::to_string(static_cast<int>(change.what)) + "\n" + group_words;
  const auto [found, fresh] = group_of_.try_emplace(key, static_cast<std::uint32_t>(groups_.size()));
  if (fresh) groups_.push_back({change.what, change.how, std::move(group_words), {}});
  change.group = found->second;
  groups_[change.group].changes.push_back(index);
  changes_.push_back(std::move(change));
  return index;
}

std::string Changes::shown(std::size_t side, ColumnId id, std::size_t row) const {
  const calc::Run& run = pairing_.run(side);
  for (const calc::AssumptionRecord& assumption : run.record.assumptions) {
    const auto used = static_cast<std::size_t>(std::max(assumption.used, 0));
    if (assumption.term == id && used >= 1 && used <= assumption.reading_names.size())
      return assumption.reading_names[used - 1];
  }
  return calc::shown_at(run.graph, id, row, run.record.currency);
}

std::string Changes::place(std::size_t side, ColumnId id, std::size_t row) const {
  const calc::Run& run = pairing_.run(side);
  const calc::Column& column = run.graph.column(id);
  const calc::Frame& frame = run.graph.frame(column.frame);
  const bool own_line = row < frame.lines.size();
  if (!frame.file.empty()) return frame.file + (own_line ? " line " + std::to_string(frame.lines[row]) : "");
  if (frame.is_table && own_line) return contract_of(run) + " line " + std::to_string(frame.lines[row]);
  if (column.role == Role::evidence) return "evidence";
  return column.span.known() ? contract_of(run) + " line " + std::to_string(column.span.line) : "";
}

std::string Changes::quote(std::size_t side, std::uint32_t line) const {
  for (const calc::ClauseRecord& clause : pairing_.run(side).record.clauses) {
    if (clause.line == line) return clause.quote;
  }
  return {};
}

void Changes::dates_and_documents() {
  const calc::Record& was = pairing_.run(before).record;
  const calc::Record& is = pairing_.run(after).record;
  const auto date = [&](const char* name, const char* column, Date from, Date to) {
    // Where the contract reads the date it has a cell, and is told there.
    if (from.serial == to.serial || pairing_.graph(after).find(column) != none) return;
    add({What::run, How::changed, name, "", to_iso(from), to_iso(to), {}, "", "", "", 0}, name);
  };
  date("as at", "as_at", was.as_at, is.as_at);
  date("evidence up to", "cut_off", was.cut_off, is.cut_off);
  const auto state = [](const calc::Record& record, const std::string& id) -> std::string {
    for (const calc::DocumentRecord& one : record.documents) {
      if (one.id == id) return one.known ? "known" : "left out";
    }
    return "";
  };
  std::set<std::string> told;
  for (const calc::Record* record : {&was, &is}) {
    for (const calc::DocumentRecord& document : record->documents) {
      const std::string from = state(was, document.id);
      const std::string to = state(is, document.id);
      if (from == to || !told.insert(document.id).second) continue;
      const How how = from.empty() ? How::added : to.empty() ? How::removed : How::changed;
      const std::string name = "document " + document.id;
      add({What::run, how, name, "", from, to, {}, "", "", document.title, 0}, name);
    }
  }
}

void Changes::rows(std::size_t side) {
  const calc::Graph& graph = pairing_.graph(side);
  for (FrameId frame = 0; frame < graph.frames().size(); ++frame) {
    if (graph.frame(frame).derived) continue;
    for (std::size_t row = 0; row < graph.frame(frame).rows; ++row) {
      if (pairing_.row(side, frame, row) == none) one_row(side, frame, row);
    }
  }
}

void Changes::one_row(std::size_t side, FrameId id, std::size_t row) {
  const calc::Run& run = pairing_.run(side);
  const calc::Frame& frame = run.graph.frame(id);
  const bool has_line = row < frame.lines.size();
  const bool of_contract = frame.file.empty() || frame.is_table;
  const std::string where = (frame.file.empty() ? contract_of(run) : frame.file) +
                            (has_line ? " line " + std::to_string(frame.lines[row]) : "");
  if (of_contract && has_line) {  // one line of a rate card can stand in two tables of the graph
    const auto found = by_line_[side].find(where);
    if (found != by_line_[side].end()) {
      by_row_[side].emplace(cell_key(id, row), found->second);
      const std::string more = about_row(run, id, row);
      Change& told = changes_[found->second];
      std::string& words = side == before ? told.before : told.after;
      if (!more.empty()) words += (words.empty() ? "" : ", ") + more;
      return;
    }
  }
  Change change;
  change.what = of_contract ? What::card_row : What::evidence_row;
  change.how = how_of(side);
  change.name = calc::name_in_words(frame.name);
  change.row = calc::row_key(frame, row);
  (side == before ? change.before : change.after) = about_row(run, id, row);
  if (row < frame.row_clauses.size() && !frame.row_clauses[row].empty())
    change.clauses = {frame.row_clauses[row]};
  if (has_line) {
    (side == before ? change.place_before : change.place_after) = where;
    if (frame.file.empty()) change.quote = quote(side, frame.lines[row]);
  }
  const std::string which = side == before ? "gone from " : "new in ";
  const std::string words =
      of_contract ? (side == before ? "row gone, " : "new row ") + change.row + " of " + change.name
                  : "rows " + which + frame.file;
  const std::uint32_t made = add(std::move(change), words);
  by_row_[side].emplace(cell_key(id, row), made);
  if (of_contract && has_line) by_line_[side].emplace(where, made);
}

void Changes::cells(std::size_t side) {
  const calc::Graph& graph = pairing_.graph(side);
  for (ColumnId id = 0; id < graph.columns().size(); ++id) {
    const calc::Column& column = graph.column(id);
    if (graph.frame(column.frame).derived) continue;
    if (column.formula != none || follows_rows(column) || !pairing_.any_moved(side, id)) continue;
    if (pairing_.column(side, id) != none && side == after) continue;  // told with the run before
    for (std::size_t row = 0; row < graph.rows(id); ++row) {
      if (pairing_.moved(side, id, row) && pairing_.row(side, column.frame, row) != none)
        one_cell(side, id, row);
    }
  }
}

void Changes::one_cell(std::size_t side, ColumnId id, std::size_t row) {
  const calc::Graph& graph = pairing_.graph(side);
  const calc::Column& column = graph.column(id);
  const calc::Frame& frame = graph.frame(column.frame);
  const ColumnId there = pairing_.column(side, id);
  const std::size_t at = pairing_.row(side, column.frame, row);
  const bool of_contract = column.role == Role::term;
  Change change;
  change.what = of_contract ? What::term : What::evidence_cell;
  change.how = there == none ? how_of(side) : How::changed;
  change.name =
      calc::is_written_number(column) ? calc::name_in_words(column.name) : calc::column_words(graph, id);
  if (!frame.name.empty()) change.row = calc::row_key(frame, row);
  (side == before ? change.before : change.after) = shown(side, id, row);
  (side == before ? change.place_before : change.place_after) = place(side, id, row);
  const std::size_t told = there == none ? side : after;
  const ColumnId told_column = there == none ? id : there;
  const std::size_t told_row = there == none ? row : at;
  if (there != none) {
    change.after = shown(after, there, at);
    change.place_after = place(after, there, at);
  }
  const calc::Column& own = pairing_.graph(told).column(told_column);
  const calc::Frame& own_frame = pairing_.graph(told).frame(own.frame);
  change.clauses = own.clauses;
  if (told_row < own_frame.row_clauses.size() && !own_frame.row_clauses[told_row].empty())
    change.clauses = {own_frame.row_clauses[told_row]};
  if (of_contract && own.span.known() && own_frame.file.empty())
    change.quote = quote(told, told_row < own_frame.lines.size() ? own_frame.lines[told_row] : own.span.line);
  const std::string words =
      of_contract || frame.name.empty()
          ? change.name + (change.row.empty() ? "" : " of " + change.row)
          : "\"" + change.name + "\" in " + (frame.file.empty() ? "the evidence" : frame.file);
  const std::uint32_t made = add(std::move(change), words);
  by_cell_[side].emplace(cell_key(id, row), made);
  if (there != none) by_cell_[other(side)].emplace(cell_key(there, at), made);
}

std::string Changes::statement_name(std::size_t side, const calc::Column& column) const {
  for (const calc::ClauseRecord& clause : pairing_.run(side).record.clauses) {
    if (clause.line == column.span.line && clause.kind != "rounding") return clause.name;
  }
  return column.name;
}

void Changes::formulas(std::size_t side) {
  const calc::Run& run = pairing_.run(side);
  std::set<ColumnId> totals{run.record.total};  // they follow from which payments there are
  for (const calc::PaymentRecord& payment : run.record.payments) {
    if (payment.total != payment.column)
      totals.insert({payment.total, payment.earned_total, payment.blocked_total, payment.achieved_total,
                     payment.achieved_unknown_total});
  }
  for (ColumnId id = 0; id < run.graph.columns().size(); ++id) {
    const calc::Column& column = run.graph.column(id);
    if (column.formula == none || totals.contains(id) || !column.span.known()) continue;
    const ColumnId there = pairing_.column(side, id);
    const bool same = there != none && same_formula(run.graph, column.formula, pairing_.graph(other(side)),
                                                    pairing_.graph(other(side)).column(there).formula);
    if (!same) one_formula(side, id);
  }
}

void Changes::one_formula(std::size_t side, ColumnId id) {
  const calc::Graph& graph = pairing_.graph(side);
  const calc::Column& column = graph.column(id);
  const std::string name = statement_name(side, column);
  const auto [found, fresh] = statements_.try_emplace(name, none);
  if (fresh) {
    Change change;
    change.what = What::statement;
    const bool here = graph.find(name) != none;
    const bool there = pairing_.graph(other(side)).find(name) != none;
    change.how = here && !there ? how_of(side) : How::changed;
    change.name = calc::name_in_words(name);
    found->second = add(std::move(change), calc::name_in_words(name) + ", as the contract words it");
  }
  by_formula_[side].emplace(id, found->second);
  Change& change = changes_[found->second];
  std::string& words = side == before ? change.before : change.after;
  std::string& where = side == before ? change.place_before : change.place_after;
  if (words.empty() || column.name == name) {
    words = calc::formula_words(graph, id);
    where = contract_of(pairing_.run(side)) + " line " + std::to_string(column.span.line);
    change.quote = quote(side, column.span.line);
    change.clauses = column.clauses;
  }
}

std::uint32_t Changes::of_cell(std::size_t side, ColumnId column, std::size_t row_index) const {
  const auto found = by_cell_[side].find(cell_key(column, row_index));
  return found == by_cell_[side].end() ? none : found->second;
}

std::uint32_t Changes::of_row(std::size_t side, FrameId frame, std::size_t row_index) const {
  const auto found = by_row_[side].find(cell_key(frame, row_index));
  return found == by_row_[side].end() ? none : found->second;
}

std::uint32_t Changes::of_formula(std::size_t side, ColumnId column) const {
  const auto found = by_formula_[side].find(column);
  return found == by_formula_[side].end() ? none : found->second;
}

std::uint32_t Changes::of_order() {
  if (order_ == none) {
    Change change;
    change.what = What::order;
    change.name = "which rows there are and in which order";
    order_ = add(std::move(change), "which rows there are and in which order");
  }
  return order_;
}

}  // namespace outturn::difference
