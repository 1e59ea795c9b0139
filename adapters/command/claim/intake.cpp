#include "adapters/command/claim/intake.h"

#include <algorithm>

#include <fmt/format.h>

#include "adapters/command/claim/comparison_evidence.h"
#include "adapters/command/claim/parallel.h"
#include "adapters/command/claim/payment_draws.h"
#include "adapters/command/claim/value_tables.h"
#include "adapters/tables/csv.h"
#include "contracts/check/check.h"
#include "contracts/language/uses.h"
#include "contracts/whatif/otherwise.h"
#include "reports/pack/payment_facts.h"
#include "reports/pack/read_result.h"

namespace outturn::command {
namespace {

/// A contract in another encoding is told once, not sign by sign.
std::optional<Problem> encoding_problem(const std::string& name, const std::string& bytes) {
  const bool utf16 =
      bytes.size() >= 2 && (bytes.compare(0, 2, "\xFF\xFE") == 0 || bytes.compare(0, 2, "\xFE\xFF") == 0);
  if (utf16 || bytes.find('\0') != std::string::npos) {
    return problem_at(
        "L14", name, {}, "this file is not plain UTF-8 text",
        {utf16 ? "It is UTF-16, as some editors save \"Unicode\"." : "It holds bytes that no text has."},
        {"Save it as UTF-8."});
  }
  std::uint32_t line = 1;
  std::size_t line_start = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto c = static_cast<unsigned char>(bytes[at]);
    if (c == '\n') ++line, line_start = at + 1;
    const std::size_t length = c < 0x80 ? 1 : (c >> 5) == 6 ? 2 : (c >> 4) == 14 ? 3 : (c >> 3) == 30 ? 4 : 0;
    bool good = length != 0 && at + length <= bytes.size();
    for (std::size_t i = 1; good && i < length; ++i)
      good = (static_cast<unsigned char>(bytes[at + i]) >> 6) == 2;
    if (!good) {
      Problem p = problem_at("L15", name, {}, "this file is not UTF-8",
                             {"It looks like Windows-1252, where £ and accents are single bytes."},
                             {"Save it as UTF-8."});
      p.span = {line,
                static_cast<std::uint32_t>(
                    character_count(std::string_view(bytes).substr(line_start, at - line_start))) +
                    1,
                1};
      return p;
    }
    at += length;
  }
  return std::nullopt;
}

}  // namespace

std::optional<SourceFile> text_of(const std::string& name, std::string bytes, Problems& problems) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  if (auto problem = encoding_problem(name, bytes)) {
    problems.add(std::move(*problem));
    return std::nullopt;
  }
  return SourceFile(name, std::move(bytes));
}

std::optional<SourceFile> load_text(const fs::path& path, Problems& problems) {
  auto bytes = read_file(path);
  const std::string name = path.filename().string();
  if (!bytes) {
    problems.add(problem_at("E106", name, {}, "this file can't be read", {}, {"Look at its permissions."}));
    return std::nullopt;
  }
  return text_of(name, std::move(*bytes), problems);
}

namespace {

std::optional<std::string> contract_bytes(const fs::path& path, Problems& problems) {
  auto bytes = read_file(path);
  if (bytes) return bytes;
  std::error_code failed;
  const bool folder = fs::is_directory(path, failed);
  problems.add(problem_at(
      "E101", path.string(), {},
      folder ? "this is a folder, and a contract file is wanted" : "there is no such contract file", {},
      {folder ? "Name the .contract file in it." : "Look at the spelling of the path."}));
  return std::nullopt;
}

}  // namespace

std::optional<SourceFile> load_contract_text(const fs::path& path, Problems& problems) {
  auto bytes = contract_bytes(path, problems);
  if (!bytes) return std::nullopt;
  return text_of(path.filename().string(), std::move(*bytes), problems);
}

std::optional<LoadedContract> load_contract(const fs::path& path, Problems& problems) {
  auto bytes = contract_bytes(path, problems);
  if (!bytes) return std::nullopt;
  LoadedContract loaded;
  loaded.sha256 = sha256(*bytes);
  loaded.bytes = bytes->size();
  auto source = text_of(path.filename().string(), std::move(*bytes), problems);
  if (!source) return std::nullopt;
  loaded.source = std::move(*source);
  CardFolder cards(path.has_parent_path() ? path.parent_path() : fs::path("."), problems);
  loaded.contract = language::read_contract(
      loaded.source, problems, [&](const std::string& file) { return cards.file(file); },
      value_tables(cards));
  loaded.cards = cards.read();
  return loaded;
}

