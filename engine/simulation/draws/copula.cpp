#include "engine/simulation/draws/copula.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "engine/base/problem.h"

namespace outturn::simulation {
namespace {

using Rows = std::vector<std::vector<double>>;

Rows pearson(const std::vector<RankCorrelation>& correlations, const std::vector<std::size_t>& figures) {
  Rows out(figures.size(), std::vector<double>(figures.size(), 0));
  const auto place = [&](std::size_t figure) {
    return static_cast<std::size_t>(std::lower_bound(figures.begin(), figures.end(), figure) -
                                    figures.begin());
  };
  for (std::size_t i = 0; i < figures.size(); ++i) out[i][i] = 1;
  for (const RankCorrelation& one : correlations) {
    const double r = 2 * std::sin(std::numbers::pi * one.rho / 6);
    out[place(one.one)][place(one.other)] = out[place(one.other)][place(one.one)] = r;
  }
  return out;
}

}  // namespace

comparison::Answer<Together> together(const std::vector<RankCorrelation>& correlations,
                                      const std::vector<std::string>& names) {
  std::set<std::size_t> named;
  for (const RankCorrelation& one : correlations) {
    if (!(one.rho > -1 && one.rho < 1))
      return comparison::Refusal{"a rank correlation is not between -1 and 1"};
    if (one.one == one.other) return comparison::Refusal{names[one.one] + " is correlated with itself"};
    named.insert({one.one, one.other});
  }
  Together out{{named.begin(), named.end()}, {}};
  const Rows wanted = pearson(correlations, out.figures);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    std::vector<double> row(i + 1, 0);
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = wanted[i][j];
      for (std::size_t k = 0; k < j; ++k) rest -= row[k] * (j == i ? row[k] : out.factor[j][k]);
      if (j < i) {
        row[j] = rest / out.factor[j][j];
      } else if (rest > 1e-10) {
        row[i] = std::sqrt(rest);
      } else {
        std::vector<std::string> before;
        for (std::size_t k = 0; k < i; ++k) before.push_back(names[out.figures[k]]);
        return comparison::Refusal{"the rank correlations of " + listed(before, "and") +
                                   " leave no room for those of " + names[out.figures[i]]};
      }
    }
    out.factor.push_back(std::move(row));
  }
  return out;
}

}  // namespace outturn::simulation
