#include "reports/workbook/layout.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "engine/base/problem.h"
#include "reports/workbook/approaches_sheet.h"
#include "reports/workbook/comparison_plan.h"
#include "reports/workbook/savings_sheet.h"
#include "reports/workbook/simulation_sheet.h"

namespace outturn::workbook {
namespace {

constexpr std::size_t most_columns = 16'384;

bool is_single(const calc::Graph& graph, calc::ColumnId id) {
  return graph.frame(graph.column(id).frame).name.empty();
}

/// Single values with a formula that rows read, directly or through another.
std::vector<bool> needed_by_rows(const calc::Graph& graph) {
  std::vector<bool> needed(graph.columns().size(), false);
  std::vector<calc::ColumnId> open;
  for (calc::ColumnId id = 0; id < graph.columns().size(); ++id) {
    if (graph.column(id).formula == calc::none || is_single(graph, id)) continue;
    needed[id] = true;
    open.push_back(id);
  }
  while (!open.empty()) {
    const calc::ColumnId at = open.back();
    open.pop_back();
    for (const calc::Use& use : calc::uses(graph, graph.column(at).formula)) {
      if (needed[use.column] || graph.column(use.column).formula == calc::none) continue;
      needed[use.column] = true;
      open.push_back(use.column);
    }
  }
  return needed;
}

bool is_assumption(const calc::Run& run, calc::ColumnId id) {
  const auto& assumptions = run.record.assumptions;
  if (std::any_of(assumptions.begin(), assumptions.end(), [&](const auto& one) { return one.term == id; }))
    return true;
  const auto& clauses = run.graph.column(id).clauses;
  return run.graph.column(id).role == calc::Role::term && !clauses.empty() &&
         std::all_of(clauses.begin(), clauses.end(),
                     [](const std::string& c) { return c.starts_with("assumption "); });
}

class Planner {
 public:
  Planner(const calc::Run& run, const Options& options, Problems& problems)
      : run_(run), graph_(run.graph), problems_(problems) {
    layout_.rows_a_part = options.rows_a_sheet;
    layout_.places.resize(graph_.columns().size());
  }

  Layout plan() {
    for (const char* reserved :
         {"Cover", "Contents", "Checks", "Audit", "Rejects", "Notes", "History", "Linkage"}) {
      layout_.names.take(reserved);
    }
    for (std::size_t i = 0; i < run_.record.savings.size(); ++i) {
      layout_.names.take(savings_sheet_name(i));
      if (run_.record.savings[i].simulation) layout_.names.take(simulation_sheet_name(i));
    }
    for (std::size_t i = 0; i < run_.record.approaches.size(); ++i)
      layout_.names.take(approaches_sheet_name(i));
    for (std::size_t i = 0; i < run_.record.comparisons.size(); ++i) {
      const ComparisonNames names = comparison_names(run_.record.comparisons, i);
      for (const std::string& name : {names.baseline, names.people, names.balance, names.effect})
        if (!name.empty()) layout_.names.take(name);
    }
    payments_name_ = layout_.names.take("Payments");  // before a kind of row can take it
    const std::vector<bool> needed = needed_by_rows(graph_);
    lists_of_inputs();
    for (Opened& opened : open_sheets(run_, needed, layout_.rows_a_part)) {
      if (opened.frame == calc::none) {
        add_list(SheetKind::working, "Working", std::move(opened.columns));
      } else {
        add_rows(opened);
      }
    }
    results(needed);
    check_names();
    return std::move(layout_);
  }

 private:
  void lists_of_inputs() {
    std::vector<calc::ColumnId> terms;
    std::vector<calc::ColumnId> assumed;
    for (calc::ColumnId id = 0; id < graph_.columns().size(); ++id) {
      if (!is_single(graph_, id) || graph_.column(id).formula != calc::none) continue;
      (is_assumption(run_, id) ? assumed : terms).push_back(id);
    }
    // A split book keeps its number of rows a sheet there.
    if (!terms.empty() || layout_.split) add_list(SheetKind::inputs, "Inputs", std::move(terms));
    if (!assumed.empty() || !run_.record.assumptions.empty()) {
      add_list(SheetKind::assumptions, "Assumptions", std::move(assumed));
    }
  }

  void results(const std::vector<bool>& needed) {
    std::vector<calc::ColumnId> columns;
    for (const calc::Component& component : run_.evaluation.order) {
      for (const calc::ColumnId id : component.columns) {
        if (!needed[id]) columns.push_back(id);
      }
    }
    if (columns.empty()) return;
    place_list(SheetKind::payments, payments_name_, std::move(columns));
  }

  void add_list(SheetKind kind, const std::string& title, std::vector<calc::ColumnId> columns) {
    place_list(kind, layout_.names.take(title), std::move(columns));
  }

  void place_list(SheetKind kind, const std::string& name, std::vector<calc::ColumnId> columns) {
    SheetPlan sheet;
    sheet.kind = kind;
    sheet.columns = std::move(columns);
    sheet.parts.push_back({name, 0, sheet.columns.size()});
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      layout_.places[sheet.columns[i]] = {static_cast<std::uint32_t>(layout_.sheets.size()), value_column,
                                          first_data_row + static_cast<std::uint32_t>(i)};
    }
    layout_.sheets.push_back(std::move(sheet));
  }

