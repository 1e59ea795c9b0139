#include "adapters/command/population_files.h"

#include <map>
#include <set>

#include <fmt/format.h>

#include "adapters/command/claim/result_folder.h"
#include "adapters/tables/csv_text.h"

namespace outturn::command {
namespace {

using linkage::LinkEvent;
using linkage::Population;

std::string listed(const std::vector<linkage::PersonNumber>& persons) {
  std::string out;
  for (const auto person : persons) out += (out.empty() ? "" : " ") + linkage::person_text(person);
  return out;
}

const std::string& dataset_of(const Population& population, std::uint32_t record) {
  return population.records().datasets[population.records().dataset[record]];
}

std::string event_lines(const Population& population, const LinkEvent& event) {
  static constexpr const char* words[] = {"founded", "grown", "merged", "split", "withdrawn"};
  std::string moved;
  for (const linkage::Move& move : event.moves) {
    moved += (moved.empty() ? "" : " ") + dataset_of(population, move.record) + ":" +
             population.records().ids[move.record];
  }
  const std::string start = fmt::format("{},{},{},{}", words[static_cast<int>(event.what)],
                                        listed(event.before), listed(event.after), tables::csv_cell(moved));
  if (event.reasons.empty()) return start + ",,,,,\n";
  std::string out;
  for (const linkage::LinkReason& reason : event.reasons) {
    const auto name = [&](std::uint32_t record) {
      return tables::csv_cell(dataset_of(population, record) + ":" + population.records().ids[record]);
    };
    const std::string rule =
        reason.rule < 0
            ? std::string()
            : tables::csv_cell(
                  population.learned().model.rules[static_cast<std::size_t>(reason.rule)].written);
    out += fmt::format("{},{},{},{:.4f},{:.6f},{}\n", start, name(reason.left), name(reason.right),
                       reason.weight, linkage::probability_of(reason.weight), rule);
  }
  return out;
}

}  // namespace

void write_changes(const fs::path& out, const Population& population, const linkage::Change& change,
                   std::int64_t batch) {
  std::map<linkage::PersonNumber, std::uint32_t> changed;  // and one of its records
  std::string events = "batch,what,before,after,records,left,right,weight,probability,rule\n";
  for (const LinkEvent& event : change.events) {
    std::string lines = event_lines(population, event);
    for (std::size_t at = 0; at < lines.size(); at = lines.find('\n', at) + 1) {
      const std::size_t end = lines.find('\n', at);
      events += std::to_string(batch) + "," + lines.substr(at, end + 1 - at);
    }
    for (const linkage::Move& move : event.moves) changed.try_emplace(move.after, move.record);
  }
  std::string people = "record,person,dataset,new\n";
  std::string persons = "person,records,datasets\n";
  for (const auto& [person, record] : changed) {
    const auto members = population.members(record);
    std::set<std::string> datasets;
    for (const std::uint32_t member : members) {
      datasets.insert(dataset_of(population, member));
      people += fmt::format("{},{},{},{}\n", tables::csv_cell(population.records().ids[member]),
                            linkage::person_text(person), tables::csv_cell(dataset_of(population, member)),
                            member >= change.first ? "yes" : "no");
    }
    persons += fmt::format("{},{},{}\n", linkage::person_text(person), members.size(), datasets.size());
  }
  ResultFolder folder(out);
  write_file(folder.path() / "people.csv", people);
  write_file(folder.path() / "persons.csv", persons);
  write_file(folder.path() / "events.csv", events);
  folder.publish();
}

}  // namespace outturn::command
