#include "engine/linkage/sealed/link.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

namespace outturn::sealed {
namespace {

constexpr std::uint32_t nobody = 0xFFFFFFFF;

/// The record that alone has this digest for match key `key`, or nobody where two have it.
std::unordered_map<std::string, std::uint32_t> owners(const Party& party, std::size_t key) {
  std::unordered_map<std::string, std::uint32_t> found;
  for (std::uint32_t i = 0; i < party.count; ++i) {
    const std::string& digest = (*party.keys)[i][key];
    if (digest.empty()) continue;
    const auto [at, is_new] = found.emplace(digest, i);
    if (!is_new) at->second = nobody;
  }
  return found;
}

class Linkage {
 public:
  Linkage(std::vector<Party> members, const LinkOptions& options, const TaskRunner& run)
      : options_(options), run_(run) {
    parties_.members = std::move(members);
  }

  Linked linked() {
    const auto count = static_cast<std::uint32_t>(parties_.members.size());
    for (std::uint32_t i = 0; i < count; ++i) {
      for (std::uint32_t j = i + 1; j < count && !linked_.too_many; ++j) between(i, j);
    }
    if (!linked_.too_many) linked_.solved = solve(parties_, std::move(links_));
    return std::move(linked_);
  }

 private:
  void between(std::uint32_t i, std::uint32_t j) {
    Between seen{i, j};
    const Party& left = parties_.members[i];
    const Party& right = parties_.members[j];
    Calibration& calibration = parties_.calibrations.emplace_back();
    if (left.filters->words > 0) {
      seen.backdrop = backdrop_of(*left.filters, *right.filters);
      seen.looked_from = wide_threshold(seen.backdrop, left.count, right.count);
      if (options_.threshold) seen.looked_from = std::min(seen.looked_from, *options_.threshold);
      CompareOptions compare;
      compare.threshold = seen.looked_from;
      compare.most = options_.most;
      const Compared compared = compare_all(*left.filters, *right.filters, compare, run_);
      linked_.too_many = compared.too_many;
      seen.candidates = compared.candidates.size();
      Strangers strangers;
      add_strangers(*left.filters, seen.looked_from, run_, strangers);
      add_strangers(*right.filters, seen.looked_from, run_, strangers);
      calibration = Calibration(compared.candidates, left.count, right.count, strangers);
      seen.threshold = options_.threshold.value_or(calibration.threshold());
      add_similar(compared.candidates, calibration, seen);
    }
    seen.by_key = add_keys(calibration, seen);
    linked_.between.push_back(seen);
  }

  void add_similar(const std::vector<Candidate>& candidates, const Calibration& calibration,
                   const Between& seen) {
    for (const Candidate& pair : candidates) {
      if (pair.similarity.ten_thousandths() < seen.threshold) continue;
      double probability = calibration.probability(pair.similarity);
      if (options_.threshold) probability = std::max(probability, 0.5);  // the asker has decided
      links_.push_back({seen.left, seen.right, pair, probability});
    }
  }

  /// Links of the pairs that agree on a match key each alone on its side, the first such key counting.
  /// Beside encodings such a pair is at least as likely as the pairs of its key are on average.
  std::size_t add_keys(const Calibration& calibration, const Between& seen) {
    const Party& left = parties_.members[seen.left];
    const Party& right = parties_.members[seen.right];
    if (left.keys->empty() || right.keys->empty()) return 0;
    std::vector<bool> done(left.count);
    std::size_t total = 0;
    for (std::size_t key = 0; key < left.keys->front().size(); ++key) {
      const auto of_left = owners(left, key);
      const std::size_t first = links_.size();
      double sum = 0;
      const auto of_right = owners(right, key);
      for (std::uint32_t j = 0; j < right.count; ++j) {  // not in the order of a hash table
        const std::string& digest = (*right.keys)[j][key];
        const auto found = of_left.find(digest);
        if (found == of_left.end() || found->second == nobody || done[found->second]) continue;
        if (of_right.at(digest) != j) continue;
        Link link{seen.left,
                  seen.right,
                  {found->second, j, {}},
                  Link::not_known,
                  static_cast<std::uint32_t>(key + 1)};
        if (left.filters->words > 0) {
          link.pair.similarity = similarity_of(*left.filters, found->second, *right.filters, j);
          link.probability = calibration.probability(link.pair.similarity);
          sum += link.probability;
        }
        links_.push_back(link);
      }
      const std::size_t count = links_.size() - first;
      total += count;
      for (std::size_t l = first; l < links_.size(); ++l) {
        done[links_[l].pair.left] = true;
        if (left.filters->words > 0) {
          links_[l].probability = std::max(links_[l].probability, sum / static_cast<double>(count));
        }
      }
    }
    return total;
  }

  const LinkOptions& options_;
  const TaskRunner& run_;
  Parties parties_;
  std::vector<Link> links_;
  Linked linked_;
};

}  // namespace

Linked link_parties(std::vector<Party> members, const LinkOptions& options, const TaskRunner& run) {
  return Linkage(std::move(members), options, run).linked();
}

}  // namespace outturn::sealed
