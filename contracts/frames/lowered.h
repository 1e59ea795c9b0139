// A formula together with what must be known for it, and the few ways in which two of them are joined. It
// must know the graph only: nothing of the contract, of frames or of names.
#pragma once

#include <string>

#include "engine/calc/graph.h"

namespace outturn::compile {

using calc::ColumnId;
using calc::FrameId;
using calc::NodeId;
using calc::none;
using calc::Op;

/// A formula and, where it may be unknown, a formula that is 1 when it is known.
struct Lowered {
  NodeId value = none;
  NodeId known = none;  ///< none: always known
  bool rests = false;   ///< the value may be read where it is not known, and is 0 there
};

/// Both tests; a test that is none always holds, and one read twice is read once.
[[nodiscard]] NodeId both(calc::Graph& graph, NodeId a, NodeId b, Span span);
/// A test that reads what may be unknown, made only where it is known. Not AND: a sheet reads every part of
/// an AND, and a comparison with an unknown cell is an error there.
[[nodiscard]] NodeId once_known(calc::Graph& graph, NodeId known, NodeId test, Span span);
/// 0 as a value of the same kind.
[[nodiscard]] NodeId zero_of(calc::Graph& graph, NodeId like);
/// The value, and 0 where it is not known.
[[nodiscard]] NodeId guarded(calc::Graph& graph, const Lowered& of, Span span);
/// `known`, or yes where it is always known.
[[nodiscard]] NodeId surely(calc::Graph& graph, NodeId known);
/// True where the formula does no more than read a column.
[[nodiscard]] bool only_reads(const calc::Graph& graph, NodeId formula);
/// The columns a formula reads one through the other, as a name by which it is found again.
[[nodiscard]] std::string path_words(const calc::Graph& graph, NodeId node);

}  // namespace outturn::compile
