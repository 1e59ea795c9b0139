// Counted days against the worked spells (golden/columns/spells_40.json, whose day sheet is not used
// here but for its holidays) and against counting day by day over random calendars.
#include <cstdint>
#include <set>

#include <gtest/gtest.h>

#include "engine/values/date.h"
#include "tests/support/text_run.h"
#include "tests/values/shared_golden.h"

namespace outturn::test {
namespace {

using Days = std::vector<std::pair<int, int>>;  // from, until

std::string iso(int serial) { return to_iso(Date{serial}); }

std::string contract_with(const Days& holidays) {
  std::string rows;
  for (const auto& [from, until] : holidays) rows += "  | " + iso(from) + " | " + iso(until) + " |\n";
  return R"(contract "Spells"
  currency GBP
  starts   2012-09-01
  ends     2017-12-31

document C "Contract"

calendar holidays [C 1]
  | from | until |
)" + rows +
         R"(
input spells, each spell [C 1]
  | column | type                  |
  | spell  | key                   |
  | begins | date, may be unknown  |
  | ends   | date                  |
  | needed | days                  |
  in order of spell

value counted days, each spell [C 2]
  is days_between(begins, ends without holidays)

value completed date, each spell [C 2]
  is date_after(begins, needed without holidays)

value all_days days, each spell [C 2]
  is days_between(begins, ends)

value plainly date, each spell [C 2]
  is date_after(begins, 2 weeks)

payment nothing [C 3]
  pay £0.00
)";
}

std::string spell_row(std::size_t n, const std::string& begins, int ends, int needed) {
  std::string key = std::to_string(n);
  key.insert(0, 6 - key.size(), '0');
  return "S" + key + "," + begins + "," + iso(ends) + "," + std::to_string(needed) + "\n";
}

constexpr const char* headings = "spell,begins,ends,needed\n";

/// Counting as a person does: day by day.
struct ByHand {
  std::set<int> out;
  explicit ByHand(const Days& holidays) {
    for (const auto& [from, until] : holidays) {
      for (int day = from; day < until; ++day) out.insert(day);
    }
  }
  [[nodiscard]] int between(int a, int b) const {
    int days = 0;
    for (int day = a; day < b; ++day) days += out.contains(day) ? 0 : 1;
    return days;
  }
  [[nodiscard]] int after(int a, int needed) const {
    int day = a;
    for (int counted = out.contains(day) ? 0 : 1; counted < needed;) counted += out.contains(++day) ? 0 : 1;
    return day;
  }
};

TEST(Calendar, CountsAsDayByDay) {
  std::uint64_t state = 20240701;
  const auto below = [&](int n) {  // splitmix64
    std::uint64_t z = (state += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<int>((z ^ (z >> 31U)) % static_cast<std::uint64_t>(n));
  };
  for (int round = 0; round < 12; ++round) {
    Days holidays;
    int at = 41150 + below(60);
    for (int n = 1 + below(12); n > 0; --n) {
      const int until = at + 1 + below(round % 3 == 0 ? 2 : 40);
      holidays.emplace_back(at, until);
      at = until + 1 + below(round % 2 == 0 ? 2 : 120);
    }
    const ByHand by_hand(holidays);
    std::string rows = headings;
    std::vector<std::string> counted;
    std::vector<std::string> completed;
    for (std::size_t i = 0; i < 60; ++i) {
      const int begins = 41100 + below(700);
      const int ends = begins - 3 + below(400);
      const int needed = 1 + below(i % 2 == 0 ? 3 : 200);
      rows += spell_row(i, iso(begins), ends, needed);
      counted.push_back(std::to_string(by_hand.between(begins, ends)));
      completed.push_back(iso(by_hand.after(begins, needed)));
    }
    const calc::Run run = run_of(contract_with(holidays), {{"spells", rows}});
    EXPECT_TRUE(all_checks_hold(run));
    EXPECT_EQ(cells_of(run, "counted"), counted);
    EXPECT_EQ(cells_of(run, "completed"), completed);
  }
}

TEST(Calendar, AnswersTheWorkedSpells) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "columns/spells_40.json");
  const auto of = [&](const char* kind, const char* name) {
    std::vector<int> numbers;
    for (const auto& sheet : golden["kinds"]) {
      for (const auto& column : sheet["columns"]) {
        if (sheet["kind"] != kind || column["name"] != name) continue;
        for (const auto& value : column["values"]) numbers.push_back(std::stoi(value.get<std::string>()));
      }
    }
    return numbers;
  };
  Days holidays;
  const auto days = of("Days", "day");
  const auto out = of("Days", "holiday");
  for (std::size_t i = 0; i < days.size(); ++i) {
    if (out[i] == 0) continue;
    if (!holidays.empty() && holidays.back().second == days[i])
      ++holidays.back().second;
    else
      holidays.emplace_back(days[i], days[i] + 1);
  }
  ASSERT_GT(holidays.size(), 5U);
  const auto from = of("Spells", "from");
  const auto to = of("Spells", "to_counted");
  const auto at_start = of("Spells", "count_at_start");
  const auto at_end = of("Spells", "count_at_end");
  const auto run_from = of("Spells", "run_from_count");
  const auto date_first = of("Spells", "date_first");
  std::string rows = headings;
  std::vector<std::string> counted;
  std::vector<std::string> completed;
  const auto ask = [&](int begins, int ends, int needed, int count, const std::string& done) {
    rows += spell_row(counted.size(), iso(begins), ends, needed);
    counted.push_back(std::to_string(count));
    completed.push_back(done);
  };
  const int first = days.front() + 1;  // the golden counts from here
  const ByHand by_hand(holidays);
  std::size_t dates = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (from[i] > to[i]) continue;  // begins after the cut-off
    ask(first, from[i], 1, at_start[i], iso(by_hand.after(first, 1)));
    ask(first, to[i] + 1, 1, at_end[i], iso(by_hand.after(first, 1)));
    if (date_first[i] == 0) continue;
    ++dates;  // the day that brings the count to that of the run's first day and 91
    ask(first, first, run_from[i] + 91, 0, iso(date_first[i]));
  }
  ASSERT_GT(dates, 10U);
  const calc::Run run = run_of(contract_with(holidays), {{"spells", rows}});
  EXPECT_EQ(cells_of(run, "counted"), counted);
  EXPECT_EQ(cells_of(run, "completed"), completed);
}

TEST(Calendar, DoesNotCountWhatIsNotKnownOrNothing) {
  const calc::Run run =
      run_of(contract_with({{41500, 41510}}),
             {{"spells", headings + spell_row(1, "[x]", 41520, 5) + spell_row(2, iso(41499), 41512, 0) +
                             spell_row(3, iso(41499), 41512, 3) + spell_row(4, iso(41512), 41499, 1)}});
  using Cells = std::vector<std::string>;
  EXPECT_EQ(cells_of(run, "counted_known"), (Cells{"no", "yes", "yes", "yes"}));
  EXPECT_EQ(cells_of(run, "completed_known"), (Cells{"no", "no", "yes", "yes"}));
  EXPECT_EQ(cells_of(run, "counted"), (Cells{"0", "3", "3", "0"}));
  EXPECT_EQ(cells_of(run, "all_days"), (Cells{"0", "13", "13", "0"}));
  EXPECT_EQ(cells_of(run, "completed")[2], iso(41511));
  EXPECT_EQ(cells_of(run, "plainly")[3], iso(41512 + 13));
}

}  // namespace
}  // namespace outturn::test
