#include "adapters/sealed/secret_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "adapters/sealed/base64.h"
#include "adapters/sealed/hashes.h"

namespace outturn::sealed {
namespace {

constexpr std::string_view begin = "outturn-secret 1 ";
constexpr mode_t owner_only = 0600;

bool write_whole(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::close(file) == 0 && bytes.empty();
}

}  // namespace

void new_secret(const std::string& path, Problems& problems) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, owner_only);
  if (file < 0 && errno == EEXIST) {
    problems.add(problem_at("P9", path, {},
                            "there is a file of this name already; a secret is never written over",
                            {"Encodings made with a secret that is lost can't be compared any more."},
                            {"Choose another name, or put the old file away first."}));
  } else if (file < 0) {
    problems.add(problem_at("P9", path, {}, "this file can't be made", {},
                            {"Look at the spelling of the path and at the permissions of its folder."}));
  } else if (!write_whole(file, fmt::format("{}{}\n", begin, hex_of(random_bytes(32))))) {
    problems.add(
        problem_at("P9", path, {}, "the secret could not be written whole", {}, {"Is the disk full?"}));
  }
}

std::optional<std::string> read_secret(const std::string& file, std::string_view bytes, Problems& problems) {
  const bool framed = bytes.size() == begin.size() + 65 && bytes.starts_with(begin) && bytes.back() == '\n';
  auto secret = framed ? from_hex(bytes.substr(begin.size(), 64)) : std::nullopt;
  if (!secret) {
    problems.add(
        problem_at("P9", file, {}, "this is no secret as Outturn makes it, or not the whole of it", {},
                   {"Make one with outturn encode --new-secret FILE and give all members the same file."}));
  }
  return secret;
}

bool write_for_owner(const std::string& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, owner_only);
  return file >= 0 && ::fchmod(file, owner_only) == 0 && write_whole(file, bytes);
}

}  // namespace outturn::sealed
