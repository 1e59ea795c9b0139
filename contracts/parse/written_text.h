// Statements of the language as a statement writes them out: internal to the parser.
//
// What a statement such as savings means is said in the language itself, so that it is calculated, printed
// and explained as all else is. This knows how a value is written, and never what it is for.
#pragma once

#include <string>
#include <vector>

#include "contracts/language/syntax.h"

namespace outturn::language {

/// " [A Sch 5] [assumption lag]"
[[nodiscard]] std::string written(const std::vector<Clause>& clauses);
/// Words as they may stand in quotation marks, with them.
[[nodiscard]] std::string quoted(std::string words);
/// "£0.00", where money is written like "£25,000.00".
[[nodiscard]] std::string zero_like(const std::string& amount);

/// A name that the statement holds was written into the value called `value`: it gets the place where it
/// stands, so that what is wrong with it is told there.
void place_named(std::vector<Value>& values, const std::string& value, const Expr& named);

class WrittenText {
 public:
  /// Everything written bears `name`_ and cites `clauses`.
  WrittenText(const std::string& name, const std::vector<Clause>& clauses)
      : n_(name + "_"), own_(written(clauses)) {}

 protected:
  /// Not rounded, and may be compared. `each`: the kind of row, or empty.
  void exact_value(const std::string& name, const std::string& type, const std::string& is,
                   const std::string& meaning, const std::string& each);
  /// `rounding`: "pence, half up".
  void rounded_value(const std::string& name, const std::string& type, const std::string& is,
                     const std::string& rounding, const std::string& meaning, const std::string& each);
  /// Yes or no, or a whole number: nothing to round.
  void plain_value(const std::string& name, const std::string& type, const std::string& is,
                   const std::string& meaning, const std::string& each);

  std::string n_;
  std::string own_;
  std::string out_;

 private:
  void one(const std::string& name, const std::string& type, const std::string& is,
           const std::string& rounding, const std::string& meaning, const std::string& each);
};

}  // namespace outturn::language
