#include "adapters/command/command_words.h"

#include <sstream>

#include <CLI/CLI.hpp>

namespace outturn::command {
namespace {

/// "TEXT:{draft,final}" -> draft, final
std::vector<std::string> values_in(const std::string& type) {
  std::vector<std::string> out;
  const std::size_t open = type.find('{');
  const std::size_t close = type.find('}');
  if (open == std::string::npos || close == std::string::npos) return out;
  std::istringstream values(type.substr(open + 1, close - open - 1));
  for (std::string one; std::getline(values, one, ',');) out.push_back(one);
  return out;
}

OptionWords words_of(const CLI::Option& option) {
  OptionWords out;
  for (const std::string& name : option.get_snames()) out.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) out.names.push_back("--" + name);
  if (option.get_positional()) out.names = {option.get_name(true)};
  out.says = option.get_description();
  out.values = values_in(option.get_type_name());
  out.takes_value = option.get_type_size() != 0;
  out.several = option.get_expected_max() > 1;
  out.required = option.get_required();
  return out;
}

std::vector<std::string> examples_in(const std::string& footer) {
  std::vector<std::string> out;
  std::istringstream lines(footer);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("  outturn ")) out.push_back(line.substr(2));
  return out;
}

CommandWords words_below(const CLI::App& app, const std::string& path) {
  CommandWords out;
  out.path = path;
  out.says = app.get_description();
  out.examples = examples_in(app.get_footer());
  for (const CLI::Option* option : app.get_options())
    (option->get_positional() ? out.positionals : out.options).push_back(words_of(*option));
  for (const CLI::App* below : app.get_subcommands([](const CLI::App*) { return true; }))
    out.below.push_back(words_below(*below, path + " " + below->get_name()));
  return out;
}

void gather(const CommandWords& one, std::vector<const CommandWords*>& into) {
  into.push_back(&one);
  for (const CommandWords& below : one.below) gather(below, into);
}

}  // namespace

CommandWords command_words(const CLI::App& app) { return words_below(app, app.get_name()); }

std::vector<const CommandWords*> all_commands(const CommandWords& top) {
  std::vector<const CommandWords*> out;
  gather(top, out);
  return out;
}

}  // namespace outturn::command
