#include "engine/linkage/model/sql_tree.h"

#include "engine/linkage/model/sql_tokens.h"

namespace outturn::linkage {
namespace {

constexpr int deepest = 100;
constexpr std::size_t most_tokens = 2000;  // a chain of signs makes a tree as deep as it is long

/// Recursive descent, loosest first: OR, AND, NOT, comparison, + - ||, what stands alone.
class Reader {
 public:
  Reader(std::string_view sql, SqlTrouble& trouble) : tokens_(sql_tokens(sql)), trouble_(&trouble) {}

  std::optional<SqlNode> whole() {
    if (tokens_.size() > most_tokens) fail("the condition is longer than any that is understood here");
    SqlNode node = failed_ ? SqlNode{} : either();
    if (!failed_ && now().kind != SqlToken::Kind::end) fail("\"" + now().text + "\" was not expected here");
    if (failed_) return std::nullopt;
    return node;
  }

 private:
  [[nodiscard]] const SqlToken& now() const { return tokens_[at_]; }
  [[nodiscard]] bool is_word(std::string_view word) const {
    return now().kind == SqlToken::Kind::word && capitals(now().text) == word;
  }
  [[nodiscard]] bool is_sign(std::string_view sign) const {
    return now().kind == SqlToken::Kind::sign && now().text == sign;
  }
  /// To the next token; at the end it stays there.
  void go_on() {
    if (at_ + 1 < tokens_.size()) ++at_;
  }
  bool take_word(std::string_view word) {
    if (!is_word(word)) return false;
    go_on();
    return true;
  }
  bool take_sign(std::string_view sign) {
    if (!is_sign(sign)) return false;
    go_on();
    return true;
  }
  void fail(std::string what) {
    if (!failed_) *trouble_ = {std::move(what), now().at};
    failed_ = true;
  }
  void expect(std::string_view sign) {
    if (!take_sign(sign)) fail("\"" + std::string(sign) + "\" is missing");
  }

  SqlNode either() {
    if (++depth_ > deepest) fail("the condition is nested too deeply");
    SqlNode left = failed_ ? SqlNode{} : both();
    while (!failed_ && take_word("OR")) left = call("OR", std::move(left), both());
    --depth_;
    return left;
  }

  SqlNode both() {
    SqlNode left = negated();
    while (!failed_ && take_word("AND")) left = call("AND", std::move(left), negated());
    return left;
  }

  SqlNode negated() {
    if (!take_word("NOT")) return compared();
    if (++depth_ > deepest) fail("the condition is nested too deeply");
    SqlNode node{SqlNode::Kind::call, "NOT", "", {failed_ ? SqlNode{} : negated()}};
    --depth_;
    return node;
  }

  SqlNode compared() {
    SqlNode left = summed();
    if (take_word("IS")) {
      const bool negative = take_word("NOT");
      if (!take_word("NULL")) fail("after IS only NULL or NOT NULL is understood");
      return {negative ? SqlNode::Kind::not_null : SqlNode::Kind::is_null, "", "", {std::move(left)}};
    }
    for (const char* sign : {"=", "==", "<=", ">=", "<>", "!=", "<", ">"}) {
      if (!take_sign(sign)) continue;
      return call(std::string_view(sign) == "==" ? "=" : sign, std::move(left), summed());
    }
    return left;
  }

  SqlNode summed() {
    SqlNode left = alone();
    while (!failed_) {
      const char* found = nullptr;
      for (const char* sign : {"-", "+", "||"}) {
        if (take_sign(sign)) found = sign;
      }
      if (found == nullptr) break;
      left = call(found, std::move(left), alone());
    }
    return left;
  }

  SqlNode alone() {
    if (take_sign("(")) {
      SqlNode inner = either();
      expect(")");
      return typed(std::move(inner));
    }
    const SqlToken token = now();
    if (token.kind == SqlToken::Kind::end) fail("the condition ends too early");
    if (token.kind == SqlToken::Kind::sign) fail("\"" + token.text + "\" was not expected here");
    if (failed_) return {};
    go_on();
    if (token.kind == SqlToken::Kind::number) return {SqlNode::Kind::number, token.text, "", {}};
    if (token.kind == SqlToken::Kind::text) return {SqlNode::Kind::text, token.text, "", {}};
    if (token.kind == SqlToken::Kind::word && is_sign("(")) return typed(function(capitals(token.text)));
    return typed(column(token));
  }

  SqlNode column(const SqlToken& first) {
    SqlNode node{SqlNode::Kind::column, first.text, "", {}};
    if (!take_sign(".")) return node;
    node.qualifier = first.text;
    node.text = now().text;
    const bool named = now().kind == SqlToken::Kind::word || now().kind == SqlToken::Kind::quoted_word;
    if (!named) fail("a column's name is missing after the dot");
    go_on();
    return node;
  }

  SqlNode function(const std::string& name) {
    SqlNode node{SqlNode::Kind::call, name, "", {}};
    expect("(");
    if (take_sign(")")) return node;
    while (!failed_) {
      node.of.push_back(either());
      if (take_word("AS")) {  // CAST(x AS type)
        node.of.push_back({SqlNode::Kind::text, capitals(now().text), "", {}});
        go_on();
      }
      if (!take_sign(",")) break;
    }
    expect(")");
    return node;
  }

  /// What a "::type" after it makes of the node.
  SqlNode typed(SqlNode node) {
    while (!failed_ && take_sign("::")) {
      SqlNode type{SqlNode::Kind::text, capitals(now().text), "", {}};
      if (now().kind != SqlToken::Kind::word) fail("a type is missing after \"::\"");
      go_on();
      node = call("CAST", std::move(node), std::move(type));
    }
    return node;
  }

  static SqlNode call(std::string name, SqlNode a, SqlNode b) {
    SqlNode node{SqlNode::Kind::call, std::move(name), "", {}};
    node.of.push_back(std::move(a));
    node.of.push_back(std::move(b));
    return node;
  }

  std::vector<SqlToken> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool failed_ = false;
  SqlTrouble* trouble_;
};

}  // namespace

std::optional<SqlNode> read_sql(std::string_view sql, SqlTrouble& trouble) {
  return Reader(sql, trouble).whole();
}

}  // namespace outturn::linkage
