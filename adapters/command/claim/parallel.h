// Tasks on every core of the machine.
#pragma once

#include "engine/base/tasks.h"

namespace outturn::command {

/// Runs the tasks on as many threads as there are cores; an exception of a task is thrown here once
/// the others have stopped.
void run_on_all_cores(const std::vector<Task>& tasks);

/// The same on so many threads.
void run_on(unsigned threads, const std::vector<Task>& tasks);

}  // namespace outturn::command
