#include "contracts/parse/written_text.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::language {
namespace {

void place(Expr& expr, const Expr& named) {
  if (expr.kind == ExprKind::name && expr.path == named.path) {
    expr.span = named.span;
    expr.path_spans = named.path_spans;
  }
  if (expr.kind == ExprKind::choose && expr.args[1]->kind == ExprKind::name &&
      expr.args[1]->path == named.path) {
    expr.span = named.span;
    expr.word = "named";
  }
  for (const ExprPtr& arg : expr.args)
    if (arg) place(*arg, named);
}

}  // namespace

std::string written(const std::vector<Clause>& clauses) {
  std::string out;
  for (const Clause& clause : clauses) out += " [" + clause.shown() + "]";
  return out;
}

std::string quoted(std::string words) {
  std::replace(words.begin(), words.end(), '"', '\'');
  return "\"" + words + "\"";
}

std::string zero_like(const std::string& amount) {
  return amount.substr(0, amount.find_first_of("0123456789")) + "0.00";
}

void place_named(std::vector<Value>& values, const std::string& value, const Expr& named) {
  const auto found =
      std::find_if(values.begin(), values.end(), [&](const Value& one) { return one.name == value; });
  if (found != values.end() && found->is) place(*found->is, named);
}

void WrittenText::one(const std::string& name, const std::string& type, const std::string& is,
                      const std::string& rounding, const std::string& meaning, const std::string& each) {
  out_ += fmt::format("value {}{} {}{}{}\n  is {}\n{}  meaning {}\n\n", n_, name, type,
                      each.empty() ? "" : ", each " + each, own_, is, rounding, quoted(meaning));
}

void WrittenText::exact_value(const std::string& name, const std::string& type, const std::string& is,
                              const std::string& meaning, const std::string& each) {
  one(name, "exact " + type, is, "  exactly" + own_ + "\n", meaning, each);
}

void WrittenText::rounded_value(const std::string& name, const std::string& type, const std::string& is,
                                const std::string& rounding, const std::string& meaning,
                                const std::string& each) {
  one(name, type, is, "  rounded to " + rounding + own_ + "\n", meaning, each);
}

void WrittenText::plain_value(const std::string& name, const std::string& type, const std::string& is,
                              const std::string& meaning, const std::string& each) {
  one(name, type, is, "", meaning, each);
}

}  // namespace outturn::language
