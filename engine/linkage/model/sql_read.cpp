#include <algorithm>
#include <cstdlib>
#include <utility>

#include "engine/linkage/model/sql.h"

namespace outturn::linkage {
namespace {

using Kind = Condition::Kind;
using Form = Reading::Form;

enum class Side : unsigned char { none, left, right, both };

Side joined(Side a, Side b) {
  if (a == Side::none) return b;
  if (b == Side::none || a == b) return a;
  return Side::both;
}

struct Sided {
  Reading reading;
  Side side = Side::none;
};

/// From the tree of a text to what it means; the first thing not understood is kept.
class Meaning {
 public:
  explicit Meaning(SqlTrouble& trouble) : trouble_(&trouble) {}

  [[nodiscard]] bool failed() const { return failed_; }

  Condition condition(const SqlNode& node) {
    if (node.kind == SqlNode::Kind::is_null) return missing_of(node.of[0]);
    if (node.kind == SqlNode::Kind::not_null) return inverse(missing_of(node.of[0]));
    if (node.kind != SqlNode::Kind::call) return refuse("\"" + node.text + "\" is no condition");
    if (node.text == "AND" || node.text == "OR") return several(node);
    if (node.text == "NOT") return inverse(condition(node.of[0]));
    if (node.text == "=") return same(node);
    if (node.text == "<>" || node.text == "!=") return inverse(same(node));
    if (node.of.size() == 2 && (node.text[0] == '<' || node.text[0] == '>')) return measured(node);
    return refuse("the function " + node.text + " is no condition that is understood here");
  }

  /// A level that is said to be for missing values: "x IS NULL" of anything that can be read.
  Sided reading(const SqlNode& node) {
    if (node.kind == SqlNode::Kind::column) return column(node);
    if (node.kind == SqlNode::Kind::call) return call(node);
    refuse("\"" + node.text + "\" stands where a column is expected");
    return {};
  }

 private:
  Condition refuse(std::string what) {
    if (!failed_) trouble_->what = std::move(what);
    failed_ = true;
    return {};
  }

  Sided column(const SqlNode& node) {
    std::string name = node.text;
    Side side = Side::none;
    if (!node.qualifier.empty()) {
      side = node.qualifier == "l" || node.qualifier == "L" ? Side::left : Side::right;
    } else if (name.size() > 2 && (name.ends_with("_l") || name.ends_with("_r"))) {
      side = name.back() == 'l' ? Side::left : Side::right;
      name.resize(name.size() - 2);
    } else {
      refuse("the column \"" + name + "\" does not say which record it is of (" + name + "_l or " + name +
             "_r)");
    }
    return {column_reading(std::move(name)), side};
  }

  Sided call(const SqlNode& node) {
    const auto is = [&](std::string_view name, std::size_t parts) {
      return node.text == name && node.of.size() == parts;
    };
    if (is("LOWER", 1)) return wrapped(Form::lower, node.of[0]);
    if (is("UPPER", 1)) return wrapped(Form::upper, node.of[0]);
    if (is("TRIM", 1)) return wrapped(Form::trimmed, node.of[0]);
    if (is("NULLIF", 2) && node.of[1].kind == SqlNode::Kind::text && node.of[1].text.empty()) {
      return null_if_empty(node.of[0]);
    }
    if ((is("SUBSTRING", 3) || is("SUBSTR", 3)))
      return part(node.of[0], whole(node.of[1]), whole(node.of[2]));
    if (is("LEFT", 2)) return part(node.of[0], 1, whole(node.of[1]));
    if (node.text == "REGEXP_EXTRACT" && (node.of.size() == 2 || node.of.size() == 3)) return match(node);
    if (is("TRY_STRPTIME", 2) || is("STRPTIME", 2)) return day(node.of[0], node.of[1].text);
    if (is("EPOCH", 1)) return reading(node.of[0]);
    if (is("CAST", 2) || is("TRY_CAST", 2)) return cast(node.of[0], node.of[1].text);
    if (is("||", 2) || node.text == "CONCAT") return concatenated(node);
    refuse("the function " + node.text + " is not one that is understood here");
    return {};
  }

  Sided wrapped(Form form, const SqlNode& inner) {
    Sided of = reading(inner);
    Reading out;
    out.form = form;
    out.of.push_back(std::move(of.reading));
    return {std::move(out), of.side};
  }

  Sided null_if_empty(const SqlNode& inner) {
    Sided of = reading(inner);
    of.reading.empty_is_missing = true;
    return of;
  }

  Sided part(const SqlNode& inner, int first, int length) {
    Sided out = wrapped(Form::part, inner);
    out.reading.first = first;
    out.reading.length = length;
    return out;
  }

  Sided match(const SqlNode& node) {
    Sided out = wrapped(Form::match, node.of[0]);
    out.reading.text = node.of[1].text;
    out.reading.group = node.of.size() == 3 ? whole(node.of[2]) : 0;
    return out;
  }

  Sided day(const SqlNode& inner, const std::string& format) {
    Sided out = wrapped(Form::day, inner);
    out.reading.text = format;
    return out;
  }

  Sided cast(const SqlNode& inner, const std::string& type) {
    if (type == "VARCHAR" || type == "TEXT" || type == "STRING") return reading(inner);
    if (type == "DATE" || type == "TIMESTAMP") return day(inner, "%Y-%m-%d");
    if (type == "DOUBLE" || type == "FLOAT" || type == "DECIMAL" || type == "INT" || type == "INTEGER" ||
        type == "BIGINT" || type == "FLOAT8") {
      return wrapped(Form::number, inner);
    }
    refuse("a cast to " + type + " is not understood here");
    return {};
  }

