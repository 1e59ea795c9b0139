#include <cstdio>

#include <nlohmann/json.hpp>

#include "adapters/command/claim/claim.h"
#include "adapters/command/commands.h"
#include "contracts/check/check.h"

namespace outturn::command {
Exit check_contracts(const CheckOptions& options) {
  bool good = true;
  std::string json;
  for (const fs::path& path : options.files) {
    Problems problems;
    const auto loaded = check_contract(path, problems);
    good = good && !problems.has_errors();
    if (options.json) {
      nlohmann::ordered_json one{{"file", path.string()}, {"good", !problems.has_errors()}};
      one["problems"] = nlohmann::ordered_json::parse(problems_json(problems));
      json += (json.empty() ? "[\n" : ",\n") + one.dump(1);
      continue;
    }
    print_problems(problems, loaded ? &loaded->source : nullptr);
    if (!problems.has_errors() && loaded) {
      const auto& c = loaded->contract;
      std::printf("%s: good. \"%s\": %s, %s, %s, %s.\n", path.string().c_str(), c.head.title.c_str(),
                  counted(c.payments.size(), "payment").c_str(), counted(c.values.size(), "value").c_str(),
                  counted(c.inputs.size(), "input").c_str(),
                  counted(language::cited_clauses(c), "clause").c_str());
    }
  }
  if (options.json) std::printf("%s\n]\n", json.c_str());
  return good ? Exit::good : Exit::problems;
}

}  // namespace outturn::command
