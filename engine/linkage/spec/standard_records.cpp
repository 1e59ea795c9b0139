#include "engine/linkage/spec/standard_records.h"

#include <algorithm>
#include <cstdlib>

#include "engine/linkage/standardise/date_order.h"
#include "engine/linkage/standardise/dates.h"
#include "engine/linkage/standardise/names.h"
#include "engine/linkage/standardise/postcodes.h"

namespace outturn::linkage {
namespace {

/// A column that is filled word by word.
class Filled {
 public:
  explicit Filled(std::string name) : index_(column_.words) { column_.name = std::move(name); }
  Filled(const Filled&) = delete;
  Filled& operator=(const Filled&) = delete;

  Code code_of(const std::string& word) {
    if (word.empty()) return missing;
    const Code code = index_.find(word);
    return code >= 0 ? code : index_.add_missing(word);
  }
  void put(Code code) { column_.codes.push_back(code); }
  Column take() { return std::move(column_); }
  [[nodiscard]] const Column& column() const { return column_; }

 private:
  Column column_;
  WordIndex index_;
};

/// The first formal name a nickname stands for; the name itself where it stands for none.
std::string formal_of(const std::string& name) {
  const auto candidates = given_name_candidates(name);
  return candidates.size() < 2 ? name : std::string(candidates[1]);  // the first is the name itself
}

/// Year-day-month where that is a date and another one.
std::string swapped_of(const std::string& standard) {
  if (standard.size() != 10 || standard[4] != '-' || standard[7] != '-') return {};
  const std::string month = standard.substr(5, 2);
  const std::string day = standard.substr(8, 2);
  if (day > "12" || day < "01" || day == month) return {};
  return standard.substr(0, 5) + day + "-" + month;
}

/// The standard form of one column's words, each worked out once.
class Standardiser {
 public:
  Standardiser(const Records& raw, const SpecField& field) : raw_(raw), field_(field) {
    for (const std::string& name : field.columns) {
      if (const Column* column = raw.column(name)) columns_.push_back(column);
    }
    for (const Column* column : columns_) forms_.push_back(forms_of(*column));
  }

  void fill(StandardRecords& out) {
    Filled values(field_.name);
    Filled formal(formal_column(field_.name));
    Filled swapped(swapped_column(field_.name));
    std::vector<std::vector<Code>> codes;
    std::vector<Code> formal_codes;
    std::vector<Code> swapped_codes;
    for (const auto& forms : forms_) {
      codes.emplace_back();
      for (const std::string& form : forms) codes.back().push_back(values.code_of(form));
    }
    const Column& column = values.column();
    for (const std::string& word : column.words.words) {
      if (field_.kind == FieldKind::given_name) formal_codes.push_back(formal.code_of(formal_of(word)));
      if (field_.kind == FieldKind::date) swapped_codes.push_back(swapped.code_of(swapped_of(word)));
    }
    for (std::size_t i = 0; i < raw_.size(); ++i) {
      Code code = missing;
      for (std::size_t c = 0; c < columns_.size() && code == missing; ++c) {
        const Code word = columns_[c]->codes[i];
        if (word != missing) code = codes[c][static_cast<std::size_t>(word)];
      }
      values.put(code);
      const auto at = static_cast<std::size_t>(code);
      if (field_.kind == FieldKind::given_name) formal.put(code == missing ? missing : formal_codes[at]);
      if (field_.kind == FieldKind::date) swapped.put(code == missing ? missing : swapped_codes[at]);
    }
    out.facts.push_back(facts_of(values.column()));
    out.records.columns.push_back(values.take());
    if (field_.kind == FieldKind::given_name) out.records.columns.push_back(formal.take());
    if (field_.kind == FieldKind::date) out.records.columns.push_back(swapped.take());
    std::move(trail_.begin(), trail_.end(), std::back_inserter(out.trail));
  }

