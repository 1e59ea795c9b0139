// editor/outturn.tmLanguage.json is made of the grammar's own words, so that it can't drift from it.
// OUTTURN_UPDATE_GOLDEN=1 writes it anew.
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "contracts/language/grammar.h"
#include "tests/language/goldens.h"

namespace outturn::language {
namespace {

using Json = nlohmann::ordered_json;
using Words = std::set<std::string>;

/// Words that stand in quotation marks in a form of the grammar.
void add_words_of(std::string_view form, Words& words) {
  static const std::regex quoted("\"([a-z]+)\"");
  const std::string text(form);
  for (std::sregex_iterator at(text.begin(), text.end(), quoted), end; at != end; ++at)
    words.insert((*at)[1]);
}

Words statement_words() {
  Words out;
  for (const StatementForm& form : statement_forms()) out.emplace(form.word);
  return out;
}

Words line_words() {
  Words out;
  for (const StatementForm& form : statement_forms())
    for (const LineForm& line : form.lines) out.emplace(line.word);
  return out;
}

/// Those within lines: of what stands behind a statement's or a line's first word, and of the rules below.
Words inner_words() {
  Words out;
  for (const StatementForm& form : statement_forms()) {
    add_words_of(form.head, out);
    for (const LineForm& line : form.lines) add_words_of(line.form, out);
  }
  for (const FunctionForm& form : function_forms()) add_words_of(form.form, out);
  add_words_of(other_rules(), out);
  return out;
}

Words function_words() {
  Words out;
  for (const FunctionForm& form : function_forms()) out.emplace(form.word);
  return out;
}

std::string any_of(const Words& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : "|") + word;
  return "(" + out + ")";
}

Json rule(const std::string& name, const std::string& match) { return {{"name", name}, {"match", match}}; }

Json grammar() {
  Json repository;
  repository["comment"] = rule("comment.line.number-sign.outturn", "#.*$");
  repository["words"] = rule("string.quoted.double.outturn", "\"[^\"]*\"?");
  repository["clause"] = rule("markup.underline.link.clause.outturn", "\\[[^\\]]*\\]?");
  repository["amount"] = rule("constant.numeric.money.outturn", "[£€$₹¥] ?[0-9][0-9,]*(\\.[0-9]+)?");
  repository["date"] = rule("constant.other.date.outturn", "\\b[0-9]{4}-[0-9]{2}-[0-9]{2}\\b");
  repository["number"] = rule("constant.numeric.outturn", "\\b[0-9]+(\\.[0-9]+)?%?");
  repository["truth"] = rule("constant.language.outturn", "\\b(yes|no|true|false|unknown)\\b");
  repository["function"] = rule("support.function.outturn", "\\b" + any_of(function_words()) + "(?= *\\()");
  repository["inner"] = rule("keyword.control.outturn", "\\b" + any_of(inner_words()) + "\\b");
  repository["sign"] = rule("keyword.operator.outturn", "<>|<=|>=|[-+*/^=<>]");
  repository["bar"] = rule("punctuation.separator.table.outturn", "\\|");
  repository["statement"] = {
      {"match", "^" + any_of(statement_words()) + "\\b(?: +([A-Za-z][A-Za-z0-9_]*))?"},
      {"captures",
       {{"1", {{"name", "keyword.declaration.outturn"}}}, {"2", {{"name", "entity.name.type.outturn"}}}}}};
  repository["line"] = {{"match", "^[ \\t]+" + any_of(line_words()) + "\\b"},
                        {"captures", {{"1", {{"name", "keyword.other.line.outturn"}}}}}};
  Json patterns = Json::array();
  for (const char* name : {"comment", "words", "clause", "statement", "line", "amount", "date", "number",
                           "truth", "function", "inner", "sign", "bar"})
    patterns.push_back({{"include", std::string("#") + name}});
  return {{"name", "Outturn contract"},
          {"scopeName", "source.outturn"},
          {"fileTypes", {"contract"}},
          {"patterns", patterns},
          {"repository", repository}};
}

const std::string path = OUTTURN_SOURCE_DIR "/editor/outturn.tmLanguage.json";

TEST(TextMate, IsMadeOfTheGrammar) {
  const std::string now = grammar().dump(2) + "\n";
  EXPECT_EQ(golden(path, now), now);
}

/// The words that the rule of this name matches, as they stand in the file.
Words words_in(const Json& file, const std::string& rule_name) {
  const auto match = file["repository"][rule_name]["match"].get<std::string>();
  std::smatch found;
  const std::regex list("\\(([a-z0-9_|]+)\\)");
  EXPECT_TRUE(std::regex_search(match, found, list)) << rule_name;
  Words out;
  std::istringstream words(found[1]);
  for (std::string word; std::getline(words, word, '|');) out.insert(word);
  return out;
}

TEST(TextMate, HasEveryKeywordOfTheGrammar) {
  const Json file = Json::parse(content(path));
  EXPECT_EQ(words_in(file, "statement"), statement_words());
  EXPECT_EQ(words_in(file, "line"), line_words());
  EXPECT_EQ(words_in(file, "inner"), inner_words());
  EXPECT_EQ(words_in(file, "function"), function_words());
  for (const char* word : {"each", "by", "until", "if", "then", "else", "within", "after", "half", "pence"})
    EXPECT_TRUE(inner_words().contains(word)) << word;
}

/// Lines of real contracts begin with what the two rules match.
TEST(TextMate, MatchesWhatBeginsTheLinesOfContracts) {
  const Json file = Json::parse(content(path));
  const std::regex statement(file["repository"]["statement"]["match"].get<std::string>());
  const std::regex line_of_one(file["repository"]["line"]["match"].get<std::string>());
  for (const fs::path& contract : contracts_in("good")) {
    std::ifstream in(contract);
    bool open = false;  // the line above goes on
    for (std::string line; std::getline(in, line);) {
      const std::size_t first = line.find_first_not_of(" \t");
      if (first == std::string::npos || line[first] == '#' || line[first] == '|') continue;
      if (first == 0) {
        EXPECT_TRUE(std::regex_search(line, statement)) << line;
      } else if (!open && first == 2 && std::regex_search(line, std::regex("^  [a-z]+ "))) {
        EXPECT_TRUE(std::regex_search(line, line_of_one) || line.starts_with("  and ") ||
                    line.starts_with("  then ") || line.starts_with("  else ") || line.starts_with("  or "))
            << contract << ": " << line;
      }
      open = std::count(line.begin(), line.end(), '(') > std::count(line.begin(), line.end(), ')');
    }
  }
}

}  // namespace
}  // namespace outturn::language
