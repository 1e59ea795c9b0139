#include "engine/facts/table.h"

#include <algorithm>

#include "engine/facts/word_index.h"
#include "engine/values/date.h"

namespace outturn {
namespace {

bool is_words(FactType type) {
  return type == FactType::key || type == FactType::link || type == FactType::text;
}

bool is_number(FactType type) {
  return type == FactType::count || type == FactType::number || type == FactType::money ||
         type == FactType::percent || type == FactType::points;
}

std::string lengths_fault(const FactColumn& column, const FactData& data, std::size_t rows) {
  const auto& [filled, other] = is_number(column.type) ? std::pair{data.numbers.size(), data.small.size()}
                                                       : std::pair{data.small.size(), data.numbers.size()};
  if (filled != rows) return "has another number of facts than the table has rows";
  if (other != 0) return "holds facts of two kinds";
  if (!data.known.empty() && data.known.size() != rows) return "has another number of known flags than rows";
  if (!is_words(column.type) && !data.dictionary.words.empty()) return "has words but is not of words";
  return {};
}

std::string known_fault(const FactColumn& column, const FactData& data) {
  if (data.known.empty()) return {};
  if (!column.may_be_unknown) return "has known flags but may not be unknown";
  const bool flags = std::all_of(data.known.begin(), data.known.end(), [](std::uint8_t k) { return k <= 1; });
  return flags ? "" : "has a known flag that is neither 1 nor 0";
}

bool is_known(const FactData& data, std::size_t row) { return data.known.empty() || data.known[row] != 0; }

std::string small_fault(const FactColumn& column, const FactData& data) {
  std::int32_t least = 0;
  std::int32_t most = 1;
  if (column.type == FactType::date) {
    least = earliest_date.serial;
    most = latest_date.serial;
  } else if (is_words(column.type)) {
    most = static_cast<std::int32_t>(data.dictionary.words.size()) - 1;
  }
  for (std::size_t row = 0; row < data.small.size(); ++row) {
    const std::int32_t fact = data.small[row];
    if (is_known(data, row) && (fact < least || fact > most)) {
      return "holds " + std::to_string(fact) + " in row " + std::to_string(row + 1) + ", out of its bounds";
    }
  }
  return {};
}

std::string dictionary_fault(const Dictionary& dictionary) {
  const std::string* repeated = repeated_word(dictionary);
  return repeated == nullptr ? "" : "has \"" + *repeated + "\" twice in its dictionary";
}

std::string key_fault(const FactColumn& column, const FactData& data) {
  if (column.type != FactType::key) return {};
  if (!data.known.empty()) return "is a key and may not be unknown";
  std::vector<bool> seen(data.dictionary.words.size());
  for (const std::int32_t code : data.small) {
    const auto at = static_cast<std::size_t>(code);
    if (seen[at]) return "names two rows \"" + data.dictionary.words[at] + "\"";
    seen[at] = true;
  }
  return {};
}

std::string column_fault(const FactColumn& column, const FactData& data, std::size_t rows) {
  std::string fault = lengths_fault(column, data, rows);
  if (fault.empty()) fault = known_fault(column, data);
  if (fault.empty() && !is_number(column.type)) fault = small_fault(column, data);
  if (fault.empty() && is_words(column.type)) fault = dictionary_fault(data.dictionary);
  if (fault.empty()) fault = key_fault(column, data);
  return fault.empty() ? fault : "column \"" + column.name + "\" " + fault;
}

}  // namespace

const FactData* Table::column(const std::string& name) const {
  for (std::size_t i = 0; i < shape.columns.size() && i < columns.size(); ++i) {
    if (shape.columns[i].name == name) return &columns[i];
  }
  return nullptr;
}

std::string table_fault(const Table& table) {
  const std::string whose = "table \"" + table.shape.name + "\": ";
  if (table.columns.size() != table.shape.columns.size())
    return whose + "not one column of facts for each declared";
  if (table.lines.size() != table.rows) return whose + "not one line for each row";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string fault = column_fault(table.shape.columns[i], table.columns[i], table.rows);
    if (!fault.empty()) return whose + fault;
  }
  return {};
}

std::optional<std::int32_t> latest_date_in(const std::vector<Table>& tables) {
  std::optional<std::int32_t> latest;
  for (const Table& table : tables) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.shape.columns[i].type != FactType::date) continue;
      const FactData& data = table.columns[i];
      for (std::size_t row = 0; row < data.small.size(); ++row) {
        if (is_known(data, row) && (!latest || data.small[row] > *latest)) latest = data.small[row];
      }
    }
  }
  return latest;
}

namespace {

template <typename T>
void keep_rows(std::vector<T>& values, const std::vector<std::uint8_t>& keep) {
  if (values.empty()) return;
  std::size_t to = 0;
  for (std::size_t from = 0; from < keep.size(); ++from) {
    if (keep[from] != 0) values[to++] = values[from];
  }
  values.resize(to);
}

}  // namespace

void set_aside_after(Table& table, const std::string& column, std::int32_t latest,
                     const std::string& reason) {
  const FactData* dates = table.column(column);
  if (dates == nullptr) return;
  std::vector<std::uint8_t> keep(table.rows, 1);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < table.rows; ++i) {
    const bool known = dates->known.empty() || dates->known[i] != 0;
    if (known && dates->small[i] > latest) {
      keep[i] = 0;
      table.rejects.push_back({table.lines[i], reason});
    }
    kept += keep[i];
  }
  if (kept == table.rows) return;
  for (FactData& data : table.columns) {
    keep_rows(data.numbers, keep);
    keep_rows(data.small, keep);
    keep_rows(data.known, keep);
  }
  keep_rows(table.lines, keep);
  table.rows = kept;
}

}  // namespace outturn
