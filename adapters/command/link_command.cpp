#include "adapters/command/link_command.h"

#include <algorithm>
#include <cstdio>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "adapters/command/claim/parallel.h"
#include "adapters/command/claim/result_folder.h"
#include "adapters/command/link_inputs.h"
#include "adapters/command/review_command.h"
#include "adapters/command/sealed_commands.h"
#include "adapters/linkage/draws_file.h"
#include "adapters/linkage/link_files.h"
#include "adapters/linkage/linkage_json.h"
#include "adapters/linkage/pairs_file.h"
#include "adapters/linkage/review/review_json.h"
#include "adapters/linkage/splink_model.h"
#include "engine/linkage/compare/never.h"
#include "engine/linkage/review/equity.h"
#include "reports/linkage/linkage_report.h"

namespace outturn::command {
namespace {

namespace lk = linkage;

void write_with(const fs::path& path, const std::function<void(const lk::Put&)>& write) {
  std::ofstream out(path, std::ios::binary);
  write([&](std::string_view part) { out.write(part.data(), static_cast<std::streamsize>(part.size())); });
  out.close();
  if (!out) throw MachineFault("can't write " + path.string());
}

double all_pairs(const lk::Linking& linking) {
  double pairs = 0;
  for (const lk::RuleCost& cost : linking.costs()) pairs += static_cast<double>(cost.pairs);
  return pairs;
}

/// Seconds of one core and bytes, from what was measured on a million records (docs/performance.md).
std::string estimate(const lk::Linking& linking) {
  constexpr double pairs_a_second = 3e6;
  constexpr double bytes_a_record = 450;
  constexpr double bytes_a_pair = 120;
  const double pairs = all_pairs(linking);
  const auto records = static_cast<double>(linking.records().size());
  return fmt::format("{:.1f} million pairs at most, some {:.0f} seconds of one core, some {:.0f} MB",
                     pairs / 1e6, pairs / pairs_a_second + records / 2e5,
                     (records * bytes_a_record + std::min(pairs, 5e6) * bytes_a_pair) / 1e6);
}

/// The plan: each rule with its pairs and its largest blocks. Values are shown to whoever holds the files.
void print_plan(const lk::Linking& linking) {
  std::printf("%s.\n", estimate(linking).c_str());
  for (const lk::RuleCost& cost : linking.costs()) {
    std::printf("%s", fmt::format("block {}: {} pairs in {} blocks, of {} records with a key\n", cost.rule,
                                  cost.pairs, cost.blocks, cost.keyed)
                          .c_str());
    for (const lk::WorstBlock& worst : cost.worst) {
      if (worst.pairs * 100 < cost.pairs) break;  // under a hundredth is not worth a line
      std::printf("%s",
                  fmt::format("  {} records share \"{}\": {} pairs\n", worst.records, worst.key, worst.pairs)
                      .c_str());
    }
  }
}

/// What comparing will take, told before it begins where it is much; false where it is too much.
bool tell_costs(const lk::Linking& linking, Problems& problems) {
  constexpr double much = 2e7;
  constexpr double too_much = 5e9;
  const double pairs = all_pairs(linking);
  if (pairs < much) return true;
  std::fprintf(stderr, "To be compared: %s.\n", estimate(linking).c_str());
  if (pairs < too_much) return true;
  for (const lk::RuleCost& cost : linking.costs()) {
    if (static_cast<double>(cost.pairs) < too_much / 10 || cost.worst.empty()) continue;
    problems.add(problem_at(
        "LK24", "", {},
        fmt::format("\"block {}\" makes {:.0f} million pairs", cost.rule,
                    static_cast<double>(cost.pairs) / 1e6),
        {fmt::format("{} records share \"{}\", which makes {:.0f} million of them.", cost.worst[0].records,
                     cost.worst[0].key, static_cast<double>(cost.worst[0].pairs) / 1e6)},
        {"Ask for more to agree in this rule, or leave it out."}));
  }
  return !problems.has_errors();
}

class LinkRun {
 public:
  explicit LinkRun(const LinkOptions& options) : options_(options), run_(runner(options.threads)) {}

  Exit run() {
    if (options_.plan) return work();
    if (const std::string refusal =
            ResultFolder::refusal(options_.out, options_.replace, {"pairs.csv", "people.csv"});
        !refusal.empty()) {
      std::fprintf(stderr, "%s\n", refusal.c_str());
      return Exit::problems;
    }
    return work();
  }

