// The order of sheets: a small search for the fewest.
//
// Opening a sheet places every column of its kind whose needs are met. A sheet that completes its
// kind is always opened at once: waiting could not save one. Otherwise each choice is tried, within
// a bound, and the shortest row of sheets is kept; among equals the first declared.
#include <algorithm>

#include "reports/workbook/layout.h"

namespace outturn::workbook {
namespace {

constexpr int most_tries = 2'000;

/// Columns placed together: a block, or one column.
struct Unit {
  std::size_t group = 0;
  std::vector<calc::ColumnId> columns;
  struct Need {
    std::size_t index;  ///< of a unit, or of a group whose inputs are read
    bool inputs;
    bool strictly_left;
  };
  std::vector<Need> needs;
};

struct Group {
  calc::FrameId frame = calc::none;
  std::vector<std::size_t> units;
  bool holds_inputs = false;  ///< has a sheet even when nothing is calculated on it
};

bool reads_whole(calc::Op op) {
  return op == calc::Op::at_row || op == calc::Op::sum_of || op == calc::Op::least_of ||
         op == calc::Op::greatest_of || op == calc::Op::rows_of || op == calc::Op::sum_where ||
         op == calc::Op::product_sum || op == calc::Op::band_row;
}

class Search {
 public:
  Search(const calc::Run& run, const std::vector<bool>& needed, std::size_t rows_a_part) : graph_(run.graph) {
    make_groups();
    make_units(run, needed);
    add_needs(rows_a_part);
    at_.assign(units_.size(), unplaced);
    inputs_at_.assign(groups_.size(), unplaced);
  }

  std::vector<Opened> fewest() {
    descend({});
    std::vector<Opened> out;
    for (const Step& step : best_) {
      Opened opened;
      opened.frame = groups_[step.group].frame;
      for (const std::size_t unit : step.units) {
        opened.columns.insert(opened.columns.end(), units_[unit].columns.begin(), units_[unit].columns.end());
      }
      out.push_back(std::move(opened));
    }
    return out;
  }

 private:
  static constexpr std::size_t unplaced = static_cast<std::size_t>(-1);
  struct Step {
    std::size_t group = 0;
    std::vector<std::size_t> units;
  };

  /// Tables first, then single values that rows need, then rows as declared.
  void make_groups() {
    group_of_frame_.assign(graph_.frames().size(), 0);
    const auto add = [&](calc::FrameId frame) {
      if (frame != calc::none) group_of_frame_[frame] = groups_.size();
      groups_.push_back({frame, {}, frame != calc::none});
    };
    const auto rows = [&](calc::FrameId id, bool table) {
      return !graph_.frame(id).name.empty() && graph_.frame(id).is_table == table;
    };
    for (calc::FrameId id = 0; id < graph_.frames().size(); ++id) {
      if (rows(id, true)) add(id);
    }
    for (calc::FrameId id = 0; id < graph_.frames().size(); ++id) {
      if (graph_.frame(id).name.empty()) group_of_frame_[id] = groups_.size();
    }
    add(calc::none);
    for (calc::FrameId id = 0; id < graph_.frames().size(); ++id) {
      if (rows(id, false)) add(id);
    }
  }

  void make_units(const calc::Run& run, const std::vector<bool>& needed) {
    unit_of_.assign(graph_.columns().size(), unplaced);
    for (const calc::Component& component : run.evaluation.order) {
      if (!needed[component.columns.front()]) continue;
      const std::size_t group = group_of_frame_[graph_.column(component.columns.front()).frame];
      for (const calc::ColumnId id : component.columns) unit_of_[id] = units_.size();
      groups_[group].units.push_back(units_.size());
      units_.push_back({group, component.columns, {}});
    }
  }

  void add_needs(std::size_t rows_a_part) {
    for (Unit& unit : units_) {
      for (const calc::ColumnId id : unit.columns) {
        for (const calc::Use& use : calc::uses(graph_, graph_.column(id).formula)) {
          // A frame in parts: a whole column of the same stage would lie partly to the right.
          const bool cut = graph_.rows(use.column) > rows_a_part && reads_whole(use.op);
          const calc::FrameId frame = graph_.column(use.column).frame;
          if (unit_of_[use.column] != unplaced) {
            unit.needs.push_back({unit_of_[use.column], false, cut});
          } else if (!graph_.frame(frame).name.empty()) {  // terms stand left of all
            unit.needs.push_back({group_of_frame_[frame], true, cut});
          }
        }
      }
    }
  }

  bool ready(std::size_t index) const {
    return std::all_of(units_[index].needs.begin(), units_[index].needs.end(), [&](const Unit::Need& need) {
      if (!need.inputs && need.index == index) return true;  // inside a block
      const std::size_t at = need.inputs ? inputs_at_[need.index] : at_[need.index];
      return at != unplaced && !(need.strictly_left && at == opened_);
    });
  }

  /// Opens a sheet of the group; says what it holds.
  Step open(std::size_t group) {
    Step step{group, {}};
    if (inputs_at_[group] == unplaced) inputs_at_[group] = opened_;
    for (bool more = true; more;) {
      more = false;
      for (const std::size_t unit : groups_[group].units) {
        if (at_[unit] != unplaced || !ready(unit)) continue;
        at_[unit] = opened_;
        step.units.push_back(unit);
        more = true;
      }
    }
    ++opened_;
    return step;
  }

  void take_back(const Step& step) {
    --opened_;
    for (const std::size_t unit : step.units) at_[unit] = unplaced;
    if (inputs_at_[step.group] == opened_) inputs_at_[step.group] = unplaced;
  }

  bool complete(std::size_t group) const {
    const bool inputs = !groups_[group].holds_inputs || inputs_at_[group] != unplaced;
    return inputs && std::all_of(groups_[group].units.begin(), groups_[group].units.end(),
                                 [&](std::size_t unit) { return at_[unit] != unplaced; });
  }

  void descend(std::vector<Step> path) {
    if (!best_.empty() && path.size() >= best_.size()) return;
    std::vector<std::size_t> choices;
    bool all = true;
    for (std::size_t group = 0; group < groups_.size(); ++group) {
      if (complete(group)) continue;
      all = false;
      const bool fresh = groups_[group].holds_inputs && inputs_at_[group] == unplaced;
      const Step step = open(group);
      if (complete(group)) {
        path.push_back(step);
        descend(path);
        take_back(step);
        return;
      }
      take_back(step);
      if (fresh || !step.units.empty()) choices.push_back(group);
    }
    if (all) {
      best_ = std::move(path);
      return;
    }
    for (const std::size_t group : choices) {
      if (!best_.empty() && ++tries_ > most_tries) return;
      path.push_back(open(group));
      descend(path);
      take_back(path.back());
      path.pop_back();
    }
  }

  const calc::Graph& graph_;
  std::vector<Group> groups_;
  std::vector<std::size_t> group_of_frame_;
  std::vector<Unit> units_;
  std::vector<std::size_t> unit_of_;
  std::vector<std::size_t> at_;         ///< sheet of each unit
  std::vector<std::size_t> inputs_at_;  ///< first sheet of each group
  std::size_t opened_ = 0;
  std::vector<Step> best_;
  int tries_ = 0;
};

}  // namespace

std::vector<Opened> open_sheets(const calc::Run& run, const std::vector<bool>& needed,
                                std::size_t rows_a_part) {
  return Search(run, needed, rows_a_part).fewest();
}

}  // namespace outturn::workbook
