// Charts beside the cells they draw.
#include <xlsxwriter.h>

#include "engine/base/problem.h"
#include "reports/workbook/writer.h"

namespace outturn::workbook {
namespace {

lxw_col_t chart_column(std::uint32_t column) { return static_cast<lxw_col_t>(column); }

}  // namespace

void Writer::interval_chart(const IntervalTable& table, const std::string& title,
                            const std::string& number_format) {
  // Of points and lines between two cells, for every program draws these: LibreOffice leaves out the lines
  // from high to low that a line chart may have.
  lxw_chart* const chart = workbook_add_chart(book_, LXW_CHART_SCATTER);
  if (chart == nullptr) throw Fault("a chart of the workbook could not be made");
  chart_title_set_name(chart, title.c_str());
  constexpr lxw_color_t ink[] = {0x1F3864, 0xB45F06};
  const char* const sheet = table.sheet_name.c_str();
  const auto cells = [&](lxw_chart_series* series, std::uint32_t row, std::uint16_t x, std::uint16_t y,
                         std::uint16_t more) {
    chart_series_set_categories(series, sheet, row, x, row, static_cast<lxw_col_t>(x + more));
    chart_series_set_values(series, sheet, row, y, row, static_cast<lxw_col_t>(y + more));
  };
  for (std::uint32_t i = 0; i < 2; ++i) {
    const std::uint32_t row = table.first_row + i;
    lxw_chart_series* const line = chart_add_series(chart, nullptr, nullptr);
    cells(line, row, 4, 2, 1);
    lxw_chart_line stroke{};
    stroke.color = ink[i];
    stroke.width = 2.25F;
    chart_series_set_line(line, &stroke);
    chart_series_set_marker_type(line, LXW_CHART_MARKER_NONE);
    lxw_chart_series* const point = chart_add_series(chart, nullptr, nullptr);
    cells(point, row, 4, 1, 0);
    chart_series_set_name_range(point, sheet, row, 0);
    chart_series_set_marker_type(point, LXW_CHART_MARKER_DIAMOND);
    chart_series_set_marker_size(point, 10);
    lxw_chart_fill fill{};
    fill.color = ink[i];
    chart_series_set_marker_fill(point, &fill);
  }
  std::int16_t lines[] = {0, 2, -1};
  chart_legend_delete_series(chart, lines);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  chart_axis_set_min(chart->x_axis, 0);
  chart_axis_set_max(chart->x_axis, 3);
  chart_axis_set_label_position(chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_NONE);
  chart_axis_major_gridlines_set_visible(chart->x_axis, LXW_FALSE);
  chart_axis_set_num_format(chart->y_axis, number_format.c_str());
  done(worksheet_insert_chart(sheets_[table.sheet], table.first_row + 3, 0, chart), "chart");
}

void Writer::chart(std::uint8_t type, Cell at, const Block& values, const std::string& sheet_name,
                   const std::string& title) {
  lxw_chart* const made = workbook_add_chart(book_, type);
  if (made == nullptr) throw Fault("a chart of the workbook could not be made");
  chart_title_set_name(made, title.c_str());
  const char* const sheet = sheet_name.c_str();
  for (std::uint32_t column = values.first_column; column <= values.last_column; ++column) {
    lxw_chart_series* const series = chart_add_series(made, nullptr, nullptr);
    const lxw_col_t c = chart_column(column);
    chart_series_set_categories(series, sheet, values.first_row, 0, values.last_row, 0);
    chart_series_set_values(series, sheet, values.first_row, c, values.last_row, c);
    chart_series_set_name_range(series, sheet, values.first_row - 1, c);
  }
  chart_legend_set_position(made, LXW_CHART_LEGEND_BOTTOM);
  done(worksheet_insert_chart(sheets_[at.sheet], at.row, chart_column(at.column), made), "chart");
}

void Writer::point_chart(Cell at, Block values, std::uint32_t names_row, const std::string& sheet_name,
                         const std::string& title, const std::string& along, const std::string& up) {
  lxw_chart* const made = workbook_add_chart(book_, LXW_CHART_SCATTER);
  if (made == nullptr) throw Fault("a chart of the workbook could not be made");
  chart_title_set_name(made, title.c_str());
  chart_axis_set_name(made->x_axis, along.c_str());
  chart_axis_set_name(made->y_axis, up.c_str());
  const char* const sheet = sheet_name.c_str();
  for (std::uint32_t column = values.first_column; column <= values.last_column; ++column) {
    lxw_chart_series* const series = chart_add_series(made, nullptr, nullptr);
    const lxw_col_t c = chart_column(column);
    chart_series_set_categories(series, sheet, values.last_row, c, values.last_row, c);
    chart_series_set_values(series, sheet, values.first_row, c, values.first_row, c);
    chart_series_set_name_range(series, sheet, names_row, c);
    chart_series_set_marker_size(series, 10);
  }
  chart_legend_set_position(made, LXW_CHART_LEGEND_BOTTOM);
  done(worksheet_insert_chart(sheets_[at.sheet], at.row, chart_column(at.column), made), "chart");
}

void Writer::column_chart(Cell at, Block values, const std::string& sheet_name, const std::string& title) {
  chart(LXW_CHART_COLUMN_STACKED, at, values, sheet_name, title);
}
void Writer::line_chart(Cell at, Block values, const std::string& sheet_name, const std::string& title) {
  chart(LXW_CHART_LINE, at, values, sheet_name, title);
}
void Writer::bar_chart(Cell at, Block values, const std::string& sheet_name, const std::string& title) {
  chart(LXW_CHART_BAR, at, values, sheet_name, title);
}

}  // namespace outturn::workbook
