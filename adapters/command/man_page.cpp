#include "adapters/command/man_page.h"

#include <sstream>

namespace outturn::command {
namespace {

/// Text of a line: what man would take for an order or another sign is written so that it is shown.
std::string shown(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
  }
  if (!out.empty() && (out.front() == '.' || out.front() == '\'')) out.insert(0, "\\&");
  return out;
}

std::string bold(const std::string& text) { return "\\fB" + shown(text) + "\\fR"; }
std::string italic(const std::string& text) { return "\\fI" + shown(text) + "\\fR"; }

/// Several lines as paragraphs; indented ones as they stand.
std::string paragraphs(const std::string& text) {
  std::string out;
  std::istringstream lines(text);
  bool as_it_stands = false;
  for (std::string line; std::getline(lines, line);) {
    const bool indented = line.starts_with("  ");
    if (indented != as_it_stands) out += indented ? ".PP\n.nf\n" : ".fi\n.PP\n";
    as_it_stands = indented;
    if (line.empty())
      out += ".PP\n";
    else
      out += shown(line) + "\n";
  }
  return out + (as_it_stands ? ".fi\n" : "");
}

std::string option(const OptionWords& one, bool positional) {
  std::string out = ".TP\n";
  for (std::size_t i = 0; i < one.names.size(); ++i)
    out += (i == 0 ? "" : ", ") + (positional ? italic(one.names[i]) : bold(one.names[i]));
  if (!positional && one.takes_value) out += " " + italic(one.values.empty() ? "..." : "WORD");
  out += "\n" + shown(one.says);
  for (std::size_t i = 0; i < one.values.size(); ++i)
    out += (i == 0 ? ": " : i + 1 == one.values.size() ? " or " : ", ") + bold(one.values[i]);
  return out + (one.required ? " (required)" : "") + "\n";
}

std::string synopsis(const CommandWords& command) {
  std::string out = bold(command.path);
  if (!command.options.empty()) out += " [" + italic("OPTIONS") + "]";
  for (const OptionWords& one : command.positionals) {
    const std::string name = italic(one.names.front()) + (one.several ? "..." : "");
    out += " " + (one.required ? name : "[" + name + "]");
  }
  return out + (command.below.empty() ? "" : " " + italic("COMMAND"));
}

std::string section(const CommandWords& command) {
  std::string out =
      ".SS \"" + command.path + "\"\n" + paragraphs(command.says) + ".PP\n" + synopsis(command) + "\n";
  for (const OptionWords& one : command.positionals) out += option(one, true);
  for (const OptionWords& one : command.options)
    if (one.names.back() != "--help") out += option(one, false);
  if (command.examples.empty()) return out;
  out += ".PP\nExamples:\n.PP\n.nf\n";
  for (const std::string& example : command.examples) out += "  " + shown(example) + "\n";
  return out + ".fi\n";
}

}  // namespace

std::string man_page(const CommandWords& top, const std::string& version) {
  std::string out = ".TH OUTTURN 1 \"\" \"outturn " + version +
                    "\" \"Outcomes contracts\"\n"
                    ".SH NAME\noutturn \\- models outcomes contracts and shows what is due\n"
                    ".SH SYNOPSIS\n" +
                    bold("outturn") + " " + italic("COMMAND") + " [" + italic("OPTIONS") + "] ...\n" +
                    ".SH DESCRIPTION\n" + paragraphs(top.says) + ".SH COMMANDS\n";
  for (const CommandWords* command : all_commands(top))
    if (command != &top) out += section(*command);
  return out +
         ".SH \"EXIT STATUS\"\n"
         ".TP\n0\nall is good\n"
         ".TP\n1\nthe contract or evidence has problems, a case fails, a rechecked workbook differs, a text "
         "is "
         "not in layout\n"
         ".TP\n2\nit was called wrongly\n"
         ".TP\n3\nthe fault is ours or the machine's\n"
         ".SH ENVIRONMENT\n.TP\nNO_COLOR\nno colours, also on a terminal\n"
         ".SH \"SEE ALSO\"\n" +
         bold("outturn manual") + " prints the manual of the contract language.\n";
}

}  // namespace outturn::command
