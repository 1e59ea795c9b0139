#include <algorithm>
#include <cstdio>
#include <set>

#include "adapters/command/claim/result_folder.h"
#include "adapters/command/claim/run_results.h"
#include "adapters/command/commands.h"
#include "engine/calc/check.h"
#include "reports/pack/savings_report.h"

namespace outturn::command {
namespace {

using calc::ColumnId;

/// Everything that the savings and approaches of a run show.
std::vector<ColumnId> shown_columns(const calc::Record& record) {
  std::vector<ColumnId> out;
  const auto add = [&](std::initializer_list<ColumnId> some) { out.insert(out.end(), some); };
  for (const calc::SavingsRecord& one : record.savings) {
    out.insert(out.end(), one.measures.begin(), one.measures.end());
    for (const auto& agency : one.agencies) add({agency.saved});
    add({one.cost, one.net, one.so_far});
    for (const auto& payer : one.payers)
      add({payer.discounted, payer.present, payer.savings_share, payer.ahead_after, payer.stays_ahead});
  }
  for (const calc::ApproachesRecord& one : record.approaches)
    for (const auto& group : one.groups) out.insert(out.end(), group.measures.begin(), group.measures.end());
  return out;
}

/// The input whose facts a column holds or follows from row by row; none: nullptr.
const TableShape* evidence_of(const calc::Graph& graph, ColumnId id, const std::vector<TableShape>& shapes) {
  const calc::Column& column = graph.column(id);
  const std::string& each = graph.frame(column.frame).name;
  for (const TableShape& shape : shapes) {
    if (!shape.each.empty() && shape.each == each) return &shape;
    const auto is_it = [&](const FactColumn& fact) { return fact.name == column.name; };
    if (shape.each.empty() && each.empty() && column.formula == calc::none &&
        std::any_of(shape.columns.begin(), shape.columns.end(), is_it))
      return &shape;
  }
  return nullptr;
}

/// Inputs without which what is shown is not known, by name.
std::set<std::string> needed_inputs(const calc::Run& run, const language::Contract& contract) {
  const std::vector<TableShape> shapes = compile::table_shapes(contract);
  std::vector<bool> seen(run.graph.columns().size(), false);
  std::vector<ColumnId> open = shown_columns(run.record);
  std::set<std::string> out;
  while (!open.empty()) {
    const ColumnId at = open.back();
    open.pop_back();
    if (at == calc::none || seen[at]) continue;
    seen[at] = true;
    if (const TableShape* const shape = evidence_of(run.graph, at, shapes)) out.insert(shape->name);
    if (run.graph.column(at).formula == calc::none) continue;
    for (const calc::Use& use : calc::uses(run.graph, run.graph.column(at).formula))
      open.push_back(use.column);
  }
  return out;
}

/// Without evidence the inputs have no rows, and what rests on none of them is as it would be.
LoadedEvidence no_evidence(const language::Contract& contract) {
  LoadedEvidence out;
  out.tables = empty_tables(contract);
  for (const Table& table : out.tables) out.files.push_back({table.file, table.shape.name, "", 0, 0, 0});
  return out;
}

void tell_needed(const calc::Run& run, const LoadedContract& loaded, Problems& problems) {
  for (const std::string& input : needed_inputs(run, loaded.contract))
    problems.add(problem_at("E109", loaded.source.name(), {},
                            "the savings rest on evidence: the input \"" + input + "\"", {},
                            {"Name the folder that holds " + input + ".csv after --evidence."}));
}

std::optional<calc::Run> worked_out(const SavingsOptions& options, const LoadedContract& loaded,
                                    LoadedEvidence& evidence, Problems& problems) {
  const bool none = options.run.evidence.empty();
  evidence = none && options.out.empty() ? no_evidence(loaded.contract)
                                         : load_evidence(loaded, options.run.evidence, problems);
  if (problems.has_errors()) return std::nullopt;
  RunOptions asked = options.run;
  asked.over_draws = !options.out.empty();
  auto run = calculate(loaded, evidence, asked, problems);
  if (run && none) tell_needed(*run, loaded, problems);
  return run;
}

bool has_savings(const language::Contract& contract) {
  return !contract.savings.empty() || !contract.approaches.empty();
}

void tell_none(const LoadedContract& loaded, Problems& problems) {
  problems.add(problem_at("E110", loaded.source.name(), {}, "this contract has no savings and no approaches",
                          {}, {"\"outturn manual savings\" tells how they are written."}));
}

}  // namespace

Exit show_savings(const SavingsOptions& options) {
  if (!options.out.empty()) {
    const std::string refusal = ResultFolder::refusal(options.out, options.replace);
    if (!refusal.empty()) {
      std::fprintf(stderr, "%s\n", refusal.c_str());
      return Exit::problems;
    }
  }
  Progress progress;
  Problems problems;
  const auto loaded = load_contract(options.contract, problems);
  std::optional<calc::Run> run;
  LoadedEvidence evidence;
  if (loaded && !problems.has_errors() && !has_savings(loaded->contract)) tell_none(*loaded, problems);
  if (loaded && !problems.has_errors()) run = worked_out(options, *loaded, evidence, problems);
  problems.sort();
  print_problems(problems, loaded ? &loaded->source : nullptr);
  if (problems.has_errors() || !run) return Exit::problems;
  if (!options.out.empty()) {
    const Exit end = write_results(options.out, options.run, *loaded, evidence, *run, progress);
    if (end != Exit::good) return end;
  }
  std::printf("%s", (options.json ? pack::savings_json(*run) : pack::savings_report(*run)).c_str());
  return Exit::good;
}

}  // namespace outturn::command
