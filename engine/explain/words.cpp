#include "engine/explain/words.h"

#include <algorithm>

#include "engine/values/date.h"
#include "engine/values/show.h"

namespace outturn::calc {
namespace {

std::string lowered(std::string words) {
  const bool sentence =
      words.size() > 1 && words[0] >= 'A' && words[0] <= 'Z' && !(words[1] >= 'A' && words[1] <= 'Z');
  if (sentence) words[0] = static_cast<char>(words[0] - 'A' + 'a');
  return words;
}

/// What a link leads to, as in "price of its code".
std::string link_words(const Graph& graph, NodeId id) {
  const Node& node = graph.node(bare_link(graph, id));
  if (!names_a_cell(node.op)) return "row";
  const Column& column = graph.column(node.column);
  const bool titled = column.role == Role::link && column.title.ends_with(" row");
  std::string words = titled ? lowered(name_in_words(column.title)) : column_words(graph, node.column);
  if (words.ends_with(" row") && words.size() > 4) words.resize(words.size() - 4);
  if (node.args[0] != none) words += " of its " + link_words(graph, node.args[0]);
  return words;
}

int binding_of(Op op) {
  switch (op) {
    case Op::choose:
      return 0;
    case Op::either:
      return 1;
    case Op::both:
      return 2;
    case Op::no:
      return 3;
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::at_most:
    case Op::more:
    case Op::at_least:
      return 4;
    case Op::round:
      return 5;
    case Op::add:
    case Op::subtract:
    case Op::add_days:
    case Op::add_months:
    case Op::months_between:
      return 6;
    case Op::multiply:
    case Op::divide:
    case Op::power:
      return 7;
    case Op::negate:
      return 8;
    default:
      return 9;
  }
}

}  // namespace

bool is_literal(const Graph& graph, NodeId id, int value) {
  const Node& node = graph.node(id);
  return node.op == Op::literal && graph.literal_value(node) == Exact(value);
}

std::string name_in_words(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  std::string out = dot == std::string::npos || dot + 1 == name.size() ? name : name.substr(dot + 1);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

bool is_written_number(const Column& column) {
  return column.role == Role::term && column.meaning.starts_with("as written in ");
}

std::string column_words(const Graph& graph, ColumnId id) {
  const Column& column = graph.column(id);
  if (is_written_number(column)) return shown_at(graph, id, 0, column.unit_words);
  const bool input =
      column.role == Role::term || column.role == Role::evidence || column.name.ends_with("_known");
  return input && !column.title.empty() ? lowered(name_in_words(column.title)) : name_in_words(column.name);
}

std::string row_in_words(const Graph& graph, FrameId id, std::size_t row) {
  const Frame& frame = graph.frame(id);
  return frame.name.empty() ? std::string() : name_in_words(frame.name) + " " + row_key(frame, row);
}

std::string rows_in_words(const Frame& frame) {
  if (!frame.title.empty()) return lowered(frame.title);
  return frame.name.empty() ? "rows" : name_in_words(frame.name) + " rows";
}

std::string shared_words(const Column& link) {
  const std::string mark = "the same ";
  const std::size_t at = link.title.find(mark);
  return name_in_words(at == std::string::npos ? link.name : link.title.substr(at + mark.size()));
}

NodeId bare_link(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  if (node.op != Op::greatest) return id;
  if (is_literal(graph, node.args[0], 1)) return node.args[1];
  return is_literal(graph, node.args[1], 1) ? node.args[0] : id;
}

ColumnId asks_for_no_row(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  if (node.op != Op::equal || !is_literal(graph, node.args[1], 0)) return none;
  const Node& asked = graph.node(node.args[0]);
  if (asked.op != Op::this_row && asked.op != Op::scalar) return none;
  return graph.column(asked.column).role == Role::link ? asked.column : none;
}

bool asks_for_first_row(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  if (node.op != Op::equal || !is_literal(graph, node.args[1], 1)) return false;
  const Node& asked = graph.node(node.args[0]);
  return asked.op == Op::this_row && graph.frame(graph.column(asked.column).frame).row_number == asked.column;
}

std::string Speaker::say(NodeId node, Unit unit) const {
  unit_ = unit;
  return spoken(node).text;
}

std::string Speaker::part(NodeId node, int binding) const {
  Spoken said = spoken(node);
  return said.binding < binding ? "(" + said.text + ")" : said.text;
}

std::string Speaker::literal(const Node& node) const {
  const Exact& value = graph_.literal_value(node);
  if (node.type.kind == Kind::truth) return value.sign() != 0 ? "yes" : "no";
  if (node.type.kind == Kind::date) return CellReader(graph_, "").shown_amount(value, Unit::date);
  return value.decimal().value_or(value.fraction());
}

Speaker::Spoken Speaker::spoken(NodeId id) const {
  const Node& node = graph_.node(id);
  if (node.op == Op::literal) return {literal(node), 9};
  if (operation(node.op).reads_column) return reference(node, id);
  if (node.op == Op::choose) return choice(node);
  if (node.op == Op::round) return rounding(node);
  return operands(node);
}

Speaker::Spoken Speaker::reference(const Node& node, NodeId id) const {
  if (reader_ != nullptr) {  // a flag that is calculated with counts as 1 or 0
    const bool flag = node.type.kind == Kind::truth;
    return {flag ? (reader_->holds(id, row_) ? "1" : "0") : reader_->shown(id, row_), 9};
  }
  const Column& column = graph_.column(node.column);
  const Frame& frame = graph_.frame(column.frame);
  const std::string name = column_words(graph_, node.column);
  switch (node.op) {
    case Op::previous:
      return {name + " in the row above", 9};
    case Op::earlier:
    case Op::at_row: {
      const Node& link = graph_.node(bare_link(graph_, node.args[0]));
      const std::string title = link.column == none ? "" : name_in_words(graph_.column(link.column).title);
      const bool same = title.find("the same ") != std::string::npos;
      if (same) return {name + " in the " + lowered(title), 9};
      if (node.op == Op::earlier) return {name + " in the linked earlier row", 9};
      return {name + " of its " + link_words(graph_, node.args[0]), 9};
    }
    case Op::fixed_cell:
      if (frame.key_column == node.column) return {row_key(frame, node.index - 1), 9};
      return {name + " of " + row_key(frame, node.index - 1), 9};
    case Op::rows_of:
      return {"number of " + rows_in_words(frame), 9};
    case Op::sum_of:
      if (column.type.kind == Kind::truth) return {counted_where(node.column, frame), 9};
      [[fallthrough]];
    case Op::least_of:
    case Op::greatest_of:
      return {std::string(operation(node.op).name) +
                  (node.op == Op::sum_of ? " of " + name : ", " + name + ",") + " over " +
                  rows_in_words(frame),
              9};
    case Op::sum_where:
      return {"sum of " + name + " over " + rows_in_words(frame) + " whose " +
                  column_words(graph_, node.second_column) + " is " + part(node.args[0], 5),
              9};
    case Op::product_sum:
      return {"sum of " + name + " * " + column_words(graph_, node.second_column) + " over " +
                  rows_in_words(frame),
              9};
    case Op::band_row:
      return {"the row of " + rows_in_words(frame) + " into which " + part(node.args[0], 5) + " falls", 5};
    case Op::is_known:
      return {name + " is known", 4};
    default:
      return {name, 9};
  }
}

/// "number of participants where earned > paid": a flag made only to be counted is said in place.
std::string Speaker::counted_where(ColumnId id, const Frame& frame) const {
  const Column& column = graph_.column(id);
  const bool made = column.name.ends_with("_part") && column.formula != none;
  return "number of " + rows_in_words(frame) + " where " +
         (made ? part(column.formula, 1) : column_words(graph_, id));
}

Speaker::Spoken Speaker::choice(const Node& node) const {
  if (reader_ != nullptr) return spoken(node.args[reader_->holds(node.args[0], row_) ? 1 : 2]);
  const ColumnId link = asks_for_no_row(graph_, node.args[0]);
  std::string asked;
  if (link != none) {
    asked = "there is no " + (graph_.column(link).title.empty()
                                  ? name_in_words(graph_.column(link).name)
                                  : lowered(name_in_words(graph_.column(link).title)));
  } else if (asks_for_first_row(graph_, node.args[0])) {
    asked = "it is the first row";
  } else {
    asked = part(node.args[0], 1);
  }
  return {"if " + asked + " then " + part(node.args[1], 1) + " else " + part(node.args[2], 0), 0};
}

Speaker::Spoken Speaker::rounding(const Node& node) const {
  int places = node.type.kind == Kind::decimal ? node.type.places : 0;
  std::string of;
  if ((unit_ == Unit::percent || unit_ == Unit::points) && places >= 2) {
    places -= 2;
    of = unit_ == Unit::percent ? " of a percent" : " of a point";
  }
  const std::string to =
      places == 0 ? "whole " + std::string(of.empty()               ? "numbers"
                                           : unit_ == Unit::percent ? "percents"
                                                                    : "points")
                  : std::to_string(places) + (places == 1 ? " decimal place" : " decimal places") + of;
  return {part(node.args[0], 8) + " rounded to " + to + ", " + std::string(words(node.mode)), 5};
}

/// min(min(a, b), c) is said min(a, b, c).
void Speaker::gather(NodeId id, Op op, std::vector<std::string>& out) const {
  const Node& node = graph_.node(id);
  if (node.op != op) {
    out.push_back(part(id, 1));
    return;
  }
  gather(node.args[0], op, out);
  gather(node.args[1], op, out);
}

Speaker::Spoken Speaker::operands(const Node& node) const {
  const Operation& about = operation(node.op);
  if (node.op == Op::least || node.op == Op::greatest) {
    std::vector<std::string> all;
    gather(node.args[0], node.op, all);
    gather(node.args[1], node.op, all);
    std::string out = std::string(about.name) + "(";
    for (std::size_t i = 0; i < all.size(); ++i) out += (i == 0 ? "" : ", ") + all[i];
    return {out + ")", 9};
  }
  const int own = binding_of(node.op);
  const bool joins_alike =
      node.op == Op::add || node.op == Op::multiply || node.op == Op::both || node.op == Op::either;
  std::string out;
  for (std::size_t i = 0; i < about.words.size(); ++i) {
    if (about.words[i] != '{') {
      out += about.words[i];
      continue;
    }
    const char hole = about.words[i + 1];
    out += part(node.args[static_cast<std::size_t>(hole - 'a')], hole == 'a' || joins_alike ? own : own + 1);
    i += 2;
  }
  return {out, own};
}

}  // namespace outturn::calc
