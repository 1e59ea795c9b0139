// A made-up population: people with a few records each, slips among them, from a seed.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "engine/base/tasks.h"
#include "engine/linkage/population/population.h"

namespace outturn::linkage::made_up {

struct Row {
  std::string dataset, id, first_name, surname, dob, postcode;
};

inline std::vector<Row> rows(std::uint32_t seed, int people) {
  static const std::vector<std::string> firsts = {"ann", "bob", "carol", "dan", "eve",
                                                  "fay", "gus", "hal",   "ivy", "joe"};
  static const std::vector<std::string> lasts = {"archer", "baker",  "carter", "dyer",  "eaton",
                                                 "fisher", "glover", "hunter", "irwin", "judd"};
  std::mt19937 draw(seed);
  const auto below = [&](std::uint32_t n) { return draw() % n; };
  std::vector<Row> out;
  for (int p = 0; p < people; ++p) {
    const std::string dob = "19" + std::to_string(50 + below(40)) + "-0" + std::to_string(1 + below(9)) +
                            "-1" + std::to_string(below(10));
    const std::string postcode =
        "LS" + std::to_string(1 + below(30)) + " " + std::to_string(below(10)) + "AB";
    const Row one{"", "", firsts[below(10)], lasts[below(10)], dob, postcode};
    const std::uint32_t more = below(5);
    for (std::uint32_t k = 0; k <= more; ++k) {
      Row row = one;
      row.dataset = below(2) == 0 ? "north" : "south";
      row.id = std::to_string(out.size() + 1);
      if (below(5) == 0) row.surname.back() = 'x';
      if (below(6) == 0) row.postcode = "LS" + std::to_string(1 + below(30)) + " 1ZZ";
      if (below(12) == 0) row.first_name.clear();
      out.push_back(row);
    }
  }
  return out;
}

inline Records records_of(const std::vector<Row>& rows) {
  RecordsBuilder builder({"first_name", "surname", "dob", "postcode"});
  for (const char* const dataset : {"north", "south"}) {
    builder.begin_dataset(dataset);
    for (const Row& row : rows) {
      if (row.dataset == dataset) builder.add(row.id, {row.first_name, row.surname, row.dob, row.postcode});
    }
  }
  std::vector<RepeatedId> repeated;
  return builder.finish(repeated);
}

inline Level level(Condition::Kind kind, const std::string& column, double bound, double m, double u) {
  Level out;
  out.when.kind = kind;
  if (kind != Condition::Kind::always) out.when.left = out.when.right = column_reading(column);
  out.when.bound = bound;
  out.m = m;
  out.u = u;
  out.written = kind == Condition::Kind::always ? "ELSE" : "\"" + column + "_l\" = \"" + column + "_r\"";
  if (kind == Condition::Kind::jaro_winkler)
    out.written = "jaro_winkler_similarity(\"" + column + "_l\", \"" + column + "_r\") >= 0.9";
  return out;
}

inline Comparison comparison(const std::string& column, double u) {
  Level missing;
  missing.is_missing = true;
  missing.written = "\"" + column + "_l\" IS NULL OR \"" + column + "_r\" IS NULL";
  missing.when.kind = Condition::Kind::any;
  Condition left;
  left.kind = Condition::Kind::left_missing;
  left.left = column_reading(column);
  Condition right;
  right.kind = Condition::Kind::right_missing;
  right.right = column_reading(column);
  missing.when.of = {left, right};
  Level same = level(Condition::Kind::same, column, 0, 0.8, u);
  same.frequency_of = column;
  return {column,
          "",
          {missing, same, level(Condition::Kind::jaro_winkler, column, 0.9, 0.1, u / 2),
           level(Condition::Kind::always, column, 0, 0.1, 1 - 1.5 * u)}};
}

inline BlockingRule rule(const std::vector<std::string>& columns) {
  BlockingRule out;
  for (const std::string& column : columns) {
    out.keys.push_back({column_reading(column), column_reading(column)});
    out.written +=
        std::string(out.written.empty() ? "" : " AND ") + "l.\"" + column + "\" = r.\"" + column + "\"";
  }
  return out;
}

inline Model model() {
  Model out;
  out.type = LinkType::link_and_dedupe;
  out.prior = 0.005;
  out.comparisons = {comparison("first_name", 0.1), comparison("surname", 0.1), comparison("dob", 0.002),
                     comparison("postcode", 0.004)};
  out.rules = {rule({"first_name", "surname"}), rule({"dob"}), rule({"postcode"})};
  return out;
}

struct Full {
  Learned learned;
  People people;
};

inline Full linked_in_full(const Records& records) {
  Linking linking(model(), records, run_in_turn, {});
  linking.link();
  return {linking.learned(), linking.people()};
}

/// The partition alone: of each record, the first record of its person.
template <class Number>
std::vector<std::size_t> partition(const std::vector<Number>& person) {
  std::vector<std::size_t> out;
  for (const Number number : person) {
    out.push_back(static_cast<std::size_t>(std::find(person.begin(), person.end(), number) - person.begin()));
  }
  return out;
}

}  // namespace outturn::linkage::made_up
