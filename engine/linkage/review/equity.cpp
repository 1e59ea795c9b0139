#include "engine/linkage/review/equity.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace outturn::linkage {
namespace {

constexpr const char* joined_groups = "(small groups together)";
constexpr const char* not_known = "(not known)";

/// One mistake that may have been made of one record's group: a pair, or half of one.
struct Share {
  std::uint32_t group = 0;
  std::uint32_t person = 0;  ///< the two persons concerned, smaller first
  std::uint32_t other = 0;
  double pairs = 0;    ///< 1 or a half
  double matches = 0;  ///< of these, expected to be mistakes
};

struct Sum {
  double matches = 0;
  double variance = 0;
};

/// Which group each record is in, and the groups by size.
struct Grouped {
  std::vector<std::uint32_t> of;
  std::vector<EquityGroup> groups;
};

Grouped grouped(const Records& records, const Column& column, const EquityOptions& options) {
  std::map<Code, std::uint64_t> sizes;
  for (const Code code : column.codes) ++sizes[code];
  std::vector<std::tuple<std::uint64_t, std::string, Code>> kept;
  for (const auto& [code, size] : sizes) {
    if (code != missing && size >= options.least_group)
      kept.emplace_back(size, column.words.words[static_cast<std::size_t>(code)], code);
  }
  std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) {
    return std::get<0>(a) != std::get<0>(b) ? std::get<0>(a) > std::get<0>(b)
                                            : std::get<1>(a) < std::get<1>(b);
  });
  if (kept.size() > options.most_groups) kept.resize(options.most_groups);
  Grouped out;
  std::map<Code, std::uint32_t> place;
  for (const auto& [size, word, code] : kept) {
    place[code] = static_cast<std::uint32_t>(out.groups.size());
    out.groups.push_back({word});
  }
  const auto together = static_cast<std::uint32_t>(out.groups.size());
  out.groups.push_back({joined_groups});
  out.groups.push_back({not_known, false});
  for (std::size_t i = 0; i < records.size(); ++i) {
    const Code code = column.codes[i];
    const auto found = place.find(code);
    out.of.push_back(code == missing ? together + 1 : found == place.end() ? together : found->second);
    ++out.groups[out.of.back()].records;
  }
  return out;
}

class Mistakes {
 public:
  Mistakes(const Grouped& grouped, const People& people) : grouped_(grouped), people_(people) {}

  void add(std::uint32_t left, std::uint32_t right, double mistakes) {
    const auto [a, b] = std::minmax(people_.person[left], people_.person[right]);
    const std::uint32_t g = grouped_.of[left];
    const std::uint32_t h = grouped_.of[right];
    if (g == h) {
      shares_.push_back({g, a, b, 1, mistakes});
    } else {
      shares_.push_back({g, a, b, 0.5, mistakes / 2});
      shares_.push_back({h, a, b, 0.5, mistakes / 2});
    }
  }

  /// Of each group; all pairs between two persons are one event.
  [[nodiscard]] std::vector<Sum> sums() {
    std::sort(shares_.begin(), shares_.end(), [](const Share& x, const Share& y) {
      return std::tie(x.group, x.person, x.other, x.pairs, x.matches) <
             std::tie(y.group, y.person, y.other, y.pairs, y.matches);
    });
    std::vector<Sum> out(grouped_.groups.size());
    for (std::size_t i = 0; i < shares_.size();) {
      const Share& first = shares_[i];
      Share all{first.group, first.person, first.other};
      for (; i < shares_.size() && same_event(shares_[i], first); ++i) {
        all.pairs += shares_[i].pairs;
        all.matches += shares_[i].matches;
      }
      out[all.group].matches += all.matches;
      out[all.group].variance += all.pairs * all.matches;
    }
    return out;
  }

 private:
  static bool same_event(const Share& x, const Share& y) {
    return x.group == y.group && x.person == y.person && x.other == y.other;
  }
  const Grouped& grouped_;
  const People& people_;
  std::vector<Share> shares_;
};

std::optional<Estimate> ratio_of(const Sum& sum, double records, const Sum& base, double base_records,
                                 double least) {
  if (sum.matches < least || base.matches < least || records <= 0 || base_records <= 0) return std::nullopt;
  const double ratio = sum.matches / records / (base.matches / base_records);
  const double error =
      std::sqrt(sum.variance / (sum.matches * sum.matches) + base.variance / (base.matches * base.matches));
  return Estimate{ratio, {ratio * std::exp(-z_95 * error), ratio * std::exp(z_95 * error)}};
}

