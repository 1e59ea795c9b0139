#include "adapters/command/claim/comparison_evidence.h"

#include <algorithm>

#include "adapters/comparison/evidence/evidence_files.h"

namespace outturn::command {
namespace {

using calc::ComparisonRecord;
using language::ComparisonTerms;

/// "9.5%" of 0.095.
std::string percent_words(const Exact& value) { return (value * Exact(100)).significant(4) + "%"; }

/// One comparison of the contract, held against the record beside its figures.
class ComparisonFolder {
 public:
  ComparisonFolder(const language::Input& input, const std::string& contract_file, Problems& problems)
      : input_(input), terms_(*input.comparison), contract_file_(contract_file), problems_(problems) {}

  std::optional<ComparisonRecord> read(const fs::path& folder, std::vector<calc::FileRecord>& files,
                                       std::map<std::string, std::string>& bytes) {
    const std::string json_name = input_.name + ".json";
    auto json = file_in(folder, json_name);
    if (!json) {
      problems_.add(
          problem_at("E130", json_name, {}, "the figures of \"" + input_.name + "\" come without their proof",
                     {"The contract makes them a comparison at line " + std::to_string(input_.span.line) +
                      ", so it must be said how they came about."},
                     {"Name the folder that outturn compare or outturn baseline build wrote: it holds " +
                      input_.name + ".csv and " + json_name + " together."}));
      return std::nullopt;
    }
    auto made = comparison::read_record(json_name, *json, problems_);
    if (!made || !belongs(*made, bytes)) return std::nullopt;
    made->record.digest = sha256(*json);
    files.push_back({json_name, "proof of " + input_.name, made->record.digest, json->size(), 0, 0});
    if (made->has_people && !people(folder, *made, files, bytes)) return std::nullopt;
    bytes.emplace(json_name, std::move(*json));
    if (const std::string fault = calc::comparison_fault(made->record); !fault.empty()) {
      problems_.add(problem_at("E131", json_name, {}, "this record does not hold together",
                               {"It has " + fault + "."}, {again}));
      return std::nullopt;
    }
    as_agreed(made->record);
    return std::move(made->record);
  }

 private:
  static constexpr const char* again = "Write the folder again, and change nothing in it.";

  static std::optional<std::string> file_in(const fs::path& folder, const std::string& name) {
    std::error_code failed;
    if (!fs::exists(folder / name, failed) || !lies_inside(folder / name, folder)) return std::nullopt;
    return read_file(folder / name);
  }

  /// The record is of this comparison, and of the figures beside it.
  bool belongs(const comparison::ReadRecord& made, const std::map<std::string, std::string>& bytes) {
    const std::string json_name = input_.name + ".json";
    if (made.record.name != input_.name) {
      problems_.add(problem_at(
          "E131", json_name, {},
          "this is the record of \"" + made.record.name + "\", not of \"" + input_.name + "\"", {}, {again}));
      return false;
    }
    const auto figures = bytes.find(input_.name + ".csv");
    if (figures == bytes.end() || sha256(figures->second) == made.figures_sha256) return true;
    problems_.add(problem_at("E131", input_.name + ".csv", {},
                             "these figures are not those that the analysis wrote",
                             {"Their digest is not the one in " + json_name +
                              ": somebody or something has changed the file since."},
                             {again}));
    return false;
  }

  bool people(const fs::path& folder, comparison::ReadRecord& made, std::vector<calc::FileRecord>& files,
              std::map<std::string, std::string>& bytes) {
    const std::string name = input_.name + "_people.csv";
    auto csv = file_in(folder, name);
    if (!csv) {
      problems_.add(problem_at("E131", name, {}, "the people of \"" + input_.name + "\" are missing",
                               {input_.name + ".json was written together with them."}, {again}));
      return false;
    }
    const std::string digest = sha256(*csv);
    if (!made.people_sha256.empty() && digest != made.people_sha256) {
      problems_.add(problem_at("E131", name, {}, "these people are not those that the analysis wrote",
                               {"Their digest is not the one in " + input_.name +
                                ".json: somebody or something has "
                                "changed the file since."},
                               {again}));
      return false;
    }
    if (!comparison::read_people(name, *csv, made.record, problems_)) return false;
    const std::size_t rows = made.record.people->ids.size();
    files.push_back({name, "people of " + input_.name, digest, csv->size(), rows, rows});
    bytes.emplace(name, std::move(*csv));
    return true;
  }

