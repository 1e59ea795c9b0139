// What each step of a formula did in one row, and what became of a payment.
#include <algorithm>

#include "engine/calc/evaluate_column.h"
#include "engine/explain/reasons.h"
#include "engine/explain/words.h"
#include "engine/values/show.h"

namespace outturn::calc {
namespace {

constexpr std::size_t long_words = 70;

void gather(const Graph& graph, NodeId id, Op op, std::vector<NodeId>& out) {
  if (graph.node(id).op != op) {
    out.push_back(id);
    return;
  }
  gather(graph, graph.node(id).args[0], op, out);
  gather(graph, graph.node(id).args[1], op, out);
}

const PaymentRecord* payment_of(const Record& record, ColumnId column, bool total) {
  const auto found =
      std::find_if(record.payments.begin(), record.payments.end(), [&](const PaymentRecord& one) {
        return total ? one.total == column && one.column != column
                     : one.column == column || one.earned == column;
      });
  return found == record.payments.end() ? nullptr : &*found;
}

std::string sentence(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words + ".";
}

}  // namespace

const PaymentRecord::CapCut* cap_of(const Record& record, ColumnId column) {
  for (const PaymentRecord& payment : record.payments) {
    for (const PaymentRecord::CapCut& cut : payment.caps) {
      if (cut.after == column) return &cut;
    }
  }
  return nullptr;
}

ColumnId band_from(const Graph& graph, ColumnId edge) {
  const NodeId formula = graph.column(edge).formula;
  if (formula == none) return edge;
  const Node& root = graph.node(formula);
  const bool shifted =
      (root.op == Op::add || root.op == Op::subtract) && graph.node(root.args[0]).op == Op::this_row;
  return shifted ? graph.node(root.args[0]).column : edge;
}

std::vector<std::string> Reasons::of_formula(ColumnId column, std::size_t row) {
  std::vector<std::string> out;
  const NodeId formula = graph_.column(column).formula;
  if (formula == none) return out;
  if (const PaymentRecord::CapCut* cut = cap_of(run_.record, column)) {
    const std::string words = cap(*cut, row);
    if (!words.empty()) out.push_back(sentence(words));
    return out;
  }
  if (graph_.column(column).type.kind == Kind::truth) {
    const std::string why = because(formula, row, 0);
    out.push_back((reader_.holds(formula, row) ? "Yes: " : "No: ") + why + ".");
    return out;
  }
  step(formula, true, column, row, out);
  return out;
}

void Reasons::step(NodeId id, bool root, ColumnId column, std::size_t row, std::vector<std::string>& out) {
  const Node& node = graph_.node(id);
  switch (node.op) {
    case Op::choose:
      return choice(id, root, column, row, out);
    case Op::least:
    case Op::greatest:
      extreme(node, column, row, out);
      break;
    case Op::round:
      rounding(node, column, row, out);
      break;
    case Op::band_row:
      band(id, row, out);
      break;
    default:
      break;
  }
  if (operation(node.op).reads_column) return;
  for (const NodeId arg : node.args) {
    if (arg != none) step(arg, false, column, row, out);
  }
}

void Reasons::choice(NodeId id, bool root, ColumnId column, std::size_t row, std::vector<std::string>& out) {
  // A choice within a choice is told as one, by what decided each.
  std::string why;
  bool unknown = false;
  bool held = false;
  NodeId taken = id;
  while (graph_.node(taken).op == Op::choose && !unknown) {
    const Node& node = graph_.node(taken);
    const Node& asked = graph_.node(node.args[0]);
    held = reader_.holds(node.args[0], row);
    taken = node.args[held ? 1 : 2];
    const bool guard = asked.column != none && graph_.column(asked.column).name.ends_with("_known");
    if (guard && held) continue;
    unknown = guard;
    why += (why.empty() ? "" : "; ") + because(node.args[0], row, guard ? 4 : 0);
  }
  if (!why.empty()) {
    const std::string words = Speaker(graph_).say(taken);
    if (unknown) {
      out.push_back("Not known, since " + why + ".");
    } else if (graph_.node(taken).op == Op::literal) {
      Unit unit = graph_.column(column).unit;
      if (graph_.node(taken).type.kind == Kind::date) unit = Unit::date;
      out.push_back((root ? "It is " : "Taken in it: ") +
                    reader_.shown_amount(reader_.value(taken, row), unit) + ", since " + why + ".");
    } else {
      const std::string what = words.size() > long_words ? (held ? "the first way" : "the other way") : words;
      out.push_back((root ? "It is " : "Taken in it: ") + what + ", since " + why + ".");
    }
  }
  step(taken, root, column, row, out);
}

/// Which of the amounts is the smallest or largest.
void Reasons::extreme(const Node& node, ColumnId column, std::size_t row, std::vector<std::string>& out) {
  const bool least = node.op == Op::least;
  std::vector<NodeId> all;
  gather(graph_, node.args[0], node.op, all);
  gather(graph_, node.args[1], node.op, all);
  std::size_t best = 0;
  for (std::size_t i = 1; i < all.size(); ++i) {
    const Exact a = reader_.value(all[i], row);
    const Exact b = reader_.value(all[best], row);
    if (least ? a < b : b < a) best = i;
  }
  const Exact value = reader_.value(all[best], row);
  std::vector<std::string> others;
  const auto own_unit = [&](NodeId id) {
    return unit_of(graph_, id) == Unit::plain ? graph_.column(column).unit : unit_of(graph_, id);
  };
  const auto told = [&](NodeId id) {
    const std::string shown = reader_.shown_amount(reader_.value(id, row), own_unit(id));
    return graph_.node(id).op == Op::literal ? shown : Speaker(graph_).say(id) + " (" + shown + ")";
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i == best || reader_.value(all[i], row) == value) continue;
    if (!least && is_literal(graph_, all[i], 0)) continue;  // not below 0: nothing to tell
    others.push_back(told(all[i]));
  }
  if (others.empty()) return;
  std::string words = is_literal(graph_, all[best], 0)
                          ? "It is held at " + reader_.shown_amount(value, own_unit(all[best])) + ": "
                          : "It is " + told(all[best]) + ": ";
  for (std::size_t i = 0; i < others.size(); ++i) words += (i == 0 ? "" : " and ") + others[i];
  out.push_back(words + (others.size() == 1 ? " is " : " are ") + (least ? "more." : "less."));
}

