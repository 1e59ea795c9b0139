// Records and models for the tests of linkage: small ones written in a test, and the published sets with the
// models that Splink saved for them, which lie outside the repository.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/tasks.h"
#include "engine/linkage/block/blocks.h"
#include "engine/linkage/compare/weights.h"
#include "engine/linkage/model/model.h"
#include "engine/linkage/records/records.h"
#include "tests/support/dice.h"

namespace outturn::linkage::test {

/// Rows of cells: the first names the columns, "id" the records' own.
using Rows = std::vector<std::vector<std::string>>;

/// One dataset for each entry.
[[nodiscard]] Records records_of(const std::map<std::string, Rows>& datasets);
[[nodiscard]] Records records_of(const Rows& rows);

/// CSV with quotes; cells without blanks at their ends.
[[nodiscard]] Rows rows_of_csv(const std::string& text);

/// A condition or rule that must be understood.
[[nodiscard]] Condition condition(const std::string& sql);
[[nodiscard]] BlockingRule rule(const std::string& sql);
/// A comparison of levels; the first is for missing values when it says IS NULL.
[[nodiscard]] Comparison comparison(const std::string& name, const std::vector<std::string>& levels);

/// What a file outside the repository holds (gz or plain), under $OUTTURN_SHARED or ../shared.
[[nodiscard]] std::optional<std::string> shared_text(const std::string& path);

/// A published set and its saved model; nullopt where they are absent.
struct PublishedSet {
  Model model;
  Records records;
};
[[nodiscard]] std::optional<PublishedSet> published(const std::string& name);

/// A model made ready for records: what core tests need together.
struct Ready {
  Ready(const Model& of, const Records& all) : model(of), records(all), readings(model) {
    readings.read(records);
    comparer = std::make_unique<Comparer>(model, readings);
  }
  const Model& model;
  const Records& records;
  Readings readings;
  std::unique_ptr<Comparer> comparer;
};

using ::outturn::test::Dice;

/// Runs tasks in an odd order that respects `after`: the last that may run first.
void run_backwards(const std::vector<Task>& tasks);
/// As many threads as said.
[[nodiscard]] TaskRunner run_on(unsigned threads);

}  // namespace outturn::linkage::test

#define OUTTURN_SET_OR_SKIP(variable, name)                                                            \
  const auto variable##_read = ::outturn::linkage::test::published(name);                              \
  if (!variable##_read) {                                                                              \
    GTEST_SKIP() << "NOT TESTED: the set or the model of " << (name)                                   \
                 << " is absent; set OUTTURN_SHARED to the folder that holds data/ and golden/ (and, " \
                    "for synth_1m, OUTTURN_SYNTH_1M to the file that golden/linkage/make_synth.py "    \
                    "makes)";                                                                          \
  }                                                                                                    \
  const ::outturn::linkage::test::PublishedSet& variable = *variable##_read
