// result.html as a page: well formed, sealed off, every link with an end, bounded in size, the same every
// time.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "adapters/command/claim/host.h"
#include "engine/explain/cell_reader.h"
#include "reports/pack/cell_text.h"
#include "tests/page/whole_page.h"
#include "tests/savings/savings_case.h"
#include "tests/support/page_text.h"
#include "tests/support/sample_run.h"
#include "tests/support/small_run.h"

namespace outturn::test {
namespace {

/// The elements' texts, in their order.
std::vector<std::string> texts_of(const std::string& page, const std::string& start, const std::string& end) {
  std::vector<std::string> out;
  for (std::size_t at = page.find(start); at != std::string::npos; at = page.find(start, at)) {
    at += start.size();
    out.push_back(page.substr(at, page.find(end, at) - at));
  }
  return out;
}

std::string base64_of_hex(const std::string& hex) {
  static const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bits;
  for (const char one : hex) {
    const int value = std::stoi(std::string(1, one), nullptr, 16);
    for (int bit = 3; bit >= 0; --bit) bits += (value >> bit & 1) != 0 ? '1' : '0';
  }
  std::string out;
  for (std::size_t at = 0; at < bits.size(); at += 6) {
    std::string six = bits.substr(at, 6);
    six.resize(6, '0');
    out += digits[std::stoul(six, nullptr, 2)];
  }
  return out.append((4 - out.size() % 4) % 4, '=');
}

std::vector<calc::Run> some_runs() {
  return {small_run(), sample_run(), run_of(SavingsText().contract(), {})};
}

TEST(ResultPage, IsWellFormed) {
  for (const calc::Run& run : some_runs()) EXPECT_EQ(fault_of(page_of(run)), "");
}

TEST(ResultPage, FetchesNothing) {
  for (const calc::Run& run : some_runs()) {
    const std::string page = page_of(run);
    EXPECT_NE(page.find("default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"),
              std::string::npos);
    for (const char* const word : {" src=", "url(", "@import", "<link", "<iframe", "unsafe-", "innerHTML",
                                   " style=", " onclick=", ">nan", ">-nan", ">inf"})
      EXPECT_EQ(page.find(word), std::string::npos) << word;
  }
}

TEST(ResultPage, ItsPolicyNamesItsOwnStylesAndScript) {
  const std::string page = page_of(small_run());
  std::set<std::string> held;
  for (const auto& [start, end] : {std::pair{"<style>", "</style>"}, {"<script>", "</script>"}})
    for (const std::string& text : texts_of(page, start, end))
      held.insert("sha256-" + base64_of_hex(sha256(text)));
  const std::vector<std::string> named = texts_of(page.substr(0, page.find("<style>")), "'sha256-", "'");
  EXPECT_EQ(held.size(), 3U);
  EXPECT_EQ(named.size(), 3U);
  for (const std::string& one : named) EXPECT_TRUE(held.contains("sha256-" + one)) << one;
}

TEST(ResultPage, EveryLinkHasAnEndAndEveryIdIsOne) {
  for (const calc::Run& run : some_runs()) {
    const std::string page = page_of(run);
    const std::vector<std::string> ids = attributes_in(page, "id");
    const std::set<std::string> all(ids.begin(), ids.end());
    EXPECT_EQ(all.size(), ids.size());
    for (const std::string& link : attributes_in(page, "href")) {
      ASSERT_TRUE(link.starts_with('#')) << link;
      EXPECT_TRUE(all.contains(link.substr(1))) << link;
    }
    for (const std::string& name : attributes_in(page, "aria-labelledby"))
      EXPECT_TRUE(all.contains(name)) << name;
  }
}

TEST(ResultPage, EveryDrawingHasWords) {
  for (const calc::Run& run : some_runs()) {
    for (const std::string& tag : texts_of(page_of(run), "<svg", ">"))
      EXPECT_TRUE(tag.find("aria-hidden=\"true\"") != std::string::npos ||
                  tag.find("aria-labelledby=") != std::string::npos)
          << tag;
  }
}

TEST(ResultPage, SameRunSameBytes) {
  const calc::Run run = small_run();
  EXPECT_EQ(page_of(run), page_of(run));
  EXPECT_EQ(page_of(small_run()), page_of(small_run()));
}

TEST(ResultPage, HostileWordsStayText) {
  const std::string evil = "</script><script>alert(1)</script>";
  const std::string evils = "\"<img src=x onerror=alert(2)>&amp;\xE2\x80\xAE'\"";
  calc::Run run = small_run();
  run.record.title = evil;
  run.record.about = evils;
  run.record.provider = evil;
  for (calc::ClauseRecord& clause : run.record.clauses) clause.quote = evils;
  const std::string page = page_of(run);
  EXPECT_EQ(fault_of(page), "");
  EXPECT_EQ(texts_of(page, "<script", ">").size(), 2U);  // the data and the page's own
  EXPECT_EQ(page.find("<img"), std::string::npos);
  EXPECT_EQ(page.find("alert(1)</script>"), std::string::npos);
  EXPECT_EQ(page.find("\xE2\x80\xAE"), std::string::npos);
}

/// What the page's script makes of the block of rows.
struct HeldRows {
  std::map<std::string, std::string> paid;  ///< by key
  std::map<std::string, std::string> whose;
  std::size_t rows = 0;
};

std::vector<std::string> unpacked(const std::string& list) {
  std::vector<std::string> out;
  std::string before;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find('\n', at), list.size());
    const auto shared = static_cast<std::size_t>(std::stoi(list.substr(at, 1), nullptr, 36));
    before = before.substr(0, shared) + list.substr(at + 1, end - at - 1);
    out.push_back(before);
    at = end + 1;
  }
  return out;
}

