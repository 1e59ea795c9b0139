#include "reports/workbook/workbook.h"

#include <algorithm>

#include "reports/workbook/book.h"

namespace outturn::workbook {
namespace {

Properties properties_of(const calc::Record& record) {
  Properties out;
  out.title = made_safe(record.title);
  out.subject = "Payment workbook, run " + record.run_id;
  out.created = record.cut_off;
  out.custom = {{"Run", record.run_id}, {"Engine version", record.engine_version}};
  for (const calc::FileRecord& file : record.files) {
    if (file.input == "contract") out.custom.emplace_back("Contract SHA-256", file.sha256);
  }
  return out;
}

bool needs_bounded_memory(const calc::Graph& graph, std::size_t from) {
  return std::any_of(graph.frames().begin(), graph.frames().end(),
                     [&](const calc::Frame& frame) { return frame.rows >= from; });
}

std::string purpose_of(const calc::Graph& graph, const SheetPlan& sheet) {
  switch (sheet.kind) {
    case SheetKind::inputs:
      return "The contract's terms and figures given as single values";
    case SheetKind::assumptions:
      return "What the contract's text leaves open, and what was taken";
    case SheetKind::working:
      return "Single values that later sheets need";
    case SheetKind::payments:
      return "What is due";
    default:
      break;
  }
  const calc::Frame& frame = graph.frame(sheet.frame);
  const std::string words = frame.meaning.empty() ? "One row per " + frame.name : frame.meaning;
  return sheet.stage == 1 ? words : words + ", continued";
}

/// All sheets in their order, before any is filled.
struct SheetIds {
  SheetId cover = 0;
  SheetId contents = 0;
  SheetId linkage = 0;
  SheetId checks = 0;
  SheetId audit = 0;
  SheetId rejects = 0;
  SheetId notes = 0;
};

SheetIds add_sheets(Book& book) {
  SheetIds ids;
  const auto add = [&](const std::string& name, const std::string& purpose, std::size_t rows) {
    const SheetId id = book.writer.add_sheet(name);
    book.sheets.push_back({name, id, purpose, rows, 0});
    return id;
  };
  ids.cover = add("Cover", "The answer, what it rests on, how to check it", 0);
  ids.contents = add("Contents", "This list, and how to read the cells", 0);
  for (const SheetPlan& sheet : book.layout.sheets) {
    book.ids.emplace_back();
    for (const Part& part : sheet.parts)
      book.ids.back().push_back(add(part.name, purpose_of(book.graph(), sheet), part.rows));
  }
  if (book.record().linkage)
    ids.linkage = add("Linkage", "How the members' records were linked, and what its mistakes do",
                      book.record().linkage->datasets.size());
  ids.checks = add("Checks", "Everything that must hold, line by line", 0);
  ids.audit = add("Audit", "Files, clauses and every distinct formula in words", 0);
  if (!book.record().rejects.empty())
    ids.rejects = add("Rejects", "Rows of the evidence that were not used", book.record().rejects.size());
  ids.notes = add("Notes", "Method, limits, what a change does", 0);
  return ids;
}

void fill_sheets(Book& book, const SheetIds& ids) {
  const std::vector<CheckLine> checks = check_lines(book);
  const bool all_good =
      std::all_of(checks.begin(), checks.end(), [](const CheckLine& line) { return line.good(); });
  cover_sheet(book, ids.cover, all_good);
  for (std::uint32_t sheet = 0; sheet < book.layout.sheets.size(); ++sheet) {
    const SheetPlan& plan = book.layout.sheets[sheet];
    if (plan.is_list()) {
      list_sheet(book, sheet);
    } else {
      for (std::size_t part = 0; part < plan.parts.size(); ++part) rows_sheet(book, sheet, part);
    }
  }
  if (book.record().linkage) linkage_sheet(book, ids.linkage);
  checks_sheet(book, ids.checks, checks);
  audit_sheet(book, ids.audit);
  if (!book.record().rejects.empty()) rejects_sheet(book, ids.rejects);
  notes_sheet(book, ids.notes);
  contents_sheet(book, ids.contents);
}

Written written(const Book& book) {
  Written out;
  out.sheets = book.sheets.size();
  out.distinct_formulas = book.formulas.size();
  for (const SheetLine& line : book.sheets) {
    out.formula_cells += book.writer.counts(line.id).formulas;
    out.input_cells += book.writer.counts(line.id).inputs;
  }
  return out;
}

}  // namespace

namespace {

/// What no sheet can show: told before anything is written.
void check_limits(const calc::Record& record, Problems& problems) {
  constexpr std::size_t most_rejects = 1'000'000;
  if (record.rejects.size() <= most_rejects) return;
  Problem problem;
  problem.code = "W4";
  problem.what = counted(record.rejects.size()) + " rows were set aside, more than a sheet can list";
  problem.why.push_back(
      "The workbook lists every row that was not used, and a sheet ends at 1,048,576 rows.");
  problem.mend.push_back("Give an evidence file without the rows after the cut-off.");
  problems.add(std::move(problem));
}

}  // namespace

Written write_workbook(const calc::Run& run, const std::string& path, const Options& options,
                       Problems& problems) {
  Problems found;
  const Layout layout = plan_layout(run, options, found);
  check_limits(run.record, found);
  if (!found.has_errors()) {
    Writer writer(path, properties_of(run.record),
                  needs_bounded_memory(run.graph, options.bounded_memory_from));
    Book book{run, layout, writer, found, {}, {}, {}};
    fill_sheets(book, add_sheets(book));
    if (!found.has_errors()) {
      writer.close();
      return written(book);
    }
  }
  problems.append(found);
  return {};
}

}  // namespace outturn::workbook
