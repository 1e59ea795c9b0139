#include "adapters/store/population_store.h"

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

#include "adapters/store/learned_json.h"
#include "adapters/store/moves.h"
#include "adapters/store/schema.h"

namespace outturn::store {
namespace {

namespace fs = std::filesystem;
using linkage::LinkEvent;
using linkage::Records;

constexpr int patience_of_readers_ms = 2000;

/// An empty file only its owner may read; false when there is one already, or it can't be made.
bool made_for_owner(const fs::path& path) {
  const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  return file >= 0 && ::close(file) == 0;
}

Problem damaged(const std::string& file, const std::string& why) {
  return problem_at(
      "LK61", file, {}, "this file is no whole population", {why},
      {"Name a file made by \"outturn population create\"; if it is one, take it from its last backup."});
}

Problem from(const SqliteError& error, const std::string& file) {
  if (error.is_locked()) {
    return problem_at("LK62", file, {}, "another program is writing to this population",
                      {"Only one may at a time, so that nothing is lost."},
                      {"Try again when it has finished."});
  }
  return damaged(file, std::string("SQLite says: ") + error.what() + ".");
}

/// Why the file can't be one of ours, or empty.
std::string not_ours(Database& database) {
  if (database.number("PRAGMA application_id") != application_id) {
    return "It is a database of another program, or its creation was cut short.";
  }
  return "";
}

std::string numbers(const std::vector<linkage::PersonNumber>& persons) {
  std::string out;
  for (const auto person : persons) out += (out.empty() ? "" : " ") + linkage::person_text(person);
  return out;
}

const char* word_for(LinkEvent::What what) {
  switch (what) {
    case LinkEvent::What::founded:
      return "founded";
    case LinkEvent::What::grown:
      return "grown";
    case LinkEvent::What::merged:
      return "merged";
    case LinkEvent::What::split:
      return "split";
    case LinkEvent::What::withdrawn:
      return "withdrawn";
  }
  throw Fault("an event without a name");
}

std::string name_of(const Records& records, std::uint32_t record) {
  return records.datasets[records.dataset[record]] + ":" + records.ids[record];
}

std::string reason_of(const LinkEvent& event, const Records& records, const linkage::Model& model) {
  std::string out;
  for (const linkage::LinkReason& one : event.reasons) {
    if (!out.empty()) out += "; ";
    out += fmt::format("{} with {}: weight {:.2f}, probability {:.4f}", name_of(records, one.left),
                       name_of(records, one.right), one.weight, linkage::probability_of(one.weight));
    if (one.rule >= 0) {
      out += ", found by rule " + std::to_string(one.rule + 1) + " (" +
             model.rules[static_cast<std::size_t>(one.rule)].written + ")";
    }
  }
  return out;
}

}  // namespace

std::optional<PopulationStore> PopulationStore::create(const fs::path& path, const linkage::Learned& learned,
                                                       Problems& problems) {
  const std::string file = path.filename().string();
  if (!made_for_owner(path)) {
    problems.add(
        problem_at("LK60", file, {}, "the population's file can't be made",
                   {fs::exists(path) ? "There is a file of this name already."
                                     : "Its folder is not there, or may not be written to."},
                   {"Give another name; an existing population is added to by \"outturn population add\"."}));
    return std::nullopt;
  }
  try {
    PopulationStore store(path, 0);
    store.database_.run("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    store.database_.run(schema(linkage::columns_of(learned.model)));
    store.database_.statement("INSERT INTO meta VALUES ('learned', ?)").text(learned_json(learned)).run();
    store.database_.run("INSERT INTO meta VALUES ('next_person', '1')");
    store.learned_ = learned;
    store.population_ = std::make_unique<linkage::Population>(learned);
    return store;
  } catch (const SqliteError& error) {
    problems.add(from(error, file));
    fs::remove(path);
    return std::nullopt;
  }
}

std::optional<PopulationStore> PopulationStore::open(const fs::path& path, Use use, Problems& problems) {
  const std::string file = path.filename().string();
  if (!fs::is_regular_file(path)) {
    problems.add(problem_at("LK63", file, {}, "there is no population of this name", {},
                            {"Make one with \"outturn population create\"."}));
    return std::nullopt;
  }
  try {
    PopulationStore store(path, use == Use::read ? patience_of_readers_ms : 0);
    Database& database = store.database_;
    // Exclusive: what is in memory stays what is in the file, from one batch to the next.
    database.run(use == Use::read ? "BEGIN" : "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE");
    if (const std::string why = not_ours(database); !why.empty()) {
      problems.add(damaged(file, why));
      return std::nullopt;
    }
    if (const auto version = database.number("PRAGMA user_version"); version != schema_version) {
      problems.add(problem_at(
          "LK64", file, {}, "this population is of another version of the program",
          {fmt::format("It is of version {}, this program reads version {}.", version, schema_version)},
          {"Use the program that made it, or create the population anew."}));
      return std::nullopt;
    }
    if (database.number("PRAGMA page_count") * database.number("PRAGMA page_size") >
        static_cast<std::int64_t>(fs::file_size(path))) {
      problems.add(damaged(file, "The end of the file is missing."));
      return std::nullopt;
    }
    Statement asked = database.statement("SELECT value FROM meta WHERE name = 'learned'");
    if (!asked.row()) {
      problems.add(damaged(file, "What the linkage learned is missing."));
      return std::nullopt;
    }
    auto learned = read_learned(file, asked.text_at(0), problems);
    if (!learned) return std::nullopt;
    store.learned_ = std::move(*learned);
    return store;
  } catch (const SqliteError& error) {
    problems.add(from(error, file));
    return std::nullopt;
  }
}

linkage::Population& PopulationStore::population() {
  if (!population_) load();
  return *population_;
}

void PopulationStore::load() {
  const std::vector<std::string> columns = linkage::columns_of(learned_.model);
  Records records;
  linkage::Standing standing;
  std::vector<WordIndex> indexes;
  for (const std::string& name : columns) records.columns.push_back({name, {}, {}});
  for (linkage::Column& column : records.columns) indexes.emplace_back(column.words);
  Statement datasets = database_.statement("SELECT name FROM datasets ORDER BY dataset");
  while (datasets.row()) records.datasets.emplace_back(datasets.text_at(0));
  Statement rows =
      database_.statement("SELECT r.record, r.dataset, r.id, m.person" + value_columns(columns, "") +
                          " FROM records r JOIN membership m USING (record) ORDER BY r.record");
  while (rows.row()) {
    row_of_.push_back(rows.number_at(0));
    records.dataset.push_back(static_cast<std::uint16_t>(rows.number_at(1) - 1));
    records.ids.emplace_back(rows.text_at(2));
    standing.person.push_back(static_cast<linkage::PersonNumber>(rows.number_at(3)));
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const auto place = static_cast<int>(c) + 4;
      linkage::Code code = linkage::missing;
      if (!rows.nothing_at(place)) {
        const std::string_view word = rows.text_at(place);
        code = indexes[c].find(word);
        if (code < 0) code = indexes[c].add_missing(word);
      }
      records.columns[c].codes.push_back(code);
    }
  }
  standing.next = static_cast<linkage::PersonNumber>(
      database_.number("SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'next_person'"));
  population_ = std::make_unique<linkage::Population>(learned_);
  population_->resume(records, standing);
}

std::int64_t PopulationStore::batch_with(const std::string& sha256) {
  Statement asked = database_.statement(
      "SELECT batch FROM files WHERE sha256 = ? AND batch NOT IN (SELECT undoes FROM batches WHERE undoes IS "
      "NOT NULL)");
  asked.text(sha256);
  return asked.row() ? asked.number_at(0) : 0;
}

std::vector<std::string> PopulationStore::already_there(const Records& records) {
  Statement asked = database_.statement(
      "SELECT 1 FROM records WHERE dataset = (SELECT dataset FROM datasets WHERE name = ?) AND id = ?");
  std::vector<std::string> found;
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    asked.text(records.datasets[records.dataset[i]]).text(records.ids[i]);
    if (!asked.row()) continue;
    found.push_back(name_of(records, i));
    (void)asked.row();
  }
  return found;
}

