#include "tests/language/tree.h"

#include <array>

namespace outturn::language {
namespace {

std::string path_of(const Expr& expr) {
  std::string out;
  for (const std::string& name : expr.path) out += (out.empty() ? "" : ".") + name;
  return out;
}

std::string in_brackets(const std::string& word, const Expr& expr) {
  std::string out = "(" + word;
  for (const auto& arg : expr.args) out += " " + tree(*arg);
  if (expr.reach != Reach::all) out += expr.reach == Reach::so_far ? " so far" : " before";
  if (expr.filter) out += " where " + tree(*expr.filter);
  if (expr.first) out += " at first " + tree(*expr.first);
  if (expr.kind == ExprKind::call && !expr.path.empty()) out += " for this " + path_of(expr);
  if (!expr.calendar.empty()) out += " without " + expr.calendar;
  return out + ")";
}

std::string shown(const std::vector<Clause>& clauses) {
  std::string out;
  for (const Clause& clause : clauses) out += " [" + clause.shown() + "]";
  return out;
}

std::string shown(const QType& type) {
  return words(type) + (type.places == 0 ? "" : " with " + std::to_string(type.places));
}

std::string shown(const RoundingRule& rule) {
  static constexpr std::array<const char*, 4> targets{"places", "minor units", "whole units", "whole"};
  std::string out = "rounded to ";
  if (rule.to == RoundingRule::To::decimal_places) out += std::to_string(rule.places) + " ";
  out += std::string(targets.at(static_cast<std::size_t>(rule.to))) + ", " +
         std::string(outturn::words(rule.mode));
  return out + (rule.from_rounded ? ", from rounded" : "") + shown(rule.clauses);
}

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += " " + name;
  return out;
}

std::string dates(const std::optional<Date>& from, const std::optional<Date>& until) {
  return (from ? " from " + to_iso(*from) : "") + (until ? " until " + to_iso(*until) : "");
}

/// Lines of one statement; the first stands in column 1.
class Lines {
 public:
  explicit Lines(std::string first) : out_(std::move(first) + "\n") {}
  void add(const std::string& line) { out_ += "  " + line + "\n"; }
  void add(const char* word, const ExprPtr& expr) {
    if (expr) add(word + (" " + tree(*expr)));
  }
  void add(const char* word, const std::string& words) {
    if (!words.empty()) add(word + (" " + words));
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

std::string each(const std::string& kind) { return kind.empty() ? "" : ", each " + kind; }

std::string statement(const Document& d) {
  Lines out("document " + d.id + " \"" + d.title + "\"");
  out.add("by", d.by);
  out.add("dated", d.dated);
  out.add("address", d.address);
  return out.take();
}

std::string statement(const Assumption& a) {
  Lines out("assumption " + a.name + " \"" + a.question + "\"" + shown(a.clauses));
  for (const auto& reading : a.readings)
    out.add("reading " + reading.name + (reading.name == a.use ? " (used)" : "") + " \"" + reading.words +
            "\"");
  out.add("because", a.because);
  return out.take();
}

std::string statement(const Parameter& p) {
  Lines out("parameter " + p.name + ": " + shown(p.type) + shown(p.clauses));
  for (const auto& v : p.values)
    out.add(v.value.fraction() + " " + shown(v.type) + dates(v.from, v.until) + shown(v.clauses));
  out.add("chosen by", p.chosen_by);
  return out.take();
}

std::string statement(const Input& input) {
  Lines out((input.comparison ? "comparison " : "input ") + input.name + each(input.each) +
            shown(input.clauses));
  for (const auto& column : input.columns) {
    std::string line = column.fact.name + ": " + shown(column.type);
    for (std::size_t i = 0; i < column.by.size(); ++i) line += (i == 0 ? " by " : ".") + column.by[i];
    if (column.fact.may_be_unknown) line += ", may be unknown";
    if (column.fact.least)
      line += (column.fact.least_excluded ? ", more than " : ", at least ") + column.fact.least->fraction();
    if (column.fact.most) line += ", at most " + column.fact.most->fraction();
    out.add(line);
  }
  if (!input.order.empty()) out.add("in order of" + listed(input.order));
  out.add("dated by", input.dated_by);
  if (!input.decided_by.empty()) out.add("decided by " + input.decided_by + " on " + input.decided_on);
  if (input.comparison) {
    out.add("design", input.comparison->design);
    out.add("method", input.comparison->method);
    if (input.comparison->least_people > 0)
      out.add("at least " + std::to_string(input.comparison->least_people) + " people");
    if (input.comparison->balance) out.add("balance within " + input.comparison->balance->fraction());
  }
  return out.take();
}

std::string statement(const RateCard& card) {
  Lines out("ratecard " + card.name + shown(card.clauses));
  for (const auto& row : card.rows) {
    std::string line = row.code + dates(row.from, row.until) + ":";
    for (std::size_t i = 0; i < card.columns.size(); ++i) {
      const CardCell& cell = row.cells[i];
      const bool text = card.columns[i].type.is(Quantity::text);
      line += " " + card.columns[i].name + "=" +
              (!cell.present ? "-"
               : text        ? "\"" + cell.words + "\""
                             : cell.value.fraction());
    }
    out.add(line + shown(row.clauses));
  }
  out.add("chosen by", card.chosen_by);
  return out.take();
}

std::string statement(const Bands& bands) {
  Lines out("bands " + bands.name + ": " + bands.measured + " " + shown(bands.measured_type) + " -> " +
            bands.result + " " + shown(bands.result_type) + shown(bands.clauses));
  for (const auto& row : bands.rows) {
    const std::string from = row.from ? (row.from_included ? "[" : "(") + row.from->fraction() : "(-";
    const std::string until = row.until ? row.until->fraction() + (row.until_included ? "]" : ")") : "-)";
    out.add(from + ", " + until + " " + row.value.fraction() + shown(row.clauses));
  }
  return out.take();
}

std::string shown(const Points::End& end) {
  return (end.continues ? "continues" : end.value.fraction()) + shown(end.clauses);
}

std::string statement(const Points& points) {
  Lines out("points " + points.name + ": " + points.measured + " " + shown(points.measured_type) + " -> " +
            points.result + " " + shown(points.result_type) + shown(points.clauses));
  for (const auto& knot : points.knots)
    out.add(knot.at.fraction() + " " + knot.value.fraction() + shown(knot.clauses));
  out.add("below " + shown(points.below));
  out.add("above " + shown(points.above));
  return out.take();
}

std::string statement(const Calendar& calendar) {
  Lines out("calendar " + calendar.name + shown(calendar.clauses));
  for (const auto& row : calendar.rows)
    out.add(dates(row.from, row.until) + (row.words.empty() ? "" : " \"" + row.words + "\"") +
            shown(row.clauses));
  return out.take();
}

std::string statement(const Value& v) {
  Lines out("value " + v.name + ": " + shown(v.type) + each(v.each) + shown(v.clauses));
  if (v.rules.empty()) out.add("is", v.is);
  for (std::size_t i = 0; i < v.rules.size(); ++i)
    out.add(dates(v.rules[i].from, v.rules[i].until) + " is " + tree(*v.is->args[i]) +
            shown(v.rules[i].clauses));
  out.add("chosen by", v.chosen_by);
  if (v.rounding) out.add(shown(*v.rounding));
  if (v.exactly) out.add("exactly");
  return out.take();
}

std::string statement(const Payment& p) {
  Lines out("payment " + p.name + each(p.each) + shown(p.clauses));
  out.add("when", p.when);
  out.add("pay", p.pay);
  if (p.rounding) out.add(shown(*p.rounding));
  out.add("times", p.times);
  if (!p.once_per.empty()) out.add("per" + listed(p.once_per));
  return out.take();
}

std::string statement(const Cap& c) {
  Lines out("cap " + c.name + (c.per.empty() ? "" : " per " + c.per) + shown(c.clauses));
  out.add("amount", c.amount);
  out.add("on" + listed(c.on));
  if (!c.order.empty()) out.add("in order of" + listed(c.order));
  return out.take();
}

std::string statement(const Split& s) {
  Lines out("split " + s.name + " of " + s.of + each(s.each) + shown(s.clauses));
  for (const auto& payer : s.payers) {
    const std::string share = payer.share_of ? payer.share_of->path.back()
                              : payer.rest   ? "rest"
                                             : payer.share.fraction();
    out.add(payer.name + " " + share + " cap " + (payer.cap ? payer.cap->fraction() : std::string("-")) +
            shown(payer.clauses));
  }
  if (s.residue != Split::Residue::unsaid)
    out.add(s.residue == Split::Residue::last ? "residue last" : "residue largest remainder");
  if (s.excess != Split::Excess::unsaid)
    out.add(s.excess == Split::Excess::by_others ? "over by others" : "over not paid");
  return out.take();
}

}  // namespace

std::string tree(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::literal:
      return expr.type.is(Quantity::date) ? to_iso(Date{static_cast<std::int32_t>(expr.value.small()->num)})
                                          : expr.value.fraction() + ":" + words(expr.type);
    case ExprKind::name:
      return path_of(expr);
    case ExprKind::text:
      return "\"" + expr.word + "\"";
    case ExprKind::truth:
      return expr.value.sign() != 0 ? "yes" : "no";
    case ExprKind::choose:
      return in_brackets("if", expr);
    case ExprKind::within:
      return in_brackets("within " + expr.word, expr);
    default:
      return in_brackets(expr.word, expr);
  }
}

std::string tree(const Contract& contract) {
  const Head& h = contract.head;
  Lines out("contract \"" + h.title + "\" " + h.currency + dates(h.starts, h.ends));
  out.add("payer", h.payer);
  out.add("provider", h.provider);
  out.add("amounts", h.amounts);
  std::string text = out.take();
  for (const StatementRef& ref : contract.order) {
    switch (ref.kind) {
      case StatementKind::document:
        text += statement(contract.documents[ref.index]);
        break;
      case StatementKind::assumption:
        text += statement(contract.assumptions[ref.index]);
        break;
      case StatementKind::parameter:
        text += statement(contract.parameters[ref.index]);
        break;
      case StatementKind::input:
      case StatementKind::comparison:
        text += statement(contract.inputs[ref.index]);
        break;
      case StatementKind::ratecard:
        text += statement(contract.ratecards[ref.index]);
        break;
      case StatementKind::bands:
        text += statement(contract.bands[ref.index]);
        break;
      case StatementKind::points:
        text += statement(contract.points[ref.index]);
        break;
      case StatementKind::calendar:
        text += statement(contract.calendars[ref.index]);
        break;
      case StatementKind::value:
        text += statement(contract.values[ref.index]);
        break;
      case StatementKind::payment:
        text += statement(contract.payments[ref.index]);
        break;
      case StatementKind::cap:
        text += statement(contract.caps[ref.index]);
        break;
      case StatementKind::split:
        text += statement(contract.splits[ref.index]);
        break;
      case StatementKind::savings:
        text +=
            "savings " + contract.savings[ref.index].name + shown(contract.savings[ref.index].clauses) + "\n";
        break;
      case StatementKind::approaches:
        text += "approaches " + contract.approaches[ref.index].name +
                shown(contract.approaches[ref.index].clauses) + "\n";
        break;
      case StatementKind::note:
        text += "note" + shown(contract.notes[ref.index].clauses) + " \"" + contract.notes[ref.index].words +
                "\"\n";
        break;
      case StatementKind::contract:
        break;
    }
  }
  return text;
}

}  // namespace outturn::language
