#include "adapters/linkage/pairs_file.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "adapters/tables/csv_text.h"
#include "adapters/tables/encoding.h"

namespace outturn::linkage {
namespace {

constexpr std::size_t no_column = static_cast<std::size_t>(-1);

std::size_t place_of(const tables::Record& header, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
      if (header.cells[i].text == name) return i;
    }
  }
  return no_column;
}

class PairsReader {
 public:
  PairsReader(const std::string& file, const Records& records, Problems& problems)
      : file_(file), problems_(problems) {
    for (std::uint32_t i = 0; i < records.size(); ++i) record_.emplace(records.name(i), i);
  }

  std::optional<std::vector<ScoredPair>> read(std::string_view text) {
    tables::RecordReader rows(tables::without_mark(text));
    tables::Record row;
    if (!rows.next(row) || !header(row)) return std::nullopt;
    std::vector<ScoredPair> pairs;
    while (rows.next(row)) {
      if (row.blank()) continue;
      if (row.flaw != tables::Flaw::none || row.cells.size() != width_) {
        fail(row, "this line is damaged or cut short", "Export the pairs again.");
        break;
      }
      if (auto pair = pair_of(row)) pairs.push_back(*pair);
      if (told_ >= 5) break;
    }
    if (problems_.has_errors()) return std::nullopt;
    return pairs;
  }

 private:
  bool header(const tables::Record& row) {
    width_ = row.cells.size();
    left_ = place_of(row, {"unique_id_l", "left"});
    right_ = place_of(row, {"unique_id_r", "right"});
    left_dataset_ = place_of(row, {"source_dataset_l", "left_dataset"});
    right_dataset_ = place_of(row, {"source_dataset_r", "right_dataset"});
    weight_ = place_of(row, {"match_weight", "weight"});
    if (left_ != no_column && right_ != no_column && weight_ != no_column) return true;
    fail(row, "this file does not hold scored pairs",
         "Its first line must name unique_id_l, unique_id_r and match_weight (or left, right and weight).");
    return false;
  }

  void fail(const tables::Record& row, std::string what, std::string mend) {
    ++told_;
    problems_.add(problem_at("LK40", file_, {row.line, 1, 1}, std::move(what), {}, {std::move(mend)}));
  }

  std::optional<std::uint32_t> record(const tables::Record& row, std::size_t id, std::size_t dataset) {
    std::string name(row.cells[id].text);
    auto found = record_.find(name);
    if (found == record_.end() && dataset != no_column)
      found = record_.find(std::string(row.cells[dataset].text) + ":" + name);
    if (found != record_.end()) return found->second;
    fail(row, "there is no record \"" + name + "\" in the inputs",
         "Give the same files that were scored, by the same names.");
    return std::nullopt;
  }

  std::optional<ScoredPair> pair_of(const tables::Record& row) {
    const auto left = record(row, left_, left_dataset_);
    const auto right = left ? record(row, right_, right_dataset_) : std::nullopt;
    if (!right) return std::nullopt;
    const std::string number(row.cells[weight_].text);
    char* end = nullptr;
    const double weight = std::strtod(number.c_str(), &end);
    if (number.empty() || *end != '\0' || !std::isfinite(weight) || *left == *right) {
      fail(row, "the weight \"" + number + "\" is no number, or the pair is one record",
           "Export the pairs again.");
      return std::nullopt;
    }
    return ScoredPair{std::min(*left, *right), std::max(*left, *right), 0, weight};
  }

  const std::string& file_;
  Problems& problems_;
  std::unordered_map<std::string, std::uint32_t> record_;
  std::size_t width_ = 0, left_ = 0, right_ = 0, left_dataset_ = 0, right_dataset_ = 0, weight_ = 0,
              told_ = 0;
};

}  // namespace

std::optional<std::vector<ScoredPair>> read_pairs(const std::string& file,
                                                  const std::optional<std::string>& bytes,
                                                  const Records& records, Problems& problems) {
  if (!bytes) {
    problems.add(problem_at("LK6", file, {}, "this file can't be read", {}, {"Look whether it is there."}));
    return std::nullopt;
  }
  return PairsReader(file, records, problems).read(*bytes);
}

}  // namespace outturn::linkage
