#include "contracts/compile/reasons.h"

#include <algorithm>

#include "contracts/frames/terms.h"
#include "contracts/frames/words.h"
#include "contracts/language/expression_words.h"

namespace outturn::compile {

using calc::Verdict;
using language::ExprKind;

namespace {

std::string blanks(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string underscores(std::string words) {
  std::replace(words.begin(), words.end(), ' ', '_');
  return words;
}

/// The first name a condition speaks of: part of its code.
std::string first_name(const Expr& expr) {
  if (!expr.path.empty() && expr.kind == ExprKind::name) return expr.path.back();
  for (const auto& arg : expr.args) {
    std::string found = first_name(*arg);
    if (!found.empty()) return found;
  }
  return {};
}

void conjuncts(const calc::Graph& graph, NodeId node, std::vector<NodeId>& out) {
  if (node == none) return;
  const calc::Node& of = graph.node(node);
  if (of.op == Op::both) {
    conjuncts(graph, of.args[0], out);
    conjuncts(graph, of.args[1], out);
  } else {
    out.push_back(node);
  }
}

/// What is not known where `known` does not hold: "hours".
std::string missing_words(const calc::Graph& graph, NodeId known) {
  const calc::Node& node = graph.node(known);
  if (node.column == none) return {};
  const std::string& name = graph.column(node.column).name;
  if (!name.ends_with("_known")) return {};
  const std::string plain = name.substr(0, name.size() - 6);
  const ColumnId asked = graph.find(plain);  // as its column is headed, where another has the same name
  std::string of = asked == none ? blanks(plain) : graph.column(asked).title;
  if (!of.empty() && of[0] >= 'A' && of[0] <= 'Z') of[0] = static_cast<char>(of[0] - 'A' + 'a');
  return node.op == Op::at_row ? of + " of its " + graph.frame(graph.column(node.column).frame).name : of;
}

/// The card or dated value that has no row in force where `known` does not hold.
std::string card_words(const calc::Graph& graph, NodeId known) {
  const calc::Node& node = graph.node(known);
  if (node.column == none) return {};
  const std::string& name = graph.column(node.column).name;
  const std::size_t at = name.find("_in_force");
  return at == std::string::npos ? std::string() : blanks(name.substr(0, at));
}

/// How often a payment is made, in words: "once per person and code".
std::string often_words(const language::Payment& p, const std::string& per, const SourceFile& source) {
  if (!p.times) return "once per " + per;
  return "at most " + language::words_of(*p.times, source) + " times per " + per;
}

}  // namespace

std::vector<ReasonTest> Reasons::tests_of(const language::Payment& p, const PaymentColumns& made,
                                          const std::vector<calc::PaymentRecord::CapCut>& caps) {
  std::vector<ReasonTest> tests;
  cited_.clear();
  // One condition that fails refuses a row, whatever else is missing.
  for (const PartOfWhen& part : made.conditions) {
    if (part.known == none || part.open != none) failed(part, p, tests);
  }
  for (const PartOfWhen& part : made.conditions) {
    missing(part.known, p, tests, part.said);
    if (part.known != none && part.open == none) failed(part, p, tests);
  }
  missing(made.pay_known, p, tests, nullptr);
  if (made.counts != none) repeated(made.counts, p, tests);
  if (brings_forward(p, caps)) brought(p, made, tests);
  const NodeId nothing =
      graph_.make(Op::equal, {graph_.ref(Op::this_row, made.earned), graph_.literal(Exact(0))}, p.span);
  tests.push_back({nothing, reason("NIL", Verdict::refused, "the amount comes to nothing",
                                   "No condition stands against it, but the rule works out at nothing.",
                                   shown(p.clauses), p.span)});
  cut(caps, tests);
  tests.push_back(
      {none, reason("PAID", Verdict::accepted, "", "Every condition is met, and it is paid in full.",
                    shown(p.clauses), p.span)});
  return tests;
}

/// The reason of that key; one that is told twice is one, under the clauses of both.
std::size_t Reasons::reason(const std::string& code, Verdict verdict, const std::string& words,
                            const std::string& sentence, const std::vector<std::string>& clauses, Span span) {
  const std::string key = std::string(calc::verdict_words(verdict)) + (words.empty() ? "" : ": " + words);
  const std::string cited = joined(clauses, "; ");
  const auto [found, fresh] = number_.try_emplace(key, gathered_.keys.size());
  const std::size_t at = found->second;
  cited_[at] = cited;
  if (!fresh) {
    std::string& all = gathered_.row_clauses[at];
    if (all.find(cited) == std::string::npos) all += "; " + cited;
    return at;
  }
  std::string name = code;
  for (int n = 2; !codes_.insert(name).second; ++n) name = code + "_" + std::to_string(n);
  gathered_.keys.push_back(key);
  gathered_.row_clauses.push_back(cited);
  gathered_.lines.push_back(span.line);
  work_.record.reasons.push_back({name, verdict, sentence});
  return at;
}

/// Evidence is missing: one reason for each thing that may not be known.
void Reasons::missing(NodeId known, const language::Payment& p, std::vector<ReasonTest>& tests,
                      const Expr* condition) {
  std::vector<NodeId> all;
  conjuncts(graph_, known, all);
  for (const NodeId one : all) {
    const std::string what = missing_words(graph_, one);
    const std::string card = card_words(graph_, one);
    const std::size_t number =
        !card.empty()
            ? reason("NO_ROW_OF_" + underscores(card), Verdict::undecided,
                     "no row of " + card + " is in force",
                     "On the day that decides, " + card + " has no row for it; it pays nothing until it has.",
                     shown(p.clauses), p.span)
        : what.empty() && condition != nullptr ? untold(*condition, p)
        : what.empty()
            ? reason(
                  "UNKNOWN", Verdict::undecided, "evidence is missing",
                  "Something the payment needs is not known, or no price is in force; it pays nothing until "
                  "it is.",
                  shown(p.clauses), p.span)
            : reason("UNKNOWN_" + underscores(what), Verdict::undecided, what + " is not known",
                     in_words(what) + " is not known; it pays nothing until it is.", shown(p.clauses),
                     p.span);
    tests.push_back({graph_.make(Op::no, {one}, p.span), number});
  }
}

/// Whether a condition holds can't be told, and not by one figure alone.
std::size_t Reasons::untold(const Expr& condition, const language::Payment& p) {
  const std::string words = "whether " + language::words_of(condition, work_.source);
  return reason("UNKNOWN_whether", Verdict::undecided, words + " is not known",
                in_words(words) + " is not known; it pays nothing until it is.", shown(p.clauses), p.span);
}

/// A condition of the payment does not hold.
void Reasons::failed(const PartOfWhen& part, const language::Payment& p, std::vector<ReasonTest>& tests) {
  const std::string words = language::failure_of(*part.said, work_.source);
  std::string sentence = in_words(words) + ".";
  std::vector<std::string> clauses;
  if (part.said->kind == ExprKind::name && part.said->path.size() == 1) {
    for (const language::Value& v : work_.contract.values) {
      if (v.name != part.said->path[0] || !v.is) continue;
      sentence = in_words(words) + ", that is: " + language::words_of(*v.is, work_.source) + ".";
      cite(clauses, v.clauses);  // the rule that refuses, before the payment it stands under
    }
  }
  cite(clauses, p.clauses);
  const bool plain = part.said->kind == ExprKind::name;
  const std::string code = (plain ? "NOT_" : "CONDITION_") + first_name(*part.said);
  tests.push_back({graph_.make(Op::no, {part.open == none ? part.holds : part.open}, part.said->span),
                   reason(code, Verdict::refused, words, sentence, clauses, part.said->span)});
}

/// The rule of how often is used up.
void Reasons::repeated(ColumnId counts, const language::Payment& p, std::vector<ReasonTest>& tests) {
  const std::string per = blanks(joined(p.once_per, " and "));
  const std::string often = often_words(p, per, work_.source);
  tests.push_back({graph_.make(Op::no, {graph_.ref(Op::this_row, counts)}, p.span),
                   reason("REPEATED", Verdict::refused, "paid for already, " + often,
                          "Earlier rows of the same " + per + " have used up the right: " + often + ".",
                          shown(p.clauses), p.span)});
}

/// What a limit cut elsewhere may be due in this payment's rows.
bool Reasons::brings_forward(const language::Payment& p,
                             const std::vector<calc::PaymentRecord::CapCut>& caps) const {
  using Excess = calc::PaymentRecord::CapCut::Excess;
  const auto& all = work_.contract.caps;
  return std::any_of(caps.begin(), caps.end(),
                     [](const auto& cap) { return cap.excess == Excess::carried; }) ||
         std::any_of(all.begin(), all.end(), [&](const auto& cap) { return cap.moved_to == p.name; });
}

/// A row that earned nothing itself and is paid what a limit cut elsewhere.
void Reasons::brought(const language::Payment& p, const PaymentColumns& made,
                      std::vector<ReasonTest>& tests) {
  const NodeId zero = graph_.literal(Exact(0));
  const NodeId none_earned = graph_.make(Op::equal, {graph_.ref(Op::this_row, made.earned), zero}, p.span);
  const NodeId some_paid = graph_.make(Op::more, {graph_.ref(Op::this_row, made.paid), zero}, p.span);
  tests.push_back({graph_.make(Op::both, {none_earned, some_paid}, p.span),
                   reason("BROUGHT", Verdict::accepted, "of what a limit cut before",
                          "It earned nothing itself; what a limit cut elsewhere is paid with it.",
                          shown(p.clauses), p.span)});
}

/// A cap leaves nothing of it, or a part.
void Reasons::cut(const std::vector<calc::PaymentRecord::CapCut>& caps, std::vector<ReasonTest>& tests) {
  const NodeId zero = graph_.literal(Exact(0));
  const language::Cap unnamed;
  const auto said = [&](const std::string& cap) -> const language::Cap& {
    const language::Cap* of = language::by_name(work_.contract.caps, cap);
    return of == nullptr ? unnamed : *of;
  };
  using Excess = calc::PaymentRecord::CapCut::Excess;
  for (const auto& cap : caps) {
    if (cap.excess != Excess::lost) continue;
    const language::Cap& of = said(cap.cap);
    tests.push_back({graph_.make(Op::equal, {graph_.ref(Op::this_row, cap.after), zero}),
                     reason("CAP_" + cap.cap, Verdict::refused, blanks(cap.cap) + " is used up",
                            "It was earned, but earlier rows have used " + blanks(cap.cap) + " up.",
                            shown(of.clauses), of.span)});
  }
  for (const auto& cap : caps) {
    const language::Cap& of = said(cap.cap);
    const NodeId less =
        graph_.make(Op::less, {graph_.ref(Op::this_row, cap.after), graph_.ref(Op::this_row, cap.before)});
    if (cap.excess != Excess::lost) {
      const std::string words = cap.excess == Excess::carried ? "carried forward over " + blanks(cap.cap)
                                                              : "moved to " + blanks(cap.moved_to);
      const std::string goes = cap.excess == Excess::carried ? "is due in the next row."
                                                             : "is due as " + blanks(cap.moved_to) + ".";
      tests.push_back(
          {less, reason((cap.excess == Excess::carried ? "CARRIED_" : "MOVED_") + cap.cap, Verdict::in_part,
                        words, "What is over " + blanks(cap.cap) + " " + goes, shown(of.clauses), of.span)});
      continue;
    }
    tests.push_back(
        {less, reason("CUT_" + cap.cap, Verdict::in_part, "cut by " + blanks(cap.cap),
                      "It was earned in full; only what is left of " + blanks(cap.cap) + " is paid.",
                      shown(of.clauses), of.span)});
  }
}

Reasons::Sheet Reasons::sheet() {
  gathered_.name = "reason";
  gathered_.title = "Reasons";
  gathered_.meaning = "one row for each reason this contract can give for paying a row or not";
  gathered_.is_table = true;
  gathered_.derived = true;
  gathered_.rows = gathered_.keys.size();
  const std::size_t rows = gathered_.rows;
  const FrameId frame = graph_.add_frame(std::move(gathered_));
  const auto column = [&](const char* name, calc::Type type, calc::Unit unit, const char* title) {
    return term_column(work_.free_name(name), frame, type, unit, title);
  };
  calc::Column key = column("reason_key", {calc::Kind::key, 0, frame}, calc::Unit::key, "Verdict");
  calc::Column number = column("reason_number", calc::whole_type, calc::Unit::row_number, "Number");
  number.role = calc::Role::link;
  number.meaning = "of the reason; rows are told by it";
  const calc::Type words{calc::Kind::text, 0, none};
  calc::Column code = column("reason_code", words, calc::Unit::words, "Code");
  calc::Column sentence = column("reason_sentence", words, calc::Unit::words, "What it means");
  const auto put = [](calc::Column& of, const std::string& text) {
    of.values.small.push_back(static_cast<std::int32_t>(of.values.dictionary.size()));
    of.values.dictionary.push_back(text);
  };
  for (std::size_t i = 0; i < rows; ++i) {
    store(key, Exact(static_cast<std::int64_t>(i + 1)));
    store(number, Exact(static_cast<std::int64_t>(i + 1)));
    put(code, work_.record.reasons[i].code);
    put(sentence, work_.record.reasons[i].sentence);
  }
  const ColumnId key_column = work_.add(std::move(key));
  graph_.frame(frame).key_column = key_column;
  const ColumnId number_column = work_.add(std::move(number));
  work_.add(std::move(code));
  work_.add(std::move(sentence));
  return {frame, number_column};
}

}  // namespace outturn::compile
