#include "adapters/command/fetch_command.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "adapters/command/source_record.h"
#include "adapters/fetch/fetch.h"
#include "adapters/tables/complaints.h"
#include "engine/values/date.h"

namespace outturn::command {
namespace {

using Clock = std::chrono::steady_clock;

/// A file with its source, wherever it was found.
struct Taken {
  std::string bytes;
  SourceRecord source;
  enum class By { network, cache, there_already } by = By::network;
};

std::string today() {
  const auto days = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  constexpr std::int32_t first_of_1970 = 25569;  // as a day serial
  return to_iso(Date{first_of_1970 + static_cast<std::int32_t>(days.time_since_epoch().count())});
}

bool is_digest(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// The file and its record, both whole and of each other; nullopt where not.
std::optional<Taken> whole_with_source(const fs::path& file, const std::string& digest, Taken::By by) {
  auto bytes = read_file(file);
  const auto json = read_file(source_record_of(file));
  if (!bytes || !json) return std::nullopt;
  auto source = source_in(*json);
  if (!source || source->sha256 != digest || sha256(*bytes) != digest) return std::nullopt;
  return Taken{std::move(*bytes), std::move(*source), by};
}

std::optional<Taken> in_cache(const FetchOptions& o, Problems& problems) {
  if (o.cache.empty() || o.sha256.empty()) return std::nullopt;
  const fs::path file = fs::path(o.cache) / o.sha256;
  if (!fs::exists(file)) return std::nullopt;
  auto taken = whole_with_source(file, o.sha256, Taken::By::cache);
  if (taken) return taken;
  Problem spoilt = problem_at("F13", file.string(), {}, "this file of the cache is spoilt, and was not used",
                              {"It is not what its name, the sha256, says, or its record is missing."},
                              {"Delete it, and fetch again with --online."});
  spoilt.severity = Severity::warning;
  problems.add(std::move(spoilt));
  return std::nullopt;
}

Problem offline(const FetchOptions& o) {
  std::vector<std::string> why = {fmt::format("It would fetch {} into {}, at most {} MiB in {} seconds.",
                                              o.url, o.out, o.most_mib, o.most_seconds),
                                  o.sha256.empty()
                                      ? "Without --sha256 it would take whatever the server gives today."
                                      : "It would take the file only with sha256 " + o.sha256 + "."};
  if (!o.cache.empty() && !o.sha256.empty()) why.push_back("It is not in the cache " + o.cache + ".");
  return problem_at("F1", o.url, {}, "nothing was fetched: this command is offline unless told", why,
                    {"Say --online to fetch it."});
}

std::optional<Taken> by_network(const FetchOptions& o, Problems& problems) {
  fetch::Request request;
  request.url = o.url;
  request.limits.most_bytes = static_cast<std::uint64_t>(o.most_mib) << 20;
  request.limits.whole_seconds = o.most_seconds;
  request.limits.silence_seconds = std::min(request.limits.silence_seconds, o.most_seconds);
  const auto end = Clock::now() + std::chrono::seconds(o.most_seconds);
  request.late = [end] { return Clock::now() > end; };
  auto fetched = fetch::fetch(request, problems);
  if (!fetched) return std::nullopt;
  const std::string digest = sha256(fetched->bytes);
  if (!o.sha256.empty() && digest != o.sha256) {
    problems.add(problem_at("F10", o.url, {}, "this is another file than asked for",
                            {"Asked for was sha256 " + o.sha256 + ".", "What came has     " + digest + "."},
                            {"See what the publisher changed. Nothing was kept."}));
    return std::nullopt;
  }
  const std::uint64_t size = fetched->bytes.size();
  return Taken{std::move(fetched->bytes),
               {o.url, fetched->from, today(), digest, size, fetched->content_type, fetched->last_modified},
               Taken::By::network};
}

std::optional<Taken> there_already(const FetchOptions& o, Problems& problems) {
  if (!o.sha256.empty()) {
    auto taken = whole_with_source(o.out, o.sha256, Taken::By::there_already);
    if (taken) return taken;
  }
  problems.add(problem_at("F14", o.out, {}, "there is a file of this name already",
                          {"Results may stand on it, so it is not replaced unasked."},
                          {"Name another file, or say --replace."}));
  return std::nullopt;
}

std::optional<Taken> take(const FetchOptions& o, Problems& problems) {
  if (!o.sha256.empty() && !is_digest(o.sha256))
    problems.add(problem_at("F16", o.url, {}, "\"" + o.sha256 + "\" is no sha256",
                            {"A sha256 has 64 of the characters 0 to 9 and a to f."},
                            {"Copy it from the record of the file (FILE.source.json)."}));
  if (!fetch::usable_address(o.url, problems) || problems.has_errors()) return std::nullopt;
  if (fs::exists(o.out) && !o.replace) return there_already(o, problems);
  if (auto cached = in_cache(o, problems)) return cached;
  if (o.online) return by_network(o, problems);
  problems.add(offline(o));
  return std::nullopt;
}

/// Whole or not at all: written beside, then given its name.
void write_whole(const fs::path& path, std::string_view bytes) {
  fs::path part = path;
  part += ".part";
  std::error_code failed;
  try {
    write_file(part, bytes);
  } catch (const MachineFault&) {
    fs::remove(part, failed);
    throw;
  }
  fs::rename(part, path, failed);
  if (!failed) return;
  std::error_code ignored;
  fs::remove(part, ignored);
  throw MachineFault("can't write " + path.string() + ": " + failed.message());
}

void keep(const FetchOptions& o, const Taken& taken) {
  const std::string json = source_json(taken.source);
  if (taken.by != Taken::By::there_already) {
    write_whole(o.out, taken.bytes);
    write_whole(source_record_of(o.out), json);
  }
  if (o.cache.empty() || taken.by == Taken::By::cache) return;
  const fs::path cached = fs::path(o.cache) / taken.source.sha256;
  std::error_code failed;
  fs::create_directories(o.cache, failed);
  write_whole(cached, taken.bytes);
  write_whole(source_record_of(cached), json);
}

const char* told_by(Taken::By by) {
  if (by == Taken::By::cache) return "taken from the cache";
  return by == Taken::By::network ? "fetched" : "there already";
}

void tell_taken(const FetchOptions& o, const std::optional<Taken>& taken, const Problems& problems) {
  if (o.json) {
    nlohmann::ordered_json out;
    if (taken) out["source"] = nlohmann::ordered_json::parse(source_json(taken->source));
    if (taken) out["by"] = told_by(taken->by);
    out["problems"] = nlohmann::ordered_json::parse(problems_json(problems));
    std::fprintf(stdout, "%s\n", out.dump(2).c_str());
    return;
  }
  print_problems(problems, nullptr);
  if (!taken) return;
  const SourceRecord& source = taken->source;
  fmt::print("{}: {}, {} bytes\n  {}\n", o.out, told_by(taken->by), tables::grouped(source.bytes),
             source.url);
  if (source.fetched_from != source.url) fmt::print("  from {}\n", source.fetched_from);
  fmt::print("  retrieved {}, sha256 {}\n", source.retrieved, source.sha256);
  if (o.sha256.empty()) fmt::print("  Say --sha256 with it next time, and a changed file is refused.\n");
}

}  // namespace

Exit run_fetch(const FetchOptions& options) {
  FetchOptions o = options;
  std::transform(o.sha256.begin(), o.sha256.end(), o.sha256.begin(),
                 [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; });
  const fs::path folder = fs::path(o.out).parent_path();
  if (!folder.empty() && !fs::is_directory(folder))
    throw MachineFault("there is no folder " + folder.string());
  Problems problems;
  const auto taken = take(o, problems);
  if (taken) keep(o, *taken);
  tell_taken(o, taken, problems);
  return taken ? Exit::good : Exit::problems;
}

void set_up_fetch(CLI::App& data, FetchOptions& o) {
  CLI::App* fetch = data.add_subcommand(
      "fetch", "Fetches a file by its address, with a record of its source beside it. Offline unless told.");
  fetch->add_option("URL", o.url, "the file's own address, https or http")->required();
  fetch->add_option("--out", o.out, "where to write it; FILE.source.json is written beside it")->required();
  fetch->add_option("--sha256", o.sha256, "what it must be: any other file is refused");
  fetch->add_option("--cache", o.cache, "a folder that keeps what was fetched, by its sha256");
  fetch->add_flag("--online", o.online, "do use the network");
  fetch->add_flag("--replace", o.replace, "write over a file of that name");
  fetch->add_option("--mib", o.most_mib, "how large it may be, in MiB")
      ->check(CLI::Range(1, 16384))
      ->capture_default_str();
  fetch->add_option("--seconds", o.most_seconds, "how long it may take")
      ->check(CLI::Range(1, 86400))
      ->capture_default_str();
  fetch->add_flag("--json", o.json, "what was fetched, as JSON");
  fetch->callback([&o] { o.asked = true; });
}

}  // namespace outturn::command
