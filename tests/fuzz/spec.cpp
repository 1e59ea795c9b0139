// Any bytes as a comparison's specification, or as the proof of one that was made: what begins with { as
// NAME.json, what begins with "person," as NAME_people.csv. A specification or record that can be used, or
// problems that say how to mend it; a record that is read is written and read back equal. Seeds: every *.spec
// of the tree.
#include "engine/comparison/spec/spec.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "adapters/comparison/evidence/evidence_files.h"

namespace {

using namespace outturn;

void hold(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "not held: %s\n", what);
  std::abort();
}

void shown(const Problems& problems, const SourceFile& source) {
  for (const Problem& problem : problems.list()) {
    hold(!problem.what.empty() && !problem.mend.empty(), "a problem says what and how to mend it");
    hold(!render(problem, &source).empty(), "a problem can be shown");
  }
}

void as_record(const std::string& bytes, Problems& problems) {
  const auto read = comparison::read_record("a.json", bytes, problems);
  hold(read.has_value() != problems.has_errors(), "a record or a problem");
  if (!read) return;
  (void)calc::comparison_fault(read->record);
  const std::string json = comparison::record_json(read->record, read->figures_sha256);
  const auto again = comparison::read_record("a.json", json, problems);
  hold(again && comparison::record_json(again->record, again->figures_sha256) == json,
       "a record is written and read back equal");
}

void as_people(const std::string& bytes, Problems& problems) {
  calc::ComparisonRecord record;
  const bool good = comparison::read_people("a_people.csv", bytes, record, problems);
  hold(good != problems.has_errors(), "people or a problem");
  if (!good || !calc::comparison_fault(record).starts_with("people ")) return;
  const std::string csv = comparison::people_csv(*record.people);
  calc::ComparisonRecord again;
  hold(comparison::read_people("a_people.csv", csv, again, problems) &&
           comparison::people_csv(*again.people) == csv,
       "people are written and read back equal");
}

void as_spec(const SourceFile& source, Problems& problems) {
  const auto spec = comparison::read_comparison_spec(source, problems);
  hold(spec.has_value() != problems.has_errors(), "a specification or a problem");
  if (spec) hold(!comparison::method_words(*spec).empty(), "its method has words");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const SourceFile source("a.spec", bytes);
  Problems problems;
  if (bytes.starts_with("{")) {
    as_record(bytes, problems);
  } else if (bytes.starts_with("person,")) {
    as_people(bytes, problems);
  } else {
    as_spec(source, problems);
  }
  shown(problems, source);
  return 0;
}
