// Baselines from texts written in the test: a specification, published files with a declaration, people.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "adapters/comparison/baseline/baseline_people.h"
#include "adapters/comparison/baseline/baseline_record.h"
#include "adapters/opendata/read_published.h"

namespace outturn::comparison::test {

/// Everything a baseline is made from, kept alive.
struct MadeInputs {
  std::optional<BaselineSpec> spec;
  std::vector<Published> tables;
  AreaHistory history = english_history();
  std::optional<BaselinePeople> people, earlier;
  Problems problems;
  std::optional<SourceFile> source;

  [[nodiscard]] BaselineInputs inputs() const {
    return {*spec, tables, history, people ? &*people : nullptr, earlier ? &*earlier : nullptr};
  }
  /// Problems as a person reads them.
  [[nodiscard]] std::string told() const {
    std::string out;
    for (const Problem& one : problems.list()) out += render(one, source ? &*source : nullptr);
    return out;
  }
};

struct Texts {
  std::string spec;
  std::map<std::string, std::string> files;  ///< people, published files, declarations
};

inline std::optional<BaselinePeople> made_people(const Texts& texts, const BaselineSpec& spec,
                                                 const std::string& file, Problems& problems) {
  BaselineColumns columns;
  columns.id = spec.id;
  columns.observed = spec.observed;
  columns.score = spec.score;
  for (const FieldPair& one : spec.match) columns.matched.push_back(one.with);
  return read_baseline_people(file, texts.files.at(file), columns, problems);
}

inline MadeInputs made_inputs(const Texts& texts) {
  MadeInputs out;
  out.source.emplace("spec.txt", texts.spec);
  out.spec = read_baseline_spec(*out.source, out.problems);
  if (!out.spec) return out;
  for (const PublishedWanted& wanted : out.spec->published) {
    opendata::PublishedOptions options;
    options.format = wanted.format;
    if (!wanted.declaration.empty()) options.declaration = texts.files.at(wanted.declaration);
    options.declaration_file = wanted.declaration;
    auto table =
        opendata::read_published({wanted.file, texts.files.at(wanted.file), "0"}, options, out.problems);
    if (table) out.tables.push_back(std::move(*table));
  }
  if (has_people(out.spec->method))
    out.people = made_people(texts, *out.spec, out.spec->people, out.problems);
  if (!out.spec->earlier.empty())
    out.earlier = made_people(texts, *out.spec, out.spec->earlier, out.problems);
  return out;
}

/// The baseline, or nullopt with problems in `inputs`.
inline std::optional<Baseline> build(MadeInputs& inputs) {
  if (inputs.problems.has_errors()) return std::nullopt;
  return baseline_of(inputs.inputs(), inputs.problems);
}

/// What is told of texts that give no baseline.
inline std::string told_of(const Texts& texts) {
  MadeInputs inputs = made_inputs(texts);
  EXPECT_FALSE(build(inputs)) << "a baseline was made";
  return inputs.told();
}

inline constexpr const char* declaration =
    "publisher Office of Examples (invented)\nlicence Open Government Licence v3.0\ntitle Rates (invented)\n"
    "area code from area\nperiod from period\nmeasure from measure\ngroup sex from sex\ngroup age from age\n"
    "value from rate\nnumerator from events\ndenominator from people\n"
    "marker * means suppressed, 1 to 7\nmarker : means not available\n";

/// Two sexes, two ages, two years.
inline constexpr const char* rates =
    "area,period,measure,sex,age,events,people,rate\n"
    "E06000001,2022,reoffending,Male,18-24,450,1000,45.0\n"
    "E06000001,2022,reoffending,Male,25-34,350,1000,35.0\n"
    "E06000001,2022,reoffending,Female,18-24,250,1000,25.0\n"
    "E06000001,2022,reoffending,Female,25-34,150,1000,15.0\n"
    "E06000001,2023,reoffending,Male,18-24,400,1000,40.0\n"
    "E06000001,2023,reoffending,Male,25-34,300,1000,30.0\n"
    "E06000001,2023,reoffending,Female,18-24,200,1000,20.0\n"
    "E06000001,2023,reoffending,Female,25-34,100,1000,10.0\n";

inline constexpr const char* spec_text =
    "baseline expected_reoffending\n"
    "method expected rates\n"
    "people cohort.csv\n"
    "id person\n"
    "observed reoffended\n"
    "published rates.csv as declared rates.txt\n"
    "match sex = sex, age = age, period = year\n"
    "rate from value per 100\n";

/// Rows "person,sex,age,year,reoffended".
inline std::string people_csv_of(const std::vector<std::string>& rows) {
  std::string out = "person,sex,age,year,reoffended\n";
  for (std::size_t i = 0; i < rows.size(); ++i) out += "P" + std::to_string(i + 1) + "," + rows[i] + "\n";
  return out;
}

inline Texts texts_with(const std::vector<std::string>& rows) {
  return {spec_text, {{"cohort.csv", people_csv_of(rows)}, {"rates.csv", rates}, {"rates.txt", declaration}}};
}

}  // namespace outturn::comparison::test
