// A small linkage of made-up people in three datasets: what the page is tested on.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/linkage/linking/linking.h"
#include "engine/linkage/quality/quality.h"
#include "reports/linkage/linkage_report.h"

namespace outturn::test {

/// Forty people, linked; every value is a word that stands nowhere in the page's own words.
class SmallLinkage {
 public:
  SmallLinkage();
  SmallLinkage(const SmallLinkage&) = delete;
  SmallLinkage& operator=(const SmallLinkage&) = delete;

  [[nodiscard]] linkage_page::ReportFacts facts(bool show_identities, bool with_truth) const;
  [[nodiscard]] std::string page(bool show_identities, bool with_truth) const;

  linkage::Records records;
  std::unique_ptr<linkage::Linking> linking;
  std::unique_ptr<linkage::TruthSet> truth;
};

}  // namespace outturn::test
