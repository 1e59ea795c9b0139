// What a page has in place of libraries that it goes without: the digest as libmd makes it, and a plain word
// where a table of values is a workbook.
#include <array>
#include <cstdint>

#include "adapters/digest/digest.h"
#include "adapters/workbooks/workbook_file.h"

extern "C" {
#include <sha2.h>
}

namespace outturn {

std::string sha256(std::string_view bytes) {
  SHA2_CTX context;
  SHA256Init(&context);
  SHA256Update(&context, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256Final(digest.data(), &context);
  static constexpr char hex[] = "0123456789abcdef";
  std::string out;
  for (const std::uint8_t one : digest) {
    out += hex[one >> 4];
    out += hex[one & 15];
  }
  return out;
}

namespace workbooks {

returned::BookCells read_spreadsheet(const std::string& name, std::string_view, returned::Texts&,
                                     Problems& problems, std::uint64_t) {
  problems.add(problem_at("W14", name, {}, "the page in a browser reads no workbooks", {},
                          {"Save the table as CSV, or use the program on your machine."}));
  return {};
}

}  // namespace workbooks
}  // namespace outturn
