// The reviewer's page: values compared for the eye, and hostile ones that stay text.
#include <cmath>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "adapters/linkage/review/reviewer_page.h"

namespace outturn::linkage {
namespace {

std::string shown(const std::vector<Piece>& pieces) {
  std::string out;
  for (const auto& [text, marked] : pieces) out += marked ? "[" + text + "]" : text;
  return out;
}

TEST(Beside, LettersThatDiffer) {
  const auto both = [](const char* a, const char* b) {
    const Beside got = beside(a, b);
    return shown(got.left) + " | " + shown(got.right);
  };
  EXPECT_EQ(both("Bradford", "Broadford"), "Bradford | Br[o]adford");
  EXPECT_EQ(both("1998-12-26", "1998-02-26"), "1998-[1]2-26 | 1998-[0]2-26");
  EXPECT_EQ(both("Zoë", "Zoe"), "Zo[ë] | Zo[e]");
  EXPECT_EQ(both("Smith", "Kowalska"), "[Smith] | [Kowalska]");
  EXPECT_EQ(both("", "x"), " | x");
  EXPECT_EQ(beside("", "x").state, Beside::State::only_right);
  EXPECT_EQ(beside("SMITH", "Smith").state, Beside::State::writing);
  EXPECT_EQ(beside("Smith", "Smith").state, Beside::State::same);
  EXPECT_EQ(beside(std::string(5000, 'a'), std::string(4999, 'a')).state, Beside::State::differs);
}

struct Asked {
  Records records;
  Model model;
  std::vector<QueueItem> queue;
};

Asked asked(const std::string& name, const std::string& id) {
  Asked out;
  RecordsBuilder builder({"name", "</script><b>column"});
  builder.begin_dataset("<i>x");
  builder.add(id, {name, "1"});
  builder.add("b", {"plain", "2"});
  std::vector<RepeatedId> repeated;
  out.records = builder.finish(repeated);
  ReviewPair pair{id, "b", "<i>x", "<i>x", 1.5, 0.75, true, {1}};
  Comparison comparison;
  comparison.name = "name<script>";
  Level same;
  same.label = "Exact <b>match";
  same.m = 0.8;
  same.u = 0.1;
  Level other;
  other.m = 0.2;
  other.u = 0.9;
  comparison.levels = {same, other};
  out.model.comparisons = {comparison};
  out.queue = {{pair_id(id, "b"), stratum_of(pair), pair}};
  return out;
}

std::string page_of(const Asked& a, const std::string& title) {
  return reviewer_page(title, a.queue, a.records, a.model);
}

/// What stands in the page for the queue.
std::string queue_in(const std::string& page) {
  const std::string open = "<script type=\"application/json\" id=\"queue\">";
  const std::size_t from = page.find(open) + open.size();
  return page.substr(from, page.find("</script>", from) - from);
}

TEST(Page, HostileValuesStayText) {
  const std::string harmless = page_of(asked("plain", "a"), "t");
  const auto count = [](const std::string& page, const std::string& what) {
    std::size_t n = 0;
    for (std::size_t at = page.find(what); at != std::string::npos; at = page.find(what, at + 1)) ++n;
    return n;
  };
  for (const std::string hostile :
       {"</script><script>alert(1)</script>", "<!--<script>", "\" onmouseover=\"alert(1)", "\xE2\x80\xA8",
        "]]>", "&lt;img src=x onerror=alert(1)&gt;", "\\u003c/script\\u003e", "bad\xFFutf",
        "QUEUE_STANDS_HERE"}) {
    const std::string page = page_of(asked(hostile, "id" + hostile), hostile);
    EXPECT_EQ(count(page, "<script"), count(harmless, "<script")) << hostile;
    EXPECT_EQ(count(page, "</script"), count(harmless, "</script")) << hostile;
    EXPECT_EQ(count(page, "<"), count(harmless, "<")) << hostile;
    const auto json = nlohmann::json::parse(queue_in(page));
    EXPECT_EQ(json["items"].size(), 1U);
    if (hostile != "bad\xFFutf") {
      EXPECT_EQ(json["title"], hostile);
      EXPECT_EQ(json["items"][0]["left"], "id" + hostile);
    }
  }
  EXPECT_EQ(count(harmless, "innerHTML") + count(harmless, "document.write") + count(harmless, "eval("), 0U)
      << "values reach the page as text only";
  EXPECT_EQ(count(harmless, "http://") - count(harmless, "http://www.w3.org/2000/svg"), 0U) << "no network";
  EXPECT_EQ(count(harmless, "https://"), 0U);
}

TEST(Page, RecordsAreFoundByNameAndDataset) {
  RecordsBuilder builder({});
  for (const char* dataset : {"x", "y"}) {
    builder.begin_dataset(dataset);
    builder.add("1", {});
  }
  std::vector<RepeatedId> repeated;
  const RecordPlaces places(builder.finish(repeated));
  EXPECT_EQ(places.of("y", "1"), 1U);
  EXPECT_EQ(places.of("", "y:1"), 1U);
  EXPECT_EQ(places.of("y", "y:1"), 1U);
  EXPECT_EQ(places.of("y", "2"), SIZE_MAX);
}

TEST(Sum, AddsUpToTheProbability) {
  const Asked a = asked("plain", "a");
  const SumInWords sum = sum_in_words(a.model, a.queue[0].pair);
  double total = 0;
  for (const SumStep& step : sum.steps) total += step.weight;
  EXPECT_NEAR(total, sum.total, 0.01);
  EXPECT_NEAR(sum.total, std::log2(3), 1e-9);
  ASSERT_GE(sum.steps.size(), 2U);
  EXPECT_EQ(sum.steps[0].in_words, "of pairs drawn at random, about 1 in 10,000 is one person");
  EXPECT_EQ(sum.steps[1].in_words, "8.0 times as likely if they are one person");
  EXPECT_EQ(sum.in_words, "of 100 such pairs about 75 should be one person");
  ReviewPair other = a.queue[0].pair;
  other.levels = {7};
  EXPECT_FALSE(levels_fit(a.model, other.levels));
  EXPECT_TRUE(sum_in_words(a.model, other).steps.empty());
}

}  // namespace
}  // namespace outturn::linkage
