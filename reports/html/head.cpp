// The head of a page: its title, its looks, and the policy that keeps everything else out.
#include <fmt/format.h>

#include "reports/html/html.h"

namespace outturn::html {
namespace {

constexpr std::string_view base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::uint32_t digit(char hexadecimal) {
  return static_cast<std::uint32_t>(hexadecimal <= '9' ? hexadecimal - '0' : hexadecimal - 'a' + 10);
}

/// A digest as content policies write it: three hexadecimal digits make two of base 64.
std::string source_of(const Inline& one) {
  std::string out = "'sha256-";
  const std::string_view hex = one.sha256;
  for (std::size_t at = 0; at < hex.size(); at += 3) {
    const auto next = [&](std::size_t i) { return i < hex.size() ? digit(hex[i]) : 0; };
    const std::uint32_t bits = next(at) << 8 | next(at + 1) << 4 | next(at + 2);
    out += base64[bits >> 6];
    if (at + 1 < hex.size()) out += base64[bits & 63];
  }
  return out.append(hex.size() % 6 == 4 ? "='" : hex.size() % 6 == 2 ? "=='" : "'");
}

std::string allowed(std::string_view what, const std::vector<Inline>& all) {
  if (all.empty()) return {};
  std::string out = fmt::format("; {}", what);
  for (const Inline& one : all) out += " " + source_of(one);
  return out;
}

}  // namespace

std::string head(const Head& head) {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\"/>\n<meta http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; base-uri 'none'; form-action 'none'{}{}\"/>\n<meta name=\"robots\" "
      "content=\"noindex\"/>\n<title>{}</title>\n",
      allowed("style-src", head.styles), allowed("script-src", head.scripts), words(head.title));
  for (const Inline& style : head.styles) out.append("<style>").append(style.text).append("</style>\n");
  return out + "</head>\n<body>\n";
}

std::string script(const Inline& script) {
  return std::string("<script>").append(script.text).append("</script>\n");
}

}  // namespace outturn::html
