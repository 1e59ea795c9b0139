#include "adapters/opendata/read_published.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "adapters/opendata/declared.h"
#include "adapters/opendata/known_formats.h"
#include "adapters/opendata/reading.h"
#include "adapters/tables/characters.h"

namespace outturn::opendata {
namespace {

using comparison::Published;
using comparison::PublishedSource;

constexpr int lines_before_header = 40;

/// Where the header is, and which reader knows it.
struct Found {
  const PublishedText* text = nullptr;
  const KnownFormat* format = nullptr;
  Columns columns;
  std::uint32_t header_line = 0;
  char delimiter = ',';
};

/// The first row, in the first text, of which `is_header` is true, whatever stands between its cells. With
/// `joined` each row's names are those of two: the row above and its own.
template <class IsHeader>
std::optional<Found> find_header(const std::deque<PublishedText>& texts, const IsHeader& is_header,
                                 bool joined = false) {
  for (const PublishedText& text : texts) {
    for (const char delimiter : {',', ';', '\t'}) {
      PublishedRows rows(text.text, delimiter);
      PublishedRow row;
      Columns above;
      for (int n = 0; n < lines_before_header && rows.next(row); ++n) {
        Found found{&text, nullptr, Columns(row), row.line, delimiter};
        if (joined) found.columns.put_below(std::exchange(above, found.columns));
        if (is_header(found)) return found;
      }
    }
  }
  return std::nullopt;
}

const KnownFormat* format_named(const std::string& name, const PublishedFile& file, Problems& problems) {
  std::vector<std::string> names;
  for (const KnownFormat& format : known_formats()) {
    if (format.name == name) return &format;
    names.emplace_back(format.name);
  }
  const std::string near = nearest_name(name, names);
  problems.add(problem_at("O1", file.name, {}, fmt::format("\"{}\" is no format known here", name),
                          {fmt::format("Known are {}.", fmt::join(names, ", "))},
                          {near.empty() ? "Name one of them, or give a declaration."
                                        : fmt::format("Did you mean \"{}\"?", near)}));
  return nullptr;
}

Problem no_header(const PublishedFile& file, const std::deque<PublishedText>& texts,
                  const KnownFormat* asked) {
  std::string first;
  PublishedRow row;
  PublishedRows rows(texts[0].text, ',');
  while (rows.next(row) && row.blank()) {
  }
  for (std::size_t i = 0; i < std::min<std::size_t>(row.cells.size(), 8); ++i)
    first += (i == 0 ? "" : ", ") + tables::shown(row.cells[i]);
  std::vector<std::string> why = {fmt::format("Its first row is {}.", first)};
  if (asked == nullptr) {
    std::string names;
    for (const KnownFormat& format : known_formats())
      names += fmt::format("{}{}", names.empty() ? "" : ", ", format.name);
    why.push_back(fmt::format("Formats are known by their columns: {}.", names));
  }
  return problem_at("O1", file.name, {row.line, 1, 0},
                    asked == nullptr ? "the columns of this file are not those of a known format"
                                     : fmt::format("the columns are not those of {}", asked->title),
                    why,
                    {"Give a declaration that says which column is the area, the period and the value."});
}

std::optional<Found> find_known(const PublishedFile& file, const PublishedOptions& options,
                                const std::deque<PublishedText>& texts, Problems& problems) {
  const KnownFormat* asked = nullptr;
  if (!options.format.empty()) {
    asked = format_named(options.format, file, problems);
    if (asked == nullptr) return std::nullopt;
  }
  auto found = find_header(texts, [&](Found& one) {
    for (const KnownFormat& format : known_formats()) {
      if (asked != nullptr && &format != asked) continue;
      if (!format.is_header(one.columns, asked != nullptr ? "" : file.name)) continue;
      one.format = &format;
      return true;
    }
    return false;
  });
  if (!found) problems.add(no_header(file, texts, asked));
  return found;
}

std::optional<Found> find_declared(const PublishedFile& file, const Declaration& declaration,
                                   const std::deque<PublishedText>& texts, Problems& problems) {
  const std::vector<std::string> wanted = declaration.columns();
  std::size_t most = 0;
  Columns nearest;
  std::uint32_t nearest_line = 1;
  auto found = find_header(
      texts,
      [&](const Found& one) {
        if (declaration.header_row != 0 && one.header_line != declaration.header_row) return false;
        const auto here = static_cast<std::size_t>(
            std::count_if(wanted.begin(), wanted.end(),
                          [&](const std::string& name) { return one.columns.find(name) >= 0; }));
        if (here >= most) {
          if (here > most || nearest.size() == 0) {
            nearest = one.columns;
            nearest_line = one.header_line;
          }
          most = here;
        }
        return here == wanted.size();
      },
      declaration.header_above);
  if (found) return found;
  for (const std::string& name : wanted) {
    if (nearest.find(name) >= 0) continue;
    const std::string near = nearest_name(name, nearest.all_written());
    problems.add(problem_at("O2", file.name, {nearest_line, 1, 0},
                            fmt::format("no row has all declared columns; here \"{}\" is missing", name),
                            {fmt::format("This row has {} of {}.", most, wanted.size())},
                            {near.empty() ? "Check the declaration against the file."
                                          : fmt::format("Did you mean \"{}\"?", near)}));
  }
  return std::nullopt;
}

PublishedSource source_of(const PublishedFile& file, const PublishedOptions& o, const Found& found) {
  PublishedSource out;
  out.file = file.name;
  out.format = found.format == nullptr ? "declared" : std::string(found.format->name);
  out.reader = out.format + " 1";
  out.sha256 = file.sha256;
  out.bytes = file.bytes.size();
  out.encoding = found.text->encoding;
  out.columns = static_cast<std::uint32_t>(found.columns.size());
  const auto first = [](const std::string& given, std::string_view known) {
    return given.empty() ? std::string(known) : given;
  };
  out.publisher = first(o.publisher, found.format == nullptr ? "" : found.format->publisher);
  out.licence = first(o.licence, found.format == nullptr ? "" : found.format->licence);
  out.title = first(o.title, found.format == nullptr ? "" : found.format->title);
  out.url = o.url;
  out.retrieved = o.retrieved;
  out.release = o.release;
  return out;
}

void add_declared(const Declaration& d, PublishedSource& source) {
  const auto fill = [](std::string& at, const std::string& said) {
    if (at.empty()) at = said;
  };
  fill(source.publisher, d.publisher);
  fill(source.title, d.title);
  fill(source.url, d.url);
  fill(source.licence, d.licence);
  fill(source.retrieved, d.retrieved);
  fill(source.release, d.release);
}

/// Reads what stands below the header found.
Published read_rows(const PublishedFile& file, const PublishedOptions& options, const Found& found,
                    const std::optional<Declaration>& declaration, Problems& problems) {
  Published table;
  table.source = source_of(file, options, found);
  if (declaration) add_declared(*declaration, table.source);
  Told told(file.name);
  Intake intake(table, told);
  PublishedRows rows(found.text->text, found.delimiter);
  PublishedRow row;
  do {
  } while (rows.next(row) && row.line < found.header_line);
  const Reading reading{file,          options,     table, intake,           told,
                        found.columns, *found.text, rows,  found.header_line};
  if (declaration) {
    read_declared(reading, *declaration);
  } else {
    found.format->read(reading);
  }
  if (table.rows() == 0 && !told.any_errors())
    told.once(Severity::error, "O4", found.header_line,
              {"no figures stand below the header", {}, {"Fetch the file again, or look at it first."}});
  intake.finish();
  told.tell(problems);
  return table;
}

}  // namespace

std::vector<FormatName> formats() {
  std::vector<FormatName> out;
  for (const KnownFormat& format : known_formats()) out.push_back({format.name, format.title});
  return out;
}

std::optional<Published> read_published(const PublishedFile& file, const PublishedOptions& options,
                                        Problems& problems) {
  std::optional<Declaration> declaration;
  if (!options.declaration.empty()) {
    declaration = read_declaration(SourceFile(options.declaration_file, options.declaration), problems);
    if (!declaration) return std::nullopt;
  }
  const std::string sheet = declaration && !declaration->sheet.empty() ? declaration->sheet : options.sheet;
  const std::deque<PublishedText> texts = texts_of(file.name, file.bytes, sheet, problems);
  if (texts.empty()) return std::nullopt;
  const auto found = declaration ? find_declared(file, *declaration, texts, problems)
                                 : find_known(file, options, texts, problems);
  if (!found) return std::nullopt;
  return read_rows(file, options, *found, declaration, problems);
}

}  // namespace outturn::opendata
