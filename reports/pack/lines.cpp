#include "reports/pack/lines.h"

#include "engine/base/source.h"
#include "engine/values/show.h"

namespace outturn::pack {

std::string safe_words(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character character = first_character(text);
    const char32_t code = character.code;
    const bool hides = (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
                       (code >= 0x2060 && code <= 0x2069) || code == 0xFEFF;
    if (!character.valid || hides)
      out += "\xEF\xBF\xBD";
    else if (code == U'\t' || code == U'\n')
      out += ' ';
    else if (code < 0x20 || (code >= 0x7F && code <= 0x9F))
      out += '?';
    else
      out += text.substr(0, character.bytes);
    text.remove_prefix(character.bytes);
  }
  return out;
}

void append_wrapped(std::string& out, const std::string& first, const std::string& words, std::size_t width) {
  const std::string safe = safe_words(words);
  const std::size_t indent = character_count(first);
  out += first;
  std::size_t used = indent;
  bool begun = false;
  for (std::size_t at = 0; at < safe.size();) {
    std::size_t end = safe.find(' ', at);
    if (end == std::string::npos) end = safe.size();
    const std::string_view word = std::string_view(safe).substr(at, end - at);
    if (word.empty()) {
      at = end + 1;
      continue;
    }
    const std::size_t length = character_count(word);
    if (begun && used + 1 + length > width) {
      out += '\n';
      out.append(indent, ' ');
      used = indent;
      begun = false;
    }
    if (begun) {
      out += ' ';
      ++used;
    }
    out += word;
    used += length;
    begun = true;
    at = end + 1;
  }
  out += '\n';
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += between;
    out += part;
  }
  return out;
}

std::string counted(std::size_t number, const std::string& one, const std::string& many) {
  return grouped_decimal(static_cast<std::int64_t>(number), 0) + " " + (number == 1 ? one : many);
}

std::string_view role_words(calc::Role role) {
  switch (role) {
    case calc::Role::term:
      return "term";
    case calc::Role::evidence:
      return "evidence";
    case calc::Role::link:
      return "link";
    case calc::Role::method:
      return "method";
    case calc::Role::formula:
      return "formula";
    case calc::Role::check:
      return "check";
  }
  return "formula";
}

}  // namespace outturn::pack
