// The commands of the program. Each prints what a person (or, asked for JSON, a machine) reads and
// returns how it ended.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/command/claim/host.h"
#include "adapters/command/claim/intake.h"

namespace outturn::command {

struct CheckOptions {
  std::vector<fs::path> files;
  bool json = false;
};
[[nodiscard]] Exit check_contracts(const CheckOptions& options);

struct LayoutOptions {
  std::vector<fs::path> files;   ///< "-" is standard input, whose text goes to standard output
  bool only_check = false;       ///< names files that are not in the layout, and writes none
  bool standard_output = false;  ///< writes the text there and leaves the files alone
};
[[nodiscard]] Exit lay_out_contracts(const LayoutOptions& options);

struct RunCommand {
  fs::path contract;
  RunOptions run;
  fs::path out;
  bool replace = false;
  bool json = false;
};
[[nodiscard]] Exit run_contract(const RunCommand& options);

struct SavingsOptions {
  fs::path contract;
  RunOptions run;  ///< evidence is needed only where the savings rest on it, or where a workbook is written
  fs::path out;    ///< empty: nothing is written
  bool replace = false;
  bool json = false;
};
[[nodiscard]] Exit show_savings(const SavingsOptions& options);

struct ExplainOptions {
  fs::path folder;
  std::string name;
  std::string key;
  bool json = false;
};
[[nodiscard]] Exit explain_figure(const ExplainOptions& options);

struct DiffOptions {
  fs::path before;
  fs::path after;
  bool all_rows = false;
  bool json = false;
};
/// That two results differ is an answer and no fault: the command then ends well all the same.
[[nodiscard]] Exit compare_results(const DiffOptions& options);

struct RecheckOptions {
  fs::path book;
  fs::path contract;
  RunOptions run;  ///< dates and documents not given are those the book names
  bool all_rows = false;
  bool json = false;
};
/// Ends well only when the book is the same.
[[nodiscard]] Exit recheck_workbook(const RecheckOptions& options);

struct CasesOptions {
  fs::path folder;
  bool json = false;
};
[[nodiscard]] Exit run_cases(const CasesOptions& options);

/// The whole manual of the language, or what it has under `word`.
[[nodiscard]] Exit show_manual(const std::string& word);

}  // namespace outturn::command
