// A text with the edits of its problems made: what an editor does when asked to mend them.
#pragma once

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "engine/base/problem.h"

namespace outturn::test {

/// From the last to the first, so that places still count.
inline std::string edited(const SourceFile& source, std::vector<Edit> edits) {
  const auto earlier = [](const Edit& a, const Edit& b) {
    return std::pair(a.span.line, a.span.column) < std::pair(b.span.line, b.span.column);
  };
  std::stable_sort(edits.begin(), edits.end(), earlier);
  std::string text;
  auto next = edits.begin();
  for (std::uint32_t number = 1; number <= source.line_count() || next != edits.end(); ++number) {
    std::string_view rest = number <= source.line_count() ? source.line(number) : std::string_view();
    std::uint32_t column = 1;
    const auto keep = [&](std::uint32_t until, bool written) {
      for (; column < until && !rest.empty(); ++column) {
        const std::size_t bytes = first_character(rest).bytes;
        if (written) text += rest.substr(0, bytes);
        rest.remove_prefix(bytes);
      }
    };
    for (; next != edits.end() && next->span.line == number; ++next) {
      keep(next->span.column, true);
      text += next->text;
      keep(next->span.column + next->span.length, false);
    }
    text += std::string(rest) + "\n";
  }
  return text;
}

/// No two of them touch the same characters.
inline bool apart(std::vector<Edit> edits) {
  std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) {
    return std::tuple(a.span.line, a.span.column, a.span.length) <
           std::tuple(b.span.line, b.span.column, b.span.length);
  });
  for (std::size_t i = 1; i < edits.size(); ++i) {
    const Span before = edits[i - 1].span;
    const Span here = edits[i].span;
    if (before.line == here.line && here.column < before.column + before.length) return false;
  }
  return true;
}

}  // namespace outturn::test
