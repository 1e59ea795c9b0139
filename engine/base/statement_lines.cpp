#include "engine/base/statement_lines.h"

#include <algorithm>

namespace outturn {

StatementLines::StatementLines(const SourceFile& source, std::string code, Problems& problems)
    : source_(source), code_(std::move(code)), problems_(problems), rest_(source.text()) {}

bool StatementLines::next() {
  while (!rest_.empty()) {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    ++line_;
    text_ = rest_.substr(0, end);
    tokens_ = tokens_of(text_);
    at_ = 0;
    example_.clear();
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    if (!tokens_.empty()) return true;
  }
  return false;
}

std::vector<StatementLines::Token> StatementLines::tokens_of(std::string_view line) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < line.size();) {
    const char c = line[at];
    if (c == '#') break;
    if (c == ' ' || c == '\t' || c == '\r') {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    if (c == '"') {
      const std::size_t end = std::min(line.find('"', at + 1), line.size());
      tokens.push_back({std::string(line.substr(at + 1, end - at - 1)), true,
                        line.find('"', at + 1) == std::string_view::npos, begin});
      at = end + 1;
    } else if (c == ',' || c == ':') {
      tokens.push_back({std::string(1, c), false, false, begin});
      ++at;
    } else {
      const std::size_t end = std::min(line.find_first_of(" \t\r,:#\"", at), line.size());
      tokens.push_back({std::string(line.substr(at, end - at)), false, false, begin});
      at = end;
    }
  }
  return tokens;
}

bool StatementLines::is(std::string_view word) const {
  return more() && !tokens_[at_].quoted && tokens_[at_].text == word;
}

bool StatementLines::take(std::string_view word) {
  if (!is(word)) return false;
  ++at_;
  return true;
}

std::string StatementLines::word() { return more() ? tokens_[at_++].text : std::string(); }

std::string StatementLines::name(const std::string& of_what) {
  if (!more() || is(",") || is(":")) {
    fail("the name of " + of_what + " is missing here");
    return {};
  }
  if (tokens_[at_].open) {
    fail("this quotation mark is never closed", {}, {"Write another behind the name."});
    return {};
  }
  return tokens_[at_++].text;
}

std::vector<std::string> StatementLines::names(const std::string& of_what) {
  std::vector<std::string> out;
  do out.push_back(name(of_what));
  while (take(","));
  return out;
}

void StatementLines::end() {
  if (more()) fail("\"" + tokens_[at_].text + "\" is not understood here");
}

void StatementLines::fail(std::string what, std::vector<std::string> why, std::vector<std::string> mend) {
  fail_at(at_, std::move(what), std::move(why), std::move(mend));
}

void StatementLines::fail_last(std::string what, std::vector<std::string> why,
                               std::vector<std::string> mend) {
  fail_at(at_ == 0 ? 0 : at_ - 1, std::move(what), std::move(why), std::move(mend));
}

void StatementLines::fail_at(std::size_t word, std::string what, std::vector<std::string> why,
                             std::vector<std::string> mend) {
  const std::size_t at = std::min(word, tokens_.empty() ? 0 : tokens_.size() - 1);
  const Span place = tokens_.empty() ? Span{std::max(line_, 1U), 1, 1} : place_of(tokens_[at]);
  if (mend.empty() && !example_.empty()) mend = {"Write it like: " + example_};
  problems_.add(problem_at(code_, source_.name(), place, std::move(what), std::move(why), std::move(mend)));
  at_ = tokens_.size();
}

void StatementLines::no_statement(const std::vector<std::string>& known) {
  const std::string like = nearest_name(tokens_.front().text, known);
  std::string all;
  for (std::size_t i = 0; i < known.size(); ++i)
    all += (i == 0 ? "" : i + 1 == known.size() ? " or " : ", ") + known[i];
  fail_at(0, "\"" + tokens_.front().text + "\" begins no statement", {},
          {like.empty() ? "Statements begin with " + all + "." : "Did you mean \"" + like + "\"?"});
}

void StatementLines::lacking(std::string what, std::string mend) {
  problems_.add(problem_at(code_, source_.name(), {1, 1, 1}, std::move(what), {}, {std::move(mend)}));
}

Span StatementLines::place_of(const Token& token) const {
  return {line_, static_cast<std::uint32_t>(character_count(text_.substr(0, token.at)) + 1),
          static_cast<std::uint32_t>(character_count(token.text))};
}

Span StatementLines::place() const { return more() ? place_of(tokens_[at_]) : Span{line_, 1, 1}; }

Span StatementLines::first() const { return place_of(tokens_.front()); }

}  // namespace outturn
