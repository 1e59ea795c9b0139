// Matches with replacement as rows: one for each treated person and each use of a comparison person, weighted
// by one over the number of the set's partners. For the standard errors of this folder only.
#pragma once

#include <vector>

#include "engine/comparison/effect/two_group_fit.h"
#include "engine/comparison/matching/matched.h"

namespace outturn::comparison {

/// Sums of squares by set, by person and by row.
class LongRows {
 public:
  LongRows(const Matched& matched, const std::vector<double>& values) : matched_(matched), values_(values) {
    double treated = 0;
    double comparison = 0;
    for (std::size_t t = 0; t < matched.treated.size(); ++t) {
      if (matched.partner_count(t) == 0) continue;
      ++sets_;
      treated += values[matched.treated[t]];
      comparison += mean_of_partners(t);
    }
    mean_ = {comparison / sets(), treated / sets()};
    add_up();
  }
  [[nodiscard]] double difference() const { return mean_[1] - mean_[0]; }
  [[nodiscard]] double by_person() const { return by_person_ * few_clusters(people_, rows()); }
  /// Cameron, Gelbach & Miller: by set, and by person, less by both.
  [[nodiscard]] double by_set_and_person() const {
    return by_set_ * few_clusters(sets_, rows()) + by_person() -
           by_row_ * few_clusters(sets_ + matched_.partners.size(), rows());
  }

 private:
  [[nodiscard]] double sets() const { return static_cast<double>(sets_); }
  [[nodiscard]] double rows() const { return static_cast<double>(sets_ + matched_.partners.size()); }
  [[nodiscard]] double mean_of_partners(std::size_t t) const {
    double sum = 0;
    for (std::uint32_t p = matched_.first[t]; p < matched_.first[t + 1]; ++p)
      sum += values_[matched_.partners[p]];
    return sum / static_cast<double>(matched_.partner_count(t));
  }
  void add_up() {
    std::vector<double> person(values_.size(), 0);
    std::vector<bool> used(values_.size(), false);
    for (std::size_t t = 0; t < matched_.treated.size(); ++t) {
      if (matched_.partner_count(t) == 0) continue;
      const double own = (values_[matched_.treated[t]] - mean_[1]) / sets();
      const double share = 1 / (static_cast<double>(matched_.partner_count(t)) * sets());
      double set = own;
      by_person_ += square(own);
      by_row_ += square(own);
      ++people_;
      for (std::uint32_t p = matched_.first[t]; p < matched_.first[t + 1]; ++p) {
        const double pull = -share * (values_[matched_.partners[p]] - mean_[0]);
        set += pull;
        by_row_ += square(pull);
        person[matched_.partners[p]] += pull;
        used[matched_.partners[p]] = true;
      }
      by_set_ += square(set);
    }
    for (std::size_t i = 0; i < person.size(); ++i) {
      by_person_ += square(person[i]);
      people_ += used[i] ? 1U : 0U;
    }
  }

  const Matched& matched_;
  const std::vector<double>& values_;
  std::size_t sets_ = 0;
  std::size_t people_ = 0;
  Groups mean_{};
  double by_set_ = 0;
  double by_person_ = 0;
  double by_row_ = 0;
};

}  // namespace outturn::comparison
