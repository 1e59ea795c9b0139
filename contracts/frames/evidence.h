// The evidence as frames and columns: the rows in their home order, the names of rows, links resolved. It
// knows the inputs of the contract and the tables given; it must never know a value, a payment or a formula
// of the contract.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "contracts/frames/tables.h"

namespace outturn::compile {

/// An evidence column in the graph.
struct EvidenceColumn {
  ColumnId value = none;
  ColumnId known = none;  ///< 1 where it is known; none: never unknown
  ColumnId link = none;   ///< row numbers of the target, made when first needed (links.h)
};

struct EvidenceFrame {
  FrameId frame = none;
  const language::Input* input = nullptr;
  std::vector<EvidenceColumn> columns;                   ///< parallel to the input's columns
  std::vector<std::string> order;                        ///< columns of the home order
  std::map<std::vector<std::string>, ColumnId> earlier;  ///< link to the earlier row of the same keys

  /// The column of that name; the contract's checker has seen that there is one.
  [[nodiscard]] EvidenceColumn& column(const std::string& name);
};

struct Evidence {
  std::vector<EvidenceFrame> frames;
  std::map<std::pair<std::size_t, std::size_t>, EvidenceColumn> single;  ///< by input of one row and column

  /// The rows of a kind; null where there are none of it.
  [[nodiscard]] EvidenceFrame* of_kind(const std::string& each);
  [[nodiscard]] const EvidenceFrame* of_kind(const std::string& each) const;
};

/// Problems E100 for links into nowhere, N24 for inputs that point to each other.
[[nodiscard]] Evidence read_evidence(Workings& work, const ContractTables& tables);
/// The frame of the rows of a kind; that of single values where there are none of it.
[[nodiscard]] FrameId frame_of(const Workings& work, const Evidence& evidence, const std::string& each);

}  // namespace outturn::compile
