#include "adapters/workbooks/workbook_file.h"

#include <algorithm>
#include <stdexcept>

#include "adapters/workbooks/ods_reader.h"
#include "adapters/workbooks/package_parts.h"
#include "adapters/workbooks/packed_size.h"
#include "adapters/workbooks/sheet_reader.h"

namespace outturn::workbooks {
namespace {

using returned::BookCells;

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

/// What may be read, as a message says it.
struct Wanted {
  const char* what;
  const char* save_as;
  const char* spoilt;
};
constexpr Wanted excel_book = {"this is no workbook as spreadsheet programs save them (.xlsx)",
                               "Open it in the spreadsheet program and save it as an Excel workbook (.xlsx).",
                               "Open it in a spreadsheet program, save it again and recheck that."};
constexpr Wanted any_book = {"this is no workbook as spreadsheet programs save them (.xlsx, .ods)",
                             "Open it in the spreadsheet program and save it as .xlsx or .ods.",
                             "Open it in a spreadsheet program, save it again and read that."};

Problem no_workbook(const std::string& name, const Wanted& wanted, const std::string& why,
                    const std::string& mend) {
  return problem_at("W10", name, {}, wanted.what, {why}, {mend});
}

Problem locked(const std::string& name) {
  return problem_at("W11", name, {}, "this workbook is locked with a password, or of the old kind (.xls)",
                    {"Its cells can't be read without the password."},
                    {"Save it without a password, as an Excel workbook (.xlsx)."});
}

/// Told before anything is unpacked.
bool refused(const std::string& name, const Wanted& wanted, std::string_view bytes, std::uint64_t most_bytes,
             Problems& problems) {
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
    problems.add(locked(name));
    return true;
  }
  if (!bytes.starts_with("PK")) {
    problems.add(no_workbook(name, wanted,
                             bytes.empty() ? "It is empty." : "It does not begin as such a file does.",
                             "Give the workbook itself; a CSV or PDF made from it has lost the formulas."));
    return true;
  }
  const auto size = unpacked_size(bytes);
  if (!size) {
    problems.add(no_workbook(name, wanted, "It breaks off before its end.", "Ask for the file again."));
    return true;
  }
  if (*size <= most_bytes) return false;
  problems.add(problem_at("W12", name, {}, "this workbook would unpack to more than can be read",
                          {"Its parts are " + std::to_string(*size >> 20) + " MiB unpacked; at most " +
                           std::to_string(most_bytes >> 20) + " MiB are read."},
                          {"Look where the file comes from: a workbook of this program is smaller."}));
  return true;
}

Problem other_archive(const std::string& name, const Wanted& wanted, const Archive& archive) {
  return no_workbook(name, wanted,
                     archive.has("content.xml")       ? "It is an OpenDocument file."
                     : archive.has("xl/workbook.bin") ? "It is a binary workbook (.xlsb)."
                                                      : "It is a zip archive of something else.",
                     wanted.save_as);
}

/// With a password LibreOffice makes content.xml unreadable, or packs all parts into one.
bool has_password(const Archive& archive) {
  if (archive.has("encrypted-package")) return true;
  const auto manifest = archive.entry("META-INF/manifest.xml");
  constexpr std::string_view mark = "encryption-data";
  return std::search(manifest.begin(), manifest.end(), mark.begin(), mark.end()) != manifest.end();
}

BookCells read_open_document(const std::string& name, const Archive& archive, returned::Texts& texts,
                             Problems& problems, std::uint64_t most_bytes) {
  if (has_password(archive)) {
    problems.add(locked(name));
    return {};
  }
  BookCells book;
  OdsReader reader(book, texts, most_bytes / sizeof(returned::CellContent));
  parse(archive.entry("content.xml"), reader);
  if (!reader.is_spreadsheet()) {
    problems.add(
        no_workbook(name, any_book, "It is an OpenDocument file without a spreadsheet.", any_book.save_as));
    return {};
  }
  if (!reader.too_many() && !reader.whole()) throw std::runtime_error("its sheets break off");
  if (!reader.too_many()) return book;
  problems.add(problem_at("W12", name, {}, "this workbook would unpack to more than can be read",
                          {"Its repeated cells are more, or lie further out, than a spreadsheet holds."},
                          {"Look where the file comes from, or save its figures alone."}));
  return {};
}

BookCells read_excel(const Archive& archive, returned::Texts& texts) {
  BookCells book;
  read_sheets(archive, book, texts);
  return book;
}

/// `read` is given the archive once it can be opened.
template <class Read>
BookCells read_archive(const std::string& name, const Wanted& wanted, std::string_view bytes,
                       Problems& problems, std::uint64_t most_bytes, const Read& read) {
  if (refused(name, wanted, bytes, most_bytes, problems)) return {};
  try {
    return read(Archive(bytes));
  } catch (const std::exception& fault) {
    problems.add(problem_at("W13", name, {}, "this workbook is spoilt",
                            {"Reading stopped: " + std::string(fault.what())}, {wanted.spoilt}));
  }
  return {};
}

}  // namespace

BookCells read_workbook(const std::string& name, std::string_view bytes, returned::Texts& texts,
                        Problems& problems, std::uint64_t most_bytes) {
  return read_archive(name, excel_book, bytes, problems, most_bytes, [&](const Archive& archive) {
    if (archive.has("xl/workbook.xml")) return read_excel(archive, texts);
    problems.add(other_archive(name, excel_book, archive));
    return BookCells{};
  });
}

BookCells read_spreadsheet(const std::string& name, std::string_view bytes, returned::Texts& texts,
                           Problems& problems, std::uint64_t most_bytes) {
  return read_archive(name, any_book, bytes, problems, most_bytes, [&](const Archive& archive) {
    if (archive.has("xl/workbook.xml")) return read_excel(archive, texts);
    if (archive.has("content.xml") || archive.has("encrypted-package"))
      return read_open_document(name, archive, texts, problems, most_bytes);
    problems.add(other_archive(name, any_book, archive));
    return BookCells{};
  });
}

}  // namespace outturn::workbooks
