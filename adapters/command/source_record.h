// FILE.source.json: where a file of published statistics was fetched, when, and its digest. `outturn data
// fetch` writes it beside the file; whoever reads the file takes its source from there. It must never be
// believed of another file: the digest decides.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/command/claim/host.h"
#include "adapters/opendata/read_published.h"

namespace outturn::command {

struct SourceRecord {
  std::string url;           ///< as asked for
  std::string fetched_from;  ///< after redirects
  std::string retrieved;     ///< the day, as 2026-11-22
  std::string sha256;        ///< lower-case hex
  std::uint64_t bytes = 0;
  std::string content_type;   ///< as the server said; empty where it did not
  std::string last_modified;  ///< likewise
};

[[nodiscard]] fs::path source_record_of(const fs::path& file);
[[nodiscard]] std::string source_json(const SourceRecord& record);
/// nullopt where it is no such record.
[[nodiscard]] std::optional<SourceRecord> source_in(std::string_view json);

/// Fills url and retrieved of `options`, where they are empty, from the record beside `file`, if there is
/// one. Adds F15: an error where the record is of other bytes than `digest`, a warning where it can't be
/// read.
void take_source_beside(const fs::path& file, const std::string& digest, opendata::PublishedOptions& options,
                        Problems& problems);

}  // namespace outturn::command
