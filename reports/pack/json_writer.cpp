#include "reports/pack/json_writer.h"

#include <array>

#include "engine/base/source.h"

namespace outturn::pack {
namespace {

constexpr std::size_t piece = 64 * 1024;

/// Bytes that stand in a string as they are. A table: every byte of result.json is asked.
constexpr std::array<bool, 256> plain = [] {
  std::array<bool, 256> out{};
  for (std::size_t byte = 0x20; byte < 0x7F; ++byte) out[byte] = byte != '"' && byte != '\\';
  return out;
}();

}  // namespace

void JsonWriter::text(std::string_view key, std::string_view words) {
  next(key);
  quoted(words);
  flush_when_full();
}

void JsonWriter::number(std::string_view key, std::uint64_t value) {
  next(key);
  waiting_ += std::to_string(value);
}

void JsonWriter::truth(std::string_view key, bool value) {
  next(key);
  waiting_ += value ? "true" : "false";
}

void JsonWriter::null(std::string_view key) {
  next(key);
  waiting_ += "null";
}

void JsonWriter::texts(std::string_view key, const std::vector<std::string>& all) {
  open(key, '[');
  ++one_line_;
  for (const std::string& one : all) text({}, one);
  close(']');
  --one_line_;
}

void JsonWriter::finish() {
  waiting_ += '\n';
  sink_(waiting_);
  waiting_.clear();
}

void JsonWriter::open(std::string_view key, char bracket) {
  next(key);
  waiting_ += bracket;
  any_.push_back(false);
}

void JsonWriter::close(char bracket) {
  const bool any = any_.back();
  any_.pop_back();
  if (any && one_line_ == 0) new_line();
  waiting_ += bracket;
  flush_when_full();
}

/// The comma, the line and the key before a value. Members of objects always have a key: an empty one
/// is written by the array alone.
void JsonWriter::next(std::string_view key) {
  if (!any_.empty()) {
    if (any_.back()) waiting_ += one_line_ == 0 ? "," : ", ";
    any_.back() = true;
    if (one_line_ == 0) new_line();
  }
  if (key.data() == nullptr) return;
  quoted(key);
  waiting_ += ": ";
}

void JsonWriter::new_line() {
  waiting_ += '\n';
  waiting_.append(any_.size(), ' ');
}

void JsonWriter::quoted(std::string_view words) {
  static constexpr std::string_view digits = "0123456789abcdef";
  waiting_ += '"';
  while (!words.empty()) {
    std::size_t length = 0;
    while (length < words.size() && plain[static_cast<unsigned char>(words[length])]) ++length;
    waiting_ += words.substr(0, length);
    words.remove_prefix(length);
    if (words.empty()) break;
    const char c = words[0];
    if (c == '"' || c == '\\') {
      waiting_ += '\\';
      waiting_ += c;
      words.remove_prefix(1);
    } else if (c == '\n') {
      waiting_ += "\\n";
      words.remove_prefix(1);
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      waiting_ += "\\u00";
      waiting_ += digits[static_cast<unsigned char>(c) >> 4];
      waiting_ += digits[static_cast<unsigned char>(c) & 15];
      words.remove_prefix(1);
    } else {
      const Character character = first_character(words);
      waiting_ += character.valid ? words.substr(0, character.bytes) : std::string_view("\xEF\xBF\xBD");
      words.remove_prefix(character.bytes);
    }
  }
  waiting_ += '"';
}

void JsonWriter::flush_when_full() {
  if (waiting_.size() < piece) return;
  sink_(waiting_);
  waiting_.clear();
}

}  // namespace outturn::pack
