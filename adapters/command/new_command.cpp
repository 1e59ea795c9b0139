#include "adapters/command/new_command.h"

#include <chrono>
#include <cstdio>
#include <unistd.h>
#include <vector>

#include <CLI/CLI.hpp>

#include "contracts/starter/starter.h"
#include "engine/values/date.h"

namespace outturn::command {
namespace {

constexpr int most_years = 20;
constexpr int first_year = 1990;
constexpr int last_year = 2200;

/// The first of April that comes next: contracts begin with a financial year.
Date next_april() {
  using std::chrono::floor;
  const std::chrono::year_month_day today{floor<std::chrono::days>(std::chrono::system_clock::now())};
  const int year = static_cast<int>(today.year());
  return *make_date(static_cast<unsigned>(today.month()) < 4 ? year : year + 1, 4, 1);
}

std::vector<std::string> kind_names() {
  std::vector<std::string> out;
  for (const auto& one : starter::kinds()) out.emplace_back(one.word);
  return out;
}

/// What a term can't be: told in one sentence; empty where it is good.
std::string fault_of_words(const std::string& option, const std::string& words) {
  if (words.empty() || starter::can_be_written(words)) return "";
  return option + ": write at most 120 characters without \" and |.";
}

std::string take_money(const std::string& option, const std::string& said, std::optional<long long>& into) {
  if (said.empty()) return "";
  into = starter::pence(said);
  return into ? "" : option + ": \"" + said + "\" is no amount; write it like 1200 or £1,200.00.";
}

std::string take_start(const std::string& said, Date& into) {
  if (said.empty()) return "";
  const auto date = parse_date(said);
  if (!date || civil(*date).year < first_year || civil(*date).year > last_year)
    return "--start: \"" + said + "\" is no date of our times; write it like 2026-04-01.";
  into = *date;
  return "";
}

std::string take_years(const std::string& said, int& into) {
  if (said.empty()) return "";
  const bool digits = said.size() <= 2 && said.find_first_not_of("0123456789") == std::string::npos;
  into = digits ? std::stoi(said) : 0;
  return into >= 1 && into <= most_years ? "" : "--years: write a whole number from 1 to 20.";
}

std::string take_kind(const std::string& said, starter::Kind& into) {
  const auto kind = starter::kind_of(said);
  if (kind) into = *kind;
  if (kind) return "";
  if (said.empty()) return "Say what kind of contract it is: --kind " + listed(kind_names(), "") + ".";
  const std::string near = nearest_name(said, kind_names());
  return "--kind: there is no \"" + said + "\"; " +
         (near.empty() ? "there are " + listed(kind_names(), "") + "." : "did you mean " + near + " ?");
}

/// The first thing wrong with what was said; empty: none.
std::string read_terms(const NewOptions& said, starter::Terms& terms) {
  terms.start = next_april();
  std::optional<long long> price;
  std::vector<std::string> faults{take_kind(said.kind, terms.kind),
                                  fault_of_words("--outcome", said.outcome),
                                  fault_of_words("--commissioner", said.commissioner),
                                  fault_of_words("--provider", said.provider),
                                  take_money("--price", said.price, price),
                                  take_money("--cap", said.cap, terms.cap),
                                  take_start(said.start, terms.start),
                                  take_years(said.years, terms.years)};
  for (const std::string& fault : faults)
    if (!fault.empty()) return fault;
  if (price) terms.price = *price;
  if (!said.outcome.empty()) terms.outcome = said.outcome;
  if (!said.commissioner.empty()) terms.commissioner = said.commissioner;
  if (!said.provider.empty()) terms.provider = said.provider;
  return "";
}

/// One line of standard input; false at its end.
bool read_line(std::string& into) {
  into.clear();
  for (int c = std::getchar(); c != EOF; c = std::getchar()) {
    if (c == '\n') return true;
    if (c != '\r') into += static_cast<char>(c);
  }
  return !into.empty();
}

/// Asks until the answer is good. An empty answer keeps what is there.
template <typename Fault>
void ask(const std::string& question, std::string& answer, Fault fault) {
  if (!answer.empty()) return;
  for (std::string line;;) {
    std::fprintf(stderr, "%s ", question.c_str());
    if (!read_line(line)) return;
    const std::string wrong = fault(line);
    if (wrong.empty()) {
      answer = line;
      return;
    }
    std::fprintf(stderr, "%s\n", wrong.c_str());
  }
}

void ask_all(NewOptions& o) {
  starter::Terms terms;
  const auto words = [](const std::string& said) { return fault_of_words("", said); };
  if (o.kind.empty()) {
    std::fprintf(stderr, "What is paid for?\n");
    for (const auto& one : starter::kinds())
      std::fprintf(stderr, "  %-14s%s\n", std::string(one.word).c_str(), std::string(one.says).c_str());
  }
  ask("Kind:", o.kind, [&](const std::string& said) { return take_kind(said, terms.kind); });
  const auto kind = starter::kind_of(o.kind);
  if (!kind) return;
  ask("The outcome, in words [" + std::string(starter::words_of(*kind).outcome) + "]:", o.outcome, words);
  ask("Who pays [" + terms.commissioner + "]:", o.commissioner, words);
  ask("Who is paid [" + terms.provider + "]:", o.provider, words);
  std::optional<long long> amount;
  ask("The price of " + std::string(starter::words_of(*kind).price) + " [£1,200.00]:", o.price,
      [&](const std::string& said) { return take_money("", said, amount); });
  Date date;
  ask("The first day [" + to_iso(next_april()) + "]:", o.start,
      [&](const std::string& said) { return take_start(said, date); });
  int years = 0;
  ask("For how many years [" + std::to_string(terms.years) + "]:", o.years,
      [&](const std::string& said) { return take_years(said, years); });
  ask("At most, in all [no limit]:", o.cap,
      [&](const std::string& said) { return take_money("", said, amount); });
}

}  // namespace

void set_up_new(CLI::App& app, NewOptions& o) {
  CLI::App* make = app.add_subcommand(
      "new", "A first contract that runs as it stands, with example evidence. Asks what isn't given.");
  make->add_option("FOLDER", o.folder, "where to write it; default: a folder named after the kind");
  make->add_option("--kind", o.kind,
                   "rate-card: outcomes at prices; cohort: fewer events than expected; bands: a fee by how "
                   "much of a target is reached; savings-share: a share of what is saved");
  make->add_option("--outcome", o.outcome, "what is paid for, in words");
  make->add_option("--commissioner", o.commissioner, "who pays");
  make->add_option("--provider", o.provider, "who is paid");
  make->add_option("--price", o.price,
                   "of an outcome, an event avoided, a quarter or what is saved: 1200.00");
  make->add_option("--cap", o.cap, "on all payments together (default: none)");
  make->add_option("--start", o.start, "the first day (default: the next 1 April)");
  make->add_option("--years", o.years, "how long it runs (default: 3)");
  make->add_flag("--ask", o.ask, "asks though standard input is no terminal");
}

Exit make_starter(NewOptions options) {
  if (options.ask || (options.kind.empty() && isatty(STDIN_FILENO) != 0)) ask_all(options);
  starter::Terms terms;
  if (const std::string fault = read_terms(options, terms); !fault.empty()) {
    std::fprintf(stderr, "%s\n", fault.c_str());
    return Exit::usage;
  }
  const fs::path folder = options.folder.empty() ? fs::path(options.kind) : fs::path(options.folder);
  const auto files = starter::files(terms);
  std::error_code failed;
  for (const auto& file : files) {
    if (!fs::exists(folder / file.path, failed)) continue;
    std::fprintf(stderr, "%s is there already, and nothing is overwritten. Name another folder.\n",
                 (folder / file.path).string().c_str());
    return Exit::problems;
  }
  for (const auto& file : files) {
    const fs::path path = folder / file.path;
    fs::create_directories(path.parent_path(), failed);
    write_file(path, file.text);
    std::printf("%s\n", path.string().c_str());
  }
  const std::string contract = (folder / files.front().path).string();
  std::printf("\nNext:\n  outturn check %s\n  outturn run %s --evidence %s --out %s\n", contract.c_str(),
              contract.c_str(), (folder / "evidence").string().c_str(), (folder / "result").string().c_str());
  return Exit::good;
}

}  // namespace outturn::command
