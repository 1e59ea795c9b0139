#include "adapters/command/link_inputs.h"

#include <algorithm>
#include <cstdio>
#include <set>

#include "adapters/command/claim/intake.h"
#include "adapters/linkage/read_records.h"
#include "adapters/linkage/splink_model.h"

namespace outturn::command {
namespace {

namespace lk = linkage;

std::optional<lk::InputFile> read_input(const std::string& name, const fs::path& path, Problems& problems) {
  auto bytes = read_file(path);
  if (!bytes) {
    problems.add(problem_at("LK6", path.string(), {}, "this file can't be read", {},
                            {"Look whether it is there, and at its permissions."}));
    return std::nullopt;
  }
  return lk::InputFile{name, path.string(), std::move(*bytes)};
}

std::vector<lk::InputFile> read_inputs(const std::vector<std::string>& given, Problems& problems) {
  std::vector<lk::InputFile> inputs;
  std::set<std::string> names;
  std::map<std::string, std::string> seen;  // digest -> file
  for (const std::string& one : given) {
    const std::size_t equals = one.find('=');
    const std::string name =
        equals == std::string::npos ? fs::path(one).stem().string() : one.substr(0, equals);
    auto input = read_input(name, equals == std::string::npos ? one : one.substr(equals + 1), problems);
    if (!input) continue;
    if (!names.insert(name).second) {
      problems.add(problem_at("LK7", input->file, {}, "two inputs are called \"" + name + "\"", {},
                              {"Give each its own name: --input NAME=FILE."}));
    }
    const auto [at, fresh] = seen.emplace(sha256(input->bytes), input->file);
    if (!fresh) {
      problems.add(problem_at("LK8", input->file, {}, "this is the same file as " + at->second,
                              {"Every record would be linked to its own copy."}, {"Give each file once."}));
    }
    inputs.push_back(std::move(*input));
  }
  return inputs;
}

std::vector<std::string> all_columns(const std::vector<lk::InputFile>& inputs, Problems& problems) {
  std::vector<std::string> columns;
  for (const lk::InputFile& input : inputs) {
    for (const std::string& name : lk::header_of(input, problems)) {
      if (!name.empty() && std::find(columns.begin(), columns.end(), name) == columns.end())
        columns.push_back(name);
    }
  }
  return columns;
}

/// The first lines of each file: enough to see what its columns hold.
std::vector<lk::InputFile> heads_of(const std::vector<lk::InputFile>& inputs) {
  constexpr std::size_t most_bytes = 20U << 20U;
  std::vector<lk::InputFile> heads;
  for (const lk::InputFile& input : inputs) {
    const std::size_t end =
        input.bytes.size() <= most_bytes ? input.bytes.size() : input.bytes.rfind('\n', most_bytes) + 1;
    heads.push_back({input.name, input.file, input.bytes.substr(0, end)});
  }
  return heads;
}

std::optional<lk::Spec> propose(const std::vector<lk::InputFile>& inputs, const std::string& truth,
                                Problems& problems) {
  const auto columns = all_columns(inputs, problems);
  if (problems.has_errors()) return std::nullopt;
  const auto raw = lk::read_records(heads_of(inputs), {"", columns}, problems);
  if (!raw) return std::nullopt;
  return lk::propose_fields(*raw, truth);
}

/// The columns a specification reads, and the truth.
lk::Wanted wanted_by(const lk::Spec& spec, const std::string& truth) {
  lk::Wanted wanted{spec.id, {}};
  const auto want = [&](const std::string& column) {
    if (std::find(wanted.columns.begin(), wanted.columns.end(), column) == wanted.columns.end()) {
      wanted.columns.push_back(column);
    }
  };
  for (const lk::SpecField& field : spec.fields) {
    for (const std::string& column : field.columns) want(column);
  }
  if (!truth.empty()) want(truth);
  return wanted;
}

std::optional<std::vector<lk::Code>> truth_of(const lk::Records& raw, const std::string& column) {
  const lk::Column* found = column.empty() ? nullptr : raw.column(column);
  if (found == nullptr) return std::nullopt;
  return found->codes;
}

std::optional<LinkInputs> by_model(const LinkOptions& options, const std::vector<lk::InputFile>& inputs,
                                   Problems& problems) {
  const auto json = read_file(options.model);
  if (!json) {
    problems.add(
        problem_at("LK6", options.model, {}, "this file can't be read", {}, {"Look whether it is there."}));
    return std::nullopt;
  }
  auto model = lk::read_splink_model(options.model, *json, problems);
  if (!model) return std::nullopt;
  lk::Wanted wanted{model->id_column, lk::columns_of(*model)};
  if (!options.truth.empty()) wanted.columns.push_back(options.truth);
  auto records = lk::read_records(inputs, wanted, problems);
  if (!records) return std::nullopt;
  LinkInputs out;
  out.truth = truth_of(*records, options.truth);
  out.model = std::move(*model);
  out.records = std::move(*records);
  return out;
}

std::optional<LinkInputs> by_spec(const LinkOptions& options, std::vector<lk::InputFile>& inputs,
                                  Problems& problems) {
  std::optional<lk::Spec> spec;
  const bool automatic = options.spec == "auto";
  if (automatic) {
    spec = propose(inputs, options.truth, problems);
  } else if (const auto source = load_text(options.spec, problems)) {
    spec = lk::read_spec(*source, problems);
  }
  if (!spec) return std::nullopt;
  const auto raw = lk::read_records(inputs, wanted_by(*spec, options.truth), problems);
  inputs.clear();
  if (!raw) return std::nullopt;
  LinkInputs out;
  out.truth = truth_of(*raw, options.truth);
  out.standard = lk::standardised(*raw, *spec);
  if (automatic) lk::choose_blocks(*spec, *out.standard);
  out.spec_text = lk::spec_text(*spec);
  out.once_in = spec->once_in;
  for (const auto& parts : spec->matches) out.passes.push_back(lk::rule_of(*spec, parts));
  out.model = lk::model_of(*spec, *out.standard);
  out.records = std::move(out.standard->records);
  return out;
}

}  // namespace

std::optional<LinkInputs> link_inputs(const LinkOptions& options, Problems& problems) {
  auto inputs = read_inputs(options.inputs, problems);
  if (problems.has_errors()) return std::nullopt;
  auto out = options.model.empty() ? by_spec(options, inputs, problems) : by_model(options, inputs, problems);
  if (problems.has_errors()) return std::nullopt;
  return out;
}

Exit suggest_spec(const LinkOptions& options) {
  Problems problems;
  auto inputs = read_inputs(options.suggest, problems);
  std::optional<lk::Spec> spec;
  if (!problems.has_errors()) spec = propose(inputs, options.truth, problems);
  std::optional<lk::Records> raw;
  if (spec) raw = lk::read_records(inputs, wanted_by(*spec, ""), problems);
  print_problems(problems, nullptr);
  if (!raw) return Exit::problems;
  lk::choose_blocks(*spec, lk::standardised(*raw, *spec));
  std::printf("%s", lk::spec_text(*spec).c_str());
  return Exit::good;
}

}  // namespace outturn::command
