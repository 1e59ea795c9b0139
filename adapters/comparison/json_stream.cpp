#include "adapters/comparison/json_stream.h"

#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace outturn::comparison {

void JsonStream::separate() {
  if (!first_) out_ += ',';
  first_ = false;
}

void JsonStream::open(char bracket) {
  separate();
  out_ += bracket;
  first_ = true;
}

void JsonStream::close(char bracket) {
  out_ += bracket;
  first_ = false;
}

void JsonStream::quoted(std::string_view text) {
  out_ += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (byte < 0x20) {
      fmt::format_to(std::back_inserter(out_), "\\u{:04x}", byte);
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

void JsonStream::name(std::string_view text) {
  separate();
  quoted(text);
  out_ += ':';
  first_ = true;
}

void JsonStream::text(std::string_view text) {
  separate();
  quoted(text);
}

void JsonStream::number(double value) {
  if (std::isinf(value)) return text(value > 0 ? "Inf" : "-Inf");
  if (std::isnan(value)) return nothing();
  separate();
  fmt::format_to(std::back_inserter(out_), "{}", value);
}

void JsonStream::count(std::uint64_t value) {
  separate();
  fmt::format_to(std::back_inserter(out_), "{}", value);
}

void JsonStream::truth(bool value) {
  separate();
  out_ += value ? "true" : "false";
}

void JsonStream::nothing() {
  separate();
  out_ += "null";
}

}  // namespace outturn::comparison
