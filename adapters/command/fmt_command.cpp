#include <algorithm>
#include <cstdio>

#include "adapters/command/claim/value_tables.h"
#include "adapters/command/commands.h"
#include "contracts/layout/layout.h"
#include "contracts/parse/parse.h"

namespace outturn::command {
namespace {

const fs::path standard_input = "-";

struct Text {
  std::string before;  ///< as it stands, byte for byte
  std::string after;   ///< in the layout
};

/// Problems of files beside the contract are for check to tell: layout needs none of them.
bool is_of_text(const Problem& problem, const SourceFile& source) {
  return problem.file == source.name() && problem.code != "S60" && problem.code != "S63";
}

/// A text that can't be read is told and left alone.
std::optional<std::string> layout_of(const SourceFile& source, const fs::path& folder, Problems& problems) {
  Problems found;
  CardFolder cards(folder, found);
  (void)language::parse(
      source, found, [&](const std::string& file) { return cards.file(file); }, value_tables(cards));
  for (const Problem& problem : found.list())
    if (problem.severity == Severity::error && is_of_text(problem, source)) problems.add(problem);
  problems.sort();
  if (problems.has_errors()) return std::nullopt;
  return language::laid_out(source, problems);
}

std::optional<Text> read_and_lay_out(const fs::path& path) {
  Problems problems;
  const bool piped = path == standard_input;
  auto bytes = piped ? std::optional(read_standard_input()) : read_file(path);
  const auto source =
      bytes && piped ? text_of("standard input", *bytes, problems) : load_contract_text(path, problems);
  std::optional<std::string> after;
  if (source) after = layout_of(*source, path.has_parent_path() ? path.parent_path() : ".", problems);
  print_problems(problems, source ? &*source : nullptr);
  if (!after) {
    if (source) std::fprintf(stderr, "%s is left as it is.\n", source->name().c_str());
    return std::nullopt;
  }
  return Text{std::move(*bytes), std::move(*after)};
}

}  // namespace

Exit lay_out_contracts(const LayoutOptions& options) {
  bool good = true;
  for (const fs::path& path : options.files) {
    const auto text = read_and_lay_out(path);
    if (!text) {
      good = false;
      continue;
    }
    const bool differs = text->before != text->after;
    if (options.only_check) {
      if (differs) std::printf("%s\n", path.string().c_str());
      good = good && !differs;
    } else if (options.standard_output || path == standard_input) {
      std::fwrite(text->after.data(), 1, text->after.size(), stdout);
    } else if (differs) {
      replace_file(path, text->after);
      std::printf("%s: laid out.\n", path.string().c_str());
    }
  }
  return good ? Exit::good : Exit::problems;
}

}  // namespace outturn::command
