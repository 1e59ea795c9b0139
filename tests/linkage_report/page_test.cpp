// The page as a page: well formed, sealed off, and silent about what records hold.
#include <regex>
#include <vector>

#include <gtest/gtest.h>

#include "tests/linkage_report/small_linkage.h"
#include "tests/support/page_text.h"
#include "tests/support/small_run.h"

namespace outturn::test {
namespace {

bool holds_value(const SmallLinkage& small, const std::string& page, std::string& which) {
  for (const linkage::Column& column : small.records.columns) {
    for (const std::string& word : column.words.words) {
      if (page.find(word) == std::string::npos) continue;
      which = word;
      return true;
    }
  }
  return false;
}

TEST(LinkagePage, IsWellFormed) {
  const SmallLinkage small;
  EXPECT_EQ(fault_of(small.page(false, false)), "");
  EXPECT_EQ(fault_of(small.page(true, true)), "");
}

TEST(LinkagePage, HoldsNoValueOfAnyRecordUnlessAsked) {
  const SmallLinkage small;
  std::string which;
  EXPECT_FALSE(holds_value(small, small.page(false, true), which)) << which;
  EXPECT_TRUE(holds_value(small, small.page(true, true), which));
}

TEST(LinkagePage, FetchesNothingAndRunsNothing) {
  const SmallLinkage small;
  const std::string page = small.page(true, true);
  EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
  for (const char* const word :
       {"http:", "https:", "src=", "url(", "@import", "<script", "<link", "<iframe", ">nan", ">-nan", ">inf"})
    EXPECT_EQ(page.find(word), std::string::npos) << word;
}

TEST(LinkagePage, EveryDrawingHasWordsAndEveryLinkAnEnd) {
  const SmallLinkage small;
  const std::string page = small.page(false, true);
  static const std::regex drawing("<svg[^>]*>");
  for (std::sregex_iterator at(page.begin(), page.end(), drawing), end; at != end; ++at) {
    const std::string tag = at->str();
    EXPECT_TRUE(tag.find("aria-hidden=\"true\"") != std::string::npos ||
                tag.find("aria-labelledby=") != std::string::npos)
        << tag;
  }
  static const std::regex link("href=\"#([a-z-]+)\"");
  for (std::sregex_iterator at(page.begin(), page.end(), link), end; at != end; ++at)
    EXPECT_NE(page.find("id=\"" + (*at)[1].str() + "\""), std::string::npos) << (*at)[1];
}

TEST(LinkagePage, NamesOfDatasetsAndTitleAreEscaped) {
  const SmallLinkage small;
  const std::string page = small.page(false, false);
  EXPECT_NE(page.find("North &lt;Gate&gt;"), std::string::npos);
  EXPECT_NE(page.find("<title>Four members &amp; &lt;one&gt; town</title>"), std::string::npos);
}

TEST(LinkagePage, SameBytesEveryTime) {
  EXPECT_EQ(SmallLinkage().page(true, true), SmallLinkage().page(true, true));
}

// Exact values are left out: their last digit is the machine's, and figures_test.cpp sees to them.
TEST(LinkagePage, Golden) {
  static const std::regex exact(" data-value=\"[^\"]*\"");
  expect_golden("linkage_report/small.html", std::regex_replace(SmallLinkage().page(false, true), exact, ""));
}

}  // namespace
}  // namespace outturn::test