  static int rank(const calc::Column& column) {
    if (column.formula == calc::none) return column.role == calc::Role::link ? 1 : 0;
    return column.role == calc::Role::check ? 3 : 2;
  }

  void add_rows(const Opened& opened) {
    const calc::Frame& frame = graph_.frame(opened.frame);
    SheetPlan sheet;
    sheet.kind = frame.is_table ? SheetKind::table : SheetKind::rows;
    sheet.frame = opened.frame;
    sheet.stage = ++stages_[opened.frame];
    if (sheet.stage == 1) {
      for (calc::ColumnId id = 0; id < graph_.columns().size(); ++id) {
        if (graph_.column(id).frame == opened.frame && graph_.column(id).formula == calc::none)
          sheet.columns.push_back(id);
      }
      sheet.source_keys = !frame.source_keys.empty();
      sheet.sources = !frame.lines.empty() || !frame.row_clauses.empty();
    }
    sheet.columns.insert(sheet.columns.end(), opened.columns.begin(), opened.columns.end());
    std::stable_sort(sheet.columns.begin(), sheet.columns.end(), [&](calc::ColumnId a, calc::ColumnId b) {
      return rank(graph_.column(a)) < rank(graph_.column(b));
    });
    name_parts(frame, sheet);
    place_columns(frame, sheet);
    layout_.sheets.push_back(std::move(sheet));
  }

  void name_parts(const calc::Frame& frame, SheetPlan& sheet) {
    const std::string title = frame.title.empty() ? name_in_words(frame.name) : frame.title;
    const std::size_t size = layout_.rows_a_part;
    const std::size_t parts = std::max<std::size_t>(1, (frame.rows + size - 1) / size);
    layout_.split |= parts > 1;
    layout_.has_empty_frame |= frame.rows == 0;
    for (std::size_t part = 0; part < parts; ++part) {
      const std::string tail = parts > 1 ? " part " + std::to_string(part + 1) : "";
      const std::string stage = sheet.stage > 1 && parts > 1 ? " " + std::to_string(sheet.stage) : "";
      sheet.parts.push_back({layout_.names.take(std::string(title).append(stage).append(tail)), part * size,
                             std::min(size, frame.rows - part * size)});
    }
  }

  void place_columns(const calc::Frame& frame, SheetPlan& sheet) {
    const auto index = static_cast<std::uint32_t>(layout_.sheets.size());
    std::uint32_t next = sheet.source_keys ? 2 : 1;
    std::erase_if(sheet.columns, [&](calc::ColumnId id) {
      if (id != frame.key_column || graph_.column(id).formula != calc::none) return false;
      layout_.places[id] = {index, 0, first_data_row};  // the engine key itself
      return true;
    });
    for (const calc::ColumnId id : sheet.columns) layout_.places[id] = {index, next++, first_data_row};
    if (next + 1 < most_columns) return;
    Problem problem;
    problem.code = "W2";
    problem.what = "\"" + frame.name + "\" has more columns than a sheet";
    problem.why.push_back("A sheet has 16,384 columns at most; this one would need " + counted(next + 1) +
                          ".");
    problem.mend.push_back("Split the contract, or say less of it per row.");
    problems_.add(std::move(problem));
  }

  void check_names() {
    std::map<std::string, calc::ColumnId> taken;
    for (calc::ColumnId id = 0; id < graph_.columns().size(); ++id) {
      if (!is_single(graph_, id)) continue;
      const std::string& name = graph_.column(id).name;
      std::string folded = name;
      for (char& c : folded) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      const bool reserved = folded == "master_check" || folded == rows_a_sheet;
      const auto [found, fresh] = taken.try_emplace(folded, id);
      if (!is_defined_name(name) || reserved) {
        refuse(id, reserved ? "The workbook itself uses this name."
                            : "A spreadsheet would take it for a cell or a word of its own.");
      } else if (!fresh) {
        refuse(id, "A spreadsheet can't tell it from \"" + graph_.column(found->second).name + "\".");
      }
    }
  }

  void refuse(calc::ColumnId id, std::string why) {
    Problem problem;
    problem.code = "W1";
    problem.file = run_.record.contract_file;
    problem.span = graph_.column(id).span;
    problem.what = "\"" + graph_.column(id).name + "\" can't be a name in the workbook";
    problem.why.push_back(std::move(why));
    problem.mend.push_back("Give it a longer name, such as \"" + graph_.column(id).name + "_value\".");
    problems_.add(std::move(problem));
  }

  const calc::Run& run_;
  const calc::Graph& graph_;
  Problems& problems_;
  Layout layout_;
  std::string payments_name_;
  std::map<calc::FrameId, int> stages_;
};

}  // namespace

Layout plan_layout(const calc::Run& run, const Options& options, Problems& problems) {
  return Planner(run, options, problems).plan();
}

std::string address_of(const Layout& layout, calc::ColumnId column, std::size_t row, bool fixed_column) {
  const Place& place = layout.places[column];
  const SheetPlan& sheet = layout.sheets[place.sheet];
  std::size_t part = 0;
  while (part + 1 < sheet.parts.size() && row >= sheet.parts[part + 1].first_row) ++part;
  const std::size_t at = place.row + row - sheet.parts[part].first_row;  // from 0; people count from 1
  return sheet_prefix(sheet.parts[part].name) + (fixed_column ? "$" : "") + column_letters(place.column) +
         std::to_string(at + 1);
}

}  // namespace outturn::workbook
