#include "adapters/tables/csv_text.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "adapters/tables/characters.h"

namespace outturn::tables {
namespace {

enum class Byte : std::uint8_t { plain, comma, quote, line_feed, carriage_return, high, control };

constexpr std::array<Byte, 256> make_kinds() {
  std::array<Byte, 256> kinds{};
  for (std::size_t i = 0; i < 0x20; ++i) kinds[i] = Byte::control;
  for (std::size_t i = 0x80; i < 0x100; ++i) kinds[i] = Byte::high;
  kinds[0x7F] = Byte::control;
  kinds[','] = Byte::comma;
  kinds['"'] = Byte::quote;
  kinds['\n'] = Byte::line_feed;
  kinds['\r'] = Byte::carriage_return;
  return kinds;
}
constexpr std::array<Byte, 256> kinds = make_kinds();

Byte kind_of(char c) { return kinds[static_cast<unsigned char>(c)]; }

std::string_view between(const char* from, const char* to) {
  return {from, static_cast<std::size_t>(to - from)};
}

std::string_view without_spaces(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

void note(Record& record, Flaw flaw, std::string_view where) {
  if (record.flaw != Flaw::none) return;
  record.flaw = flaw;
  record.flaw_at = where;
}

std::string undoubled(std::string_view inner) {
  std::string out;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    out += inner[i];
    if (inner[i] == '"') ++i;
  }
  return out;
}

// The quote that closes a cell begun on an earlier line, or nullptr when the next single quote
// can't be one (text follows it): then the first quote was simply never closed.
const char* closing_quote(const char* at, const char* end) {
  for (at = std::find(at, end, '"'); at != end; at = std::find(at + 2, end, '"')) {
    const char* next = at + 1;
    if (next == end) return at;
    if (*next == '"') continue;
    const Byte kind = kind_of(*next);
    return kind == Byte::comma || kind == Byte::line_feed || kind == Byte::carriage_return ? at : nullptr;
  }
  return nullptr;
}

}  // namespace

bool Record::blank() const {
  return flaw == Flaw::none &&
         std::all_of(cells.begin(), cells.end(), [](const Cell& c) { return c.text.empty(); });
}

Place Record::place(std::string_view part) const {
  Place place{line, start, part};
  for (const char* at = start; (at = std::find(at, part.data(), '\n')) != part.data();) {
    ++place.line;
    place.line_start = ++at;
  }
  return place;
}

Place Record::whole_line() const { return {line, start, between(start, std::find(start, end, '\n'))}; }

bool RecordReader::at_line_end(const char* at) const {
  return at == end_ || *at == '\n' || (*at == '\r' && at + 1 != end_ && at[1] == '\n');
}

bool RecordReader::next(Record& record) {
  if (at_ == end_) return false;
  record.cells.clear();
  record.line = line_;
  record.start = at_;
  record.flaw = Flaw::none;
  record.flaw_at = {};
  if (!record.undoubled.empty()) record.undoubled.clear();
  for (;;) {
    const bool quoted = at_ != end_ && *at_ == '"';
    record.cells.push_back(quoted ? quoted_cell(record) : bare_cell(record));
    if (at_ == end_ || *at_ != ',') break;
    ++at_;
  }
  record.end = at_;
  if (at_ != end_) {
    at_ += *at_ == '\r' ? 2 : 1;
    ++line_;
  }
  return true;
}

Cell RecordReader::bare_cell(Record& record) {
  const char* const start = at_;
  const char* at = at_;
  bool plain = true;
  for (;; ++at) {
    while (at != end_ && kind_of(*at) == Byte::plain) ++at;
    if (at == end_) break;
    const Byte kind = kind_of(*at);
    if (kind == Byte::comma || kind == Byte::line_feed) break;
    if (kind == Byte::carriage_return && at_line_end(at)) break;
    plain = false;
    if (kind == Byte::quote) note(record, Flaw::bare_quote, between(at, at + 1));
    if (kind == Byte::control) note(record, Flaw::control_character, between(at, at + 1));
    if (kind == Byte::carriage_return) note(record, Flaw::old_line_ends, between(at, at + 1));
  }
  at_ = at;
  const std::string_view raw = between(start, at);
  return {without_spaces(raw), raw, plain};
}

std::string_view RecordReader::quoted_text(Record& record, bool& doubled, bool& plain) {
  const char* const opened = at_;
  const char* const start = ++at_;
  for (;; ++at_) {
    while (at_ != end_ && (kind_of(*at_) == Byte::plain || *at_ == ',')) ++at_;
    const Byte kind = at_ == end_ ? Byte::line_feed : kind_of(*at_);
    if (kind == Byte::line_feed || (kind == Byte::carriage_return && at_line_end(at_))) {
      const char* const line_end = at_;
      if (!over_lines(record, opened)) return between(start, line_end);
      return between(start, at_ - 1);
    }
    if (kind == Byte::quote) {
      ++at_;
      if (at_ == end_ || *at_ != '"') return between(start, at_ - 1);
      doubled = true;
      continue;
    }
    plain = false;
    if (kind == Byte::control) note(record, Flaw::control_character, between(at_, at_ + 1));
    if (kind == Byte::carriage_return) note(record, Flaw::old_line_ends, between(at_, at_ + 1));
  }
}

// The line ends within quotes. When the quote is closed later, goes there and is true; else stays.
bool RecordReader::over_lines(Record& record, const char* opened) {
  const char* const close = closing_quote(at_, end_);
  if (close == nullptr) {
    note(record, Flaw::unclosed_quote, between(opened, at_));
    return false;
  }
  note(record, Flaw::cell_over_lines, between(opened, close + 1));
  line_ += static_cast<std::uint32_t>(std::count(at_, close, '\n'));
  at_ = close + 1;
  return true;
}

Cell RecordReader::quoted_cell(Record& record) {
  const char* const start = at_;
  bool doubled = false;
  bool plain = true;
  const std::string_view inner = quoted_text(record, doubled, plain);
  if (!at_line_end(at_) && *at_ != ',') {
    const char* const after = at_;
    while (!at_line_end(at_) && *at_ != ',') ++at_;
    note(record, Flaw::text_after_quote, between(after, at_));
  }
  const std::string_view text = doubled ? record.undoubled.emplace_back(undoubled(inner)) : inner;
  return {without_spaces(text), between(start, at_), plain};
}

std::string csv_cell(std::string_view text) {
  const bool plain = text.find_first_of(",\"\r\n") == std::string_view::npos && without_spaces(text) == text;
  if (plain) return std::string(text);
  std::string out = "\"";
  for (const char c : text) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

}  // namespace outturn::tables
