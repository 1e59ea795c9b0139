// A calculation as a short list of steps on blocks of numbers, run once for each block of draws.
//
// Every step works on block_draws doubles that stay in the cache; places for them are used again once nothing
// reads them any more. What does not depend on a draw is no step: it is a number inside one. A number times a
// register is not a step either until something needs it as such, so that a line's yearly values, which are
// one product times a profile, cost one product. This header must never know what is calculated.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <tuple>
#include <vector>

#include "engine/values/rounding.h"

namespace outturn::simulation {

/// A register times a number; without a register the number itself.
struct Operand {
  static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t in = nowhere;
  double times = 0;

  [[nodiscard]] bool constant() const { return in == nowhere; }
};

enum class Code : std::uint8_t {
  fill,  ///< x
  scale,
  product,     ///< a * b
  sum,         ///< x * a + y * b
  shift,       ///< x * a + y
  quotient,    ///< x * a / b, 0 where b is 0
  reciprocal,  ///< x / a, 0 where a is 0
  absolute,
  least,
  greatest,
  round,  ///< a to `places`, as `mode` says
  root,
  equal,
  not_equal,
  less,
  at_most,
  both,
  either,
  no,
  choose,  ///< a if not 0, then b, else c
  power,
  whole_quotient,
  remainder
};

struct Step {
  Code code = Code::fill;
  std::uint32_t out = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t c = 0;
  double x = 0;
  double y = 0;
  int places = 0;
  Rounding mode = Rounding::half_up;
};

struct Tape {
  std::size_t inputs = 0;     ///< registers 0 to inputs - 1
  std::size_t registers = 0;  ///< of block_draws doubles each
  std::vector<Step> steps;
  std::vector<std::uint32_t> outputs;  ///< registers

  /// `memory` has registers * block_draws doubles, the inputs filled in.
  void run(double* memory) const;
};

/// Builds a tape. Equal steps are made once; steps on numbers alone are not made at all.
class TapeBuilder {
 public:
  explicit TapeBuilder(std::size_t inputs) : inputs_(inputs), next_(static_cast<std::uint32_t>(inputs)) {}

  [[nodiscard]] static Operand number(double x) { return {Operand::nowhere, x}; }
  [[nodiscard]] static Operand input(std::size_t i) { return {static_cast<std::uint32_t>(i), 1}; }
  Operand add(Operand a, Operand b);
  Operand subtract(Operand a, Operand b) { return add(a, negate(b)); }
  Operand multiply(Operand a, Operand b);
  Operand divide(Operand a, Operand b);
  [[nodiscard]] static Operand negate(Operand a) { return {a.in, -a.times}; }
  /// Of one, two or three operands, each taken as it stands.
  Operand make(Code code, Operand a, Operand b = {}, Operand c = {});
  Operand rounded(Operand a, int places, Rounding mode, bool of_root);
  Operand choose(Operand when, Operand then, Operand otherwise);

  [[nodiscard]] std::size_t size() const { return steps_.size(); }
  /// The tape, its registers used again where they can be.
  [[nodiscard]] Tape finish(const std::vector<Operand>& outputs);

 private:
  Operand push(Step step);
  std::uint32_t stand(Operand a);

  std::size_t inputs_;
  std::uint32_t next_;
  std::vector<Step> steps_;
  using Key = std::tuple<Code, std::uint32_t, std::uint32_t, std::uint32_t, double, double, int, Rounding>;
  std::map<Key, std::uint32_t> made_;
};

/// One step on single numbers: what the builder works numbers alone out with, and what tests ask.
[[nodiscard]] double work_out(const Step& step, double a, double b, double c);

}  // namespace outturn::simulation
