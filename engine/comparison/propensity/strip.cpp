#include "engine/comparison/propensity/strip.h"

#include <algorithm>
#include <array>

namespace outturn::comparison {
namespace {

constexpr std::size_t tile = 3;
using Lanes = Eigen::Array2d;
using LanesAt = Eigen::Map<const Lanes>;

std::size_t tiled(std::size_t columns) { return (columns + tile - 1) / tile * tile; }

void add_tile(const Strip& left, const Strip& right, std::size_t a, std::size_t b, Eigen::MatrixXd& sums) {
  std::array<const double*, tile> l{left.data(a), left.data(a + 1), left.data(a + 2)};
  std::array<const double*, tile> r{right.data(b), right.data(b + 1), right.data(b + 2)};
  Lanes s00(0, 0), s01(0, 0), s02(0, 0), s10(0, 0), s11(0, 0), s12(0, 0), s20(0, 0), s21(0, 0), s22(0, 0);
  for (std::size_t i = 0; i < strip_people; i += 2) {
    const Lanes r0 = LanesAt(r[0] + i);
    const Lanes r1 = LanesAt(r[1] + i);
    const Lanes r2 = LanesAt(r[2] + i);
    const Lanes l0 = LanesAt(l[0] + i);
    s00 += l0 * r0;
    s01 += l0 * r1;
    s02 += l0 * r2;
    const Lanes l1 = LanesAt(l[1] + i);
    s10 += l1 * r0;
    s11 += l1 * r1;
    s12 += l1 * r2;
    const Lanes l2 = LanesAt(l[2] + i);
    s20 += l2 * r0;
    s21 += l2 * r1;
    s22 += l2 * r2;
  }
  const std::array<const Lanes*, tile * tile> all{&s00, &s01, &s02, &s10, &s11, &s12, &s20, &s21, &s22};
  for (std::size_t i = 0; i < tile; ++i)
    for (std::size_t j = 0; j < tile; ++j)
      if (a + i < left.columns() && b + j <= a + i) {
        const Lanes& lanes = *all[i * tile + j];
        sums(static_cast<Eigen::Index>(a + i), static_cast<Eigen::Index>(b + j)) += lanes[0] + lanes[1];
      }
}

}  // namespace

Strip::Strip(std::size_t columns)
    : columns_(columns),
      values_(Eigen::ArrayXd::Zero(static_cast<Eigen::Index>(tiled(columns) * strip_people))) {}

void add_products(const Strip& left, const Strip& right, Eigen::MatrixXd& sums) {
  for (std::size_t a = 0; a < left.columns(); a += tile)
    for (std::size_t b = 0; b <= a; b += tile) add_tile(left, right, a, b, sums);
}

void add_products(const Strip& strip, const StripColumn& other, Eigen::VectorXd& sums) {
  using Wide = Eigen::Array<double, 8, 1>;
  for (std::size_t j = 0; j < strip.columns(); ++j) {
    Wide lanes = Wide::Zero();
    for (std::size_t i = 0; i < strip_people; i += 8)
      lanes += Eigen::Map<const Wide>(strip.data(j) + i) * Eigen::Map<const Wide>(other.data() + i);
    const double low = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
    const double high = (lanes[4] + lanes[5]) + (lanes[6] + lanes[7]);
    sums[static_cast<Eigen::Index>(j)] += low + high;
  }
}

}  // namespace outturn::comparison
