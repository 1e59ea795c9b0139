#include "engine/explain/reasons.h"

#include <algorithm>
#include <array>

#include "engine/base/problem.h"
#include "engine/explain/words.h"

namespace outturn::calc {
namespace {

constexpr std::size_t most_facts = 8;

bool says_known(const Column& column) { return column.name.ends_with("_known"); }

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i == most_facts) return out + "; and " + std::to_string(parts.size() - i) + " more";
    out += (i == 0 ? "" : "; ") + parts[i];
  }
  return out;
}

/// Index 0 below, 1 not above, 2 above, 3 not below, 4 the same, 5 another.
std::string_view relation(Op op, bool held, bool dates) {
  static constexpr std::array<std::array<std::string_view, 2>, 6> said{{{"is below", "is before"},
                                                                        {"is at most", "is on or before"},
                                                                        {"is above", "is after"},
                                                                        {"is at least", "is on or after"},
                                                                        {"is", "is"},
                                                                        {"is not", "is not"}}};
  std::size_t which = 5;
  switch (op) {
    case Op::less:
      which = held ? 0 : 3;
      break;
    case Op::at_most:
      which = held ? 1 : 2;
      break;
    case Op::more:
      which = held ? 2 : 1;
      break;
    case Op::at_least:
      which = held ? 3 : 0;
      break;
    case Op::equal:
      which = held ? 4 : 5;
      break;
    default:
      which = held ? 5 : 4;
      break;
  }
  return said[which][dates ? 1 : 0];
}

void gather(const Graph& graph, NodeId id, bool wanted, int steps, std::vector<Condition>& out) {
  const Node& node = graph.node(id);
  const auto both = [&](bool want) {
    gather(graph, node.args[0], want, steps, out);
    gather(graph, node.args[1], want, steps, out);
  };
  if (node.op == Op::both && wanted) return both(true);
  if (node.op == Op::either && !wanted) return both(false);
  if (node.op == Op::no) return gather(graph, node.args[0], !wanted, steps, out);
  if (node.op == Op::choose && wanted && is_literal(graph, node.args[2], 0)) {
    gather(graph, node.args[0], true, steps, out);
    return gather(graph, node.args[1], true, steps, out);
  }
  if (node.op == Op::this_row && steps > 0) {
    const Column& column = graph.column(node.column);
    if (column.formula != none && !says_known(column))
      return gather(graph, column.formula, wanted, steps - 1, out);
  }
  if (node.op == Op::literal) return;
  out.push_back({id, wanted});
}

}  // namespace

std::vector<Condition> conditions_of(const Graph& graph, NodeId node) {
  std::vector<Condition> out;
  gather(graph, node, true, 8, out);
  return out;
}

namespace {

/// Flags of the same row are followed to what they ask, each once.
void gather_asked(const Graph& graph, NodeId id, std::vector<ColumnId>& followed,
                  std::vector<Condition>& out) {
  const Node& node = graph.node(id);
  const bool named = names_a_cell(node.op);
  if (node.op == Op::is_known || (named && says_known(graph.column(node.column))))
    return out.push_back({id, true});
  if (node.op == Op::this_row || node.op == Op::scalar) {
    const Column& column = graph.column(node.column);
    const bool flag = column.type.kind == Kind::truth && column.formula != none;
    if (!flag || std::find(followed.begin(), followed.end(), node.column) != followed.end()) return;
    followed.push_back(node.column);
    return gather_asked(graph, column.formula, followed, out);
  }
  for (const NodeId arg : node.args) {
    if (arg != none) gather_asked(graph, arg, followed, out);
  }
}

}  // namespace

std::vector<Condition> asks_of(const Graph& graph, NodeId id) {
  std::vector<Condition> out;
  std::vector<ColumnId> followed;
  gather_asked(graph, id, followed, out);
  return out;
}

