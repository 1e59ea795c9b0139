#include "reports/pack/savings_report.h"

#include "engine/explain/cell_reader.h"
#include "engine/explain/words.h"
#include "engine/values/show.h"
#include "reports/pack/drawn_text.h"
#include "reports/pack/lines.h"
#include "reports/pack/payment_facts.h"
#include "reports/pack/text_table.h"

namespace outturn::pack {
namespace {

using calc::ColumnId;
using calc::SavingsRecord;

class SavingsText {
 public:
  explicit SavingsText(const calc::Run& run) : run_(run), graph_(run.graph), record_(run.record) {}

  std::string write() {
    line("", record_.title.empty() ? "Contract" : record_.title);
    if (record_.savings.empty() && record_.approaches.empty())
      line("", "It has no savings and no approaches.");
    for (const SavingsRecord& one : record_.savings) savings(one);
    for (const calc::ApproachesRecord& one : record_.approaches) approaches(one);
    return std::move(out_);
  }

 private:
  void line(const std::string& first, const std::string& words) { append_wrapped(out_, first, words); }

  [[nodiscard]] bool known(ColumnId id, std::size_t row = 0) const {
    return calc::cell_known(graph_, id, calc::known_column_of(graph_, id), row);
  }
  /// Money to the penny, whatever else as it is held.
  [[nodiscard]] std::string shown(ColumnId id, std::size_t row = 0) const {
    if (!known(id, row)) return "not known";
    const calc::Column& column = graph_.column(id);
    if (column.unit == calc::Unit::money) return money_of(record_, calc::value_at(graph_, id, row)).shown;
    return calc::shown_at(graph_, id, row, record_.currency);
  }
  [[nodiscard]] std::size_t rows(ColumnId id) const { return graph_.rows(id); }
  [[nodiscard]] std::string key(ColumnId id, std::size_t row) const {
    return calc::row_key(graph_.frame(graph_.column(id).frame), row);
  }

  void savings(const SavingsRecord& one) {
    out_ += '\n';
    line("",
         "Savings " + calc::name_in_words(one.name) + ", in prices of " + one.base + " and discounted to it");
    TextTable measures;
    for (const ColumnId id : one.measures)
      measures.row({own_name(one.name, id), shown(id), graph_.column(id).meaning});
    out_ += measures.text({Side::left, Side::right, Side::left});
    by_year(one);
    if (!one.payers.empty()) payers(one);
    swings(one);
    if (one.simulation) simulation(one, *one.simulation);
  }

  /// "net return" of fewer_stays_net_return.
  [[nodiscard]] std::string own_name(const std::string& of, ColumnId id) const {
    return calc::name_in_words(calc::name_within(of, graph_.column(id).name));
  }

  void by_year(const SavingsRecord& one) {
    out_ += '\n';
    std::vector<std::string> words{"saved in"};
    std::vector<ColumnId> columns;
    for (const auto& agency : one.agencies) {
      words.push_back(agency.words);
      columns.push_back(agency.saved);
    }
    words.insert(words.end(), {"cost of delivery", "fiscal net of cost", "discounted, added up"});
    columns.insert(columns.end(), {one.cost, one.net, one.so_far});
    table(words, columns);
  }

  void table(const std::vector<std::string>& words, const std::vector<ColumnId>& columns) {
    TextTable made;
    made.row(words);
    for (std::size_t row = 0; row < rows(columns.front()); ++row) {
      std::vector<std::string> cells{key(columns.front(), row)};
      for (const ColumnId id : columns) cells.push_back(shown(id, row));
      made.row(std::move(cells));
    }
    out_ += made.text({Side::left, Side::right});
  }

  void payers(const SavingsRecord& one) {
    for (const SavingsRecord::Payer& payer : one.payers) {
      out_ += '\n';
      line("  ", payer.words + " pays " + shown(payer.pays) + " of the payments. " + position(payer));
      table({payer.words, "saves", "pays", "net position", "added up", "discounted, added up"},
            {payer.saved, payer.paid, payer.position, payer.so_far, payer.discounted});
    }
    out_ += '\n';
    line("  ", known(one.savings_share) ? "Payments are " + shown(one.savings_share) +
                                              " of what the public purse gets back (present values)."
                                        : "The public purse gets nothing back.");
  }

