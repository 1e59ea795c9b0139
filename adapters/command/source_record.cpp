#include "adapters/command/source_record.h"

#include <nlohmann/json.hpp>

#include "engine/values/date.h"

namespace outturn::command {

fs::path source_record_of(const fs::path& file) {
  fs::path out = file;
  out += ".source.json";
  return out;
}

std::string source_json(const SourceRecord& record) {
  nlohmann::ordered_json out = {{"url", record.url},
                                {"fetched_from", record.fetched_from},
                                {"retrieved", record.retrieved},
                                {"sha256", record.sha256},
                                {"bytes", record.bytes},
                                {"content_type", record.content_type},
                                {"last_modified", record.last_modified}};
  // What a server says need not be UTF-8.
  return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::optional<SourceRecord> source_in(std::string_view json) {
  const nlohmann::json read = nlohmann::json::parse(json, nullptr, false);
  if (!read.is_object()) return std::nullopt;
  const auto text = [&](const char* name) {
    const auto at = read.find(name);
    return at != read.end() && at->is_string() ? at->get<std::string>() : std::string();
  };
  SourceRecord out{text("url"), text("fetched_from"), text("retrieved"),    text("sha256"),
                   0,           text("content_type"), text("last_modified")};
  const auto bytes = read.find("bytes");
  if (out.url.empty() || out.sha256.empty() || !parse_date(out.retrieved) || bytes == read.end() ||
      !bytes->is_number_unsigned())
    return std::nullopt;
  out.bytes = bytes->get<std::uint64_t>();
  return out;
}

void take_source_beside(const fs::path& file, const std::string& digest, opendata::PublishedOptions& options,
                        Problems& problems) {
  const fs::path beside = source_record_of(file);
  const auto json = read_file(beside);
  if (!json) return;
  const auto record = source_in(*json);
  if (!record) {
    Problem unread =
        problem_at("F15", beside.string(), {}, "this is no record of where a file was fetched",
                   {"It lacks the address, the day, the length or the digest. It was not used."},
                   {"Fetch the file again, or delete the record and say --url and --retrieved."});
    unread.severity = Severity::warning;
    problems.add(std::move(unread));
    return;
  }
  if (record->sha256 != digest) {
    problems.add(problem_at("F15", file.string(), {}, "this file is not the one that was fetched",
                            {"Its sha256 is   " + digest + ".",
                             "That fetched was " + record->sha256 + ", on " + record->retrieved + "."},
                            {"Fetch it again; where it was changed on purpose, delete " +
                             beside.filename().string() + " and say where it comes from."}));
    return;
  }
  if (options.url.empty()) options.url = record->url;
  if (options.retrieved.empty()) options.retrieved = record->retrieved;
}

}  // namespace outturn::command
