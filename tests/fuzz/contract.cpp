// Any bytes as a contract: problems with places, or a contract that compiles and calculates on tables
// without rows. Seeds: every *.contract of the tree.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "adapters/command/claim/intake.h"
#include "contracts/check/check.h"
#include "contracts/compile/compile.h"

namespace {

void hold(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "not held: %s\n", what);
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace outturn;
  const SourceFile source("fuzzed.contract", std::string(reinterpret_cast<const char*>(data), size));
  Problems problems;
  const language::Contract contract = language::read_contract(source, problems);
  std::size_t shown = 0;
  for (const Problem& problem : problems.list()) {
    hold(!problem.what.empty() && !problem.mend.empty(), "a problem says what and how to mend it");
    hold(problem.span.known(), "a problem has a place");
    if (++shown <= 20) hold(!render(problem, &source).empty(), "a problem can be shown");
  }
  if (problems.has_errors()) return 0;
  compile::Request request;
  request.tables = command::empty_tables(contract);
  request.as_at = request.cut_off = *contract.head.ends;
  (void)compile::run(contract, source, std::move(request), problems);
  return 0;
}
