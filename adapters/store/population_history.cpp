// The part of a population's store that looks back: batches, history, undoing.
#include <algorithm>

#include <fmt/format.h>

#include "adapters/store/moves.h"
#include "adapters/store/population_store.h"

namespace outturn::store {

std::vector<Batch> PopulationStore::batches() {
  std::vector<Batch> out;
  Statement asked = database_.statement(
      "SELECT b.batch, b.date, b.kind, b.reason, coalesce(b.undoes, 0), u.batch IS NOT NULL, b.records "
      "FROM batches b LEFT JOIN batches u ON u.undoes = b.batch ORDER BY b.batch");
  while (asked.row()) {
    out.push_back({asked.number_at(0),
                   std::string(asked.text_at(1)),
                   std::string(asked.text_at(2)),
                   std::string(asked.text_at(3)),
                   asked.number_at(4),
                   asked.number_at(5) != 0,
                   asked.number_at(6),
                   {}});
  }
  Statement files =
      database_.statement("SELECT dataset, file, sha256 FROM files WHERE batch = ? ORDER BY rowid");
  for (Batch& batch : out) {
    files.number(batch.number);
    while (files.row()) {
      batch.files.push_back(
          {std::string(files.text_at(0)), std::string(files.text_at(1)), std::string(files.text_at(2))});
    }
  }
  return out;
}

std::vector<HistoryLine> PopulationStore::history(linkage::PersonNumber person) {
  std::vector<HistoryLine> out;
  Statement asked = database_.statement(
      "SELECT h.sequence, h.batch, b.date, h.what, h.before, h.after, h.records, h.reason FROM links_history "
      "h "
      "JOIN batches b USING (batch) WHERE ?1 = '' OR instr(' ' || h.before || ' ', ?1) OR instr(' ' || "
      "h.after || ' ', ?1) "
      "ORDER BY h.sequence");
  asked.text(person == linkage::nobody ? std::string() : " " + linkage::person_text(person) + " ");
  while (asked.row()) {
    out.push_back({asked.number_at(0), asked.number_at(1), std::string(asked.text_at(2)),
                   std::string(asked.text_at(3)), std::string(asked.text_at(4)),
                   std::string(asked.text_at(5)), std::string(asked.text_at(6)),
                   std::string(asked.text_at(7))});
  }
  return out;
}

StoreCounts PopulationStore::counts() {
  StoreCounts counts;
  counts.records = database_.number("SELECT count(*) FROM records");
  counts.persons = database_.number("SELECT count(DISTINCT person) FROM membership");
  Statement asked = database_.statement(
      "SELECT d.name, count(*) FROM records JOIN datasets d USING (dataset) GROUP BY d.name ORDER BY d.name");
  while (asked.row()) counts.datasets.emplace_back(asked.text_at(0), asked.number_at(1));
  return counts;
}

namespace {

/// Why this batch can't be undone now, or nullopt.
std::optional<Problem> not_now(const std::vector<Batch>& batches, std::int64_t number) {
  const auto at = std::find_if(batches.begin(), batches.end(),
                               [&](const Batch& batch) { return batch.number == number; });
  if (at == batches.end()) {
    return problem_at("LK68", "", {}, fmt::format("there is no batch {}", number), {},
                      {"\"outturn population show\" lists them."});
  }
  if (at->undone || at->kind != "add") {
    return problem_at("LK68", "", {}, fmt::format("batch {} can't be undone", number),
                      {at->undone           ? "It has been undone already."
                       : at->kind == "undo" ? "It is an undoing itself; what it took out can be added again."
                                            : "It is the one the population was created with."},
                      {});
  }
  std::string first;
  for (const Batch& batch : batches) {
    if (batch.number <= number || batch.kind != "add" || batch.undone) continue;
    if (!first.empty()) first.insert(0, ", then ");
    first.insert(0, std::to_string(batch.number));
  }
  if (first.empty()) return std::nullopt;
  return problem_at("LK69", "", {}, fmt::format("batch {} is not the newest", number),
                    {"Later batches were linked to what it brought, so they are undone before it."},
                    {"Undo batch " + first + " first, and add them again afterwards."});
}

}  // namespace

bool PopulationStore::undo(std::int64_t number, const std::string& date, const std::string& reason,
                           Problems& problems) {
  if (auto problem = not_now(batches(), number)) {
    problem->file = path_.filename().string();
    problems.add(std::move(*problem));
    return false;
  }
  Batch batch;
  batch.date = date;
  batch.kind = "undo";
  batch.reason = reason;
  batch.undoes = number;
  batch.number = write_batch(batch);
  Statement done = database_.statement(
      "SELECT sequence, before, after, records, moves FROM links_history WHERE batch = ? ORDER BY sequence "
      "DESC");
  Statement back = database_.statement(
      "INSERT INTO links_history (batch, what, before, after, records, moves, reason, undoes) "
      "VALUES (?, 'undone', ?, ?, ?, ?, ?, ?)");
  Statement move_back = database_.statement("UPDATE membership SET person = ? WHERE record = ?");
  Statement leave = database_.statement("DELETE FROM membership WHERE record = ?");
  Statement forget = database_.statement("DELETE FROM records WHERE record = ?");
  done.number(number);
  while (done.row()) {
    std::vector<StoredMove> moves = moves_of(done.text_at(4));
    for (StoredMove& move : moves) {
      std::swap(move.before, move.after);
      if (move.after != 0) {
        move_back.number(move.after).number(move.record).run();
      } else {
        leave.number(move.record).run();
        forget.number(move.record).run();
      }
    }
    back.number(batch.number).text(done.text_at(2)).text(done.text_at(1)).text(done.text_at(3));
    back.text(moves_text(moves)).text(reason).number(done.number_at(0)).run();
  }
  database_.run("COMMIT; BEGIN IMMEDIATE");
  population_.reset();
  row_of_.clear();
  return true;
}

}  // namespace outturn::store
