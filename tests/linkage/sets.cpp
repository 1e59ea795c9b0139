#include "tests/linkage/sets.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

#include "adapters/linkage/splink_model.h"
#include "engine/linkage/model/sql.h"

namespace outturn::linkage::test {
namespace {

std::string trimmed(const std::string& cell) {
  const auto from = cell.find_first_not_of(' ');
  return from == std::string::npos ? "" : cell.substr(from, cell.find_last_not_of(' ') - from + 1);
}

std::size_t place(const std::vector<std::string>& names, const std::string& name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

std::string shared_folder() {
  const char* shared = std::getenv("OUTTURN_SHARED");
  return shared != nullptr ? shared : std::string(OUTTURN_SOURCE_DIR) + "/../shared";
}

std::optional<std::string> unpacked(const std::string& file) {
  const std::string command = "gzip -cdfq '" + file + "' 2>/dev/null";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string text;
  std::vector<char> part(1 << 16);
  while (const std::size_t read = std::fread(part.data(), 1, part.size(), pipe.get()))
    text.append(part.data(), read);
  return text.empty() ? std::nullopt : std::optional(text);
}

const std::map<std::string, std::map<std::string, std::string>>& files_of_sets() {
  static const std::map<std::string, std::map<std::string, std::string>> files{
      {"fake_1000", {{"a", "fake_1000/fake_1000.csv"}}},
      {"febrl3", {{"a", "febrl/dataset3.csv"}}},
      {"febrl4", {{"a", "febrl/dataset4a.csv"}, {"b", "febrl/dataset4b.csv"}}},
      {"historical_50k", {{"a", "historical_50k/historical_50k.csv.gz"}}},
      {"synth_100k", {{"a", "synth_100k/synth_100k.csv.gz"}}},
      {"synth_1m", {}}};
  return files;
}

std::optional<std::string> text_of_set(const std::string& name, const std::string& file) {
  if (name != "synth_1m") return shared_text("data/linkage/" + file);
  const char* const large = std::getenv("OUTTURN_SYNTH_1M");
  return large == nullptr ? std::nullopt : unpacked(large);
}

/// The model's columns of the rows; "A_B_concat" is put together of A and B.
Records records_for(const Model& model, const std::map<std::string, Rows>& datasets) {
  std::vector<std::string> columns;
  std::vector<std::string> joined;
  const auto& header = datasets.begin()->second[0];
  for (const std::string& name : columns_of(model)) {
    (place(header, name) < header.size() ? columns : joined).push_back(name);
  }
  for (const char* part : {"first_name", "surname"}) {
    if (!joined.empty() && place(columns, part) == columns.size()) columns.emplace_back(part);
  }
  RecordsBuilder builder(columns);
  for (const auto& [name, rows] : datasets) {
    builder.begin_dataset(name);
    const std::size_t id = place(rows[0], model.id_column);
    std::vector<std::size_t> places;
    for (const std::string& column : columns) places.push_back(place(rows[0], column));
    std::vector<std::string_view> cells(columns.size());
    for (std::size_t r = 1; r < rows.size(); ++r) {
      for (std::size_t c = 0; c < cells.size(); ++c) cells[c] = rows[r].at(places[c]);
      builder.add(rows[r].at(id), cells);
    }
  }
  std::vector<RepeatedId> repeated;
  Records records = builder.finish(repeated);
  EXPECT_TRUE(repeated.empty());
  for (const std::string& name : joined) join_columns(records, name, "first_name", "surname");
  return records;
}

}  // namespace

Records records_of(const std::map<std::string, Rows>& datasets) {
  const auto& header = datasets.begin()->second.at(0);
  std::vector<std::string> columns;
  for (const std::string& name : header) {
    if (name != "id") columns.push_back(name);
  }
  RecordsBuilder builder(columns);
  for (const auto& [name, rows] : datasets) {
    builder.begin_dataset(name);
    for (std::size_t r = 1; r < rows.size(); ++r) {
      std::vector<std::string_view> cells;
      for (const std::string& column : columns) cells.emplace_back(rows[r].at(place(rows[0], column)));
      builder.add(rows[r].at(place(rows[0], "id")), cells);
    }
  }
  std::vector<RepeatedId> repeated;
  return builder.finish(repeated);
}

Records records_of(const Rows& rows) { return records_of(std::map<std::string, Rows>{{"a", rows}}); }

Rows rows_of_csv(const std::string& text) {
  Rows rows;
  std::vector<std::string> row;
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
        cell += text[++i];
      } else if (c == '"') {
        quoted = false;
      } else {
        cell += c;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',' || c == '\n') {
      row.push_back(trimmed(cell));
      cell.clear();
      if (c == '\n') rows.push_back(std::exchange(row, {}));
    } else if (c != '\r') {
      cell += c;
    }
  }
  if (!row.empty() || !cell.empty()) {  // no line end at the end
    row.push_back(trimmed(cell));
    rows.push_back(std::move(row));
  }
  return rows;
}

