#include "contracts/manual/manual.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "contracts/language/grammar.h"
#include "engine/base/problem.h"
#include "engine/calc/operation.h"

namespace outturn::manual {

using language::FunctionForm;
using language::LineForm;
using language::StatementForm;

namespace {

constexpr std::string_view mark = "<!-- made: ";
constexpr std::string_view mark_end = " -->";
constexpr std::string_view last_mark = "<!-- end -->";

std::string text(std::string_view words) { return std::string(words); }

/// A cell of a table must not end it.
std::string cell(std::string_view words) {
  std::string out;
  for (const char c : words) out += c == '|' ? std::string("\\|") : std::string(1, c);
  return out;
}

std::string code(std::string_view words) { return words.empty() ? "" : "`" + cell(words) + "`"; }

std::string statements_table() {
  std::string out = "| kind | what it says | in the workbook |\n| --- | --- | --- |\n";
  for (const StatementForm& form : language::statement_forms())
    out += "| `" + text(form.word) + "` | " + cell(form.says) + " | " + cell(form.workbook) + " |\n";
  return out;
}

std::string lines_table() {
  std::string out = "| under | line | |\n| --- | --- | --- |\n";
  for (const StatementForm& form : language::statement_forms()) {
    std::string under = "`" + text(form.word) + "`";
    if (!form.table.empty()) {
      out += "| " + under + " | a table: " + cell(form.table) + " | |\n";
      under.clear();
    }
    for (const LineForm& line : form.lines) {
      out += "| " + under + " | " + code(text(line.word) + " " + text(line.form)) + " | " + cell(line.says) +
             (line.often ? "; may stand several times" : "") + " |\n";
      under.clear();
    }
  }
  return out;
}

std::string functions_table() {
  std::string out = "| function | |\n| --- | --- |\n";
  for (const FunctionForm& form : language::function_forms())
    out += "| " + code(form.form) + " | " + cell(form.says) + " |\n";
  return out;
}

std::string operations_table() {
  std::string out = "| operation | in a cell | what it gives |\n| --- | --- | --- |\n";
  for (const calc::Operation& row : calc::operations)
    out += "| " + cell(row.name) + " | " + code(row.sheet) + " | " + cell(row.meaning) + " |\n";
  return out;
}

/// The choices of one rule of the grammar, each on a line of its own.
std::string rule(const std::string& name, const std::vector<std::string>& choices) {
  std::string out;
  for (const std::string& choice : choices) {
    if (out.empty()) {
      out.append(name).append(11 - name.size(), ' ').append("= ");
    } else {
      out += "           | ";
    }
    out.append(choice).append("\n");
  }
  return out;
}

std::string quoted(std::string_view word) { return "\"" + text(word) + "\""; }

std::string grammar_text() {
  std::vector<std::string> heads;
  std::vector<std::string> lines;
  for (const StatementForm& form : language::statement_forms()) {
    heads.push_back(quoted(form.word) + " " + text(form.head));
    for (const LineForm& line : form.lines) {
      std::string said = quoted(line.word) + " " + text(line.form);
      if (std::find(lines.begin(), lines.end(), said) == lines.end()) lines.push_back(std::move(said));
    }
  }
  return "```\n" + rule("file", {"{ statement }"}) +
         rule("statement", {"first line { indented line | table row }"}) + rule("first line", heads) +
         rule("line", lines) + text(language::other_rules()) + "```\n";
}

std::string made(std::string_view name) {
  if (name == "statements") return statements_table();
  if (name == "lines") return lines_table();
  if (name == "functions") return functions_table();
  if (name == "operations") return operations_table();
  if (name == "grammar") return grammar_text();
  throw Fault("the manual asks for a table \"" + text(name) + "\" that nobody makes");
}

std::string about_statement(const StatementForm& form) {
  std::string out =
      text(form.word) + ": " + text(form.says) + "\n\n  " + text(form.word) + " " + text(form.head) + "\n";
  if (!form.table.empty()) out += "    a table: " + text(form.table) + "\n";
  for (const LineForm& line : form.lines)
    out += "    " + text(line.word) + " " + text(line.form) + "\n        " + text(line.says) +
           (line.often ? "; may stand several times" : "") + "\n";
  return out + "\nIn the workbook: " + text(form.workbook) + "\n\nFor example:\n\n" + text(form.example) +
         "\n";
}

std::string about_line(std::string_view word) {
  std::string out;
  for (const StatementForm& form : language::statement_forms()) {
    for (const LineForm& line : form.lines) {
      if (line.word != word) continue;
      out += "Under " + text(form.word) + ":\n  " + text(line.word) + " " + text(line.form) + "\n      " +
             text(line.says) + "\n";
    }
  }
  return out;
}

/// True where a heading has the word, whatever its capitals.
bool has_word(std::string_view heading, std::string_view word) {
  const auto lower = [](std::string_view part) {
    std::string out(part);
    for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return out;
  };
  std::istringstream words(lower(heading));
  const std::string wanted = lower(word);
  for (std::string one; words >> one;) {
    while (!one.empty() && (one.back() == ',' || one.back() == ':' || one.back() == ')')) one.pop_back();
    if (one.starts_with('(')) one.erase(0, 1);
    if (one == wanted) return true;
  }
  return false;
}

/// The sections of the manual whose heading has the word.
std::string sections_headed(std::string_view word) {
  std::string out;
  std::istringstream lines(whole());
  std::size_t inside = 0;  // as many # as the heading has
  bool code = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) code = !code;
    const std::size_t level = code ? 0 : std::min(line.find_first_not_of('#'), line.size());
    if (level > 0 && (inside == 0 || level <= inside))
      inside = has_word(line.substr(level), word) ? level : 0;
    if (inside > 0) out += line + "\n";
  }
  return out;
}

}  // namespace

