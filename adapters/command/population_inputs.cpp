#include "adapters/command/population_inputs.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::command {
namespace {

constexpr std::size_t most_named = 3;

std::optional<linkage::InputFile> read_input(const std::string& given, Problems& problems) {
  const std::size_t equals = given.find('=');
  if (equals == std::string::npos || equals == 0) {
    problems.add(problem_at("LK70", "", {}, "\"--input " + given + "\" does not say whose file it is", {},
                            {"Write --input NAME=FILE; NAME is the dataset's, such as the member's."}));
    return std::nullopt;
  }
  const fs::path path = given.substr(equals + 1);
  auto bytes = read_file(path);
  if (!bytes) {
    problems.add(
        problem_at("LK71", path.string(), {}, "this file can't be read", {}, {"Check its name and place."}));
    return std::nullopt;
  }
  return linkage::InputFile{given.substr(0, equals), path.filename().string(), std::move(*bytes)};
}

void refuse_twice(const std::vector<linkage::InputFile>& inputs, const std::vector<store::BatchFile>& files,
                  Problems& problems) {
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (inputs[i].name == inputs[j].name) {
        problems.add(problem_at("LK66", inputs[i].file, {},
                                "the dataset \"" + inputs[i].name + "\" is given twice",
                                {"The other file is " + inputs[j].file + "."},
                                {"Add one file of a dataset at a time, or give the other its own name."}));
      }
      if (files[i].sha256 == files[j].sha256) {
        problems.add(problem_at("LK65", inputs[i].file, {}, "this file is the same as " + inputs[j].file, {},
                                {"Give each file once."}));
      }
    }
  }
}

}  // namespace

std::optional<BatchInputs> read_batch(const PopulationOptions& options, const linkage::Model& model,
                                      Problems& problems) {
  std::vector<linkage::InputFile> inputs;
  BatchInputs batch;
  for (const std::string& given : options.inputs) {
    auto input = read_input(given, problems);
    if (!input) continue;
    batch.files.push_back({input->name, input->file, sha256(input->bytes)});
    inputs.push_back(std::move(*input));
  }
  refuse_twice(inputs, batch.files, problems);
  if (problems.has_errors()) return std::nullopt;
  auto records = linkage::read_records(inputs, {model.id_column, linkage::columns_of(model)}, problems);
  if (!records) return std::nullopt;
  batch.records = std::move(*records);
  return batch;
}

void refuse_known(store::PopulationStore& store, const BatchInputs& batch, Problems& problems) {
  for (const store::BatchFile& file : batch.files) {
    const auto known = store.batch_with(file.sha256);
    if (known == 0) continue;
    problems.add(problem_at("LK65", file.file, {}, fmt::format("this file came with batch {} already", known),
                            {}, {"Leave it out. If it is to be linked anew, undo that batch first."}));
  }
  if (problems.has_errors()) return;
  const std::vector<std::string> there = store.already_there(batch.records);
  if (there.empty()) return;
  std::string named;
  for (std::size_t i = 0; i < std::min(there.size(), most_named); ++i)
    named += (i > 0 ? ", " : "") + there[i];
  problems.add(problem_at(
      "LK67", "", {}, fmt::format("{} are in the population already", counted(there.size(), "record")),
      {"Such as " + named + ". A record is known by its dataset and id."},
      {"Give only new records. If these are other people, their ids or the dataset's name must differ."}));
}

}  // namespace outturn::command
