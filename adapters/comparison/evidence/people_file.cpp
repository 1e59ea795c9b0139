#include <fmt/format.h>

#include "adapters/comparison/evidence/evidence_files.h"
#include "adapters/tables/csv_text.h"

namespace outturn::comparison {
namespace {

constexpr std::size_t own_columns = 5;  // person, treated, set, weight, score
constexpr std::string_view term_prefix = "term ";
constexpr std::string_view covariate_prefix = "covariate ";
constexpr std::string_view outcome_prefix = "outcome ";

std::string figure_text(const Exact& number) { return number.decimal().value_or(number.significant(15)); }

void head_cells(std::string& out, std::string_view prefix, const std::vector<calc::PeopleColumn>& columns) {
  for (const calc::PeopleColumn& column : columns)
    out.append(",").append(tables::csv_cell(std::string(prefix) + column.name));
}

void row_cells(std::string& out, const std::vector<calc::PeopleColumn>& columns, std::size_t i) {
  for (const calc::PeopleColumn& column : columns) out.append(",").append(figure_text(column.values[i]));
}

/// Reads one file into the people's columns.
class PeopleReader {
 public:
  PeopleReader(std::string file, calc::ComparedPeople& people, Problems& problems)
      : file_(std::move(file)), people_(people), problems_(problems) {}

  bool read(std::string_view csv) {
    tables::RecordReader reader(csv);
    tables::Record record;
    if (!reader.next(record) || !head(record)) return tell(1, "its headings are not those of a people file");
    while (reader.next(record)) {
      if (record.blank()) continue;
      if (!row(record)) return tell(record.line, "this row can't be read");
    }
    return true;
  }

 private:
  bool head(const tables::Record& record) {
    const char* const first[] = {"person", "treated", "set", "weight", "score"};
    if (record.cells.size() < own_columns) return false;
    for (std::size_t i = 0; i < own_columns; ++i)
      if (record.cells[i].text != first[i]) return false;
    for (std::size_t i = own_columns; i < record.cells.size(); ++i)
      if (!list_of(record.cells[i].text)) return false;
    for (auto* list : {&people_.terms, &people_.covariates, &people_.outcomes}) width_ += list->size();
    return true;
  }
  /// Terms stand first, then covariates, then outcomes, as they were written.
  bool list_of(std::string_view heading) {
    const auto kept = [&](std::string_view prefix, std::vector<calc::PeopleColumn>& list) {
      if (heading.substr(0, prefix.size()) != prefix) return false;
      list.push_back({std::string(heading.substr(prefix.size())), {}});
      return true;
    };
    return kept(term_prefix, people_.terms) || kept(covariate_prefix, people_.covariates) ||
           kept(outcome_prefix, people_.outcomes);
  }

  bool row(const tables::Record& record) {
    if (record.flaw != tables::Flaw::none || record.cells.size() != own_columns + width_) return false;
    const auto number = [&](std::size_t at) { return Exact::parse(record.cells[at].text); };
    const auto set = number(2);
    const auto weight = number(3);
    const std::string_view treated = record.cells[1].text;
    if (!set || !set->small() || !weight || (treated != "0" && treated != "1")) return false;
    people_.ids.emplace_back(record.cells[0].text);
    people_.treated.push_back(treated == "1" ? 1 : 0);
    people_.sets.push_back(static_cast<std::int32_t>(set->small()->num));
    people_.weights.push_back(*weight);
    if (!record.cells[4].text.empty()) {
      const auto score = number(4);
      if (!score) return false;
      people_.scores.push_back(*score);
    }
    std::size_t at = own_columns;
    for (auto* list : {&people_.terms, &people_.covariates, &people_.outcomes}) {
      for (calc::PeopleColumn& column : *list) {
        auto value = number(at++);
        if (!value) return false;
        column.values.push_back(std::move(*value));
      }
    }
    return true;
  }

  bool tell(std::uint32_t line, const std::string& what) {
    problems_.add(problem_at("CE2", file_, {line, 1, 1}, what,
                             {"The analysis wrote it; somebody or something has changed it since."},
                             {"Write the folder again with outturn compare or outturn baseline build, and "
                              "change nothing in it."}));
    return false;
  }

  std::string file_;
  calc::ComparedPeople& people_;
  Problems& problems_;
  std::size_t width_ = 0;
};

}  // namespace

std::string people_csv(const calc::ComparedPeople& people) {
  std::string out = "person,treated,set,weight,score";
  head_cells(out, term_prefix, people.terms);
  head_cells(out, covariate_prefix, people.covariates);
  head_cells(out, outcome_prefix, people.outcomes);
  out += "\n";
  for (std::size_t i = 0; i < people.ids.size(); ++i) {
    fmt::format_to(std::back_inserter(out), "{},{},{},{},{}", tables::csv_cell(people.ids[i]),
                   static_cast<int>(people.treated[i]), people.sets[i], figure_text(people.weights[i]),
                   people.scores.empty() ? "" : figure_text(people.scores[i]));
    row_cells(out, people.terms, i);
    row_cells(out, people.covariates, i);
    row_cells(out, people.outcomes, i);
    out += "\n";
  }
  return out;
}

bool read_people(const std::string& file, std::string_view csv, calc::ComparisonRecord& record,
                 Problems& problems) {
  record.people.emplace();
  return PeopleReader(file, *record.people, problems).read(csv);
}

}  // namespace outturn::comparison
