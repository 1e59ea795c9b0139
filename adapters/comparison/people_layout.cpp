#include "adapters/comparison/people_layout.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::comparison {
namespace {

Named named_by(const std::string& term) {
  const auto within = [&](std::string_view begin) {
    return term.starts_with(begin) && term.ends_with(')')
               ? term.substr(begin.size(), term.size() - begin.size() - 1)
               : std::string();
  };
  for (const char* begin : {"as.factor(", "factor("})
    if (const std::string column = within(begin); !column.empty()) return {column, term, Use::factor};
  if (std::string column = within("I("); !column.empty()) {
    column = column.substr(0, column.find('^'));
    while (column.ends_with(' ')) column.pop_back();
    while (column.starts_with(' ')) column.erase(0, 1);
    return {column, column, Use::covariate};
  }
  return {term, term, Use::covariate};
}

std::vector<Wanted> wanted_columns(const PeopleColumns& columns) {
  std::vector<Wanted> all{{"the treatment", {columns.treated, columns.treated, Use::treatment}}};
  for (const std::string& outcome : columns.outcomes)
    all.push_back({"an outcome", {outcome, outcome, Use::outcome}});
  for (const std::string& term : columns.covariates) {
    Named named = named_by(term);
    const bool again = std::any_of(all.begin(), all.end(), [&](const Wanted& w) {
      return w.what == "a covariate" && w.named.called == named.called;
    });
    if (!again) all.push_back({"a covariate", std::move(named)});
  }
  for (const std::string& key : columns.exact) all.push_back({"an exact key", {key, key, Use::key}});
  return all;
}

void tell_absent(const std::string& file, const Wanted& wanted, const std::vector<std::string>& names,
                 Problems& problems) {
  const std::string& name = wanted.named.column;
  const std::string near = nearest_name(name, names);
  std::string all;
  for (const std::string& other : names) all += (all.empty() ? "" : ", ") + other;
  problems.add(problem_at(
      "E200", file, {1, 1, 0}, fmt::format("there is no column \"{}\"", name),
      {fmt::format("It was named as {}; the file has {}.", wanted.what, all)},
      {near.empty() ? "Name a column as the file's first line has it." : "Did you mean \"" + near + "\"?"}));
}

/// The places of the wanted columns in the first line; problems for those that are not there, or twice.
void settle(const std::string& file, std::vector<Wanted>& wanted, const std::vector<std::string>& names,
            Problems& problems) {
  for (Wanted& w : wanted) {
    const auto at = std::find(names.begin(), names.end(), w.named.column);
    if (at == names.end()) {
      tell_absent(file, w, names, problems);
      continue;
    }
    w.place = static_cast<std::size_t>(at - names.begin());
    if (std::find(at + 1, names.end(), w.named.column) != names.end())
      problems.add(problem_at(
          "E201", file, {1, 1, 0}, fmt::format("two columns are called \"{}\"", w.named.column),
          {"It was named as " + w.what + ", and they may differ."}, {"Give each column a name of its own."}));
  }
}

/// Treatment and outcome explain nothing, and nothing is its own cause.
void tell_double_uses(const std::string& file, const std::vector<Wanted>& wanted, Problems& problems) {
  for (std::size_t i = 0; i < wanted.size(); ++i)
    for (std::size_t j = i + 1; j < wanted.size(); ++j) {
      const bool may = wanted[i].what == "a covariate" && wanted[j].what != "a covariate";
      if (wanted[i].named.column != wanted[j].named.column || may || wanted[i].named.use == Use::factor)
        continue;
      problems.add(
          problem_at("E202", file, {1, 1, 0},
                     fmt::format("\"{}\" is named as {} and as {}", wanted[i].named.column, wanted[i].what,
                                 wanted[j].what),
                     {"Who took part, what was known before and what became of people are three things."},
                     {"Name it once."}));
    }
}

std::size_t place_of(const std::vector<std::string>& names, const std::string& name) {
  const auto at = std::find(names.begin(), names.end(), name);
  return at == names.end() ? nowhere : static_cast<std::size_t>(at - names.begin());
}

}  // namespace

Layout layout_of(const std::string& file, const std::vector<std::string>& names, const PeopleColumns& columns,
                 Problems& problems) {
  Layout layout{wanted_columns(columns), names.size(),
                place_of(names, columns.id.empty() ? "id" : columns.id)};
  settle(file, layout.wanted, names, problems);
  tell_double_uses(file, layout.wanted, problems);
  if (layout.id == nowhere && !columns.id.empty())
    tell_absent(file, {"the id", {columns.id, columns.id, Use::key}}, names, problems);
  return layout;
}

}  // namespace outturn::comparison
