// How cells look. Meaning is never by colour alone: row 3 of each sheet says it in words too.
#pragma once

#include <cstdint>
#include <string>

#include "engine/calc/graph.h"

struct lxw_format;

namespace outturn::workbook {

/// What a cell is. Input looks are unlocked; all others are locked.
enum class Look : std::uint8_t {
  title,       ///< row 1
  purpose,     ///< row 2, one sentence
  heading,     ///< heading of a block on Cover, Audit, Notes
  label,       ///< a name beside a value
  text,        ///< words, one line
  words,       ///< words, wrapped
  small,       ///< remarks
  source,      ///< line of a file, clause of a row
  link,        ///< leads to another sheet
  marker,      ///< row 3: what the column is, its unit, its clause
  header,      ///< row 4
  key,         ///< engine-made key of a row
  key_link,    ///< the same, repeated on a later sheet
  input,       ///< evidence or term: a constant with a source
  assumption,  ///< a constant that is a judgement
  row_link,    ///< a row number made by the engine, guarded by a check
  method,      ///< a number made by an analyst's method
  formula,
  cross_link,   ///< a formula that only fetches from another sheet
  check,        ///< 1 or 0
  check_words,  ///< OK or LOOK
  total,        ///< a sum or result that matters
  answer,       ///< the payment due
  answer_words,
  beside,  ///< words beside the answer
  link_beside,
  fill_in  ///< an empty cell for a person to fill
};

/// True for looks whose cells stay unlocked when the sheet is protected.
[[nodiscard]] bool unlocked(Look look);

/// Sets font, colours, borders, alignment and protection.
void dress(lxw_format* format, Look look);

/// The number format of a column's cells; empty for text and for unrounded numbers.
[[nodiscard]] std::string number_format(const calc::Column& column, const std::string& currency);

/// "£", "%", "date": the unit in words for row 3 and the unit column.
[[nodiscard]] std::string unit_words(const calc::Column& column, const std::string& currency);

/// Characters a cell of `text_length` characters needs, as a column width.
[[nodiscard]] double width_for(std::size_t text_length);

inline constexpr std::uint32_t red_fill = 0xC00000;  ///< of a check that is 0
inline constexpr std::uint32_t white_ink = 0xFFFFFF;

}  // namespace outturn::workbook
