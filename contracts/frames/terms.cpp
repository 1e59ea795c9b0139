#include "contracts/frames/terms.h"

namespace outturn::compile {

std::int64_t held_integer(const Exact& value, int places) {
  return round_scaled(value, places, Rounding::half_up).value_or(0);
}

calc::Column term_column(std::string name, calc::FrameId frame, calc::Type type, calc::Unit unit,
                         std::string title) {
  calc::Column column;
  column.name = std::move(name);
  column.frame = frame;
  column.type = type;
  column.unit = unit;
  column.role = calc::Role::term;
  column.title = std::move(title);
  return column;
}

void store(calc::Column& column, const Exact& value) {
  const int places = column.type.kind == calc::Kind::decimal ? column.type.places : 0;
  const std::int64_t held = held_integer(value, places);
  if (column.type.kind == calc::Kind::date || column.type.kind == calc::Kind::key || column.compact) {
    column.values.small.push_back(static_cast<std::int32_t>(held));
  } else if (column.type.kind == calc::Kind::truth) {
    column.values.flags.push_back(held != 0 ? 1 : 0);
  } else {
    column.values.big.push_back(held);
  }
}

}  // namespace outturn::compile
