#include "reports/pack/result_linkage.h"

#include "reports/pack/payment_facts.h"

namespace outturn::pack {
namespace {

void amount(const calc::Record& record, std::string_view key, const Exact& value, JsonWriter& out) {
  const Money money = money_of(record, value);
  out.begin_line(key);
  out.text("value", money.value);
  out.text("shown", money.shown);
  out.end_line();
}

void payment(const calc::Record& record, const calc::DrawnPayment& one, JsonWriter& out) {
  out.begin_object();
  out.text("payment", one.payment.empty() ? "total_payment" : one.payment);
  amount(record, "decided", one.decided, out);
  amount(record, "mean", one.mean, out);
  amount(record, "median", one.median, out);
  amount(record, "low", one.low, out);
  amount(record, "high", one.high, out);
  out.end_object();
}

}  // namespace

void write_linkage(const calc::Record& record, JsonWriter& out) {
  const calc::LinkageRecord& link = *record.linkage;
  out.begin_object("linkage");
  out.number("records", static_cast<std::size_t>(link.records));
  out.number("persons", static_cast<std::size_t>(link.persons));
  if (link.payment) {
    out.number("draws", static_cast<std::size_t>(link.payment->draws));
    out.number("seed", link.payment->seed);
    out.begin_array("payments");
    for (const calc::DrawnPayment& one : link.payment->payments) payment(record, one, out);
    out.end_array();
  }
  out.end_object();
}

}  // namespace outturn::pack
