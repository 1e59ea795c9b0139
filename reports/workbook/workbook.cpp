#include "reports/workbook/workbook.h"

#include <algorithm>

#include "reports/workbook/approaches_sheet.h"
#include "reports/workbook/book.h"
#include "reports/workbook/comparison_plan.h"
#include "reports/workbook/savings_sheet.h"
#include "reports/workbook/simulation_sheet.h"

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

struct ComparisonSheetIds {
  SheetId baseline = 0;
  SheetId people = 0;
  SheetId balance = 0;
  SheetId effect = 0;
};

/// All sheets in their order, before any is filled.
struct SheetIds {
  SheetId cover = 0;
  SheetId contents = 0;
  SheetId linkage = 0;
  std::vector<ComparisonSheetIds> comparisons;
  std::vector<SheetId> savings;
  std::vector<std::optional<SheetId>> simulations;  ///< of each savings case
  std::vector<SheetId> approaches;
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
  for (std::size_t i = 0; i < book.record().comparisons.size(); ++i) {
    const calc::ComparisonRecord& one = book.record().comparisons[i];
    const ComparisonNames names = comparison_names(book.record().comparisons, i);
    ComparisonSheetIds own;
    if (!one.published.empty())
      own.baseline =
          add(names.baseline, "Published figures that " + one.name + " rests on", one.published.size());
    if (shows_people(one)) {
      own.people = add(names.people, "Who is compared with whom, for " + one.name, one.people->ids.size());
      own.balance = add(names.balance, "How alike the two groups are", one.balance.size());
    }
    own.effect = add(names.effect, "What " + one.name + " shows, and what may be said", one.effects.size());
    ids.comparisons.push_back(own);
  }
  for (std::size_t i = 0; i < book.record().savings.size(); ++i) {
    const calc::SavingsRecord& one = book.record().savings[i];
    ids.savings.push_back(
        add(savings_sheet_name(i), "What is saved, whose budget and when", one.agencies.size()));
    ids.simulations.emplace_back();
    if (one.simulation)
      ids.simulations.back() = add(simulation_sheet_name(i), "What the savings come to over many draws",
                                   one.simulation->outcomes.size());
  }
  for (std::size_t i = 0; i < book.record().approaches.size(); ++i)
    ids.approaches.push_back(add(approaches_sheet_name(i),
                                 "What each approach costs and brings, side by side",
                                 book.record().approaches[i].approaches.size()));
  ids.checks = add("Checks", "Everything that must hold, line by line", 0);
  ids.audit = add("Audit", "Files, clauses and every distinct formula in words", 0);
  if (!book.record().rejects.empty())
    ids.rejects = add("Rejects", "Rows of the evidence that were not used", book.record().rejects.size());
  ids.notes = add("Notes", "Method, limits, what a change does", 0);
  return ids;
}

void comparison_sheets(Book& book, const ComparisonSheetIds& ids, std::size_t index,
                       const std::optional<ComparisonPlan>& plan) {
  const calc::ComparisonRecord& record = book.record().comparisons[index];
  const ComparisonNames names = comparison_names(book.record().comparisons, index);
  if (!record.published.empty()) baseline_sheet(book, ids.baseline, record, names);
  if (plan) {
    comparison_sheet(book, ids.people, record, *plan);
    balance_sheet(book, ids.balance, record, *plan);
  }
  effect_sheet(book, ids.effect, record, plan ? &*plan : nullptr, names);
}

void fill_sheets(Book& book, const SheetIds& ids) {
  const ComparisonPlans plans = comparison_plans(book.record().comparisons);
  std::vector<CheckLine> checks = check_lines(book);
  for (CheckLine& line : comparison_checks(book.record().comparisons, plans))
    checks.push_back(std::move(line));
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
  for (std::size_t i = 0; i < ids.savings.size(); ++i) {
    savings_sheet(book, ids.savings[i], i);
    if (ids.simulations[i]) simulation_sheet(book, *ids.simulations[i], i);
  }
  for (std::size_t i = 0; i < ids.approaches.size(); ++i) approaches_sheet(book, ids.approaches[i], i);
  for (std::size_t i = 0; i < ids.comparisons.size(); ++i)
    comparison_sheets(book, ids.comparisons[i], i, plans[i]);
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
