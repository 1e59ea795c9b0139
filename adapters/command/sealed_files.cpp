#include "adapters/command/sealed_files.h"

#include "adapters/sealed/sealed_text.h"
#include "adapters/sealed/secret_file.h"

namespace outturn::command {

std::optional<ReadFile> read_or_tell(const std::string& path, Problems& problems) {
  auto bytes = read_file(path);
  if (bytes) return ReadFile{fs::path(path).filename().string(), std::move(*bytes)};
  problems.add(problem_at("P12", path, {}, "there is no such file, or it can't be read", {},
                          {"Look at the spelling of the path and at its permissions."}));
  return std::nullopt;
}

std::optional<ReadSchema> read_schema(const std::string& path, Problems& problems) {
  auto file = read_or_tell(path, problems);
  if (!file) return std::nullopt;
  ReadSchema read;
  read.source = SourceFile(file->name, std::move(file->bytes));
  read.schema = sealed::parse_schema(read.source, problems);
  return read;
}

bool read_input(const std::string& named, const sealed::Schema& schema, MemberInput& input,
                Problems& problems) {
  const std::size_t equals = named.find('=');
  input.member = named.substr(0, equals);
  if (equals == std::string::npos || !sealed::good_member_name(input.member)) {
    problems.add(
        problem_at("P12", named, {}, "--input needs the member's name and its file", {},
                   {"Write it like: --input harbour=beneficiaries.csv (letters, figures, - and _)."}));
    return false;
  }
  auto file = read_or_tell(named.substr(equals + 1), problems);
  if (!file) return false;
  input.file = std::move(*file);
  auto records = sealed::read_columns(input.file.name, input.file.bytes, schema.columns(), problems);
  if (!records) return false;
  input.records = std::move(*records);
  return true;
}

void keep_file(const std::string& path, std::string_view bytes) {
  if (!sealed::write_for_owner(path, bytes)) throw MachineFault("can't write " + path);
}

Exit told(const Problems& problems, const SourceFile* source) {
  print_problems(problems, source);
  return problems.has_errors() ? Exit::problems : Exit::good;
}

}  // namespace outturn::command
