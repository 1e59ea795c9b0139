// Every figure of result.html is that of result.json, which other tests hold against outside oracles; and
// every payment, cap and assumption is told with its explanation.
#include <map>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "engine/explain/cell_reader.h"
#include "reports/pack/payment_facts.h"
#include "reports/pack/result_json.h"
#include "tests/page/whole_page.h"
#include "tests/savings/savings_case.h"
#include "tests/support/page_text.h"
#include "tests/support/sample_run.h"
#include "tests/support/small_run.h"
#include "tests/support/text_run.h"

namespace outturn::test {
namespace {

using Json = nlohmann::ordered_json;

std::string value_of(const Json& cell) {
  return cell.at("value").is_null() ? "" : cell.at("value").get<std::string>();
}

/// All of result.json's figures under the names that the page gives them.
std::map<std::string, std::string> figures_of(const Json& result) {
  std::map<std::string, std::string> out;
  for (const auto& [name, column] : result.at("values").items()) {
    if (!column.contains("rows")) {
      out["values." + name] = value_of(column);
      continue;
    }
    for (const auto& [key, cell] : column.at("rows").items())
      out["values." + name + "." + key] = value_of(cell);
  }
  const Json& answer = result.at("answer");
  for (const auto& [stage, amount] : answer.at("all_payments").items())
    out["answer.all_payments." + stage] = value_of(amount);
  for (const Json& payment : answer.at("payments"))
    for (const Json& cap : payment.at("caps"))
      out["caps." + payment.at("name").get<std::string>() + "." + cap.at("cap").get<std::string>() + ".cut"] =
          value_of(cap.at("cut"));
  for (const Json& payment : result.at("verdicts")) {
    for (const Json& reason : payment.at("reasons")) {
      const std::string name = "verdicts." + payment.at("payment").get<std::string>() + "." +
                               reason.at("code").get<std::string>() + ".";
      out[name + "rows"] = std::to_string(reason.at("rows").get<std::size_t>());
      out[name + "earned"] = value_of(reason.at("earned"));
      out[name + "payable"] = value_of(reason.at("payable"));
    }
  }
  for (const Json& assumption : result.at("run").at("assumptions")) {
    std::size_t reading = 0;
    for (const Json& one : assumption.at("readings")) {
      ++reading;
      if (one.contains("payment_under"))
        out["assumptions." + assumption.at("name").get<std::string>() + "." + std::to_string(reading) +
            ".payment_under"] = one.at("payment_under").get<std::string>();
    }
  }
  return out;
}

/// Sums by code and by period, worked out here from the rows as result.json has them.
void add_groups(const calc::Run& run, const Json& result, std::map<std::string, std::string>& out) {
  for (const Json& payment : result.at("verdicts")) {
    const std::string name = payment.at("payment").get<std::string>();
    std::map<std::string, std::pair<std::size_t, Exact>> sums;
    const auto& columns = result.at("values");
    for (const auto& [key, row] : payment.at("rows").items()) {
      const Exact paid = *Exact::parse(row.at("payable").get<std::string>());
      const auto add = [&](const std::string& group) {
        ++sums[group].first;
        sums[group].second = sums[group].second + paid;
      };
      add("code." + name + "." + value_of(columns.at("code").at("rows").at(key)));
      add("period." + name + "." + value_of(columns.at("achieved_date").at("rows").at(key)).substr(0, 7));
    }
    for (const auto& [group, sum] : sums) {
      out[group + ".rows"] = std::to_string(sum.first);
      out[group + ".payable"] = pack::money_of(run.record, sum.second).value;
    }
  }
}

void expect_figures_of_result(const calc::Run& run, bool groups) {
  const Json result = Json::parse(pack::result_json(run));
  std::map<std::string, std::string> known = figures_of(result);
  if (groups) add_groups(run, result, known);
  std::size_t compared = 0;
  for (const auto& [name, value] : figures_in(page_of(run))) {
    const auto found = known.find(name);
    if (found == known.end()) {
      // counts of rows are those of verdicts, added up; what is left has tests of its own
      EXPECT_TRUE(name.starts_with("rows.") || name == "undecided_rows" || name.starts_with("savings.") ||
                  name.starts_with("period.") || name.starts_with("code."))
          << name;
      EXPECT_FALSE(groups && (name.starts_with("period.") || name.starts_with("code."))) << name;
      continue;
    }
    EXPECT_EQ(value, found->second) << name;
    ++compared;
  }
  EXPECT_GT(compared, 20U);
}

TEST(ResultPage, EveryFigureIsThatOfResultJson) {
  expect_figures_of_result(small_run(), true);
  expect_figures_of_result(sample_run(), false);
}

TEST(ResultPage, CountsOfRowsAreThoseOfTheFacts) {
  const calc::Run run = small_run();
  const pack::PaymentFacts facts = pack::payment_facts(run, run.record.payments.front());
  std::map<std::string, std::string> figures;
  for (const auto& [name, value] : figures_in(page_of(run))) figures[name] = value;
  EXPECT_EQ(figures.at("rows.outcome_payment.paid"), std::to_string(facts.paid));
  EXPECT_EQ(figures.at("rows.outcome_payment.refused"), std::to_string(facts.refused));
  EXPECT_EQ(figures.at("undecided_rows"), std::to_string(calc::undecided_rows(run.graph, run.record)));
}

TEST(ResultPage, EveryPaymentCapAndAssumptionOpens) {
  for (const calc::Run& run : {small_run(), sample_run()}) {
    const std::string page = page_of(run);
    const auto opens = [&](calc::ColumnId column) {
      const std::string id = "id=\"why-" + run.graph.column(column).name;
      EXPECT_TRUE(page.find(id + "\"") != std::string::npos || page.find(id + "-") != std::string::npos)
          << run.graph.column(column).name;
    };
    opens(run.record.total);
    for (const calc::PaymentRecord& payment : run.record.payments) {
      const calc::FourNumbers numbers = four_numbers(payment);
      for (const calc::ColumnId column : {numbers.achieved, numbers.earned, numbers.payable, numbers.paid})
        opens(column);
      for (const auto& cap : payment.caps) opens(cap.after);
    }
    for (const calc::AssumptionRecord& assumption : run.record.assumptions) {
      EXPECT_NE(page.find("id=\"assumption-" + assumption.name + "\""), std::string::npos);
      if (assumption.term != calc::none) opens(assumption.term);
    }
  }
}

TEST(ResultPage, SavingsAreThoseOfTheirColumns) {
  const calc::Run run = run_of(SavingsText().contract(), {});
  ASSERT_EQ(run.record.savings.size(), 1U);
  const calc::SavingsRecord& record = run.record.savings.front();
  std::map<std::string, std::string> figures;
  for (const auto& [name, value] : figures_in(page_of(run))) figures[name] = value;
  for (const auto& agency : record.agencies) {
    Exact sum;
    for (std::size_t row = 0; row < run.graph.rows(agency.saved); ++row)
      sum = sum + calc::value_at(run.graph, agency.saved, row);
    EXPECT_EQ(figures.at("savings." + record.name + ".agency." + agency.words),
              pack::money_of(run.record, sum).value);
  }
  for (const calc::ColumnId measure : record.measures)
    EXPECT_TRUE(figures.contains("values." + run.graph.column(measure).name));
  expect_figures_of_result(run, false);
}

}  // namespace
}  // namespace outturn::test
