#include <cstdio>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "adapters/command/claim/parallel.h"
#include "adapters/command/sealed_commands.h"
#include "adapters/command/sealed_files.h"
#include "adapters/sealed/member.h"
#include "adapters/sealed/secret_file.h"
#include "adapters/tables/complaints.h"
#include "engine/linkage/sealed/suggest.h"

namespace outturn::command {
namespace {

Exit make_secret(const std::string& path) {
  Problems problems;
  sealed::new_secret(path, problems);
  if (problems.has_errors()) return told(problems, nullptr);
  std::printf(
      "%s holds a new secret. Give it to the other members by a safe way, never to who links, and keep it:\n"
      "encodings made with another one can't be compared with these.\n",
      path.c_str());
  return Exit::good;
}

Exit suggest(const std::string& path) {
  Problems problems;
  const auto file = read_or_tell(path, problems);
  if (!file) return told(problems, nullptr);
  const auto records = sealed::read_columns(file->name, file->bytes, {}, problems);
  if (!records) return told(problems, nullptr);
  const sealed::Suggestion suggestion = sealed::suggest_schema(records->columns, records->rows);
  if (suggestion.schema.fields.empty()) {
    problems.add(
        problem_at("P2", file->name, {}, "no column of this file is known by its name", {},
                   {"Columns are known by names like surname, date_of_birth, postcode; write a schema by "
                    "hand for others (docs/linking-privately.md)."}));
    return told(problems, nullptr);
  }
  std::printf("%s", suggestion.text().c_str());
  return Exit::good;
}

void tell_encoded(const EncodeOptions& options, const sealed::Encoded& encoded,
                  const sealed::Schema& schema) {
  std::printf("%s of %s encoded to %s", tables::grouped(encoded.member.count()).c_str(),
              encoded.member.member.c_str(), options.out.c_str());
  if (!schema.fields.empty()) std::printf(", filters %.0f %% full", 100 * encoded.fill.mean(schema));
  std::printf(".\n");
  if (encoded.without_salt > 0) {
    std::printf("%s have no salt (no \"%s\"): they can be linked with each other only.\n",
                tables::grouped(encoded.without_salt).c_str(), schema.hardening.salt->field.c_str());
  }
  if (!options.keep_tokens.empty()) {
    std::printf("%s names the records behind the tokens; it stays here.\n", options.keep_tokens.c_str());
  }
  std::printf(
      "Encodings are personal data: send them to who links only, and have them deleted afterwards.\n");
}

Exit encode_input(const EncodeOptions& options) {
  Problems problems;
  const auto read = read_schema(options.schema, problems);
  const auto secret_file = read_or_tell(options.secret, problems);
  const auto secret =
      secret_file ? sealed::read_secret(secret_file->name, secret_file->bytes, problems) : std::nullopt;
  if (problems.has_errors()) return told(problems, read ? &read->source : nullptr);
  MemberInput input;
  if (!read_input(options.input, read->schema, input, problems)) return told(problems, nullptr);
  const sealed::Encoded encoded = sealed::encode_member(read->schema, *secret, input.member, input.file.name,
                                                        input.records, problems, run_on_all_cores);
  if (problems.has_errors()) return told(problems, nullptr);
  keep_file(options.out, sealed::write_encodings(encoded.member));
  if (!options.keep_tokens.empty()) {
    keep_file(options.keep_tokens, sealed::token_list(encoded.member.tokens, input.records));
  }
  tell_encoded(options, encoded, read->schema);
  return told(problems, nullptr);
}

}  // namespace

void set_up_encode(CLI::App& app, EncodeOptions& options) {
  CLI::App* encode = app.add_subcommand(
      "encode",
      "Encodes a member's records under a shared secret, so that they can be linked without names.");
  CLI::Option* fresh = encode->add_option("--new-secret", options.new_secret,
                                          "makes a file with a new secret, and nothing else");
  CLI::Option* suggest = encode->add_option("--suggest", options.suggest,
                                            "prints a schema proposed for this CSV, and nothing else");
  fresh->excludes(suggest);
  encode->add_option("--secret", options.secret, "the secret the members share")->excludes(fresh);
  encode->add_option("--schema", options.schema, "what is encoded and how, the same for all members");
  encode->add_option("--input", options.input, "NAME=FILE.csv: the member's name and its records");
  encode->add_option("--out", options.out, "the file of encodings, for who links");
  encode->add_option("--keep-tokens", options.keep_tokens,
                     "CSV of token and record, to bring results back; stays at the member");
}

Exit encode_records(const EncodeOptions& options) {
  if (!options.new_secret.empty()) return make_secret(options.new_secret);
  if (!options.suggest.empty()) return suggest(options.suggest);
  if (options.secret.empty() || options.schema.empty() || options.input.empty() || options.out.empty()) {
    std::fprintf(stderr,
                 "outturn encode needs --secret, --schema, --input and --out together,\n"
                 "or --new-secret FILE, or --suggest FILE.csv; see outturn encode --help\n");
    return Exit::usage;
  }
  return encode_input(options);
}

}  // namespace outturn::command
