// The tables that the example files of this folder are read as, and small means to read them.
#pragma once

#include <string>
#include <string_view>

#include "adapters/tables/csv.h"

namespace outturn {

inline FactColumn column(const std::string& name, FactType type, const std::string& words, int places = 0) {
  FactColumn out;
  out.name = name;
  out.type = type;
  out.type_words = words;
  out.places = places;
  return out;
}

/// One row for each claim: keys, links, dates and truths.
inline TableShape claims_shape() {
  TableShape shape;
  shape.name = "claims";
  shape.each = "claim";
  shape.clauses = "[C Sch 3 para 4.1]";
  shape.columns = {column("claim", FactType::key, "key"),
                   column("participant", FactType::link, "participant"),
                   column("code", FactType::link, "code"), column("achieved_date", FactType::date, "date"),
                   column("verified", FactType::truth, "truth")};
  shape.columns[1].refers_to = "participants";
  shape.columns[2].refers_to = "outcomes";
  return shape;
}

/// One row for each cohort: every kind of number, bounds, an unknown value, free words.
inline TableShape cohorts_shape() {
  TableShape shape;
  shape.name = "cohorts";
  shape.each = "cohort";
  shape.clauses = "[A Sch 3 para 2]";
  shape.columns = {column("cohort", FactType::key, "key"),
                   column("released", FactType::count, "count"),
                   column("reduction", FactType::percent, "percent", 4),
                   column("change", FactType::points, "points", 4),
                   column("price", FactType::money, "money, more than £0, at most £10,000", 2),
                   column("rate", FactType::number, "number to 3 decimal places", 3),
                   column("note", FactType::text, "text")};
  shape.columns[2].may_be_unknown = true;
  shape.columns[2].most = Exact(1);
  shape.columns[4].least = Exact(0);
  shape.columns[4].least_excluded = true;
  shape.columns[4].most = Exact(10000);
  shape.columns[6].may_be_unknown = true;
  return shape;
}

/// Exactly one row.
inline TableShape totals_shape() {
  TableShape shape;
  shape.name = "totals";
  shape.clauses = "[A Sch 4]";
  shape.columns = {column("spent", FactType::money, "money", 2), column("note", FactType::text, "text")};
  shape.columns[1].may_be_unknown = true;
  return shape;
}

/// The shape that a file "claims-....csv" is read as.
inline TableShape shape_for(std::string_view file) {
  if (file.substr(0, 6) == "claims") return claims_shape();
  return file.substr(0, 7) == "cohorts" ? cohorts_shape() : totals_shape();
}

struct Intake {
  Table table;
  Problems problems;
};

inline Intake read_table(const TableShape& shape, std::string_view bytes, std::size_t most_problems = 50) {
  Intake intake;
  intake.table = read_csv(shape, shape.name + ".csv", bytes, "", intake.problems, most_problems);
  return intake;
}

/// Codes and first lines, "E61 error at 2:4: ..." each on a line: enough to see what was told.
inline std::string outline(const Problems& problems) {
  std::string out;
  for (const Problem& p : problems.list()) {
    out += p.code + (p.severity == Severity::error ? " error" : " note") + " at " +
           std::to_string(p.span.line) + ":" + std::to_string(p.span.column) + ": " + p.what + "\n";
  }
  return out;
}

}  // namespace outturn
