#include "reports/pack/drawn_text.h"

#include <algorithm>

#include "engine/values/rounding.h"
#include "engine/values/show.h"
#include "reports/pack/payment_facts.h"

namespace outturn::pack {
namespace {

std::int64_t scaled(const Exact& value, int places) {
  const auto rounded = round_scaled(value, places, Rounding::half_up);
  if (!rounded) throw Fault("a figure of a simulation is too large to be shown");
  return *rounded;
}

}  // namespace

std::string shown_draw(const calc::Record& record, const calc::Column& column, const Exact& value) {
  switch (column.unit) {
    case calc::Unit::money:
      return money_of(record, value).shown;
    case calc::Unit::percent: {
      const int places = std::max<int>(2, column.type.places);
      return show_percent(scaled(value, places), places);
    }
    default: {
      const int places = std::max<int>(1, column.type.places);
      return grouped_decimal(scaled(value, places), places);
    }
  }
}

std::string shown_share(const Exact& share) { return show_percent(scaled(share, 4), 4); }

std::string shown_correlation(const Exact& correlation) { return plain_decimal(scaled(correlation, 2), 2); }

std::string shown_quantile(const Exact& share) { return show_percent(scaled(share, 2), 2); }

}  // namespace outturn::pack
