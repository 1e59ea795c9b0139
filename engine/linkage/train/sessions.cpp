#include "engine/linkage/train/sessions.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "engine/linkage/train/expectation.h"

namespace outturn::linkage {
namespace {

/// Columns that a level is exact agreement on, all of them; empty when it is something else.
std::vector<std::string> agreed_columns(const Condition& when) {
  if (when.kind == Condition::Kind::same) {
    const bool exact = when.left == when.right && when.left.form == Reading::Form::column;
    return exact ? std::vector<std::string>{when.left.text} : std::vector<std::string>();
  }
  std::vector<std::string> columns;
  if (when.kind != Condition::Kind::all) return columns;
  for (const Condition& part : when.of) {
    const auto one = agreed_columns(part);
    if (one.empty()) return {};
    columns.insert(columns.end(), one.begin(), one.end());
  }
  return columns;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

struct ExactLevel {
  std::vector<std::string> columns;
  double ratio = 1;
};

/// The odds of the prior after the blocked columns are known to agree.
double raised_prior(const Model& model, std::vector<std::string> blocked) {
  std::vector<ExactLevel> levels;
  for (const Comparison& comparison : model.comparisons) {
    for (std::size_t l = 0; l < comparison.levels.size(); ++l) {
      ExactLevel level{agreed_columns(comparison.levels[l].when), 1};
      const LevelEvidence evidence = evidence_of(comparison, l);
      level.ratio = evidence.m / evidence.u;
      if (!level.columns.empty()) levels.push_back(std::move(level));
    }
  }
  std::stable_sort(levels.begin(), levels.end(), [](const ExactLevel& a, const ExactLevel& b) {
    return a.columns.size() > b.columns.size();
  });
  double odds = model.prior / (1 - model.prior);
  for (const ExactLevel& level : levels) {
    const bool all = std::all_of(level.columns.begin(), level.columns.end(),
                                 [&](const std::string& column) { return has(blocked, column); });
    if (!all) continue;
    odds *= level.ratio;
    std::erase_if(blocked, [&](const std::string& column) { return has(level.columns, column); });
  }
  return odds / (1 + odds);
}

Model with_rules(const Model& model, const std::vector<BlockingRule>& rules) {
  Model other = model;
  other.rules = rules;
  return other;
}

std::vector<std::size_t> training_comparisons(const Model& model, const std::vector<std::string>& blocked) {
  std::vector<std::size_t> training;
  for (std::size_t c = 0; c < model.comparisons.size(); ++c) {
    const auto columns = columns_of(model.comparisons[c]);
    const bool rests =
        std::any_of(columns.begin(), columns.end(), [&](const auto& name) { return has(blocked, name); });
    if (!rests) training.push_back(c);
  }
  return training;
}

std::vector<TrainingRow> rows_of(const std::vector<PatternCount>& patterns, const Comparer& comparer,
                                 const std::vector<std::size_t>& training) {
  std::map<std::vector<std::size_t>, double> counts;
  std::vector<std::size_t> key(training.size());
  for (const PatternCount& pattern : patterns) {
    for (std::size_t t = 0; t < training.size(); ++t)
      key[t] = comparer.level_in(pattern.pattern, training[t]);
    counts[key] += static_cast<double>(pattern.count);
  }
  std::vector<TrainingRow> rows;
  for (const auto& [level, count] : counts) rows.push_back({level, count});
  return rows;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t n = values.size();
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

}  // namespace

std::vector<Session> train_m(Model& model, const std::vector<BlockingRule>& rules, const Records& records,
                             const Readings& readings, const Comparer& comparer, const TaskRunner& run) {
  std::vector<std::vector<std::vector<double>>> found;  // [comparison][level][session]
  for (Comparison& comparison : model.comparisons) {
    found.emplace_back(comparison.levels.size());
    for (Level& level : comparison.levels) {
      if (!level.m_fixed) level.m.reset();
    }
  }
  std::vector<Session> sessions;
  for (const BlockingRule& rule : rules) {
    const auto blocked = columns_of(rule);
    const auto training = training_comparisons(model, blocked);
    const Blocks blocks(with_rules(model, {rule}), records, readings);
    const auto patterns = count_patterns(blocks, readings, comparer, run);
    if (patterns.empty() || training.empty()) continue;
    std::vector<const Comparison*> comparisons;
    for (const std::size_t c : training) comparisons.push_back(&model.comparisons[c]);
    const Expectation result =
        expectation(comparisons, rows_of(patterns, comparer, training), raised_prior(model, blocked),
                    model.convergence, model.most_iterations);
    Session session{rule.written, 0, result.iterations, result.prior, {}};
    for (const PatternCount& pattern : patterns) session.pairs += pattern.count;
    for (std::size_t t = 0; t < training.size(); ++t) {
      Comparison& comparison = model.comparisons[training[t]];
      session.trained.push_back(comparison.name);
      for (std::size_t l = 0; l < comparison.levels.size(); ++l) {
        if (!result.m[t][l] || comparison.levels[l].m_fixed) continue;
        found[training[t]][l].push_back(*result.m[t][l]);
        comparison.levels[l].m = median(found[training[t]][l]);
      }
    }
    sessions.push_back(std::move(session));
  }
  return sessions;
}

double prior_from(const Model& model, const std::vector<BlockingRule>& rules, double recall,
                  const Records& records, const Readings& readings, const Comparer& comparer,
                  const TaskRunner& run) {
  const Blocks blocks(with_rules(model, rules), records, readings);
  std::uint64_t pairs = 0;
  for (const PatternCount& pattern : count_patterns(blocks, readings, comparer, run)) pairs += pattern.count;
  const double possible = possible_pairs(model.type, records);
  return std::min(0.5, std::max(static_cast<double>(pairs) / recall, 1.0) / possible);
}

}  // namespace outturn::linkage
