#include "adapters/opendata/told.h"

#include <algorithm>

#include <fmt/format.h>

#include "adapters/tables/complaints.h"

namespace outturn::opendata {

bool Told::any_errors() const {
  return std::any_of(groups_.begin(), groups_.end(),
                     [](const auto& group) { return group.second.severity == Severity::error; });
}

void Told::tell(Problems& problems) const {
  for (const auto& [key, group] : groups_) {
    Problem problem = problem_at(key.first, file_, {group.line, group.line == 0 ? 0U : 1U, 0},
                                 group.saying.what, group.saying.why, group.saying.mend);
    problem.severity = group.severity;
    if (group.count > 1) {
      std::string more = fmt::format("The same {} more times: lines", tables::grouped(group.count - 1));
      if (group.count == 2) more = "The same once more: line";
      for (std::size_t i = 0; i < group.more.size(); ++i)
        more += fmt::format("{} {}", i == 0 ? "" : ",", group.more[i]);
      if (group.count - 1 > group.more.size()) more += " and others";
      problem.why.push_back(more + ".");
    }
    problems.add(std::move(problem));
  }
}

}  // namespace outturn::opendata
