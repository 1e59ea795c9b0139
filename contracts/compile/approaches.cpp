#include "contracts/compile/approaches.h"

#include <algorithm>

namespace outturn::compile {
namespace {

using calc::ApproachesRecord;

struct Recorder {
  const Workings& work;
  const language::Approaches& from;
  ApproachesRecord& out;

  [[nodiscard]] ColumnId column(const char* suffix) const {
    return work.graph.find(from.name + "_" + suffix);
  }
  [[nodiscard]] ColumnId needed(const char* suffix) const {
    const ColumnId found = column(suffix);
    if (found == calc::none) throw Fault("approaches have no column " + std::string(suffix));
    return found;
  }

  /// Those that were said: an interval, savings and the present approach may be left out.
  void group(std::string heading, std::initializer_list<const char*> suffixes) const {
    ApproachesRecord::Group made{std::move(heading), {}};
    for (const char* const suffix : suffixes)
      if (const ColumnId found = column(suffix); found != calc::none) made.measures.push_back(found);
    if (!made.measures.empty()) out.groups.push_back(std::move(made));
  }

  void groups() const {
    group("What each costs and brings",
          {"people", "cost", "outcomes", "low", "high", "saved", "cost_per_person", "cost_per_outcome",
           "cost_per_outcome_low", "cost_per_outcome_high", "outcomes_per_1000", "outcomes_per_1000_low",
           "outcomes_per_1000_high", "net_cost"});
    group("Compared with " + out.against,
          {"extra_cost", "extra_outcomes", "extra_outcomes_low", "extra_outcomes_high", "extra_saved",
           "cost_per_extra_outcome", "cost_per_extra_outcome_low", "cost_per_extra_outcome_high",
           "break_even_price", "break_even_price_of_every", "pays_for_itself"});
    group("Which of them nobody should buy",
          {"dominated", "extendedly_dominated", "on_frontier", "incremental_cost_per_outcome"});
    if (!out.present.empty())
      group("Better for less than " + out.present, {"better_for_less", "better_for_less_throughout"});
  }
};

}  // namespace

void record_approaches(Workings& work) {
  for (const language::Approaches& one : work.contract.approaches) {
    ApproachesRecord record;
    record.name = one.name;
    record.outcome = one.outcome;
    record.against = one.words_of(one.against);
    if (!one.present.empty()) record.present = one.words_of(one.present);
    for (const auto& approach : one.list) record.approaches.push_back(approach.shown());
    const Recorder recorder{work, one, record};
    recorder.groups();
    record.surely_cheaper = recorder.column("surely_cheaper");
    record.cost = recorder.needed("cost");
    record.outcomes = recorder.needed("outcomes");
    record.dominated = recorder.needed("dominated");
    record.extendedly_dominated = recorder.needed("extendedly_dominated");
    record.on_frontier = recorder.needed("on_frontier");
    work.record.approaches.push_back(std::move(record));
  }
}

}  // namespace outturn::compile
