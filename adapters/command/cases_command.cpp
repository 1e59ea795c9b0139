#include <algorithm>
#include <cstdio>

#include "adapters/command/case_report.h"
#include "adapters/command/commands.h"

namespace outturn::command {
namespace {

/// Files of `folder` that end in `ending`, in the order of their names.
std::vector<fs::path> files_in(const fs::path& folder, const std::string& ending) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    if (entry.path().extension() == ending && entry.is_regular_file(failed)) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// The contracts of a folder; of the folders in it when it holds none itself.
std::vector<fs::path> contracts_in(const fs::path& folder) {
  auto contracts = files_in(folder, ".contract");
  if (!contracts.empty()) return contracts;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    if (!entry.is_directory(failed)) continue;
    for (const fs::path& file : files_in(entry.path(), ".contract")) contracts.push_back(file);
  }
  std::sort(contracts.begin(), contracts.end());
  return contracts;
}

/// Runs the cases of one folder after another; what is wrong with a file is printed beside it.
class CaseCommand {
 public:
  void contract(const fs::path& path) {
    Problems problems;
    auto loaded = load_contract(path, problems);
    std::vector<Table> tables;
    if (loaded && !problems.has_errors()) tables = evidence(*loaded, path.parent_path(), problems);
    problems.sort();
    tell(problems, loaded ? &loaded->source : nullptr);
    if (!loaded || problems.has_errors()) return;
    auto shapes = compile::table_shapes(loaded->contract);
    const ContractOfCases of{std::move(*loaded), name_of(path), std::move(shapes), std::move(tables)};
    const auto files = files_in(path.parent_path() / "cases", ".cases");
    if (files.empty())
      std::fprintf(stderr, "%s: no cases (they stand in cases/NAME.cases beside the contract).\n",
                   path.string().c_str());
    for (const fs::path& file : files) case_file(of, file);
  }

  [[nodiscard]] const std::vector<CaseResult>& results() const { return results_; }
  [[nodiscard]] bool good() const {
    return good_ && std::none_of(results_.begin(), results_.end(),
                                 [](const CaseResult& r) { return r.status == CaseStatus::fail; });
  }
  void tell(const Problems& problems, const SourceFile* source) {
    print_problems(problems, source);
    good_ = good_ && !problems.has_errors();
  }

 private:
  static std::string name_of(const fs::path& contract) {
    std::error_code failed;
    return fs::absolute(contract, failed).parent_path().filename().string();
  }

  /// Of the folder evidence/, where there is one: cases may bring all of theirs.
  static std::vector<Table> evidence(const LoadedContract& loaded, const fs::path& folder,
                                     Problems& problems) {
    std::error_code failed;
    if (!fs::is_directory(folder / "evidence", failed)) return {};
    return load_evidence(loaded, {folder / "evidence"}, problems).tables;
  }

  void case_file(const ContractOfCases& contract, const fs::path& path) {
    Problems problems;
    const auto source = load_text(path, problems);
    std::vector<language::Case> cases;
    if (source) {
      cases = language::parse_cases(*source, problems);
      language::check_cases(cases, contract.loaded.contract, *source, problems);
      told_twice(contract, cases, *source, problems);
    }
    if (!problems.has_errors()) {
      for (const language::Case& one : cases) results_.push_back(run_case(contract, one, *source, problems));
    }
    problems.sort();
    tell(problems, source ? &*source : nullptr);
  }

  void told_twice(const ContractOfCases& contract, const std::vector<language::Case>& cases,
                  const SourceFile& source, Problems& problems) const {
    for (const language::Case& one : cases) {
      const bool known = std::any_of(results_.begin(), results_.end(), [&](const CaseResult& r) {
        return r.contract == contract.name && r.id == one.id;
      });
      if (!known) continue;
      problems.add(problem_at("N30", source.name(), one.span,
                              "\"" + one.id + "\" is the name of a case of another file as well", {},
                              {"Give one of them another name."}));
    }
  }

  std::vector<CaseResult> results_;
  bool good_ = true;
};

}  // namespace

Exit run_cases(const CasesOptions& options) {
  CaseCommand command;
  const auto contracts = contracts_in(options.folder);
  if (contracts.empty()) {
    Problems problems;
    problems.add(problem_at("E108", options.folder.string(), {},
                            "no contract stands in this folder, nor in the folders in it", {},
                            {"Name the folder of a contract, such as contracts/library/nyc-able, or one that "
                             "holds such folders."}));
    command.tell(problems, nullptr);
  }
  Progress progress;
  for (const fs::path& contract : contracts) {
    command.contract(contract);
    progress.step("cases of " + contract.stem().string() + " run");
  }
  std::fputs((options.json ? cases_json(command.results()) : cases_text(command.results())).c_str(), stdout);
  return command.good() ? Exit::good : Exit::problems;
}

}  // namespace outturn::command
