// Bands: rising, without gap or overlap, each edge given to one of them.
#include <algorithm>

#include "contracts/check/parts.h"

namespace outturn::language {

using Q = Quantity;

namespace {

class BandChecker {
 public:
  explicit BandChecker(const ExpressionChecker& tell) : tell_(tell) {}

  void bands(Bands& b) {
    if (b.result_type.is(Q::money)) {
      tell_.currency_sign(b.result_type.of, b.span);
      tell_.whole_minor_units(b.value_places, b.span);
    }
    if (b.measured_type.is(Q::money)) tell_.currency_sign(b.measured_type.of, b.span);
    b.measured_type.of.clear();
    b.result_type.of.clear();
    if (b.rows.empty()) return;
    std::stable_sort(b.rows.begin(), b.rows.end(), [](const Bands::Row& x, const Bands::Row& y) {
      if (x.from.has_value() != y.from.has_value()) return !x.from.has_value();
      return x.from && *x.from < *y.from;
    });
    if (b.damaged) return;  // a row left out would show as a gap
    if (const Bands::Row& low = b.rows.front(); low.from) {
      tell_.problem("D6", low.span, "nothing is said of what lies below this band", {},
                    {std::string("Add a row like: | ") + (low.from_included ? "below " : "at most ") +
                     edge(b, *low.from) + " | ... |, even where nothing is paid."});
    }
    if (const Bands::Row& high = b.rows.back(); high.until) {
      tell_.problem("D6", high.span, "nothing is said of what lies above this band", {},
                    {std::string("Add a row like: | ") + (high.until_included ? "more than " : "at least ") +
                     edge(b, *high.until) + " | ... |."});
    }
    for (std::size_t i = 1; i < b.rows.size(); ++i) neighbours(b, b.rows[i - 1], b.rows[i]);
  }

 private:
  static std::string edge(const Bands& b, const Exact& value) { return shown_edge(b.measured_type, value); }

  /// "at most 99" and "at least 100": meant for whole numbers, and open to 99.5.
  static bool one_apart(const Bands::Row& below, const Bands::Row& above) {
    return below.until->is_whole() && *above.from == *below.until + Exact(1) && below.until_included &&
           above.from_included;
  }

  void neighbours(const Bands& b, const Bands::Row& below, const Bands::Row& above) {
    const std::string lines =
        "Lines " + std::to_string(below.span.line) + " and " + std::to_string(above.span.line);
    if (!above.from || !below.until || *above.from < *below.until) {
      tell_.problem("D13", above.span, "two bands overlap", {lines + " both claim the values between them."},
                    {"Let each band begin where the one below ends."});
    } else if (*below.until < *above.from) {
      tell_.problem("D14", above.span, "between two bands there is a gap",
                    {lines + " leave out what lies between " + edge(b, *below.until) + " and " +
                     edge(b, *above.from) + "."},
                    {one_apart(below, above) ? "Write \"below " + edge(b, *above.from) + "\" for \"at most " +
                                                   edge(b, *below.until) + "\"."
                                             : "Let each band begin where the one below ends."});
    } else if (below.until_included == above.from_included) {
      const std::string at = edge(b, *above.from);
      tell_.problem("D15", above.span,
                    "who gets " + at + " itself " + (above.from_included ? "is said twice" : "isn't said"),
                    {lines + " meet there."},
                    {"Write \"below " + at + "\" in one and \"at least " + at +
                     "\" in the other, or \"at most\" and \"more than\"."});
    }
  }

  const ExpressionChecker& tell_;
};

}  // namespace

std::string shown_edge(const QType& type, const Exact& value) {
  const bool share = type.is(Q::percent) || type.is(Q::points);
  const std::string text = (share ? value * Exact(100) : value).decimal().value_or("");
  if (type.is(Q::percent)) return text + "%";
  if (type.is(Q::count) || type.is(Q::number) || type.is(Q::money)) return text;
  return text + " " + words(type);
}

void check_bands(Bands& bands, const ExpressionChecker& tell) { BandChecker(tell).bands(bands); }

}  // namespace outturn::language
