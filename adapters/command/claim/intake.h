// From paths to a run: reads the contract and its evidence, settles the dates, compiles.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapters/command/claim/card_folder.h"
#include "adapters/command/claim/linkage_evidence.h"
#include "contracts/compile/compile.h"
#include "contracts/language/syntax.h"

namespace outturn::command {

/// A contract as read from its file.
struct LoadedContract {
  SourceFile source;
  language::Contract contract;
  std::string sha256;
  std::uint64_t bytes = 0;
  std::map<std::string, CardBytes> cards;  ///< files of rate cards and values beside it, by name
};

/// Problems are added; nullopt when the file can't be read at all.
[[nodiscard]] std::optional<LoadedContract> load_contract(const fs::path& path, Problems& problems);

/// Bytes as a text; nullopt when they are none, which is told.
[[nodiscard]] std::optional<SourceFile> text_of(const std::string& name, std::string bytes,
                                                Problems& problems);
/// The text of a contract that need not be sound.
[[nodiscard]] std::optional<SourceFile> load_contract_text(const fs::path& path, Problems& problems);

/// Another text in the notation of contracts, such as a file of cases; nullopt when it is no text.
[[nodiscard]] std::optional<SourceFile> load_text(const fs::path& path, Problems& problems);

/// What the user asked of a run.
struct RunOptions {
  std::vector<fs::path> evidence;
  std::optional<Date> as_at;
  std::optional<Date> cut_off;
  std::vector<std::string> documents;
  std::string status = "draft";      ///< "draft", "provisional", "final"
  std::optional<fs::path> previous;  ///< result folder of the last claim
  bool accept_undecided = false;     ///< a final claim may hold rows that wait for evidence
  bool over_draws = false;           ///< the payment under each draw of the link too, where there are draws
};

/// Evidence as read: the tables, and the bytes of each file for the result folder.
struct LoadedEvidence {
  std::vector<Table> tables;
  std::vector<calc::FileRecord> files;
  std::map<std::string, std::string> bytes;  ///< by file name
  std::optional<LinkEvidence> link;          ///< what the link left beside its people.csv
  std::vector<calc::ComparisonRecord> comparisons;
  std::string previous;  ///< result.json of the last claim; empty: none was given
};

[[nodiscard]] LoadedEvidence load_evidence(const LoadedContract& loaded, const std::vector<fs::path>& folders,
                                           Problems& problems);

/// Reads result.json of the last claim, where a folder is given.
void load_previous(const std::optional<fs::path>& folder, LoadedEvidence& evidence, Problems& problems);

/// Settles dates, sets rows after the cut-off aside, runs, and works out the payment under the other
/// readings of open questions.
[[nodiscard]] std::optional<calc::Run> calculate(const LoadedContract& loaded, LoadedEvidence& evidence,
                                                 const RunOptions& options, Problems& problems);

/// Tables without rows (one unknown row where an input has one row): for checking a contract alone.
[[nodiscard]] std::vector<Table> empty_tables(const language::Contract& contract);

}  // namespace outturn::command
