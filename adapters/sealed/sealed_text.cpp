#include "adapters/sealed/sealed_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "adapters/sealed/hashes.h"
#include "engine/linkage/sealed/keyed_hash.h"

namespace outturn::sealed {
namespace {

constexpr std::string_view version = "1";
constexpr std::size_t last_line = 4 + 64 + 1;  // "end ", hex, line end

void refuse(const std::string& file, std::string what, std::string mend, Problems& problems) {
  problems.add(problem_at("P6", file, {}, std::move(what), {}, {std::move(mend)}));
}

}  // namespace

std::string SealedText::at(const std::string& name) const {
  const auto found = header.find(name);
  return found == header.end() ? std::string() : found->second;
}

std::optional<std::size_t> SealedText::number(const std::string& name, std::size_t most) const {
  const std::string text = at(name);
  if (text.empty() || text.size() > 12) return std::nullopt;
  std::size_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<std::size_t>(c - '0');
  }
  return value <= most ? std::optional(value) : std::nullopt;
}

std::string sealed_text(const std::string& kind,
                        const std::vector<std::pair<std::string, std::string>>& header,
                        const std::string& lines) {
  std::string text = fmt::format("{} {}", kind, version);
  for (const auto& [name, value] : header) text += fmt::format(" {}={}", name, value);
  text += '\n';
  text += lines;
  text += fmt::format("end {}\n", hex_of(sha256_bytes(text)));
  return text;
}

std::optional<SealedText> read_sealed_text(const std::string& kind, const std::string& file,
                                           std::string_view bytes, Problems& problems) {
  const std::string begin = fmt::format("{} {} ", kind, version);
  if (!bytes.starts_with(begin)) {
    if (bytes.starts_with(kind + " ")) {
      refuse(file, "this file is of another version of Outturn", "Make it again with the version used here.",
             problems);
    } else {
      refuse(file, fmt::format("this is no file of the kind \"{}\"", kind),
             "Give the file as it was written, and look whether it was cut short or is empty.", problems);
    }
    return std::nullopt;
  }
  const std::string_view end = bytes.size() < last_line ? bytes : bytes.substr(bytes.size() - last_line);
  const std::string_view body = bytes.substr(0, bytes.size() - end.size());
  SealedText text;
  text.sha256 = hex_of(sha256_bytes(body));
  if (body.empty() || body.back() != '\n' || end != fmt::format("end {}\n", text.sha256)) {
    refuse(file, "this file is not whole: it was cut short or changed on its way",
           "Have it sent again; its last line must be the digest of all before it.", problems);
    return std::nullopt;
  }
  bool first = true;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t line_end = body.find('\n', at);
    const std::string_view line = body.substr(at, line_end - at);
    at = line_end + 1;
    if (!first) {
      text.lines.push_back(line);
      continue;
    }
    first = false;
    for (const std::string_view part : parts_of(line.substr(begin.size()))) {
      const std::size_t equals = std::min(part.find('='), part.size());
      text.header.emplace(part.substr(0, equals), part.substr(std::min(equals + 1, part.size())));
    }
  }
  return text;
}

bool good_member_name(std::string_view name) {
  return !name.empty() && name.size() <= 60 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

std::vector<std::string_view> parts_of(std::string_view line) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t blank = line.find(' ');
    parts.push_back(line.substr(0, blank));
    if (blank == std::string_view::npos) return parts;
    line.remove_prefix(blank + 1);
  }
}

}  // namespace outturn::sealed
