#include "adapters/command/baseline_command.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "adapters/command/analysis_folder.h"
#include "adapters/command/claim/intake.h"
#include "adapters/command/claim/result_folder.h"
#include "adapters/command/source_record.h"
#include "adapters/comparison/baseline/baseline_people.h"
#include "adapters/comparison/baseline/baseline_record.h"
#include "adapters/opendata/area_lists.h"
#include "adapters/opendata/read_published.h"

namespace outturn::command {
namespace {

namespace cp = comparison;

/// What the specification names, read.
class Inputs {
 public:
  Inputs(fs::path spec, Problems& problems) : path_(std::move(spec)), problems_(problems) {}

  bool read() {
    text_ = load_text(path_, problems_);
    if (!text_) return false;
    spec_ = cp::read_baseline_spec(*text_, problems_);
    if (!spec_) return false;
    for (const cp::PublishedWanted& wanted : spec_->published) published(wanted);
    history_ = cp::english_history();
    if (!spec_->history.empty()) code_list();
    if (cp::has_people(spec_->method)) people_ = people(spec_->people, spec_->id);
    if (!spec_->earlier.empty()) earlier_ = people(spec_->earlier, "");
    for (const auto& [name, bytes] : declarations_) source(name, bytes, SourceFile(name, bytes).line_count());
    source(path_.filename().string(), text_->text(), text_->line_count());
    return !problems_.has_errors();
  }

  [[nodiscard]] cp::BaselineInputs inputs() const {
    return {*spec_, tables_, history_, people_ ? &*people_ : nullptr, earlier_ ? &*earlier_ : nullptr};
  }
  [[nodiscard]] const cp::BaselineSpec& spec() const { return *spec_; }
  [[nodiscard]] const SourceFile* text() const { return text_ ? &*text_ : nullptr; }
  [[nodiscard]] std::vector<calc::AnalysisSource> sources() const { return sources_; }

 private:
  std::optional<std::string> bytes_of(const std::string& name, const char* what) {
    auto bytes = read_file(path_.parent_path() / name);
    if (!bytes)
      problems_.add(problem_at("B40", spec_->file, {}, fmt::format("{} can't be read: {}", what, name),
                               {"Files are looked for in the folder of the specification."},
                               {"Look at the spelling of its name, and at its permissions."}));
    return bytes;
  }

  calc::AnalysisSource& source(const std::string& name, std::string_view bytes, std::size_t rows) {
    return sources_.emplace_back(analysis_source(name, bytes, rows));
  }

  void published(const cp::PublishedWanted& wanted) {
    const auto bytes = bytes_of(wanted.file, "the published file");
    opendata::PublishedOptions options;
    options.format = wanted.format;
    options.publisher = spec_->publisher;
    options.title = spec_->title;
    options.licence = spec_->licence;
    options.url = spec_->address;
    options.retrieved = spec_->retrieved;
    if (!wanted.declaration.empty()) {
      const auto declaration = bytes_of(wanted.declaration, "the declaration");
      if (!declaration) return;
      options.declaration = *declaration;
      options.declaration_file = wanted.declaration;
      declarations_.emplace_back(wanted.declaration, *declaration);
    }
    if (!bytes) return;
    const std::string digest = sha256(*bytes);
    take_source_beside(path_.parent_path() / wanted.file, digest, options, problems_);
    auto table = opendata::read_published({fs::path(wanted.file).filename().string(), *bytes, digest},
                                          options, problems_);
    if (!table || problems_.has_errors()) return;
    const cp::PublishedSource& from = table->source;
    calc::AnalysisSource& one = source(wanted.file, *bytes, table->rows());
    one.publisher = from.publisher;
    one.title = from.title;
    one.licence = from.licence;
    one.address = from.url;
    one.retrieved = from.retrieved;
    without_source(one);
    tables_.push_back(std::move(*table));
  }

  /// A public figure whose publisher or licence is not known is no evidence.
  void without_source(const calc::AnalysisSource& one) {
    if (!one.publisher.empty() && !one.licence.empty()) return;
    problems_.add(
        problem_at("B41", spec_->file, {},
                   fmt::format("it is not said who published {}, and under which licence", one.file),
                   {"No number without a source: the workbook prints both beside the figures."},
                   {"Add lines to the specification or to the declaration: publisher ..., licence ..."}));
  }