/// What `into` makes of each group's errors; the first group is the one compared with.
template <class Into>
void put(Grouped& grouped, const std::vector<Sum>& sums, const EquityOptions& options, Into into) {
  const double base_records = static_cast<double>(grouped.groups.front().records);
  for (std::size_t g = 0; g < grouped.groups.size(); ++g) {
    EquityGroup& group = grouped.groups[g];
    const double records = static_cast<double>(group.records);
    GroupErrors errors;
    errors.matches = sums[g].matches;
    errors.per_record = records > 0 ? sums[g].matches / records : 0;
    if (g > 0) errors.ratio = ratio_of(sums[g], records, sums[0], base_records, options.least_to_compare);
    into(group) = errors;
  }
}

void count_linked(Grouped& grouped, const People& people) {
  std::vector<std::uint32_t> size(people.count, 0);
  for (const std::uint32_t person : people.person) ++size[person];
  for (std::size_t i = 0; i < people.person.size(); ++i)
    grouped.groups[grouped.of[i]].linked += size[people.person[i]] > 1 ? 1 : 0;
  for (EquityGroup& group : grouped.groups)
    group.linked_share = share_of(static_cast<double>(group.linked), static_cast<double>(group.records));
}

/// Every pair of records that one grouping puts together and the other does not.
void compare_with_truth(const Records& records, const std::vector<Code>& truth, const People& people,
                        const EquityOptions& options, Mistakes& missed, Mistakes& wrong) {
  const auto each_pair = [&](auto key, auto other_key, Mistakes& into) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < records.size(); ++i) {
      if (truth[i] != missing) order.push_back(i);
    }
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return std::pair(key(a), a) < std::pair(key(b), b); });
    for (std::size_t i = 0; i < order.size(); ++i) {
      for (std::size_t j = i + 1; j < order.size() && key(order[j]) == key(order[i]); ++j) {
        if (options.between_only && records.dataset[order[i]] == records.dataset[order[j]]) continue;
        if (other_key(order[i]) != other_key(order[j])) into.add(order[i], order[j], 1);
      }
    }
  };
  const auto found = [&](std::uint32_t i) { return people.person[i]; };
  const auto true_one = [&](std::uint32_t i) { return truth[i]; };
  each_pair(true_one, found, missed);
  each_pair(found, true_one, wrong);
}

void warn(Equity& equity) {
  const auto look = [&](const EquityGroup& group, const GroupErrors& errors, const char* what,
                        const char* how) {
    if (!errors.ratio || !group.known) return;
    const Interval& interval = errors.ratio->interval;
    if (interval.low <= 1 && interval.high >= 1) return;
    equity.warnings.push_back(fmt::format(
        "{} \"{}\": {} {} {:.2f} times as often per record as of \"{}\" (95 % interval {:.2f} to {:.2f}).",
        equity.column, group.group, what, how, errors.ratio->value, equity.reference, interval.low,
        interval.high));
  };
  for (const EquityGroup& group : equity.groups) {
    if (group.truly_missed) {
      look(group, *group.truly_missed, "matches", "were missed");
      look(group, *group.truly_false, "false matches", "were made");
    } else {
      look(group, group.missed, "matches", "are expected to be missed");
      look(group, group.false_matches, "false matches", "are expected");
    }
  }
}

}  // namespace

Equity equity_of(const Records& records, const Column& group, const People& people,
                 const std::vector<EquityPair>& pairs, const std::vector<Code>* truth,
                 const EquityOptions& options) {
  Grouped all = grouped(records, group, options);
  count_linked(all, people);
  Mistakes missed(all, people);
  Mistakes wrong(all, people);
  for (const EquityPair& pair : pairs) {
    if (people.person[pair.left] == people.person[pair.right]) {
      wrong.add(pair.left, pair.right, 1 - pair.probability);
    } else {
      missed.add(pair.left, pair.right, pair.probability);
    }
  }
  put(all, missed.sums(), options, [](EquityGroup& g) -> GroupErrors& { return g.missed; });
  put(all, wrong.sums(), options, [](EquityGroup& g) -> GroupErrors& { return g.false_matches; });
  if (truth != nullptr) {
    Mistakes truly_missed(all, people);
    Mistakes truly_wrong(all, people);
    compare_with_truth(records, *truth, people, options, truly_missed, truly_wrong);
    put(all, truly_missed.sums(), options,
        [](EquityGroup& g) -> GroupErrors& { return g.truly_missed.emplace(); });
    put(all, truly_wrong.sums(), options,
        [](EquityGroup& g) -> GroupErrors& { return g.truly_false.emplace(); });
  }
  Equity out;
  out.column = group.name;
  out.reference = all.groups.front().group;
  for (EquityGroup& one : all.groups) {
    if (one.records > 0) out.groups.push_back(std::move(one));
  }
  warn(out);
  return out;
}

}  // namespace outturn::linkage
