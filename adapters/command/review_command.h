// outturn review: a queue of pairs for people to look at, and what their decisions say of the link.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/command/claim/host.h"
#include "engine/linkage/people/people.h"
#include "engine/linkage/records/records.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

namespace outturn::command {

struct ReviewQueueOptions {
  fs::path folder;  ///< of a link
  std::size_t size = 200;
  std::uint64_t seed = 1;
  std::vector<std::string> inputs;  ///< NAME=FILE, as given to link
  std::string id;                   ///< column of ids; empty: the model's
  std::vector<std::string> hidden;  ///< columns not shown to the reviewer
  bool reviewer = false;            ///< writes the page with identities
  fs::path out;
  bool replace = false;
};
[[nodiscard]] Exit make_review_queue(const ReviewQueueOptions& options);

struct ReviewResultOptions {
  fs::path folder;
  std::vector<fs::path> decisions;
  fs::path
      recalibrated;  ///< file for pairs.csv with probabilities put right by the decisions; empty: not asked
  bool json = false;
};
[[nodiscard]] Exit tell_review_result(const ReviewResultOptions& options);

/// Decisions read for the next link: LinkingOptions take them. What can't be used is told as warnings.
struct DecidedPairs {
  std::vector<linkage::RecordPair> must;
  std::vector<linkage::RecordPair> barred;
};
[[nodiscard]] DecidedPairs decided_pairs(const std::vector<fs::path>& files, const linkage::Records& records,
                                         Problems& problems);

/// What the command line asked for.
struct ReviewWords {
  ReviewQueueOptions queue;
  ReviewResultOptions result;
  std::string folder, out, recalibrated;
  std::vector<std::string> decisions;
};
/// Adds "review" with "queue" and "result" to the program.
void set_up_review(CLI::App& app, ReviewWords& words);
/// What was asked for, after parsing; only when app.got_subcommand("review").
[[nodiscard]] Exit run_review(const CLI::App& app, const ReviewWords& words);

}  // namespace outturn::command
