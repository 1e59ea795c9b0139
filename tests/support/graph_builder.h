// Small graphs for tests: typed input columns and formulas in a line each.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/calc/evaluate.h"
#include "engine/calc/graph.h"
#include "engine/calc/sheet_form.h"

namespace outturn::test {

/// A graph with one frame of scalars (frame 0, "") and as many others as asked for.
class GraphBuilder {
 public:
  GraphBuilder() { frame("", 1); }

  calc::FrameId frame(const std::string& name, std::size_t rows);

  // Inputs. Whole numbers are kept wide; dates and links in 32 bits, as a contract would.
  calc::ColumnId whole(calc::FrameId frame, const std::string& name, const std::vector<std::int64_t>& values);
  calc::ColumnId decimal(calc::FrameId frame, const std::string& name, int places,
                         const std::vector<std::int64_t>& scaled);
  calc::ColumnId exact(calc::FrameId frame, const std::string& name, const std::vector<Exact>& values);
  calc::ColumnId date(calc::FrameId frame, const std::string& name, const std::vector<std::int32_t>& serials);
  calc::ColumnId truth(calc::FrameId frame, const std::string& name, const std::vector<std::uint8_t>& flags);
  /// Row numbers (1-based, 0 none), shown as such.
  calc::ColumnId link(calc::FrameId frame, const std::string& name, const std::vector<std::int32_t>& rows);
  /// Keys of the frame `space`.
  calc::ColumnId key(calc::FrameId frame, const std::string& name, calc::FrameId space,
                     const std::vector<std::int32_t>& rows);
  calc::ColumnId term(const std::string& name, int places, std::int64_t scaled);

  /// A formula column of the formula's own type.
  calc::ColumnId formula(calc::FrameId frame, const std::string& name, calc::NodeId node);
  /// A formula column whose formula comes later (blocks).
  calc::ColumnId open(calc::FrameId frame, const std::string& name, calc::Type type);

  // Formulas.
  calc::NodeId here(calc::ColumnId column) { return graph.ref(calc::Op::this_row, column); }
  calc::NodeId above(calc::ColumnId column) { return graph.ref(calc::Op::previous, column); }
  calc::NodeId the(calc::ColumnId column) { return graph.ref(calc::Op::scalar, column); }
  calc::NodeId number(std::int64_t whole) { return graph.literal(Exact(whole)); }

  calc::Graph graph;
};

/// Prints A1 addresses as a sheet of its own for each frame would have them: row 5 the first data
/// row, columns lettered in the order they were declared in their frame, scalars by name.
class SheetAddresses : public calc::Addresses {
 public:
  SheetAddresses(const calc::Graph& graph, calc::FrameId home) : graph_(graph), home_(home) {}
  [[nodiscard]] std::string address(const calc::SheetNode& reference) const override;

 private:
  const calc::Graph& graph_;
  calc::FrameId home_;
};

/// The formula's text in row 5, without the leading =.
[[nodiscard]] std::string sheet_text(const calc::Graph& graph, calc::ColumnId column,
                                     const std::vector<std::uint8_t>& digits);

/// Evaluates; throws std::runtime_error with the first problem there is, which fails a test.
[[nodiscard]] calc::Evaluation evaluate_or_fail(calc::Graph& graph);

}  // namespace outturn::test
