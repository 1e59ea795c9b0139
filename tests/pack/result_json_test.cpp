// result.json: every figure of a run, the same bytes each time, readable by any JSON reader.
#include "reports/pack/result_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "reports/pack/json_writer.h"
#include "tests/support/graph_builder.h"
#include "tests/support/small_run.h"

namespace outturn::test {
namespace {

using Json = nlohmann::json;

TEST(ResultJson, golden) { expect_golden("pack/golden/result.json", pack::result_json(small_run())); }

TEST(ResultJson, every_column_and_every_row) {
  const calc::Run run = small_run();
  const Json read = Json::parse(pack::result_json(run));
  const Json& values = read.at("values");
  ASSERT_EQ(values.size(), run.graph.columns().size());
  for (calc::ColumnId id = 0; id < run.graph.columns().size(); ++id) {
    const calc::Column& column = run.graph.column(id);
    const Json& one = values.at(column.name);
    for (const char* member : {"type", "unit", "clauses", "role"})
      EXPECT_TRUE(one.contains(member)) << column.name;
    if (run.graph.frame(column.frame).name.empty()) {
      EXPECT_TRUE(one.contains("value") && one.contains("shown")) << column.name;
    } else {
      EXPECT_EQ(one.at("rows").size(), run.graph.rows(id)) << column.name;
    }
  }
  EXPECT_EQ(values.at("outcome_payment").at("rows").at("K1").at("value"), "1500.00");
  EXPECT_TRUE(values.at("hours").at("rows").at("K6").at("value").is_null());
  EXPECT_EQ(values.at("hours").at("rows").at("K6").at("shown"), "[x]");
  EXPECT_EQ(values.at("verified").at("rows").at("K5").at("value"), "0");
}

struct Written {
  calc::Run run;
  Json values() { return Json::parse(pack::result_json(run)).at("values"); }
};

Written of(GraphBuilder& builder) {
  Written out;
  out.run.evaluation = evaluate_or_fail(builder.graph);
  out.run.graph = builder.graph;
  out.run.record.currency = "GBP";
  return out;
}

TEST(ResultJson, values_as_decimal_text) {
  GraphBuilder builder;
  const auto share = builder.decimal(0, "share", 4, {840});
  builder.graph.column(share).unit = calc::Unit::percent;
  const auto paid = builder.decimal(0, "paid", 2, {187154000});
  builder.graph.column(paid).unit = calc::Unit::money;
  builder.exact(0, "third", {Exact::ratio(1, 3)});
  builder.decimal(0, "long", 12, {123456789012345678});
  builder.whole(0, "count", {42});
  builder.date(0, "day", {41214});
  builder.date(0, "no_day", {0});
  const Json values = of(builder).values();
  EXPECT_EQ(values.at("share").at("value"), "0.084");
  EXPECT_EQ(values.at("share").at("shown"), "8.4%");
  EXPECT_EQ(values.at("paid").at("value"), "1871540.00");
  EXPECT_EQ(values.at("paid").at("shown"), "£1,871,540.00");
  EXPECT_EQ(values.at("third").at("value"), "0.333333333333333");
  EXPECT_EQ(values.at("third").at("exact"), "1/3");
  EXPECT_EQ(values.at("third").at("type"), "exact number");
  EXPECT_EQ(values.at("long").at("value"), "123456.789012346");
  EXPECT_EQ(values.at("long").at("exact"), "61728394506172839/500000000000");
  EXPECT_EQ(values.at("count").at("value"), "42");
  EXPECT_EQ(values.at("day").at("value"), "2012-11-01");
  EXPECT_TRUE(values.at("no_day").at("value").is_null());
}

TEST(ResultJson, written_in_pieces) {
  GraphBuilder builder;
  const auto row = builder.frame("row", 20'000);
  builder.whole(row, "many", std::vector<std::int64_t>(20'000, 7));
  Written made = of(builder);
  std::size_t largest = 0;
  std::string all;
  pack::write_result_json(made.run, [&](std::string_view part) {
    largest = std::max(largest, part.size());
    all += part;
  });
  EXPECT_LE(largest, 70'000U);
  EXPECT_EQ(Json::parse(all).at("values").at("many").at("rows").size(), 20'000U);
}

TEST(JsonWriter, hostile_text_stays_text) {
  std::string out;
  const pack::JsonWriter::Sink sink = [&](std::string_view part) { out += part; };
  pack::JsonWriter writer(sink);
  writer.begin_object();
  writer.text("a\"b\\", "line\nend\x01\x7F \xC3\xA9 \xFF \xE2\x80\xAE");
  writer.text("", "empty key");
  writer.end_object();
  writer.finish();
  const Json read = Json::parse(out);
  EXPECT_EQ(read.at("a\"b\\"), "line\nend\x01\x7F \xC3\xA9 \xEF\xBF\xBD \xE2\x80\xAE");
  EXPECT_EQ(read.at(""), "empty key");
}

}  // namespace
}  // namespace outturn::test
