#include "contracts/language/names.h"

#include <algorithm>

#include "engine/values/show.h"

namespace outturn::language {

using Q = Quantity;

namespace {

QType money_type(int minor_places) {
  QType type;
  type.quantity = Q::money;
  type.places = minor_places;
  return type;
}

/// Held with as many places as any of its values is written with.
QType parameter_type(const Parameter& p, int minor_places) {
  QType type = held(p.type, minor_places);
  type.nullable = is_dated(p);  // no value may be in force that day
  if (!type.is(Q::money)) {
    for (const DatedValue& value : p.values) type.places = std::max(type.places, value.places);
  }
  return type;
}

QType plain(Quantity quantity) {
  QType type;
  type.quantity = quantity;
  return type;
}

/// What a value is to those who read it.
QType value_type(const Value& value, int minor_places) {
  QType type = held(value.type, minor_places);
  type.decided = value.exactly;
  if (value.exactly) type.exact = true;
  if (value.rounding) {
    type.exact = false;
    type.places = rounded_places(*value.rounding, type, minor_places);
    type.rounded = !(value.type.is(Q::money) && value.rounding->to == RoundingRule::To::minor_units);
  }
  return type;
}

}  // namespace

QType held(QType declared, int minor_places) {
  if (declared.is(Q::money)) {
    declared.places = minor_places;
    declared.of.clear();
  }
  if ((declared.is(Q::percent) || declared.is(Q::points)) && declared.places == 0) declared.places = 4;
  return declared;
}

int rounded_places(const RoundingRule& rule, const QType& type, int minor_places) {
  const bool share = type.is(Q::percent) || type.is(Q::points);
  switch (rule.to) {
    case RoundingRule::To::decimal_places:
      return rule.places + (share ? 2 : 0);
    case RoundingRule::To::minor_units:
      return minor_places;
    case RoundingRule::To::whole_units:
    case RoundingRule::To::whole:
      return share ? 2 : 0;
  }
  return 0;
}

bool is_dated(const Parameter& parameter) {
  return parameter.values.size() > 1 || (parameter.values.size() == 1 && parameter.values[0].until);
}

int minor_places(const Contract& contract) {
  const auto currency = currency_by_code(contract.head.currency);
  return currency ? currency->places : 2;
}

Names::Names(const Contract& contract) : contract_(contract) {
  const int minor = minor_places(contract);
  for (std::size_t i = 0; i < contract.inputs.size(); ++i) {
    const Input& input = contract.inputs[i];
    for (std::size_t j = 0; j < input.columns.size(); ++j) {
      const InputColumn& column = input.columns[j];
      add(input.each, column.fact.name,
          {Meaning::input_column, i, j, input.each, held(column.type, minor), column.fact.declared});
    }
  }
  for (std::size_t i = 0; i < contract.parameters.size(); ++i) {
    const Parameter& p = contract.parameters[i];
    add("", p.name, {Meaning::parameter, i, 0, "", parameter_type(p, minor), p.span});
  }
  for (std::size_t i = 0; i < contract.values.size(); ++i) {
    const Value& v = contract.values[i];
    add(v.each, v.name, {Meaning::value, i, 0, v.each, value_type(v, minor), v.span});
  }
  for (std::size_t i = 0; i < contract.payments.size(); ++i) {
    const Payment& p = contract.payments[i];
    add(p.each, p.name, {Meaning::payment, i, 0, p.each, money_type(minor), p.span});
    add(p.each, p.name + "_achieved", {Meaning::payment_achieved, i, 0, p.each, money_type(minor), p.span});
    add(p.each, p.name + "_earned", {Meaning::payment_earned, i, 0, p.each, money_type(minor), p.span});
    add(p.each, p.name + "_blocked", {Meaning::payment_blocked, i, 0, p.each, plain(Q::truth), p.span});
  }
  for (std::size_t i = 0; i < contract.splits.size(); ++i) {
    const Split& s = contract.splits[i];
    for (std::size_t j = 0; j < s.payers.size(); ++j) {
      const std::string paid = s.name + "_" + s.payers[j].name;
      add(s.each, paid, {Meaning::payer_share, i, j, s.each, money_type(minor), s.payers[j].span});
    }
  }
  for (std::size_t i = 0; i < contract.assumptions.size(); ++i) {
    const Assumption& a = contract.assumptions[i];
    if (a.readings.empty()) continue;
    QType type = plain(Q::reading);
    type.of = a.name;
    add("", a.name, {Meaning::reading_choice, i, 0, "", type, a.span});
  }
  add("", "as_at", {Meaning::run_date, 0, 0, "", plain(Q::date), {}});
  add("", "cut_off", {Meaning::run_date, 0, 1, "", plain(Q::date), {}});
  for (const auto& [key, symbol] : symbols_) {
    if (!key.first.empty()) kinds_of_[key.second].push_back(key.first);
  }
}

void Names::add(const std::string& each, const std::string& name, Symbol symbol) {
  symbols_.emplace(std::pair(each, name),
                   std::move(symbol));  // the first stands; repeats are told by the checker
}

Symbol Names::in_kind(const std::string& each, const std::string& name) const {
  const auto found = symbols_.find({each, name});
  return found == symbols_.end() ? Symbol{} : found->second;
}

Symbol Names::single(const std::string& name) const { return in_kind("", name); }

Symbol Names::find(const std::string& each, const std::string& name) const {
  const Symbol own = in_kind(each, name);
  return own.meaning == Meaning::nothing ? single(name) : own;
}

const std::vector<std::string>& Names::kinds_with(const std::string& name) const {
  static const std::vector<std::string> nowhere;
  const auto found = kinds_of_.find(name);
  return found == kinds_of_.end() ? nowhere : found->second;
}

std::vector<std::string> Names::known(const std::string& each) const {
  std::vector<std::string> names;
  for (const auto& [key, symbol] : symbols_) {
    if (key.first.empty() || key.first == each) names.push_back(key.second);
  }
  return names;
}

const Input* Names::input_of_kind(const std::string& each) const {
  for (const Input& input : contract_.inputs) {
    if (!each.empty() && input.each == each) return &input;
  }
  return nullptr;
}

bool Names::of_what_was_not_read(const std::string& name) const {
  const auto holds = [&](const auto& one) {
    return one.text.empty() && !one.name.empty() && name.starts_with(one.name + "_");
  };
  return std::any_of(contract_.savings.begin(), contract_.savings.end(), holds) ||
         std::any_of(contract_.approaches.begin(), contract_.approaches.end(), holds);
}

const Input* Names::input(const std::string& name) const { return by_name(contract_.inputs, name); }
const RateCard* Names::card(const std::string& name) const { return by_name(contract_.ratecards, name); }
const Bands* Names::bands(const std::string& name) const { return by_name(contract_.bands, name); }
const Points* Names::points(const std::string& name) const { return by_name(contract_.points, name); }
const Calendar* Names::calendar(const std::string& name) const { return by_name(contract_.calendars, name); }
const Assumption* Names::assumption(const std::string& name) const {
  return by_name(contract_.assumptions, name);
}

Symbol Names::card_column(const std::string& card_name, const std::string& column) const {
  const RateCard* card = this->card(card_name);
  if (card == nullptr) return {};
  for (std::size_t j = 0; j < card->columns.size(); ++j) {
    if (card->columns[j].name != column) continue;
    const auto index = static_cast<std::size_t>(card - contract_.ratecards.data());
    QType type = card->columns[j].type;
    type = held(type, minor_places(contract_));
    if (card->dated && !type.is(Q::text)) type.nullable = true;  // no price may be in force that day
    return {Meaning::card_column, index, j, "", type, card->columns[j].span};
  }
  return {};
}

std::string Names::kind_behind(const QType& link) const {
  if (!link.is(Q::key)) return "";
  const Input* target = input(link.of);
  return target == nullptr ? "" : target->each;
}

}  // namespace outturn::language