std::int64_t PopulationStore::write_batch(const Batch& batch) {
  Statement add =
      database_.statement("INSERT INTO batches (date, kind, reason, records, undoes) VALUES (?, ?, ?, ?, ?)");
  add.text(batch.date).text(batch.kind).text(batch.reason).number(batch.records);
  (batch.undoes == 0 ? add.nothing() : add.number(batch.undoes)).run();
  const std::int64_t number = database_.last_row();
  Statement file = database_.statement("INSERT INTO files VALUES (?, ?, ?, ?)");
  for (const BatchFile& one : batch.files) {
    file.number(number).text(one.dataset).text(one.file).text(one.sha256).run();
  }
  return number;
}

void PopulationStore::write_records(const Records& records, std::int64_t batch) {
  const std::vector<std::string> columns = linkage::columns_of(learned_.model);
  Statement dataset = database_.statement("INSERT OR IGNORE INTO datasets (name) VALUES (?)");
  Statement place = database_.statement("SELECT dataset FROM datasets WHERE name = ?");
  std::vector<std::int64_t> places;
  for (const std::string& name : records.datasets) {
    dataset.text(name).run();
    place.text(name);
    (void)place.row();
    places.push_back(place.number_at(0));
    (void)place.row();
  }
  std::string marks;
  for (std::size_t c = 0; c < columns.size(); ++c) marks += ", ?";
  Statement add = database_.statement("INSERT INTO records (dataset, id, batch" + value_columns(columns, "") +
                                      ") VALUES (?, ?, ?" + marks + ")");
  for (std::size_t i = 0; i < records.size(); ++i) {
    add.number(places[records.dataset[i]]).text(records.ids[i]).number(batch);
    for (const std::string& name : columns) {
      const linkage::Column& column = *records.column(name);
      const linkage::Code code = column.codes[i];
      if (code == linkage::missing) {
        add.nothing();
      } else {
        add.text(column.words.words[static_cast<std::size_t>(code)]);
      }
    }
    add.run();
    row_of_.push_back(database_.last_row());
  }
}