bool asks_for_count(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  if (node.op != Op::equal && node.op != Op::at_most) return false;
  const Node& left = graph.node(node.args[0]);
  return left.op == Op::this_row && running_link(graph, left.column) != none;
}

ColumnId running_link(const Graph& graph, ColumnId id) {
  const Column& column = graph.column(id);
  if (column.formula == none || graph.node(column.formula).op != Op::add) return none;
  for (const NodeId arg : {graph.node(column.formula).args[0], graph.node(column.formula).args[1]}) {
    const Node& before = graph.node(arg);
    if (before.op != Op::choose) continue;
    const ColumnId link = asks_for_no_row(graph, before.args[0]);
    const Node& earlier = graph.node(before.args[2]);
    if (link != none && earlier.op == Op::earlier && earlier.column == id) return link;
  }
  return none;
}

PaymentForm payment_form(const Run& run, const PaymentRecord& payment) {
  PaymentForm form;
  form.payment = &payment;
  const Graph& graph = run.graph;
  const ColumnId earned = payment.earned != none ? payment.earned : payment.column;
  if (payment.blocked != none) form.needed = asks_of(graph, graph.column(payment.blocked).formula);
  if (earned == none || graph.column(earned).formula == none) return form;
  form.amount = graph.column(earned).formula;
  const Node& root = graph.node(form.amount);
  if (root.op != Op::choose || !is_literal(graph, root.args[2], 0)) return form;
  form.condition = root.args[0];
  form.amount = root.args[1];
  form.conditions = conditions_of(graph, form.condition);
  return form;
}

Outcome outcome(const Graph& graph, const PaymentForm& form, std::size_t row) {
  const PaymentRecord& payment = *form.payment;
  const auto amount = [&](ColumnId column) { return integer_at(graph.column(column), row); };
  const std::int64_t paid = amount(payment.column);
  const std::int64_t earned = payment.earned == none ? paid : amount(payment.earned);
  if (paid != 0) return paid < earned ? Outcome::paid_in_part : Outcome::paid;
  if (payment.blocked != none && amount(payment.blocked) != 0) return Outcome::blocked;
  if (earned != 0) return Outcome::capped_out;
  return form.condition == none ? Outcome::nothing : Outcome::refused;
}

const PaymentRecord::CapCut* deciding_cap(const Graph& graph, const PaymentRecord& payment, std::size_t row) {
  const PaymentRecord::CapCut* most = nullptr;
  std::int64_t cut_most = 0;
  for (const PaymentRecord::CapCut& cap : payment.caps) {
    const std::int64_t cut =
        integer_at(graph.column(cap.before), row) - integer_at(graph.column(cap.after), row);
    if (cut <= cut_most) continue;
    cut_most = cut;
    most = &cap;
  }
  return most;
}

std::string Reasons::because(NodeId condition, std::size_t row, int steps) {
  std::vector<std::string> out;
  facts(condition, row, steps, out);
  if (out.empty()) out.push_back(fact(condition, row, true, reader_.holds(condition, row)));
  return joined(out);
}

