// Comparisons: an input whose figures an analysis made, with what the contract asks of that analysis.
#include <algorithm>

#include "contracts/language/comparison_designs.h"
#include "contracts/parse/statement.h"

namespace outturn::language {
namespace {

std::string all_designs() {
  std::string out;
  for (const ComparisonDesign& design : comparison_designs)
    out.append(out.empty() ? "" : ", ").append(design.words);
  return out;
}

/// "matched group" behind "design".
void design(TokenCursor& f, ComparisonTerms& terms) {
  const Span at = f.place();
  std::string words;
  while (f.peek().kind == TokenKind::word) words.append(words.empty() ? "" : " ").append(f.take().text);
  terms.design_span = f.since(at);
  const bool known = std::any_of(comparison_designs.begin(), comparison_designs.end(),
                                 [&](const ComparisonDesign& one) { return one.words == words; });
  if (known) {
    terms.design = words;
    return;
  }
  f.problem("S80", terms.design_span,
            words.empty() ? "the design is missing" : "there is no design \"" + words + "\"",
            {"The design says what the outcome is compared with."}, {"Write one of: " + all_designs() + "."});
  while (!f.done()) f.take();
}

/// "least 60 people" behind "at".
void least(TokenCursor& f, ComparisonTerms& terms) {
  const char* example = "at least 60 people";
  if (!take_needed(f, "least", example)) return;
  terms.people_span = f.place();
  const auto amount = parse_amount(f);
  if (!amount) return;
  const auto whole = amount->value.small();
  if (!amount->value.is_whole() || !whole || amount->value < Exact(1)) {
    f.problem("S81", terms.people_span, "the smallest number of people is a whole number from 1 on", {},
              {"Write it like: " + std::string(example) + "."});
    return;
  }
  terms.least_people = whole->num / whole->den;
  (void)take_needed(f, "people", example);
}

/// "within 10%" behind "balance".
void balance(TokenCursor& f, ComparisonTerms& terms) {
  const char* example = "balance within 10%";
  if (!take_needed(f, "within", example)) return;
  terms.balance_span = f.place();
  const auto amount = parse_amount(f);
  if (!amount) return;
  if (!amount->type.is(Quantity::percent) || amount->value.sign() <= 0) {
    f.problem("S82", terms.balance_span, "the balance is a percentage of a standard deviation, more than 0%",
              {"It is the largest difference that matching may leave between the two groups' averages."},
              {"Write it like: " + std::string(example) + "."});
    return;
  }
  terms.balance = amount->value;
}

}  // namespace

Input read_comparison(StatementReader& reader, const SourceFile& source, Problems& problems) {
  ComparisonTerms terms;
  Input input = read_evidence(reader, source, problems,
                              {{"design", [&](TokenCursor& f) { design(f, terms); }},
                               {"method",
                                [&](TokenCursor& f) {
                                  terms.method_span = f.place();
                                  terms.method = take_words(f);
                                }},
                               {"at", [&](TokenCursor& f) { least(f, terms); }},
                               {"balance", [&](TokenCursor& f) { balance(f, terms); }}});
  if (!reader.has_field("design")) reader.missing("design", "design matched group");
  input.comparison = std::move(terms);
  return input;
}

}  // namespace outturn::language
