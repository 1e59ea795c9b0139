#include "engine/base/source.h"

#include <utility>

namespace outturn {
namespace {

/// What the first byte of a UTF-8 sequence promises. `least` refuses overlong forms.
struct Lead {
  std::size_t bytes;
  char32_t bits;
  char32_t least;
};

Lead lead_of(unsigned char byte) {
  if (byte < 0x80) return {1, byte, 0};
  if ((byte & 0xE0U) == 0xC0) return {2, byte & 0x1FU, 0x80};
  if ((byte & 0xF0U) == 0xE0) return {3, byte & 0x0FU, 0x800};
  if ((byte & 0xF8U) == 0xF0) return {4, byte & 0x07U, 0x10000};
  return {0, 0, 0};
}

bool is_code_point(char32_t code) {
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code <= 0x10FFFF && !surrogate;
}

std::vector<std::size_t> line_starts(std::string_view text) {
  std::vector<std::size_t> starts;
  std::size_t at = 0;
  while (at < text.size()) {
    starts.push_back(at);
    const std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  return starts;
}

}  // namespace

SourceFile::SourceFile(std::string name, std::string text)
    : name_(std::move(name)), text_(std::move(text)), starts_(line_starts(text_)) {}

std::uint32_t SourceFile::line_count() const { return static_cast<std::uint32_t>(starts_.size()); }

std::string_view SourceFile::line(std::uint32_t number) const {
  if (number == 0 || number > starts_.size()) return {};
  const std::size_t start = starts_[number - 1];
  std::string_view rest = std::string_view(text_).substr(start);
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return rest;  // a last \r without its \n is text
  rest = rest.substr(0, end);
  if (!rest.empty() && rest.back() == '\r') rest.remove_suffix(1);
  return rest;
}

Character first_character(std::string_view utf8) {
  const Lead lead = lead_of(static_cast<unsigned char>(utf8.front()));
  if (lead.bytes == 0 || lead.bytes > utf8.size()) return {};
  char32_t code = lead.bits;
  for (std::size_t i = 1; i < lead.bytes; ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if ((byte & 0xC0U) != 0x80) return {};
    code = (code << 6U) | (byte & 0x3FU);
  }
  if (code < lead.least || !is_code_point(code)) return {};
  return {code, lead.bytes, true};
}

std::size_t character_count(std::string_view utf8) {
  std::size_t count = 0;
  while (!utf8.empty()) {
    const bool ascii = static_cast<unsigned char>(utf8.front()) < 0x80;  // nearly all of them
    utf8.remove_prefix(ascii ? 1 : first_character(utf8).bytes);
    ++count;
  }
  return count;
}

}  // namespace outturn
