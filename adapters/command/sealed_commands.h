// The commands of linking without names leaving a member: encode (at a member), link --encoded (at the
// linkage unit) and psi (between two members). docs/linking-privately.md is their manual.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/command/claim/host.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's own
class App;
}  // namespace CLI

namespace outturn::command {

struct EncodeOptions {
  std::string new_secret;  ///< make this file, and nothing else
  std::string suggest;     ///< propose a schema for this CSV, and nothing else
  std::string secret;
  std::string schema;
  std::string input;  ///< NAME=FILE.csv
  std::string out;
  std::string keep_tokens;  ///< a CSV of token and record, to stay at the member
};
void set_up_encode(CLI::App& app, EncodeOptions& options);
[[nodiscard]] Exit encode_records(const EncodeOptions& options);

struct LinkEncodedOptions {
  std::vector<fs::path> files;
  fs::path out;
  std::optional<double> threshold;  ///< Dice; else worked out without truth
  bool replace = false;             ///< write over pairs.csv and people.csv in `out`
};
/// Writes pairs.csv (left, right, weight, probability, levels) and people.csv (record, person, dataset,
/// probability) of tokens. A probability that can't be known (match keys alone) is left empty.
[[nodiscard]] Exit link_encoded(const LinkEncodedOptions& options);

struct PsiOptions {
  std::string step;  ///< blind, evaluate or finish
  std::string schema;
  std::string input;
  std::string blinded;
  std::string evaluated;
  std::string keep;
  std::string keep_tokens;
  std::string out;
  std::size_t most = 200'000;
};
void set_up_psi(CLI::App& app, PsiOptions& options);
[[nodiscard]] Exit exchange_keys(const PsiOptions& options);

}  // namespace outturn::command
