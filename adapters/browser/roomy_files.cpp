// Temporary files with room: libxlsxwriter writes through them in small pieces, each of which would be a call
// out of WebAssembly. scripts/browser_libraries.sh compiles the library to call these.
#include <cstdio>
#include <map>
#include <memory>

namespace {

constexpr std::size_t room = 1U << 20U;

std::map<std::FILE*, std::unique_ptr<char[]>>& rooms() {
  static std::map<std::FILE*, std::unique_ptr<char[]>> all;
  return all;
}

}  // namespace

extern "C" {

std::FILE* outturn_roomy_tmpfile() {
  std::FILE* const file = std::tmpfile();
  if (file == nullptr) return nullptr;
  auto made = std::make_unique<char[]>(room);
  (void)std::setvbuf(file, made.get(), _IOFBF, room);
  rooms()[file] = std::move(made);
  return file;
}

int outturn_roomy_fclose(std::FILE* file) {
  const int code = std::fclose(file);
  rooms().erase(file);
  return code;
}

}  // extern "C"
