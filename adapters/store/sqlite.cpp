#include "adapters/store/sqlite.h"

#include <sqlite3.h>

namespace outturn::store {

bool SqliteError::is_locked() const { return code_ == SQLITE_BUSY || code_ == SQLITE_LOCKED; }

bool SqliteError::is_damaged() const {
  return code_ == SQLITE_NOTADB || code_ == SQLITE_CORRUPT || code_ == SQLITE_ERROR;
}

void Statement::Close::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement::Statement(sqlite3* database, std::string_view sql) {
  sqlite3_stmt* made = nullptr;
  const int code = sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &made, nullptr);
  statement_.reset(made);
  if (code != SQLITE_OK) throw SqliteError(code & 0xFF, sqlite3_errmsg(database));
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) throw SqliteError(code & 0xFF, sqlite3_errmsg(sqlite3_db_handle(statement_.get())));
}

Statement& Statement::text(std::string_view value) {
  check(sqlite3_bind_text(statement_.get(), ++bound_, value.data(), static_cast<int>(value.size()),
                          SQLITE_TRANSIENT));  // NOLINT: SQLite's own cast
  return *this;
}

Statement& Statement::number(std::int64_t value) {
  check(sqlite3_bind_int64(statement_.get(), ++bound_, value));
  return *this;
}

Statement& Statement::nothing() {
  check(sqlite3_bind_null(statement_.get(), ++bound_));
  return *this;
}

bool Statement::row() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  bound_ = 0;
  if (code != SQLITE_DONE) {
    const SqliteError error(code & 0xFF, sqlite3_errmsg(sqlite3_db_handle(statement_.get())));
    sqlite3_reset(statement_.get());
    throw error;
  }
  sqlite3_reset(statement_.get());
  return false;
}

std::int64_t Statement::number_at(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string_view Statement::text_at(int column) const {
  const unsigned char* const bytes = sqlite3_column_text(statement_.get(), column);
  if (bytes == nullptr) return {};
  return {reinterpret_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

bool Statement::nothing_at(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Database::Database(const std::filesystem::path& path, int patience_ms) {
  sqlite3* made = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &made, SQLITE_OPEN_READWRITE, nullptr);
  handle_.reset(made);
  if (code != SQLITE_OK) throw SqliteError(code & 0xFF, sqlite3_errmsg(made));
  sqlite3_busy_timeout(made, patience_ms);
  run("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; PRAGMA trusted_schema "
      "= OFF");
}

void Database::run(const std::string& sql) {
  const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw SqliteError(code & 0xFF, sqlite3_errmsg(handle_.get()));
}

std::int64_t Database::number(std::string_view sql) {
  Statement asked = statement(sql);
  return asked.row() ? asked.number_at(0) : 0;
}

std::int64_t Database::last_row() const { return sqlite3_last_insert_rowid(handle_.get()); }

}  // namespace outturn::store
