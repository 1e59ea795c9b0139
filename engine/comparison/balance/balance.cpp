#include "engine/comparison/balance/balance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "engine/comparison/matching/ranking.h"

namespace outturn::comparison {
namespace {

/// Below this a difference of means is rounding: sqrt of a double's epsilon, as R's all.equal has it.
constexpr double no_difference = 1.490116119384766e-08;

/// Treated at 1, comparison at 0.
using Groups = std::array<double, 2>;

/// One weighting of all people: everybody alike, or a matching's.
struct Weighting {
  const std::vector<std::uint8_t>& treated;
  const std::vector<double>* weights;  ///< nullptr: everybody alike
  Groups sum{};
  Groups squares{};

  Weighting(const std::vector<std::uint8_t>& flags, const std::vector<double>* of)
      : treated(flags), weights(of) {
    for (std::size_t i = 0; i < treated.size(); ++i) {
      sum[treated[i]] += weight(i);
      squares[treated[i]] += weight(i) * weight(i);
    }
  }
  [[nodiscard]] double weight(std::size_t i) const { return weights == nullptr ? 1.0 : (*weights)[i]; }
};

struct Moments {
  Groups mean{};
  Groups variance{};
};

template <class ValueOf>
Groups means_of(const Weighting& by, ValueOf value_of) {
  Groups mean{};
  for (std::size_t i = 0; i < by.treated.size(); ++i) mean[by.treated[i]] += by.weight(i) * value_of(i);
  for (std::size_t g = 0; g < 2; ++g) mean[g] /= by.sum[g];
  return mean;
}

/// Variance by normalised weights w: sum of w(x-m)^2 over 1 - sum of w^2, which is n - 1 for equal weights.
Moments moments_of(const Weighting& by, const std::vector<double>& values) {
  Moments found{means_of(by, [&](std::size_t i) { return values[i]; }), {}};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double apart = values[i] - found.mean[by.treated[i]];
    found.variance[by.treated[i]] += by.weight(i) * apart * apart;
  }
  for (std::size_t g = 0; g < 2; ++g)
    found.variance[g] /= by.sum[g] * (1 - by.squares[g] / (by.sum[g] * by.sum[g]));
  return found;
}

double spread_of(const Groups& variance, Estimand estimand) {
  return std::sqrt(estimand == Estimand::treated ? variance[1] : (variance[1] + variance[0]) / 2);
}

double standardised(const Groups& mean, double spread) {
  const double difference = mean[1] - mean[0];
  return std::abs(difference) <= no_difference ? difference : difference / spread;
}

BalanceFigures figures_of(const Groups& mean, double spread) {
  BalanceFigures figures;
  figures.mean_treated = mean[1];
  figures.mean_comparison = mean[0];
  figures.standardised_difference = standardised(mean, spread);
  return figures;
}

/// Mean and maximum, over the distinct values, of the distance between the groups' distribution functions.
void put_distribution(BalanceFigures& figures, const Weighting& by, const std::vector<Ranked>& order) {
  Groups reached{};
  double sum = 0;
  double most = 0;
  std::size_t distinct = 0;
  for (std::size_t at = 0; at < order.size();) {
    const double value = order[at].value;
    for (; at < order.size() && order[at].value == value; ++at)
      reached[by.treated[order[at].index]] += by.weight(order[at].index);
    const double apart = std::abs(reached[1] / by.sum[1] - reached[0] / by.sum[0]);
    sum += apart;
    most = std::max(most, apart);
    ++distinct;
  }
  figures.ecdf_mean = sum / static_cast<double>(std::max<std::size_t>(distinct, 1));
  figures.ecdf_max = most;
}

template <class ValueOf>
std::optional<double> mean_in_pairs(const Matched& matched, ValueOf value_of) {
  double sum = 0;
  for (std::size_t t = 0; t < matched.treated.size(); ++t) {
    const double own = value_of(matched.treated[t]);
    for (std::uint32_t p = matched.first[t]; p < matched.first[t + 1]; ++p)
      sum += std::abs(own - value_of(matched.partners[p]));
  }
  if (matched.partners.empty()) return std::nullopt;
  return sum / static_cast<double>(matched.partners.size());
}

/// Of every treated with every comparison person of the stratum, met in the order of values: each brings
/// its distance to all of the other group that came before.
class StrataDistance {
 public:
  explicit StrataDistance(const std::vector<std::int32_t>& stratum) : stratum_(stratum) {
    std::int32_t last = -1;
    for (const std::int32_t s : stratum) last = std::max(last, s);
    before_.resize(static_cast<std::size_t>(last) + 1);  // none: -1 and 1 make nought
  }

  void meet(std::size_t row, std::uint8_t treated, double value) {
    if (stratum_[row] < 0) return;
    Before& here = before_[static_cast<std::size_t>(stratum_[row])];
    const std::size_t other = std::size_t{1} - treated;
    total_ += here.count[other] * value - here.sum[other];
    pairs_ += here.count[other];
    here.count[treated] += 1;
    here.sum[treated] += value;
  }
  [[nodiscard]] std::optional<double> mean() const {
    return pairs_ > 0 ? std::optional(total_ / pairs_) : std::nullopt;
  }

 private:
  struct Before {
    Groups count{};
    Groups sum{};
  };
  const std::vector<std::int32_t>& stratum_;
  std::vector<Before> before_;
  double total_ = 0;
  double pairs_ = 0;
};

class Table {
 public:
  Table(const Cohort& cohort, const Matched& matched)
      : cohort_(cohort),
        matched_(matched),
        before_(cohort.treated, nullptr),
        after_(cohort.treated, &matched.weights) {}

