#include "engine/linkage/sealed/fill.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::sealed {
namespace {

constexpr double least_fill = 0.40;
constexpr double most_fill = 0.60;

// (1 - 1/filter)^bits by squaring: the same on every machine, which pow is not.
double share_left_empty(std::uint32_t filter, std::uint64_t bits) {
  double base = 1.0 - 1.0 / filter;
  double share = 1.0;
  for (; bits > 0; bits >>= 1) {
    if ((bits & 1) != 0) share *= base;
    base *= base;
  }
  return share;
}

std::vector<std::uint32_t> scaled(const Schema& schema, std::uint32_t per_thousand) {
  std::vector<std::uint32_t> bits;
  for (const Field& field : schema.fields) {
    bits.push_back(std::max<std::uint32_t>(
        1, static_cast<std::uint32_t>((std::uint64_t{field.bits} * per_thousand + 500) / 1000)));
  }
  return bits;
}

}  // namespace

double FillTally::mean(const Schema& schema) const {
  if (records == 0) return 0;
  return static_cast<double>(bits_set) / static_cast<double>(records) / schema.bits;
}

double expected_fill(const FillTally& tally, std::uint32_t filter, const std::vector<std::uint32_t>& bits) {
  double sum = 0;
  for (const auto& [known, records] : tally.patterns) {
    std::uint64_t set = 0;
    for (std::size_t i = 0; i < bits.size(); ++i) {
      if (((known >> i) & 1) != 0) set += bits[i];
    }
    sum += (1.0 - share_left_empty(filter, set)) * static_cast<double>(records);
  }
  return tally.records == 0 ? 0 : sum / static_cast<double>(tally.records);
}

std::vector<std::uint32_t> bits_for_half(const FillTally& tally, const Schema& schema) {
  std::uint32_t low = 1;
  std::uint32_t high = 100'000;
  while (low + 1 < high) {
    const std::uint32_t middle = (low + high) / 2;
    (expected_fill(tally, schema.bits, scaled(schema, middle)) < 0.5 ? low : high) = middle;
  }
  return scaled(schema, low);
}

void check_fill(const FillTally& tally, const Schema& schema, const std::string& file, Problems& problems) {
  if (tally.records == 0 || schema.fields.empty()) return;
  const double fill = tally.mean(schema);
  if (fill >= least_fill && fill <= most_fill) return;
  const std::vector<std::uint32_t> bits = bits_for_half(tally, schema);
  std::vector<std::string> mend{
      "Give the fields these bits, in the schema of all members, and encode again:"};
  for (std::size_t i = 0; i < bits.size(); ++i) {
    mend.push_back(
        fmt::format("  {}: bits {} (now {})", schema.fields[i].name, bits[i], schema.fields[i].bits));
  }
  problems.add(problem_at(
      "P3", file, {},
      fmt::format("the encodings of this file are {:.0f} % full; they must be 40 to 60 %", 100 * fill),
      {fill > most_fill ? "In filters this full all people look alike."
                        : "Filters this empty link badly, and show which letters a name has.",
       fmt::format("Of {} bits, {:.0f} are set in the mean record.", schema.bits, fill * schema.bits)},
      std::move(mend)));
}

}  // namespace outturn::sealed
