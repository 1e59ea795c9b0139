#include "contracts/compile/savings.h"

namespace outturn::compile {

void record_savings(Workings& work) {
  for (const language::Savings& savings : work.contract.savings) {
    const auto column = [&](const std::string& name) {
      const ColumnId found = work.graph.find(name);
      if (found == calc::none) throw Fault("a savings case has no column " + name);
      return found;
    };
    const std::string own = savings.name + "_";
    calc::SavingsRecord record;
    record.name = savings.name;
    record.base = savings.base;
    for (const auto& [words, value] : savings.agencies) record.agencies.push_back({words, column(value)});
    record.cost = column(own + "cost");
    record.net = column(own + "fiscal_net");
    record.so_far = column(own + "fiscal_so_far");
    record.npsv = column(own + "npsv");
    record.net_return = column(own + "net_return");
    for (const char* measure : {"npsv", "bcr", "net_return", "return_ratio", "cashable_ratio", "payback",
                                "impact_for_npsv_of_nothing", "impact_for_break_even"})
      record.measures.push_back(column(own + measure));
    for (const language::SavingsSource& one : savings.sources)
      record.sources.push_back({one.figure, column(one.value), one.row.value_or(0), one.price_year,
                                one.uprated_to, one.release, one.source, one.licence, one.checked});
    for (const auto& [words, payer] : savings.payers)
      record.payers.push_back({words, column(payer + "_pays"), column(payer + "_fiscal"),
                               column(payer + "_payments"), column(payer + "_position"),
                               column(payer + "_position_so_far"), column(payer + "_position_discounted"),
                               column(payer + "_net_position"), column(payer + "_savings_share"),
                               column(payer + "_ahead_after"), column(payer + "_stays_ahead")});
    if (!record.payers.empty()) {
      record.payments = column(own + "payments");
      record.savings_share = column(own + "savings_share");
      record.pay_all = column(own + "payers_pay_all");
    }
    work.record.savings.push_back(std::move(record));
  }
}

}  // namespace outturn::compile