void Reasons::facts(NodeId id, std::size_t row, int steps, std::vector<std::string>& out) {
  const Node& node = graph_.node(id);
  const bool held = reader_.holds(id, row);
  const auto of = [&](NodeId part) { facts(part, row, steps, out); };
  switch (node.op) {
    case Op::literal:
      return;
    case Op::no:
      return of(node.args[0]);
    case Op::both:
    case Op::either: {
      const bool all = held == (node.op == Op::both);  // else only the operands that made it so
      // A row that fails by itself is not counted at all: its number says nothing.
      const bool fails_alone =
          !held && !reader_.holds(node.args[0], row) && asks_for_count(graph_, node.args[1]);
      for (const NodeId arg : {node.args[0], node.args[1]}) {
        if (fails_alone && arg == node.args[1]) continue;
        if (!all && reader_.holds(arg, row) != held) continue;
        of(arg);
        if (!all && held) return;  // one that holds is enough
      }
      return;
    }
    case Op::choose: {
      const bool asked = reader_.holds(node.args[0], row);
      const NodeId taken = node.args[asked ? 1 : 2];
      of(node.args[0]);
      if (graph_.node(taken).op != Op::literal) of(taken);
      return;
    }
    case Op::this_row:
    case Op::scalar: {
      const Column& column = graph_.column(node.column);
      if (says_known(column) && held) return;
      if (says_known(column) && steps > 0) return missing(id, row, out);
      if (steps == 0 && tells_nothing(node.column, node.op == Op::scalar ? 0 : row)) return;
      const bool further = column.formula != none && steps > 0 && column.role != Role::check;
      if (further) return facts(column.formula, node.op == Op::scalar ? 0 : row, steps - 1, out);
      break;
    }
    case Op::is_known:
      if (held) return;
      break;
    default:
      break;
  }
  std::string said = fact(id, row, true, held);
  if (std::find(out.begin(), out.end(), said) == out.end()) out.push_back(std::move(said));
}

/// What is not known, down to the cells that hold nothing.
void Reasons::missing(NodeId id, std::size_t row, std::vector<std::string>& out) {
  const Node& node = graph_.node(id);
  if (node.op == Op::literal || reader_.holds(id, row)) return;
  if (node.op == Op::choose) return missing(node.args[reader_.holds(node.args[0], row) ? 1 : 2], row, out);
  if (node.op == Op::both || node.op == Op::either) {
    missing(node.args[0], row, out);
    return missing(node.args[1], row, out);
  }
  const bool here = node.op == Op::this_row || node.op == Op::scalar;
  if (here && says_known(graph_.column(node.column)) && graph_.column(node.column).formula != none) {
    std::vector<std::string> within;
    missing(graph_.column(node.column).formula, node.op == Op::scalar ? 0 : row, within);
    for (const std::string& one : within) {
      if (std::find(out.begin(), out.end(), one) == out.end()) out.push_back(one);
    }
    if (!within.empty()) return;
  }
  std::string said = fact(id, row, true, false);
  const std::size_t at = node.op == Op::at_row ? reader_.row_read(node, row) : none;
  if (at != none) said += " (" + row_in_words(graph_, graph_.column(node.column).frame, at) + ")";
  if (std::find(out.begin(), out.end(), said) == out.end()) out.push_back(std::move(said));
}

bool Reasons::tells_nothing(ColumnId id, std::size_t row) {
  const Column& column = graph_.column(id);
  if (column.type.kind != Kind::truth || column.formula == none || column.role != Role::formula) return false;
  std::vector<std::string> out;
  facts(column.formula, row, 8, out);
  return out.empty();
}

std::string Reasons::fact(NodeId id, std::size_t row, bool with_figures, bool held) {
  const Node& node = graph_.node(id);
  const Operation& about = operation(node.op);
  if (node.op == Op::is_known)
    return column_words(graph_, node.column) + (held ? " is known" : " is not known");
  if (names_a_cell(node.op)) {
    std::string words = Speaker(graph_).say(id);
    const std::size_t known =
        says_known(graph_.column(node.column)) ? words.find(" known") : std::string::npos;
    if (known != std::string::npos) return words.erase(known, 6) + (held ? " is known" : " is not known");
    return words + (held ? " is yes" : " is no");
  }
  const bool compares = about.condition && about.arity == 2 && node.op != Op::both && node.op != Op::either;
  if (compares) return comparison(id, row, with_figures, held);
  return (held ? "" : "not so: ") + Speaker(graph_).say(id);
}

