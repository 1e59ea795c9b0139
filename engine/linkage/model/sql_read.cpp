#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <regex>
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

/// A day or a number: nothing to take letters from.
bool is_value(const Reading& reading) { return reading.form == Form::day || reading.form == Form::number; }

constexpr std::size_t longest_pattern = 200;
constexpr double largest_bound = 1e9;  // beyond any number that is read

/// True when the pattern can be searched for and has the group.
bool can_search(const std::string& pattern, int group) {
  if (pattern.size() > longest_pattern) return false;
  try {
    return static_cast<std::size_t>(group) <= std::regex(pattern, std::regex::ECMAScript).mark_count();
  } catch (const std::regex_error&) {
    return false;
  }
}

/// True when the format names the year, month and day as we read them, in digits.
bool can_date(const std::string& format) {
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') continue;
    if (++i == format.size() || (format[i] != 'Y' && format[i] != 'm' && format[i] != 'd')) return false;
  }
  return true;
}

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
    if (is("TRY_STRPTIME", 2) || is("STRPTIME", 2)) return day(node.of[0], node.of[1]);
    if (is("EPOCH", 1)) return reading(node.of[0]);
    if (is("CAST", 2) || is("TRY_CAST", 2)) return cast(node.of[0], node.of[1].text);
    if (is("||", 2)) return concatenated(node);
    refuse("the function " + node.text + " is not one that is understood here");
    return {};
  }

  Sided wrapped(Form form, const SqlNode& inner) {
    Sided of = reading(inner);
    if (is_value(of.reading)) refuse("text is expected where a date or number stands");
    Reading out;
    out.form = form;
    out.of.push_back(std::move(of.reading));
    return {std::move(out), of.side};
  }

  Sided null_if_empty(const SqlNode& inner) {
    Sided of = reading(inner);
    if (is_value(of.reading)) refuse("text is expected where a date or number stands");
    of.reading.empty_is_missing = true;
    return of;
  }

  Sided part(const SqlNode& inner, int first, int length) {
    Sided out = wrapped(Form::part, inner);
    if (first < 1) refuse("characters are counted from 1");
    out.reading.first = first;
    out.reading.length = length;
    return out;
  }

  Sided match(const SqlNode& node) {
    Sided out = wrapped(Form::match, node.of[0]);
    out.reading.text = node.of[1].text;
    out.reading.group = node.of.size() == 3 ? whole(node.of[2]) : 0;
    if (node.of[1].kind != SqlNode::Kind::text || !can_search(out.reading.text, out.reading.group)) {
      refuse("the pattern \"" + node.of[1].text + "\" is not one that is understood here");
    }
    return out;
  }

  Sided day(const SqlNode& inner, const SqlNode& format) {
    Sided out = wrapped(Form::day, inner);
    out.reading.text = format.text;
    if (format.kind != SqlNode::Kind::text || !can_date(format.text)) {
      refuse("the date format \"" + format.text + "\" is not understood here: only %Y, %m and %d are");
    }
    return out;
  }

  Sided cast(const SqlNode& inner, const std::string& type) {
    Sided of = reading(inner);
    const bool to_text = type == "VARCHAR" || type == "TEXT" || type == "STRING";
    const bool to_day = type == "DATE" || type == "TIMESTAMP";
    if (to_text ? !is_value(of.reading) : to_day && of.reading.form == Form::day) return of;
    if (to_day) return day(inner, {SqlNode::Kind::text, "%Y-%m-%d", "", {}});
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
      if (is_value(of.reading)) refuse("text is expected where a date or number stands");
      out.side = joined(out.side, of.side);
      const bool chain = of.reading.form == Form::joined && !of.reading.empty_is_missing;
      if (chain) {
        std::move(of.reading.of.begin(), of.reading.of.end(), std::back_inserter(out.reading.of));
      } else {
        out.reading.of.push_back(std::move(of.reading));
      }
    }
    return out;
  }

  int whole(const SqlNode& node) {
    constexpr std::size_t most_digits = 6;
    const bool is_whole = node.kind == SqlNode::Kind::number && node.text.size() <= most_digits &&
                          node.text.find_first_not_of("0123456789") == std::string::npos;
    if (!is_whole) refuse("a whole number is expected in place of \"" + node.text + "\"");
    return is_whole ? std::atoi(node.text.c_str()) : 1;
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

  Condition same(const SqlNode& node) {
    Condition out = between(Kind::same, node.of[0], node.of[1]);
    const bool alike = is_value(out.left) || is_value(out.right) ? out.left.form == out.right.form : true;
    if (!alike) return refuse("a date or number is compared with something else");
    return out;
  }

  /// A measure of two texts.
  Condition of_texts(Kind kind, const SqlNode& node) {
    Condition out = between(kind, node.of[0], node.of[1]);
    if (is_value(out.left) || is_value(out.right))
      return refuse("text is expected where a date or number stands");
    return out;
  }

  /// A difference of days, both as EPOCH, or of numbers; columns hold numbers then.
  Condition difference(const SqlNode& node) {
    const auto is_epoch = [](const SqlNode& of) { return of.text == "EPOCH"; };
    seconds_ = is_epoch(node.of[0]);
    Condition out = between(Kind::apart, node.of[0], node.of[1]);
    if (failed_) return out;
    for (Reading* side : {&out.left, &out.right}) {
      if (is_value(*side)) continue;
      Reading number;
      number.form = Form::number;
      number.of.push_back(std::move(*side));
      *side = std::move(number);
    }
    const bool days = out.left.form == Form::day && out.right.form == Form::day;
    if (out.left.form != out.right.form || seconds_ != is_epoch(node.of[1]) || seconds_ != days) {
      return refuse("a difference is understood of two numbers, or of two dates by EPOCH");
    }
    return out;
  }

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
    if (!(out.bound <= largest_bound)) return refuse("the bound " + bound.text + " is too large");
    out.beyond = node.text.size() == 1;
    return out;
  }

  Condition measure_of(const SqlNode& node) {
    seconds_ = false;
    if (node.kind != SqlNode::Kind::call) return refuse("\"" + node.text + "\" is no measure");
    if (node.text == "ABS" && node.of.size() == 1 && node.of[0].text == "-" && node.of[0].of.size() == 2) {
      return difference(node.of[0]);
    }
    if (node.of.size() == 2) {
      if (node.text == "JARO_WINKLER_SIMILARITY") return of_texts(Kind::jaro_winkler, node);
      if (node.text == "LEVENSHTEIN") return of_texts(Kind::levenshtein, node);
      if (node.text == "DAMERAU_LEVENSHTEIN") return of_texts(Kind::damerau_levenshtein, node);
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
  if (sql == "1=1") {  // all pairs
    BlockingRule all;
    all.written = std::string(sql);
    return all;
  }
  auto condition = condition_of_sql(sql, trouble);
  if (!condition) return std::nullopt;
  BlockingRule rule;
  rule.written = std::string(sql);
  split_rule(std::move(*condition), rule);
  return rule;
}

}  // namespace outturn::linkage