  Sided concatenated(const SqlNode& node) {
    Sided out;
    out.reading.form = Form::joined;
    for (const SqlNode& inner : node.of) {
      if (inner.kind == SqlNode::Kind::text) {
        Reading literal;
        literal.form = Form::joined;
        literal.text = inner.text;
        out.reading.of.push_back(std::move(literal));
        continue;
      }
      Sided of = reading(inner);
      out.side = joined(out.side, of.side);
      out.reading.of.push_back(std::move(of.reading));
    }
    return out;
  }

  int whole(const SqlNode& node) {
    if (node.kind != SqlNode::Kind::number)
      refuse("a whole number is expected in place of \"" + node.text + "\"");
    return std::atoi(node.text.c_str());
  }

  Condition missing_of(const SqlNode& node) {
    Sided of = reading(node);
    Condition out;
    out.kind = of.side == Side::right ? Kind::right_missing : Kind::left_missing;
    (of.side == Side::right ? out.right : out.left) = std::move(of.reading);
    if (of.side == Side::both || of.side == Side::none)
      refuse("IS NULL is understood of one record's columns only");
    return out;
  }

  Condition inverse(Condition condition) {
    Condition out;
    out.kind = Kind::none;
    out.of.push_back(std::move(condition));
    return out;
  }

  Condition several(const SqlNode& node) {
    Condition out;
    out.kind = node.text == "AND" ? Kind::all : Kind::any;
    for (const SqlNode& part : node.of) {
      Condition inner = condition(part);
      if (inner.kind == out.kind) {
        std::move(inner.of.begin(), inner.of.end(), std::back_inserter(out.of));
      } else {
        out.of.push_back(std::move(inner));
      }
    }
    return out;
  }

  /// Two readings, one of each record, as left and right.
  Condition between(Kind kind, const SqlNode& a, const SqlNode& b) {
    Sided one = reading(a);
    Sided other = reading(b);
    if (one.side == Side::right && other.side == Side::left) std::swap(one, other);
    if (!failed_ && (one.side != Side::left || other.side != Side::right)) {
      return refuse("a comparison must be between the left and the right record");
    }
    Condition out;
    out.kind = kind;
    out.left = std::move(one.reading);
    out.right = std::move(other.reading);
    return out;
  }

  Condition same(const SqlNode& node) { return between(Kind::same, node.of[0], node.of[1]); }

  /// measure >= bound, distance <= bound, either way round.
  Condition measured(const SqlNode& node) {
    const bool turned = node.of[0].kind == SqlNode::Kind::number;
    const SqlNode& measure = node.of[turned ? 1 : 0];
    const SqlNode& bound = node.of[turned ? 0 : 1];
    if (bound.kind != SqlNode::Kind::number) return refuse("a bound must be a number");
    const bool more = (node.text[0] == '>') != turned;
    Condition out = measure_of(measure);
    if (failed_) return out;
    const bool wants_more = out.kind == Kind::jaro_winkler;
    if (more != wants_more) return refuse(measure.text + " must be bounded the other way round");
    out.bound = std::strtod(bound.text.c_str(), nullptr) / (seconds_ ? 86400.0 : 1.0);
    out.beyond = node.text.size() == 1;
    return out;
  }

  Condition measure_of(const SqlNode& node) {
    seconds_ = false;
    if (node.kind != SqlNode::Kind::call) return refuse("\"" + node.text + "\" is no measure");
    if (node.text == "ABS" && node.of.size() == 1 && node.of[0].text == "-" && node.of[0].of.size() == 2) {
      const SqlNode& a = node.of[0].of[0];
      const SqlNode& b = node.of[0].of[1];
      seconds_ = a.text == "EPOCH";
      return between(Kind::apart, a, b);
    }
    if (node.of.size() == 2) {
      if (node.text == "JARO_WINKLER_SIMILARITY") return between(Kind::jaro_winkler, node.of[0], node.of[1]);
      if (node.text == "LEVENSHTEIN") return between(Kind::levenshtein, node.of[0], node.of[1]);
      if (node.text == "DAMERAU_LEVENSHTEIN")
        return between(Kind::damerau_levenshtein, node.of[0], node.of[1]);
    }
    return refuse("the measure " + node.text + " is not one that is understood here");
  }

  SqlTrouble* trouble_;
  bool failed_ = false;
  bool seconds_ = false;
};

void split_rule(Condition condition, BlockingRule& rule) {
  if (condition.kind == Kind::all) {
    for (Condition& part : condition.of) split_rule(std::move(part), rule);
  } else if (condition.kind == Kind::same) {
    rule.keys.push_back({std::move(condition.left), std::move(condition.right)});
  } else {
    rule.also.push_back(std::move(condition));
  }
}

}  // namespace

std::optional<Condition> condition_of_sql(std::string_view sql, SqlTrouble& trouble) {
  std::string_view bare = sql;
  while (!bare.empty() && bare.front() == ' ') bare.remove_prefix(1);
  while (!bare.empty() && bare.back() == ' ') bare.remove_suffix(1);
  if (bare == "ELSE" || bare == "else") return Condition{};
  const auto tree = read_sql(sql, trouble);
  if (!tree) return std::nullopt;
  Meaning meaning(trouble);
  Condition condition = meaning.condition(*tree);
  if (meaning.failed()) return std::nullopt;
  return condition;
}

std::optional<BlockingRule> rule_of_sql(std::string_view sql, SqlTrouble& trouble) {
  auto condition = condition_of_sql(sql, trouble);
  if (!condition) return std::nullopt;
  BlockingRule rule;
  rule.written = std::string(sql);
  split_rule(std::move(*condition), rule);
  return rule;
}

}  // namespace outturn::linkage
