// Work cut into tasks with an order between them, so that a host with several cores may use them.
//
// The engine never starts a thread: it hands its tasks to a runner. The one here does them one after
// the other, which is all a browser has; adapters/command has one that uses every core. Results never
// depend on the runner, since tasks without an order between them write to different places.
#pragma once

#include <functional>
#include <vector>

namespace outturn {

struct Task {
  std::function<void()> work;
  std::vector<std::size_t> after;  ///< numbers of tasks that must be done before; always smaller
};

using TaskRunner = std::function<void(const std::vector<Task>&)>;

/// One task after the other, as listed.
inline void run_in_turn(const std::vector<Task>& tasks) {
  for (const Task& task : tasks) task.work();
}

}  // namespace outturn
