#include "tests/support/stored_zip.h"

#include <cstdint>

namespace outturn::test {
namespace {

void put(std::string& out, std::uint64_t number, int width) {
  for (int i = 0; i < width; ++i, number >>= 8) out += static_cast<char>(number & 255);
}

std::uint32_t crc32(const std::string& bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

/// What the entry before the part and the entry of the directory share.
std::string about(const std::pair<std::string, std::string>& part) {
  std::string out;
  put(out, 20, 2);  // version
  put(out, 0, 8);   // flags, stored, time and date
  put(out, crc32(part.second), 4);
  put(out, part.second.size(), 4);
  put(out, part.second.size(), 4);
  put(out, part.first.size(), 2);
  put(out, 0, 2);  // extra field
  return out;
}

}  // namespace

std::string stored_zip(const std::vector<std::pair<std::string, std::string>>& parts) {
  std::string out;
  std::string directory;
  for (const auto& part : parts) {
    directory += std::string("PK\x01\x02") + std::string("\x14\0", 2) + about(part);
    put(directory, 0, 10);  // comment, disk, attributes
    put(directory, out.size(), 4);
    directory += part.first;
    out += "PK\x03\x04" + about(part) + part.first + part.second;
  }
  const std::size_t begin = out.size();
  out += directory + "PK\x05\x06";
  put(out, 0, 4);
  put(out, parts.size(), 2);
  put(out, parts.size(), 2);
  put(out, directory.size(), 4);
  put(out, begin, 4);
  put(out, 0, 2);
  return out;
}

std::string small_workbook(const std::string& rows,
                           const std::vector<std::pair<std::string, std::string>>& more) {
  std::vector<std::pair<std::string, std::string>> parts = {
      {"xl/workbook.xml",
       "<?xml version=\"1.0\"?><workbook xmlns=\"m\" xmlns:r=\"r\"><sheets><sheet name=\"Sheet\" "
       "sheetId=\"1\" "
       "r:id=\"rId1\"/></sheets><definedNames><definedName "
       "name=\"price\">Sheet!$B$5</definedName><definedName "
       "name=\"_xlnm.Print_Area\" localSheetId=\"0\">Sheet!$A$1</definedName></definedNames></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<?xml version=\"1.0\"?><Relationships xmlns=\"p\"><Relationship Id=\"rId1\" "
       "Target=\"worksheets/sheet1.xml\"/></Relationships>"},
      {"xl/worksheets/sheet1.xml",
       "<?xml version=\"1.0\"?><worksheet xmlns=\"m\"><sheetData>" + rows + "</sheetData></worksheet>"}};
  parts.insert(parts.end(), more.begin(), more.end());
  return stored_zip(parts);
}

}  // namespace outturn::test
