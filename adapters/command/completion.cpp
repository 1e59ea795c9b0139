#include "adapters/command/completion.h"

#include <algorithm>
#include <cstdio>

#include <CLI/CLI.hpp>

#include "contracts/manual/manual.h"

namespace outturn::command {
namespace {

std::string joined(const std::vector<std::string>& words, const std::string& between) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : between) + word;
  return out;
}

std::string last_word(const std::string& path) { return path.substr(path.rfind(' ') + 1); }

/// What can stand next that is no file: commands below, options, values of a positional.
std::vector<std::string> words_here(const CommandWords& command) {
  std::vector<std::string> out;
  for (const CommandWords& below : command.below) out.push_back(last_word(below.path));
  for (const OptionWords& positional : command.positionals)
    out.insert(out.end(), positional.values.begin(), positional.values.end());
  if (command.path == "outturn manual") {
    for (const std::string& word : manual::words())
      if (word.find(' ') == std::string::npos) out.push_back(word);
  }
  return out;
}

std::vector<std::string> options_of(const CommandWords& command) {
  std::vector<std::string> out;
  for (const OptionWords& option : command.options)
    out.insert(out.end(), option.names.begin(), option.names.end());
  return out;
}

/// In single quotes for a shell.
std::string in_shell(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

/// The lines of a case that walk from a command to one below it.
std::string steps(const CommandWords& top) {
  std::string out;
  for (const CommandWords* one : all_commands(top)) {
    if (one != &top) out += (out.empty() ? "" : "|") + in_shell(one->path);
  }
  return out;
}

/// The lines of a case that complete the value of an option.
std::string values_of_options(const CommandWords& top, const std::string& begin, const std::string& end) {
  std::string out;
  for (const CommandWords* command : all_commands(top)) {
    for (const OptionWords& option : command->options) {
      if (option.values.empty()) continue;
      std::vector<std::string> when;
      for (const std::string& name : option.names) when.push_back(in_shell(command->path + " " + name));
      out.append("    ").append(joined(when, "|")).append(") ").append(begin);
      out.append(in_shell(joined(option.values, " "))).append(end).append(" ;;\n");
    }
  }
  return out;
}

/// What a description says up to its first stop, for one line of a menu.
std::string shortened(const std::string& says) {
  const std::string first = says.substr(0, says.find('\n'));
  const std::size_t stop = first.find(". ");
  return stop == std::string::npos ? first : first.substr(0, stop + 1);
}

std::string described(const std::string& word, const std::string& says) {
  std::string name;
  for (const char c : word) name += c == ':' ? std::string("\\:") : std::string(1, c);
  return in_shell(says.empty() ? name : name + ":" + shortened(says));
}

}  // namespace

std::string bash_completion(const CommandWords& top) {
  std::string out =
      "# Completion of outturn in bash, made by: outturn completion bash\n"
      "_outturn() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} path=outturn words= options= i\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case \"$path ${COMP_WORDS[i]}\" in\n      " +
      steps(top) +
      ") path=\"$path ${COMP_WORDS[i]}\" ;;\n"
      "    esac\n"
      "  done\n"
      "  case \"$path ${COMP_WORDS[COMP_CWORD-1]}\" in\n" +
      values_of_options(top, "COMPREPLY=($(compgen -W ", " -- \"$cur\")); return") +
      "  esac\n"
      "  case \"$path\" in\n";
  for (const CommandWords* command : all_commands(top)) {
    out += "    " + in_shell(command->path) + ") words=" + in_shell(joined(words_here(*command), " ")) +
           " options=" + in_shell(joined(options_of(*command), " ")) + " ;;\n";
  }
  return out +
         "  esac\n"
         "  if [[ $cur == -* ]]; then\n"
         "    COMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))\n"
         "  elif [[ -n $words ]]; then\n"
         "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
         "  else\n"
         "    COMPREPLY=($(compgen -f -- \"$cur\"))\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _outturn outturn\n";
}

std::string zsh_completion(const CommandWords& top) {
  std::string out =
      "#compdef outturn\n"
      "# Completion of outturn in zsh, made by: outturn completion zsh\n"
      "_outturn() {\n"
      "  local at=outturn i\n"
      "  local -a found options\n"
      "  for ((i = 2; i < CURRENT; i++)); do\n"
      "    case \"$at ${words[i]}\" in\n      " +
      steps(top) +
      ") at=\"$at ${words[i]}\" ;;\n"
      "    esac\n"
      "  done\n"
      "  case \"$at ${words[CURRENT-1]}\" in\n" +
      values_of_options(top, "compadd -- ${=:-", "}; return") +
      "  esac\n"
      "  case \"$at\" in\n";
  for (const CommandWords* command : all_commands(top)) {
    out += "    " + in_shell(command->path) + ")\n      found=(";
    for (const CommandWords& below : command->below)
      out += "\n        " + described(last_word(below.path), below.says);
    for (const std::string& word : words_here(*command)) {
      const bool below = std::any_of(command->below.begin(), command->below.end(),
                                     [&](const CommandWords& one) { return last_word(one.path) == word; });
      if (!below) out += "\n        " + described(word, "");
    }
    out += ")\n      options=(";
    for (const OptionWords& option : command->options)
      out += "\n        " + described(option.names.back(), option.says);
    out += ") ;;\n";
  }
  return out +
         "  esac\n"
         "  if [[ ${words[CURRENT]} == -* ]]; then\n"
         "    _describe option options\n"
         "  elif (( $#found )); then\n"
         "    _describe word found\n"
         "  else\n"
         "    _files\n"
         "  fi\n"
         "}\n"
         "compdef _outturn outturn\n";
}

void set_up_completion(CLI::App& app, std::string& shell) {
  CLI::App* completion = app.add_subcommand(
      "completion", "Completion of this command line for a shell: source <(outturn completion bash)");
  completion->add_option("SHELL", shell, "bash or zsh")->required()->check(CLI::IsMember({"bash", "zsh"}));
}

Exit print_completion(const CLI::App& app, const std::string& shell) {
  const CommandWords top = command_words(app);
  std::fputs((shell == "zsh" ? zsh_completion(top) : bash_completion(top)).c_str(), stdout);
  return Exit::good;
}

}  // namespace outturn::command