  void code_list() {
    const auto bytes = bytes_of(spec_->history, "the list of codes");
    if (!bytes) return;
    history_.spans = opendata::read_code_list({spec_->history, *bytes, sha256(*bytes)}, problems_);
    source(spec_->history, *bytes, history_.spans.size());
  }

  std::optional<cp::BaselinePeople> people(const std::string& name, const std::string& id) {
    const auto bytes = bytes_of(name, "the file of people");
    if (!bytes) return std::nullopt;
    cp::BaselineColumns columns;
    columns.id = id;
    columns.observed = spec_->observed;
    if (name == spec_->people) {
      columns.score = spec_->score;
      for (const cp::FieldPair& one : spec_->match) columns.matched.push_back(one.with);
    }
    auto out = cp::read_baseline_people(fs::path(name).filename().string(), *bytes, columns, problems_);
    if (out) source(name, *bytes, out->size());
    return out;
  }

  fs::path path_;
  Problems& problems_;
  std::optional<SourceFile> text_;
  std::optional<cp::BaselineSpec> spec_;
  std::vector<cp::Published> tables_;
  cp::AreaHistory history_;
  std::optional<cp::BaselinePeople> people_, earlier_;
  std::vector<std::pair<std::string, std::string>> declarations_;
  std::vector<calc::AnalysisSource> sources_;  ///< the published files come first
};

void tell_baseline(const calc::ComparisonRecord& record, const fs::path& out) {
  std::printf("%s: %s\n", record.name.c_str(), record.method.c_str());
  if (record.analysed > 0)
    std::printf("%lld people, %zu strata, %zu published rows.\n", static_cast<long long>(record.analysed),
                record.strata.size(), record.published.size());
  std::printf("\n%s\n", record.statement.c_str());
  for (const std::string& caution : record.cautions) std::printf("Caution: %s\n", caution.c_str());
  if (!record.detectable.empty()) std::printf("%s\n", record.detectable.c_str());
  std::printf("Maryland scale: %s. Nesta: %s.\n", record.maryland.c_str(), record.nesta.c_str());
  for (const calc::Described& test : record.tests)
    std::printf("Test: %s: %s.\n", test.name.c_str(), test.words.c_str());
  tell_analysis_files(record, out);
}

}  // namespace

void set_up_baseline(CLI::App& app, BaselineOptions& o) {
  CLI::App* baseline =
      app.add_subcommand("baseline", "What would have happened anyway, from public figures.");
  CLI::App* build = baseline->add_subcommand(
      "build", "Works a baseline out as a specification says; writes its figures and their proof.");
  build->add_option("SPEC", o.spec, "a text that says whose outcomes, which published figures and how")
      ->required();
  build->add_option("--out", o.out, "folder for the figures and their proof")->required();
  build->add_flag("--replace", o.replace, "put this result in place of the one in --out");
  build->add_flag("--json", o.json, "the record as JSON on standard output");
  baseline->require_subcommand(1);
}

Exit build_baseline(const BaselineOptions& options) {
  Problems problems;
  Inputs read(options.spec, problems);
  const auto stop = [&] {
    problems.sort();
    print_problems(problems, read.text());
    return Exit::problems;
  };
  if (!read.read()) return stop();
  const std::string json_name = read.spec().name + ".json";
  if (const std::string refusal = ResultFolder::refusal(options.out, options.replace, {json_name});
      !refusal.empty()) {
    std::fprintf(stderr, "outturn baseline: %s\n", refusal.c_str());
    return Exit::usage;
  }
  const auto made = cp::baseline_of(read.inputs(), problems);
  if (!made || problems.has_errors()) return stop();
  const calc::ComparisonRecord record =
      cp::baseline_record(read.inputs(), *made, read.sources(), engine_version);
  print_problems(problems, read.text());
  const std::string json =
      write_analysis(options.out, record, {cp::baseline_csv(read.inputs(), *made), "", ""});
  if (options.json) {
    std::fwrite(json.data(), 1, json.size(), stdout);
  } else {
    tell_baseline(record, options.out);
  }
  return Exit::good;
}

}  // namespace outturn::command
