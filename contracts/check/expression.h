// Types of expressions: internal to the checker.
#pragma once

#include <set>

#include "contracts/language/names.h"
#include "contracts/language/told.h"

namespace outturn::language {

class ExpressionChecker {
 public:
  ExpressionChecker(const Names& names, const SourceFile& source, Problems& problems)
      : names_(names), source_(source), problems_(problems) {}

  /// Gives `expr` and all below it their types, as read in rows of kind `each` ("" for one value).
  QType check(Expr& expr, const std::string& each);
  /// The same for a condition; T11 when it is not yes or no.
  QType truth(Expr& expr, const std::string& each, const char* where);

  /// The one root(...) that may stand in what is checked next: the whole of a value that is rounded.
  void allow_root(const Expr* expr) { allowed_root_ = expr; }

  void problem(std::string code, Span span, std::string what, Sentences why = {}, Mend mend = {}) const;

  /// The same checker, whose problems name another text: the file that a rate card stands in.
  [[nodiscard]] ExpressionChecker of(const SourceFile& other) const { return {names_, other, problems_}; }

  /// The kind of row whose columns an aggregate's operand reads; "" when it reads none.
  [[nodiscard]] std::string kind_read(const Expr& expr) const;
  /// True when a divisor is proved not to be 0, so that no guard is needed.
  [[nodiscard]] bool never_zero(const Expr& expr, const std::string& each) const;
  /// T10 when an amount with this sign is not in the contract's currency.
  void currency_sign(const std::string& sign, Span span) const;
  /// T31 when an amount is written finer than the currency has it.
  void whole_minor_units(int places, Span span) const;

 private:
  // expression.cpp
  QType literal(const Expr& expr) const;
  QType unary(Expr& expr, const std::string& each);
  QType binary(Expr& expr, const std::string& each);
  QType choose(Expr& expr, const std::string& each);
  QType dated(Expr& expr, const std::string& each);
  [[nodiscard]] bool never_zero(const Expr& expr, const std::string& each, int& steps) const;
  [[nodiscard]] bool never_zero(const Symbol& symbol, int& steps) const;

  // name.cpp
  QType name(Expr& expr, const std::string& each);
  QType path(Expr& expr, const std::string& each);
  QType path_of_input(Expr& expr, const Input& input, const std::string& each);
  QType path_of_card(Expr& expr, const RateCard& card, const std::string& each);
  void deciding_date(const Symbol& symbol, const std::string& each, Span span);
  void deciding_date(const std::string& chosen, const std::string& each, Span span) const;
  void unknown_name(const std::string& name, Span span, const std::string& each);
  void other_kind(const std::string& name, Span span, const std::string& kind, const std::string& each) const;
  [[nodiscard]] std::string link_from(const std::string& kind, const std::string& to) const;

  // compare.cpp
  QType compare(Expr& expr, const std::string& each);
  void compare_sides(Expr& a, Expr& b, const std::string& each);
  void comparison_types(const Expr& expr, bool equality);
  bool literal_of_link(Expr& expr, const QType& link);
  void threshold(const Expr& side) const;
  QType within(Expr& expr, const std::string& each);

  // call.cpp
  QType call(Expr& expr, const std::string& each);
  QType aggregate(Expr& expr, const std::string& each);
  /// A table looked up like a function: what its first column measures, and how that is said.
  struct LookedUp {
    const std::string& name;
    const std::string& measured;
    const QType& type;
    const char* rows;   ///< "bands"
    const char* place;  ///< "its band"
  };
  QType looked_up(Expr& expr, const LookedUp& table, const std::string& each);
  QType banded(Expr& expr, const Bands& bands, const std::string& each);
  QType between_knots(Expr& expr, const Points& points, const std::string& each);
  QType known(Expr& expr, const std::string& each);
  QType extreme(Expr& expr, const std::string& each);
  QType of_dates(Expr& expr, const std::string& each);
  // calendar.cpp
  QType counted_days(Expr& expr, const std::string& each);

  // call.cpp
  std::string kind_of_aggregate(const Expr& expr);
  bool arguments(const Expr& expr, std::size_t count, const std::string& example) const;

  // running.cpp
  QType running(Expr& expr, const std::string& each);
  QType previous(Expr& expr, const std::string& each);
  QType counted(Expr& expr, const std::string& each, bool nullable);
  bool rows_above(const Expr& expr, const std::string& each) const;
  bool same_of(const Expr& expr, const std::string& each) const;

  // power.cpp
  QType power(Expr& expr, const std::string& each);
  QType root(Expr& expr, const std::string& each);

  const Names& names_;
  const SourceFile& source_;
  Problems& problems_;
  const Expr* allowed_root_ = nullptr;
  std::set<std::string> told_names_;
  int hints_left_ = 200;  ///< a file full of unknown names gets hints for the first
};

/// What to write instead of days beside weeks, or of either beside months.
[[nodiscard]] std::string different_lengths(const QType& a, const QType& b);

/// Whole powers are taken up to this one.
constexpr int largest_power = 365;
/// True of a power that is written out and at least 1, so that any base has it.
[[nodiscard]] bool plain_power(const Expr& exponent);

/// A plain type.
[[nodiscard]] QType of_type(Quantity quantity, bool nullable = false);
[[nodiscard]] bool is_aggregate(const std::string& word);
[[nodiscard]] bool is_function(const std::string& word);

}  // namespace outturn::language
