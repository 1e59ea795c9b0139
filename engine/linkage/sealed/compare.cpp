#include "engine/linkage/sealed/compare.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace outturn::sealed {
namespace {

constexpr std::size_t tile = 24;  // blocks that stay in the nearest caches while rows pass over them
constexpr std::size_t rows_in_a_task = 512;

struct Part {
  const Filters& left;
  const Blocks& right;
  const CompareOptions& options;
  std::size_t early_words = 0;
  std::vector<std::uint32_t> needed_by_ones;  ///< ones of both -> ones in common needed
  std::vector<std::uint32_t> least_ones;      ///< block -> fewest ones of a lane
  std::vector<std::uint32_t> most_ones;       ///< block -> most ones of a lane
  std::vector<std::uint32_t> late_ones;       ///< block -> most ones of a lane behind the early words
};

std::uint32_t needed(std::uint64_t threshold, std::uint64_t ones) {
  return static_cast<std::uint32_t>((threshold * ones + 19'999) / 20'000);
}

/// Where an early look pays: the first point at which an unrelated pair, even one 3 deviations more
/// alike than most, can't reach the threshold any more. It only decides about speed.
std::size_t early_words_for(const Part& part, const Backdrop& backdrop) {
  const auto words = static_cast<double>(part.left.words);
  const double threshold = part.options.threshold / 10'000.0;
  for (std::size_t w = 4; w + 4 <= part.left.words; w += 2) {
    const double share = static_cast<double>(w) / words;
    const double alike = backdrop.mean + 3 * backdrop.deviation;
    const double noise = 2.0 / std::sqrt(64.0 * static_cast<double>(w));
    if (share * (alike + noise) + (1 - share) * (1 + noise / 2) < threshold) return w;
  }
  return 0;
}

Part part_of(const Filters& left, const Blocks& blocks, const CompareOptions& options,
             const Backdrop& backdrop) {
  Part part{left, blocks, options};
  for (std::uint32_t ones = 0; ones <= 128 * left.words; ++ones) {
    part.needed_by_ones.push_back(needed(options.threshold, ones));
  }
  if (options.bounds) part.early_words = early_words_for(part, backdrop);
  for (std::size_t b = 0; b < blocks.count(); ++b) {
    part.least_ones.push_back(blocks.ones[b * lanes]);
    part.most_ones.push_back(blocks.ones[b * lanes + lanes - 1]);
    std::uint32_t most = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      std::uint32_t late = 0;
      for (std::size_t w = part.early_words; w < left.words; ++w) {
        late += ones_of(&blocks.bits[(b * left.words + w) * lanes + lane], 1);
      }
      most = std::max(most, late);
    }
    part.late_ones.push_back(most);
  }
  return part;
}

/// Rows first..last against all blocks.
class Rows {
 public:
  Rows(const Part& part, std::size_t first, std::size_t last)
      : part_(part), first_(first), count_(count_common(part.options.with)) {
    for (std::size_t i = first; i < last; ++i) {
      const std::uint64_t* row = part.left.row(i);
      ones_.push_back(ones_of(row, part.left.words));
      late_.push_back(ones_of(row + part.early_words, part.left.words - part.early_words));
    }
  }

  std::vector<Candidate> compared() {
    for (std::size_t b = 0; b < part_.right.count(); b += tile) {
      const std::size_t end = std::min(b + tile, part_.right.count());
      for (std::size_t i = 0; i < ones_.size(); ++i) row_against(i, b, end);
    }
    std::sort(found_.begin(), found_.end(), [](const Candidate& a, const Candidate& b) {
      return a.left != b.left ? a.left < b.left : a.right < b.right;
    });
    return std::move(found_);
  }

 private:
  /// A block whose lanes all have too few or too many ones to reach the threshold with this row.
  [[nodiscard]] bool out_of_bounds(std::size_t i, std::size_t block) const {
    const std::uint32_t few = part_.most_ones[block];
    if (few < ones_[i]) return few < part_.needed_by_ones[ones_[i] + few];
    const std::uint32_t many = part_.least_ones[block];
    return many > ones_[i] && ones_[i] < part_.needed_by_ones[ones_[i] + many];
  }

