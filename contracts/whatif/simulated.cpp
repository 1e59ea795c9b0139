#include "contracts/whatif/simulated.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "contracts/parse/drawn_figure.h"
#include "engine/calc/evaluate.h"
#include "engine/comparison/statistics/decimals.h"
#include "engine/explain/cell_reader.h"
#include "engine/simulation/model.h"
#include "engine/simulation/outcomes.h"
#include "engine/simulation/rank_correlation.h"
#include "engine/simulation/replay.h"
#include "engine/simulation/simulate.h"

namespace outturn::whatif {
namespace {

using calc::ColumnId;
using comparison::decimal_of;

constexpr std::array shares{0.05, 0.25, 0.5, 0.75, 0.95};

/// Of the measures asked for, those that are known here.
std::vector<ColumnId> known_measures(const calc::Graph& graph, const std::vector<std::string>& names) {
  std::vector<ColumnId> out;
  for (const std::string& name : names) {
    const ColumnId id = graph.find(name);
    if (id != calc::none && calc::cell_known(graph, id, calc::known_column_of(graph, id), 0))
      out.push_back(id);
  }
  return out;
}

using Series = std::vector<std::vector<double>>;  ///< by figure or measure, the draws in order

class Simulation {
 public:
  Simulation(const language::Contract& contract, const SourceFile& source, const compile::Request& request,
             const language::SavingsSimulation& asked)
      : contract_(contract), source_(source), request_(request), asked_(asked) {}

  void run(const calc::Run& base, calc::SavingsRecord& record, Problems& problems) {
    measures_ = known_measures(base.graph, asked_.measures);
    if (measures_.empty()) return;  // evidence is missing: there is nothing to hang on what is drawn
    const auto draws = simulation::Draws::of(language::drawn_figures(asked_),
                                             language::rank_correlations(asked_), asked_.seed);
    if (!draws) return refuse(problems, draws.reason());
    std::vector<ColumnId> columns;
    for (const language::SavingsDraw& one : asked_.figures) columns.push_back(base.graph.find(one.parameter));
    std::vector<ColumnId> wanted = measures_;
    wanted.insert(wanted.end(), columns.begin(), columns.end());
    const auto tape = simulation::tape_of(base.graph, columns, wanted);
    if (!tape) return refuse(problems, tape.reason());
    came_to_ = simulation::simulate(*tape, *draws, asked_.draws, request_.runner);
    drawn_.assign(std::make_move_iterator(came_to_.begin() + static_cast<std::ptrdiff_t>(measures_.size())),
                  std::make_move_iterator(came_to_.end()));
    came_to_.resize(measures_.size());
    calc::SimulationRecord made{asked_.draws, asked_.seed, {}, {}, {}, 0};
    figures(*draws, columns, made);
    pairs(made);
    outcomes(base.graph, made);
    made.worked_out_again = again_.size();
    if (agrees(*draws, base.graph, problems)) record.simulation = std::move(made);
  }

 private:
  void refuse(Problems& problems, const std::string& reason) const {
    problems.add(problem_at("E140", source_.name(), asked_.span, "these savings can't be simulated",
                            {reason + "."}, {"Leave out the line \"simulate\", or draw other figures."}));
  }

  void figures(const simulation::Draws& draws, const std::vector<ColumnId>& columns,
               calc::SimulationRecord& made) const {
    for (std::size_t k = 0; k < columns.size(); ++k) {
      const simulation::Distribution& one = draws.figures()[k].distribution;
      const simulation::Outcome drawn = simulation::outcome_of(drawn_[k], {});
      made.figures.push_back({columns[k], asked_.figures[k].words, decimal_of(simulation::mean_of(one)),
                              decimal_of(simulation::sd_of(one)), decimal_of(drawn.mean),
                              decimal_of(drawn.sd)});
    }
  }

  void pairs(calc::SimulationRecord& made) const {
    for (const language::SavingsCorrelation& one : asked_.correlations)
      made.pairs.push_back({one.one, one.other, one.words,
                            decimal_of(simulation::rank_correlation(drawn_[one.one], drawn_[one.other]))});
  }

