// The files of a review: pairs and people of a link read back, the queue written, decisions read.
//
// None of them holds identities: records are named by their ids, as in pairs.csv.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/problem.h"
#include "engine/linkage/review/bands.h"
#include "engine/linkage/review/decisions.h"
#include "engine/linkage/review/queue.h"

namespace outturn::linkage {

/// Of each record named in people.csv, its person.
using PersonOf = std::unordered_map<std::string, std::string>;
[[nodiscard]] PersonOf read_people(const std::string& file, std::string_view bytes, Problems& problems);

/// Gives every pair of pairs.csv to `take`. A pair counts as taken when both records are of one person in
/// `people`; where that is empty, when its probability is at least one half.
void read_pairs(const std::string& file, std::string_view bytes, const PersonOf& people,
                const std::function<void(ReviewPair)>& take, Problems& problems);

/// The queue for a spreadsheet: a row a pair, decision, reviewer, date and note left empty.
[[nodiscard]] std::string review_csv(const std::vector<QueueItem>& queue);

/// Decisions of one file, of the reviewer's page or of review.csv filled in; rows without a decision are
/// passed over. Problems LK80 to LK87; all of the file's at once.
[[nodiscard]] std::vector<Decision> read_decisions(const std::string& file, std::string_view bytes,
                                                   Problems& problems);
/// As read_decisions takes them.
[[nodiscard]] std::string decisions_csv(const std::vector<Decision>& decisions);
/// A reviewer who decides a pair twice, and differently (LK83): to be asked of all files together.
void tell_changed_minds(const std::vector<Decision>& decisions, Problems& problems);

}  // namespace outturn::linkage
