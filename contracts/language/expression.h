// An expression as written, and the clause that stands beside it, each with its place.
//
// The parser fills it; what names mean and what types follow comes from the checker. No behaviour.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "contracts/language/token.h"
#include "contracts/language/types.h"
#include "engine/values/exact.h"

namespace outturn::language {

/// [A Sch 3 para 2.1] or [assumption pooling].
struct Clause {
  std::string document;  ///< "A", or "assumption"
  std::string locator;   ///< "Sch 3 para 2.1", or the assumption's name
  Span span;
  [[nodiscard]] bool is_assumption() const { return document == "assumption"; }
  [[nodiscard]] std::string shown() const { return document + (locator.empty() ? "" : " " + locator); }
};

enum class ExprKind : std::uint8_t {
  literal,  ///< `value`, `type`
  name,     ///< `path` of one or more names: person.start_date; outcomes.PLAN.price has `of_card` set
  text,     ///< "A": a code or words
  truth,    ///< yes / no
  unary,    ///< - or not
  binary,   ///< `word` is the sign
  within,   ///< args: date, duration, date; `word` after / before
  choose,   ///< if args[0] then args[1] else args[2]; `word`: not empty where a name in a table stands for it
  dated,    ///< one of args, by the date `path`: the dated lines of a value
  call      ///< `word`(args...) [`reach`] [where `filter`] [for this `path`] [, at first `first`]
};

/// Which rows an aggregate takes in.
enum class Reach : std::uint8_t {
  all,
  so_far,  ///< those above, in the home order, and this one
  before   ///< those above
};

struct Expr {
  ExprKind kind = ExprKind::literal;
  Span span;
  std::string word;
  std::vector<std::string> path;
  std::vector<Span> path_spans;
  Exact value;
  std::vector<std::unique_ptr<Expr>> args;
  std::unique_ptr<Expr> filter;
  Reach reach = Reach::all;
  std::unique_ptr<Expr> first;  ///< of previous(...): what stands for the row above where there is none
  bool of_card = false;         ///< the path is that of a card, a code and a column (from the checker)
  std::string calendar;         ///< days_between(a, b without `calendar`)
  Span calendar_span;
  std::string word_kind;  ///< of an aggregate: the kind of row it runs over (from the checker)
  QType type;             ///< of a literal from the parser; of all from the checker
};
using ExprPtr = std::unique_ptr<Expr>;

}  // namespace outturn::language
