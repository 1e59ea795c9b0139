#include "adapters/tables/encoding.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include <fmt/format.h>

#include "adapters/tables/characters.h"
#include "engine/base/source.h"

namespace outturn::tables {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr const char* save_as = "Open it in the spreadsheet and save it as \"CSV UTF-8 (comma delimited)\".";

bool starts_with(std::string_view bytes, std::string_view start) {
  return bytes.substr(0, start.size()) == start;
}

struct Signature {
  std::string_view bytes;
  const char* kind;
};

// The first bytes of files that get renamed to .csv (PRONOM's signatures).
const char* kind_by_signature(std::string_view bytes) {
  static constexpr Signature signatures[] = {
      {{"PK\x03\x04", 4}, "an Excel or OpenDocument workbook (or another zip file)"},
      {{"PK\x05\x06", 4}, "an empty zip file"},
      {{"\xD0\xCF\x11\xE0", 4}, "an old Excel workbook (.xls)"},
      {{"%PDF", 4}, "a PDF document"},
      {{"\x1F\x8B", 2}, "a compressed file (gzip)"},
      {{"SQLite format 3", 15}, "an SQLite database"},
      {{"{\\rtf", 5}, "a rich text document"}};
  for (const Signature& s : signatures) {
    if (starts_with(bytes, s.bytes)) return s.kind;
  }
  return nullptr;
}

const char* kind_by_markup(std::string_view bytes) {
  const std::size_t start = bytes.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || bytes[start] != '<') return nullptr;
  const std::string tag = small_letters(bytes.substr(start, 14));
  if (starts_with(tag, "<!doctype html") || starts_with(tag, "<html") || starts_with(tag, "<table")) {
    return "a web page (HTML), perhaps a log-in page saved in place of the download";
  }
  return starts_with(tag, "<?xml") ? "an XML file" : nullptr;
}

WrongFile empty_file() {
  return {Flaw::empty_file,
          {},
          {"the file is empty",
           {"A table needs at least its header: the line of column names."},
           {"Save the table again and look at the file before you give it."},
           {}}};
}

WrongFile other_kind(const char* kind) {
  return {Flaw::other_kind_of_file,
          {},
          {fmt::format("this isn't a CSV file but {}", kind),
           {"Its name says .csv, its first bytes say otherwise."},
           {"If it is a workbook, open it in the spreadsheet and save the sheet as \"CSV UTF-8 (comma "
            "delimited)\".",
            "Otherwise fetch the table again, as CSV."},
           {}}};
}

// UTF-16 and UTF-32 text is full of NUL bytes: every second byte of plain words and digits.
const char* wide_encoding(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (starts_with(bytes, "\xFF\xFE\0\0"sv) || starts_with(bytes, "\0\0\xFE\xFF"sv)) return "UTF-32";
  if (starts_with(bytes, "\xFF\xFE"sv) || starts_with(bytes, "\xFE\xFF"sv))
    return "UTF-16 (\"Unicode text\")";
  const std::string_view head = bytes.substr(0, 400);
  const auto nuls = static_cast<std::size_t>(std::count(head.begin(), head.end(), '\0'));
  if (nuls * 8 >= head.size() * 5) return "UTF-32";
  if (nuls * 3 >= head.size()) return "UTF-16 (\"Unicode text\")";
  return nullptr;
}

WrongFile wide(const char* encoding) {
  return {Flaw::utf16,
          {},
          {fmt::format("the file is saved as {}, not as UTF-8", encoding),
           {"Tables are read as UTF-8, so that every letter and sign means the same everywhere."},
           {save_as},
           {}}};
}

