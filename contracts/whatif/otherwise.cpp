#include "contracts/whatif/otherwise.h"

#include <algorithm>

#include "contracts/whatif/simulated.h"

namespace outturn::whatif {
namespace {

class Otherwise {
 public:
  Otherwise(const language::Contract& contract, const SourceFile& source, const compile::Request& request)
      : contract_(contract), source_(source), request_(request) {}

  /// What would be paid if an open question were read the other way.
  void readings(calc::Run& run) const {
    for (calc::AssumptionRecord& assumption : run.record.assumptions) {
      for (std::size_t r = 0; r < assumption.reading_names.size(); ++r) {
        if (static_cast<int>(r + 1) == assumption.used) {
          assumption.payment_under.push_back(total_of(run));
          continue;
        }
        compile::Request other = request_;
        other.readings[assumption.name] = assumption.reading_names[r];
        const auto made = again(std::move(other));
        assumption.payment_under.push_back(made ? total_of(*made) : "");
      }
    }
  }

  /// What becomes of a savings case where one of its figures lies at the end of its range.
  void swings(calc::Run& run) const {
    for (std::size_t s = 0; s < run.record.savings.size(); ++s) {
      calc::SavingsRecord& record = run.record.savings[s];
      for (const language::SavingsRange& range : contract_.savings[s].ranges) {
        const auto low = with(range.parameter, range.low);
        const auto high = with(range.parameter, range.high);
        if (!low || !high) continue;
        const auto value = [](const calc::Run& made, calc::ColumnId id) {
          return calc::value_at(made.graph, id, 0);
        };
        record.swings.push_back({range.parameter, range.low_words, range.high_words, value(*low, record.npsv),
                                 value(*high, record.npsv), value(*low, record.net_return),
                                 value(*high, record.net_return)});
      }
      std::stable_sort(record.swings.begin(), record.swings.end(),
                       [](const auto& a, const auto& b) { return calc::width(b) < calc::width(a); });
    }
  }

 private:
  static std::string total_of(const calc::Run& run) {
    return calc::shown_at(run.graph, run.record.total, 0, run.record.currency);
  }

  [[nodiscard]] std::optional<calc::Run> with(const std::string& parameter, const Exact& value) const {
    compile::Request other = request_;
    other.parameters[parameter] = value;
    return again(std::move(other));
  }

  [[nodiscard]] std::optional<calc::Run> again(compile::Request other) const {
    Problems quiet;
    calc::Run made = compile::run(contract_, source_, std::move(other), quiet);
    if (quiet.has_errors()) return std::nullopt;
    return made;
  }

  const language::Contract& contract_;
  const SourceFile& source_;
  const compile::Request& request_;
};

}  // namespace

bool asks_otherwise(const language::Contract& contract) {
  return std::any_of(contract.assumptions.begin(), contract.assumptions.end(),
                     [](const auto& one) { return !one.readings.empty(); }) ||
         std::any_of(contract.savings.begin(), contract.savings.end(),
                     [](const auto& one) { return !one.ranges.empty() || one.simulation; });
}

void work_out_otherwise(const language::Contract& contract, const SourceFile& source,
                        const compile::Request& request, calc::Run& run, Problems& problems) {
  const Otherwise otherwise(contract, source, request);
  otherwise.readings(run);
  otherwise.swings(run);
  simulate_savings(contract, source, request, run, problems);
}

}  // namespace outturn::whatif
