#include "contracts/formulas/given_value.h"

#include <algorithm>

#include "contracts/frames/terms.h"

namespace outturn::compile {

namespace {

/// Nothing, in each of the rows.
void make_room(calc::Values& values, calc::Kind kind, std::size_t rows) {
  values.known.assign(rows, 0);
  switch (kind) {
    case calc::Kind::exact:
      values.exact.resize(rows);
      break;
    case calc::Kind::truth:
      values.flags.assign(rows, 0);
      break;
    case calc::Kind::date:
      values.small.assign(rows, 0);
      break;
    default:
      values.big.assign(rows, 0);
      break;
  }
}

void put(calc::Values& values, std::size_t row, const Exact& value, int places) {
  values.known[row] = 1;
  const std::int64_t held = held_integer(value, places);
  if (!values.exact.empty())
    values.exact[row] = value;
  else if (!values.flags.empty())
    values.flags[row] = held != 0 ? 1 : 0;
  else if (!values.small.empty())
    values.small[row] = static_cast<std::int32_t>(held);
  else
    values.big[row] = held;
}

}  // namespace

ColumnId fill_given(Workings& work, ColumnId value, const std::string& name) {
  calc::Column& column = work.graph.column(value);
  const calc::Frame& frame = work.graph.frame(column.frame);
  column.role = calc::Role::evidence;
  column.meaning = "given by the case in place of its formula";
  const int places = column.type.kind == calc::Kind::decimal ? column.type.places : 0;
  calc::Values& values = column.values;
  make_room(values, column.type.kind, frame.rows);
  for (const Given& given : work.request.given) {
    if (given.name != name) continue;
    for (std::size_t row = 0; row < frame.rows; ++row) {
      const std::string key = frame.source_keys.empty() ? frame.key(row) : frame.source_keys[row];
      if (column.frame == work.scalars || key == given.key) put(values, row, given.value, places);
    }
  }
  if (std::find(values.known.begin(), values.known.end(), 0) != values.known.end())
    return work.known_column(value);
  values.known.clear();
  return none;
}

}  // namespace outturn::compile
