// The GDP deflator by release, and prices brought from the year they were found in to another.
//
// HM Treasury, "GDP deflators at market prices, and money GDP" (a release each quarter), with the Office for
// Budget Responsibility's forecast; The Green Book (2020), 5.11-5.13. Price in year b = price x I(b) / I(a).
// Releases differ materially for the same year (growth of 1997-98 is 1.781 % in the release of March 2015 and
// 0.423 % in that of March 2020), so figures of two releases are never put together and the release is named
// with every result. A price is uprated once, from the year it was found in: uprating what was uprated
// already would mix two releases.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/savings/tables/edition.h"
#include "engine/savings/tables/price_year.h"
#include "engine/values/exact.h"

namespace outturn::savings {

enum class IndexStatus : std::uint8_t {
  outturn,
  forecast,  ///< growth forecast by the OBR, compounded
  spliced,   ///< another release's growth, joined on: an estimate
};
[[nodiscard]] std::string_view name_of(IndexStatus status);

struct IndexPoint {
  PriceYear year;
  Exact index;
  IndexStatus status = IndexStatus::outturn;
  Standing standing = Standing::unverified;
};

struct DeflatorSeries {
  Edition edition;  ///< edition.edition is the release: "2026-03"
  YearKind kind = YearKind::financial;
  std::vector<IndexPoint> points;  ///< by year, without gap

  [[nodiscard]] const IndexPoint* point(PriceYear year) const;
};

/// Years of one kind, one after the other; indices above 0; no outturn after a forecast, no splice after an
/// outturn. Empty when sound, else the first fault. Run on every series read.
[[nodiscard]] std::string deflator_fault(const DeflatorSeries& series);

/// How a price was brought to another year.
struct Uprating {
  PriceYear from;
  PriceYear to;
  Exact factor;
  std::string release;
  bool forecast = false;  ///< an index used is a forecast
  bool spliced = false;   ///< an index used is joined on from another release
  Standing standing = Standing::verified;
};

/// The factor from one year's prices to another's. Problems: the other kind of year (V20), a year beyond the
/// series (V21), a series that is not verified and was not accepted (V22).
[[nodiscard]] std::optional<Uprating> uprating(const DeflatorSeries& series, PriceYear from, PriceYear to,
                                               bool accept_unverified, Problems& problems);

/// A price, and how it came to be in its year's prices; not uprated: it was found so.
struct Price {
  Exact value;
  PriceYear year;
  std::optional<Uprating> uprated;
};

/// The price in another year's prices. Besides the problems of `uprating`: a price that was uprated already
/// (V23).
[[nodiscard]] std::optional<Price> uprate(const Price& price, PriceYear to, const DeflatorSeries& series,
                                          bool accept_unverified, Problems& problems);

/// What V23 says of a price that was uprated.
[[nodiscard]] Problem uprated_already(const Price& price, const std::string& file);

/// The series with 100 in `base`; V21 where it has no such year.
[[nodiscard]] std::optional<DeflatorSeries> rebased(const DeflatorSeries& series, PriceYear base,
                                                    Problems& problems);

/// "uprated from 2011-12 with the GDP deflator of release 2026-03 (forecast)".
[[nodiscard]] std::string words_of(const Uprating& uprating);

}  // namespace outturn::savings
