// Formulas and facts said in words, with or without the figures of one row.
//
// Names are those of the contract with blanks for underscores. What engine-made links stand for is
// said as a person would: "price of its code", "in the earlier row of the same person".
#pragma once

#include <string>
#include <vector>

#include "engine/calc/record.h"
#include "engine/explain/cell_reader.h"

namespace outturn::calc {

/// "participant_cap_before" -> "participant cap before"; what stands before a dot is left out.
[[nodiscard]] std::string name_in_words(const std::string& name);
/// A number that stands in a statement of the contract and has a cell only because formulas hold none.
[[nodiscard]] bool is_written_number(const Column& column);
/// What a column is called in words: an input by its heading, which is the contract's own word for it, a
/// number written in a statement by itself.
[[nodiscard]] std::string column_words(const Graph& graph, ColumnId column);
/// "claim A-17"; empty for the one row of scalars.
[[nodiscard]] std::string row_in_words(const Graph& graph, FrameId frame, std::size_t row_index);
/// "Claims" -> "claims".
[[nodiscard]] std::string rows_in_words(const Frame& frame);
/// What rows found by this link share: "person code" of "Earlier row of the same person_code".
[[nodiscard]] std::string shared_words(const Column& link);
/// The node is this number, written.
[[nodiscard]] bool is_literal(const Graph& graph, NodeId id, int value);
/// The link without the max(1, ..) that keeps it safe to read.
[[nodiscard]] NodeId bare_link(const Graph& graph, NodeId link);
/// The link whose absence the node asks for (link = 0); none when it asks something else.
[[nodiscard]] ColumnId asks_for_no_row(const Graph& graph, NodeId node);
/// True when the node asks whether the row is the first.
[[nodiscard]] bool asks_for_first_row(const Graph& graph, NodeId node);

/// Says a formula; with a reader, each cell as the figure it holds in the row, the branches taken only.
class Speaker {
 public:
  explicit Speaker(const Graph& graph) : graph_(graph) {}
  Speaker(CellReader& reader, std::size_t row_index)
      : graph_(reader.graph()), reader_(&reader), row_(row_index) {}

  /// `unit` is that of the column the formula fills: places of a percent are told as of a percent.
  [[nodiscard]] std::string say(NodeId node, Unit unit = Unit::plain) const;

 private:
  struct Spoken {
    std::string text;
    int binding = 9;  ///< how tightly its parts hold together; looser ones get brackets
  };
  [[nodiscard]] Spoken spoken(NodeId node) const;
  [[nodiscard]] Spoken reference(const Node& node, NodeId id) const;
  [[nodiscard]] Spoken choice(const Node& node) const;
  [[nodiscard]] std::string counted_where(ColumnId column, const Frame& frame) const;
  [[nodiscard]] Spoken rounding(const Node& node) const;
  [[nodiscard]] Spoken operands(const Node& node) const;
  [[nodiscard]] std::string part(NodeId node, int binding) const;
  [[nodiscard]] std::string literal(const Node& node) const;
  void gather(NodeId node, Op op, std::vector<std::string>& out) const;

  const Graph& graph_;
  CellReader* reader_ = nullptr;
  std::size_t row_ = 0;
  mutable Unit unit_ = Unit::plain;
};

}  // namespace outturn::calc