namespace {

/// The one evidence file of an input; told when there is none, several, or it leads elsewhere.
std::optional<fs::path> evidence_file(const TableShape& shape, const std::vector<fs::path>& folders,
                                      Problems& problems) {
  const std::string name = shape.name + ".csv";
  std::vector<fs::path> found;
  std::vector<std::string> others;
  for (const fs::path& folder : folders) {
    std::error_code failed;
    if (fs::exists(folder / name, failed)) found.push_back(folder / name);
    for (const auto& entry : fs::directory_iterator(folder, failed))
      others.push_back(entry.path().stem().string());
  }
  if (found.size() == 1) {
    const fs::path folder = found[0].parent_path();
    if (lies_inside(found[0], folder)) return found[0];
    problems.add(problem_at("E102", name, {}, "this evidence lies outside its folder",
                            {"A link leads out of " + folder.string() + "."},
                            {"Put the file itself into the folder."}));
    return std::nullopt;
  }
  if (found.size() > 1) {
    problems.add(problem_at("E103", name, {}, "this evidence stands in several folders",
                            {found[0].string() + " and " + found[1].string() + "."},
                            {"Keep one of them, or put their rows into one file."}));
    return std::nullopt;
  }
  const std::string near = nearest_name(shape.name, others);
  Problem p = problem_at(
      "E104", name, {}, "there is no evidence for the input \"" + shape.name + "\"",
      {"The contract asks for it at line " + std::to_string(shape.declared.line) + " " + shape.clauses + "."},
      {near.empty() ? "Put " + name + " into the evidence folder; its columns are those of the input."
                    : "Is it " + near + ".csv? Then rename it to " + name + "."});
  problems.add(std::move(p));
  return std::nullopt;
}

}  // namespace

LoadedEvidence load_evidence(const LoadedContract& loaded, const std::vector<fs::path>& folders,
                             Problems& problems) {
  LoadedEvidence out;
  for (const fs::path& folder : folders) {
    std::error_code failed;
    if (!fs::is_directory(folder, failed))
      problems.add(problem_at("E105", folder.string(), {}, "there is no such evidence folder", {},
                              {"Look at the spelling of the path after --evidence."}));
  }
  if (problems.has_errors()) return out;
  for (const TableShape& shape : compile::table_shapes(loaded.contract)) {
    const auto path = evidence_file(shape, folders, problems);
    if (!path) continue;
    auto bytes = read_file(*path);
    if (!bytes) {
      problems.add(problem_at("E106", path->filename().string(), {}, "this file can't be read", {},
                              {"Look at its permissions."}));
      continue;
    }
    const std::string name = path->filename().string();
    Problems own;
    Table table = read_csv(shape, name, *bytes, sha256(*bytes), own);
    problems.append(own);
    if (const std::string fault = own.has_errors() ? "" : table_fault(table); !fault.empty())
      throw Fault(fmt::format("evidence table {}: {}", name, fault));
    out.files.push_back({name, shape.name, table.sha256, bytes->size(), table.rows, table.rows});
    out.tables.push_back(std::move(table));
    out.bytes.emplace(name, std::move(*bytes));
  }
  if (problems.has_errors()) return out;
  out.link = load_link(folders, out.tables, out.files, out.bytes, problems);
  out.comparisons =
      load_comparisons(loaded.contract, loaded.source.name(), folders, out.files, out.bytes, problems);
  return out;
}

std::vector<Table> empty_tables(const language::Contract& contract) {
  std::vector<Table> tables;
  for (TableShape& shape : compile::table_shapes(contract)) {
    Table table;
    table.rows = shape.each.empty() ? 1 : 0;
    table.file = shape.name + ".csv";
    table.lines.assign(table.rows, 2);
    for (FactColumn& column : shape.columns) {
      FactData data;
      const bool small = column.type == FactType::date || column.type == FactType::truth ||
                         column.type == FactType::key || column.type == FactType::link ||
                         column.type == FactType::text;
      if (table.rows == 1) {
        (small ? data.small.assign(1, 0) : data.numbers.assign(1, 0));
        if (column.type == FactType::text || column.type == FactType::link) data.dictionary.words = {""};
        data.known.assign(1, 0);
        column.may_be_unknown = true;
      }
      table.columns.push_back(std::move(data));
    }
    table.shape = std::move(shape);
    tables.push_back(std::move(table));
  }
  return tables;
}

void load_previous(const std::optional<fs::path>& folder, LoadedEvidence& evidence, Problems& problems) {
  if (!folder) return;
  auto bytes = read_file(*folder / "result.json");
  if (bytes && !bytes->empty()) {
    evidence.previous = std::move(*bytes);
    return;
  }
  problems.add(problem_at("E125", folder->string(), {}, "there is no result.json in this folder", {},
                          {"Name the folder of the last claim, given to \"outturn run\" after --out."}));
}