std::vector<std::size_t> numbers(const std::string& list) {
  std::vector<std::size_t> out;
  for (std::size_t at = 0; at < list.size(); at = std::min(list.find(' ', at), list.size() - 1) + 1)
    out.push_back(std::stoul(list.substr(at)));
  return out;
}

HeldRows held_rows(const std::string& page) {
  const auto data = nlohmann::json::parse(
      texts_of(page, "<script type=\"application/json\" id=\"rows-data\">", "</script>").at(0));
  const auto& frame = data.at("frames").at(0);
  HeldRows out;
  out.rows = frame.at("rows").get<std::size_t>();
  const auto keys = unpacked(frame.at("keys").get<std::string>());
  const auto people = unpacked(frame.at("people").get<std::string>());
  const auto runs = numbers(frame.at("runs").get<std::string>());
  const auto& payment = frame.at("payments").at(0);
  const auto kinds = numbers(payment.at("rows").get<std::string>());
  std::size_t row = 0;
  for (std::size_t person = 0; person < runs.size(); ++person) {
    for (std::size_t i = 0; i < runs[person]; ++i, ++row) {
      out.paid[keys.at(row)] = payment.at("kinds").at(kinds.at(row)).at(1).get<std::string>();
      out.whose[keys.at(row)] = people.at(person);
    }
  }
  return out;
}

TEST(ResultPage, TheBlockOfRowsHoldsEveryRow) {
  const calc::Run run = small_run();
  const HeldRows held = held_rows(page_of(run));
  const calc::PaymentRecord& payment = run.record.payments.front();
  const calc::Frame& frame = run.graph.frame(run.graph.column(payment.column).frame);
  ASSERT_EQ(held.paid.size(), frame.rows);
  for (std::size_t row = 0; row < frame.rows; ++row)
    EXPECT_EQ(held.paid.at(calc::row_key(frame, row)),
              pack::plain_value(run.graph.column(payment.column), row));
  EXPECT_EQ(held.whose.at("K3"), "Ann");
  EXPECT_EQ(held.whose.at("K7"), "Ben");
}

// Keys of a hundred characters each would be 10 MB: the page holds what fits and says so.
TEST(ResultPage, StaysSmallWhateverTheRows) {
  constexpr std::size_t rows = 70'000;
  std::string claims = "claim,person,code,achieved_date,verified,hours\n";
  for (std::size_t i = 0; i < rows; ++i)
    claims += fmt::format("{:0>60},{},JOB,2020-0{}-01,yes,30\n", i * 7919 % 1'000'003,
                          i % 2 == 0 ? "Ann" : "Ben", 1 + i % 9);
  const calc::Run run = small_run(SmallClaim{claims, std::nullopt});
  const std::string page = page_of(run);
  EXPECT_LT(page.size(), 1'000'000U);
  const HeldRows held = held_rows(page);
  EXPECT_EQ(held.rows, rows);
  EXPECT_LT(held.paid.size(), rows);
  EXPECT_GT(held.paid.size(), 1000U);
  std::size_t paid = 0;
  for (const auto& [key, amount] : held.paid) paid += amount != "0.00" ? 1 : 0;
  EXPECT_EQ(paid, 2U);  // the largest are held: one job a person is paid
}

}  // namespace
}  // namespace outturn::test
