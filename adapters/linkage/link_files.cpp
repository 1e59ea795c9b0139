#include "adapters/linkage/link_files.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "adapters/tables/csv_text.h"

namespace outturn::linkage {
namespace {

constexpr std::size_t piece = 1U << 16U;

/// Gathers lines into pieces.
class Lines {
 public:
  explicit Lines(const Put& put) : put_(put) {}
  ~Lines() { put_({buffer_.data(), buffer_.size()}); }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;

  template <class... Parts>
  void add(fmt::format_string<Parts...> format, Parts&&... parts) {
    fmt::format_to(fmt::appender(buffer_), format, std::forward<Parts>(parts)...);
    if (buffer_.size() < piece) return;
    put_({buffer_.data(), buffer_.size()});
    buffer_.clear();
  }

 private:
  const Put& put_;
  fmt::memory_buffer buffer_;
};

std::string probability_text(const std::optional<double>& probability) {
  return probability ? fmt::format("{:.6f}", *probability) : std::string();
}

std::vector<std::string> dataset_cells(const Records& records) {
  std::vector<std::string> cells;
  for (const std::string& name : records.datasets) cells.push_back(tables::csv_cell(name));
  return cells;
}

std::string levels_text(const std::vector<int>& gammas) {
  std::string out;
  for (const int gamma : gammas) out += (out.empty() ? "" : " ") + std::to_string(gamma);
  return out;
}

std::string rates_json(const Rates& rates) {
  return fmt::format(
      R"({{"threshold": {:.6f}, "precision": {:.6f}, "recall": {:.6f}, "f1": {:.6f}, "right": {}, "wrong": {}, "missed": {}}})",
      rates.threshold, rates.precision(), rates.recall(), rates.f1(), rates.right, rates.wrong, rates.missed);
}

}  // namespace

std::string person_name(std::uint32_t person) { return fmt::format("P{:07}", person + 1); }

void write_pairs(const Linking& linking, const Put& put) {
  const Records& records = linking.records();
  const std::vector<std::string> datasets = dataset_cells(records);
  Lines lines(put);
  lines.add("left,right,weight,probability,levels,left_dataset,right_dataset\n");
  Pattern last = 0;
  std::string levels = levels_text(linking.gammas(0));
  for (const LinkedPair& pair : linking.pairs()) {
    if (pair.pattern != last) levels = levels_text(linking.gammas(last = pair.pattern));
    lines.add("{},{},{:.10g},{:.9g},{},{},{}\n", tables::csv_cell(records.name(pair.left)),
              tables::csv_cell(records.name(pair.right)), pair.weight, pair.probability, levels,
              datasets[records.dataset[pair.left]], datasets[records.dataset[pair.right]]);
  }
}

void write_people(const Linking& linking, const Put& put) {
  const Records& records = linking.records();
  const std::vector<std::string> datasets = dataset_cells(records);
  Lines lines(put);
  lines.add("record,person,dataset,probability\n");
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    lines.add("{},{},{},{}\n", tables::csv_cell(records.name(i)), person_name(linking.people().person[i]),
              datasets[records.dataset[i]], probability_text(linking.belonging(i)));
  }
}

void write_persons(const Linking& linking, const Put& put) {
  struct Person {
    std::size_t records = 0;
    std::uint16_t dataset = 0;
    std::set<std::uint16_t> others;  ///< datasets beside that one: few people have any
    std::optional<double> least;
  };
  const Records& records = linking.records();
  std::vector<Person> persons(linking.people().count);
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    Person& person = persons[linking.people().person[i]];
    if (person.records++ == 0) person.dataset = records.dataset[i];
    if (records.dataset[i] != person.dataset) person.others.insert(records.dataset[i]);
    const auto belonging = linking.belonging(i);
    if (belonging) person.least = std::min(person.least.value_or(1), *belonging);
  }
  Lines lines(put);
  lines.add("person,records,datasets,probability\n");
  for (std::uint32_t p = 0; p < persons.size(); ++p) {
    lines.add("{},{},{},{}\n", person_name(p), persons[p].records, persons[p].others.size() + 1,
              probability_text(persons[p].least));
  }
}

