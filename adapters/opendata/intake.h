// Fills the tidy table: what repeats is kept once, figures go into their columns, and what the whole file
// shows (odd codes, periods not read, rows said twice) is told at its end.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/opendata/figure_cells.h"
#include "adapters/opendata/told.h"
#include "engine/comparison/published/published.h"

namespace outturn::opendata {

struct Observation {
  std::uint32_t area = 0;
  std::uint32_t period = 0;
  std::uint32_t measure = 0;
  std::uint32_t group_set = 0;
  std::uint32_t line = 0;
};

class Intake {
 public:
  /// Both outlive it.
  Intake(comparison::Published& table, Told& told);

  /// The number of one like it, kept now or before. Levels of areas are found by their codes where empty.
  std::uint32_t area(comparison::Area area);
  std::uint32_t period(const comparison::Period& period);
  std::uint32_t measure(const comparison::Measure& measure);
  std::uint32_t group_set(const std::vector<comparison::Group>& groups);
  /// As `read_period` reads the text; once for each text, since reading one takes long.
  std::uint32_t period_read(std::string_view text, const comparison::PeriodHabit& habit = {});

  /// A row whose value is what the cell says. What is neither number nor marker is told (`about`: the
  /// column).
  std::size_t add(const Observation& observation, const FigureCell& value, std::string_view about);
  /// Further figures of the row just added; markers in them are of no matter, other text is told.
  void numerator(std::size_t row, const FigureCell& cell, std::string_view about);
  void denominator(std::size_t row, const FigureCell& cell, std::string_view about);
  void limits(std::size_t row, std::string_view level, const FigureCell& lower, const FigureCell& upper);
  void mark(std::size_t row, const comparison::Marker& marker);

  void set_aside(std::string_view reason, std::uint32_t line, std::uint64_t records = 1);
  void record_read() { ++table_.source.records; }

  /// Tells what the whole file shows, takes repeated rows out, finds which rates their counts give. A table
  /// that then has a fault is a fault of ours.
  void finish();

 private:
  std::uint32_t marker(const comparison::Marker& marker);
  void told_unread(const FigureCell& cell, std::string_view about, std::uint32_t line);
  void tell_areas();
  void tell_periods();
  void tell_repeats();
  [[nodiscard]] std::vector<std::uint32_t> first_lines(const std::vector<std::uint32_t>& column,
                                                       std::size_t count) const;

  using Numbers = std::unordered_map<std::string, std::uint32_t>;
  comparison::Published& table_;
  Told& told_;
  Numbers areas_, periods_, measures_, groups_, sets_, markers_;
};

}  // namespace outturn::opendata
