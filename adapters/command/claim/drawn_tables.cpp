#include "adapters/command/claim/drawn_tables.h"

#include <algorithm>
#include <unordered_map>

namespace outturn::command {
namespace {

constexpr int probability_places = 6;

std::size_t place_of(const std::vector<Table>& tables, const std::string& name) {
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (tables[i].shape.name == name) return i;
  }
  return SIZE_MAX;
}

std::size_t column_of(const Table& table, const std::string& name) {
  for (std::size_t i = 0; i < table.shape.columns.size(); ++i) {
    if (table.shape.columns[i].name == name) return i;
  }
  return SIZE_MAX;
}

bool holds_words(const Table& table, std::size_t column) {
  const FactType type = table.shape.columns[column].type;
  return type == FactType::key || type == FactType::link || type == FactType::text;
}

/// Codes into a dictionary that holds each word used, and no other, in order of first use.
void put_words(FactData& column, const std::vector<std::int32_t>& codes,
               const std::vector<std::string>& words) {
  std::vector<std::int32_t> place(words.size(), -1);
  column.dictionary.words.clear();
  column.small.resize(codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    std::int32_t& at = place[static_cast<std::size_t>(codes[i])];
    if (at < 0) {
      at = static_cast<std::int32_t>(column.dictionary.words.size());
      column.dictionary.words.push_back(words[static_cast<std::size_t>(codes[i])]);
    }
    column.small[i] = at;
  }
}

std::int64_t at_places(std::int64_t millionths, int places) {
  std::int64_t value = millionths;
  for (int p = probability_places; p < places; ++p) value *= 10;
  if (places >= probability_places) return value;
  std::int64_t unit = 1;
  for (int p = places; p < probability_places; ++p) unit *= 10;
  return (value + unit / 2) / unit;
}

std::int64_t in_millionths(std::int64_t value, int places) {
  for (int p = places; p < probability_places; ++p) value *= 10;
  for (int p = probability_places; p < places; ++p) value /= 10;
  return value;
}

/// `millionths` below 0: not known.
void put_probability(FactData& column, int places, std::size_t row, std::int64_t millionths) {
  if (millionths < 0 && column.known.empty()) column.known.assign(column.numbers.size(), 1);
  if (!column.known.empty()) column.known[row] = millionths < 0 ? 0 : 1;
  column.numbers[row] = millionths < 0 ? 0 : at_places(millionths, places);
}

bool known(const FactData& column, std::size_t row) { return column.known.empty() || column.known[row] != 0; }

/// One row of a table as it is, put at the end of another of the same shape; codes stay those of `from`.
void copy_row(const Table& from, std::size_t row, Table& to) {
  for (std::size_t c = 0; c < from.columns.size(); ++c) {
    const FactData& source = from.columns[c];
    FactData& target = to.columns[c];
    if (!source.numbers.empty()) target.numbers.push_back(source.numbers[row]);
    if (!source.small.empty()) target.small.push_back(source.small[row]);
    if (!source.known.empty()) target.known.push_back(source.known[row]);
  }
  to.lines.push_back(from.lines[row]);
  ++to.rows;
}

}  // namespace

std::vector<std::int32_t> rows_of_records(const Table& people, const std::vector<std::string>& records) {
  const FactData& key = people.columns[column_of(people, "record")];
  std::unordered_map<std::string_view, std::int32_t> row_of;
  for (std::size_t i = 0; i < people.rows; ++i)
    row_of.emplace(key.dictionary.words[static_cast<std::size_t>(key.small[i])],
                   static_cast<std::int32_t>(i));
  std::vector<std::int32_t> rows;
  for (const std::string& record : records) {
    const auto at = row_of.find(record);
    rows.push_back(at == row_of.end() ? -1 : at->second);
  }
  return rows;
}

std::string DrawnTables::refusal(const std::vector<Table>& tables) {
  const Table& people = tables[place_of(tables, "people")];
  const std::size_t record = column_of(people, "record");
  const std::size_t person = column_of(people, "person");
  if (record == SIZE_MAX || person == SIZE_MAX)
    return "The contract's input \"people\" does not read the columns record and person.";
  if (!holds_words(people, record) || !holds_words(people, person) ||
      people.shape.columns[person].type == FactType::key)
    return "Of the contract's input \"people\", record must be a key, and person a key of persons or text.";
  const std::string& linked = people.shape.columns[person].refers_to;
  if (!linked.empty() && linked != "persons")
    return "Persons are those of \"" + linked + "\" there, and a draw has persons of its own.";
  const std::size_t at = place_of(tables, "persons");
  if (at == SIZE_MAX) return "";
  for (const FactColumn& column : tables[at].shape.columns) {
    if (column.name == "person" && column.type != FactType::key)
      return "The column person of the input \"persons\" is not its key.";
    if (column.name == "datasets" && column_of(people, "dataset") == SIZE_MAX)
      return "Datasets of a person can't be counted, since \"people\" does not read the column dataset.";
    if (column.name != "person" && column.name != "records" && column.name != "datasets" &&
        column.name != "probability")
      return "What \"" + column.name + "\" of the input \"persons\" would be in a draw is not known.";
  }
  return "";
}