 private:
  Exit work() {
    auto inputs = link_inputs(options_, problems_);
    if (!inputs) return told();
    progress_.step("records read");
    lk::LinkingOptions asked;
    asked.train = options_.train;
    asked.seed = options_.seed;
    asked.own_levels = options_.model.empty();
    asked.u_pairs = inputs->records.size() > 20000 ? 1e7 : 2e6;
    asked.once_in = once_in(*inputs);
    asked.passes = inputs->passes;
    if (!options_.decisions.empty()) {
      const DecidedPairs decided =
          decided_pairs({options_.decisions.begin(), options_.decisions.end()}, inputs->records, problems_);
      asked.must = decided.must;
      asked.barred = decided.barred;
    }
    if (problems_.has_errors()) return told();
    lk::Linking linking(std::move(inputs->model), inputs->records, run_, asked);
    if (options_.plan) {
      print_plan(linking);
      return Exit::good;
    }
    tell_empty(linking);
    tell_never_levels(linking);
    if (problems_.has_errors()) return told();
    if (!tell_costs(linking, problems_)) return told();
    linking.keep_from(floor_for(linking));
    if (!link(linking)) return told();
    progress_.step("linked");
    return write(linking, *inputs);
  }

  Exit told() {
    problems_.sort();
    print_problems(problems_, nullptr);
    std::fprintf(stderr, "Nothing was written.\n");
    return Exit::problems;
  }

  /// A level that no pair can reach: told of a model from elsewhere and of what we proposed ourselves, which
  /// stay as they are; in a specification that somebody wrote a column is not what it is said to be.
  void tell_never_levels(const lk::Linking& linking) {
    const bool given = !options_.model.empty();
    const Severity severity = given || options_.spec == "auto" ? Severity::warning : Severity::error;
    lk::tell_never(linking.never(), linking.model(), given ? options_.model : options_.spec, severity,
                   problems_);
  }

  /// A column without a value says nothing, and is likelier a wrong name than meant.
  void tell_empty(const lk::Linking& linking) {
    for (const lk::Column& column : linking.records().columns) {
      const bool empty =
          std::all_of(column.codes.begin(), column.codes.end(), [](lk::Code c) { return c == lk::missing; });
      if (!empty) continue;
      Problem problem = problem_at("LK22", "", {}, "\"" + column.name + "\" has no value in any record",
                                   {"It can tell no one apart, so comparing it says nothing."},
                                   {"Look whether the specification names the right column."});
      problem.severity = Severity::warning;
      problems_.add(std::move(problem));
    }
  }

  static TaskRunner runner(unsigned threads) {
    if (threads == 1) return run_in_turn;
    if (threads == 0) return run_on_all_cores;
    return [threads](const std::vector<Task>& tasks) { run_on(threads, tasks); };
  }

  /// All pairs are kept up to some millions, then only those of some weight.
  [[nodiscard]] double floor_for(const lk::Linking& linking) const {
    // A model from elsewhere is held against its own engine pair by pair; ours chooses blocks widely.
    const double many = options_.model.empty() ? 1e5 : 5e6;
    return options_.keep_all || all_pairs(linking) < many ? -1000 : lk::weight_of(options_.keep);
  }

  std::vector<bool> once_in(const LinkInputs& inputs) {
    std::vector<std::string> named = options_.once_in;
    named.insert(named.end(), inputs.once_in.begin(), inputs.once_in.end());
    if (named.empty()) return {};
    std::vector<bool> out(inputs.records.datasets.size(), false);
    for (const std::string& name : named) {
      const auto at = std::find(inputs.records.datasets.begin(), inputs.records.datasets.end(), name);
      if (at == inputs.records.datasets.end()) {
        problems_.add(problem_at("LK21", "", {},
                                 "there is no dataset \"" + name + "\" to hold each person once", {},
                                 {"Datasets are named by --input NAME=FILE."}));
        continue;
      }
      out[static_cast<std::size_t>(at - inputs.records.datasets.begin())] = true;
    }
    return out;
  }

  bool link(lk::Linking& linking) {
    if (options_.pairs.empty()) {
      linking.link();
      return true;
    }
    const auto pairs =
        lk::read_pairs(options_.pairs, read_file(options_.pairs), linking.records(), problems_);
    if (pairs) linking.link_given(*pairs);
    return pairs.has_value();
  }

  Exit write(const lk::Linking& linking, const LinkInputs& inputs) {
    ResultFolder folder(options_.out);
    const fs::path& path = folder.path();
    write_with(path / "pairs.csv", [&](const lk::Put& put) { lk::write_pairs(linking, put); });
    write_with(path / "people.csv", [&](const lk::Put& put) { lk::write_people(linking, put); });
    write_with(path / "persons.csv", [&](const lk::Put& put) { lk::write_persons(linking, put); });
    const std::string model = lk::splink_json(linking.model());
    write_file(path / "model.json", model);
    if (!inputs.spec_text.empty()) write_file(path / "used.spec", inputs.spec_text);
    std::optional<lk::QualityFigures> quality;
    if (inputs.truth) {
      quality = lk::quality_of(linking, *inputs.truth);
      write_file(path / "quality.json", lk::quality_json(*quality));
    }
    write_draws(linking, path, model);
    write_file(path / "report.html", report(linking, quality));
    write_equity(linking, inputs, path);
    if (!options_.standard.empty()) {
      write_with(options_.standard, [&](const lk::Put& put) { lk::write_records(inputs.records, put); });
    }
    if (!options_.trail.empty() && inputs.standard) {
      write_with(options_.trail, [&](const lk::Put& put) { lk::write_trail(*inputs.standard, put); });
    }
    print_problems(problems_, nullptr);
    folder.publish();
    tell(linking, quality);
    return Exit::good;
  }

