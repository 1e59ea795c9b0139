#include "adapters/command/population_command.h"

#include <cstdio>

#include <fmt/format.h>

#include "adapters/command/claim/parallel.h"
#include "adapters/command/claim/result_folder.h"
#include "adapters/command/population_files.h"
#include "adapters/command/population_inputs.h"
#include "adapters/linkage/splink_model.h"
#include "engine/values/date.h"

namespace outturn::command {
namespace {

using linkage::LinkEvent;
using store::PopulationStore;

void say(const std::string& line) { std::fprintf(stdout, "%s\n", line.c_str()); }

Exit nothing_changed(Problems& problems) {
  problems.sort();
  print_problems(problems, nullptr);
  std::fprintf(stderr, "Nothing was changed.\n");
  return Exit::problems;
}

/// A population is one set: a model that looks for a dataset's own doubles looks among all records.
std::optional<linkage::Model> read_model(const std::string& file, Problems& problems) {
  const auto bytes = read_file(file);
  if (!bytes) {
    problems.add(problem_at("LK71", file, {}, "this file can't be read", {}, {"Check its name and place."}));
    return std::nullopt;
  }
  auto model = linkage::read_splink_model(fs::path(file).filename().string(), *bytes, problems);
  if (model && model->type == linkage::LinkType::dedupe) model->type = linkage::LinkType::link_and_dedupe;
  return model;
}

linkage::Learned learn(linkage::Model model, const linkage::Records& records) {
  linkage::LinkingOptions asked;
  asked.u_pairs = records.size() > 20000 ? 1e7 : 2e6;
  linkage::Linking linking(std::move(model), records, run_on_all_cores, asked);
  linking.link();
  return linking.learned();
}

std::string summary(const linkage::Change& change) {
  std::size_t count[5] = {0, 0, 0, 0, 0};
  for (const LinkEvent& event : change.events) ++count[static_cast<int>(event.what)];
  return fmt::format("{}, {} grown, {} merged", counted(count[0], "new person"), count[1], count[2]);
}

/// A full disk and the like, from deep below.
template <class Work>
Exit with_store_faults(const Work& work) {
  try {
    return work();
  } catch (const store::SqliteError& error) {
    throw MachineFault(std::string("the population can't be read or written: ") + error.what());
  }
}

bool date_is_good(const PopulationOptions& options, Problems& problems) {
  if (parse_date(options.date)) return true;
  problems.add(problem_at("LK72", "", {}, "\"--date " + options.date + "\" is no date", {},
                          {"Write the day the batch came in like 2015-10-31."}));
  return false;
}

}  // namespace

Exit create_population(const PopulationOptions& options) {
  Problems problems;
  if (!date_is_good(options, problems)) return nothing_changed(problems);
  if (fs::exists(options.file))
    problems.add(PopulationStore::not_made(options.file));  // before the long work
  auto model = read_model(options.model, problems);
  if (!model || problems.has_errors()) return nothing_changed(problems);
  auto inputs = read_batch(options, *model, problems);
  if (!inputs) return nothing_changed(problems);
  return with_store_faults([&] {
    const linkage::Learned learned = learn(std::move(*model), inputs->records);
    auto store = PopulationStore::create(options.file, learned, problems);
    if (!store) return nothing_changed(problems);
    store::Batch batch{0, options.date, "create", "", 0, false, 0, inputs->files};
    const linkage::Change change = store->add(inputs->records, batch);
    say(fmt::format("{}: {}, {}.", options.file, counted(change.added, "record"),
                    counted(change.events.size(), "person")));
    return Exit::good;
  });
}

Exit add_to_population(const PopulationOptions& options) {
  Problems problems;
  if (!date_is_good(options, problems)) return nothing_changed(problems);
  if (!options.out.empty()) {
    if (const std::string refusal = ResultFolder::refusal(options.out, false); !refusal.empty()) {
      std::fprintf(stderr, "%s\n", refusal.c_str());
      return Exit::problems;
    }
  }
  return with_store_faults([&] {
    auto store = PopulationStore::open(options.file, PopulationStore::Use::write, problems);
    if (!store) return nothing_changed(problems);
    auto inputs = read_batch(options, store->learned().model, problems);
    if (!inputs) return nothing_changed(problems);
    refuse_known(*store, *inputs, problems);
    if (problems.has_errors()) return nothing_changed(problems);
    store::Batch batch{0, options.date, "add", "", 0, false, 0, inputs->files};
    const linkage::Change change = store->add(inputs->records, batch);
    if (!options.out.empty()) write_changes(options.out, store->population(), change, batch.number);
    say(fmt::format("Batch {}: {}; {}.", batch.number, counted(change.added, "record"), summary(change)));
    return Exit::good;
  });
}

Exit show_population(const PopulationOptions& options) {
  Problems problems;
  return with_store_faults([&] {
    auto store = PopulationStore::open(options.file, PopulationStore::Use::read, problems);
    if (!store) return nothing_changed(problems);
    const store::StoreCounts counts = store->counts();
    say(fmt::format("{} of {}", counted(static_cast<std::size_t>(counts.records), "record"),
                    counted(static_cast<std::size_t>(counts.persons), "person")));
    for (const auto& [name, records] : counts.datasets) {
      say(fmt::format("  {}: {}", name, counted(static_cast<std::size_t>(records), "record")));
    }
    for (const store::Batch& batch : store->batches()) {
      std::string line = fmt::format("batch {}, {}: {}", batch.number, batch.date, batch.kind);
      if (batch.undoes != 0) line += fmt::format(" of batch {}: {}", batch.undoes, batch.reason);
      if (batch.undone) line += " (undone)";
      say(line);
      for (const store::BatchFile& file : batch.files)
        say(fmt::format("  {}={} sha256 {}", file.dataset, file.file, file.sha256));
    }
    return Exit::good;
  });
}

Exit show_history(const PopulationOptions& options) {
  Problems problems;
  linkage::PersonNumber person = linkage::nobody;
  if (!options.person.empty()) {
    const std::string digits = options.person.substr(options.person[0] == 'P' ? 1 : 0);
    const bool good =
        !digits.empty() && digits.size() < 10 && digits.find_first_not_of("0123456789") == std::string::npos;
    if (good) person = static_cast<linkage::PersonNumber>(std::stoul(digits));
    if (person == linkage::nobody) {
      problems.add(problem_at("LK73", "", {}, "\"" + options.person + "\" names no person", {},
                              {"Persons are named like P0000012, as in people.csv."}));
      return nothing_changed(problems);
    }
  }
  return with_store_faults([&] {
    auto store = PopulationStore::open(options.file, PopulationStore::Use::read, problems);
    if (!store) return nothing_changed(problems);
    for (const store::HistoryLine& line : store->history(person)) {
      std::string text = fmt::format("{} batch {} {}: {}", line.date, line.batch, line.what, line.before);
      if (!line.before.empty() && !line.after.empty()) text += " -> ";
      say(text + line.after + "; " + line.records);
      if (!line.reason.empty()) say("    " + line.reason);
    }
    return Exit::good;
  });
}

Exit undo_batch(const PopulationOptions& options) {
  Problems problems;
  if (!date_is_good(options, problems)) return nothing_changed(problems);
  return with_store_faults([&] {
    auto store = PopulationStore::open(options.file, PopulationStore::Use::write, problems);
    if (!store) return nothing_changed(problems);
    if (!store->undo(options.batch, options.date, options.reason, problems)) return nothing_changed(problems);
    say(fmt::format("Batch {} is undone: its records are taken out, and persons stand as before it.",
                    options.batch));
    return Exit::good;
  });
}

void set_up_population(CLI::App& app, PopulationOptions& o) {
  CLI::App* population = app.add_subcommand(
      "population", "A linked population in one file, which new records join without linking all anew.");
  population->require_subcommand(1);
  const auto command = [&](const char* name, const char* about) {
    CLI::App* made = population->add_subcommand(name, about);
    made->add_option("FILE", o.file, "the population's file; it holds personal data")->required();
    return made;
  };
  const auto with_date = [&](CLI::App* to) {
    to->add_option("--date", o.date, "day it happened, like 2015-10-31")->required();
  };
  const auto with_inputs = [&](CLI::App* to) {
    to->add_option("--input", o.inputs, "NAME=FILE: whose records, and the CSV they are in")->required();
    with_date(to);
  };
  CLI::App* create = command("create", "Links files in full and keeps the result as a population.");
  create->add_option("--model", o.model, "the linkage model (Splink's JSON)")->required();
  with_inputs(create);
  CLI::App* add = command("add", "Links new records to a population and among themselves.");
  with_inputs(add);
  add->add_option("--out", o.out, "folder for people.csv, persons.csv and events.csv of what changed");
  CLI::App* history = command("history", "What became of persons, and which pair of records was the reason.");
  history->add_option("PERSON", o.person, "like P0000012; all, if left out");
  CLI::App* undo = command("undo", "Takes the newest batch back; the history keeps both.");
  undo->add_option("BATCH", o.batch, "its number")->required();
  undo->add_option("--reason", o.reason, "why, for the history")->required();
  with_date(undo);
  command("show", "What the population holds, and its batches.");
}

Exit run_population(const CLI::App& app, const PopulationOptions& options) {
  const CLI::App& population = *app.get_subcommand("population");
  if (population.got_subcommand("create")) return create_population(options);
  if (population.got_subcommand("add")) return add_to_population(options);
  if (population.got_subcommand("history")) return show_history(options);
  if (population.got_subcommand("undo")) return undo_batch(options);
  return show_population(options);
}

}  // namespace outturn::command
