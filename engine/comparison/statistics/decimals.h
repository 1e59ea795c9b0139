// Binary fractions of a method as decimals of a stated precision.
#pragma once

#include <string>

#include "engine/values/exact.h"

namespace outturn::comparison {

/// Twelve significant digits: what differs beyond them between machines is no result. Throws Fault for what
/// is no number.
[[nodiscard]] Exact decimal_of(double value);

/// With so many decimal places (0..12), half away from zero; never "-0.00". A figure is rounded from the
/// twelve digits of the record, so that whoever rounds those finds the same.
[[nodiscard]] std::string fixed(const Exact& value, int places);
[[nodiscard]] inline std::string fixed(double value, int places) { return fixed(decimal_of(value), places); }

}  // namespace outturn::comparison
