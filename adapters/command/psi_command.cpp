#include <cstdio>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "adapters/command/claim/parallel.h"
#include "adapters/command/sealed_commands.h"
#include "adapters/command/sealed_files.h"
#include "adapters/sealed/exchange.h"
#include "adapters/sealed/member.h"
#include "adapters/tables/complaints.h"
#include "adapters/tables/csv_text.h"

namespace outturn::command {
namespace {

class Exchange {
 public:
  explicit Exchange(const PsiOptions& options) : options_(options) {}

  Exit done() {
    schema_ = read_schema(options_.schema, problems_);
    if (schema_ && schema_->schema.keys.empty()) {
      problems_.add(problem_at("P2", schema_->source.name(), {}, "the schema has no match key to compare", {},
                               {"Add lines like: match nhs_number."}));
    }
    if (problems_.has_errors()) return told(problems_, schema_ ? &schema_->source : nullptr);
    if (!read_input(options_.input, schema_->schema, input_, problems_)) return told(problems_, nullptr);
    side_ = {input_.member, input_.file.name, sha256(input_.file.bytes), &input_.records};
    if (options_.step == "blind") return blind();
    return options_.step == "evaluate" ? evaluate() : finish();
  }

 private:
  Exit blind() {
    const sealed::Asked asked = sealed::blind_keys(schema_->schema, side_, run_on_all_cores);
    keep_file(options_.out, asked.for_other);
    keep_file(options_.keep, asked.kept);
    std::printf("%s match keys blinded. Send %s to the other member; %s stays here.\n",
                tables::grouped(asked.values).c_str(), options_.out.c_str(), options_.keep.c_str());
    return told(problems_, nullptr);
  }

  Exit evaluate() {
    const auto blinded = read_or_tell(options_.blinded, problems_);
    const auto answered = blinded
                              ? sealed::evaluate_keys(schema_->schema, side_, blinded->name, blinded->bytes,
                                                      options_.most, problems_, run_on_all_cores)
                              : std::nullopt;
    if (!answered) return told(problems_, nullptr);
    keep_file(options_.out, answered->for_other);
    keep_file(options_.keep_tokens, sealed::token_list(answered->tokens, input_.records));
    std::printf(
        "%s match keys answered. Send %s back; %s names the records behind the tokens and stays here.\n",
        tables::grouped(answered->asked).c_str(), options_.out.c_str(), options_.keep_tokens.c_str());
    return told(problems_, nullptr);
  }

  Exit finish() {
    const auto kept = read_or_tell(options_.keep, problems_);
    const auto evaluated = read_or_tell(options_.evaluated, problems_);
    const auto finished =
        kept && evaluated
            ? sealed::finish_keys(schema_->schema, side_, kept->name, kept->bytes, evaluated->name,
                                  evaluated->bytes, problems_, run_on_all_cores)
            : std::nullopt;
    if (!finished) return told(problems_, nullptr);
    std::string text = "left,right,weight,probability,levels\n";
    for (const sealed::KeyPair& pair : finished->pairs) {
      text += fmt::format("{},{},,,key {}\n", tables::csv_cell(pair.record), pair.token, pair.key);
    }
    std::error_code failed;
    fs::create_directories(options_.out, failed);
    write_file(fs::path(options_.out) / "pairs.csv", text);
    std::printf("%s of %s records are at %s too; pairs.csv in %s gives its tokens for them.\n",
                tables::grouped(finished->pairs.size()).c_str(),
                tables::grouped(input_.records.rows.size()).c_str(), finished->other.c_str(),
                options_.out.c_str());
    return told(problems_, nullptr);
  }

  const PsiOptions& options_;
  Problems problems_;
  std::optional<ReadSchema> schema_;
  MemberInput input_;
  sealed::Side side_;
};

}  // namespace

void set_up_psi(CLI::App& app, PsiOptions& options) {
  CLI::App* psi = app.add_subcommand(
      "psi", "Which records two members have in common by match keys, and nothing else, in three steps.");
  psi->require_subcommand(1);
  const auto step = [&](const char* name, const char* about) {
    CLI::App* sub = psi->add_subcommand(name, about);
    sub->callback([&options, name] { options.step = name; });
    sub->add_option("--schema", options.schema, "the schema with the match keys, the same for both")
        ->required();
    sub->add_option("--input", options.input, "NAME=FILE.csv: the member's name and its records")->required();
    return sub;
  };
  CLI::App* blind = step("blind", "First member: hides its match keys in a file for the second.");
  blind->add_option("--out", options.out, "the file for the other member")->required();
  blind->add_option("--keep", options.keep, "what the third step needs; stays here")->required();
  CLI::App* evaluate = step("evaluate", "Second member: answers without learning what was asked.");
  evaluate->add_option("--blinded", options.blinded, "the file of the first member")->required();
  evaluate->add_option("--out", options.out, "the file to send back")->required();
  evaluate->add_option("--keep-tokens", options.keep_tokens, "CSV of token and record; stays here")
      ->required();
  evaluate->add_option("--most", options.most, "the most match keys that are answered (200000)");
  CLI::App* finish = step("finish", "First member: which of its records the second has too.");
  finish->add_option("--keep", options.keep, "what the first step kept")->required();
  finish->add_option("--evaluated", options.evaluated, "the file that came back")->required();
  finish->add_option("--out", options.out, "folder for pairs.csv")->required();
}

Exit exchange_keys(const PsiOptions& options) { return Exchange(options).done(); }

}  // namespace outturn::command
