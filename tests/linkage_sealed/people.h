// Invented people for the tests, a secret, schemas, and files of the shared data.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "adapters/sealed/hashes.h"
#include "adapters/sealed/member.h"
#include "engine/linkage/sealed/encoder.h"

namespace outturn::sealed {

inline const std::string secret_of_tests(32, 's');

inline Schema schema_of(const std::string& text) {
  Problems problems;
  const SourceFile source("test.schema", text);
  Schema schema = parse_schema(source, problems);
  for (const Problem& problem : problems.list()) ADD_FAILURE() << render(problem, &source);
  return schema;
}

inline const std::string plain_fields =
    "record id\n"
    "field forename as words, grams 2, bits 200\n"
    "field surname as words, grams 2, bits 220\n"
    "field born as date, grams 1 placed, bits 180\n"
    "field postcode as code, grams 2, bits 110\n";

/// Rows of id, forename, surname, born, postcode.
inline std::string people_csv(std::size_t count, std::uint32_t seed) {
  static const std::vector<std::string> begin{"ka",   "lo", "mi",  "ner", "os", "pra",
                                              "quin", "ru", "sol", "ti",  "ul", "ve"};
  static const std::vector<std::string> end{"ban", "ca",   "din",  "fe", "gos",  "ham",
                                            "ki",  "lard", "more", "ny", "rick", "ton"};
  std::mt19937 draw(seed);  // mt19937 gives the same on every machine; distributions don't
  std::string text = "id,forename,surname,born,postcode\n";
  // One draw a statement: within an expression each compiler has an order of its own.
  const auto syllable = [&](const std::vector<std::string>& of) { text += of[draw() % of.size()]; };
  const auto number = [&](unsigned from, unsigned many) {
    return from + static_cast<unsigned>(draw() % many);
  };
  const auto name = [&] {
    syllable(begin);
    syllable(begin);
    syllable(end);
  };
  const auto two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  for (std::size_t i = 0; i < count; ++i) {
    text += std::to_string(i + 1) + ",";
    name();
    text += ",";
    name();
    text += "," + std::to_string(number(1930, 80));
    text += "-" + two(number(1, 12));
    text += "-" + two(number(1, 28));
    text += ",ZZ" + std::to_string(number(10, 90));
    text += " " + std::to_string(number(1, 9)) + "XY\n";
  }
  return text;
}

/// A member's file, read and encoded; the text lives with it.
struct TestMember {
  std::string text;
  RecordColumns records;
  Encoded encoded;
  Problems problems;
};

inline void encode_text(const Schema& schema, const std::string& name, std::string text, TestMember& member,
                        const std::string& secret = secret_of_tests, const TaskRunner& run = run_in_turn) {
  member.text = std::move(text);
  auto records = read_columns(name + ".csv", member.text, schema.columns(), member.problems);
  if (!records) return;
  member.records = std::move(*records);
  member.encoded = encode_member(schema, secret, name, name + ".csv", member.records, member.problems, run);
}

inline std::string shared_path(const std::string& name) {
  const char* shared = std::getenv("OUTTURN_SHARED");
  const std::string folder = shared != nullptr ? shared : std::string(OUTTURN_SOURCE_DIR) + "/../shared";
  return folder + "/data/linkage/" + name;
}

inline std::optional<std::string> read_shared(const std::string& name) {
  std::ifstream file(shared_path(name), std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace outturn::sealed
