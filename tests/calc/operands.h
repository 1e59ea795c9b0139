// Random typed operands, and a formula run both ways a column can be evaluated.
#pragma once

#include <functional>
#include <random>

#include <gtest/gtest.h>

#include "tests/calc/arithmetic_apart.h"
#include "tests/support/graph_builder.h"

namespace outturn::test {

using calc::ColumnId;
using calc::Kind;
using calc::NodeId;
using calc::Type;

inline constexpr std::size_t row_count = 5000;  // more than one chunk

/// Random inputs of a type, and the same as rationals.
class Operands {
 public:
  explicit Operands(unsigned seed) : random_(seed) {}

  ColumnId make(GraphBuilder& builder, calc::FrameId frame, Type type, bool small) {
    const std::string name = "input" + std::to_string(++count_);
    const auto wholes = [&](std::int64_t low, std::int64_t high) {
      std::vector<std::int64_t> out(row_count);
      for (auto& value : out) value = random_() % 8 == 0 ? 0 : between(low, high);
      return out;
    };
    switch (type.kind) {
      case Kind::whole:
        return builder.whole(frame, name, small ? wholes(-40, 40) : wholes(-2'000'000, 2'000'000));
      case Kind::decimal:
        return builder.decimal(frame, name, type.places,
                               small ? wholes(-3000, 3000) : wholes(-90'000'000'000, 90'000'000'000));
      case Kind::exact: {
        std::vector<Exact> out(row_count);
        for (auto& value : out) value = Exact::ratio(between(-100'000, 100'000), between(1, 700));
        return builder.exact(frame, name, out);
      }
      case Kind::date: {
        std::vector<std::int32_t> out(row_count);
        for (auto& value : out) value = static_cast<std::int32_t>(between(30'000, 50'000));
        return builder.date(frame, name, out);
      }
      case Kind::truth: {
        std::vector<std::uint8_t> out(row_count);
        for (auto& value : out) value = static_cast<std::uint8_t>(random_() % 2);
        return builder.truth(frame, name, out);
      }
      case Kind::key: {
        std::vector<std::int32_t> out(row_count);
        for (auto& value : out) value = static_cast<std::int32_t>(between(0, 12));
        return builder.key(frame, name, frame, out);
      }
      case Kind::text:
        break;
    }
    throw std::logic_error("no such operand");
  }

  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
  }

 private:
  std::mt19937_64 random_;
  int count_ = 0;
};

inline std::string name_of(Type type) {
  static const char* names[] = {"whole", "decimal", "exact", "date", "key", "truth", "text"};
  return names[static_cast<int>(type.kind)] + (type.kind == Kind::decimal ? std::to_string(type.places) : "");
}

/// Runs `formula` by chunks and in a block, and compares every row with `expected`.
inline void check(GraphBuilder& builder, calc::FrameId frame, const std::function<NodeId()>& formula,
                  const std::function<cpp_rational(std::size_t)>& expected, const std::string& what) {
  calc::Graph& graph = builder.graph;
  const ColumnId by_chunk = builder.formula(frame, "chunk", formula());
  std::vector<std::int64_t> numbers(graph.frame(frame).rows);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<std::int64_t>(i) + 1;
  const ColumnId n = builder.whole(frame, "n", numbers);
  const ColumnId by_row = builder.open(frame, "row", graph.column(by_chunk).type);
  graph.set_formula(by_row,
                    graph.make(Op::choose, {graph.make(Op::equal, {builder.here(n), builder.number(0)}),
                                            builder.above(by_row), formula()}));
  const calc::Evaluation evaluation = evaluate_or_fail(graph);
  int shown = 0;
  for (std::size_t row = 0; row < numbers.size() && shown < 3; ++row) {
    const cpp_rational right = expected(row);
    for (const ColumnId column : {by_chunk, by_row}) {
      const cpp_rational have = rational(calc::value_at(graph, column, row));
      if (have == right) continue;
      ADD_FAILURE() << what << ", row " << row << (column == by_row ? " in a block" : "") << ": " << have
                    << ", not " << right;
      ++shown;
    }
  }
}

}  // namespace outturn::test
