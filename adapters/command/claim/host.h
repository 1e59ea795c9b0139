// The machine the command runs on: files, terminal. The only place that touches them.
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "adapters/digest/digest.h"
#include "engine/base/problem.h"

namespace outturn::command {

namespace fs = std::filesystem;

inline constexpr const char* engine_version = "0.1.0";

/// What a command ends with (README, "Exit status").
enum class Exit : int { good = 0, problems = 1, usage = 2, fault = 3 };

/// A fault of the machine: a disk that is full, a folder that can't be written. Exit status 3.
class MachineFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The whole file; nullopt when it can't be read.
[[nodiscard]] std::optional<std::string> read_file(const fs::path& path);
/// Writes the whole file; throws MachineFault.
void write_file(const fs::path& path, std::string_view bytes);
/// Puts the bytes in place of the file in one step: it holds the old text or the new one, never a part.
/// A link is followed, permissions stay. Throws MachineFault.
void replace_file(const fs::path& path, std::string_view bytes);
/// All that comes on standard input.
[[nodiscard]] std::string read_standard_input();
/// True when `path`, links followed, lies inside `folder`.
[[nodiscard]] bool lies_inside(const fs::path& path, const fs::path& folder);

/// True when colour may be used on standard error (a terminal, and NO_COLOR is not set).
[[nodiscard]] bool colour_on_errors();
/// "1 payment", "2 payments".
[[nodiscard]] std::string counted(std::size_t n, const char* what);
/// Problems as a person reads them, on standard error, with their number at the end.
void print_problems(const Problems& problems, const SourceFile* contract);
/// Problems as a machine reads them (array of objects).
[[nodiscard]] std::string problems_json(const Problems& problems);

/// Tells on standard error what is being done once the work has lasted a second.
class Progress {
 public:
  Progress();
  void step(const std::string& what);

 private:
  long long begun_;
};

}  // namespace outturn::command
