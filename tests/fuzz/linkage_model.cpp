// Any bytes as Splink's saved model: a model that can be run, or problems that say how to mend it. What is
// read is written and read back equal. Seeds: every *.linkage_model of the tree.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "adapters/linkage/splink_model.h"
#include "engine/linkage/compare/never.h"
#include "engine/linkage/linking/linking.h"
#include "engine/linkage/model/sql.h"

namespace {

using namespace outturn;

void hold(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "not held: %s\n", what);
  std::abort();
}

/// A few records that have the model's columns.
linkage::Records records_for(const linkage::Model& model) {
  const std::vector<std::string> columns = linkage::columns_of(model);
  linkage::RecordsBuilder builder(columns);
  std::size_t turn = 0;
  for (const char* dataset : {"a", "b"}) {
    builder.begin_dataset(dataset);
    for (const char* id : {"1", "2", "3"}) {
      std::vector<std::string_view> cells(columns.size());
      for (std::string_view& cell : cells) {
        static constexpr const char* words[] = {"ann", "", "1980-01-31", "AB1 2CD", "ann", "3.5", "annn"};
        cell = words[turn++ % 7];
      }
      builder.add(id, cells);
    }
  }
  std::vector<linkage::RepeatedId> repeated;
  return builder.finish(repeated);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  Problems problems;
  const auto model = linkage::read_splink_model("model.json", bytes, problems);
  hold(model.has_value() != problems.has_errors(), "a model or a problem");
  const SourceFile source("model.json", bytes);
  for (const Problem& problem : problems.list()) {
    hold(!problem.what.empty() && !problem.mend.empty(), "a problem says what and how to mend it");
    hold(!render(problem, &source).empty(), "a problem can be shown");
  }
  if (!model) return 0;
  for (const linkage::Comparison& comparison : model->comparisons) {
    for (const linkage::Level& level : comparison.levels) {
      linkage::SqlTrouble trouble;
      const auto again = linkage::condition_of_sql(linkage::sql_of(level.when), trouble);
      hold(again && *again == level.when, "a condition is written and read back equal");
    }
  }
  const linkage::Records records = records_for(*model);
  linkage::Linking linking(*model, records, run_in_turn, {});
  linking.link();
  for (const linkage::LinkedPair& pair : linking.pairs())
    hold(pair.probability >= 0 && pair.probability <= 1, "a probability is one");
  return 0;
}