  [[nodiscard]] BalanceRow row(const std::string& name, const std::vector<double>& values) const {
    const bool yes_no = std::all_of(values.begin(), values.end(), [](double v) { return v == 0 || v == 1; });
    return yes_no ? yes_no_row(name, [&](std::size_t i) { return values[i]; }) : number_row(name, values);
  }

  [[nodiscard]] std::vector<BalanceRow> rows(const Covariate& covariate) const {
    if (!covariate.is_factor()) return {row(covariate.name, covariate.numbers)};
    std::vector<BalanceRow> rows;
    for (std::size_t level = 0; level < covariate.levels.size(); ++level)
      rows.push_back(yes_no_row(covariate.name + covariate.levels[level], [&](std::size_t i) {
        return covariate.codes[i] == static_cast<std::int32_t>(level) ? 1.0 : 0.0;
      }));
    return rows;
  }

 private:
  template <class ValueOf>
  [[nodiscard]] BalanceRow yes_no_row(const std::string& name, ValueOf value_of) const {
    const Groups before = means_of(before_, value_of);
    const Groups after = means_of(after_, value_of);
    const double spread =
        spread_of({before[0] * (1 - before[0]), before[1] * (1 - before[1])}, matched_.estimand);
    BalanceRow row{name, true, figures_of(before, spread), figures_of(after, spread)};
    row.before.ecdf_mean = row.before.ecdf_max = std::abs(before[1] - before[0]);
    row.after.ecdf_mean = row.after.ecdf_max = std::abs(after[1] - after[0]);
    std::optional<double> apart;
    if (matched_.stratum.empty()) {
      apart = mean_in_pairs(matched_, value_of);
    } else {
      StrataDistance strata(matched_.stratum);
      for (const double value : {0.0, 1.0})
        for (std::size_t i = 0; i < cohort_.size(); ++i)
          if (value_of(i) == value) strata.meet(i, cohort_.treated[i], value);
      apart = strata.mean();
    }
    put_pair_distance(row, apart, spread);
    return row;
  }

  [[nodiscard]] BalanceRow number_row(const std::string& name, const std::vector<double>& values) const {
    const std::vector<Ranked> order = ranked(values);
    const Moments before = moments_of(before_, values);
    const Moments after = moments_of(after_, values);
    const double spread = spread_of(before.variance, matched_.estimand);
    BalanceRow row{name, false, figures_of(before.mean, spread), figures_of(after.mean, spread)};
    put_ratio(row.before, before);
    put_ratio(row.after, after);
    put_distribution(row.before, before_, order);
    put_distribution(row.after, after_, order);
    std::optional<double> apart;
    if (matched_.stratum.empty()) {
      apart = mean_in_pairs(matched_, [&](std::size_t i) { return values[i]; });
    } else {
      StrataDistance strata(matched_.stratum);
      for (const Ranked& at : order) strata.meet(at.index, cohort_.treated[at.index], at.value);
      apart = strata.mean();
    }
    put_pair_distance(row, apart, spread);
    return row;
  }

  static void put_ratio(BalanceFigures& figures, const Moments& of) {
    const double ratio = of.variance[1] / of.variance[0];
    if (std::isfinite(ratio)) figures.variance_ratio = ratio;
  }
  /// MatchIt standardises it only where it standardises the difference of means.
  static void put_pair_distance(BalanceRow& row, std::optional<double> apart, double spread) {
    const bool raw = std::abs(row.after.mean_treated - row.after.mean_comparison) <= no_difference;
    if (!apart) return;
    const double distance = raw ? *apart : *apart / spread;
    if (std::isfinite(distance)) row.after.pair_distance = distance;  // no spread, nothing to measure it by
  }

  const Cohort& cohort_;
  const Matched& matched_;
  Weighting before_;
  Weighting after_;
};

std::vector<double> powers(const Covariate& covariate, int power) {
  std::vector<double> values = covariate.numbers;
  for (double& value : values) {
    const double base = value;
    for (int i = 1; i < power; ++i) value *= base;
  }
  return values;
}

bool is_term(const Cohort& cohort, const std::vector<Term>& terms, const std::string& name) {
  return std::any_of(terms.begin(), terms.end(), [&](const Term& term) {
    return term.power == 1 && cohort.covariates[term.covariate].name == name;
  });
}

}  // namespace

Balance balance_of(const Cohort& cohort, const std::vector<Term>& terms, const std::vector<double>& distance,
                   const Matched& matched, const TaskRunner& run) {
  const Table table(cohort, matched);
  std::vector<std::vector<BalanceRow>> parts;  // of each covariate, filled by a task of its own
  std::vector<Task> tasks;
  const auto work = [&](auto fill) {
    tasks.push_back({[&parts, fill, part = tasks.size()] { parts[part] = fill(); }, {}});
  };
  if (!distance.empty()) work([&] { return std::vector{table.row("distance", distance)}; });
  for (const Term& term : terms) {
    const Covariate& covariate = cohort.covariates[term.covariate];
    if (term.power == 1)
      work([&] { return table.rows(covariate); });
    else
      work([&] { return std::vector{table.row(written(cohort, term), powers(covariate, term.power))}; });
  }
  for (const Covariate& key : cohort.exact)
    if (!is_term(cohort, terms, key.name)) work([&] { return table.rows(key); });
  parts.resize(tasks.size());
  run(tasks);
  Balance balance;
  for (std::vector<BalanceRow>& part : parts)
    std::move(part.begin(), part.end(), std::back_inserter(balance.rows));
  return balance;
}

}  // namespace outturn::comparison
