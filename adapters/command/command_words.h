// The program's commands as data: what completion and the manual page are made from, so that neither can say
// anything but what --help says.
#pragma once

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own
class App;
}

namespace outturn::command {

struct OptionWords {
  std::vector<std::string> names;  ///< -h, --help; of a positional its one name
  std::string says;
  std::vector<std::string> values;  ///< the only ones it takes, where there are such
  bool takes_value = false;
  bool several = false;
  bool required = false;
};

struct CommandWords {
  std::string path;  ///< "outturn", "outturn review queue"
  std::string says;
  std::vector<OptionWords> options;
  std::vector<OptionWords> positionals;
  std::vector<std::string> examples;  ///< whole lines, as in --help
  std::vector<CommandWords> below;
};

[[nodiscard]] CommandWords command_words(const CLI::App& app);
/// The command itself, then those below it, depth first.
[[nodiscard]] std::vector<const CommandWords*> all_commands(const CommandWords& top);

}  // namespace outturn::command
