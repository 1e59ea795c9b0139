#include "engine/linkage/standardise/date_order.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::linkage {
namespace {

/// Below this share of the values that decide, one order among others is no order.
constexpr double clear_share = 0.99;

struct Example {
  std::string_view day_first;
  std::string_view month_first;
  std::string_view either;
};

void count(std::string_view value, DateOrderEvidence& evidence, Example& example) {
  const Standard as_day = standardise_date(value, DateOrder::day_first);
  const Standard as_month = standardise_date(value, DateOrder::month_first);
  if (!as_day.known || !as_month.known) return;
  const bool needs_month = as_day.has(ChangeKind::day_month_exchanged);
  const bool needs_day = as_month.has(ChangeKind::day_month_exchanged);
  if (needs_day && !needs_month) {
    ++evidence.day_first;
    example.day_first = value;
  } else if (needs_month && !needs_day) {
    ++evidence.month_first;
    example.month_first = value;
  } else if (as_day.value != as_month.value) {
    ++evidence.either;
    example.either = value;
  }
}

void tell(const DateOrderEvidence& e, const Example& example, const std::string& file,
          const std::string& name, Problems& problems) {
  const bool mixed = e.day_first > 0 && e.month_first > 0;
  if (!mixed && (e.decided || e.either == 0)) return;
  Problem problem;
  problem.severity = Severity::warning;
  problem.code = mixed ? "E140" : "E141";
  problem.file = file;
  if (mixed) {
    problem.what = fmt::format("the dates of \"{}\" are written in two orders", name);
    problem.why = {
        fmt::format("{} values can only be day before month, such as {}; {} only month before day, "
                    "such as {}.",
                    e.day_first, example.day_first, e.month_first, example.month_first)};
    if (e.either > 0)
      problem.why.push_back(fmt::format("{} more are a date either way, and are read {} first.", e.either,
                                        e.order == DateOrder::day_first ? "day" : "month"));
    problem.mend = {"Have the dates written out again by their source as year-month-day (1981-02-28)."};
  } else {
    problem.what = fmt::format("nothing in \"{}\" says whether the day or the month comes first", name);
    problem.why = {
        fmt::format("{} values, such as {}, are a date either way; they are read day first, as is "
                    "usual in the United Kingdom.",
                    e.either, example.either)};
    problem.mend = {"If the month comes first, say so, or write the dates as year-month-day (1981-02-28)."};
  }
  problems.add(std::move(problem));
}

}  // namespace

DateOrderEvidence date_order(std::span<const std::string_view> distinct, const std::string& file,
                             const std::string& name, Problems& problems) {
  DateOrderEvidence evidence;
  Example example;
  for (const std::string_view value : distinct) count(value, evidence, example);
  if (evidence.month_first > evidence.day_first) evidence.order = DateOrder::month_first;
  const std::size_t deciding = evidence.day_first + evidence.month_first;
  const std::size_t most = std::max(evidence.day_first, evidence.month_first);
  if (deciding > 0) evidence.share = static_cast<double>(most) / static_cast<double>(deciding);
  evidence.decided = evidence.share >= clear_share;
  tell(evidence, example, file, name, problems);
  return evidence;
}

}  // namespace outturn::linkage
