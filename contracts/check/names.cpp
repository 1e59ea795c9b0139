// One name for one thing, one kind of row from one input.
#include <algorithm>
#include <map>

#include "contracts/check/parts.h"
#include "engine/base/letters.h"

namespace outturn::language {
namespace {

/// Names seen so far, told apart as a spreadsheet does: not by capitals.
class NameList {
 public:
  NameList(const ExpressionChecker& tell, const char* things) : tell_(tell), things_(things) {}

  void add(const std::string& name, Span span, const std::string& made_by = "") {
    if (name.empty()) return;
    const auto [first, fresh] = seen_.emplace(lower(name), Entry{name, span, made_by});
    if (fresh) return;
    const Entry& other = first->second;
    const std::string& maker = made_by.empty() ? other.made_by : made_by;
    Sentences why;
    if (!maker.empty()) {
      why.push_back(maker);
    } else {
      why.push_back("The other stands at line " + std::to_string(other.span.line) + ".");
      if (other.name != name)
        why.push_back("A spreadsheet takes \"" + other.name + "\" and \"" + name + "\" for the same name.");
    }
    tell_.problem("N12", span, "\"" + name + "\" is the name of two " + things_, why,
                  {"Give one of them another name."});
  }

 private:
  struct Entry {
    std::string name;
    Span span;
    std::string made_by;
  };
  const ExpressionChecker& tell_;
  std::string things_;
  std::map<std::string, Entry> seen_;
};

/// A column of the evidence and something else of the contract under one name: which is meant?
void columns_apart(const Contract& contract, const ExpressionChecker& tell) {
  std::map<std::string, std::vector<std::pair<const Input*, Span>>> columns;
  for (const Input& input : contract.inputs) {
    for (const InputColumn& column : input.columns)
      columns[lower(column.fact.name)].emplace_back(&input, column.fact.declared);
  }
  const auto apart = [&](const std::string& name, const std::string& each, Span span) {
    const auto found = columns.find(lower(name));
    if (found == columns.end()) return;
    for (const auto& [input, declared] : found->second) {
      if (!each.empty() && input->each != each && !input->each.empty()) continue;
      return tell.problem("N12", span, "\"" + name + "\" is also a column of " + input->name,
                          {"It is declared at line " + std::to_string(declared.line) + "."},
                          {"Give one of them another name."});
    }
  };
  for (const Input& input : contract.inputs) apart(input.name, "", input.span);
  for (const auto& p : contract.parameters) apart(p.name, "", p.span);
  for (const auto& v : contract.values) apart(v.name, v.each, v.span);
  for (const auto& p : contract.payments) apart(p.name, p.each, p.span);
  for (const auto& a : contract.assumptions) {
    if (!a.readings.empty()) apart(a.name, "", a.span);
  }
  for (const Input& one : contract.inputs) {
    if (!one.each.empty()) continue;
    for (const InputColumn& column : one.columns) {
      for (const auto& [input, declared] : columns[lower(column.fact.name)]) {
        if (input == &one || (input->each.empty() && input > &one)) continue;
        tell.problem("N12", column.fact.declared,
                     "\"" + column.fact.name + "\" is also a column of " + input->name,
                     {"It is declared at line " + std::to_string(declared.line) + "."},
                     {"Give one of them another name."});
        break;
      }
    }
  }
}

}  // namespace

void check_unique_names(const Contract& contract, const ExpressionChecker& tell) {
  NameList names(tell, "things");
  NameList documents(tell, "documents");
  const std::string total = "total_payment is what all payments of a contract come to.";
  names.add("total_payment", {}, total);
  names.add("as_at", {}, "as_at is the date a run is made for.");
  names.add("cut_off", {}, "cut_off is the date up to which evidence counts.");
  for (const auto& d : contract.documents) documents.add(d.id, d.span);
  for (const auto& a : contract.assumptions) names.add(a.name, a.span);
  for (const auto& p : contract.parameters) names.add(p.name, p.span);
  for (const auto& i : contract.inputs) names.add(i.name, i.span);
  for (const auto& r : contract.ratecards) names.add(r.name, r.span);
  for (const auto& b : contract.bands) names.add(b.name, b.span);
  for (const auto& p : contract.points) names.add(p.name, p.span);
  for (const auto& c : contract.calendars) names.add(c.name, c.span);
  for (const auto& p : contract.payments) names.add(p.name, p.span);
  for (const auto& p : contract.payments) {
    for (const char* part : {"_achieved", "_earned", "_blocked", "_total"}) {
      if (!p.name.empty())
        names.add(p.name + part, p.span,
                  "Every payment also gives its name with _achieved, _earned, _blocked and _total.");
    }
  }
  for (const auto& v : contract.values) names.add(v.name, v.span);
  for (const auto& c : contract.caps) names.add(c.name, c.span);
  for (const auto& s : contract.splits) {
    names.add(s.name, s.span);
    for (const auto& payer : s.payers) {
      if (!payer.name.empty()) names.add(s.name + "_" + payer.name, payer.span);
    }
  }
  columns_apart(contract, tell);
}

void check_kinds(Contract& contract, const SourceFile& source, Problems& problems) {
  std::vector<std::string> kinds;
  for (const Input& input : contract.inputs) {
    if (!input.each.empty()) kinds.push_back(input.each);
  }
  std::map<std::string, bool> told_already;
  const auto settle = [&](std::string& each, Span span) {
    if (each.empty() || std::find(kinds.begin(), kinds.end(), each) != kinds.end()) return;
    const std::string near = nearest_name(each, kinds);
    if (near.empty() && std::exchange(told_already[each], true)) return;
    problems.add(told(source, "N13", span, "no input gives \"each " + each + "\"", {},
                      near.empty()
                          ? Mend{"Declare an input, like: input " + each + "s, each " + each + " [A Sch 2]."}
                          : Mend{"Did you mean each " + near + " ?"}.instead(near)));
    if (!near.empty()) each = near;
  };
  for (Value& value : contract.values) settle(value.each, value.each_span);
  for (Payment& payment : contract.payments) settle(payment.each, payment.each_span);
  for (Split& split : contract.splits) settle(split.each, split.each_span);
}

}  // namespace outturn::language
