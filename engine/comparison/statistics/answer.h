// An answer, or the reason why there is none.
//
// Statistics are refused for what the figures are, not for a mistake in the program: no people, no events on
// either side, no spread. A refusal carries its reason in words; it is never a number that looks like one
// (no NaN, no zero put in for something unknown). This header must never know what was asked.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "engine/base/problem.h"

namespace outturn::comparison {

/// Why there is no answer: half a sentence without full stop, such as "there are no events in either group".
struct Refusal {
  std::string reason;
};

template <class T>
class Answer {
 public:
  Answer(T value) : value_(std::move(value)) {}                    // NOLINT(google-explicit-constructor)
  Answer(Refusal refusal) : reason_(std::move(refusal.reason)) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return value_.has_value(); }
  /// A Fault when there is none: whoever asks looks first. Out of a temporary answer it comes as a value, so
  /// that `for (double p : *corrected(...))` walks over something that is still there.
  [[nodiscard]] const T& operator*() const& {
    look();
    return *value_;
  }
  [[nodiscard]] T operator*() && {
    look();
    return std::move(*value_);
  }
  [[nodiscard]] const T* operator->() const {
    look();
    return &*value_;
  }
  [[nodiscard]] const std::string& reason() const { return reason_; }  ///< empty when there is an answer

 private:
  void look() const {
    if (!value_) throw Fault("an answer was used that there is not: " + reason_);
  }

  std::optional<T> value_;
  std::string reason_;
};

}  // namespace outturn::comparison
