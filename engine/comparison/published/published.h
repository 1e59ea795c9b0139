// Published statistics as one tidy table: what a baseline is taken from.
//
// One observation a row: an area, a period, a measure, groups, and the figure as its publisher gave it, with
// marker, interval and line of the file. What repeats (areas, periods, measures, groups, markers) is kept
// once and named by number; figures are digits over a power of ten, never doubles, so that what is printed
// is what was published. A row takes 24 bytes and 9 more for each figure column that holds anything: a
// school-level file of 60 million figures is 2 GB.
//
// Unknown is not zero: a suppressed or missing figure has no value but a marker, and the bounds its publisher
// states for it. A published rate is never made again from counts where these do not give it
// (age-standardised rates; Dobson et al. 1991). This header must never know a file format or a publisher's
// habits: adapters fill it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/comparison/published/period.h"
#include "engine/values/exact.h"

namespace outturn::comparison {

/// A number as published: digits over 10^places, places 0..18. "3.70" stays apart from "3.7".
struct Figure {
  std::int64_t digits = 0;
  int places = 0;
  friend bool operator==(const Figure&, const Figure&) = default;
};
[[nodiscard]] Exact exact(const Figure& figure);
[[nodiscard]] std::string text_of(const Figure& figure);

/// One figure a row, or none. Holds nothing at all while no row has one.
class FigureColumn {
 public:
  void set(std::size_t row, const Figure& figure);
  [[nodiscard]] std::optional<Figure> at(std::size_t row) const;
  [[nodiscard]] bool empty() const { return digits_.empty(); }
  [[nodiscard]] std::size_t size() const { return digits_.size(); }
  [[nodiscard]] std::size_t known() const;
  /// Keeps only these rows, in this order (ascending).
  void keep(const std::vector<std::uint32_t>& rows);

 private:
  static constexpr std::uint8_t none = 255;
  std::vector<std::int64_t> digits_;
  std::vector<std::uint8_t> places_;
};

struct Area {
  std::string code;   ///< as published; empty: none is given
  std::string name;   ///< never joined on
  std::string level;  ///< "district", "region", "lsoa"...: by the code's first letters; empty: unknown
  std::string type;   ///< the publisher's own word for it
  int vintage = 0;    ///< year of the boundaries; 0: unknown
  friend bool operator==(const Area&, const Area&) = default;
};

enum class GroupSubject : std::uint8_t { other, sex, age };
enum class Sex : std::uint8_t { unknown, all, female, male };

/// One way the people counted were narrowed down: "Sex" is "Persons", "Age" is "10-24 yrs".
struct Group {
  std::string name;
  std::string value;
  GroupSubject subject = GroupSubject::other;
  Sex sex = Sex::unknown;
  int age_from = -1;   ///< whole years, included; -1: not stated or not read
  int age_to = -1;     ///< included; -1: open or not read
  bool total = false;  ///< everybody: adding it to its parts would count people twice
  friend bool operator==(const Group&, const Group&) = default;
};

enum class Rederivable : std::uint8_t {
  untold,  ///< no row has value, numerator and denominator
  yes,     ///< value = numerator / denominator x per, wherever all three are known
  no,      ///< it is not: standardised or adjusted; never made again from counts
};

struct Measure {
  std::string name;      ///< as published
  std::string id;        ///< the publisher's own, if any
  std::string unit;      ///< as published: "Percentage", "%", "Persons"
  std::int64_t per = 0;  ///< a rate's denominator is counted in this many: 100, 100,000; 0: no rate or untold
  Rederivable rederivable = Rederivable::untold;
  friend bool operator==(const Measure&, const Measure&) = default;
};

enum class MarkerKind : std::uint8_t {
  none,  ///< a figure, or an empty cell
  empty,
  suppressed,
  not_available,
  not_applicable,
  low,  ///< real, but rounds to 0
  zero,
  unreliable,
  provisional,
  revised,
  estimated,
  forecast,
  series_break,
  total,
  unread,  ///< text that is neither a number nor a marker known of this publisher
};
[[nodiscard]] std::string_view name_of(MarkerKind kind);

struct Marker {
  MarkerKind kind = MarkerKind::none;
  std::string text;                   ///< as published
  std::optional<std::int64_t> least;  ///< what its publisher says the hidden count is at least
  std::optional<std::int64_t> most;
  friend bool operator==(const Marker&, const Marker&) = default;
};

/// Limits at one level of confidence, as published.
struct PublishedInterval {
  std::string level;  ///< "95.0"
  FigureColumn lower;
  FigureColumn upper;
};

struct PublishedSource {
  std::string file;
  std::string format;  ///< how it was read: "fingertips"
  std::string reader;  ///< and by which version of that reader: "fingertips 1"
  std::string publisher;
  std::string title;
  std::string url;
  std::string licence;
  std::string retrieved;  ///< a day, as told by who fetched it
  std::string release;
  std::string sha256;  ///< of the file's bytes
  std::string encoding;
  std::uint64_t bytes = 0;
  std::uint64_t records = 0;  ///< of the file, header and lines above it not counted
  std::uint32_t columns = 0;
};

/// Records of the file that are no observation here, and why: nothing is lost in silence.
struct SetAside {
  std::string reason;
  std::uint64_t records = 0;
  std::uint32_t first_line = 0;
};

struct Published {
  PublishedSource source;
  std::vector<Area> areas;
  std::vector<Period> periods;
  std::vector<Measure> measures;
  std::vector<Group> groups;
  std::vector<std::vector<std::uint32_t>> group_sets;  ///< each a set of `groups`; the first is empty
  std::vector<Marker> markers;                         ///< the first is MarkerKind::none

  // A row each:
  std::vector<std::uint32_t> area;
  std::vector<std::uint32_t> period;
  std::vector<std::uint32_t> measure;
  std::vector<std::uint32_t> group_set;
  std::vector<std::uint32_t> marker;
  std::vector<std::uint32_t> line;  ///< of the file, from 1
  FigureColumn value;
  FigureColumn numerator;
  FigureColumn denominator;
  std::vector<PublishedInterval> intervals;

  std::vector<SetAside> set_aside;

  [[nodiscard]] std::size_t rows() const { return area.size(); }
  /// The row's group by the subject, or nullptr.
  [[nodiscard]] const Group* group_of(std::size_t row, GroupSubject subject) const;
};

/// Parallel lengths, numbers within their lists, figures' places, lower not above upper, periods that end
/// after they begin, no value under a marker that hides it, no row said twice. Empty when sound, else the
/// first fault in words. Run in production after reading.
[[nodiscard]] std::string published_fault(const Published& table);

/// For each measure with value, numerator and denominator: whether these give the value (to what its last
/// digit allows), and per how many. Sets `per` (where untold) and `rederivable`.
void tell_rederivable(Published& table);

/// Rows that say again what an earlier row says (same area, period, measure and groups).
struct Repeats {
  std::vector<std::uint32_t> same;   ///< with the same figures and marker
  std::vector<std::uint32_t> other;  ///< with others: the file contradicts itself
};
[[nodiscard]] Repeats repeats_in(const Published& table);
/// Takes rows (ascending) out.
void take_out(Published& table, const std::vector<std::uint32_t>& rows);

/// Bytes held a row, figures included; dictionaries are not counted.
[[nodiscard]] double bytes_a_row(const Published& table);

}  // namespace outturn::comparison
