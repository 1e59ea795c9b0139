// The drawings of the linkage page, as SVG.
//
// Bars stand in the cells of a table whose other cells say the same in figures: the table is the chart's
// text, it fits any width and any paper. Curves and histograms are drawings of their own, with a title
// and marks that say what they show; which line is which is written at it and never told by colour alone.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reports/html/chart.h"
#include "reports/linkage/figures.h"

namespace outturn::linkage_page {

/// A share in its interval, and what was expected, on a line from 0 to 1.
struct Interval {
  double low = 0;
  double share = 0;
  double high = 1;
  double expected = 0;
};
[[nodiscard]] std::string cell_interval(const Interval& interval);

/// A line of a chart, with its name at it. Dashed ones are expected, whole ones found.
struct Curve {
  std::string name;
  std::string look;  ///< class: "precision", "recall"
  bool dashed = false;
  std::vector<double> values;  ///< a share at each of curve_weights
};

/// Weights as odds and probabilities along the foot; `decision` is marked.
[[nodiscard]] std::string histogram(const std::vector<Bar>& bars, double decision);
[[nodiscard]] std::string threshold_chart(const std::vector<Curve>& curves, double decision);

}  // namespace outturn::linkage_page
