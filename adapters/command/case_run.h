// One case of a contract, run and compared.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/command/claim/intake.h"
#include "contracts/cases/cases.h"

namespace outturn::command {

enum class CaseStatus : std::uint8_t { pass, fail, does_not_reconcile, waits };
/// "pass", "fail", "does_not_reconcile", "waits".
[[nodiscard]] std::string_view words(CaseStatus status);

/// One printed figure beside the computed one.
struct ComparedFigure {
  std::string key;  ///< row, where there is one figure a row
  Exact expected;
  std::optional<Exact> actual;  ///< nullopt: unknown, not there, or blocked
  bool agrees = false;
  std::string expected_shown;
  std::string actual_shown;
};

/// An expectation of the case with all its figures.
struct Comparison {
  std::string name;  ///< what the source calls it, else NAME or NAME of KEY
  language::CaseExpectation::Form form = language::CaseExpectation::Form::one;
  calc::Unit unit = calc::Unit::plain;
  std::vector<ComparedFigure> figures;
};

struct CaseResult {
  std::string contract;  ///< name of its folder
  std::string id;
  std::string kind;
  CaseStatus status = CaseStatus::waits;
  std::vector<Comparison> comparisons;
  std::string note;
};

/// A contract as its cases meet it.
struct ContractOfCases {
  LoadedContract loaded;
  std::string name;
  std::vector<TableShape> shapes;
  std::vector<Table> tables;  ///< of its evidence folder
};

/// Problems name places in the case file.
[[nodiscard]] CaseResult run_case(const ContractOfCases& contract, const language::Case& one,
                                  const SourceFile& source, Problems& problems);

}  // namespace outturn::command
