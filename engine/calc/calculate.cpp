#include "engine/calc/calculate.h"

#include <algorithm>

#include "engine/calc/evaluate_column.h"

namespace outturn::calc {
namespace {

/// What the tasks of one component leave behind: gathered in the components' order afterwards.
struct Left {
  std::vector<KnifeEdge> edges;
  bool overflow = false;
  std::vector<Disagreement> disagreements;
};

class Plan {
 public:
  Plan(Graph& graph, Evaluation& evaluation)
      : graph_(graph), evaluation_(evaluation), left_(evaluation.order.size()) {
    for (std::size_t i = 0; i < evaluation.order.size(); ++i) add(i);
  }
  [[nodiscard]] const std::vector<Task>& tasks() const { return tasks_; }
  [[nodiscard]] const std::vector<Left>& left() const { return left_; }

 private:
  /// Two tasks a component: its exact values, then the sheet's against them. The exact task of a
  /// component has an even number, so that others can name it.
  void add(std::size_t index) {
    const Component& component = evaluation_.order[index];
    for (const ColumnId id : component.columns) done_by_[id] = tasks_.size();
    Task exact;
    for (const ColumnId id : component.columns) {
      for (const Use& use : uses(graph_, graph_.column(id).formula)) {
        const auto found = done_by_.find(use.column);
        if (found != done_by_.end() && found->second != tasks_.size()) exact.after.push_back(found->second);
      }
    }
    exact.work = [this, index] { evaluate(index); };
    Task sheet;
    sheet.after = {tasks_.size()};
    sheet.work = [this, index] { compare(index); };
    tasks_.push_back(std::move(exact));
    tasks_.push_back(std::move(sheet));
  }

  void evaluate(std::size_t index) {
    const Component& component = evaluation_.order[index];
    ColumnEvaluator evaluator(graph_, evaluation_.digits);
    if (component.block) {
      evaluator.evaluate_block(component.columns);
    } else {
      evaluator.evaluate(component.columns.front());
    }
    left_[index].edges = evaluator.knife_edges();
    left_[index].overflow = evaluator.overflow();
  }

  void compare(std::size_t index) {
    if (left_[index].overflow) return;
    for (const ColumnId id : evaluation_.order[index].columns) {
      const auto found = column_disagreements(graph_, id, evaluation_.digits, left_[index].edges, 1);
      left_[index].disagreements.insert(left_[index].disagreements.end(), found.begin(), found.end());
    }
  }

  Graph& graph_;
  Evaluation& evaluation_;
  std::vector<Left> left_;
  std::vector<Task> tasks_;
  std::unordered_map<ColumnId, std::size_t> done_by_;
};

}  // namespace

Calculation calculate(Graph& graph, const std::string& file, Problems& problems, const TaskRunner& runner) {
  Calculation result;
  result.evaluation.digits.assign(graph.nodes().size(), 0);
  result.evaluation.order = evaluation_order(graph, file, problems);
  const Plan plan(graph, result.evaluation);
  runner(plan.tasks());
  for (std::size_t i = 0; i < plan.left().size(); ++i) {
    const Left& left = plan.left()[i];
    if (left.overflow) {
      problems.add(too_large(graph, result.evaluation.order[i].columns.front(), file));
      break;  // what reads it is too large as well
    }
    auto& edges = result.evaluation.knife_edges;
    edges.insert(edges.end(), left.edges.begin(), left.edges.end());
    result.disagreements.insert(result.disagreements.end(), left.disagreements.begin(),
                                left.disagreements.end());
  }
  return result;
}

}  // namespace outturn::calc
