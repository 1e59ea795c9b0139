// Completion of the command line in bash and zsh, made from the commands themselves.
#pragma once

#include <string>

#include "adapters/command/claim/host.h"
#include "adapters/command/command_words.h"

namespace outturn::command {

[[nodiscard]] std::string bash_completion(const CommandWords& top);
[[nodiscard]] std::string zsh_completion(const CommandWords& top);

void set_up_completion(CLI::App& app, std::string& shell);
[[nodiscard]] Exit print_completion(const CLI::App& app, const std::string& shell);

}  // namespace outturn::command
