#include "adapters/command/review_folder.h"

#include "adapters/linkage/review/review_files.h"

namespace outturn::command {

Problem told(std::string code, const fs::path& path, std::string what, std::vector<std::string> mend) {
  return problem_at(std::move(code), path.string(), {}, std::move(what), {}, std::move(mend));
}

void each_pair(const fs::path& folder, const std::function<void(linkage::ReviewPair)>& take,
               Problems& problems) {
  const fs::path pairs = folder / "pairs.csv";
  const fs::path people = folder / "people.csv";
  const auto pairs_bytes = read_file(pairs);
  if (!pairs_bytes) {
    problems.add(told("LK80", pairs, "this can't be read",
                      {"Give the folder that \"outturn link\" wrote (after --out)."}));
    return;
  }
  linkage::PersonOf person;
  if (const auto bytes = read_file(people)) person = linkage::read_people(people.string(), *bytes, problems);
  if (!problems.has_errors()) linkage::read_pairs(pairs.string(), *pairs_bytes, person, take, problems);
}

}  // namespace outturn::command