std::string Reasons::comparison(NodeId id, std::size_t row, bool with_figures, bool held) {
  const Node& node = graph_.node(id);
  if (const ColumnId link = asks_for_no_row(graph_, id); link != none) {
    const std::string words = "earlier row of the same " + shared_words(graph_.column(link));
    return held ? "there is no " + words : "there is an " + words;
  }
  if (asks_for_first_row(graph_, id)) return held ? "it is the first row" : "it is not the first row";
  if (auto said = of_known_rows(node, row, held)) return *said;
  if (auto said = of_reading(node, held)) return *said;
  if (auto said = of_count(node, row, with_figures, held)) return *said;
  const bool dates = graph_.node(node.args[0]).type.kind == Kind::date;
  return side(node.args[0], row, with_figures) + " " + std::string(relation(node.op, held, dates)) + " " +
         side(node.args[1], row, with_figures);
}

std::string Reasons::side(NodeId id, std::size_t row, bool with_figures) {
  const Node& node = graph_.node(id);
  bool key = node.op == Op::fixed_cell && graph_.column(node.column).type.kind == Kind::key;
  key = key || (node.op == Op::scalar && is_written_number(graph_.column(node.column)));
  const std::string words = Speaker(graph_).say(id);
  return node.op == Op::literal || key || !with_figures ? words : words + " (" + reader_.shown(id, row) + ")";
}

/// As many rows are known as there are: "1 of 2 cohorts is not known".
std::optional<std::string> Reasons::of_known_rows(const Node& node, std::size_t row, bool held) {
  const Node& known = graph_.node(node.args[0]);
  const Node& all = graph_.node(node.args[1]);
  if (node.op != Op::equal || known.op != Op::sum_of || all.op != Op::rows_of || known.column != all.column ||
      !says_known(graph_.column(known.column)))
    return std::nullopt;
  const std::string rows = rows_in_words(graph_.frame(graph_.column(known.column).frame));
  if (held) return "each of the " + rows + " is known";
  const Exact missing = reader_.value(node.args[1], row) - reader_.value(node.args[0], row);
  return missing.fraction() + " of " + reader_.shown(node.args[1], row) + " " + rows +
         (missing == Exact(1) ? " is not known" : " are not known");
}

/// The choice between readings of an open question, by their names.
std::optional<std::string> Reasons::of_reading(const Node& node, bool held) {
  const Node& left = graph_.node(node.args[0]);
  if (left.op != Op::scalar) return std::nullopt;
  const auto& all = run_.record.assumptions;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.term == left.column; });
  if (found == all.end() || found->reading_names.empty()) return std::nullopt;
  const auto name = [&](NodeId id) {
    const auto number = reader_.value(id, 0).small();
    const auto index = number ? static_cast<std::size_t>(number->num / number->den) : 0;
    return index >= 1 && index <= found->reading_names.size() ? name_in_words(found->reading_names[index - 1])
                                                              : "another";
  };
  return "under the assumption " + name_in_words(found->name) + " the reading used is " + name(node.args[0]) +
         (held == (node.op == Op::equal) ? "" : ", not " + name(node.args[1]));
}

/// "it is number 2 of the same person code, and only 1 counts".
std::optional<std::string> Reasons::of_count(const Node& node, std::size_t row, bool with_figures,
                                             bool held) {
  const Node& left = graph_.node(node.args[0]);
  if (left.op != Op::this_row) return std::nullopt;
  const ColumnId link = running_link(graph_, left.column);
  if (link == none || (node.op != Op::equal && node.op != Op::at_most)) return std::nullopt;
  const std::string shared = "the same " + shared_words(graph_.column(link));
  if (!with_figures) return held ? "first of " + shared : "already counted for " + shared;
  const std::string most = reader_.shown(node.args[1], row);
  std::string said = "it is number " + reader_.shown(node.args[0], row) + " of " + shared + ", and ";
  said += held ? most + (most == "1" ? " counts" : " count")
               : "only " + most + (most == "1" ? " counts" : " count");
  const std::int64_t before = integer_at(graph_.column(link), row);
  if (!held && before > 0) {
    said += " (the one before is " +
            row_in_words(graph_, graph_.column(left.column).frame, static_cast<std::size_t>(before - 1)) +
            ")";
  }
  return said;
}

}  // namespace outturn::calc