namespace {

/// Dates not given are the latest in the evidence; without any, the contract's own end.
void settle_dates(const language::Contract& contract, const std::vector<Table>& tables,
                  const RunOptions& options, compile::Request& request) {
  const auto latest = latest_date_in(tables);
  const Date fallback = latest ? Date{*latest} : contract.head.ends.value_or(earliest_date);
  request.cut_off = options.cut_off.value_or(fallback);
  request.as_at = options.as_at.value_or(fallback);
}

/// A contract that counts up to a date of the run is told which: the evidence may reach beyond it.
void refuse_guessed_dates(const LoadedContract& loaded, const RunOptions& options, Problems& problems) {
  const auto needed = [&](const char* name, const char* option, bool given) {
    const Span use = language::first_use(loaded.contract, name);
    if (given || !use.known()) return;
    problems.add(
        problem_at("E126", loaded.source.name(), use,
                   "the contract counts up to \"" + std::string(name) + "\", and no such date is given",
                   {"What is paid depends on it, so it is not guessed from the evidence."},
                   {"Add it to the command, like: " + std::string(option) + " 2026-03-31."}));
  };
  needed("as_at", "--as-at", options.as_at.has_value());
  needed("cut_off", "--cut-off", options.cut_off.has_value());
}

void set_aside_late_rows(const language::Contract& contract, LoadedEvidence& evidence, Date cut_off,
                         std::vector<calc::RejectRecord>& rejects) {
  for (std::size_t i = 0; i < evidence.tables.size(); ++i) {
    Table& table = evidence.tables[i];
    const language::Input* input = nullptr;
    for (const auto& candidate : contract.inputs) {
      if (candidate.name == table.shape.name) input = &candidate;
    }
    if (input == nullptr || input->dated_by.empty()) continue;
    set_aside_after(table, input->dated_by, cut_off.serial, "dated after the cut-off " + to_iso(cut_off));
    evidence.files[i].rows_used = table.rows;
    for (const Reject& reject : table.rejects) rejects.push_back({table.file, reject.line, reject.reason});
  }
}

std::string run_id(const LoadedContract& loaded, const LoadedEvidence& evidence,
                   const compile::Request& request, const std::string& status) {
  std::string all = std::string(engine_version) + "\n" + loaded.sha256 + "\n" + to_iso(request.as_at) + "\n" +
                    to_iso(request.cut_off) + "\n";
  if (!evidence.previous.empty()) all.append("previous ").append(sha256(evidence.previous)).append("\n");
  if (status != "draft") all.append(status).append("\n");
  for (const std::string& document : request.documents) all.append(document).append("\n");
  for (const auto& [file, read] : loaded.cards) all.append(file).append(" ").append(read.sha256).append("\n");
  for (const auto& file : evidence.files) all.append(file.name).append(" ").append(file.sha256).append("\n");
  return sha256(all).substr(0, 16);
}

/// The last claim, with all in which it is another claim than an earlier one of the same contract.
std::optional<calc::PreviousClaim> last_claim(const LoadedContract& loaded, const LoadedEvidence& evidence,
                                              Date as_at, Problems& problems) {
  auto claim = pack::read_result("result.json", evidence.previous, problems);
  if (!claim) return claim;
  claim->sha256 = sha256(evidence.previous);
  if (claim->currency != loaded.contract.head.currency) {
    problems.add(problem_at(
        "E123", "result.json", {},
        "the last claim is in " + claim->currency + ", and this contract in " + loaded.contract.head.currency,
        {"Amounts of two currencies have no difference."},
        {"Name the result folder of an earlier claim of the same contract after --previous."}));
  }
  const auto tell = [&](const std::string& what, const std::string& why) {
    claim->told.push_back(what + ".");
    Problem p = problem_at("E124", "result.json", {}, what, {why},
                           {"Look whether this is the claim you mean; the true-up is made all the same."});
    p.severity = Severity::warning;
    problems.add(std::move(p));
  };
  if (claim->contract_sha256 != loaded.sha256)
    tell("the last claim was worked out by another text of the contract",
         "A difference may come from the text and not from the evidence; outturn diff tells which.");
  const auto then = parse_date(claim->as_at);
  if (then && as_at < *then)
    tell("the last claim is as at " + claim->as_at + ", later than this one",
         "They may be the wrong way round.");
  return claim;
}

/// The files beside the contract, each once for every card or table that stands in it.
void record_cards(const LoadedContract& loaded, calc::Record& record) {
  for (const auto& card : loaded.contract.ratecards) {
    const auto read = loaded.cards.find(card.file);
    if (read == loaded.cards.end()) continue;
    const CardBytes& file = read->second;
    record.files.push_back(
        {card.file, "rate card " + card.name, file.sha256, file.bytes.size(), file.rows, file.rows});
  }
  for (const auto& savings : loaded.contract.savings) {
    for (const auto& [name, table_file] : savings.files) {
      const auto read = loaded.cards.find(table_file);
      if (read == loaded.cards.end()) continue;
      const CardBytes& file = read->second;
      record.files.push_back(
          {table_file, "table " + name, file.sha256, file.bytes.size(), file.rows, file.rows});
    }
  }
}

/// A final claim holds no row that waits for evidence, unless that is accepted and recorded.
void refuse_undecided(const RunOptions& options, calc::Run& run, Problems& problems) {
  const std::size_t rows = calc::undecided_rows(run.graph, run.record);
  if (rows == 0) return;
  if (options.accept_undecided) {
    run.record.accepted_undecided = rows;
    return;
  }
  problems.add(problem_at(
      "E120", run.record.contract_file, {},
      counted(rows, "row") + (rows == 1 ? " waits" : " wait") + " for evidence, so this claim can't be final",
      {"What is not known is neither paid nor refused."},
      {"Get the evidence, or run with --status provisional.",
       "To close the claim without it, add --accept-undecided: the workbook and result.json then say so."}));
}

/// Nor does it hold a check that fails.
void refuse_failing_checks(const calc::Run& run, Problems& problems) {
  for (const pack::CheckFact& check : pack::check_facts(run)) {
    if (check.failing == 0) continue;
    problems.add(problem_at(
        "E127", run.record.contract_file, {}, "a check fails, so this claim can't be final",
        {"It is: " + check.what + "."},
        {"Run with --status provisional, look at the Checks sheet, and mend the contract or the evidence."}));
  }
}

}  // namespace

