#include "engine/base/problem.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

namespace outturn {
namespace {

// ---- order and repeats

auto place_key(const Problem& p) { return std::tie(p.file, p.span.line, p.span.column, p.code); }

bool by_place(const Problem& a, const Problem& b) { return place_key(a) < place_key(b); }

auto content_key(const Problem& p) {
  return std::tie(p.file, p.span.line, p.span.column, p.code, p.span.length, p.severity, p.what, p.why,
                  p.mend);
}

/// Any total order will do: it only finds exact repeats.
struct ByContent {
  bool operator()(const Problem* a, const Problem* b) const { return content_key(*a) < content_key(*b); }
};

// ---- shown text

/// Longer source lines are shown as a window of this many characters around the span.
constexpr std::size_t longest_shown_line = 160;
/// Characters kept before the span in such a window, so that the reader sees where they are.
constexpr std::size_t window_lead = 60;
constexpr std::string_view cut_mark = "...";

bool is_control(char32_t code) { return code < 0x20 || (code >= 0x7F && code <= 0x9F); }

/// Characters that show nothing themselves but change how others show: line and paragraph
/// separators, zero width, and the direction overrides by which source text can lie to its reader.
bool is_deceptive(char32_t code) {
  return (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x2069) || code == 0xFEFF;
}

/// One character of text as it may be sent to a terminal: always one character again, so that
/// columns still count.
void append_safe(std::string& out, std::string_view bytes, const Character& character) {
  if (!character.valid || is_deceptive(character.code)) {
    out += "\xEF\xBF\xBD";  // U+FFFD
  } else if (character.code == U'\t') {
    out += ' ';
  } else if (is_control(character.code)) {
    out += '?';
  } else {
    out += bytes;
  }
}

std::string safe(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character character = first_character(text);
    append_safe(out, text.substr(0, character.bytes), character);
    text.remove_prefix(character.bytes);
  }
  return out;
}

/// The text of `count` characters from character `from` (from 0), made safe.
std::string safe_part(std::string_view text, std::size_t from, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; !text.empty() && i < from + count; ++i) {
    const Character character = first_character(text);
    if (i >= from) append_safe(out, text.substr(0, character.bytes), character);
    text.remove_prefix(character.bytes);
  }
  return out;
}

/// The part of a line that is shown, in characters from 0, and the marker within the line.
struct Window {
  std::size_t from = 0;
  std::size_t count = 0;
  std::size_t marker = 0;
  std::size_t marker_length = 1;
};

Window window_of(std::size_t line_length, const Span& span) {
  Window window;
  const std::size_t column = span.column == 0 ? 0 : span.column - 1;
  window.marker = std::min(column, line_length);  // the end of a line can be marked too
  window.count = line_length;
  if (line_length > longest_shown_line) {
    const std::size_t latest = line_length - longest_shown_line;
    window.from = window.marker > window_lead ? std::min(window.marker - window_lead, latest) : 0;
    window.count = longest_shown_line;
  }
  const std::size_t end = window.from + window.count;  // a span over several lines is cut here
  const std::size_t room = end > window.marker ? end - window.marker : 1;
  window.marker_length = std::clamp<std::size_t>(span.length, 1, room);
  return window;
}

void trim_right(std::string& text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
}

/// The source line in a gutter with its number, and the marker below.
std::string excerpt(std::string_view line, const Span& span) {
  const std::size_t length = character_count(line);
  const Window window = window_of(length, span);
  const bool cut_before = window.from > 0;
  const bool cut_after = window.from + window.count < length;
  std::string shown = cut_before ? std::string(cut_mark) : std::string();
  shown += safe_part(line, window.from, window.count);
  if (cut_after) shown += cut_mark;

  const std::string number = fmt::to_string(span.line);
  std::string text = fmt::format(" {} | {}", number, shown);
  trim_right(text);
  const std::size_t before = window.marker - window.from + (cut_before ? cut_mark.size() : 0);
  return fmt::format("{}\n {} | {}{}\n", text, std::string(number.size(), ' '), std::string(before, ' '),
                     std::string(window.marker_length, '^'));
}

