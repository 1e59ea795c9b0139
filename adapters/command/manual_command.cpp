#include <cstdio>

#include "adapters/command/commands.h"
#include "contracts/manual/manual.h"
#include "engine/base/problem.h"

namespace outturn::command {

Exit show_manual(const std::string& word) {
  if (word.empty()) {
    std::fputs(manual::whole().c_str(), stdout);
    return Exit::good;
  }
  if (const auto found = manual::about(word)) {
    std::fputs(found->c_str(), stdout);
    return Exit::good;
  }
  const std::string near = nearest_name(word, manual::words());
  std::fprintf(stderr, "The manual has nothing under \"%s\".\n%s\n", word.c_str(),
               near.empty() ? "Statements, their lines and functions have entries: outturn manual payment."
                            : ("Did you mean: outturn manual " + near + " ?").c_str());
  return Exit::usage;
}

}  // namespace outturn::command
