// Proven reoffending, on the collected series. Expected numbers were counted in Python's csv module:
//   rows = list(csv.DictReader(open("proven_reoffending_data_2000_2014.csv")))
//   sum(1 for r in rows if r["value"]), collections.Counter(r["measure"] for r in rows) ...
#include <algorithm>

#include "tests/opendata/open_data.h"

namespace outturn::opendata {
namespace {

using comparison::PeriodKind;
using comparison::Rederivable;

constexpr const char* series = "moj-reoffending/proven_reoffending_data_2000_2014.csv";

TEST(MojSeries, HoldsEveryRowOfTheFile) {
  OPEN_FILE_OR_SKIP(bytes, series);
  const ReadBack read = read_back("series.csv", bytes);
  ASSERT_TRUE(read.table);
  EXPECT_FALSE(read.problems.has_errors()) << read.text();
  EXPECT_EQ(read.table->rows(), 1368U);
  EXPECT_EQ(read.table->value.known(), 1300U);
  EXPECT_EQ(read.table->source.format, "moj-reoffending");
  EXPECT_EQ(comparison::published_fault(*read.table), "");
}

TEST(MojSeries, KeepsOldAndNewCountingApart) {
  OPEN_FILE_OR_SKIP(bytes, series);
  const ReadBack read = read_back("series.csv", bytes);
  ASSERT_TRUE(read.table);
  EXPECT_EQ(rows_of(*read.table, "new/binary").size(), 207U);  // 57 + 12 cohorts of three groups
  EXPECT_EQ(rows_of(*read.table, "old/binary").size(), 39U);   // 13 of three
  EXPECT_TRUE(read.told("O46"));
}

TEST(MojSeries, PutsCountsBesideTheRatesTheyMake) {
  OPEN_FILE_OR_SKIP(bytes, series);
  const ReadBack read = read_back("series.csv", bytes);
  ASSERT_TRUE(read.table);
  const comparison::Published& t = *read.table;
  const std::size_t row = row_at_line(t, 2);  // new, 3-monthly, 2000-01-01, Adult, binary
  EXPECT_EQ(figure(t.value.at(row)), "30.81000486");
  EXPECT_EQ(figure(t.numerator.at(row)), "45047");
  EXPECT_EQ(figure(t.denominator.at(row)), "146209");
  EXPECT_EQ(t.periods[t.period[row]].kind, PeriodKind::quarter);
  EXPECT_EQ(to_iso(*t.periods[t.period[row]].start), "2000-01-01");
  EXPECT_EQ(to_iso(*t.periods[t.period[row]].end), "2000-04-01");
  for (const comparison::Measure& measure : t.measures) {
    const bool made = measure.id.ends_with("/binary") || measure.id.ends_with("/frequency");
    EXPECT_EQ(measure.rederivable, made ? Rederivable::yes : Rederivable::untold) << measure.id;
  }
}

TEST(MojSeries, EmptyValuesAreUnknownNotZero) {
  OPEN_FILE_OR_SKIP(bytes, series);
  const ReadBack read = read_back("series.csv", bytes);
  ASSERT_TRUE(read.table);
  const comparison::Published& t = *read.table;
  const std::size_t row = row_at_line(t, 6);  // 2001-01-01: no value
  EXPECT_FALSE(t.value.at(row));
  EXPECT_EQ(t.markers[t.marker[row]].kind, comparison::MarkerKind::empty);
  EXPECT_FALSE(t.numerator.at(row));
}

}  // namespace
}  // namespace outturn::opendata