  /// As asked; else 200 where few pairs are uncertain: a payment's interval is wanted of thousands of people,
  /// and seldom of a million, where the draws would take longer than the link.
  [[nodiscard]] unsigned draws_for(const lk::Linking& linking) const {
    constexpr std::size_t few = 5000;
    constexpr double certain = 0.001;
    if (options_.draws >= 0) return static_cast<unsigned>(options_.draws);
    const auto uncertain =
        std::count_if(linking.pairs().begin(), linking.pairs().end(), [](const lk::LinkedPair& pair) {
          return pair.probability > certain && pair.probability < 1 - certain;
        });
    return static_cast<std::size_t>(uncertain) <= few ? 200 : 0;
  }

  void write_draws(const lk::Linking& linking, const fs::path& path, const std::string& model) const {
    lk::LinkageFacts facts;
    facts.seed = options_.seed;
    facts.model_sha256 = sha256(model);
    const unsigned number = draws_for(linking);
    if (number == 0) {
      write_file(path / "linkage.json", lk::linkage_json(linking, facts, nullptr));
      return;
    }
    lk::DrawOptions asked;
    asked.draws = number;
    asked.seed = options_.seed;
    const lk::Draws draws = lk::draw_people(linking, asked, run_);
    write_with(path / "draws.csv", [&](const lk::Put& put) { lk::write_draws(linking, draws, put); });
    write_file(path / "linkage.json", lk::linkage_json(linking, facts, &draws));
  }

  [[nodiscard]] std::string report(const lk::Linking& linking,
                                   const std::optional<lk::QualityFigures>& quality) const {
    linkage_page::ReportFacts facts;
    facts.title = "Linkage";
    facts.engine_version = engine_version;
    facts.seed = options_.seed;
    facts.show_identities = options_.show_identities;
    if (quality) facts.truth = quality->truth;
    return linkage_page::linkage_report(linking, facts);
  }

  /// Whose matches are missed more often than others'.
  void write_equity(const lk::Linking& linking, const LinkInputs& inputs, const fs::path& path) {
    if (options_.groups.empty()) return;
    const lk::Column* const groups = linking.records().column(options_.groups);
    if (groups == nullptr) {
      Problem problem =
          problem_at("LK23", "", {}, "there is no field \"" + options_.groups + "\" to tell groups by", {},
                     {"Name a field of the specification, or a column the model compares."});
      problem.severity = Severity::warning;
      problems_.add(std::move(problem));
      return;
    }
    std::vector<lk::EquityPair> pairs;
    for (const lk::LinkedPair& pair : linking.pairs())
      pairs.push_back({pair.left, pair.right, pair.probability});
    const lk::Equity equity = lk::equity_of(linking.records(), *groups, linking.people(), pairs,
                                            inputs.truth ? &*inputs.truth : nullptr);
    write_file(path / "equity.json", lk::equity_json(equity).dump(2) + "\n");
    for (const std::string& warning : equity.warnings) std::printf("%s\n", warning.c_str());
  }

