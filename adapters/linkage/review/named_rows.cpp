#include "adapters/linkage/review/named_rows.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "adapters/tables/encoding.h"

namespace outturn::linkage {

NamedRows::NamedRows(std::string file, std::string_view bytes, std::vector<std::string> needed,
                     std::vector<std::string> also, Problems& problems)
    : file_(std::move(file)),
      problems_(problems),
      names_(std::move(needed)),
      rows_(tables::without_mark(bytes)) {
  const std::size_t must = names_.size();
  names_.insert(names_.end(), also.begin(), also.end());
  if (const auto wrong = tables::wrong_file(bytes)) {
    problems_.add(problem_at("LK80", file_, {}, wrong->advice.what, wrong->advice.why, wrong->advice.mend));
    usable_ = false;
    return;
  }
  tables::Record header;
  usable_ = rows_.next(header);
  width_ = header.cells.size();
  std::vector<std::string> present;
  for (const tables::Cell& cell : header.cells) present.emplace_back(cell.text);
  for (std::size_t n = 0; n < names_.size(); ++n) {
    const auto at = std::find(present.begin(), present.end(), names_[n]);
    places_.push_back(at == present.end() ? nowhere : static_cast<std::size_t>(at - present.begin()));
    if (places_.back() != nowhere || n >= must) continue;
    const std::string like = nearest_name(names_[n], present);
    std::vector<std::string> mend;
    if (!like.empty())
      mend.push_back("Did you mean \"" + like + "\"? Then call the column \"" + names_[n] + "\".");
    mend.emplace_back("Keep the first line as the program wrote it.");
    problems_.add(
        problem_at("LK80", file_, {1, 1, 1}, "this file has no column \"" + names_[n] + "\"", {}, mend));
    usable_ = false;
  }
}

bool NamedRows::next() {
  while (usable_ && rows_.next(row_)) {
    if (row_.blank()) continue;
    if (row_.flaw != tables::Flaw::none && row_.flaw != tables::Flaw::cell_over_lines &&
        row_.flaw != tables::Flaw::control_character && row_.flaw != tables::Flaw::bare_quote) {
      const tables::Advice advice = tables::advise_record(row_);
      problems_.add(problem_at("LK81", file_, {row_.line, 1, 1}, advice.what, advice.why, advice.mend));
      usable_ = false;
    } else if (row_.cells.size() != width_) {
      problems_.add(
          problem_at("LK81", file_, {row_.line, 1, 1},
                     "this row has " + std::to_string(row_.cells.size()) + " cells, the first line has " +
                         std::to_string(width_),
                     {"A file cut short ends so; so does a comma in a value without quotes round it."},
                     {"Copy or save the file again."}));
      usable_ = false;
    } else {
      return true;
    }
  }
  return false;
}

std::string_view NamedRows::cell(std::size_t column) const {
  return places_[column] == nowhere ? std::string_view() : row_.cells[places_[column]].text;
}

Span NamedRows::place(std::size_t column) const {
  if (places_[column] == nowhere) return {row_.line, 1, 1};
  const tables::Cell& cell = row_.cells[places_[column]];
  const std::string_view before(row_.start, static_cast<std::size_t>(cell.raw.data() - row_.start));
  return {row_.line, static_cast<std::uint32_t>(character_count(before) + 1),
          static_cast<std::uint32_t>(std::max<std::size_t>(character_count(cell.raw), 1))};
}

bool read_number(std::string_view text, double& into) {
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, into);
  return error == std::errc() && stopped == end && std::isfinite(into);
}

}  // namespace outturn::linkage
