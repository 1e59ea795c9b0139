#include "adapters/command/claim/result_folder.h"

#include <algorithm>
#include <unistd.h>

#include <nlohmann/json.hpp>

namespace outturn::command {

std::string ResultFolder::refusal(const fs::path& out, bool replace, const Marks& marks) {
  std::error_code failed;
  if (!fs::exists(out, failed)) return "";
  const std::string name = out.string();
  if (!fs::is_directory(out, failed)) return name + " is a file; name a folder after --out.";
  if (fs::is_empty(out, failed)) return "";
  const bool ours = std::all_of(marks.begin(), marks.end(),
                                [&](const fs::path& mark) { return fs::exists(out / mark, failed); });
  if (!ours) return name + " holds something else than a result of outturn; name another folder after --out.";
  if (!replace)
    return name +
           " holds a result already. Name another folder after --out, or add --replace to put this one in "
           "its place.";
  return "";
}

ResultFolder::ResultFolder(fs::path out) : out_(std::move(out)) {
  std::error_code failed;
  fs::path whole = fs::absolute(out_, failed);
  if (whole.filename().empty()) whole = whole.parent_path();
  out_ = whole;
  partial_ =
      whole.parent_path() / ("." + whole.filename().string() + ".unfinished." + std::to_string(getpid()));
  fs::remove_all(partial_, failed);
  fs::create_directories(partial_, failed);
  if (!fs::is_directory(partial_))
    throw MachineFault("can't make a folder in " + whole.parent_path().string());
}

ResultFolder::~ResultFolder() {
  std::error_code failed;
  if (!published_) fs::remove_all(partial_, failed);
}

void ResultFolder::keep_inputs(const LoadedContract& loaded, const LoadedEvidence& evidence,
                               const calc::Record& record, const RunOptions& options) {
  std::error_code failed;
  const fs::path inputs = partial_ / "inputs";
  fs::create_directories(inputs / "evidence", failed);
  write_file(inputs / loaded.source.name(), loaded.source.text());
  for (const auto& [name, card] : loaded.cards) write_file(inputs / name, card.bytes);
  for (const auto& [name, bytes] : evidence.bytes) write_file(inputs / "evidence" / name, bytes);
  if (!evidence.previous.empty()) {
    fs::create_directories(inputs / "previous", failed);
    write_file(inputs / "previous" / "result.json", evidence.previous);
  }
  nlohmann::ordered_json request{
      {"contract", loaded.source.name()},  {"as_at", to_iso(record.as_at)},
      {"cut_off", to_iso(record.cut_off)}, {"documents", options.documents},
      {"status", options.status},          {"accept_undecided", options.accept_undecided}};
  write_file(inputs / "request.json", request.dump(1) + "\n");
}

void ResultFolder::publish() {
  std::error_code failed;
  fs::path old;
  if (fs::exists(out_, failed)) {
    old = out_.parent_path() / ("." + out_.filename().string() + ".old." + std::to_string(getpid()));
    fs::rename(out_, old, failed);
    if (failed) throw MachineFault("can't move the old result " + out_.string() + " away");
  }
  fs::rename(partial_, out_, failed);
  if (failed) {
    std::error_code back;
    if (!old.empty()) fs::rename(old, out_, back);
    throw MachineFault("can't put the result into " + out_.string());
  }
  published_ = true;
  if (!old.empty()) fs::remove_all(old, failed);
}

std::optional<calc::Run> run_again(const fs::path& folder, Problems& problems) {
  const auto text = read_file(folder / "inputs" / "request.json");
  const auto request = text ? nlohmann::json::parse(*text, nullptr, false) : nlohmann::json();
  if (!request.is_object() || !request.contains("contract") || !request["contract"].is_string()) {
    problems.add(problem_at("E107", folder.string(), {}, "this is no result folder of outturn", {},
                            {"Name the folder that \"outturn run\" was given after --out."}));
    return std::nullopt;
  }
  const fs::path name = fs::path(request["contract"].get<std::string>()).filename();
  auto loaded = load_contract(folder / "inputs" / name, problems);
  if (!loaded || problems.has_errors()) return std::nullopt;
  auto evidence = load_evidence(*loaded, {folder / "inputs" / "evidence"}, problems);
  if (std::error_code failed; fs::exists(folder / "inputs" / "previous", failed))
    load_previous(folder / "inputs" / "previous", evidence, problems);
  if (problems.has_errors()) return std::nullopt;
  RunOptions options;
  options.as_at = parse_date(request.value("as_at", ""));
  options.cut_off = parse_date(request.value("cut_off", ""));
  options.documents = request.value("documents", std::vector<std::string>{});
  options.status = request.value("status", "draft");
  options.accept_undecided = request.value("accept_undecided", false);
  return calculate(*loaded, evidence, options, problems);
}

}  // namespace outturn::command
