#include "reports/page/subject.h"

#include <fmt/format.h>

#include "engine/base/problem.h"
#include "engine/explain/cell_reader.h"
#include "reports/html/html.h"
#include "reports/workbook/workbook.h"

namespace outturn::page {
namespace {

// Where the plan has a problem no workbook is written, and no result folder at all.
workbook::Layout layout_of(const calc::Run& run) {
  Problems problems;
  return workbook::plan_layout(run, workbook::Options{}, problems);
}

/// Names are letters, digits, dots and underscores, and each is there once: fit for an id as it is.
std::string id_of(const calc::Graph& graph, ColumnId column, std::size_t row) {
  const bool single = graph.frame(graph.column(column).frame).name.empty();
  return "why-" + graph.column(column).name + (single ? "" : fmt::format("-{}", row + 1));
}

}  // namespace

Subject::Subject(const calc::Run& of)
    : run(of), graph(of.graph), record(of.record), texts(of), layout(layout_of(of)) {}

std::string figure_name(const calc::Graph& graph, ColumnId column, std::size_t row) {
  const calc::Frame& frame = graph.frame(graph.column(column).frame);
  std::string name = "values." + graph.column(column).name;
  return frame.name.empty() ? name : name + "." + calc::row_key(frame, row);
}

std::string Subject::figure(ColumnId column, std::size_t row) const {
  const pack::CellText text = texts.text(column, row);
  return fmt::format("<b{}>{}</b>",
                     html::figure_of(figure_name(graph, column, row), text.value ? *text.value : ""),
                     html::words(text.shown));
}

std::string Subject::money(std::string_view name, const Exact& amount) const {
  const pack::Money money = pack::money_of(record, amount);
  return fmt::format("<b{}>{}</b>", html::figure_of(name, money.value), html::words(money.shown));
}

std::string Subject::place_on_page(ColumnId column, std::size_t row) const {
  return opens_.contains({column, row}) ? id_of(graph, column, row) : "";
}

std::string Subject::cell_of_workbook(ColumnId column, std::size_t row) const {
  return workbook::stands_there(layout, column) ? workbook::address_of(layout, column, row) : "";
}

std::string Subject::line(const Line& line) {
  const auto found = opens_.try_emplace({line.column, line.row}, false).first;
  if (!writing_) return {};
  const std::string id = id_of(graph, line.column, line.row);
  if (found->second)
    return fmt::format(
        "<p class=\"line\"><span class=\"name\"><a href=\"#{}\">{}</a></span>{}<span "
        "class=\"note\">{}</span>{}</p>\n{}",
        id, line.name, line.bar, line.note, figure(line.column, line.row), line.beneath);
  found->second = true;
  return opening({line.name, line.bar, line.note, figure(line.column, line.row), id,
                  explanation(*this, line.column, line.row) + line.beneath});
}

std::string opening(const Opening& one) {
  return fmt::format(
      "<details class=\"line\"><summary><span class=\"name\">{}</span>{}<span class=\"note\">{}</span>{}"
      "</summary>\n<div class=\"why\"{}>\n{}</div></details>\n",
      one.name, one.bar, one.note, one.figure, one.id.empty() ? "" : fmt::format(" id=\"{}\"", one.id),
      one.inside);
}

}  // namespace outturn::page
