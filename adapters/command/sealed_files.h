// Files that the sealed commands read and write, with what there is to say when they can't.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/command/claim/host.h"
#include "adapters/sealed/record_columns.h"
#include "engine/linkage/sealed/schema.h"

namespace outturn::command {

/// A file's name without its folders, as problems give it, and its bytes.
struct ReadFile {
  std::string name;
  std::string bytes;
};
[[nodiscard]] std::optional<ReadFile> read_or_tell(const std::string& path, Problems& problems);

/// A schema, with its text for problems.
struct ReadSchema {
  SourceFile source;
  sealed::Schema schema;
};
[[nodiscard]] std::optional<ReadSchema> read_schema(const std::string& path, Problems& problems);

/// NAME=FILE.csv, read: the columns the schema wants.
struct MemberInput {
  std::string member;
  ReadFile file;
  sealed::RecordColumns records;  ///< views into `file`: don't move this once read
};
/// False when there is something to tell.
[[nodiscard]] bool read_input(const std::string& named, const sealed::Schema& schema, MemberInput& input,
                              Problems& problems);

/// Writes for the owner alone; throws MachineFault.
void keep_file(const std::string& path, std::string_view bytes);

/// Prints problems; how the command ends.
[[nodiscard]] Exit told(const Problems& problems, const SourceFile* source);

}  // namespace outturn::command
