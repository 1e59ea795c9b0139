// A result folder: result.html, workbook.xlsx, result.json and, under inputs/, all that it was made from, so
// that any figure can be explained later and elsewhere. It appears whole or not at all.
#pragma once

#include "adapters/command/claim/intake.h"

namespace outturn::command {

class ResultFolder {
 public:
  /// The files by which an older result is known: of a run, or of another command.
  using Marks = std::vector<fs::path>;
  [[nodiscard]] static Marks of_a_run() { return {"result.json", fs::path("inputs") / "request.json"}; }
  /// Why this folder may not be written; empty when it may.
  [[nodiscard]] static std::string refusal(const fs::path& out, bool replace,
                                           const Marks& marks = of_a_run());

  /// Begins a folder beside `out`; it is taken away again unless published.
  explicit ResultFolder(fs::path out);
  ~ResultFolder();
  ResultFolder(const ResultFolder&) = delete;
  ResultFolder& operator=(const ResultFolder&) = delete;

  [[nodiscard]] const fs::path& path() const { return partial_; }
  void keep_inputs(const LoadedContract& loaded, const LoadedEvidence& evidence, const calc::Record& record,
                   const RunOptions& options);
  /// Moves the folder to its place, in place of an older result.
  void publish();

 private:
  fs::path out_;
  fs::path partial_;
  bool published_ = false;
};

/// The run of a result folder, calculated again from its inputs. Problems tell what is missing.
[[nodiscard]] std::optional<calc::Run> run_again(const fs::path& folder, Problems& problems);

}  // namespace outturn::command
