#include "engine/simulation/tape.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/problem.h"
#include "engine/simulation/draws/decimal_places.h"
#include "engine/simulation/draws/draws.h"

namespace outturn::simulation {
namespace {

constexpr double no_fraction_above = 0x1p52;

/// What a double's noise leaves of a whole number or a half counts as that, as in a spreadsheet's ROUND.
double without_noise(double held) {
  const double nearest = std::round(2 * held) / 2;
  return std::abs(held - nearest) < std::max(1e-9, 4e-15 * std::abs(held)) ? nearest : held;
}

double rounded_to(double x, int places, Rounding mode) {
  const double unit = units_in_one(places);
  if (!(std::abs(x * unit) < no_fraction_above)) return x;
  const double held = without_noise(x * unit);
  switch (mode) {
    case Rounding::half_up:
      return std::round(held) / unit;
    case Rounding::half_even:
      return std::nearbyint(held) / unit;  // IEEE 754's own way, which nothing here changes
    case Rounding::down:
      return std::floor(held) / unit;
    case Rounding::up:
      return std::ceil(held) / unit;
    case Rounding::towards_zero:
      return std::trunc(held) / unit;
    case Rounding::away_from_zero:
      return (held < 0 ? std::floor(held) : std::ceil(held)) / unit;
  }
  return x;
}

double truth(bool holds) { return holds ? 1 : 0; }

/// The sign of the divisor, as MOD.
double remainder_of(double a, double b) { return b == 0 ? 0 : a - b * std::floor(a / b); }

double power_of(double a, double b) {
  if (std::abs(b) > 1000 || (b < 0 && a == 0)) return 0;  // guarded by whoever asks, as a divisor of 0
  return std::pow(a, b);
}

/// Calls `each` with the step's arithmetic, compiled once for each code.
template <class Each>
void arithmetic(const Step& s, Each&& each) {
  const double x = s.x;
  const double y = s.y;
  switch (s.code) {
    case Code::fill:
      return each([x](double, double, double) { return x; });
    case Code::scale:
      return each([x](double a, double, double) { return x * a; });
    case Code::product:
      return each([](double a, double b, double) { return a * b; });
    case Code::sum:
      return each([x, y](double a, double b, double) { return x * a + y * b; });
    case Code::shift:
      return each([x, y](double a, double, double) { return x * a + y; });
    case Code::quotient:
      return each([x](double a, double b, double) { return b == 0 ? 0 : x * a / b; });
    case Code::reciprocal:
      return each([x](double a, double, double) { return a == 0 ? 0 : x / a; });
    case Code::absolute:
      return each([](double a, double, double) { return std::abs(a); });
    case Code::least:
      return each([](double a, double b, double) { return b < a ? b : a; });
    case Code::greatest:
      return each([](double a, double b, double) { return a < b ? b : a; });
    case Code::round:
      return each([&s](double a, double, double) { return rounded_to(a, s.places, s.mode); });
    case Code::root:
      return each([&s](double a, double, double) {
        return rounded_to(std::sqrt(a < 0 ? 0 : a), s.places, Rounding::half_up);
      });
    case Code::equal:
      return each([](double a, double b, double) { return truth(a == b); });
    case Code::not_equal:
      return each([](double a, double b, double) { return truth(a != b); });
    case Code::less:
      return each([](double a, double b, double) { return truth(a < b); });
    case Code::at_most:
      return each([](double a, double b, double) { return truth(a <= b); });
    case Code::both:
      return each([](double a, double b, double) { return truth(a != 0 && b != 0); });
    case Code::either:
      return each([](double a, double b, double) { return truth(a != 0 || b != 0); });
    case Code::no:
      return each([](double a, double, double) { return truth(a == 0); });
    case Code::choose:
      return each([](double a, double b, double c) { return a != 0 ? b : c; });
    case Code::power:
      return each([](double a, double b, double) { return power_of(a, b); });
    case Code::whole_quotient:
      return each([](double a, double b, double) { return b == 0 ? 0 : std::floor(a / b); });
    case Code::remainder:
      return each([](double a, double b, double) { return remainder_of(a, b); });
  }
}

int operands(Code code) {
  switch (code) {
    case Code::fill:
      return 0;
    case Code::scale:
    case Code::shift:
    case Code::reciprocal:
    case Code::absolute:
    case Code::round:
    case Code::root:
    case Code::no:
      return 1;
    case Code::choose:
      return 3;
    default:
      return 2;
  }
}

}  // namespace

double work_out(const Step& step, double a, double b, double c) {
  double out = 0;
  arithmetic(step, [&](auto of) { out = of(a, b, c); });
  return out;
}

void Tape::run(double* memory) const {
  for (const Step& step : steps) {
    // A register is never one of the step's own operands: `finish` sees to it, so that loops can be widened.
    double* __restrict const out = memory + std::size_t{step.out} * block_draws;
    const double* const a = memory + std::size_t{step.a} * block_draws;
    const double* const b = memory + std::size_t{step.b} * block_draws;
    const double* const c = memory + std::size_t{step.c} * block_draws;
    arithmetic(step, [&](auto of) {
      for (std::size_t i = 0; i < block_draws; ++i) out[i] = of(a[i], b[i], c[i]);
    });
  }
}

Operand TapeBuilder::push(Step step) {
  const Key key{step.code, step.a, step.b, step.c, step.x, step.y, step.places, step.mode};
  const auto [at, fresh] = made_.emplace(key, next_);
  if (fresh) {
    step.out = next_++;
    steps_.push_back(step);
  }
  return {at->second, 1};
}

std::uint32_t TapeBuilder::stand(Operand a) {
  if (a.constant()) return push({.code = Code::fill, .x = a.times}).in;
  if (a.times == 1) return a.in;
  return push({.code = Code::scale, .a = a.in, .x = a.times}).in;
}

Operand TapeBuilder::add(Operand a, Operand b) {
  if (a.constant() && b.constant()) return number(a.times + b.times);
  if (a.constant()) std::swap(a, b);
  if (b.constant()) {
    if (b.times == 0) return a;
    return push({.code = Code::shift, .a = a.in, .x = a.times, .y = b.times});
  }
  if (a.in == b.in) {
    const double times = a.times + b.times;
    return times == 0 ? number(0) : Operand{a.in, times};
  }
  return push({.code = Code::sum, .a = a.in, .b = b.in, .x = a.times, .y = b.times});
}

Operand TapeBuilder::multiply(Operand a, Operand b) {
  if (a.constant() && b.constant()) return number(a.times * b.times);
  const double times = a.times * b.times;
  if (times == 0) return number(0);
  if (a.constant()) return {b.in, times};
  if (b.constant()) return {a.in, times};
  const Operand made = push({.code = Code::product, .a = std::min(a.in, b.in), .b = std::max(a.in, b.in)});
  return {made.in, times};
}

Operand TapeBuilder::divide(Operand a, Operand b) {
  if (b.constant()) return b.times == 0 ? number(0) : Operand{a.in, a.times / b.times};
  if (a.constant()) {
    return a.times == 0 ? number(0) : push({.code = Code::reciprocal, .a = b.in, .x = a.times / b.times});
  }
  return push({.code = Code::quotient, .a = a.in, .b = b.in, .x = a.times / b.times});
}

Operand TapeBuilder::make(Code code, Operand a, Operand b, Operand c) {
  const int count = operands(code);
  const bool known = a.constant() && (count < 2 || b.constant()) && (count < 3 || c.constant());
  if (known) return number(work_out({.code = code}, a.times, b.times, c.times));
  Step step{.code = code, .a = stand(a)};
  if (count > 1) step.b = stand(b);
  if (count > 2) step.c = stand(c);
  return push(step);
}

Operand TapeBuilder::rounded(Operand a, int places, Rounding mode, bool of_root) {
  Step step{.code = of_root ? Code::root : Code::round, .places = places, .mode = mode};
  if (a.constant()) return number(work_out(step, a.times, 0, 0));
  step.a = stand(a);
  return push(step);
}

Operand TapeBuilder::choose(Operand when, Operand then, Operand otherwise) {
  if (when.constant()) return when.times != 0 ? then : otherwise;
  return make(Code::choose, when, then, otherwise);
}

namespace {

/// The registers a step reads, each once.
std::vector<std::uint32_t> read_by(const Step& step) {
  const int count = operands(step.code);
  std::vector<std::uint32_t> out;
  for (const std::uint32_t one : {step.a, step.b, step.c})
    if (static_cast<int>(out.size()) < count) out.push_back(one);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// Steps that some output needs.
std::vector<Step> needed(const std::vector<Step>& steps, const std::vector<std::uint32_t>& outputs,
                         std::size_t registers) {
  std::vector<bool> wanted(registers, false);
  for (const std::uint32_t one : outputs) wanted[one] = true;
  std::vector<Step> out;
  for (std::size_t s = steps.size(); s-- > 0;) {
    if (!wanted[steps[s].out]) continue;
    for (const std::uint32_t one : read_by(steps[s])) wanted[one] = true;
    out.push_back(steps[s]);
  }
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace

Tape TapeBuilder::finish(const std::vector<Operand>& outputs) {
  Tape tape;
  tape.inputs = inputs_;
  for (const Operand& one : outputs) tape.outputs.push_back(stand(one));
  tape.steps = needed(steps_, tape.outputs, next_);

  std::vector<std::size_t> last(next_, 0);  // the step that reads it last: after that its place is free
  for (std::size_t s = 0; s < tape.steps.size(); ++s)
    for (const std::uint32_t one : read_by(tape.steps[s])) last[one] = s;
  for (const std::uint32_t one : tape.outputs) last[one] = tape.steps.size();

  std::vector<std::uint32_t> place(next_);
  for (std::uint32_t i = 0; i < inputs_; ++i) place[i] = i;
  auto used = static_cast<std::uint32_t>(inputs_);
  std::vector<std::uint32_t> free;
  for (std::size_t s = 0; s < tape.steps.size(); ++s) {
    Step& step = tape.steps[s];
    const std::vector<std::uint32_t> read = read_by(step);
    if (free.empty()) free.push_back(used++);
    const std::uint32_t out = place[step.out] = free.back();
    free.pop_back();
    // A code with fewer operands reads a place all the same, and leaves it out of account.
    const int count = operands(step.code);
    step.a = count > 0 ? place[step.a] : (out == 0 ? 1 : 0);
    step.b = count > 1 ? place[step.b] : step.a;
    step.c = count > 2 ? place[step.c] : step.a;
    step.out = out;
    for (const std::uint32_t one : read)
      if (last[one] == s) free.push_back(place[one]);
  }
  for (std::uint32_t& out : tape.outputs) out = place[out];
  tape.registers = std::max<std::size_t>(used, 2);
  return tape;
}

}  // namespace outturn::simulation
