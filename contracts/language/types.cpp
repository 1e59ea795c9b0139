#include "contracts/language/types.h"

#include <algorithm>

namespace outturn::language {

using Q = Quantity;

bool QType::duration() const { return quantity == Q::days || quantity == Q::weeks || quantity == Q::months; }

bool QType::numeric() const {
  switch (quantity) {
    case Q::money:
    case Q::percent:
    case Q::points:
    case Q::count:
    case Q::number:
    case Q::rate:
      return true;
    default:
      return duration();
  }
}

std::string words(const QType& type) {
  const std::string exact = type.exact ? "exact " : "";
  switch (type.quantity) {
    case Q::none:
      return "unknown type";
    case Q::money:
      return exact + "money";
    case Q::percent:
      return exact + "percent";
    case Q::points:
      return exact + "points";
    case Q::count:
      return "count";
    case Q::number:
      return exact + "number";
    case Q::rate:
      return exact + "rate per " + type.of;
    case Q::date:
      return "date";
    case Q::days:
      return "days";
    case Q::weeks:
      return "weeks";
    case Q::months:
      return "months";
    case Q::truth:
      return "truth (yes or no)";
    case Q::text:
      return "text";
    case Q::code:
      return "code of " + type.of;
    case Q::key:
      return type.own ? "key" : "key of " + type.of;
    case Q::reading:
      return "reading of " + type.of;
  }
  return "";
}

std::string phrase(const QType& type) {
  const auto one = [&](const std::string& what) { return type.exact ? "an unrounded " + what : what; };
  switch (type.quantity) {
    case Q::none:
      return "something unknown";
    case Q::money:
      return type.exact ? one("amount of money") : "an amount of money";
    case Q::percent:
      return type.exact ? one("percentage") : "a percentage";
    case Q::points:
      return one(type.exact ? "number of percentage points" : "percentage points");
    case Q::count:
      return "a whole number";
    case Q::number:
      return type.exact ? one("number") : "a number";
    case Q::rate:
      return (type.exact ? one("rate per ") : "a rate per ") + type.of;
    case Q::date:
      return "a date";
    case Q::days:
    case Q::weeks:
    case Q::months:
      return "a length of time in " + words(type);
    case Q::truth:
      return "a yes or no";
    case Q::text:
      return "words";
    case Q::code:
      return "a code of " + type.of;
    case Q::key:
      return type.own ? "the key of a row" : "the key of a row of " + type.of;
    case Q::reading:
      return "a reading of " + type.of;
  }
  return "";
}

namespace {

/// Whole-number family: count and number mix freely, the result is a number.
bool plain(const QType& t) { return t.is(Q::count) || t.is(Q::number); }
bool share(const QType& t) { return t.is(Q::percent) || t.is(Q::points); }
constexpr const char* times = ", times a number";

QType result(Quantity q, const QType& a, const QType& b, bool exact, int places) {
  QType out;
  out.quantity = q;
  out.exact = exact || a.exact || b.exact;
  out.places = out.exact ? 0 : places;
  out.rounded = a.rounded || b.rounded;
  out.nullable = a.nullable || b.nullable;
  return out;
}

std::optional<QType> sum(char sign, const QType& a, const QType& b) {
  const int places = std::max(a.places, b.places);
  const auto made = [&](Quantity q) { return result(q, a, b, false, places); };
  if (a.is(Q::date) && b.duration()) return made(Q::date);
  if (a.is(Q::date) && b.is(Q::date)) return sign == '-' ? std::optional(made(Q::days)) : std::nullopt;
  if (a.is(Q::percent) && b.is(Q::percent)) return made(sign == '-' ? Q::points : Q::percent);
  if (a.is(Q::percent) && b.is(Q::points)) return made(Q::percent);
  if (plain(a) && plain(b))
    return made(sign == '+' && a.is(Q::count) && b.is(Q::count) ? Q::count : Q::number);
  if (a.quantity != b.quantity || !a.numeric()) return std::nullopt;
  if (a.is(Q::rate) && a.of != b.of) return std::nullopt;
  QType out = made(a.quantity);
  out.of = a.of;
  return out;
}

std::optional<QType> product(const QType& a, const QType& b) {
  // Whole times anything keeps its places; two decimals make a rational.
  const bool whole = (!a.exact && a.places == 0) || (!b.exact && b.places == 0);
  const auto made = [&](Quantity q) { return result(q, a, b, !whole, a.places + b.places); };
  if (plain(a) && plain(b)) return made(a.is(Q::count) && b.is(Q::count) ? Q::count : Q::number);
  for (const auto& [x, y] : {std::pair(&a, &b), std::pair(&b, &a)}) {
    // Not by points: "for each point" and "that share of it" are a hundred times apart.
    if (x->is(Q::money) && (plain(*y) || y->is(Q::percent))) {
      return result(Q::money, a, b, y->exact || y->places > 0, x->places);
    }
    if (share(*x) && plain(*y)) return made(Q::number);
    if (x->is(Q::rate) && plain(*y)) {
      if (per_how_many(*x) == 1) return made(Q::number);
      // Still per 100 people: no number until it is divided by 100.
      QType out = made(Q::rate);
      out.of = x->of.ends_with(times) ? x->of : x->of + times;
      return out;
    }
    if (x->duration() && y->is(Q::count)) return made(x->quantity);
  }
  if (share(a) && share(b)) return made(Q::percent);
  return std::nullopt;
}

std::optional<QType> quotient(const QType& a, const QType& b) {
  const auto made = [&](Quantity q) { return result(q, a, b, true, 0); };
  if (a.numeric() && (plain(b) || share(b)) && !(share(b) && a.duration())) {
    if (share(a) && share(b)) return made(Q::number);
    QType out = made(plain(a) || a.duration() ? Q::number : a.quantity);
    out.of = a.is(Q::rate) ? a.of : "";
    return out;
  }
  if (a.quantity == b.quantity && a.numeric() && (!a.is(Q::rate) || a.of == b.of)) return made(Q::number);
  return std::nullopt;
}

}  // namespace

std::int64_t per_how_many(const QType& rate) {
  std::int64_t many = 0;
  for (const char c : rate.of) {
    if (c < '0' || c > '9' || many > 1'000'000'000) break;
    many = 10 * many + (c - '0');
  }
  return std::max<std::int64_t>(many, 1);
}

std::optional<QType> arithmetic_type(char sign, const QType& a, const QType& b) {
  if (a.is(Q::none) || b.is(Q::none)) return QType{};
  if (sign == '+' || sign == '-') return sum(sign, a, b);
  return sign == '*' ? product(a, b) : quotient(a, b);
}

bool comparable(const QType& a, const QType& b) {
  if (a.is(Q::none) || b.is(Q::none)) return true;
  if (plain(a) && plain(b)) return true;
  if (a.quantity != b.quantity || a.is(Q::text)) return false;
  return a.of == b.of;
}

bool assignable(const QType& to, const QType& from) {
  if (to.is(Q::none) || from.is(Q::none) || comparable(to, from)) return true;
  const bool ratio = from.is(Q::number);
  return ratio && (share(to) || to.is(Q::rate));
}

QType joined(const QType& a, const QType& b) {
  QType out = result(a.quantity, a, b, false, std::max(a.places, b.places));
  if (plain(a) && plain(b) && a.quantity != b.quantity) out.quantity = Q::number;
  out.of = a.of;
  return out;
}

}  // namespace outturn::language
