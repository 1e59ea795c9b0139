#include <cstdio>

#include "adapters/command/claim/scratch_folder.h"
#include "adapters/command/commands.h"
#include "adapters/workbooks/workbook_file.h"
#include "reports/returned/book_facts.h"
#include "reports/returned/report.h"
#include "reports/workbook/layout.h"
#include "reports/workbook/workbook.h"

namespace outturn::command {
namespace {

using returned::BookCells;
using returned::BookFacts;
using returned::Texts;

/// A returned book against a run of its contract.
class Recheck {
 public:
  explicit Recheck(const RecheckOptions& options) : options_(options) {}

  Exit done() {
    if (!read_book() || !calculate_again()) {
      problems_.sort();
      print_problems(problems_, loaded_ ? &loaded_->source : nullptr);
      return Exit::problems;
    }
    print_problems(problems_, &loaded_->source);  // warnings of the evidence
    compare();
    if (!problems_.has_errors()) {
      std::printf("%s", (options_.json ? returned::report_json(report_) + "\n"
                                       : returned::report_text(report_, options_.all_rows))
                            .c_str());
      return report_.same() ? Exit::good : Exit::problems;
    }
    print_problems(problems_, nullptr);
    return Exit::problems;
  }

 private:
  bool read_book() {
    const auto bytes = read_file(options_.book);
    const std::string name = options_.book.filename().string();
    if (!bytes) {
      problems_.add(problem_at("W14", options_.book.string(), {},
                               "there is no such workbook, or it can't be read", {},
                               {"Look at the spelling of the path and at its permissions."}));
      return false;
    }
    back_ = workbooks::read_workbook(name, *bytes, texts_, problems_);
    facts_ = returned::facts_of(back_, texts_);
    progress_.step("returned workbook read");
    return !problems_.has_errors();
  }

  bool calculate_again() {
    loaded_ = load_contract(options_.contract, problems_);
    if (!loaded_ || problems_.has_errors() || !of_this_contract()) return false;
    LoadedEvidence evidence = load_evidence(*loaded_, options_.run.evidence, problems_);
    if (problems_.has_errors()) return false;
    RunOptions asked = options_.run;
    if (!asked.as_at) asked.as_at = facts_.as_at;
    if (!asked.cut_off) asked.cut_off = facts_.cut_off;
    if (asked.documents.empty()) asked.documents = facts_.documents;
    asked.over_draws = true;  // as the run that made the book
    run_ = calculate(*loaded_, evidence, asked, problems_);
    progress_.step("calculated again");
    return run_ && !problems_.has_errors();
  }

  bool of_this_contract() {
    if (facts_.contract_sha256.empty()) {
      report_.remarks.emplace_back(
          "the book does not say which contract it was made from (its property \"Contract SHA-256\" is "
          "gone).");
      return true;
    }
    if (facts_.contract_sha256 == loaded_->sha256) return true;
    problems_.add(problem_at(
        "W15", options_.book.filename().string(), {}, "this workbook was made from another contract text",
        {"It names a contract with the digest " + facts_.contract_sha256.substr(0, 16) + "...; " +
         loaded_->source.name() + " has " + loaded_->sha256.substr(0, 16) + "..."},
        {"Give the contract text it was made from; a result folder keeps it under inputs/."}));
    return false;
  }

  void remarks() {
    if (!facts_.engine_version.empty() && facts_.engine_version != engine_version)
      report_.remarks.push_back("the book was made by Outturn " + facts_.engine_version + ", this is " +
                                engine_version + "; sheets or formulas may differ for that alone.");
    if (!facts_.run_id.empty() && facts_.run_id != run_->record.run_id)
      report_.remarks.push_back(
          "the book is of run " + facts_.run_id + ", this is run " + run_->record.run_id +
          ": evidence, dates, documents or program are not those it was made with. Where its result folder "
          "is at hand, outturn diff tells what of the evidence moved.");
  }

  BookCells written(const std::string& name) {
    const fs::path path = scratch_.path() / name;
    (void)workbook::write_workbook(*run_, path.string(), workbook::Options{}, problems_);
    if (problems_.has_errors()) return {};
    const auto bytes = read_file(path);
    if (!bytes) throw MachineFault("can't read " + path.string());
    return workbooks::read_workbook(name, *bytes, texts_, problems_);
  }

  void compare() {
    report_.book = options_.book.filename().string();
    report_.contract = loaded_->source.name();
    report_.as_at = run_->record.as_at;
    report_.cut_off = run_->record.cut_off;
    remarks();
    BookCells expected = written("expected.xlsx");
    if (problems_.has_errors()) return;
    const returned::Comparison found = returned::compare(expected, back_, texts_, workbook::heading_row);
    progress_.step("compared");
    returned::Effects effects(*run_, texts_);
    returned::tell_changes(*run_, expected, found, texts_, effects, report_);
    if (!found.shape_holds || report_.without_effect > 0) {
      report_.remarks.emplace_back(
          "what the formulas come to was not held against the book's stored results: they stand on changes "
          "that can't be worked out.");
      return;
    }
    if (!found.cells.empty()) {
      expected = {};
      effects.give_values(*run_);
      expected = written("changed.xlsx");
      if (problems_.has_errors()) return;
    } else if (found.stored_differ == 0) {
      return;
    }
    returned::tell_stored(*run_, expected, returned::stored_results(expected, back_, found), texts_, report_);
  }

  const RecheckOptions& options_;
  Problems problems_;
  Progress progress_;
  ScratchFolder scratch_;
  Texts texts_;
  BookCells back_;
  BookFacts facts_;
  std::optional<LoadedContract> loaded_;
  std::optional<calc::Run> run_;
  returned::Report report_;
};

}  // namespace

Exit recheck_workbook(const RecheckOptions& options) { return Recheck(options).done(); }

}  // namespace outturn::command
