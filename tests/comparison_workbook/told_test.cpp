// What the terminal, result.json and an explanation say of a comparison: the analysis beside its figures.
#include <nlohmann/json.hpp>

#include "engine/explain/explain.h"
#include "reports/pack/explain_text.h"
#include "reports/pack/result_json.h"
#include "reports/pack/summary.h"
#include "tests/comparison_workbook/compared_folder.h"

namespace outturn::command {
namespace {

class ComparedTold : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    made_ = new std::optional<Made>(
        made_of("comparison alike\ntreated took_part\nid person\nknown before age, score, housed, sex\n"
                "outcome back, days_worked\nmatch nearest, 2 to 1, on the logit\ncaliper 0.2 SD\n",
                made_up_people(1200)));
    ASSERT_TRUE(*made_);
    ASSERT_EQ((*made_)->record.refusal, "");
    const ComparedFolder folder("told");
    folder.write(**made_);
    run_ = new std::optional<calc::Run>(folder.run());
    ASSERT_TRUE(*run_);
  }
  static void TearDownTestSuite() {
    delete made_;
    delete run_;
  }
  static const calc::Run& run() { return **run_; }
  static const calc::ComparisonRecord& record() { return run().record.comparisons.front(); }
  /// Without the line ends that wrapping puts in.
  static std::string unwrapped(const std::string& text) {
    std::string out;
    for (const char c : text) {
      const bool blank = c == '\n' || c == ' ';
      if (!blank || (!out.empty() && out.back() != ' ')) out += blank ? ' ' : c;
    }
    return out;
  }
  static std::string explained(const std::string& column) {
    return unwrapped(pack::explanation_text(calc::explain(run(), run().graph.find(column), 0)));
  }
  static std::size_t times(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
  }

  static std::optional<Made>* made_;
  static std::optional<calc::Run>* run_;
};
std::optional<Made>* ComparedTold::made_ = nullptr;
std::optional<calc::Run>* ComparedTold::run_ = nullptr;

TEST_F(ComparedTold, TheSummaryHasMethodAndStatement) {
  const std::string told = unwrapped(pack::summary(run()));
  const std::string people = std::to_string(record().analysed) +
                             (record().analysed == record().submitted ? "" : " of 300") +
                             " people compared with " + std::to_string(record().compared) + " others";
  EXPECT_NE(
      told.find("alike: " + people + ", matched group, " + record().method + ". " + record().statement + " "),
      std::string::npos)
      << told;
  EXPECT_NE(record().statement.find("95 % interval"), std::string::npos);
}

TEST_F(ComparedTold, TheSummaryAsJsonHasThemToo) {
  const auto told = nlohmann::json::parse(pack::summary_json(run())).at("comparisons");
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].at("name"), "alike");
  EXPECT_EQ(told[0].at("method"), record().method);
  EXPECT_EQ(told[0].at("digest"), record().digest);
}

TEST_F(ComparedTold, ResultJsonHasTheAnalysisInFull) {
  const auto told = nlohmann::json::parse(pack::result_json(run())).at("comparisons");
  ASSERT_EQ(told.size(), 1U);
  const auto& one = told[0];
  EXPECT_EQ(one.at("name"), "alike");
  EXPECT_EQ(one.at("design"), "matched group");
  EXPECT_EQ(one.at("method"), "nearest, 2 to 1, on the logit, caliper 0.2 SD, largest first, ties by id");
  EXPECT_EQ(one.at("digest").get<std::string>().size(), 64U);
  EXPECT_EQ(one.at("submitted"), 300);
  EXPECT_EQ(one.at("analysed"), record().analysed);
  EXPECT_EQ(one.at("compared"), record().compared);
  EXPECT_EQ(one.at("statement"), record().statement);
  EXPECT_EQ(one.at("cautions").size(), record().cautions.size());
  ASSERT_EQ(one.at("effects").size(), 2U);
  const auto& effect = one.at("effects")[0];
  EXPECT_EQ(effect.at("outcome"), "back");
  EXPECT_EQ(Exact::parse(effect.at("difference").get<std::string>()), record().effects[0].difference);
  EXPECT_EQ(Exact::parse(effect.at("low").get<std::string>()), record().effects[0].low);
  EXPECT_EQ(Exact::parse(effect.at("high").get<std::string>()), record().effects[0].high);
}

TEST_F(ComparedTold, AnExplanationEndsInTheAnalysis) {
  const std::string told = explained("total_payment");
  EXPECT_NE(told.find("From the comparison alike, matched group: " + record().method +
                      " (alike.json, SHA-256 " + record().digest + ")."),
            std::string::npos)
      << told;
  EXPECT_NE(told.find(record().statement), std::string::npos);
  EXPECT_EQ(times(told, "From the comparison"), 1U);  // not again at every figure of it
  EXPECT_GE(times(told, "alike.csv, declared in c.contract line"), 2U) << told;
}

TEST_F(ComparedTold, AFigureAskedForByItselfHasItToo) {
  EXPECT_EQ(times(explained("back_comparison"), "From the comparison alike"), 1U);
}

TEST_F(ComparedTold, WithoutComparisonsNothingIsSaid) {
  calc::Run other = run();
  other.record.comparisons.clear();
  EXPECT_EQ(pack::summary(other).find("matched group"), std::string::npos);
  EXPECT_FALSE(nlohmann::json::parse(pack::result_json(other)).contains("comparisons"));
  EXPECT_FALSE(nlohmann::json::parse(pack::summary_json(other)).contains("comparisons"));
  const std::string told = pack::explanation_text(calc::explain(other, other.graph.find("total_payment"), 0));
  EXPECT_EQ(told.find("From the comparison"), std::string::npos);
}

}  // namespace
}  // namespace outturn::command
