#include "adapters/store/schema.h"

#include <fmt/format.h>

namespace outturn::store {

std::string quoted(const std::string& name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string value_columns(const std::vector<std::string>& columns, const std::string& after) {
  std::string out;
  for (const std::string& column : columns) out.append(", ").append(quoted("value_" + column)).append(after);
  return out;
}

std::string schema(const std::vector<std::string>& columns) {
  std::string sql = R"(
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE datasets (dataset INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE batches (
  batch INTEGER PRIMARY KEY AUTOINCREMENT,
  date TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('create', 'add', 'undo')),
  reason TEXT NOT NULL,
  records INTEGER NOT NULL,
  undoes INTEGER UNIQUE REFERENCES batches) STRICT;
CREATE TABLE files (
  batch INTEGER NOT NULL REFERENCES batches,
  dataset TEXT NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL) STRICT;
CREATE TABLE persons (
  person INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batches) STRICT;
CREATE TABLE membership (
  record INTEGER PRIMARY KEY REFERENCES records,
  person INTEGER NOT NULL REFERENCES persons) STRICT;
CREATE TABLE links_history (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  batch INTEGER NOT NULL REFERENCES batches,
  what TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  records TEXT NOT NULL,
  moves TEXT NOT NULL,
  reason TEXT NOT NULL,
  undoes INTEGER UNIQUE REFERENCES links_history) STRICT;
)";
  sql +=
      "CREATE TABLE records (\n  record INTEGER PRIMARY KEY AUTOINCREMENT,\n"
      "  dataset INTEGER NOT NULL REFERENCES datasets,\n  id TEXT NOT NULL,\n"
      "  batch INTEGER NOT NULL REFERENCES batches" +
      value_columns(columns, " TEXT") + ",\n  UNIQUE (dataset, id)) STRICT;\n";
  for (const char* const table : {"links_history", "batches", "files"}) {
    for (const char* const act : {"UPDATE", "DELETE"}) {
      sql += fmt::format(
          "CREATE TRIGGER {0}_no_{1} BEFORE {1} ON {0} BEGIN SELECT RAISE(ABORT, 'history is only added "
          "to'); END;\n",
          table, act);
    }
  }
  return sql +
         fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", application_id, schema_version);
}

}  // namespace outturn::store