std::optional<calc::Run> calculate(const LoadedContract& loaded, LoadedEvidence& evidence,
                                   const RunOptions& options, Problems& problems) {
  compile::Request request;
  request.runner = run_on_all_cores;
  refuse_guessed_dates(loaded, options, problems);
  settle_dates(loaded.contract, evidence.tables, options, request);
  request.documents = options.documents;
  for (const std::string& id : options.documents) {
    std::vector<std::string> have;
    for (const auto& document : loaded.contract.documents) have.push_back(document.id);
    if (std::find(have.begin(), have.end(), id) != have.end()) continue;
    const std::string near = nearest_name(id, have);
    problems.add(problem_at("C7", loaded.source.name(), {},
                            "--documents names \"" + id + "\", which the contract does not declare", {},
                            {near.empty() ? "Name documents of the contract, parted by commas."
                                          : "Did you mean " + near + " ?"}));
  }
  if (!evidence.previous.empty()) request.previous = last_claim(loaded, evidence, request.as_at, problems);
  std::vector<calc::RejectRecord> rejects;
  set_aside_late_rows(loaded.contract, evidence, request.cut_off, rejects);
  if (problems.has_errors()) return std::nullopt;
  const bool otherwise = whatif::asks_otherwise(loaded.contract);
  const std::string id = run_id(loaded, evidence, request, options.status);
  const bool drawn = options.over_draws && evidence.link && !evidence.link->each.empty();
  compile::Request again;
  if (otherwise || drawn) {
    request.tables = evidence.tables;
    again = request;
  }
  request.tables = std::move(evidence.tables);
  calc::Run run = compile::run(loaded.contract, loaded.source, std::move(request), problems);
  if (problems.has_errors()) return std::nullopt;
  if (otherwise) whatif::work_out_otherwise(loaded.contract, loaded.source, again, run, problems);
  if (evidence.link) run.record.linkage = evidence.link->record;
  run.record.comparisons = evidence.comparisons;
  if (drawn)
    run.record.linkage->payment =
        payment_over_draws(loaded.contract, loaded.source, again, *evidence.link, run, problems);
  run.record.engine_version = engine_version;
  run.record.status = options.status;
  if (options.status == "final") {
    refuse_undecided(options, run, problems);
    refuse_failing_checks(run, problems);
  }
  run.record.run_id = id;
  run.record.rejects = std::move(rejects);
  run.record.files.push_back({loaded.source.name(), "contract", loaded.sha256, loaded.bytes,
                              loaded.source.line_count(), loaded.source.line_count()});
  record_cards(loaded, run.record);
  for (const auto& file : evidence.files) run.record.files.push_back(file);
  if (problems.has_errors()) return std::nullopt;
  return run;
}

}  // namespace outturn::command
