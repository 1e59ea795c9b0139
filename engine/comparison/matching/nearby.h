// The nearest free person in several dimensions, of those whose score lies within a caliper.
//
// A k-d tree (Bentley, Commun. ACM 18 (1975)) whose nodes know the box of their people, the range of their
// scores and how many are still free. Ties: MatchIt compares distances to the last bit and of equal ones
// takes whom its walk along the first coordinate meets last; our own rule compares them at forty binary
// digits, so that those which only rounding tells apart are equal on any machine, and takes the id that comes
// first.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/comparison/matching/matching.h"
#include "engine/comparison/matching/whitened.h"

namespace outturn::comparison {

struct Neighbour {
  double squared = 0;     ///< distance, at as many digits as are compared
  double distance = 0;    ///< as it is
  std::int64_t turn = 0;  ///< among equal distances, the lower first
  std::uint32_t person = 0;
};

class Nearby {
 public:
  /// Of these people. `rank` is each person's place along the first coordinate, or by id, as `ties` asks;
  /// `score` may be empty: no caliper then. All are kept by reference.
  Nearby(const Whitened& points, std::vector<std::uint32_t> people, const std::vector<std::uint32_t>& rank,
         const std::vector<double>& score, Ties ties);

  /// The `count` nearest of the free, nearest first; a caliper below 0 is none.
  [[nodiscard]] std::vector<Neighbour> nearest(std::uint32_t person, std::size_t count, double caliper) const;
  void take(std::uint32_t person);

 private:
  struct Node {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t free = 0;
    std::uint32_t lower = 0;  ///< child; 0: a leaf
    std::uint32_t upper = 0;
    double least_score = 0;
    double most_score = 0;
  };
  struct Query;
  std::uint32_t build(std::uint32_t begin, std::uint32_t end);
  void bound(std::uint32_t node);
  void look(std::uint32_t node, Query& query) const;
  [[nodiscard]] double compared(double squared) const;
  [[nodiscard]] std::int64_t turn(std::uint32_t seeker, std::uint32_t person) const;
  [[nodiscard]] double box_squared(std::uint32_t node, const double* point) const;

  const Whitened& points_;
  const std::vector<std::uint32_t>& rank_;
  const std::vector<double>& score_;
  Ties ties_;
  std::vector<std::uint32_t> people_;
  std::vector<std::uint8_t> free_;    ///< of each place in people_
  std::vector<std::uint32_t> place_;  ///< of each person
  std::vector<Node> nodes_;
  std::vector<double> boxes_;  ///< of each node: least and most of each dimension
};

}  // namespace outturn::comparison