Place place_of(std::string_view bytes, std::size_t at, std::size_t length) {
  Place place;
  place.line = static_cast<std::uint32_t>(
      1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  const std::size_t line_end = bytes.substr(0, at).rfind('\n');
  place.line_start = bytes.data() + (line_end == std::string_view::npos ? 0 : line_end + 1);
  place.text = bytes.substr(at, length);
  return place;
}

WrongFile nul_byte(std::string_view bytes, std::size_t at) {
  return {Flaw::other_kind_of_file,
          place_of(bytes, at, 1),
          {"a byte of value 0, which no text has",
           {"The file is damaged, or not a text file at all."},
           {"Save or fetch the table again; if the byte comes back, mend the cell it is in."},
           {}}};
}

// Offset of the first byte that is not UTF-8, or npos. Plain ASCII is passed eight bytes at a time.
std::size_t first_not_utf8(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    std::uint64_t block = 0;
    while (at + 8 <= bytes.size()) {
      std::memcpy(&block, bytes.data() + at, 8);
      if ((block & 0x8080808080808080U) != 0) break;
      at += 8;
    }
    for (std::size_t end = std::min(at + 8, bytes.size()); at < end;) {
      const Character character = first_character(bytes.substr(at));
      if (!character.valid) return at;
      at += character.bytes;
    }
  }
  return std::string_view::npos;
}

// What Windows-1252 means by a byte from 0x80: Latin-1 but for 0x80-0x9F.
std::string windows_character(unsigned char byte) {
  static constexpr const char* high[32] = {"€", "",  "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š",
                                           "‹", "Œ", "",  "Ž", "",  "",  "‘", "’", "“", "”", "•",
                                           "–", "—", "˜", "™", "š", "›", "œ", "",  "ž", "Ÿ"};
  if (byte < 0xA0) return high[byte - 0x80];
  if (byte == 0xA0 || byte == 0xAD) return "";
  return {static_cast<char>(0xC0U | (byte >> 6U)), static_cast<char>(0x80U | (byte & 0x3FU))};
}

bool is_cut_off(std::string_view rest) {
  const auto lead = static_cast<unsigned char>(rest[0]);
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || rest.size() >= length) return false;
  return std::all_of(rest.begin() + 1, rest.end(),
                     [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; });
}

WrongFile not_utf8(std::string_view bytes, std::size_t at) {
  const auto byte = static_cast<unsigned char>(bytes[at]);
  const Place place = place_of(bytes, at, 1);
  // A lone lead byte at the end is a cut-off character only where the rest of the file is UTF-8 with
  // such characters, or the character has begun; one byte alone may as well be a Windows letter.
  if (is_cut_off(bytes.substr(at)) && bytes.size() - at > 1) {
    return {Flaw::not_utf8,
            place,
            {"the file ends in the middle of a character",
             {"It was cut off while being copied or fetched: rows may be missing."},
             {"Fetch or save the file again."},
             {}}};
  }
  const std::string meant = windows_character(byte);
  std::vector<std::string> why = {fmt::format("The byte {:02X} here is the first that is not UTF-8.", byte)};
  why.push_back(
      meant.empty()
          ? "The file was likely saved in an older Windows encoding."
          : fmt::format("In the older Windows encoding (Windows-1252) it is the character \"{}\".", meant));
  return {Flaw::not_utf8, place, {"the file isn't saved as UTF-8", why, {save_as}, {}}};
}

}  // namespace

std::string_view without_mark(std::string_view bytes) {
  if (starts_with(bytes, byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  return bytes;
}

std::string utf8_of_windows(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 16);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else if (byte == 0xA0 || byte == 0xAD) {
      out += {'\xC2', c};
    } else {
      const std::string character = windows_character(byte);
      out += character.empty() ? "\xEF\xBF\xBD" : character;
    }
  }
  return out;
}

std::optional<WrongFile> wrong_file(std::string_view bytes) {
  if (const char* encoding = bytes.size() > 1 ? wide_encoding(bytes) : nullptr) return wide(encoding);
  bytes = without_mark(bytes);
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) return empty_file();
  if (const char* kind = kind_by_signature(bytes)) return other_kind(kind);
  if (const char* kind = kind_by_markup(bytes)) return other_kind(kind);
  if (const std::size_t at = bytes.find('\0'); at != std::string_view::npos) return nul_byte(bytes, at);
  if (const std::size_t at = first_not_utf8(bytes); at != std::string_view::npos) return not_utf8(bytes, at);
  return std::nullopt;
}

}  // namespace outturn::tables
