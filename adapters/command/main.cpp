// outturn: the command line.
#include <clocale>
#include <cstdio>

#include <CLI/CLI.hpp>

#include "adapters/command/baseline_command.h"
#include "adapters/command/commands.h"
#include "adapters/command/compare_command.h"
#include "adapters/command/completion.h"
#include "adapters/command/examples.h"
#include "adapters/command/link_command.h"
#include "adapters/command/man_page.h"
#include "adapters/command/new_command.h"
#include "adapters/command/opendata_command.h"
#include "adapters/command/population_command.h"
#include "adapters/command/review_command.h"
#include "adapters/command/sealed_commands.h"

namespace outturn::command {
namespace {

constexpr const char* about =
    "Outturn models outcomes contracts from a text that both sides can read, and shows what is due.\n\n"
    "A first run:\n"
    "  outturn check contracts/library/nyc-able/nyc-able.contract\n"
    "  outturn run contracts/library/nyc-able/nyc-able.contract \\\n"
    "          --evidence contracts/library/nyc-able/evidence --out result\n"
    "  outturn explain result total_payment\n\n"
    "Ends with 0 when all is good, 1 when the contract or evidence has problems, a case fails or a\n"
    "rechecked workbook differs, 2 when it was called wrongly, 3 when the fault is ours or the machine's.";

std::optional<Date> date_of(const std::string& text) { return parse_date(text); }

const CLI::Validator iso_date(
    [](std::string& text) {
      return date_of(text) ? std::string() : "\"" + text + "\" is no date; write it like 2015-10-31";
    },
    "DATE");

struct Words {
  std::string contract, as_at, cut_off, out, folder, name, key, previous, shell, status = "draft";
  std::vector<std::string> files, evidence, documents;
  std::string before, after, book;
  bool json = false, replace = false, rows = false, accept_undecided = false, man = false;
  LayoutOptions layout;
  NewOptions starter;
  LinkOptions link;
  PopulationOptions population;
  ReviewWords review;
  EncodeOptions encode;
  PsiOptions psi;
  CompareOptions compare;
  BaselineOptions baseline;
  DataOptions data;
};

void set_up_check(CLI::App& app, Words& w) {
  CLI::App* check = app.add_subcommand(
      "check", "Is a contract sound? Shows every problem with its place, reason and mend.");
  check->add_option("FILE", w.files, "contract files")->required();
  check->add_flag("--json", w.json, "problems as JSON on standard output");
}

void set_up_fmt(CLI::App& app, LayoutOptions& o) {
  CLI::App* fmt = app.add_subcommand(
      "fmt", "Brings contracts into their one layout; words, clauses and comments stay as they are.");
  fmt->add_option("FILE", o.files, "contract files; - is standard input")->required();
  auto* check = fmt->add_flag("--check", o.only_check, "only name the files not in layout, and end with 1");
  fmt->add_flag("--stdout", o.standard_output, "write to standard output and leave the files alone")
      ->excludes(check);
}

void set_up_run(CLI::App& app, Words& w) {
  CLI::App* run = app.add_subcommand(
      "run", "Calculates a contract on its evidence; writes result.html, workbook.xlsx and result.json.");
  run->add_option("FILE", w.contract, "the contract")->required();
  run->add_option("--evidence", w.evidence,
                  "folders; each \"input NAME\" of the contract is NAME.csv in one of them")
      ->required();
  run->add_option("--out", w.out, "folder for the result; must not hold one already")->required();
  run->add_option("--as-at", w.as_at,
                  "evaluation date (default: the latest date in the evidence; to be given where the contract "
                  "counts up to as_at)")
      ->check(iso_date);
  run->add_option("--cut-off", w.cut_off,
                  "later rows of inputs \"dated by\" a date are set aside (same default)")
      ->check(iso_date);
  run->add_option("--documents", w.documents,
                  "documents known, like A,V1; what cites only others is left out")
      ->delimiter(',');
  run->add_option("--previous", w.previous,
                  "result folder of the last claim: what each row was paid before, and what is due now");
  run->add_option("--status", w.status, "of the claim: draft (as given if left out), provisional or final")
      ->check(CLI::IsMember({"draft", "provisional", "final"}));
  run->add_flag("--accept-undecided", w.accept_undecided,
                "lets a final claim hold rows that wait for evidence; it is recorded");
  run->add_flag("--replace", w.replace, "put this result in place of the one in --out");
  run->add_flag("--json", w.json, "the summary as JSON on standard output");
}

void set_up_savings(CLI::App& app, Words& w) {
  CLI::App* savings = app.add_subcommand(
      "savings", "What a contract saves, whom and when: measures, payers' positions, approaches.");
  savings->add_option("CONTRACT", w.contract, "the contract")->required();
  savings->add_option("--evidence", w.evidence,
                      "folders, as for run; needed only where the savings rest on evidence, or with --out");
  savings->add_option("--out", w.out, "folder for the workbook and result.json, as for run");
  savings->add_option("--as-at", w.as_at, "evaluation date, as for run")->check(iso_date);
  savings->add_flag("--replace", w.replace, "put this result in place of the one in --out");
  savings->add_flag("--json", w.json, "the same as JSON on standard output");
}

void set_up_explain(CLI::App& app, Words& w) {
  CLI::App* explain =
      app.add_subcommand("explain", "Where a figure of a result comes from, down to clause and row.");
  explain->add_option("FOLDER", w.folder, "the folder given to run after --out")->required();
  explain->add_option("NAME", w.name, "a name of the contract or of result.json, such as total_payment")
      ->required();
  explain->add_option("KEY", w.key, "which row, where there is one figure a row");
  explain->add_flag("--json", w.json, "the explanation as JSON");
}

void set_up_diff(CLI::App& app, Words& w) {
  CLI::App* diff = app.add_subcommand(
      "diff", "What moved between two results, and which clause or row of evidence moved it.");
  diff->add_option("BEFORE", w.before, "a folder given to run after --out")->required();
  diff->add_option("AFTER", w.after, "another one")->required();
  diff->add_flag("--rows", w.rows, "all rows that moved, not only the 20 that moved most");
  diff->add_flag("--json", w.json, "everything found, as JSON");
}

void set_up_recheck(CLI::App& app, Words& w) {
  CLI::App* recheck = app.add_subcommand(
      "recheck",
      "Is a returned workbook the same? Tells every cell that was changed, and its effect in money.");
  recheck->add_option("BOOK", w.book, "the workbook that came back (.xlsx)")->required();
  recheck->add_option("CONTRACT", w.contract, "the contract it was made from")->required();
  recheck->add_option("--evidence", w.evidence, "folders, as for run")->required();
  recheck->add_option("--as-at", w.as_at, "evaluation date (default: the one the book names)")
      ->check(iso_date);
  recheck->add_option("--cut-off", w.cut_off, "latest date of evidence (default: the one the book names)")
      ->check(iso_date);
  recheck
      ->add_option("--documents", w.documents, "documents known, as for run (default: those the book names)")
      ->delimiter(',');
  recheck->add_flag("--rows", w.rows, "all changed cells, not only the first 40");
  recheck->add_flag("--json", w.json, "everything found, as JSON");
}

void set_up_cases(CLI::App& app, Words& w) {
  CLI::App* cases =
      app.add_subcommand("cases", "Runs the cases of contracts: published facts in, published results out.");
  cases->add_option("FOLDER", w.folder, "a contract's folder, or a folder of such folders")->required();
  cases->add_flag("--json", w.json, "one row a case: {contract, case, kind, status, expected, actual, note}");
}

void set_up_manual(CLI::App& app, Words& w) {
  CLI::App* manual = app.add_subcommand(
      "manual", "The manual of the contract language, or what it says of one word: outturn manual cap");
  auto* word = manual->add_option("WORD", w.name, "a statement, a line of one, a function or an operation");
  manual->add_flag("--man", w.man, "the manual page of this command line, outturn(1)")->excludes(word);
}

Exit dispatch(const CLI::App& app, const Words& w) {
  if (app.got_subcommand("check")) {
    CheckOptions options;
    options.files.assign(w.files.begin(), w.files.end());
    options.json = w.json;
    return check_contracts(options);
  }
  if (app.got_subcommand("fmt")) return lay_out_contracts(w.layout);
  if (app.got_subcommand("new")) return make_starter(w.starter);
  if (app.got_subcommand("run")) {
    RunCommand options;
    options.contract = w.contract;
    options.run.evidence.assign(w.evidence.begin(), w.evidence.end());
    options.run.as_at = date_of(w.as_at);
    options.run.cut_off = date_of(w.cut_off);
    options.run.documents = w.documents;
    if (!w.previous.empty()) options.run.previous = w.previous;
    options.run.status = w.status;
    options.run.accept_undecided = w.accept_undecided;
    options.out = w.out;
    options.replace = w.replace;
    options.json = w.json;
    return run_contract(options);
  }
  if (app.got_subcommand("savings")) {
    SavingsOptions options;
    options.contract = w.contract;
    options.run.evidence.assign(w.evidence.begin(), w.evidence.end());
    options.run.as_at = date_of(w.as_at);
    options.out = w.out;
    options.replace = w.replace;
    options.json = w.json;
    return show_savings(options);
  }
  if (app.got_subcommand("explain")) return explain_figure({w.folder, w.name, w.key, w.json});
  if (app.got_subcommand("link")) return link_records(w.link);
  if (app.got_subcommand("review")) return run_review(app, w.review);
  if (app.got_subcommand("population")) return run_population(app, w.population);
  if (app.got_subcommand("compare")) return compare_people(w.compare);
  if (app.got_subcommand("baseline")) return build_baseline(w.baseline);
  if (app.got_subcommand("manual") && w.man) {
    std::fputs(man_page(command_words(app), engine_version).c_str(), stdout);
    return Exit::good;
  }
  if (app.got_subcommand("manual")) return show_manual(w.name);
  if (app.got_subcommand("completion")) return print_completion(app, w.shell);
  if (app.got_subcommand("data")) return run_data(w.data);
  if (app.got_subcommand("diff")) return compare_results({w.before, w.after, w.rows, w.json});
  if (app.got_subcommand("encode")) return encode_records(w.encode);
  if (app.got_subcommand("psi")) return exchange_keys(w.psi);
  if (app.got_subcommand("recheck")) {
    const RunOptions run{
        {w.evidence.begin(), w.evidence.end()}, date_of(w.as_at), date_of(w.cut_off), w.documents};
    return recheck_workbook({w.book, w.contract, run, w.rows, w.json});
  }
  return run_cases({w.folder, w.json});
}

}  // namespace

int run_program(int argc, char** argv) {
  CLI::App app{about, "outturn"};
  app.set_version_flag("--version", std::string("outturn ") + engine_version);
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::help);
  Words words;
  set_up_new(app, words.starter);
  set_up_check(app, words);
  set_up_fmt(app, words.layout);
  set_up_run(app, words);
  set_up_savings(app, words);
  set_up_explain(app, words);
  set_up_diff(app, words);
  set_up_recheck(app, words);
  set_up_cases(app, words);
  set_up_encode(app, words.encode);
  set_up_psi(app, words.psi);
  set_up_manual(app, words);
  set_up_link(app, words.link);
  set_up_review(app, words.review);
  set_up_population(app, words.population);
  set_up_compare(app, words.compare);
  set_up_baseline(app, words.baseline);
  set_up_data(app, words.data);
  set_up_completion(app, words.shell);
  add_examples(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : static_cast<int>(Exit::usage);
  }
  try {
    return static_cast<int>(dispatch(app, words));
  } catch (const MachineFault& fault) {
    std::fprintf(stderr, "outturn: %s\n", fault.what());
  } catch (const std::bad_alloc&) {
    std::fprintf(stderr, "outturn: this machine has not enough memory for the run\n");
  } catch (const std::exception& fault) {
    std::fprintf(stderr,
                 "outturn: a fault of ours: %s\nNothing was written. Please report it with the contract.\n",
                 fault.what());
  }
  return static_cast<int>(Exit::fault);
}

}  // namespace outturn::command

int main(int argc, char** argv) { return outturn::command::run_program(argc, argv); }
