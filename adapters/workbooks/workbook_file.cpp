#include "adapters/workbooks/workbook_file.h"

#include <algorithm>
#include <orcus/sax_parser.hpp>
#include <orcus/zip_archive.hpp>
#include <orcus/zip_archive_stream.hpp>
#include <stdexcept>

#include "adapters/workbooks/packed_size.h"
#include "adapters/workbooks/sheet_reader.h"

namespace outturn::workbooks {
namespace {

using returned::BookCells;

/// Gathers the attributes of an element before it is told, and its words after.
template <class Reader>
class Elements : public orcus::sax_handler {
 public:
  explicit Elements(Reader& reader) : reader_(reader) {}
  void attribute(const orcus::sax::parser_attribute& one) { attributes_.emplace_back(one.name, one.value); }
  void start_element(const orcus::sax::parser_element& one) {
    reader_.begins(one.name, attributes_);
    attributes_.clear();
  }
  void end_element(const orcus::sax::parser_element& one) { reader_.ends(one.name); }
  void characters(std::string_view words, bool /*transient*/) { reader_.words(words); }
  void end_declaration(std::string_view /*name*/) { attributes_.clear(); }

 private:
  Reader& reader_;
  Attributes attributes_;
};

template <class Reader>
void parse(const std::vector<unsigned char>& bytes, Reader& reader) {
  if (bytes.empty()) return;
  Elements<Reader> elements(reader);
  orcus::sax_parser<Elements<Reader>> parser(reinterpret_cast<const char*>(bytes.data()), bytes.size(),
                                             elements);
  parser.parse();
}

class Archive {
 public:
  explicit Archive(std::string_view bytes)
      : stream_(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()), archive_(&stream_) {
    archive_.load();
  }
  [[nodiscard]] std::vector<unsigned char> entry(std::string_view name) const {
    std::vector<unsigned char> out;
    if (!has(name) || !archive_.read_file_entry(name, out)) out.clear();
    return out;
  }
  [[nodiscard]] bool has(std::string_view name) const {
    for (std::size_t i = 0; i < archive_.get_file_entry_count(); ++i) {
      if (archive_.get_file_entry_name(i) == name) return true;
    }
    return false;
  }

 private:
  orcus::zip_archive_stream_blob stream_;
  orcus::zip_archive archive_;
};

void read_sheets(const Archive& archive, BookCells& book, returned::Texts& texts) {
  Directory directory;
  parse(archive.entry("xl/workbook.xml"), directory);
  parse(archive.entry("xl/_rels/workbook.xml.rels"), directory);
  book.names = std::move(directory.names);
  OwnProperties properties;
  parse(archive.entry("docProps/custom.xml"), properties);
  book.properties = std::move(properties.all);
  SharedStrings strings(texts);
  parse(archive.entry("xl/sharedStrings.xml"), strings);
  for (const auto& [name, relation] : directory.sheets) {
    returned::SheetCells& sheet = book.sheets.emplace_back();
    sheet.name = name;
    const std::string& target = directory.targets[relation];
    SheetReader cells(sheet, texts, strings.ids);
    const auto part = archive.entry(target.starts_with("/") ? target.substr(1) : "xl/" + target);
    if (part.empty()) throw std::runtime_error("the sheet \"" + name + "\" is not in it");
    parse(part, cells);
    const auto before = [](const returned::CellContent& a, const returned::CellContent& b) {
      return a.row != b.row ? a.row < b.row : a.column < b.column;
    };
    if (!std::is_sorted(sheet.cells.begin(), sheet.cells.end(), before))
      std::stable_sort(sheet.cells.begin(), sheet.cells.end(), before);
  }
}

Problem no_workbook(const std::string& name, const std::string& why, const std::string& mend) {
  return problem_at("W10", name, {}, "this is no workbook as spreadsheet programs save them (.xlsx)", {why},
                    {mend});
}

constexpr const char* save_as =
    "Open it in the spreadsheet program and save it as an Excel workbook (.xlsx).";

/// Told before anything is unpacked.
bool refused(const std::string& name, std::string_view bytes, std::uint64_t most_bytes, Problems& problems) {
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
    problems.add(problem_at("W11", name, {},
                            "this workbook is locked with a password, or of the old kind (.xls)",
                            {"Its cells can't be read without the password."},
                            {"Save it without a password, as an Excel workbook (.xlsx)."}));
    return true;
  }
  if (!bytes.starts_with("PK")) {
    problems.add(no_workbook(name, bytes.empty() ? "It is empty." : "It does not begin as such a file does.",
                             "Give the workbook itself; a CSV or PDF made from it has lost the formulas."));
    return true;
  }
  const auto size = unpacked_size(bytes);
  if (!size) {
    problems.add(no_workbook(name, "It breaks off before its end.", "Ask for the file again."));
    return true;
  }
  if (*size <= most_bytes) return false;
  problems.add(problem_at("W12", name, {}, "this workbook would unpack to more than can be read",
                          {"Its parts are " + std::to_string(*size >> 20) + " MiB unpacked; at most " +
                           std::to_string(most_bytes >> 20) + " MiB are read."},
                          {"Look where the file comes from: a workbook of this program is smaller."}));
  return true;
}

}  // namespace

BookCells read_workbook(const std::string& name, std::string_view bytes, returned::Texts& texts,
                        Problems& problems, std::uint64_t most_bytes) {
  if (refused(name, bytes, most_bytes, problems)) return {};
  try {
    const Archive archive(bytes);
    if (!archive.has("xl/workbook.xml")) {
      const bool open = archive.has("content.xml");
      problems.add(no_workbook(name,
                               open                             ? "It is an OpenDocument file."
                               : archive.has("xl/workbook.bin") ? "It is a binary workbook (.xlsb)."
                                                                : "It is a zip archive of something else.",
                               save_as));
      return {};
    }
    BookCells book;
    read_sheets(archive, book, texts);
    return book;
  } catch (const std::exception& fault) {
    problems.add(problem_at("W13", name, {}, "this workbook is spoilt",
                            {"Reading stopped: " + std::string(fault.what())},
                            {"Open it in a spreadsheet program, save it again and recheck that."}));
  }
  return {};
}

}  // namespace outturn::workbooks