DrawnTables::DrawnTables(const std::vector<Table>& tables)
    : tables_(tables), people_(place_of(tables, "people")), persons_(place_of(tables, "persons")) {
  const Table& people = tables[people_];
  const std::vector<std::string>& words = people.columns[column_of(people, "person")].dictionary.words;
  for (std::size_t i = 0; i < words.size(); ++i) code_.emplace(words[i], static_cast<std::int32_t>(i));
}

std::vector<Table> DrawnTables::of(const std::vector<DrawnRow>& draw) const {
  std::vector<Table> out = tables_;
  Table& people = out[people_];
  const std::size_t person_at = column_of(people, "person");
  const std::size_t probability_at = column_of(people, "probability");
  std::vector<std::string> words = people.columns[person_at].dictionary.words;
  std::vector<std::int32_t> person = people.columns[person_at].small;
  std::vector<bool> touched(words.size(), false);
  std::map<std::string, std::int32_t> fresh;
  for (const DrawnRow& row : draw) {
    std::int32_t code = 0;
    if (const auto decided = code_.find(row.person); decided != code_.end()) {
      code = decided->second;
    } else {
      const auto [at, is_new] = fresh.try_emplace(row.person, static_cast<std::int32_t>(words.size()));
      if (is_new) words.push_back(row.person);
      code = at->second;
    }
    touched.resize(words.size(), true);
    touched[static_cast<std::size_t>(person[row.row])] = true;
    touched[static_cast<std::size_t>(code)] = true;
    person[row.row] = code;
    if (probability_at != SIZE_MAX)
      put_probability(people.columns[probability_at], people.shape.columns[probability_at].places, row.row,
                      row.probability.value_or(-1));
  }
  put_words(people.columns[person_at], person, words);
  if (persons_ != SIZE_MAX) out[persons_] = persons_of(counted(people, person, touched), words, touched);
  return out;
}

std::vector<DrawnTables::Person> DrawnTables::counted(const Table& people,
                                                      const std::vector<std::int32_t>& person,
                                                      const std::vector<bool>& touched) const {
  std::vector<Person> persons(touched.size());
  const std::size_t dataset_at = column_of(people, "dataset");
  const std::size_t probability_at = column_of(people, "probability");
  for (std::size_t i = 0; i < person.size(); ++i) {
    Person& of = persons[static_cast<std::size_t>(person[i])];
    ++of.records;
    if (!touched[static_cast<std::size_t>(person[i])]) continue;
    if (dataset_at != SIZE_MAX) {
      const std::int32_t dataset = people.columns[dataset_at].small[i];
      if (std::find(of.datasets.begin(), of.datasets.end(), dataset) == of.datasets.end())
        of.datasets.push_back(dataset);
    }
    if (probability_at == SIZE_MAX || !known(people.columns[probability_at], i)) continue;
    const std::int64_t probability =
        in_millionths(people.columns[probability_at].numbers[i], people.shape.columns[probability_at].places);
    of.probability = of.probability < 0 ? probability : std::min(of.probability, probability);
  }
  return persons;
}

Table DrawnTables::persons_of(const std::vector<Person>& persons, const std::vector<std::string>& words,
                              const std::vector<bool>& touched) const {
  const Table& decided = tables_[persons_];
  Table out;
  out.shape = decided.shape;
  out.file = decided.file;
  out.sha256 = decided.sha256;
  out.bytes = decided.bytes;
  out.columns.resize(decided.columns.size());
  const std::size_t key_at = column_of(decided, "person");
  const FactData& key = decided.columns[key_at];
  std::vector<std::int32_t> codes;  // of the persons, in `words`
  for (std::size_t row = 0; row < decided.rows; ++row) {
    const auto code = code_.find(key.dictionary.words[static_cast<std::size_t>(key.small[row])]);
    if (code == code_.end() || persons[static_cast<std::size_t>(code->second)].records == 0) continue;
    copy_row(decided, row, out);
    codes.push_back(code->second);
  }
  for (std::size_t code = code_.size(); code < words.size(); ++code) {
    if (persons[code].records == 0) continue;
    copy_row(decided, 0, out);
    codes.push_back(static_cast<std::int32_t>(code));
  }
  put_words(out.columns[key_at], codes, words);
  for (std::size_t c = 0; c < out.columns.size(); ++c) {
    const FactColumn& column = out.shape.columns[c];
    for (std::size_t i = 0; c != key_at && i < codes.size(); ++i) {
      const auto code = static_cast<std::size_t>(codes[i]);
      if (!touched[code]) continue;
      const Person& person = persons[code];
      if (column.name == "records") out.columns[c].numbers[i] = person.records;
      if (column.name == "datasets")
        out.columns[c].numbers[i] = static_cast<std::int64_t>(person.datasets.size());
      if (column.name == "probability") put_probability(out.columns[c], column.places, i, person.probability);
    }
  }
  return out;
}

}  // namespace outturn::command
