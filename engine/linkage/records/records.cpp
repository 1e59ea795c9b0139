#include "engine/linkage/records/records.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "engine/base/problem.h"

namespace outturn::linkage {
namespace {

/// The id as a number where it is written as one ("12", not "012": leading zeros belong to the id).
std::optional<std::uint64_t> whole_number(std::string_view id) {
  if (id.empty() || id.size() > 18 || (id.size() > 1 && id[0] == '0')) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : id) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number;
}

template <class Vector>
void rearrange(Vector& values, const std::vector<std::uint32_t>& order) {
  Vector moved(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) moved[i] = std::move(values[order[i]]);
  values = std::move(moved);
}

bool some_id_repeats(const Records& records) {
  if (records.datasets.size() < 2) return false;
  std::vector<std::string_view> ids(records.ids.begin(), records.ids.end());
  std::sort(ids.begin(), ids.end());
  return std::adjacent_find(ids.begin(), ids.end()) != ids.end();
}

std::vector<RepeatedId> repeats_in(const Records& records) {
  std::vector<RepeatedId> found;
  for (std::size_t i = 1; i < records.size(); ++i) {
    if (records.dataset[i] != records.dataset[i - 1] || records.ids[i] != records.ids[i - 1]) continue;
    const std::string& dataset = records.datasets[records.dataset[i]];
    if (found.empty() || found.back().dataset != dataset || found.back().id != records.ids[i]) {
      found.push_back({dataset, records.ids[i], 1});
    }
    ++found.back().times;
  }
  return found;
}

}  // namespace

const Column* Records::column(std::string_view name) const {
  const auto found =
      std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

std::string Records::name(std::size_t record) const {
  return ids_repeat ? datasets[dataset[record]] + ":" + ids[record] : ids[record];
}

PossiblePairs possible_pairs(const Records& records) {
  std::vector<double> sizes(records.datasets.size(), 0);
  for (const auto dataset : records.dataset) sizes[dataset] += 1;
  const auto n = static_cast<double>(records.size());
  PossiblePairs pairs;
  for (const double size : sizes) pairs.within += size * (size - 1) / 2;
  pairs.between = n * (n - 1) / 2 - pairs.within;
  return pairs;
}

void join_columns(Records& records, const std::string& name, const std::string& first,
                  const std::string& second) {
  const Column* const a = records.column(first);
  const Column* const b = records.column(second);
  if (a == nullptr || b == nullptr) throw Fault("columns to join are not there");
  Column joined;
  joined.name = name;
  WordIndex index(joined.words);
  std::string text;
  for (std::size_t i = 0; i < records.size(); ++i) {
    Code code = missing;
    if (a->codes[i] != missing && b->codes[i] != missing) {
      text = a->words.words[static_cast<std::size_t>(a->codes[i])] + " " +
             b->words.words[static_cast<std::size_t>(b->codes[i])];
      code = index.find(text);
      if (code < 0) code = index.add_missing(text);
    }
    joined.codes.push_back(code);
  }
  records.columns.push_back(std::move(joined));
}

RecordsBuilder::RecordsBuilder(const std::vector<std::string>& columns) {
  records_.columns.resize(columns.size());
  indexes_.reserve(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    records_.columns[i].name = columns[i];
    indexes_.emplace_back(records_.columns[i].words);
  }
}

void RecordsBuilder::begin_dataset(const std::string& name) {
  now_ = static_cast<std::uint16_t>(records_.datasets.size());
  records_.datasets.push_back(name);
}

void RecordsBuilder::add(std::string_view id, const std::vector<std::string_view>& cells) {
  records_.ids.emplace_back(id);
  records_.dataset.push_back(now_);
  for (std::size_t i = 0; i < cells.size(); ++i) indexes_[i].announce(cells[i]);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    Code code = missing;
    if (!cells[i].empty()) {
      code = indexes_[i].find(cells[i]);
      if (code < 0) code = indexes_[i].add_missing(cells[i]);
    }
    records_.columns[i].codes.push_back(code);
  }
}

std::vector<std::uint32_t> RecordsBuilder::order() const {
  std::vector<std::uint32_t> by(records_.size());
  std::iota(by.begin(), by.end(), 0U);
  std::vector<std::uint64_t> numbers(records_.size());
  bool all_numbers = true;
  for (std::size_t i = 0; i < numbers.size() && all_numbers; ++i) {
    const auto number = whole_number(records_.ids[i]);
    all_numbers = number.has_value();
    if (number) numbers[i] = *number;
  }
  const auto dataset = [&](std::uint32_t i) -> const std::string& {
    return records_.datasets[records_.dataset[i]];
  };
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    if (records_.dataset[a] != records_.dataset[b]) return dataset(a) < dataset(b);
    return all_numbers ? numbers[a] < numbers[b] : records_.ids[a] < records_.ids[b];
  };
  if (!std::is_sorted(by.begin(), by.end(), before)) std::stable_sort(by.begin(), by.end(), before);
  return by;
}

void RecordsBuilder::put_in_order(const std::vector<std::uint32_t>& order) {
  rearrange(records_.ids, order);
  rearrange(records_.dataset, order);
  for (Column& column : records_.columns) rearrange(column.codes, order);
  std::vector<std::string> names = records_.datasets;
  std::sort(names.begin(), names.end());
  std::vector<std::uint16_t> place(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    place[i] = static_cast<std::uint16_t>(std::lower_bound(names.begin(), names.end(), records_.datasets[i]) -
                                          names.begin());
  }
  for (std::uint16_t& dataset : records_.dataset) dataset = place[dataset];
  records_.datasets = std::move(names);
}

RecordsGrowth::RecordsGrowth(Records& records) : records_(records) {
  indexes_.reserve(records_.columns.size());
  for (Column& column : records_.columns) {
    indexes_.emplace_back(column.words);
    indexes_.back().take_in();
  }
}

void RecordsGrowth::append(const Records& more) {
  std::vector<std::uint16_t> place;
  for (const std::string& name : more.datasets) {
    const auto at = std::find(records_.datasets.begin(), records_.datasets.end(), name);
    place.push_back(static_cast<std::uint16_t>(at - records_.datasets.begin()));
    if (at == records_.datasets.end()) records_.datasets.push_back(name);
  }
  for (const std::uint16_t dataset : more.dataset) records_.dataset.push_back(place[dataset]);
  records_.ids.insert(records_.ids.end(), more.ids.begin(), more.ids.end());
  for (std::size_t c = 0; c < records_.columns.size(); ++c) {
    Column& column = records_.columns[c];
    column.codes.resize(records_.size(), missing);
    const Column* const from = more.column(column.name);
    if (from == nullptr) continue;
    std::vector<Code> known(from->words.words.size(), missing);
    Code* to = &column.codes[records_.size() - more.size()];
    for (const Code code : from->codes) {
      Code& now = *to++;
      if (code == missing) continue;
      Code& here = known[static_cast<std::size_t>(code)];
      const std::string& word = from->words.words[static_cast<std::size_t>(code)];
      if (here == missing) here = indexes_[c].find(word);
      if (here == missing) here = indexes_[c].add_missing(word);
      now = here;
    }
  }
}

Records RecordsBuilder::finish(std::vector<RepeatedId>& repeated) {
  indexes_.clear();
  put_in_order(order());
  repeated = repeats_in(records_);
  records_.ids_repeat = some_id_repeats(records_);
  return std::move(records_);
}

}  // namespace outturn::linkage
