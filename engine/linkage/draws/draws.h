// Who is who, drawn again and again as the probabilities have it: what a link's mistakes do to a figure.
//
// A figure worked out over linked records is worked out on each draw; how it spreads is its uncertainty from
// linking (multiple imputation of the link: Lahiri & Larsen, JASA 100 (2005); posterior match probabilities
// after merging: Enamorado, Fifield & Imai, APSR 113 (2019)). Each draw decides every uncertain pair anew: to
// its log-odds comes noise of the logistic distribution, so that the sum is above 0 just as often as the
// pair's probability says; then persons are formed by the same rules as the decision. Records that are surely
// of one person share their noise towards others, since a second record of his is no second opinion.
//
// It leaves out: pairs that no blocking rule looked at; pairs taken as certain, whose expected mistakes are
// counted; and that m, u and the probabilities themselves are estimates.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/tasks.h"
#include "engine/linkage/linking/linking.h"

namespace outturn::linkage {

struct DrawOptions {
  std::uint32_t draws = 200;
  std::uint64_t seed = 1;
  double least = 0.001;  ///< pairs below, and above 1 less this, are taken as certain
};

/// Where a draw differs from the decision: a record that is in another person, or among other records.
struct DrawnRecord {
  std::uint32_t record = 0;
  std::uint32_t first = 0;            ///< the first record of its person: names the person
  std::optional<double> probability;  ///< as Linking::belonging, of the drawn person
};

struct Draws {
  DrawOptions options;
  std::vector<std::vector<DrawnRecord>> each;  ///< by draw, records in order
  std::uint64_t uncertain_pairs = 0;
  std::uint64_t records = 0;     ///< that an uncertain pair may move
  double certain_and_wrong = 0;  ///< mistakes expected among pairs taken as certain
};

/// What draws are made of; a Linking has all of it.
struct DrawGround {
  const std::vector<std::uint16_t>& dataset;  ///< of each record
  const std::vector<std::uint64_t>& stable;   ///< of each record: a number that no other record changes
  const std::vector<Edge>& pairs;             ///< all pairs looked at, with calibrated weights
  const PairWeight& weight;
  const PeopleOptions& rules;
  const People& decided;
};

[[nodiscard]] Draws draw_people(const DrawGround& ground, const DrawOptions& options, const TaskRunner& run);
[[nodiscard]] Draws draw_people(const Linking& linking, const DrawOptions& options, const TaskRunner& run);

}  // namespace outturn::linkage
