#include "adapters/store/moves.h"

#include <charconv>

#include <fmt/format.h>

#include "engine/base/problem.h"

namespace outturn::store {
namespace {

std::int64_t number_before(std::string_view& text, char end) {
  std::int64_t number = 0;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<std::size_t>(at - text.data()));
  if (error != std::errc() || (!text.empty() && text[0] != end)) throw Fault("a history entry can't be read");
  if (!text.empty()) text.remove_prefix(1);
  return number;
}

}  // namespace

std::string moves_text(const std::vector<StoredMove>& moves) {
  std::string out;
  for (const StoredMove& move : moves) {
    out += fmt::format("{}{}:{}:{}", out.empty() ? "" : " ", move.record, move.before, move.after);
  }
  return out;
}

std::vector<StoredMove> moves_of(std::string_view text) {
  std::vector<StoredMove> moves;
  while (!text.empty()) {
    StoredMove move;
    move.record = number_before(text, ':');
    move.before = number_before(text, ':');
    move.after = number_before(text, ' ');
    moves.push_back(move);
  }
  return moves;
}

}  // namespace outturn::store