  void tell(const lk::Linking& linking, const std::optional<lk::QualityFigures>& quality) const {
    double wrong = 0;
    double missed = 0;
    std::size_t taken = 0;
    for (const lk::LinkedPair& pair : linking.pairs()) {
      const bool one = linking.people().person[pair.left] == linking.people().person[pair.right];
      taken += one ? 1 : 0;
      (one ? wrong : missed) += one ? 1 - pair.probability : pair.probability;
    }
    if (options_.json) {
      std::printf(
          "%s", fmt::format("{{\"records\": {}, \"people\": {}, \"pairs_looked_at\": {}, \"pairs_taken\": "
                            "{}, \"expected_wrong\": {:.1f}, "
                            "\"expected_missed\": {:.1f}, \"default_threshold\": {:.6f}{}}}\n",
                            linking.records().size(), linking.people().count, linking.scored().looked_at,
                            taken, wrong, missed, linking.threshold(),
                            quality ? fmt::format(", \"pair_f1\": {:.6f}, \"people_f1\": {:.6f}",
                                                  quality->by_decision.f1(), quality->truth.people.pairs.f1())
                                    : std::string())
                    .c_str());
      return;
    }
    std::printf(
        "%s", fmt::format(
                  "{} of {} are {}.\n{} pairs were looked at, {} taken; of these some {:.0f} are wrong, "
                  "and some {:.0f} were missed among those looked at.\n",
                  counted(linking.records().size(), "record"),
                  counted(linking.records().datasets.size(), "dataset"),
                  counted(linking.people().count, "person"), linking.scored().looked_at, taken, wrong, missed)
                  .c_str());
    if (quality) {
      std::printf(
          "%s",
          fmt::format(
              "Against the truth: pairs F1 {:.4f}, people F1 {:.4f}, largest person {} records (truth {}).\n",
              quality->by_decision.f1(), quality->truth.people.pairs.f1(), quality->truth.people.largest,
              quality->truth.people.largest_true)
              .c_str());
    }
    std::printf("Report: %s\n", (fs::path(options_.out) / "report.html").string().c_str());
    std::printf("Pairs:  %s\nPeople: %s\n", (fs::path(options_.out) / "pairs.csv").string().c_str(),
                (fs::path(options_.out) / "people.csv").string().c_str());
  }

  const LinkOptions& options_;
  TaskRunner run_;
  Problems problems_;
  Progress progress_;
};

}  // namespace

void set_up_link(CLI::App& app, LinkOptions& o) {
  CLI::App* link = app.add_subcommand(
      "link", "Which records are of one person? Links the files of several members, or one with itself.");
  link->add_option("--spec", o.spec, "what the columns hold and how they are compared: a file, or auto");
  link->add_option("--model", o.model,
                   "a model from Splink (JSON) with its blocking rules, in place of --spec");
  link->add_option("--input", o.inputs, "NAME=FILE, once for each member");
  link->add_option("--out", o.out, "folder for the result; must not hold one already");
  link->add_option("--truth", o.truth, "column that says which records are of one person, to judge by");
  link->add_option("--suggest", o.suggest, "prints a specification proposed for these files, and no more");
  link->add_option("--encoded", o.encoded,
                   "files made by outturn encode, in place of --input: no names are seen");
  link->add_option("--pairs", o.pairs,
                   "pairs scored elsewhere by the same model (Splink's predictions, CSV)");
  link->add_option("--standard", o.standard,
                   "also writes the records in standard form, to run the model elsewhere; "
                   "personal data");
  link->add_option("--trail", o.trail, "also writes each value that was changed and how; personal data");
  link->add_option("--decisions", o.decisions,
                   "what reviewers decided (outturn review): kept, whatever weights say");
  link->add_option("--groups", o.groups,
                   "field by whose groups missed matches are told, such as sex (equity.json)");
  link->add_option(
      "--draws", o.draws,
      "draws of who is who, for the interval of a payment (200 where few pairs are uncertain, else none)");
  link->add_flag("--show-identities", o.show_identities, "report.html may show values of records");
  link->add_option("--once-in", o.once_in, "datasets that hold each person once")->delimiter(',');
  link->add_option("--threads", o.threads, "cores to use (all, if left out); the result is the same");
  link->add_option("--seed", o.seed, "for what is drawn at random (1, if left out)");
  link->add_option("--keep", o.keep, "where there are millions of pairs, those less likely are not written");
  link->add_flag("--keep-all", o.keep_all, "writes all pairs looked at");
  link->add_flag("--plan", o.plan,
                 "tells how many pairs each rule makes, its largest blocks, time and memory, and stops");
  link->add_flag("--train", o.train, "learns a model's weights anew from these files");
  link->add_flag("--replace", o.replace, "put this result in place of the one in --out");
  link->add_flag("--json", o.json, "the summary as JSON on standard output");
}

Exit link_records(const LinkOptions& options) {
  if (!options.suggest.empty()) return suggest_spec(options);
  if (!options.encoded.empty()) {
    if (options.out.empty()) {
      std::fprintf(stderr, "outturn link --encoded needs --out FOLDER\n");
      return Exit::usage;
    }
    LinkEncodedOptions sealed;
    sealed.files.assign(options.encoded.begin(), options.encoded.end());
    sealed.out = options.out;
    sealed.replace = options.replace;
    return link_encoded(sealed);
  }
  const auto lacks = [](const char* what) {
    std::fprintf(stderr, "outturn link needs %s; see outturn link --help\n", what);
    return Exit::usage;
  };
  if (options.inputs.empty()) return lacks("--input NAME=FILE");
  if (options.out.empty() && !options.plan) return lacks("--out FOLDER");
  if (options.spec.empty() == options.model.empty()) return lacks("either --spec or --model");
  return LinkRun(options).run();
}

}  // namespace outturn::command