void write_records(const Records& records, const Put& put) {
  Lines lines(put);
  lines.add("unique_id,source_dataset");
  for (const Column& column : records.columns) lines.add(",{}", tables::csv_cell(column.name));
  lines.add("\n");
  for (std::size_t i = 0; i < records.size(); ++i) {
    lines.add("{},{}", tables::csv_cell(records.name(i)),
              tables::csv_cell(records.datasets[records.dataset[i]]));
    for (const Column& column : records.columns) {
      const Code code = column.codes[i];
      lines.add(",{}", code == missing
                           ? std::string()
                           : tables::csv_cell(column.words.words[static_cast<std::size_t>(code)]));
    }
    lines.add("\n");
  }
}

void write_trail(const StandardRecords& records, const Put& put) {
  Lines lines(put);
  lines.add("field,before,after,what was done,records\n");
  for (const TrailEntry& entry : records.trail) {
    std::string changes;
    for (const std::string& change : entry.changes) changes += (changes.empty() ? "" : "; ") + change;
    lines.add("{},{},{},{},{}\n", tables::csv_cell(entry.field), tables::csv_cell(entry.before),
              tables::csv_cell(entry.after), tables::csv_cell(changes), entry.records);
  }
}

QualityFigures quality_of(const Linking& linking, const std::vector<Code>& truth) {
  const TruthSet set(linking.records(), truth, linking.model().type == LinkType::link);
  std::vector<Judged> decided;
  for (const LinkedPair& pair : linking.pairs()) {
    const bool one = linking.people().person[pair.left] == linking.people().person[pair.right];
    decided.push_back({pair.left, pair.right, one ? 1.0 : 0.0});
  }
  return {set.at(decided, 1), linkage_page::truth_figures(linking, set)};
}

std::string quality_json(const QualityFigures& figures) {
  const linkage_page::TruthFigures& f = figures.truth;
  std::string out = "{\n";
  out += fmt::format("  \"true_pairs\": {},\n  \"blocking_recall\": {:.6f},\n  \"pairs\": {{\n", f.true_pairs,
                     f.blocking_recall);
  const std::pair<const char*, const Rates*> rows[] = {{"default", &figures.by_decision},
                                                       {"at_default_threshold", &f.at_default},
                                                       {"0.5", &f.at_half},
                                                       {"0.9", &f.at_nine_tenths},
                                                       {"0.99", &f.at_ninety_nine},
                                                       {"best", &f.best}};
  for (const auto& [name, rates] : rows) {
    out += fmt::format("    \"{}\": {}{}\n", name, rates_json(*rates), rates == &f.best ? "" : ",");
  }
  const PeopleQuality& p = f.people;
  out += fmt::format("  }},\n  \"people\": {{\n    \"pairs\": {},\n", rates_json(p.pairs));
  out += fmt::format("    \"precision\": {:.6f}, \"recall\": {:.6f}, \"f1\": {:.6f},\n", p.pairs.precision(),
                     p.pairs.recall(), p.pairs.f1());
  out += fmt::format("    \"b_cubed_precision\": {:.6f}, \"b_cubed_recall\": {:.6f},\n", p.b_cubed_precision,
                     p.b_cubed_recall);
  out += fmt::format(
      "    \"exactly_right\": {}, \"true_people\": {}, \"found_people\": {},\n    \"largest\": {}, "
      "\"largest_true\": {}\n  }},\n  \"calibration\": [\n",
      p.exactly_right, p.true_people, p.found_people, p.largest, p.largest_true);
  for (std::size_t b = 0; b < f.bands.size(); ++b) {
    const Band& band = f.bands[b];
    const double n = static_cast<double>(std::max<std::uint64_t>(band.pairs, 1));
    out += fmt::format(
        R"(    {{"from": {}, "to": {}, "pairs": {}, "mean_probability": {:.6f}, "true_share": {:.6f}}}{})",
        band.from, band.to, band.pairs, band.expected / n, static_cast<double>(band.right) / n,
        b + 1 < f.bands.size() ? ",\n" : "\n");
  }
  return out + "  ]\n}\n";
}

}  // namespace outturn::linkage