  void outcomes(const calc::Graph& graph, calc::SimulationRecord& made) {
    Series ranks;
    for (const std::vector<double>& one : drawn_) ranks.push_back(simulation::ranks_of(one));
    for (std::size_t m = 0; m < measures_.size(); ++m) {
      calc::SimulationRecord::Outcome out;
      out.column = measures_[m];
      measure(came_to_[m], out);
      for (const language::SavingsThreshold& one : asked_.thresholds) {
        if (one.measure != graph.column(out.column).name) continue;
        const simulation::Chance chance = simulation::chance_above(came_to_[m], one.value.to_double());
        out.chances.push_back({one.words, decimal_of(chance.share), decimal_of(chance.interval.low),
                               decimal_of(chance.interval.high)});
      }
      const std::vector<double> own = simulation::ranks_of(came_to_[m]);
      for (const std::vector<double>& one : ranks)
        out.rank.push_back(decimal_of(simulation::correlation_of_ranks(one, own)));
      made.outcomes.push_back(std::move(out));
    }
  }

  void measure(const std::vector<double>& values, calc::SimulationRecord::Outcome& out) {
    const simulation::Outcome told = simulation::outcome_of(values, shares);
    out.mean = decimal_of(told.mean);
    out.mean_se = decimal_of(told.mean_se);
    out.sd = decimal_of(told.sd);
    out.least = decimal_of(told.least);
    out.most = decimal_of(told.most);
    for (const simulation::Quantile& one : told.quantiles) {
      out.quantiles.push_back({decimal_of(one.share), decimal_of(one.value), decimal_of(one.se)});
      again_.insert(one.draw);
    }
    simulation::Histogram bars = simulation::histogram_of(values);
    out.bars_from = decimal_of(bars.from);
    out.bar_width = decimal_of(bars.width);
    out.bars = std::move(bars.counts);
  }

  /// The measures of one draw, by the exact engine; empty where it can't be run.
  [[nodiscard]] std::vector<Exact> exact_measures(const simulation::Draws& draws, std::uint64_t number,
                                                  const std::vector<std::string>& names) const {
    compile::Request other = request_;
    const std::vector<double> drawn = simulation::drawn_in(draws, number);
    for (std::size_t k = 0; k < drawn.size(); ++k)
      other.parameters[asked_.figures[k].parameter] = simulation::exactly(drawn[k], asked_.figures[k].places);
    Problems quiet;
    calc::Run made = compile::build(contract_, source_, other, quiet);
    if (quiet.has_errors()) return {};
    (void)calc::evaluate(made.graph, source_.name(), quiet);
    if (quiet.has_errors()) return {};
    std::vector<Exact> out;
    for (const std::string& name : names) out.push_back(calc::value_at(made.graph, made.graph.find(name), 0));
    return out;
  }

  [[nodiscard]] bool agrees(const simulation::Draws& draws, const calc::Graph& graph,
                            Problems& problems) const {
    std::vector<std::string> names;
    for (const ColumnId id : measures_) names.push_back(graph.column(id).name);
    const std::vector<std::size_t> numbers(again_.begin(), again_.end());
    std::vector<std::vector<Exact>> exact(numbers.size());
    std::vector<Task> tasks;
    for (std::size_t i = 0; i < numbers.size(); ++i)
      tasks.push_back({[&, i] { exact[i] = exact_measures(draws, numbers[i], names); }, {}});
    request_.runner(tasks);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      std::string reason = exact[i].empty() ? "The exact engine can't work it out." : "";
      for (std::size_t m = 0; m < exact[i].size() && reason.empty(); ++m) {
        const auto differs =
            simulation::disagreement(came_to_[m][numbers[i]], exact[i][m], graph.column(measures_[m]).type);
        if (differs) reason = names[m] + ": " + *differs + ".";
      }
      if (reason.empty()) continue;
      Problem told =
          problem_at("E141", source_.name(), asked_.span,
                     "draw " + std::to_string(numbers[i] + 1) +
                         " of the simulation comes to something else when it is worked out exactly",
                     {reason, "No figure of the simulation is shown."},
                     {"Take another seed; if it stays, this is a fault of ours: please report it."});
      told.severity = Severity::warning;
      problems.add(std::move(told));
      return false;
    }
    return true;
  }

  const language::Contract& contract_;
  const SourceFile& source_;
  const compile::Request& request_;
  const language::SavingsSimulation& asked_;
  std::vector<ColumnId> measures_;
  Series drawn_;
  Series came_to_;
  std::set<std::size_t> again_;  ///< draws that are shown
};

}  // namespace

void simulate_savings(const language::Contract& contract, const SourceFile& source,
                      const compile::Request& request, calc::Run& run, Problems& problems) {
  for (std::size_t s = 0; s < run.record.savings.size(); ++s)
    if (const auto& asked = contract.savings[s].simulation)
      Simulation(contract, source, request, *asked).run(run, run.record.savings[s], problems);
}

}  // namespace outturn::whatif
