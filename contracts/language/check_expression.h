// Types of expressions: internal to the checker.
#pragma once

#include "contracts/language/names.h"

namespace outturn::language {

class ExpressionChecker {
 public:
  ExpressionChecker(const Names& names, const SourceFile& source, Problems& problems)
      : names_(names), source_(source), problems_(problems) {}

  /// Gives `expr` and all below it their types, as read in rows of kind `each` ("" for one value).
  QType check(Expr& expr, const std::string& each);

  void problem(std::string code, Span span, std::string what, std::vector<std::string> why = {},
               std::vector<std::string> mend = {}) const;

  /// The kind of row whose columns an aggregate's operand reads; "" when it reads none.
  [[nodiscard]] std::string kind_read(const Expr& expr) const;
  /// True when a divisor is proved not to be 0, so that no guard is needed.
  [[nodiscard]] bool never_zero(const Expr& expr, const std::string& each) const;
  void currency_sign(const std::string& sign, Span span) const;

 private:
  QType name(Expr& expr, const std::string& each);
  QType path(Expr& expr, const std::string& each);
  QType unary(Expr& expr, const std::string& each);
  QType binary(Expr& expr, const std::string& each);
  QType compare(Expr& expr, const std::string& each);
  bool literal_of_link(Expr& expr, const QType& link);
  void threshold(const Expr& side, const Expr& other);
  QType within(Expr& expr, const std::string& each);
  QType choose(Expr& expr, const std::string& each);
  QType call(Expr& expr, const std::string& each);
  QType aggregate(Expr& expr, const std::string& each);
  QType banded(Expr& expr, const Bands& bands, const std::string& each);
  QType truth(Expr& expr, const std::string& each, const char* where);
  void deciding_date(const Symbol& symbol, const std::string& each, Span span);
  void unknown_name(const std::string& name, Span span, const std::string& each);
  bool arguments(Expr& expr, std::size_t count, const char* example);

  const Names& names_;
  const SourceFile& source_;
  Problems& problems_;
};

}  // namespace outturn::language