void Reasons::rounding(const Node& node, ColumnId column, std::size_t row, std::vector<std::string>& out) {
  const Exact before = reader_.value(node.args[0], row);
  const int places = places_of(node.type);
  const auto held = round_scaled(before, places, node.mode);
  if (!held) return;
  const Exact after = Exact::scaled(*held, places);
  if (after == before) return;
  Unit unit = unit_of(graph_, node.args[0]);
  if (unit == Unit::plain) unit = graph_.column(column).unit;
  std::string words = "Rounded " + std::string(outturn::words(node.mode)) + " from " +
                      reader_.shown_amount(before, unit) + " to " +
                      (unit == Unit::percent && places >= 2 ? show_percent(*held, places)
                                                            : reader_.shown_amount(after, unit));
  const bool tie = to_nearest(node.mode) && distance_to_edge(before, places, node.mode).sign() == 0;
  out.push_back(words + (tie ? "; it stood exactly on a half." : "."));
}

/// "8.4% falls in the row from 7% of able bands; the next begins at 8.5%."
void Reasons::band(NodeId id, std::size_t row, std::vector<std::string>& out) {
  const Node& node = graph_.node(id);
  const auto number = reader_.value(id, row).small();
  const std::size_t reached = number ? static_cast<std::size_t>(number->num / number->den) : 0;
  const ColumnId from = band_from(graph_, node.column);
  const std::string rows = rows_in_words(graph_.frame(graph_.column(from).frame));
  const std::string what = Speaker(graph_).say(node.args[0]) + " (" + reader_.shown(node.args[0], row) + ")";
  if (reached == 0) {
    out.push_back(sentence(what + " is before the first row of " + rows));
    return;
  }
  const bool lowest = reached == 1 && value_at(graph_, from, 0) <= Exact(-999);
  std::string words = what + " falls in the " +
                      (lowest ? "lowest row of " + rows
                              : "row of " + rows + " from " + reader_.shown_cell(from, reached - 1));
  if (reached < graph_.rows(from)) words += "; the next begins at " + reader_.shown_cell(from, reached);
  out.push_back(sentence(words));
}

