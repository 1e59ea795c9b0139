// Conditions as DuckDB's SQL. What Splink's own libraries write comes out as they write it and reads back
// equal; our other measures come out as list functions, which Splink runs and we don't read back. Pairs of
// letters are of bytes here and of characters there: they part on letters beyond ASCII.
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "engine/linkage/model/sql.h"

namespace outturn::linkage {
namespace {

using Kind = Condition::Kind;
using Form = Reading::Form;

constexpr double seconds_a_day = 86400;

std::string quoted(const std::string& text, char quote) {
  std::string out(1, quote);
  for (const char c : text) out.append(c == quote ? 2 : 1, c);
  return out + quote;
}

/// The fewest digits that read back as this number.
std::string shortest(double number) {
  std::array<char, 40> text{};
  if (number == std::floor(number) && std::abs(number) < 1e15) {
    std::snprintf(text.data(), text.size(), "%.0f", number);
    return text.data();
  }
  for (int digits = 1; digits <= 17; ++digits) {
    std::snprintf(text.data(), text.size(), "%.*g", digits, number);
    if (std::strtod(text.data(), nullptr) == number) break;
  }
  return text.data();
}

/// Readings of one of the two records: "name_l" in a level, l."name" in a blocking rule.
class ReadingWriter {
 public:
  ReadingWriter(char side, bool in_rule) : side_(side), in_rule_(in_rule) {}

  [[nodiscard]] std::string operator()(const Reading& reading) const {
    return reading.empty_is_missing ? "NULLIF(" + bare(reading) + ", '')" : bare(reading);
  }

 private:
  [[nodiscard]] std::string column(const std::string& name) const {
    return in_rule_ ? std::string(1, side_) + "." + quoted(name, '"') : quoted(name + "_" + side_, '"');
  }

  [[nodiscard]] std::string bare(const Reading& reading) const {
    if (reading.form == Form::column) return column(reading.text);
    if (reading.form == Form::joined) return joined(reading);
    const std::string of = (*this)(reading.of.at(0));
    switch (reading.form) {
      case Form::part:
        return "SUBSTRING(" + of + ", " + std::to_string(reading.first) + ", " +
               std::to_string(reading.length) + ")";
      case Form::match:
        return "regexp_extract(" + of + ", " + quoted(reading.text, '\'') + ", " +
               std::to_string(reading.group) + ")";
      case Form::lower:
        return "LOWER(" + of + ")";
      case Form::upper:
        return "UPPER(" + of + ")";
      case Form::trimmed:
        return "TRIM(" + of + ")";
      case Form::day:
        return "try_strptime(" + of + ", " + quoted(reading.text, '\'') + ")";
      case Form::number:
        return "TRY_CAST(" + of + " AS DOUBLE)";
      case Form::words:
      case Form::column:
      case Form::joined:
        break;
    }
    return "array_to_string(list_sort(list_distinct(regexp_extract_all(" + of + ", '[^ ]+'))), ' ')";
  }

  [[nodiscard]] std::string joined(const Reading& reading) const {
    if (reading.of.empty()) return quoted(reading.text, '\'');
    std::string out;
    for (const Reading& part : reading.of) out += (out.empty() ? "" : " || ") + (*this)(part);
    return "(" + out + ")";
  }

  char side_;
  bool in_rule_;
};

std::string words_in(const std::string& text) { return "regexp_extract_all(" + text + ", '[^ ]+')"; }

std::string letter_pairs_in(const std::string& text) {
  return "list_transform(range(1, length(" + text + ")), i -> substring(" + text + ", i, 2))";
}

/// What both lists have, as a share of what either has; 0 when neither has anything.
std::string share_in_common(const std::string& a, const std::string& b) {
  return "coalesce(len(list_intersect(" + a + ", " + b + ")) / nullif(len(list_distinct(list_concat(" + a +
         ", " + b + "))), 0), 0)";
}

class ConditionWriter {
 public:
  explicit ConditionWriter(bool in_rule) : left_('l', in_rule), right_('r', in_rule) {}

