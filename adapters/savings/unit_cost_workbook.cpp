// The Unit Cost Database's workbook; see read_unit_costs.h.
#include <algorithm>
#include <optional>

#include "adapters/opendata/figure_cells.h"
#include "adapters/savings/read_unit_costs.h"
#include "engine/base/letters.h"

namespace outturn::savings {
namespace {

using opendata::PublishedRow;
using opendata::PublishedRows;

// The same in every edition known or described; counted from 0.
constexpr int code_column = 2;
constexpr int fiscal_column = 7;

/// Where things stand in a theme's sheet; -1: nowhere.
struct Layout {
  int description = -1, unit = -1, agency = -1, economic = -1, social = -1;
  int source = -1, rag = -1, comment = -1;
};

Layout layout_of(const PublishedRow& header) {
  const auto begins = [&](std::string_view one, std::string_view other) {
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
      const std::string name = lower(header.cells[i]);
      if (name.starts_with(one) || (!other.empty() && name.starts_with(other))) return static_cast<int>(i);
    }
    return -1;
  };
  Layout out;
  out.description = begins("cost / saving detail", "description");
  out.unit = begins("unit", "");
  out.agency = begins("agency", "");
  out.economic = begins("economic", "");
  out.social = begins("social", "");
  out.source = begins("original source", "source");
  out.rag = begins("rag", "");
  out.comment = begins("comment", "");
  return out;
}

bool is_header(const PublishedRow& row) {
  const std::string code = lower(row.at(code_column));
  return code == "cost code" || code == "code";
}

std::string confidence_of(std::string_view rag) {
  if (rag == "G") return "high (source RAG green)";
  if (rag == "A") return "medium (source RAG amber)";
  return rag == "R" ? "low (source RAG red)" : "not told";
}

/// The sentences that warn of double counting.
std::string cautions_in(std::string_view comment) {
  std::string out;
  while (!comment.empty()) {
    const std::size_t end = comment.find(". ");
    const std::string_view sentence = comment.substr(0, end == std::string_view::npos ? end : end + 1);
    const std::string words = lower(sentence);
    if (words.find("double-count") != std::string::npos || words.find("double count") != std::string::npos)
      out += (out.empty() ? "" : " ") + std::string(opendata::trimmed(sentence));
    comment.remove_prefix(end == std::string_view::npos ? comment.size() : end + 1);
  }
  return out;
}

class Book {
 public:
  Book(const TableFile& file, Problems& problems) : file_(file), problems_(problems) {}

  void take_sheet(const opendata::PublishedText& sheet) {
    PublishedRows rows(sheet.text, ',');
    PublishedRow row;
    std::optional<Layout> layout;
    while (rows.next(row)) {
      if (layout) {
        take_row(sheet.sheet, *layout, row);
      } else if (is_header(row)) {
        layout = layout_of(row);
      } else {
        take_words(row);
      }
    }
  }

  void tell_relations() {
    for (UnitCost& one : table.rows) tell_place(one);
    for (const std::string& code : with_transfers_) mark_transfers(code);
  }

  UnitCostTable table;
  std::string version;
  std::string licence;

 private:
  /// Introductions: the edition in "(v.1.4)", the licence.
  void take_words(const PublishedRow& row) {
    for (const std::string_view cell : row.cells) {
      const std::size_t at = cell.find("(v");
      if (version.empty() && at != std::string_view::npos && cell.find("Unit Cost Database") == 0) {
        for (const char c : cell.substr(at + 2))
          if ((c >= '0' && c <= '9') || (c == '.' && !version.empty())) version += c;
      }
      if (licence.empty() && cell.find("licensed under") != std::string_view::npos) licence = cell;
    }
  }

  void take_row(const std::string& theme, const Layout& layout, const PublishedRow& row) {
    const std::string_view code = row.at(code_column);
    if (code.find_first_of("0123456789") == std::string_view::npos) {
      tell_uncoded(theme, layout, row);
      return;
    }
    UnitCost cost;
    cost.code = code;
    cost.theme = theme;
    cost.description = row.at(layout.description);
    cost.unit = row.at(layout.unit).empty() ? "not told" : std::string(row.at(layout.unit));
    cost.agency = row.at(layout.agency);
    if (layout.agency >= 0) cost.agency_part = row.at(layout.agency + 1);
    cost.source =
        row.at(layout.source).empty() ? "no original source told" : std::string(row.at(layout.source));
    cost.confidence = confidence_of(row.at(layout.rag));
    const std::string_view comment = row.at(layout.comment);
    cost.caution = cautions_in(comment);
    cost.line = row.line;
    cost.standing = file_.given ? Standing::given : Standing::verified;
    const std::string words = lower(comment);
    if (words.find("transfer payment") != std::string::npos) with_transfers_.emplace_back(code);
    if (words.find("stand alone cost") != std::string::npos) alone_.emplace_back(code);
    take_value(cost, CostKind::fiscal, fiscal_column, row);
    take_value(cost, CostKind::economic, layout.economic, row);
    take_value(cost, CostKind::social, layout.social, row);
  }

