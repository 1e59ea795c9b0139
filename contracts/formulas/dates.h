// Lengths of time added to dates. They must never know a calendar: every day counts here.
#pragma once

#include "contracts/frames/workings.h"

namespace outturn::compile {

/// A length of days or weeks, in days.
[[nodiscard]] NodeId in_days(Workings& work, NodeId length, const language::QType& unit, Span span);
/// The date that long after `date`, or before it where `back`.
[[nodiscard]] NodeId date_plus(Workings& work, NodeId date, NodeId length, const language::QType& unit,
                               Span span, bool back);

}  // namespace outturn::compile