  [[nodiscard]] std::string position(const SavingsRecord::Payer& payer) const {
    const std::string share = known(payer.savings_share)
                                  ? "it pays " + shown(payer.savings_share) + " of what it saves"
                                  : "it saves nothing";
    std::string turns = "It does not turn positive within the years.";
    if (known(payer.ahead_after)) {
      const auto year = calc::value_at(graph_, payer.ahead_after, 0).small();
      turns = "It turns positive in " +
              key(payer.saved, year ? static_cast<std::size_t>(year->num / year->den) : 0) +
              (calc::integer_at(graph_.column(payer.stays_ahead), 0) != 0 ? "." : ", and does not stay so.");
    }
    return "Net position " + shown(payer.present) + " (present value): " + share + ". " + turns;
  }

  void swings(const SavingsRecord& one) {
    if (one.swings.empty()) return;
    out_ += '\n';
    TextTable made;
    made.row({"over the range", "from", "to", "NPSV from", "to", "net return from", "to"});
    const auto money = [&](const Exact& amount) { return money_of(record_, amount).shown; };
    for (const calc::SavingsSwing& swing : one.swings)
      made.row({calc::name_in_words(calc::name_within(one.name, swing.parameter)), swing.low_words,
                swing.high_words, money(swing.npsv_low), money(swing.npsv_high), money(swing.net_low),
                money(swing.net_high)});
    out_ += made.text({Side::left, Side::right});
  }

  void simulation(const SavingsRecord& one, const calc::SimulationRecord& drawn) {
    out_ += '\n';
    line("  ", grouped_decimal(static_cast<std::int64_t>(drawn.draws), 0) + " draws, seed " +
                   std::to_string(drawn.seed) + ". How many lie below, with the standard error of each:");
    TextTable made;
    std::vector<std::string> words{"", "mean"};
    for (const auto& quantile : drawn.outcomes.front().quantiles)
      words.push_back(shown_quantile(quantile.share));
    made.row(std::move(words));
    for (const calc::SimulationRecord::Outcome& outcome : drawn.outcomes) {
      const auto shown_in = [&](const Exact& value) {
        return shown_draw(record_, graph_.column(outcome.column), value);
      };
      std::vector<std::string> values{own_name(one.name, outcome.column), shown_in(outcome.mean)};
      std::vector<std::string> errors{"", "\u00b1 " + shown_in(outcome.mean_se)};
      for (const auto& quantile : outcome.quantiles) {
        values.push_back(shown_in(quantile.value));
        errors.push_back("\u00b1 " + shown_in(quantile.se));
      }
      made.row(std::move(values));
      made.row(std::move(errors));
    }
    out_ += made.text({Side::left, Side::right});
    for (const calc::SimulationRecord::Outcome& outcome : drawn.outcomes)
      for (const auto& chance : outcome.chances)
        line("  ", own_name(one.name, outcome.column) + " is more than " + chance.threshold + " in " +
                       shown_share(chance.share) + " of the draws (95 % interval " + shown_share(chance.low) +
                       " to " + shown_share(chance.high) + ").");
    hangs_on(one, drawn);
  }

  void hangs_on(const SavingsRecord& one, const calc::SimulationRecord& drawn) {
    const calc::SimulationRecord::Outcome& first = drawn.outcomes.front();
    out_ += '\n';
    TextTable made;
    made.row({"drawn figure", "rank correlation with " + own_name(one.name, first.column), "distribution"});
    for (std::size_t k = 0; k < drawn.figures.size(); ++k)
      made.row({own_name(one.name, drawn.figures[k].column), shown_correlation(first.rank[k]),
                drawn.figures[k].words});
    out_ += made.text({Side::left, Side::right, Side::left});
  }

  void approaches(const calc::ApproachesRecord& one) {
    out_ += '\n';
    line("", "Approaches " + calc::name_in_words(one.name) + ": " + one.outcome);
    TextTable made;
    std::vector<std::string> words{""};
    words.insert(words.end(), one.approaches.begin(), one.approaches.end());
    made.row(std::move(words));
    for (const calc::ApproachesRecord::Group& group : one.groups) {
      for (const ColumnId id : group.measures) {
        std::vector<std::string> cells{own_name(one.name, id)};
        for (std::size_t row = 0; row < one.approaches.size(); ++row) cells.push_back(shown(id, row));
        made.row(std::move(cells));
      }
    }
    out_ += made.text({Side::left, Side::right});
  }

  const calc::Run& run_;
  const calc::Graph& graph_;
  const calc::Record& record_;
  std::string out_;
};

}  // namespace

std::string savings_report(const calc::Run& run) { return SavingsText(run).write(); }

}  // namespace outturn::pack
