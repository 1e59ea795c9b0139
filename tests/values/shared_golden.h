// Golden files lie outside the repository, in $OUTTURN_SHARED or <source>/../shared. Where they are
// absent the tests that need them are skipped, and say so.
#pragma once

#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace outturn::test {

inline std::string golden_path(const std::string& name) {
  const char* shared = std::getenv("OUTTURN_SHARED");
  const std::string folder = shared != nullptr ? shared : std::string(OUTTURN_SOURCE_DIR) + "/../shared";
  return folder + "/golden/" + name;
}

inline std::optional<nlohmann::json> read_golden(const std::string& name) {
  std::ifstream file(golden_path(name));
  if (!file) return std::nullopt;
  return nlohmann::json::parse(file);
}

}  // namespace outturn::test

#define OUTTURN_GOLDEN_OR_SKIP(variable, name)                                          \
  const auto variable##_read = ::outturn::test::read_golden(name);                      \
  if (!variable##_read) {                                                               \
    GTEST_SKIP() << "NOT TESTED: no golden file " << ::outturn::test::golden_path(name) \
                 << "; set OUTTURN_SHARED to the folder that holds golden/";            \
  }                                                                                     \
  const nlohmann::json& variable = *variable##_read
