#include "engine/linkage/linking/training_plan.h"

#include <algorithm>
#include <map>

namespace outturn::linkage {
namespace {

/// A comparison that can be blocked on: it has a level of exact agreement on one column.
struct Candidate {
  std::size_t comparison = 0;
  std::string column;
  double known = 0;  ///< share of records that have it
  double alike = 0;  ///< probability that two records that have it agree by chance
};

Candidate measured(const Column& column, std::size_t comparison) {
  std::vector<double> count(column.words.words.size(), 0);
  double known = 0;
  for (const Code code : column.codes) {
    if (code == missing) continue;
    count[static_cast<std::size_t>(code)] += 1;
    known += 1;
  }
  double pairs = 0;
  for (const double c : count) pairs += c * (c - 1);
  const auto n = static_cast<double>(column.codes.size());
  return {comparison, column.name, known / std::max(n, 1.0), known > 1 ? pairs / (known * (known - 1)) : 1};
}

std::vector<Candidate> candidates(const Model& model, const Records& records) {
  std::vector<Candidate> out;
  for (std::size_t c = 0; c < model.comparisons.size(); ++c) {
    for (const Level& level : model.comparisons[c].levels) {
      const std::string name = exact_column(level);
      const Column* const column = name.empty() ? nullptr : records.column(name);
      if (column != nullptr) out.push_back(measured(*column, c));
    }
  }
  // The most telling first: known for many, seldom alike by chance.
  std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
    return a.known * (1 - a.alike * 1000) > b.known * (1 - b.alike * 1000);
  });
  return out;
}

BlockingRule on(const std::vector<std::string>& columns) {
  BlockingRule rule;
  for (const std::string& name : columns) {
    rule.keys.push_back({column_reading(name), column_reading(name)});
    if (!rule.written.empty()) rule.written += " AND ";
    rule.written.append("l.\"").append(name).append("\" = r.\"").append(name).append("\"");
  }
  return rule;
}

constexpr double most_pairs_each = 20;  // pairs a record may meet in a session, on average

/// Columns of different comparisons, as few as make chance agreements rare enough.
std::vector<std::string> narrow(const std::vector<Candidate>& from, std::size_t first, const Records& records,
                                double most_each) {
  std::vector<std::string> columns{from[first].column};
  std::vector<std::size_t> used{from[first].comparison};
  double alike = from[first].alike;
  const auto n = static_cast<double>(records.size());
  for (const Candidate& next : from) {
    if (alike * n <= most_each) break;
    if (std::find(used.begin(), used.end(), next.comparison) != used.end()) continue;
    if (next.known < 0.3) continue;
    columns.push_back(next.column);
    used.push_back(next.comparison);
    alike *= next.alike;
  }
  return columns;
}

}  // namespace

TrainingPlan training_plan(const Model& model, const Records& records) {
  TrainingPlan plan;
  const std::vector<Candidate> from = candidates(model, records);
  if (from.empty()) {
    plan.sessions = model.rules;
    plan.nearly_sure = model.rules;
    return plan;
  }
  // Two sessions that have no comparison in common, so that each comparison trains in one of them.
  std::vector<std::size_t> blocked;
  for (std::size_t i = 0; i < from.size() && plan.sessions.size() < 2; ++i) {
    if (std::find(blocked.begin(), blocked.end(), from[i].comparison) != blocked.end()) continue;
    std::vector<Candidate> free;
    for (const Candidate& candidate : from) {
      if (std::find(blocked.begin(), blocked.end(), candidate.comparison) == blocked.end())
        free.push_back(candidate);
    }
    const auto columns = narrow(free, 0, records, most_pairs_each);
    for (const Candidate& candidate : free) {
      if (std::find(columns.begin(), columns.end(), candidate.column) != columns.end()) {
        blocked.push_back(candidate.comparison);
      }
    }
    plan.sessions.push_back(on(columns));
  }
  for (std::size_t i = 0; i < from.size() && i < 4; ++i) {
    plan.nearly_sure.push_back(on(narrow(from, i, records, 0.05)));
  }
  return plan;
}

Model with_training(const Model& model, const TrainingPlan& plan) {
  Model all = model;
  all.rules.insert(all.rules.end(), plan.sessions.begin(), plan.sessions.end());
  all.rules.insert(all.rules.end(), plan.nearly_sure.begin(), plan.nearly_sure.end());
  return all;
}

}  // namespace outturn::linkage