std::string headline(const Problem& problem) {
  std::string text = safe(problem.file);
  if (!text.empty() && problem.span.known()) {
    text += fmt::format(":{}:{}", problem.span.line, problem.span.column);
  }
  if (!text.empty()) text += ": ";
  text += word_for(problem.severity);
  if (!problem.code.empty()) text += " " + safe(problem.code);
  return text + ": " + safe(problem.what) + "\n";
}

bool has_line(const SourceFile& source, const Problem& problem) {
  return problem.span.known() && source.name() == problem.file && problem.span.line <= source.line_count();
}

// ---- near names

/// No one mistypes a name this long in a way worth guessing at; it bounds the work.
constexpr std::size_t longest_guessed_name = 100;

/// Characters with ASCII letters in lower case: a slip of case is a small slip.
std::u32string folded(std::string_view text) {
  std::u32string out;
  while (!text.empty()) {
    const Character character = first_character(text);
    const bool upper = character.code >= U'A' && character.code <= U'Z';
    out += upper ? character.code - U'A' + U'a' : character.code;
    text.remove_prefix(character.bytes);
  }
  return out;
}

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
std::size_t edit_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before_last;
  std::vector<std::size_t> last(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t> row(b.size() + 1, i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replace, last[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last = std::move(last);
    last = std::move(row);
  }
  return last[b.size()];
}

}  // namespace

Problem problem_at(std::string code, std::string file, Span span, std::string what,
                   std::vector<std::string> why, std::vector<std::string> mend) {
  Problem problem;
  problem.code = std::move(code);
  problem.file = std::move(file);
  problem.span = span;
  problem.what = std::move(what);
  problem.why = std::move(why);
  problem.mend = std::move(mend);
  return problem;
}

void Problems::append(const Problems& other) {
  const std::vector<Problem> copy = other.list_;  // other may be this one
  list_.insert(list_.end(), copy.begin(), copy.end());
}

bool Problems::has_errors() const { return count(Severity::error) != 0; }

std::size_t Problems::count(Severity severity) const {
  std::size_t count = 0;
  for (const Problem& problem : list_) count += problem.severity == severity ? 1 : 0;
  return count;
}

void Problems::sort() {
  std::stable_sort(list_.begin(), list_.end(), by_place);
  std::set<const Problem*, ByContent> seen;
  std::vector<Problem> kept;
  kept.reserve(list_.size());  // so that the addresses in `seen` stay good
  for (Problem& problem : list_) {
    if (seen.count(&problem) != 0) continue;
    kept.push_back(std::move(problem));
    seen.insert(&kept.back());
  }
  list_ = std::move(kept);
}

std::string render(const Problem& problem, const SourceFile* source) {
  std::string text = headline(problem);
  if (source != nullptr && has_line(*source, problem)) {
    text += excerpt(source->line(problem.span.line), problem.span);
  }
  for (const std::string& sentence : problem.why) text += "  " + safe(sentence) + "\n";
  for (const std::string& sentence : problem.mend) text += "  " + safe(sentence) + "\n";
  return text;
}

std::string listed(const std::vector<std::string>& words, const std::string& last) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool end = !last.empty() && i > 0 && i + 1 == words.size();
    out += (i == 0 ? "" : end ? " " + last + " " : ", ") + words[i];
  }
  return out;
}

std::string_view word_for(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return "error";
}

std::string nearest_name(const std::string& name, const std::vector<std::string>& candidates) {
  const std::u32string wanted = folded(name);
  if (wanted.empty() || wanted.size() > longest_guessed_name) return {};
  std::size_t best = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  std::string nearest;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > 4 * 2 * longest_guessed_name) continue;
    const std::size_t distance = edit_distance(wanted, folded(candidate));
    if (distance >= best) continue;  // among equals the first named wins
    best = distance;
    nearest = candidate;
  }
  return nearest;
}

}  // namespace outturn