void PopulationStore::write_events(const linkage::Change& change, std::int64_t batch) {
  const Records& records = population_->records();
  Statement person = database_.statement("INSERT OR IGNORE INTO persons VALUES (?, ?)");
  Statement member = database_.statement(
      "INSERT INTO membership VALUES (?1, ?2) ON CONFLICT (record) DO UPDATE SET person = ?2");
  Statement history = database_.statement(
      "INSERT INTO links_history (batch, what, before, after, records, moves, reason) VALUES (?, ?, ?, ?, ?, "
      "?, ?)");
  for (const LinkEvent& event : change.events) {
    for (const auto number : event.after) person.number(number).number(batch).run();
    std::string names;
    std::vector<StoredMove> moves;
    for (const linkage::Move& move : event.moves) {
      member.number(row_of_[move.record]).number(move.after).run();
      moves.push_back({row_of_[move.record], move.before, move.after});
      names += (names.empty() ? "" : " ") + name_of(records, move.record);
    }
    history.number(batch).text(word_for(event.what)).text(numbers(event.before)).text(numbers(event.after));
    history.text(names).text(moves_text(moves)).text(reason_of(event, records, learned_.model)).run();
  }
  database_.statement("UPDATE meta SET value = ? WHERE name = 'next_person'")
      .text(std::to_string(population_->standing().next))
      .run();
}

linkage::Change PopulationStore::add(const Records& records, Batch& batch) {
  linkage::Change change = population().add(records);
  batch.records = static_cast<std::int64_t>(records.size());
  try {
    batch.number = write_batch(batch);
    write_records(records, batch.number);
    write_events(change, batch.number);
    database_.run("COMMIT; BEGIN IMMEDIATE");
  } catch (const SqliteError&) {  // a full disk: the file stays as it was, so must the memory
    population_.reset();
    row_of_.clear();
    throw;
  }
  return change;
}

}  // namespace outturn::store