  void row_against(std::size_t i, std::size_t from, std::size_t to) {
    if (part_.options.bounds) {
      while (from < to && out_of_bounds(i, from)) ++from;
      while (from < to && out_of_bounds(i, to - 1)) --to;
    }
    if (from == to) return;
    for (std::size_t b = from; b < to; ++b) {
      needed_[b - from] = part_.needed_by_ones[ones_[i] + part_.least_ones[b]];
      const std::uint32_t late = std::min(late_[i], part_.late_ones[b]);
      early_[b - from] = needed_[b - from] > late ? needed_[b - from] - late : 0;
    }
    const std::size_t words = part_.left.words;
    const BlockRun run{part_.left.row(first_ + i),
                       part_.right.bits.data() + from * lanes * words,
                       needed_,
                       early_,
                       words,
                       part_.early_words,
                       to - from};
    const std::size_t hits = count_(run, hits_);
    for (std::size_t h = 0; h < hits; ++h) keep(i, from, hits_[h]);
  }

  void keep(std::size_t i, std::size_t from, const BlockHit& hit) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const std::size_t at = (from + hit.block) * lanes + lane;
      if (part_.right.record[at] == Blocks::nobody) continue;
      const std::uint32_t ones = ones_[i] + part_.right.ones[at];
      if (ones == 0 || hit.common[lane] < part_.needed_by_ones[ones]) continue;
      found_.push_back(
          {static_cast<std::uint32_t>(first_ + i), part_.right.record[at], {hit.common[lane], ones}});
    }
  }

  const Part& part_;
  std::size_t first_;
  CountCommon count_;
  std::vector<std::uint32_t> ones_;
  std::vector<std::uint32_t> late_;
  std::vector<Candidate> found_;
  std::uint32_t needed_[tile] = {};
  std::uint32_t early_[tile] = {};
  BlockHit hits_[tile];
};

}  // namespace

Similarity similarity_of(const Filters& left, std::size_t i, const Filters& right, std::size_t j) {
  const std::uint64_t* a = left.row(i);
  const std::uint64_t* b = right.row(j);
  return {ones_in_common(a, b, left.words), ones_of(a, left.words) + ones_of(b, left.words)};
}

Compared compare_all(const Filters& left, const Filters& right, const CompareOptions& options,
                     const TaskRunner& run) {
  if (left.count() == 0 || right.count() == 0) return {};
  const Blocks blocks = blocks_of(right);
  const Part part = part_of(left, blocks, options, backdrop_of(left, right));
  std::vector<std::vector<Candidate>> found((left.count() + rows_in_a_task - 1) / rows_in_a_task);
  std::atomic<std::size_t> total{0};
  std::vector<Task> tasks;
  for (std::size_t t = 0; t < found.size(); ++t) {
    tasks.push_back({[&, t] {
                       if (total > options.most) return;
                       const std::size_t first = t * rows_in_a_task;
                       found[t] =
                           Rows(part, first, std::min(first + rows_in_a_task, left.count())).compared();
                       total += found[t].size();
                     },
                     {}});
  }
  run(tasks);
  if (total > options.most) return {{}, true};
  Compared compared;
  compared.candidates.reserve(total);
  for (auto& part_found : found) {
    compared.candidates.insert(compared.candidates.end(), part_found.begin(), part_found.end());
    part_found = {};
  }
  return compared;
}

Backdrop backdrop_of(const Filters& left, const Filters& right) {
  constexpr std::size_t looked_at = 256;
  const std::size_t rows = std::min(left.count(), looked_at);
  const std::size_t columns = std::min(right.count(), looked_at);
  std::uint64_t sum = 0;
  std::uint64_t squares = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) {
      const std::uint64_t s =
          similarity_of(left, i * left.count() / rows, right, j * right.count() / columns).ten_thousandths();
      sum += s;
      squares += s * s;
    }
  }
  const auto pairs = static_cast<double>(rows * columns);
  if (pairs == 0) return {};
  const double mean = static_cast<double>(sum) / pairs;
  const double variance = std::max(0.0, static_cast<double>(squares) / pairs - mean * mean);
  return {mean / 10'000, std::sqrt(variance) / 10'000};
}

std::uint32_t wide_threshold(const Backdrop& backdrop, std::size_t left, std::size_t right) {
  const double people = static_cast<double>(std::max(left, right));
  const double deviations = people > 100 ? std::sqrt(2 * std::log(people / 100)) : 0;
  const double threshold = backdrop.mean + deviations * backdrop.deviation;
  return static_cast<std::uint32_t>(std::min(0.95, std::max(0.0, threshold)) * 10'000);
}

}  // namespace outturn::sealed
