#include "contracts/language/expression_words.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace outturn::language {
namespace {

constexpr int most_depth = 40;  ///< deeper parts are told by their sign only

std::string blanks(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

/// person.round.most -> "most of its person's round".
std::string of_path(const std::vector<std::string>& path) {
  std::string owner;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) owner += (i == 0 ? "" : "'s ") + blanks(path[i]);
  const std::string last = path.empty() ? "" : blanks(path.back());
  return owner.empty() ? last : last + " of its " + owner;
}

/// The source's own characters of a span.
std::string as_written(const Span& span, const SourceFile& source) {
  const std::string_view line = source.line(span.line);
  std::string out;
  std::uint32_t column = 0;
  for (const char c : line) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++column;  // a byte that begins a character
    if (column >= span.column && column < span.column + span.length) out += c;
  }
  return out;
}

struct Opposite {
  std::string_view sign, word, of_dates;
};
constexpr std::array<Opposite, 6> opposites{{{"<", "is at least", "is on or after"},
                                             {"<=", "is above", "is after"},
                                             {">", "is at most", "is on or before"},
                                             {">=", "is below", "is before"},
                                             {"=", "is not", "is not"},
                                             {"<>", "is", "is"}}};

class Words {
 public:
  explicit Words(const SourceFile& source) : source_(source) {}

  std::string say(const Expr& e, int depth) const {
    if (depth > most_depth) return "...";
    const auto part = [&](std::size_t i) { return say(*e.args[i], depth + 1); };
    switch (e.kind) {
      case ExprKind::literal:
        return as_written(e.span, source_);
      case ExprKind::truth:
        return e.value.sign() != 0 ? "yes" : "no";
      case ExprKind::text:
        return e.word;
      case ExprKind::name:
        if (e.of_card) return blanks(e.path[2]) + " of " + e.path[1];
        return of_path(e.path);
      case ExprKind::unary:
        return e.word == "not" ? "not " + bracketed(*e.args[0], depth) : "-" + bracketed(*e.args[0], depth);
      case ExprKind::binary:
        return bracketed(*e.args[0], depth) + " " + e.word + " " + bracketed(*e.args[1], depth);
      case ExprKind::within:
        return part(0) + " within " + part(1) + " " + e.word + " " + part(2);
      case ExprKind::choose:
        return "if " + part(0) + " then " + part(1) + " else " + part(2);
      case ExprKind::call:
        return call(e, depth);
      case ExprKind::dated:
        return "what holds on " + of_path(e.path);
    }
    return {};
  }

  std::string failure(const Expr& e) const {
    if (e.kind == ExprKind::name) return "not " + of_path(e.path);
    if (e.kind == ExprKind::unary && e.word == "not") return say(*e.args[0], 1);
    if (e.kind == ExprKind::call && e.word == "known") return say(*e.args[0], 1) + " is not known";
    if (e.kind == ExprKind::within) {
      return say(*e.args[0], 1) + " is not within " + say(*e.args[1], 1) + " " + e.word + " " +
             say(*e.args[2], 1);
    }
    if (e.kind == ExprKind::binary) {
      const auto* found = std::find_if(opposites.begin(), opposites.end(),
                                       [&](const Opposite& one) { return one.sign == e.word; });
      if (found != opposites.end()) {
        const bool dates = e.args[0]->type.is(Quantity::date);
        return say(*e.args[0], 1) + " " + std::string(dates ? found->of_dates : found->word) + " " +
               say(*e.args[1], 1);
      }
    }
    return "not so: " + say(e, 1);
  }

 private:
  std::string bracketed(const Expr& e, int depth) const {
    const bool joins = e.kind == ExprKind::binary || e.kind == ExprKind::choose;
    return joins ? "(" + say(e, depth + 1) + ")" : say(e, depth + 1);
  }

  std::string call(const Expr& e, int depth) const {
    if (e.word == "known" && e.args.size() == 1) return say(*e.args[0], depth + 1) + " is known";
    std::string out = blanks(e.word) + "(";
    for (std::size_t i = 0; i < e.args.size(); ++i) out += (i == 0 ? "" : ", ") + say(*e.args[i], depth + 1);
    if (e.reach != Reach::all) out += e.reach == Reach::so_far ? " so far" : " before";
    if (e.filter) out += " where " + say(*e.filter, depth + 1);
    if (!e.path.empty()) out += " for this " + of_path(e.path);
    if (e.first) out += ", at first " + say(*e.first, depth + 1);
    return out + ")";
  }

  const SourceFile& source_;
};

}  // namespace

std::string words_of(const Expr& expr, const SourceFile& source) { return Words(source).say(expr, 0); }

std::string failure_of(const Expr& condition, const SourceFile& source) {
  return Words(source).failure(condition);
}

}  // namespace outturn::language
