#include "contracts/frames/worked_out.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "contracts/frames/links.h"
#include "contracts/frames/words.h"
#include "engine/values/date.h"

namespace outturn::compile {

using language::InputColumn;
using language::Quantity;

namespace {

const EvidenceFrame* frame_of_input(const Evidence& evidence, const std::string& input) {
  for (const EvidenceFrame& frame : evidence.frames) {
    if (frame.input->name == input) return &frame;
  }
  return nullptr;
}

std::size_t place_of(const language::Input& input, const std::string& column) {
  const auto found = std::find_if(input.columns.begin(), input.columns.end(),
                                  [&](const InputColumn& one) { return one.fact.name == column; });
  return static_cast<std::size_t>(found - input.columns.begin());
}

/// The key of another input is found by the time a date falls in, not by following keys.
bool by_time(const language::Names& names, const language::Input& input, const InputColumn& column) {
  if (!column.type.is(Quantity::key)) return false;
  language::Symbol at = names.in_kind(input.each, column.by[0]);
  for (std::size_t i = 1; i < column.by.size(); ++i)
    at = names.in_kind(names.kind_behind(at.type), column.by[i]);
  return at.type.is(Quantity::date);
}

class WorkedOut {
 public:
  WorkedOut(Workings& work, const Evidence& evidence, const language::Input& input, Table& table)
      : work_(work),
        graph_(work.graph),
        names_(work.names),
        evidence_(evidence),
        input_(input),
        table_(table) {}

  void fill() {
    std::vector<FactData> given = std::move(table_.columns);
    std::vector<FactColumn> shapes = std::move(table_.shape.columns);
    table_.columns.clear();
    table_.shape.columns.clear();
    std::size_t next = 0;
    for (const InputColumn& column : input_.columns) {
      const bool is_given = column.by.empty();
      if (is_given) {
        table_.columns.push_back(std::move(given[next]));
        table_.shape.columns.push_back(std::move(shapes[next++]));
      } else {
        table_.columns.emplace_back();
        table_.shape.columns.push_back(column.fact);
      }
    }
    for (std::size_t j = 0; j < input_.columns.size(); ++j) {
      if (!input_.columns[j].by.empty()) fill(j);
    }
  }

 private:
  /// What a row comes to; 0 rows and unknown dates are not known.
  struct Cell {
    std::int32_t value = 0;
    bool known = false;
  };

  void fill(std::size_t j) {
    const InputColumn& column = input_.columns[j];
    std::vector<Cell> cells = followed(column);
    if (by_time(names_, input_, column)) in_time(column, cells);
    FactData& data = table_.columns[j];
    const bool words = !column.type.is(Quantity::date);
    if (words) data.dictionary.words = keys_of(column);
    const bool all_known =
        std::all_of(cells.begin(), cells.end(), [](const Cell& cell) { return cell.known; });
    for (const Cell& cell : cells) {
      data.small.push_back(!cell.known ? 0 : words ? cell.value - 1 : cell.value);
      if (!all_known) data.known.push_back(cell.known ? 1 : 0);
    }
    if (!all_known && !column.fact.may_be_unknown) tell_unknown(column, cells);
  }

  void tell_unknown(const InputColumn& column, const std::vector<Cell>& cells) {
    constexpr int most_told = 20;
    const bool in_time = by_time(names_, input_, column);
    int told = 0;
    for (std::size_t row = 0; row < cells.size() && told < most_told; ++row) {
      if (cells[row].known) continue;
      ++told;
      work_.evidence_problem(
          table_, table_.lines[row], column.fact.name,
          "this can't be worked out by " + joined(column.by, "."),
          {in_time ? "The date is not known, or no row of " + column.type.of + " begins on or before it."
                   : "A key on the way, or what it leads to, is not known."},
          {(in_time ? "Add the row of that time to " + column.type.of : std::string("Give what is missing")) +
           ", or declare the column with \", may be unknown\"."});
    }
  }

