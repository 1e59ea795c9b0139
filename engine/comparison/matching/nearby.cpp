#include "engine/comparison/matching/nearby.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/comparison/matching/double_bits.h"

namespace outturn::comparison {
namespace {

constexpr std::uint32_t leaf_people = 16;

/// To forty binary digits, which keeps the order of what differs in them.
double at_forty_digits(double squared) {
  constexpr std::uint64_t dropped = 52 - 39;
  const auto raw = bits_of(squared) + (std::uint64_t{1} << (dropped - 1));
  return double_of(raw >> dropped << dropped);
}

bool comes_before(const Neighbour& a, const Neighbour& b) {
  return a.squared != b.squared ? a.squared < b.squared : a.turn < b.turn;
}

}  // namespace

struct Nearby::Query {
  std::uint32_t person = 0;
  const double* point = nullptr;
  double score = 0;
  double caliper = -1;
  std::size_t count = 1;
  std::vector<Neighbour> found;  ///< nearest first

  [[nodiscard]] bool full() const { return found.size() == count; }
  [[nodiscard]] double farthest() const {
    return full() ? found.back().squared : std::numeric_limits<double>::infinity();
  }
  void offer(const Neighbour& neighbour) {
    if (full() && !comes_before(neighbour, found.back())) return;
    if (full()) found.pop_back();
    found.insert(std::upper_bound(found.begin(), found.end(), neighbour, comes_before), neighbour);
  }
};

Nearby::Nearby(const Whitened& points, std::vector<std::uint32_t> people,
               const std::vector<std::uint32_t>& rank, const std::vector<double>& score, Ties ties)
    : points_(points),
      rank_(rank),
      score_(score),
      ties_(ties),
      people_(std::move(people)),
      free_(people_.size(), 1),
      place_(rank.size(), 0) {
  if (people_.empty()) return;
  build(0, static_cast<std::uint32_t>(people_.size()));
  for (std::size_t place = 0; place < people_.size(); ++place)
    place_[people_[place]] = static_cast<std::uint32_t>(place);
}

double Nearby::compared(double squared) const {
  return ties_ == Ties::by_id ? at_forty_digits(squared) : squared;
}

/// A walk that goes one place down, one up, two down, two up; whom it meets last comes first.
std::int64_t Nearby::turn(std::uint32_t seeker, std::uint32_t person) const {
  const std::int64_t place = rank_[person];
  if (ties_ == Ties::by_id) return place;
  const std::int64_t away = place - std::int64_t{rank_[seeker]};
  return away < 0 ? 2 * away : -2 * away - 1;
}

void Nearby::bound(std::uint32_t node) {
  const std::size_t dimensions = points_.dimensions;
  double* const box = boxes_.data() + std::size_t{node} * 2 * dimensions;
  Node& own = nodes_[node];
  std::fill(box, box + dimensions, std::numeric_limits<double>::infinity());
  std::fill(box + dimensions, box + 2 * dimensions, -std::numeric_limits<double>::infinity());
  own.least_score = std::numeric_limits<double>::infinity();
  own.most_score = -own.least_score;
  for (std::uint32_t place = own.begin; place < own.end; ++place) {
    const double* const point = points_.of(people_[place]);
    for (std::size_t d = 0; d < dimensions; ++d) {
      box[d] = std::min(box[d], point[d]);
      box[dimensions + d] = std::max(box[dimensions + d], point[d]);
    }
    if (score_.empty()) continue;
    own.least_score = std::min(own.least_score, score_[people_[place]]);
    own.most_score = std::max(own.most_score, score_[people_[place]]);
  }
}

std::uint32_t Nearby::build(std::uint32_t begin, std::uint32_t end) {
  const auto node = static_cast<std::uint32_t>(nodes_.size());
  const std::size_t dimensions = points_.dimensions;
  nodes_.push_back({begin, end, end - begin, 0, 0, 0, 0});
  boxes_.resize(boxes_.size() + 2 * dimensions);
  bound(node);
  if (end - begin <= leaf_people) return node;
  std::size_t widest = 0;
  double width = 0;
  for (std::size_t d = 0; d < dimensions; ++d) {
    const double* const box = boxes_.data() + std::size_t{node} * 2 * dimensions;
    if (box[dimensions + d] - box[d] > width) {
      width = box[dimensions + d] - box[d];
      widest = d;
    }
  }
  if (width == 0) return node;  // all alike
  const std::uint32_t middle = begin + (end - begin) / 2;
  std::nth_element(people_.begin() + begin, people_.begin() + middle, people_.begin() + end,
                   [&](std::uint32_t a, std::uint32_t b) {
                     const double own = points_.of(a)[widest];
                     const double other = points_.of(b)[widest];
                     return own != other ? own < other : rank_[a] < rank_[b];
                   });
  const std::uint32_t lower = build(begin, middle);
  const std::uint32_t upper = build(middle, end);
  nodes_[node].lower = lower;
  nodes_[node].upper = upper;
  return node;
}

double Nearby::box_squared(std::uint32_t node, const double* point) const {
  const std::size_t dimensions = points_.dimensions;
  const double* const box = boxes_.data() + std::size_t{node} * 2 * dimensions;
  double sum = 0;
  for (std::size_t d = 0; d < dimensions; ++d) {
    const double away = std::max({box[d] - point[d], point[d] - box[dimensions + d], 0.0});
    sum += away * away;
  }
  return compared(sum);
}

void Nearby::look(std::uint32_t node, Query& query) const {
  const Node& own = nodes_[node];
  if (own.free == 0) return;
  if (query.caliper >= 0 &&
      (own.least_score - query.score > query.caliper || query.score - own.most_score > query.caliper))
    return;
  if (own.lower != 0) {
    const double lower = box_squared(own.lower, query.point);
    const double upper = box_squared(own.upper, query.point);
    const bool lower_first = lower <= upper;
    for (const bool is_lower : {lower_first, !lower_first})
      if ((is_lower ? lower : upper) <= query.farthest()) look(is_lower ? own.lower : own.upper, query);
    return;
  }
  for (std::uint32_t place = own.begin; place < own.end; ++place) {
    const std::uint32_t person = people_[place];
    if (free_[place] == 0) continue;
    if (query.caliper >= 0 && std::abs(score_[person] - query.score) > query.caliper) continue;
    const double* const point = points_.of(person);
    double sum = 0;
    for (std::size_t d = 0; d < points_.dimensions; ++d)
      sum += (point[d] - query.point[d]) * (point[d] - query.point[d]);
    query.offer({compared(sum), std::sqrt(sum), turn(query.person, person), person});
  }
}

std::vector<Neighbour> Nearby::nearest(std::uint32_t person, std::size_t count, double caliper) const {
  Query query{person, points_.of(person), score_.empty() ? 0 : score_[person], caliper, count, {}};
  if (!nodes_.empty()) look(0, query);
  return query.found;
}

void Nearby::take(std::uint32_t person) {
  const std::uint32_t place = place_[person];
  free_[place] = 0;
  for (std::uint32_t node = 0;;) {
    Node& own = nodes_[node];
    --own.free;
    if (own.lower == 0) return;
    node = place < nodes_[own.lower].end ? own.lower : own.upper;
  }
}

}  // namespace outturn::comparison