  /// A figure nobody can ask for by name is passed over, but not in silence.
  void tell_uncoded(const std::string& theme, const Layout& layout, const PublishedRow& row) {
    if (row.at(layout.description).empty() || !opendata::read_figure(row.at(fiscal_column), {}).figure)
      return;
    Problem told = problem_at("V13", file_.name, {row.line, 0, 0},
                              "sheet " + theme + ": a value of " + std::string(row.at(fiscal_column)) +
                                  " has no cost code, and is left out",
                              {"It is \"" + std::string(row.at(layout.description)) + "\"."},
                              {"If you need it, give it in a table of your own."});
    told.severity = Severity::warning;
    problems_.add(std::move(told));
  }

  void take_value(UnitCost cost, CostKind kind, int column, const PublishedRow& row) {
    const std::string text(row.at(column));
    if (text.empty()) return;
    const auto cell = opendata::read_figure(text, {});
    if (!cell.figure) {
      problems_.add(problem_at("V3", file_.name, {row.line, 0, 0},
                               "\"" + text + "\" is no value of " + cost.code + " (" + cost.theme + ")", {},
                               {"Look at the sheet."}));
      return;
    }
    const std::string year_text(row.at(column + 1));
    const auto year = price_year_from(year_text);
    if (!year) {
      problems_.add(problem_at(
          "V5", file_.name, {row.line, 0, 0},
          year_text.empty()
              ? cost.code + " (" + cost.theme + ") has no price year"
              : "\"" + year_text + "\" is no price year of " + cost.code + " (" + cost.theme + ")",
          {"The year is looked for in the column to the right of the value."}, {"Look at the sheet."}));
      return;
    }
    cost.kind = kind;
    cost.price = {comparison::exact(*cell.figure), *year, {}};
    table.rows.push_back(std::move(cost));
  }

  [[nodiscard]] bool there(const std::string& code) const { return !table.of_code(code).empty(); }

  /// CR8.0: headline. CR8.1: subsidiary of CR8.0. CR8.1.2: constituent of CR8.1.
  void tell_place(UnitCost& one) const {
    const std::size_t last = one.code.rfind('.');
    if (last == std::string::npos) return;
    const std::string before = one.code.substr(0, last);
    const bool three = before.find('.') != std::string::npos;
    if (three && std::find(alone_.begin(), alone_.end(), one.code) == alone_.end()) {
      one.level = CostLevel::constituent;
      if (there(before)) one.parent = before;
      return;
    }
    if (!three && one.code.substr(last) == ".0") return;
    one.level = CostLevel::subsidiary;
    const std::string headline = before.substr(0, before.find('.')) + ".0";
    if (there(headline)) one.parent = headline;
  }

  void mark_transfers(const std::string& code) {
    bool parts = false;
    for (UnitCost& one : table.rows) {
      if (one.parent != code || one.level != CostLevel::constituent || one.kind != CostKind::fiscal) continue;
      if (one.agency != "DWP" && one.agency.find("Treasury") == std::string::npos) continue;
      one.transfer = parts = true;
    }
    for (UnitCost& one : table.rows)
      if (!parts && one.code == code && one.kind == CostKind::fiscal) one.transfer = true;
  }

  const TableFile& file_;
  Problems& problems_;
  std::vector<std::string> with_transfers_;
  std::vector<std::string> alone_;
};

Edition edition_of(const Book& book, const TableFile& file, const Edition& told) {
  Edition out = told;
  const auto fill = [](std::string& at, const std::string& text) {
    if (at.empty()) at = text;
  };
  fill(out.title, "Unit Cost Database");
  fill(out.edition, book.version.empty() ? "as given" : "v" + book.version);
  fill(out.publisher, "New Economy / Greater Manchester Combined Authority");
  fill(out.licence, book.licence);
  fill(out.source, "its workbook");
  out.file = file.name;
  out.sha256 = file.sha256;
  out.given = file.given;
  return out;
}

}  // namespace

std::optional<UnitCostTable> read_unit_cost_workbook(const TableFile& file, const Edition& told,
                                                     Problems& problems) {
  const auto sheets = opendata::texts_of(file.name, file.bytes, "", problems);
  if (sheets.empty()) return std::nullopt;
  Problems own;
  Book book(file, own);
  for (const opendata::PublishedText& sheet : sheets) book.take_sheet(sheet);
  if (book.table.rows.empty() && !own.has_errors())
    own.add(
        problem_at("V7", file.name, {}, "no unit cost was found in this workbook",
                   {"A sheet of the Unit Cost Database has \"Cost code\" in column C, the fiscal value in "
                    "column H and its year in column I; this workbook has no such sheet."},
                   {"Give the Unit Cost Database's workbook, or a CSV with columns code, description, "
                    "unit, value, price_year."}));
  problems.append(own);
  if (own.has_errors()) return std::nullopt;
  book.tell_relations();
  book.table.edition = edition_of(book, file, told);
  return std::move(book.table);
}

}  // namespace outturn::savings
