// Reading published files in tests: real ones outside the repository ($OUTTURN_SHARED or <source>/../shared,
// folder data/open), made-up ones in the test itself.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "adapters/opendata/read_published.h"

namespace outturn::opendata {

inline std::string open_path(const std::string& name) {
  const char* shared = std::getenv("OUTTURN_SHARED");
  const std::string folder = shared != nullptr ? shared : std::string(OUTTURN_SOURCE_DIR) + "/../shared";
  return folder + "/data/open/" + name;
}

inline std::optional<std::string> open_file(const std::string& name) {
  std::ifstream in(open_path(name), std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

struct ReadBack {
  std::optional<comparison::Published> table;
  Problems problems;

  [[nodiscard]] bool told(const std::string& code) const {
    for (const Problem& one : problems.list())
      if (one.code == code) return true;
    return false;
  }
  [[nodiscard]] std::string text() const {
    std::string out;
    for (const Problem& one : problems.list()) out += render(one, nullptr);
    return out;
  }
};

inline ReadBack read_back(const std::string& name, const std::string& bytes,
                          const PublishedOptions& options = {}) {
  ReadBack out;
  out.table = read_published({name, bytes, "0"}, options, out.problems);
  return out;
}

inline ReadBack read_declared_text(const std::string& bytes, const std::string& declaration) {
  PublishedOptions options;
  options.declaration = declaration;
  options.declaration_file = "declaration.txt";
  return read_back("made-up.csv", bytes, options);
}

/// Rows of the measure, by its id or name.
inline std::vector<std::size_t> rows_of(const comparison::Published& table, const std::string& measure) {
  std::vector<std::size_t> out;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const comparison::Measure& one = table.measures[table.measure[row]];
    if (one.id == measure || one.name == measure) out.push_back(row);
  }
  return out;
}

inline std::size_t row_at_line(const comparison::Published& table, std::uint32_t line) {
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (table.line[row] == line) return row;
  ADD_FAILURE() << "no row of line " << line;
  return 0;
}

inline std::string figure(const std::optional<comparison::Figure>& one) { return one ? text_of(*one) : "-"; }

}  // namespace outturn::opendata

#define OPEN_FILE_OR_SKIP(variable, name)                                          \
  const auto variable##_read = ::outturn::opendata::open_file(name);               \
  if (!variable##_read) {                                                          \
    GTEST_SKIP() << "NOT TESTED: no file " << ::outturn::opendata::open_path(name) \
                 << "; set OUTTURN_SHARED to the folder that holds data/open/";    \
  }                                                                                \
  const std::string& variable = *variable##_read
