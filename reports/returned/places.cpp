#include "reports/returned/places.h"

#include "reports/workbook/names.h"

namespace outturn::returned {

Places::Places(const calc::Run& run) {
  Problems told_when_written;
  const workbook::Layout layout = workbook::plan_layout(run, {}, told_when_written);
  for (const workbook::SheetPlan& plan : layout.sheets) {
    Sheet sheet;
    sheet.list = plan.is_list();
    if (sheet.list) {
      sheet.columns = plan.columns;
      sheets_.emplace(plan.parts.front().name, std::move(sheet));
      continue;
    }
    for (const calc::ColumnId id : plan.columns) {
      const std::uint32_t column = layout.places[id].column;
      if (sheet.columns.size() <= column) sheet.columns.resize(column + 1, calc::none);
      sheet.columns[column] = id;
    }
    for (const workbook::Part& part : plan.parts) {
      sheet.first_row = part.first_row;
      sheet.rows = part.rows;
      sheets_.emplace(part.name, sheet);
    }
  }
}

std::optional<Figure> Places::at(const std::string& name, std::uint32_t row, std::uint32_t column) const {
  const auto found = sheets_.find(name);
  if (found == sheets_.end() || row < workbook::first_data_row) return std::nullopt;
  const Sheet& sheet = found->second;
  const std::size_t index = row - workbook::first_data_row;
  if (sheet.list) {
    if (column != workbook::value_column || index >= sheet.columns.size()) return std::nullopt;
    return Figure{sheet.columns[index], 0};
  }
  if (index >= sheet.rows || column >= sheet.columns.size() || sheet.columns[column] == calc::none)
    return std::nullopt;
  return Figure{sheet.columns[column], sheet.first_row + index};
}

std::string figure_words(const calc::Graph& graph, Figure figure) {
  const calc::Column& column = graph.column(figure.column);
  const calc::Frame& frame = graph.frame(column.frame);
  std::string out = workbook::title_of(column);
  if (frame.name.empty()) return out;
  out += " of " + frame.key(figure.row);
  if (figure.row < frame.source_keys.size() && frame.source_keys[figure.row] != frame.key(figure.row))
    out += " (" + frame.source_keys[figure.row] + ")";
  return out;
}

std::string source_words(const calc::Graph& graph, Figure figure) {
  const calc::Column& column = graph.column(figure.column);
  const calc::Frame& frame = graph.frame(column.frame);
  std::vector<std::string> parts;
  const bool input = column.formula == calc::none;
  if (input && figure.row < frame.lines.size())
    parts.push_back((frame.file.empty() ? std::string("contract") : frame.file) + " line " +
                    std::to_string(frame.lines[figure.row]));
  if (input && figure.row < frame.row_clauses.size() && !frame.row_clauses[figure.row].empty()) {
    parts.push_back(frame.row_clauses[figure.row]);
  } else {
    parts.insert(parts.end(), column.clauses.begin(), column.clauses.end());
  }
  return workbook::joined(parts);
}

}  // namespace outturn::returned