Condition condition(const std::string& sql) {
  SqlTrouble trouble;
  const auto read = condition_of_sql(sql, trouble);
  EXPECT_TRUE(read) << sql << ": " << trouble.what;
  return read.value_or(Condition{});
}

BlockingRule rule(const std::string& sql) {
  SqlTrouble trouble;
  const auto read = rule_of_sql(sql, trouble);
  EXPECT_TRUE(read) << sql << ": " << trouble.what;
  return read.value_or(BlockingRule{});
}

Comparison comparison(const std::string& name, const std::vector<std::string>& levels) {
  Comparison out;
  out.name = name;
  for (const std::string& sql : levels) {
    Level level;
    level.written = sql;
    level.when = condition(sql);
    level.is_missing = out.levels.empty() && sql.find("IS NULL") != std::string::npos;
    out.levels.push_back(std::move(level));
  }
  return out;
}

std::optional<std::string> shared_text(const std::string& path) {
  return unpacked(shared_folder() + "/" + path);
}

std::optional<PublishedSet> published(const std::string& name) {
  const auto json = shared_text("golden/linkage/models/splink4_" + name + ".json");
  if (!json) return std::nullopt;
  std::map<std::string, std::string> files = files_of_sets().at(name);
  if (files.empty()) files = {{"a", ""}};
  std::map<std::string, Rows> datasets;
  for (const auto& [dataset, file] : files) {
    const auto text = text_of_set(name, file);
    if (!text) return std::nullopt;
    datasets[dataset] = rows_of_csv(*text);
  }
  Problems problems;
  auto model = read_splink_model("splink4_" + name + ".json", *json, problems);
  EXPECT_TRUE(model);
  if (!model) return std::nullopt;
  Records records = records_for(*model, datasets);
  return PublishedSet{std::move(*model), std::move(records)};
}

void run_backwards(const std::vector<Task>& tasks) {
  std::vector<bool> done(tasks.size(), false);
  for (std::size_t left = tasks.size(); left > 0; --left) {
    for (std::size_t i = tasks.size(); i-- > 0;) {
      const bool may = !done[i] && std::all_of(tasks[i].after.begin(), tasks[i].after.end(),
                                               [&](std::size_t before) { return done[before]; });
      if (!may) continue;
      tasks[i].work();
      done[i] = true;
      break;
    }
  }
}

TaskRunner run_on(unsigned threads) {
  return [threads](const std::vector<Task>& tasks) {
    // In rounds: what must come before was in an earlier one.
    std::vector<bool> done(tasks.size(), false);
    for (std::vector<std::size_t> round; true; round.clear()) {
      for (std::size_t i = 0; i < tasks.size(); ++i) {
        const bool may = !done[i] && std::all_of(tasks[i].after.begin(), tasks[i].after.end(),
                                                 [&](std::size_t before) { return done[before]; });
        if (may) round.push_back(i);
      }
      if (round.empty()) return;
      std::atomic<std::size_t> next{0};
      std::vector<std::thread> crew;
      for (unsigned t = 0; t < threads; ++t) {
        crew.emplace_back([&] {
          for (std::size_t i = next++; i < round.size(); i = next++) tasks[round[i]].work();
        });
      }
      for (std::thread& one : crew) one.join();
      for (const std::size_t i : round) done[i] = true;
    }
  };
}

}  // namespace outturn::linkage::test
