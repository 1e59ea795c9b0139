// SQLite, with its handles closed by themselves and its errors as one exception.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace outturn::store {

/// What SQLite refused. Callers turn what the world can cause into problems.
class SqliteError : public std::runtime_error {
 public:
  SqliteError(int code, const std::string& what) : std::runtime_error(what), code_(code) {}
  [[nodiscard]] bool is_locked() const;
  /// The file is no database, or not a whole one.
  [[nodiscard]] bool is_damaged() const;

 private:
  int code_;
};

class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);
  Statement& text(std::string_view value);
  Statement& number(std::int64_t value);
  Statement& nothing();
  /// The next row; false when there is none. Begins again afterwards.
  bool row();
  /// For statements without rows.
  void run() { (void)row(); }
  [[nodiscard]] std::int64_t number_at(int column) const;
  [[nodiscard]] std::string_view text_at(int column) const;
  [[nodiscard]] bool nothing_at(int column) const;

 private:
  struct Close {
    void operator()(sqlite3_stmt* statement) const;
  };
  void check(int code) const;
  std::unique_ptr<sqlite3_stmt, Close> statement_;
  int bound_ = 0;
};

class Database {
 public:
  /// Opens a file that is there; waits `patience_ms` for others to finish.
  Database(const std::filesystem::path& path, int patience_ms);

  void run(const std::string& sql);
  [[nodiscard]] Statement statement(std::string_view sql) { return {handle_.get(), sql}; }
  [[nodiscard]] std::int64_t number(std::string_view sql);
  [[nodiscard]] std::int64_t last_row() const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace outturn::store
