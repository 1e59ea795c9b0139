#include "adapters/tables/header_guess.h"

#include <algorithm>

#include "adapters/tables/characters.h"
#include "engine/base/problem.h"
#include "engine/base/source.h"

namespace outturn::tables {
namespace {

constexpr std::size_t longest_name = 200;  // longer cells are no column names: not compared

template <class Alike>
std::size_t count_names(const TableShape& shape, const std::vector<std::string_view>& names, Alike alike) {
  return static_cast<std::size_t>(
      std::count_if(shape.columns.begin(), shape.columns.end(), [&](const FactColumn& column) {
        return std::any_of(names.begin(), names.end(),
                           [&](std::string_view name) { return alike(column.name, name); });
      }));
}

bool are_alike(const std::string& declared, std::string_view name) {
  return name.size() < longest_name && likeness(declared) == likeness(name);
}

std::vector<std::string_view> names_of(const Record& record) {
  std::vector<std::string_view> names;
  for (const Cell& cell : record.cells) names.push_back(cell.text);
  return names;
}

std::vector<std::string_view> split(std::string_view line, char delimiter) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= line.size();) {
    const std::size_t to = std::min(line.find(delimiter, from), line.size());
    parts.push_back(line.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

}  // namespace

std::string likeness(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const Character c = first_character(name);
    const bool ascii_letter = (c.code >= 'a' && c.code <= 'z') || (c.code >= 'A' && c.code <= 'Z');
    if (ascii_letter || (c.code >= '0' && c.code <= '9') || (c.valid && is_key_letter(c.code)))
      out += name.substr(0, c.bytes);
    name.remove_prefix(c.bytes);
  }
  return small_letters(out);
}

std::size_t same_names(const TableShape& shape, const Record& record) {
  return count_names(shape, names_of(record),
                     [](const std::string& a, std::string_view b) { return a == b; });
}

std::size_t alike_names(const TableShape& shape, const Record& record) {
  return count_names(shape, names_of(record), are_alike);
}

std::optional<char> other_delimiter(const TableShape& shape, const Record& record) {
  std::size_t most = alike_names(shape, record);
  std::optional<char> best;
  for (const char delimiter : {';', '\t', '|'}) {
    const std::size_t found = count_names(shape, split(record.whole_line().text, delimiter), are_alike);
    if (found > most) {
      most = found;
      best = delimiter;
    }
  }
  return best;
}

std::optional<Record> header_below(const TableShape& shape, RecordReader rows) {
  constexpr int records_looked_at = 10;
  Record record;
  for (int i = 0; i < records_looked_at && rows.next(record); ++i) {
    if (alike_names(shape, record) * 2 >= shape.columns.size()) return record;
  }
  return std::nullopt;
}

int likely_name(const std::string& wanted, const std::vector<std::string>& names) {
  std::vector<std::string> near;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (are_alike(wanted, names[i])) return static_cast<int>(i);
    near.push_back(names[i].size() < longest_name ? small_letters(names[i]) : "");
    std::replace(near.back().begin(), near.back().end(), ' ', '_');
  }
  const std::string nearest = nearest_name(wanted, near);
  if (nearest.empty()) return -1;
  return static_cast<int>(std::find(near.begin(), near.end(), nearest) - near.begin());
}

}  // namespace outturn::tables