std::string with_tables(std::string_view source) {
  std::string out;
  while (true) {
    const std::size_t at = source.find(mark);
    out += source.substr(0, at);
    if (at == std::string_view::npos) return out;
    const std::size_t name = at + mark.size();
    const std::size_t name_end = source.find(mark_end, name);
    const std::size_t end = source.find(last_mark, name);
    if (name_end == std::string_view::npos || end == std::string_view::npos)
      throw Fault("a made table of the manual has no end");
    out += source.substr(at, name_end + mark_end.size() - at);
    out += "\n" + made(source.substr(name, name_end - name)) + text(last_mark);
    source.remove_prefix(end + last_mark.size());
  }
}

std::string whole() {
  std::string out;
  std::string_view rest = written();
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    if (!line.starts_with("<!--")) out += text(line) + "\n";
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return out;
}

std::optional<std::string> about(std::string_view word) {
  std::string out;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) out += (out.empty() ? "" : "\n") + part;
  };
  for (const StatementForm& form : language::statement_forms()) {
    if (form.word == word) add(about_statement(form));
  }
  for (const FunctionForm& form : language::function_forms()) {
    if (form.word == word) add(text(form.form) + ": " + text(form.says) + "\n");
  }
  add(about_line(word));
  for (const calc::Operation& row : calc::operations) {
    if (row.name == word && !row.sheet.empty())
      add("In a cell: " + text(row.sheet) + "\n  " + text(row.meaning) + "\n");
  }
  if (out.empty()) out = sections_headed(word);
  if (out.empty()) return std::nullopt;
  return out;
}

std::vector<std::string> words() {
  std::set<std::string> known;
  for (const StatementForm& form : language::statement_forms()) {
    known.emplace(form.word);
    for (const LineForm& line : form.lines) known.emplace(line.word);
  }
  for (const FunctionForm& form : language::function_forms()) known.emplace(form.word);
  for (const calc::Operation& row : calc::operations) {
    if (!row.sheet.empty()) known.emplace(row.name);
  }
  return {known.begin(), known.end()};
}

}  // namespace outturn::manual
