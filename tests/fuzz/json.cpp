// Any bytes as the result.json of a last claim: a claim with amounts, or one problem that says how to mend
// it. Seeds: every *.json of the tree.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "reports/pack/read_result.h"

namespace {

void hold(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "not held: %s\n", what);
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace outturn;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  Problems problems;
  const auto claim = pack::read_result("result.json", bytes, problems);
  hold(claim.has_value() != problems.has_errors(), "a claim or a problem");
  const SourceFile source("result.json", bytes);
  for (const Problem& problem : problems.list()) {
    hold(!problem.what.empty() && !problem.mend.empty(), "a problem says what and how to mend it");
    hold(!render(problem, &source).empty(), "a problem can be shown");
  }
  return 0;
}
