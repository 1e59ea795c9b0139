// The facts of savings_report.cpp as JSON.
#include <nlohmann/json.hpp>

#include "engine/explain/cell_reader.h"
#include "reports/pack/payment_facts.h"
#include "reports/pack/savings_report.h"

namespace outturn::pack {
namespace {

using calc::ColumnId;
using Json = nlohmann::ordered_json;

constexpr int digits_told = 15;  ///< as in result.json

class SavingsFacts {
 public:
  explicit SavingsFacts(const calc::Run& run) : graph_(run.graph), record_(run.record) {}

  Json all() const {
    Json out{{"title", record_.title},
             {"currency", record_.currency},
             {"savings", Json::array()},
             {"approaches", Json::array()}};
    for (const calc::SavingsRecord& one : record_.savings) out["savings"].push_back(savings(one));
    for (const calc::ApproachesRecord& one : record_.approaches) out["approaches"].push_back(approaches(one));
    return out;
  }

 private:
  /// As in result.json: money to the penny, other unrounded figures to 15 digits; null: not known.
  [[nodiscard]] Json value(ColumnId id, std::size_t row = 0) const {
    const calc::Column& of = graph_.column(id);
    if (!calc::cell_known(graph_, id, calc::known_column_of(graph_, id), row)) return nullptr;
    if (of.type.kind == calc::Kind::truth) return calc::integer_at(of, row) != 0;
    const Exact held = calc::value_at(graph_, id, row);
    if (of.unit == calc::Unit::money) return money_of(record_, held).value;
    return held.significant(digits_told);
  }
  [[nodiscard]] Json column(ColumnId id) const {
    Json out = Json::array();
    for (std::size_t row = 0; row < graph_.rows(id); ++row) out.push_back(value(id, row));
    return out;
  }
  [[nodiscard]] std::string own_name(const std::string& of, ColumnId id) const {
    return calc::name_within(of, graph_.column(id).name);
  }

  [[nodiscard]] Json savings(const calc::SavingsRecord& one) const {
    Json out{{"name", one.name}, {"base", one.base}};
    for (const ColumnId id : one.measures) out["measures"][own_name(one.name, id)] = value(id);
    const calc::Frame& years = graph_.frame(graph_.column(one.cost).frame);
    out["years"] = years.source_keys;
    for (const auto& agency : one.agencies) out["saved"][agency.words] = column(agency.saved);
    out["cost"] = column(one.cost);
    out["fiscal_net"] = column(one.net);
    out["fiscal_so_far"] = column(one.so_far);
    if (!one.payers.empty()) {
      out["payments"] = column(one.payments);
      out["savings_share"] = value(one.savings_share);
      out["payers"] = Json::array();
      for (const auto& payer : one.payers) out["payers"].push_back(position(payer));
    }
    for (const calc::SavingsSwing& swing : one.swings) out["ranges"].push_back(range(one, swing));
    if (one.simulation) out["simulation"] = simulation(one, *one.simulation);
    return out;
  }

  [[nodiscard]] Json position(const calc::SavingsRecord::Payer& payer) const {
    return {{"agency", payer.words},
            {"pays", value(payer.pays)},
            {"net_position", value(payer.present)},
            {"savings_share", value(payer.savings_share)},
            {"ahead_after_years", value(payer.ahead_after)},
            {"stays_ahead", value(payer.stays_ahead)},
            {"saved", column(payer.saved)},
            {"paid", column(payer.paid)},
            {"position", column(payer.position)},
            {"position_so_far", column(payer.so_far)},
            {"position_discounted", column(payer.discounted)}};
  }

  [[nodiscard]] Json range(const calc::SavingsRecord& one, const calc::SavingsSwing& swing) const {
    const auto money = [&](const Exact& amount) { return money_of(record_, amount).value; };
    return {{"figure", calc::name_within(one.name, swing.parameter)},
            {"from", swing.low_words},
            {"to", swing.high_words},
            {"npsv_from", money(swing.npsv_low)},
            {"npsv_to", money(swing.npsv_high)},
            {"net_return_from", money(swing.net_low)},
            {"net_return_to", money(swing.net_high)}};
  }

  [[nodiscard]] Json simulation(const calc::SavingsRecord& one, const calc::SimulationRecord& drawn) const {
    Json out{{"draws", drawn.draws}, {"seed", drawn.seed}, {"worked_out_again", drawn.worked_out_again}};
    out["figures"] = Json::array();
    for (const auto& figure : drawn.figures)
      out["figures"].push_back({{"figure", own_name(one.name, figure.column)},
                                {"distribution", figure.words},
                                {"mean", figure.mean.significant(digits_told)},
                                {"sd", figure.sd.significant(digits_told)},
                                {"drawn_mean", figure.drawn_mean.significant(digits_told)},
                                {"drawn_sd", figure.drawn_sd.significant(digits_told)}});
    for (const auto& pair : drawn.pairs)
      out["correlations"].push_back({{"figures",
                                      {own_name(one.name, drawn.figures[pair.one].column),
                                       own_name(one.name, drawn.figures[pair.other].column)}},
                                     {"rank_correlation", pair.wanted},
                                     {"drawn", pair.drawn.significant(digits_told)}});
    for (const auto& outcome : drawn.outcomes)
      out["measures"][own_name(one.name, outcome.column)] = outcome_of(outcome);
    return out;
  }

  [[nodiscard]] static Json outcome_of(const calc::SimulationRecord::Outcome& one) {
    Json out{{"mean", one.mean.significant(digits_told)}, {"mean_se", one.mean_se.significant(digits_told)},
             {"sd", one.sd.significant(digits_told)},     {"least", one.least.significant(digits_told)},
             {"most", one.most.significant(digits_told)}, {"quantiles", Json::array()}};
    for (const auto& quantile : one.quantiles)
      out["quantiles"].push_back({{"share", quantile.share.significant(digits_told)},
                                  {"value", quantile.value.significant(digits_told)},
                                  {"se", quantile.se.significant(digits_told)}});
    for (const auto& chance : one.chances)
      out["chances"].push_back({{"more_than", chance.threshold},
                                {"share", chance.share.significant(digits_told)},
                                {"low", chance.low.significant(digits_told)},
                                {"high", chance.high.significant(digits_told)}});
    for (const Exact& rank : one.rank) out["rank_correlations"].push_back(rank.significant(digits_told));
    out["histogram"] = {{"from", one.bars_from.significant(digits_told)},
                        {"width", one.bar_width.significant(digits_told)},
                        {"draws", one.bars}};
    return out;
  }

  [[nodiscard]] Json approaches(const calc::ApproachesRecord& one) const {
    Json out{{"name", one.name}, {"outcome", one.outcome}, {"against", one.against}};
    out["present"] = one.present.empty() ? Json(nullptr) : Json(one.present);
    out["approaches"] = Json::array();
    for (std::size_t row = 0; row < one.approaches.size(); ++row) {
      Json approach{{"approach", one.approaches[row]}};
      for (const auto& group : one.groups)
        for (const ColumnId id : group.measures) approach[own_name(one.name, id)] = value(id, row);
      out["approaches"].push_back(std::move(approach));
    }
    return out;
  }

  const calc::Graph& graph_;
  const calc::Record& record_;
};

}  // namespace

std::string savings_json(const calc::Run& run) {
  return SavingsFacts(run).all().dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace outturn::pack
