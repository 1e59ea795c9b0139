// The ways to a baseline by name, and which of a contract's designs each is.
#include <array>

#include <fmt/format.h>

#include "engine/comparison/baseline/baseline_spec.h"

namespace outturn::comparison {
namespace {

struct MethodName {
  BaselineMethod method;
  std::string_view words;
  std::string_view design;
};

constexpr std::array<MethodName, 8> method_names{{
    {BaselineMethod::published_rate, "published rate", "published rate"},
    {BaselineMethod::historical_cohort, "historical cohort", "historical cohort"},
    {BaselineMethod::expected_rates, "expected rates", "expected rates"},
    {BaselineMethod::directly_standardised, "directly standardised", "directly standardised"},
    {BaselineMethod::case_mix_adjusted, "case mix adjusted", "case mix adjusted"},
    {BaselineMethod::trend, "trend", "trend"},
    {BaselineMethod::difference_in_differences, "difference in differences", "difference in differences"},
    {BaselineMethod::funnel, "funnel", "funnel"},
}};

const MethodName& named(BaselineMethod method) {
  for (const MethodName& one : method_names)
    if (one.method == method) return one;
  throw Fault("a baseline without a method");
}

}  // namespace

BaselineMethod method_called(std::string_view words) {
  for (const MethodName& one : method_names)
    if (one.words == words) return one.method;
  return BaselineMethod::none;
}

std::vector<std::string> method_list() {
  std::vector<std::string> out;
  for (const MethodName& one : method_names) out.emplace_back(one.words);
  return out;
}

std::string_view words_of(BaselineMethod method) { return named(method).words; }
std::string_view design_of(BaselineMethod method) { return named(method).design; }

bool has_people(BaselineMethod method) {
  return method != BaselineMethod::trend && method != BaselineMethod::difference_in_differences;
}

std::string method_words(const BaselineSpec& spec) {
  std::string out(words_of(spec.method));
  for (std::size_t i = 0; i < spec.match.size(); ++i)
    out += (i == 0 ? " by " : i + 1 == spec.match.size() ? " and " : ", ") + spec.match[i].field;
  if (spec.method == BaselineMethod::trend)
    out += fmt::format(" from {}, Newey-West with lag {}", spec.starts, spec.lag);
  if (spec.method == BaselineMethod::difference_in_differences)
    out += fmt::format(" from {}, clustered by area", spec.starts);
  return out;
}

}  // namespace outturn::comparison