  /// The names of the rows that the column may point to.
  [[nodiscard]] std::vector<std::string> keys_of(const InputColumn& column) const {
    if (column.type.is(Quantity::key)) {
      const EvidenceFrame* target = frame_of_input(evidence_, column.type.of);
      if (target == nullptr) return {""};
      const calc::Frame& frame = graph_.frame(target->frame);
      if (!frame.source_keys.empty()) return frame.source_keys;
      return frame.rows == 0 ? std::vector<std::string>{""} : frame.keys;
    }
    std::vector<std::string> codes;  // in the order of the card's own rows
    for (const auto& row : names_.card(column.type.of)->rows) {
      if (std::find(codes.begin(), codes.end(), row.code) == codes.end()) codes.push_back(row.code);
    }
    if (codes.empty()) codes.emplace_back();
    return codes;
  }

  /// A cell of the row's own file: a date, or the number of the row a key names.
  [[nodiscard]] std::vector<Cell> own(std::size_t j) const {
    const FactData& data = table_.columns[j];
    std::vector<Cell> cells(table_.rows);
    const EvidenceFrame* target = frame_of_input(evidence_, input_.columns[j].type.of);
    const bool link = input_.columns[j].type.is(Quantity::key);
    std::unordered_map<std::string_view, std::int32_t> rows;
    if (link && target != nullptr) {
      const auto& keys = graph_.frame(target->frame).source_keys;
      for (std::size_t i = 0; i < keys.size(); ++i) rows.emplace(keys[i], static_cast<std::int32_t>(i + 1));
    }
    for (std::size_t row = 0; row < cells.size(); ++row) {
      if (!data.known.empty() && data.known[row] == 0) continue;
      if (!link) {
        cells[row] = {data.small[row], true};
        continue;
      }
      const auto found = rows.find(data.dictionary.words[static_cast<std::size_t>(data.small[row])]);
      if (found != rows.end()) cells[row] = {found->second, true};  // else told where links are resolved
    }
    return cells;
  }

  [[nodiscard]] std::vector<Cell> followed(const InputColumn& column) const {
    const std::size_t first = place_of(input_, column.by[0]);
    std::vector<Cell> cells = own(first);
    const EvidenceFrame* at = frame_of_input(evidence_, input_.columns[first].type.of);
    for (std::size_t i = 1; i < column.by.size() && at != nullptr; ++i) {
      const std::size_t j = place_of(*at->input, column.by[i]);
      const calc::Column& values = graph_.column(at->columns[j].value);
      for (Cell& cell : cells) {
        if (!cell.known) continue;
        const auto row = static_cast<std::size_t>(cell.value - 1);
        cell.known = calc::known_at(values, row);
        if (cell.known) cell.value = static_cast<std::int32_t>(calc::integer_at(values, row));
      }
      at = frame_of_input(evidence_, at->input->columns[j].type.of);
    }
    return cells;
  }

  /// Dates become the numbers of the rows in whose time they fall; before the first there is none.
  void in_time(const InputColumn& column, std::vector<Cell>& cells) const {
    const EvidenceFrame* target = frame_of_input(evidence_, column.type.of);
    std::vector<std::int32_t> begins;
    if (target != nullptr) {
      const std::size_t j = place_of(*target->input, target->input->order[0]);
      begins = graph_.column(target->columns[j].value).values.small;
    }
    if (const auto twice = std::adjacent_find(begins.begin(), begins.end()); twice != begins.end()) {
      work_.evidence_problem(
          table_, 1, column.fact.name, "two rows of " + column.type.of + " begin on " + to_iso(Date{*twice}),
          {"In which of them a date falls can't be told."}, {"Let each begin on a day of its own."});
    }
    for (Cell& cell : cells) {
      if (!cell.known) continue;
      const auto after = std::upper_bound(begins.begin(), begins.end(), cell.value);
      cell = {static_cast<std::int32_t>(after - begins.begin()), after != begins.begin()};
    }
  }

  Workings& work_;
  const calc::Graph& graph_;
  const language::Names& names_;
  const Evidence& evidence_;
  const language::Input& input_;
  Table& table_;
};

/// Formulas that follow the same path in the sheet.
class Guards {
 public:
  Guards(Workings& work, Evidence& evidence, EvidenceFrame& made)
      : work_(work), graph_(work.graph), evidence_(evidence), made_(made) {}

