#include "engine/comparison/matching/mahalanobis.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include "engine/comparison/matching/choices.h"
#include "engine/comparison/matching/exact_keys.h"
#include "engine/comparison/matching/nearby.h"
#include "engine/comparison/matching/ranking.h"
#include "engine/comparison/matching/whitened.h"

namespace outturn::comparison {
namespace {

std::vector<std::uint32_t> places_in(const std::vector<std::uint32_t>& listing) {
  std::vector<std::uint32_t> place(listing.size());
  for (std::size_t i = 0; i < listing.size(); ++i) place[listing[i]] = static_cast<std::uint32_t>(i);
  return place;
}

/// Each person's place by id, or in the file.
std::vector<std::uint32_t> listed_places(const Cohort& cohort, Ties ties) {
  std::vector<std::uint32_t> listing(cohort.size());
  std::iota(listing.begin(), listing.end(), 0U);
  if (ties == Ties::like_matchit_4_7_2) return listing;
  std::sort(listing.begin(), listing.end(),
            [&](std::uint32_t a, std::uint32_t b) { return cohort.ids[a] < cohort.ids[b]; });
  return places_in(listing);
}

/// Each person's place along the first coordinate.
std::vector<std::uint32_t> places_along(const Whitened& points, std::size_t people) {
  std::vector<double> first(people, 0);
  for (std::size_t i = 0; i < people && points.dimensions > 0; ++i) first[i] = *points.of(i);
  std::vector<std::uint32_t> listing;
  for (const Ranked& each : ranked(first)) listing.push_back(each.index);
  return places_in(listing);
}

/// Numbers among the treated, in the order in which they choose.
std::vector<std::uint32_t> turns_of(const Matched& matched, const std::vector<std::uint32_t>& rank,
                                    const std::vector<double>& values, Order order) {
  std::vector<std::uint32_t> turns(matched.treated.size());
  std::iota(turns.begin(), turns.end(), 0U);
  std::sort(turns.begin(), turns.end(), [&](std::uint32_t a, std::uint32_t b) {
    const std::uint32_t one = matched.treated[a];
    const std::uint32_t other = matched.treated[b];
    if (order != Order::as_listed && values[one] != values[other])
      return (order == Order::largest) == (values[one] > values[other]);
    return rank[one] < rank[other];
  });
  return turns;
}

/// One tree for each exact key.
class Forest {
 public:
  Forest(const Cohort& cohort, const std::vector<const Covariate*>& covariates,
         const std::vector<std::uint32_t>& listed, const std::vector<double>& values, Ties ties)
      : points_(whitened(cohort, covariates)),
        rank_(ties == Ties::by_id ? listed : places_along(points_, cohort.size())),
        keys_(exact_keys(cohort.exact, cohort.size())) {
    std::vector<std::vector<std::uint32_t>> people(keys_.count);
    for (std::uint32_t i = 0; i < cohort.size(); ++i)
      if (cohort.treated[i] == 0) people[keys_.key[i]].push_back(i);
    for (std::vector<std::uint32_t>& of_key : people)
      trees_.push_back(std::make_unique<Nearby>(points_, std::move(of_key), rank_, values, ties));
  }
  Nearby& of(std::uint32_t person) { return *trees_[keys_.key[person]]; }

 private:
  Whitened points_;
  std::vector<std::uint32_t> rank_;
  ExactKeys keys_;
  std::vector<std::unique_ptr<Nearby>> trees_;
};

}  // namespace

Order mahalanobis_order(const Matching& matching) {
  return matching.order.value_or(matching.caliper && !matching.replace ? Order::largest : Order::as_listed);
}

void match_mahalanobis(const Cohort& cohort, const std::vector<double>& values, const Matching& matching,
                       double caliper, Matched& matched) {
  const std::vector<std::uint32_t> listed = listed_places(cohort, matching.ties);
  Forest forest(cohort, chosen_covariates(cohort, matching), listed, values, matching.ties);
  std::vector<std::vector<Neighbour>> partners(matched.treated.size());
  std::vector<std::uint32_t> turns = turns_of(matched, listed, values, mahalanobis_order(matching));
  const std::uint32_t rounds = matching.replace ? 1 : matching.ratio;
  const std::size_t at_once = matching.replace ? matching.ratio : 1;
  for (std::uint32_t round = 0; round < rounds && !turns.empty(); ++round) {
    std::vector<std::uint32_t> still;
    for (const std::uint32_t t : turns) {
      Nearby& tree = forest.of(matched.treated[t]);
      for (const Neighbour& found : tree.nearest(matched.treated[t], at_once, caliper)) {
        if (!matching.replace) tree.take(found.person);
        partners[t].push_back(found);
      }
      if (partners[t].size() == (round + 1) * at_once) still.push_back(t);
    }
    turns = still;
  }
  matched.first.assign(1, 0);
  for (const std::vector<Neighbour>& own : partners) {
    for (const Neighbour& each : own) {
      matched.partners.push_back(each.person);
      matched.total_distance += each.distance;
    }
    matched.first.push_back(static_cast<std::uint32_t>(matched.partners.size()));
  }
}

}  // namespace outturn::comparison