  [[nodiscard]] std::string whole(const Condition& condition) const {
    switch (condition.kind) {
      case Kind::always:
        return "TRUE";
      case Kind::left_missing:
        return left_(condition.left) + " IS NULL";
      case Kind::right_missing:
        return right_(condition.right) + " IS NULL";
      case Kind::all:
        return several(condition, " AND ", "TRUE");
      case Kind::any:
        return several(condition, " OR ", "FALSE");
      case Kind::none:
        return "NOT (" + whole(condition.of.at(0)) + ")";
      case Kind::same:
        return left_(condition.left) + " = " + right_(condition.right);
      case Kind::jaro_winkler:
        return measured(condition, "jaro_winkler_similarity");
      case Kind::levenshtein:
        return measured(condition, "levenshtein");
      case Kind::damerau_levenshtein:
        return measured(condition, "damerau_levenshtein");
      case Kind::apart:
        return apart(condition);
      case Kind::jaccard:
      case Kind::token_overlap:
      case Kind::ratio:
        break;
    }
    return shared(condition);
  }

 private:
  [[nodiscard]] std::string several(const Condition& condition, const char* sign, const char* of_none) const {
    if (condition.of.empty()) return of_none;
    std::string out;
    for (const Condition& part : condition.of) {
      const bool joins = part.kind == Kind::all || part.kind == Kind::any;
      out += (out.empty() ? "" : sign) + (joins ? "(" + whole(part) + ")" : whole(part));
    }
    return out;
  }

  static std::string at_least(const Condition& condition) {
    return (condition.beyond ? " > " : " >= ") + shortest(condition.bound);
  }

  [[nodiscard]] std::string measured(const Condition& condition, const std::string& name) const {
    const std::string call = name + "(" + left_(condition.left) + ", " + right_(condition.right) + ")";
    if (condition.kind == Kind::jaro_winkler) return call + at_least(condition);
    return call + (condition.beyond ? " < " : " <= ") + shortest(condition.bound);
  }

  [[nodiscard]] std::string apart(const Condition& condition) const {
    const bool days = condition.left.form == Form::day;
    const std::string start = days ? "EPOCH(" : "";
    const std::string end = days ? ")" : "";
    return "ABS(" + start + left_(condition.left) + end + " - " + start + right_(condition.right) + end +
           ")" + (condition.beyond ? " < " : " <= ") + shortest(condition.bound * (days ? seconds_a_day : 1));
  }

  /// Unknown where a reading is missing, as for every other measure: LEAST and coalesce pass over NULL.
  [[nodiscard]] std::string shared(const Condition& condition) const {
    const std::string a = left_(condition.left);
    const std::string b = right_(condition.right);
    const std::string known = "CASE WHEN " + a + " IS NULL OR " + b + " IS NULL THEN NULL ";
    if (condition.kind == Kind::ratio) {
      return known + "WHEN GREATEST(" + a + ", " + b + ") > 0 THEN LEAST(" + a + ", " + b + ") / GREATEST(" +
             a + ", " + b + ")" + at_least(condition) + " ELSE " + a + " = " + b + " END";
    }
    if (condition.kind == Kind::token_overlap) {
      return known + "ELSE " + share_in_common(words_in(a), words_in(b)) + at_least(condition) + " END";
    }
    // Words of one letter have no pairs: they are alike when equal.
    return known + "ELSE CASE WHEN " + a + " = " + b + " AND " + a + " <> '' THEN 1 ELSE " +
           share_in_common(letter_pairs_in(a), letter_pairs_in(b)) + " END" + at_least(condition) + " END";
  }

  ReadingWriter left_;
  ReadingWriter right_;
};

}  // namespace

std::string sql_of(const Condition& condition) {
  return condition.kind == Kind::always ? "ELSE" : ConditionWriter(false).whole(condition);
}

std::string sql_of(const BlockingRule& rule) {
  Condition whole;
  whole.kind = Kind::all;
  for (const BlockingRule::Key& key : rule.keys) {
    Condition same;
    same.kind = Kind::same;
    same.left = key.left;
    same.right = key.right;
    whole.of.push_back(std::move(same));
  }
  whole.of.insert(whole.of.end(), rule.also.begin(), rule.also.end());
  return ConditionWriter(true).whole(whole);
}

}  // namespace outturn::linkage
