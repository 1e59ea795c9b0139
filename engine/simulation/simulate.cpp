#include "engine/simulation/simulate.h"

#include <algorithm>

namespace outturn::simulation {
namespace {

/// Enough for a task to be worth its start, few enough for all cores to have some.
constexpr std::uint64_t task_draws = 16 * block_draws;

void work(const Tape& tape, const Draws& draws, std::uint64_t first, std::uint64_t end,
          std::vector<std::vector<double>>& out) {
  std::vector<double> memory(tape.registers * block_draws);
  for (std::uint64_t at = first; at < end; at += block_draws) {
    draws.block(at, memory.data());
    tape.run(memory.data());
    const std::size_t count = std::min<std::uint64_t>(block_draws, end - at);
    for (std::size_t o = 0; o < tape.outputs.size(); ++o)
      std::copy_n(memory.data() + tape.outputs[o] * block_draws, count, out[o].data() + at);
  }
}

}  // namespace

std::vector<std::vector<double>> simulate(const Tape& tape, const Draws& draws, std::uint64_t count,
                                          const TaskRunner& run) {
  std::vector<std::vector<double>> out(tape.outputs.size(), std::vector<double>(count));
  std::vector<Task> tasks;
  for (std::uint64_t first = 0; first < count; first += task_draws)
    tasks.push_back({[&tape, &draws, &out, first, count] {
                       work(tape, draws, first, std::min(count, first + task_draws), out);
                     },
                     {}});
  run(tasks);
  return out;
}

std::vector<double> drawn_in(const Draws& draws, std::uint64_t number) {
  std::vector<double> block(draws.figures().size() * block_draws);
  draws.block(number, block.data());
  std::vector<double> out;
  for (std::size_t k = 0; k < draws.figures().size(); ++k) out.push_back(block[k * block_draws]);
  return out;
}

}  // namespace outturn::simulation
