#include "adapters/command/opendata_command.h"

#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "adapters/command/source_record.h"
#include "adapters/opendata/summary.h"
#include "adapters/opendata/tidy_csv.h"

namespace outturn::command {
namespace {

using comparison::Published;

std::string known_formats() {
  std::string out;
  for (const opendata::FormatName& one : opendata::formats())
    out += (out.empty() ? "" : ", ") + std::string(one.name);
  return out;
}

/// Metadata of Explore Education Statistics lies beside its file: NAME.csv, NAME.meta.csv.
std::string metadata_beside(const fs::path& file) {
  fs::path beside = file;
  beside.replace_extension();
  beside += ".meta.csv";
  if (beside == file || !fs::exists(beside)) return "";
  return read_file(beside).value_or("");
}

std::optional<Published> read_one(const std::string& name, opendata::PublishedOptions options,
                                  Problems& problems) {
  const auto bytes = read_file(name);
  if (!bytes) {
    problems.add(problem_at("O1", name, {}, "this file can't be read", {}, {"Check its name and place."}));
    return std::nullopt;
  }
  options.metadata = metadata_beside(name);
  const std::string digest = sha256(*bytes);
  take_source_beside(name, digest, options, problems);
  return opendata::read_published({fs::path(name).filename().string(), *bytes, digest}, options, problems);
}

bool take_declaration(const DataOptions& options, opendata::PublishedOptions& read, Problems& problems) {
  if (options.declared.empty()) return true;
  const auto text = read_file(options.declared);
  if (!text) {
    problems.add(problem_at("O50", options.declared, {}, "this file can't be read", {},
                            {"Check its name and place."}));
    return false;
  }
  read.declaration = *text;
  read.declaration_file = fs::path(options.declared).filename().string();
  return true;
}

}  // namespace

Exit run_data(const DataOptions& options) {
  if (options.fetch.asked) return run_fetch(options.fetch);
  if (!options.tables.asked.empty()) return run_savings_tables(options.tables);
  Problems problems;
  opendata::PublishedOptions read = options.read;
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  if (!options.out.empty() && options.files.size() > 1) {
    std::fprintf(stderr, "--out takes one file at a time.\n");
    return Exit::usage;
  }
  if (take_declaration(options, read, problems)) {
    for (const std::string& file : options.files) {
      const auto table = read_one(file, read, problems);
      if (!table) continue;
      if (options.json) all.push_back(nlohmann::ordered_json::parse(opendata::summary_json(*table)));
      if (!options.json) std::fprintf(stdout, "%s\n", opendata::summary_text(*table).c_str());
      if (!options.out.empty() && !problems.has_errors()) write_file(options.out, opendata::tidy_csv(*table));
    }
  }
  if (options.json) {
    const nlohmann::ordered_json told = nlohmann::ordered_json::parse(problems_json(problems));
    const nlohmann::ordered_json both = {{"files", all}, {"problems", told}};
    std::fprintf(stdout, "%s\n", both.dump(2).c_str());
  } else {
    print_problems(problems, nullptr);
    if (problems.has_errors() && !options.out.empty()) std::fprintf(stderr, "Nothing was written.\n");
  }
  return problems.has_errors() ? Exit::problems : Exit::good;
}

void set_up_data(CLI::App& app, DataOptions& o) {
  CLI::App* data =
      app.add_subcommand("data", "Published statistics, and the values savings are calculated with.");
  data->require_subcommand(1);
  CLI::App* read =
      data->add_subcommand("read", "Reads files of published statistics and tells what is in them.");
  read->add_option("FILE", o.files, "CSV or workbook (.xlsx, .ods), as published")->required();
  read->add_option("--as", o.read.format, "its format, where it is not recognised: " + known_formats());
  read->add_option("--declared", o.declared, "a text that says which column is what, for any other file");
  read->add_option("--sheet", o.read.sheet, "of a workbook");
  read->add_option("--indicator", o.read.indicators,
                   "what was asked for: anything else in the file is an error");
  read->add_option("--area-type", o.read.area_types, "likewise");
  read->add_flag("--categories", o.read.categories, "Fingertips: also rows of deprivation, ethnic groups...");
  read->add_option("--publisher", o.read.publisher, "who published it, for the record");
  read->add_option("--url", o.read.url, "where it was fetched");
  read->add_option("--licence", o.read.licence, "under which licence");
  read->add_option("--retrieved", o.read.retrieved, "the day it was fetched");
  read->add_option("--release", o.read.release, "the publisher's release");
  read->add_option("--out", o.out, "where to write the tidy table as CSV");
  read->add_flag("--json", o.json, "what was read, as JSON");
  set_up_fetch(*data, o.fetch);
  set_up_savings_tables(*data, o.tables);
}

}  // namespace outturn::command