  void check(std::size_t j) {
    const InputColumn& column = made_.input->columns[j];
    EvidenceColumn& cell = made_.columns[j];
    const Lowered said = followed(column);
    const NodeId here = graph_.ref(Op::this_row, cell.value);
    const bool in_time = by_time(work_.names, *made_.input, column);
    NodeId same =
        in_time ? falls_within(column, cell, said.value) : graph_.make(Op::equal, {here, said.value});
    const NodeId known =
        both(graph_, cell.known == none ? none : graph_.ref(Op::this_row, cell.known), said.known, {});
    if (known != none) same = graph_.make(Op::choose, {known, same, graph_.truth(true)});
    const std::string& name = graph_.column(cell.value).name;
    calc::Column guard =
        work_.column_of(scope_of(made_.frame, {}, column.fact.declared), name + "_ok", calc::truth_type);
    guard.title = in_words(column.fact.name) + " is right";
    work_.check(std::move(guard), same,
                "each " + graph_.frame(made_.frame).name + " has the " + in_small_words(column.fact.name) +
                    " of its " + joined(column.by, "."));
  }

 private:
  [[nodiscard]] static std::string in_small_words(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
  }

  [[nodiscard]] EvidenceFrame* target_of(const std::string& input) {
    for (EvidenceFrame& frame : evidence_.frames) {
      if (frame.input->name == input) return &frame;
    }
    return nullptr;
  }

  /// The path read row by row, as a formula.
  Lowered followed(const InputColumn& column) {
    EvidenceFrame* at = &made_;
    Lowered out;
    for (std::size_t i = 0; i < column.by.size(); ++i) {
      EvidenceColumn& step = at->column(column.by[i]);
      const bool last = i + 1 == column.by.size();
      const ColumnId read = last ? step.value : link_column(work_, at->frame, step);
      const auto reach = [&](ColumnId of) {
        return out.value == none ? graph_.ref(Op::this_row, of) : graph_.linked(Op::at_row, of, out.value);
      };
      if (step.known != none) out.known = both(graph_, out.known, reach(step.known), {});
      const std::string of = at->input->columns[place_of(*at->input, column.by[i])].type.of;
      out.value = reach(read);
      if (!last) at = target_of(of);
    }
    return out;
  }

  /// It has begun, and the next has not.
  NodeId falls_within(const InputColumn& column, EvidenceColumn& cell, NodeId date) {
    EvidenceFrame* target = target_of(column.type.of);
    const ColumnId begins = target->column(target->input->order[0]).value;
    const NodeId row = graph_.ref(Op::this_row, link_column(work_, made_.frame, cell));
    const NodeId one = graph_.literal(Exact(1));
    const NodeId rows = graph_.ref(Op::rows_of, begins);
    const NodeId at = graph_.make(Op::greatest, {one, row});
    const NodeId next = graph_.make(Op::least, {graph_.make(Op::add, {row, one}), rows});
    const NodeId begun = graph_.make(Op::at_most, {graph_.linked(Op::at_row, begins, at), date});
    const NodeId last = graph_.make(Op::equal, {row, rows});
    const NodeId before_next = graph_.make(Op::less, {date, graph_.linked(Op::at_row, begins, next)});
    return graph_.make(Op::both, {begun, graph_.make(Op::either, {last, before_next})});
  }

  Workings& work_;
  calc::Graph& graph_;
  Evidence& evidence_;
  EvidenceFrame& made_;
};

}  // namespace

void work_out_columns(Workings& work, const Evidence& evidence, const language::Input& input, Table& table) {
  const bool any = std::any_of(input.columns.begin(), input.columns.end(),
                               [](const InputColumn& column) { return !column.by.empty(); });
  if (any) WorkedOut(work, evidence, input, table).fill();
}

void check_worked_out(Workings& work, Evidence& evidence, EvidenceFrame& made) {
  for (std::size_t j = 0; j < made.input->columns.size(); ++j) {
    if (!made.input->columns[j].by.empty()) Guards(work, evidence, made).check(j);
  }
}

}  // namespace outturn::compile
