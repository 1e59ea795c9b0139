// Reads a spreadsheet formula in A1 style into a tree, for golden workbooks.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::test {

/// A cell reference: "Terms!$B$5".
struct A1Cell {
  std::string sheet;  ///< empty: the formula's own
  int column = 0;     ///< from 0
  int row = 0;        ///< as written
  bool fixed_row = false;
};

struct A1Node {
  enum class Kind { number, text, cell, range, call, infix };
  Kind kind = Kind::number;
  std::string text;  ///< digits, words, function name or sign
  A1Cell from;
  A1Cell to;  ///< of a range
  std::vector<A1Node> args;

  [[nodiscard]] bool is_number(std::string_view digits) const {
    return kind == Kind::number && text == digits;
  }
  [[nodiscard]] bool is_call(std::string_view name) const { return kind == Kind::call && text == name; }
  [[nodiscard]] bool is_infix(std::string_view sign) const { return kind == Kind::infix && text == sign; }
};

/// Throws std::runtime_error with the text when it can't be read.
[[nodiscard]] A1Node read_a1(std::string_view formula);

/// A formula as text, for messages.
[[nodiscard]] std::string a1_text(const A1Node& node);

}  // namespace outturn::test
