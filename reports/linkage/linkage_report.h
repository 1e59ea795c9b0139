// What a linkage did, as one page of HTML that a steward reads before anyone is paid for it.
//
// The page stands alone: no file, script or letter is fetched, all drawing is SVG made here, and it reads
// the same on paper and without script. It says who was found to be one person and how surely, why (the
// weights of Fellegi & Sunter, JASA 64 (1969), as charts known from Splink: match weights, m and u,
// threshold, waterfall), what may be wrong, and how to check it. Values of records appear only where asked
// for: otherwise levels and record ids alone. It knows a Linking and nothing of files or contracts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/linkage/linking/linking.h"
#include "engine/linkage/quality/quality.h"

namespace outturn::linkage_page {

/// What the truth says, where it was given.
struct TruthFigures {
  linkage::Rates at_default, at_half, at_nine_tenths, at_ninety_nine, best;
  std::vector<linkage::Band> bands;
  linkage::PeopleQuality people;
  std::uint64_t true_pairs = 0;
  double blocking_recall = 0;         ///< share of the true pairs that were looked at
  std::vector<linkage::Rates> curve;  ///< at each of the page's thresholds, see curve_weights
};
[[nodiscard]] TruthFigures truth_figures(const linkage::Linking& linking, const linkage::TruthSet& truth);

/// Where the threshold chart is worked out: log2 of the odds, upwards.
[[nodiscard]] std::vector<double> curve_weights();

struct ReportFacts {
  std::string title;
  std::string engine_version;
  std::uint64_t seed = 1;
  bool show_identities = false;  ///< the example pairs and the largest blocks show values
  std::optional<TruthFigures> truth;
};

/// The whole of report.html. `linking` must have linked.
[[nodiscard]] std::string linkage_report(const linkage::Linking& linking, const ReportFacts& facts);

}  // namespace outturn::linkage_page
