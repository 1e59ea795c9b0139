#include "adapters/command/host.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <openssl/crypto.h>
#include <openssl/evp.h>

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

namespace {

/// OpenSSL without the machine's openssl.cnf: a digest is the same on every machine, and reading that
/// file takes longer than most digests here.
void set_up_openssl() {
  static const bool ready = OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) == 1;
  if (!ready) throw MachineFault("OpenSSL can't be set up");
}

}  // namespace

std::string sha256(std::string_view bytes) {
  set_up_openssl();
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) {
    throw MachineFault("OpenSSL can't make a SHA-256 digest");
  }
  static constexpr char hex[] = "0123456789abcdef";
  std::string out;
  for (unsigned int i = 0; i < length; ++i) {
    out += hex[digest[i] >> 4];
    out += hex[digest[i] & 15];
  }
  return out;
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

std::string problems_json(const Problems& problems) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Problem& p : problems.list()) {
    list.push_back({{"severity", p.severity == Severity::error     ? "error"
                                 : p.severity == Severity::warning ? "warning"
                                                                   : "note"},
                    {"code", p.code},
                    {"file", p.file},
                    {"line", p.span.line},
                    {"column", p.span.column},
                    {"length", p.span.length},
                    {"what", p.what},
                    {"why", p.why},
                    {"mend", p.mend}});
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