 private:
  std::vector<std::string> forms_of(const Column& column) {
    DateOrder order = DateOrder::day_first;
    if (field_.kind == FieldKind::date) {
      std::vector<std::string_view> distinct(column.words.words.begin(), column.words.words.end());
      Problems doubts;
      order = date_order(distinct, "", column.name, doubts).order;
    }
    std::vector<std::size_t> times(column.words.words.size(), 0);
    for (const Code code : column.codes) {
      if (code != missing) ++times[static_cast<std::size_t>(code)];
    }
    std::vector<std::string> forms;
    for (std::size_t w = 0; w < column.words.words.size(); ++w) {
      const std::string& word = column.words.words[w];
      Standard standard =
          field_.kind == FieldKind::date ? standardise_date(word, order) : standardise(field_.kind, word);
      if (field_.kind == FieldKind::date && !standard.known) standard.value = date_as_written(word, order);
      if (!standard.changes.empty()) note(word, standard, times[w]);
      forms.push_back(std::move(standard.value));
    }
    return forms;
  }

  void note(const std::string& before, const Standard& standard, std::size_t times) {
    TrailEntry entry{field_.name, before, standard.value, {}, times};
    for (const Correction& change : standard.changes) entry.changes.emplace_back(words(change.kind));
    trail_.push_back(std::move(entry));
  }

  [[nodiscard]] FieldFacts facts_of(const Column& column) const {
    FieldFacts facts;
    facts.field = field_.name;
    facts.distinct = column.words.words.size();
    std::vector<double> times(facts.distinct, 0);
    for (const Code code : column.codes) {
      if (code == missing) continue;
      times[static_cast<std::size_t>(code)] += 1;
      ++facts.known;
    }
    double pairs = 0;
    for (const double t : times) pairs += t * (t - 1);
    const auto known = static_cast<double>(facts.known);
    facts.alike = facts.known > 1 ? pairs / (known * (known - 1)) : 1;
    if (field_.kind == FieldKind::date) facts.close_dates = spread_in_years(column) <= 12;
    if (field_.kind == FieldKind::postcode) {
      const auto whole = std::count_if(column.words.words.begin(), column.words.words.end(),
                                       [](const std::string& word) { return is_whole_postcode(word); });
      facts.uk_postcodes = static_cast<std::size_t>(whole) * 2 > facts.distinct;
    }
    return facts;
  }

  /// Years between the earlier and the later tenth of the dates.
  [[nodiscard]] static int spread_in_years(const Column& column) {
    std::vector<int> years;
    for (const Code code : column.codes) {
      if (code == missing) continue;
      if (const auto year = year_of(column.words.words[static_cast<std::size_t>(code)]))
        years.push_back(*year);
    }
    if (years.empty()) return 100;
    std::sort(years.begin(), years.end());
    return years[years.size() * 9 / 10] - years[years.size() / 10];
  }

  const Records& raw_;
  const SpecField& field_;
  std::vector<const Column*> columns_;
  std::vector<std::vector<std::string>> forms_;
  std::vector<TrailEntry> trail_;
};

}  // namespace

std::string formal_column(const std::string& field) { return field + "_formal"; }
std::string swapped_column(const std::string& field) { return field + "_swapped"; }

const FieldFacts& StandardRecords::facts_of(std::string_view field) const {
  const auto found =
      std::find_if(facts.begin(), facts.end(), [&](const FieldFacts& f) { return f.field == field; });
  if (found == facts.end()) throw Fault("a field was not standardised");
  return *found;
}

StandardRecords standardised(const Records& raw, const Spec& spec) {
  StandardRecords out;
  out.records.datasets = raw.datasets;
  out.records.dataset = raw.dataset;
  out.records.ids = raw.ids;
  out.records.ids_repeat = raw.ids_repeat;
  for (const SpecField& field : spec.fields) Standardiser(raw, field).fill(out);
  return out;
}

}  // namespace outturn::linkage
