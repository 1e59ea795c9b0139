#include "adapters/command/claim/host.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <unistd.h>

#include <nlohmann/json.hpp>

namespace outturn::command {

std::optional<std::string> read_file(const fs::path& path) {
  std::error_code failed;
  if (!fs::is_regular_file(path, failed)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string bytes;
  bytes.resize(static_cast<std::size_t>(fs::file_size(path, failed)));
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

void write_file(const fs::path& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) throw MachineFault("can't write " + path.string());
}

void replace_file(const fs::path& path, std::string_view bytes) {
  std::error_code failed;
  const fs::path real = fs::canonical(path, failed);
  if (failed) throw MachineFault("can't find " + path.string());
  fs::path beside = real;
  beside += "." + std::to_string(getpid()) + ".new";
  const auto undone = [&](const char* what) {
    fs::remove(beside, failed);
    throw MachineFault(what + path.string());
  };
  try {
    write_file(beside, bytes);
  } catch (const MachineFault&) {
    undone("can't write beside ");
  }
  fs::permissions(beside, fs::status(real, failed).permissions(), failed);
  fs::rename(beside, real, failed);
  if (failed) undone("can't replace ");
}

std::string read_standard_input() {
  std::string bytes;
  std::array<char, 65536> part{};
  for (std::size_t got = 0; (got = std::fread(part.data(), 1, part.size(), stdin)) > 0;)
    bytes.append(part.data(), got);
  if (std::ferror(stdin) != 0) throw MachineFault("standard input can't be read");
  return bytes;
}

bool lies_inside(const fs::path& path, const fs::path& folder) {
  std::error_code failed;
  const fs::path real = fs::canonical(path, failed);
  if (failed) return false;
  const fs::path home = fs::canonical(folder, failed);
  if (failed) return false;
  const auto [end, unused] = std::mismatch(home.begin(), home.end(), real.begin(), real.end());
  return end == home.end();
}

bool colour_on_errors() { return isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr; }

namespace {

std::string coloured(std::string text, const Problem& problem) {
  const std::string word = problem.severity == Severity::error     ? "error "
                           : problem.severity == Severity::warning ? "warning "
                                                                   : "note ";
  const std::size_t at = text.find(word + problem.code);
  if (at == std::string::npos) return text;
  const char* colour = problem.severity == Severity::error     ? "\033[1;31m"
                       : problem.severity == Severity::warning ? "\033[1;33m"
                                                               : "\033[1m";
  return text.substr(0, at) + colour + word + problem.code + "\033[0m" +
         text.substr(at + word.size() + problem.code.size());
}

}  // namespace

std::string counted(std::size_t n, const char* what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

void print_problems(const Problems& problems, const SourceFile* contract) {
  const bool colour = colour_on_errors();
  for (const Problem& problem : problems.list()) {
    const bool here = contract != nullptr && problem.file == contract->name();
    std::string text = render(problem, here ? contract : nullptr);
    if (colour) text = coloured(std::move(text), problem);
    std::fputs(text.c_str(), stderr);
  }
  const std::size_t errors = problems.count(Severity::error);
  const std::size_t warnings = problems.count(Severity::warning);
  if (errors + warnings > 0) {
    std::fprintf(stderr, "%s, %s\n", counted(errors, "error").c_str(), counted(warnings, "warning").c_str());
  }
}

namespace {

/// Where a place ends: the column behind its last character.
void add_end(nlohmann::ordered_json& to, const Span& span) {
  to["end_line"] = span.line;
  to["end_column"] = span.column + span.length;
}

nlohmann::ordered_json edit_json(const Edit& edit) {
  nlohmann::ordered_json out{{"line", edit.span.line}, {"column", edit.span.column}};
  add_end(out, edit.span);
  out["text"] = edit.text;
  return out;
}

}  // namespace

std::string problems_json(const Problems& problems) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Problem& p : problems.list()) {
    nlohmann::ordered_json one{
        {"severity", word_for(p.severity)}, {"code", p.code},         {"file", p.file}, {"line", p.span.line},
        {"column", p.span.column},          {"length", p.span.length}};
    add_end(one, p.span);
    one["what"] = p.what;
    one["why"] = p.why;
    one["mend"] = p.mend;
    one["edits"] = nlohmann::ordered_json::array();
    for (const Edit& edit : p.edits) one["edits"].push_back(edit_json(edit));
    list.push_back(std::move(one));
  }
  return list.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

namespace {

long long milliseconds() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

Progress::Progress() : begun_(milliseconds()) {}

void Progress::step(const std::string& what) {
  const long long lasted = milliseconds() - begun_;
  if (lasted < 1000) return;
  std::fprintf(stderr, "... %s (%.1f s)\n", what.c_str(), static_cast<double>(lasted) / 1000);
}

}  // namespace outturn::command
