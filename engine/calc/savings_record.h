// What a run is told of its savings cases, for the Savings sheet and the summary: which columns are what, and
// what becomes of the measures where a figure lies at the end of its range.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/calc/graph.h"
#include "engine/calc/simulation_record.h"
#include "engine/values/exact.h"

namespace outturn::calc {

/// A figure at both ends of its range, the others as they stand: one bar of a tornado.
struct SavingsSwing {
  std::string parameter;
  std::string low_words;
  std::string high_words;
  Exact npsv_low;  ///< at the low end of the figure, which need not be the lower result
  Exact npsv_high;
  Exact net_low;
  Exact net_high;
};

/// A figure taken from a table of values: where it stands, and whose it is.
struct SavingsSource {
  std::string figure;
  ColumnId value = none;
  std::size_t row = 0;
  std::string price_year;
  std::string uprated_to;  ///< empty: it is not
  std::string release;
  std::string source;
  std::string licence;
  std::string checked;
};

struct SavingsRecord {
  std::string name;
  std::string base;  ///< year of prices and of discounting
  struct Agency {
    std::string words;
    ColumnId saved = none;  ///< each year
  };
  std::vector<Agency> agencies;
  /// A budget after its share of the payments for outcomes.
  struct Payer {
    std::string words;
    ColumnId pays = none;        ///< share of the payments, single
    ColumnId saved = none;       ///< each year, as the next four: fiscal savings and transfers
    ColumnId paid = none;        ///< its share of the payments
    ColumnId position = none;    ///< the one less the other
    ColumnId so_far = none;      ///< added up
    ColumnId discounted = none;  ///< discounted and added up
    ColumnId present = none;     ///< single, as those below: net position
    ColumnId savings_share = none;
    ColumnId ahead_after = none;
    ColumnId stays_ahead = none;
  };
  std::vector<Payer> payers;  ///< empty: the statement names none
  ColumnId payments = none;   ///< each year; none where there are no payers, as the two below
  ColumnId savings_share = none;
  ColumnId pay_all = none;  ///< the payers' shares come to the whole
  ColumnId cost = none;     ///< each year
  ColumnId net = none;      ///< each year: fiscal savings and transfers less cost
  ColumnId so_far = none;   ///< each year: discounted, added up
  ColumnId npsv = none;     ///< single, as all below
  ColumnId net_return = none;
  std::vector<ColumnId> measures;
  std::vector<SavingsSwing> swings;    ///< the widest first
  std::vector<SavingsSource> sources;  ///< of what was taken from tables
  std::optional<SimulationRecord> simulation;
};

/// By how far the net present social value moves over the range.
[[nodiscard]] inline Exact width(const SavingsSwing& swing) {
  return (swing.npsv_high - swing.npsv_low).abs();
}

}  // namespace outturn::calc
