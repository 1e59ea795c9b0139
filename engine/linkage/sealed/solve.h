// Who is whom: from candidate pairs to a decision that needs no truth.
//
// One to one: pairs from the most similar down, each taken when both records are free (the greedy
// solver of anonlink; with Dice it comes close to the best assignment). How likely a taken pair is a
// match is read from pairs of different people: those inside one member, who holds most people once,
// and the candidates not taken. They tell how many such pairs to expect among the records still free at
// each similarity; where about as many are expected as were taken, the takings are chance (a local false
// discovery rate, Efron 2004, with the chance part counted and not fitted). It is made to fall as
// similarity grows (isotonic regression).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/linkage/sealed/compare.h"

namespace outturn::sealed {

/// The pairs taken one to one, most similar first. Ties: the smaller left, then right, number first.
[[nodiscard]] std::vector<Candidate> one_to_one(std::vector<Candidate> candidates, std::size_t left,
                                                std::size_t right);

/// How alike different people are: pairs inside members, by similarity in steps.
struct Strangers {
  static constexpr std::uint32_t steps = 200;  ///< of half a hundredth

  double pairs = 0;           ///< looked at
  std::vector<double> found;  ///< step -> pairs found there

  [[nodiscard]] static std::uint32_t step_of(const Similarity& s) {
    return s.ten_thousandths() * steps / 10'000;
  }
};
/// Adds the pairs inside one member with a similarity of `threshold` and more; of a large member, those
/// of 20,000 of its records.
void add_strangers(const Filters& member, std::uint32_t threshold, const TaskRunner& run,
                   Strangers& strangers);

/// The probability that a pair is a match, by its similarity, between two members.
class Calibration {
 public:
  Calibration() = default;
  /// `candidates` are all pairs above a threshold wide enough to hold many of different people.
  Calibration(const std::vector<Candidate>& candidates, std::size_t left, std::size_t right,
              const Strangers& strangers);

  [[nodiscard]] double probability(const Similarity& similarity) const;
  /// The least similarity (ten-thousandths) with a probability of at least one half; 10,001 if none has.
  [[nodiscard]] std::uint32_t threshold() const;

 private:
  std::vector<double> by_step_;
};

/// A pair of records of two members, with what is known of it.
struct Link {
  std::uint32_t left_member = 0;  ///< always smaller than right_member
  std::uint32_t right_member = 0;
  Candidate pair;
  double probability = 0;  ///< `not_known` for agreement on a match key without encodings beside it
  std::uint32_t key = 0;   ///< the match key (from 1) both agree on; 0: linked by similarity

  static constexpr double not_known = -1;
};

/// A record of a member.
struct Place {
  std::uint32_t member = 0;
  std::uint32_t record = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

struct Person {
  std::vector<Place> records;         ///< by member; at most one of each
  std::vector<double> probabilities;  ///< of each record to belong here: its best link; 1 when alone
};

/// What a linkage unit holds of one member.
struct Party {
  std::size_t count = 0;
  const Filters* filters = nullptr;  ///< of no words when only match keys were made
  const std::vector<std::vector<std::string>>* keys = nullptr;  ///< record -> match keys; may be empty
};

/// Members in a linkage and what each pair of them has in common.
struct Parties {
  std::vector<Party> members;
  std::vector<Calibration> calibrations;  ///< of members i < j at place_of(i, j)
  [[nodiscard]] std::size_t place_of(std::size_t i, std::size_t j) const;
};

/// Groups with at most one record of each member. Links by match keys come first, in the order of the
/// keys, then the others from the most similar down; two groups join when the weights of all pairs across
/// them, the ones that are no links included, say so on the whole. So a chain of near neighbours does not
/// become one person.
struct Solved {
  std::vector<Person> people;  ///< of two records and more, then those of one; by their first record
  std::vector<Link> links;     ///< the pairs inside people that are links, in the order taken
};
[[nodiscard]] Solved solve(const Parties& parties, std::vector<Link> links);

/// log2 of the odds, within 20 either way.
[[nodiscard]] double weight_of(double probability);

}  // namespace outturn::sealed
