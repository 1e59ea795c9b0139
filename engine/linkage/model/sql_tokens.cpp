#include "engine/linkage/model/sql_tokens.h"

#include <array>

#include "engine/base/letters.h"

namespace outturn::linkage {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

class Scanner {
 public:
  explicit Scanner(std::string_view sql) : sql_(sql) {}

  std::vector<SqlToken> all() {
    std::vector<SqlToken> tokens;
    while (skip_blanks()) tokens.push_back(next());
    tokens.push_back({SqlToken::Kind::end, "", sql_.size()});
    return tokens;
  }

 private:
  bool skip_blanks() {
    while (at_ < sql_.size() &&
           (sql_[at_] == ' ' || sql_[at_] == '\n' || sql_[at_] == '\t' || sql_[at_] == '\r')) {
      ++at_;
    }
    return at_ < sql_.size();
  }

  SqlToken next() {
    const std::size_t from = at_;
    const char c = sql_[at_];
    if (c == '"' || c == '`') return quoted(c, SqlToken::Kind::quoted_word);
    if (c == '\'') return quoted(c, SqlToken::Kind::text);
    if (is_letter(c)) return run(SqlToken::Kind::word, [](char d) { return is_letter(d) || is_digit(d); });
    if (is_digit(c)) return number();
    static constexpr std::array<std::string_view, 7> pairs{"<=", ">=", "<>", "!=", "||", "::", "=="};
    for (const std::string_view pair : pairs) {
      if (sql_.substr(from, 2) != pair) continue;
      at_ += 2;
      return {SqlToken::Kind::sign, std::string(pair), from};
    }
    ++at_;
    return {SqlToken::Kind::sign, std::string(1, c), from};
  }

  template <class Belongs>
  SqlToken run(SqlToken::Kind kind, Belongs belongs) {
    const std::size_t from = at_;
    while (at_ < sql_.size() && belongs(sql_[at_])) ++at_;
    return {kind, std::string(sql_.substr(from, at_ - from)), from};
  }

  SqlToken number() {
    SqlToken token = run(SqlToken::Kind::number, [](char d) { return is_digit(d) || d == '.'; });
    if (at_ + 1 >= sql_.size() || (sql_[at_] != 'e' && sql_[at_] != 'E')) return token;
    token.text += sql_[at_++];
    if (sql_[at_] == '-' || sql_[at_] == '+') token.text += sql_[at_++];
    token.text += run(SqlToken::Kind::number, is_digit).text;
    return token;
  }

  SqlToken quoted(char quote, SqlToken::Kind kind) {
    const std::size_t from = at_++;
    std::string text;
    for (; at_ < sql_.size(); ++at_) {
      if (sql_[at_] == quote) {
        if (at_ + 1 >= sql_.size() || sql_[at_ + 1] != quote) {
          ++at_;
          return {kind, text, from};
        }
        ++at_;
      }
      text += sql_[at_];
    }
    return {SqlToken::Kind::sign, std::string(1, quote), from};  // never closed
  }

  std::string_view sql_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<SqlToken> sql_tokens(std::string_view sql) { return Scanner(sql).all(); }

std::string capitals(std::string_view word) {
  std::string out(word);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

}  // namespace outturn::linkage
