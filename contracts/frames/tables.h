// The contract's own tables and terms as frames and columns: rate cards, bands, knots of lines, calendars,
// dated parameters and open questions. They hold what the contract says and nothing of the evidence; they
// must never know who looks anything up in them.
#pragma once

#include <vector>

#include "contracts/frames/workings.h"

namespace outturn::compile {

struct CardFrames {
  FrameId codes = none;           ///< one row a code
  FrameId dated = none;           ///< one row a code and date; none when the card is undated
  std::vector<ColumnId> columns;  ///< parallel to the card's columns
  std::vector<ColumnId> known;    ///< where a cell may be empty
  ColumnId code = none, code_row = none, from = none, until = none, key = none, span = none;
};

struct BandFrame {
  FrameId frame = none;
  ColumnId edge = none;
  ColumnId pays = none;
};

struct KnotFrame {
  FrameId frame = none;
  ColumnId knot = none, pays = none, edge = none, slope = none;
  ColumnId below = none, above = none;  ///< terms; none: the line goes on
};

struct CalendarFrame {
  FrameId frame = none;
  ColumnId from = none, until = none;
  ColumnId before = none;   ///< days left out before the row
  ColumnId counted = none;  ///< days counted before the row
};

struct DatedParameter {
  FrameId frame = none;  ///< none: a single term
  ColumnId from = none, until = none, value = none;
  ColumnId term = none;
};

/// Each list parallel to the contract's own.
struct ContractTables {
  std::vector<ColumnId> readings;  ///< number of the reading used; none: a question without readings
  std::vector<DatedParameter> parameters;
  std::vector<CardFrames> cards;
  std::vector<BandFrame> bands;
  std::vector<KnotFrame> points;
  std::vector<CalendarFrame> calendars;
};

/// Problem N25 where nothing of a parameter is in the documents known to the run.
[[nodiscard]] ContractTables contract_tables(Workings& work);

}  // namespace outturn::compile
