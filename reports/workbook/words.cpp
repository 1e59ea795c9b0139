#include "reports/workbook/words.h"

#include "engine/values/rounding.h"
#include "reports/workbook/names.h"

namespace outturn::workbook {
namespace {

std::string column_words(const calc::Graph& graph, calc::ColumnId id, const calc::Column& reader) {
  const calc::Column& column = graph.column(id);
  const std::string& rows = graph.frame(column.frame).name;
  std::string words = title_of(column);
  if (!words.empty() && words.size() > 1 && (words[1] < 'A' || words[1] > 'Z') && words[0] >= 'A' && words[0] <= 'Z') {
    words[0] = static_cast<char>(words[0] - 'A' + 'a');
  }
  return rows.empty() || column.frame == reader.frame ? words : words + " of " + rows;
}

class Speaker {
 public:
  Speaker(const calc::Graph& graph, const calc::Column& reader) : graph_(graph), reader_(reader) {}

  std::string say(calc::NodeId id, bool inside) const {
    const calc::Node& node = graph_.node(id);
    switch (node.op) {
      case calc::Op::literal: return literal(node);
      case calc::Op::this_row:
      case calc::Op::scalar: return column_words(graph_, node.column, reader_);
      case calc::Op::fixed_cell: return column_words(graph_, node.column, reader_) + " " + row_key(node);
      case calc::Op::round: return rounding(node);
      default: break;
    }
    const std::string words = filled(calc::operation(node.op).words, node);
    const bool infix = calc::operation(node.op).arity == 2 && words.find('(') == std::string::npos;
    return inside && infix ? "(" + words + ")" : words;
  }

 private:
  std::string literal(const calc::Node& node) const {
    const Exact& value = graph_.literal_value(node);
    if (node.type.kind == calc::Kind::truth) return value.sign() != 0 ? "yes" : "no";
    return value.decimal().value_or(value.fraction());
  }

  std::string row_key(const calc::Node& node) const {
    const calc::Frame& frame = graph_.frame(graph_.column(node.column).frame);
    const std::size_t index = node.index - 1;
    return index < frame.keys.size() ? frame.keys[index] : "row " + std::to_string(node.index);
  }

  std::string rounding(const calc::Node& node) const {
    const int places = node.type.kind == calc::Kind::decimal ? node.type.places : 0;
    const std::string to = places == 0 ? "whole numbers" : std::to_string(places) + " decimal places";
    return say(node.args[0], true) + " rounded to " + to + ", " + std::string(words(node.mode));
  }

  std::string filled(std::string_view pattern, const calc::Node& node) const {
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (pattern[i] != '{' || i + 2 >= pattern.size()) {
        out += pattern[i];
        continue;
      }
      out += hole(pattern[i + 1], node);
      i += 2;
    }
    return out;
  }

  std::string hole(char name, const calc::Node& node) const {
    if (name == '0') return column_words(graph_, node.column, reader_);
    if (name == '1') return column_words(graph_, node.second_column, reader_);
    return say(node.args[static_cast<std::size_t>(name - 'a')], true);
  }

  const calc::Graph& graph_;
  const calc::Column& reader_;
};

}  // namespace

std::string in_words(const calc::Graph& graph, calc::ColumnId id) {
  const calc::Column& column = graph.column(id);
  if (column.formula == calc::none) return {};
  return Speaker(graph, column).say(column.formula, false);
}

}  // namespace outturn::workbook