  void other(Span span, const std::string& what, const std::string& agreed, const std::string& made) {
    problems_.add(problem_at("E132", contract_file_, span, what,
                             {"Agreed: " + agreed + ".", "Analysed: " + made + "."},
                             {"Analyse again as agreed, or agree a variation of the contract."}));
  }

  /// What the contract asks of the analysis.
  void as_agreed(const ComparisonRecord& record) {
    if (!terms_.design.empty() && record.design != terms_.design)
      other(terms_.design_span, "the analysis is of another design than the contract's", terms_.design,
            record.design);
    if (!terms_.method.empty() && record.method != terms_.method)
      other(terms_.method_span, "the analysis was made by another method than the contract's", terms_.method,
            record.method);
    if (record.analysed < terms_.least_people) too_few(record);
    const calc::BalanceLine* const worst = calc::worst_balance(record);
    if (terms_.balance && worst != nullptr && *terms_.balance < calc::apart(*worst)) unbalanced(*worst);
    if (terms_.balance && worst == nullptr)
      other(terms_.balance_span, "the analysis shows no balance", "within " + percent_words(*terms_.balance),
            "no balance table");
    if (!record.refusal.empty()) {
      problems_.add(problem_at("E135", input_.name + ".json", {},
                               "the analysis gives no verdict, so nothing can be paid by it",
                               {record.refusal}, {"See " + input_.name + ".json for all that was found."}));
    }
  }

  void too_few(const ComparisonRecord& record) {
    problems_.add(problem_at(
        "E133", contract_file_, terms_.people_span, "fewer people were analysed than the contract asks for",
        {"Agreed: at least " + std::to_string(terms_.least_people) + " people.",
         "Analysed: " + std::to_string(record.analysed) + " of " + std::to_string(record.submitted) +
             " put forward."},
        {"Wait until more people have taken part, and analyse again: no verdict is given until then."}));
  }

  void unbalanced(const calc::BalanceLine& worst) {
    problems_.add(problem_at(
        "E134", contract_file_, terms_.balance_span, "the two groups differ more than the contract allows",
        {"In \"" + worst.name + "\" they are " + percent_words(calc::apart(worst)) +
         " of a standard deviation apart; " + percent_words(*terms_.balance) + " is allowed."},
        {"Match more closely (a narrower caliper, more people to choose from), and analyse again."}));
  }

  const language::Input& input_;
  const ComparisonTerms& terms_;
  const std::string& contract_file_;
  Problems& problems_;
};

}  // namespace

std::vector<ComparisonRecord> load_comparisons(const language::Contract& contract,
                                               const std::string& contract_file,
                                               const std::vector<fs::path>& folders,
                                               std::vector<calc::FileRecord>& files,
                                               std::map<std::string, std::string>& bytes,
                                               Problems& problems) {
  std::vector<ComparisonRecord> out;
  for (const language::Input& input : contract.inputs) {
    if (!input.comparison) continue;
    const auto folder = std::find_if(folders.begin(), folders.end(), [&](const fs::path& one) {
      std::error_code failed;
      return fs::exists(one / (input.name + ".csv"), failed);
    });
    if (folder == folders.end()) continue;  // told: there is no evidence for it
    auto record = ComparisonFolder(input, contract_file, problems).read(*folder, files, bytes);
    if (record) out.push_back(std::move(*record));
  }
  return out;
}

}  // namespace outturn::command