/// "participant cap cuts £900.00: £1,400.00 is due and £500.00 of the cap is left".
std::string Reasons::cap(const PaymentRecord::CapCut& cut, std::size_t row) {
  const std::string name = name_in_words(cut.cap);
  const Exact due = value_at(graph_, cut.before, row);
  const Exact after = value_at(graph_, cut.after, row);
  if (due.sign() == 0) return {};
  std::string left;
  const Node& root = graph_.node(graph_.column(cut.after).formula);
  if (root.op == Op::least) {
    const Node& room = graph_.node(root.args[graph_.node(root.args[0]).column == cut.before ? 1 : 0]);
    const NodeId left_of_cap =
        room.op == Op::greatest ? room.args[is_literal(graph_, room.args[0], 0) ? 1 : 0] : none;
    if (left_of_cap != none)
      left = " and " + reader_.shown_amount(reader_.value(left_of_cap, row), Unit::money) +
             " of the cap is left";
  }
  const std::string told = reader_.shown_cell(cut.before, row) + " is due" + left;
  if (after == due) return name + " does not cut it: " + told;
  return "cut by " + name + " by " + reader_.shown_amount(due - after, Unit::money) + ": " + told;
}

/// "£439,900.00 was earned, of which caps cut £50,700.00."
std::string Reasons::total_verdict(const PaymentRecord& payment) {
  if (payment.earned_total == none) return {};
  const Exact cut = value_at(graph_, payment.earned_total, 0) - value_at(graph_, payment.total, 0);
  std::string words = reader_.shown_cell(payment.earned_total, 0) + " was earned";
  words +=
      cut.sign() == 0 ? "; no cap cuts it" : ", of which caps cut " + reader_.shown_amount(cut, Unit::money);
  if (payment.blocked_total != none && value_at(graph_, payment.blocked_total, 0).sign() != 0) {
    words += "; rows that wait for evidence: " + reader_.shown_cell(payment.blocked_total, 0);
  }
  return words + ".";
}

std::string Reasons::verdict(ColumnId column, std::size_t row) {
  const PaymentRecord* payment = payment_of(run_.record, column, false);
  if (payment == nullptr) {
    const PaymentRecord* all = payment_of(run_.record, column, true);
    return all == nullptr ? std::string() : total_verdict(*all);
  }
  const PaymentForm form = payment_form(run_, *payment);
  const std::string earned = payment->earned == none ? "" : reader_.shown_cell(payment->earned, row);
  const Outcome what = outcome(graph_, form, row);
  const std::string met = form.condition == none ? "" : because(form.condition, row, 6);
  const bool of_earned = column != payment->column;
  const bool rows =
      payment->reason != none;  // a row is told its verdict; a payment there is once, what is paid
  switch (what) {
    case Outcome::blocked: {
      std::vector<std::string> unknown;
      for (const Condition& one : form.needed) missing(one.node, row, unknown);
      std::string words =
          unknown.empty() ? because(graph_.column(payment->blocked).formula, row, 6) : unknown.front();
      for (std::size_t i = 1; i < unknown.size(); ++i) {
        if (std::find(unknown.begin(), unknown.begin() + static_cast<std::ptrdiff_t>(i), unknown[i]) ==
            unknown.begin() + static_cast<std::ptrdiff_t>(i))
          words += "; " + unknown[i];
      }
      return (rows ? "Undecided, evidence is missing: " : "Not paid yet, evidence is missing: ") + words +
             ".";
    }
    case Outcome::refused: {
      const bool held = reader_.holds(form.condition, row);
      if (held)
        return (rows ? "Refused, nothing to pay: " : "Nothing to pay: ") + Speaker(graph_).say(form.amount) +
               " is " + reader_.shown(form.amount, row) + ".";
      return (of_earned ? "Not earned: " : rows ? "Refused: " : "Not paid: ") + met + ".";
    }
    case Outcome::nothing:
      return rows ? "Refused, nothing to pay." : "Nothing to pay.";
    case Outcome::paid_in_part:
    case Outcome::capped_out: {
      if (of_earned) return met.empty() ? "" : "Earned: " + met + ".";
      const PaymentRecord::CapCut* cut = deciding_cap(graph_, *payment, row);
      const bool part = what == Outcome::paid_in_part;
      const char* one = part ? "Paid in part: " : "Not paid: ";
      const char* of_row = part ? "Accepted in part: " : "Refused: ";
      std::string words = (rows ? of_row : one) + earned + " was earned";
      if (cut != nullptr && cut->after == column) return words + ".";  // the column's own step tells of it
      return words + (cut == nullptr ? ", less is payable" : ", but " + cap(*cut, row)) + ".";
    }
    case Outcome::paid:
      break;
  }
  if (of_earned) return met.empty() ? "" : "Earned: " + met + ".";
  const std::string full = rows ? "Accepted, paid in full" : "Paid in full";
  return met.empty() ? full + "." : full + ": " + met + ".";
}

}  // namespace outturn::calc
