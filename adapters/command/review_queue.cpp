#include <algorithm>
#include <cstdio>

#include "adapters/command/review_command.h"
#include "adapters/command/review_folder.h"
#include "adapters/linkage/read_records.h"
#include "adapters/linkage/review/review_files.h"
#include "adapters/linkage/review/reviewer_page.h"
#include "adapters/linkage/splink_model.h"

namespace outturn::command {
namespace {

using linkage::InputFile;
using linkage::ReviewPair;

constexpr const char* queue_file = "review.csv";
constexpr const char* page_file = "reviewer.html";

std::optional<linkage::Model> model_of(const fs::path& folder, Problems& problems) {
  const fs::path path = folder / "model.json";
  const auto bytes = read_file(path);
  if (bytes) return linkage::read_splink_model(path.string(), *bytes, problems);
  problems.add(told("LK80", path, "this can't be read", {"Give the folder that \"outturn link\" wrote."}));
  return std::nullopt;
}

std::vector<InputFile> inputs_of(const std::vector<std::string>& given, Problems& problems) {
  std::vector<InputFile> out;
  for (const std::string& text : given) {
    const std::size_t at = text.find('=');
    const fs::path path = at == std::string::npos ? text : text.substr(at + 1);
    const std::string name = at == std::string::npos ? path.stem().string() : text.substr(0, at);
    if (auto bytes = read_file(path)) {
      out.push_back({name, path.string(), std::move(*bytes)});
    } else {
      problems.add(
          told("LK91", path, "this file can't be read", {"Give the inputs as for link: NAME=FILE."}));
    }
  }
  if (given.empty()) {
    problems.add(problem_at("LK91", "", {}, "the reviewer's page needs the records", {},
                            {"Give the inputs as for link: --input NAME=FILE ..."}));
  }
  return out;
}

std::optional<linkage::Records> records_of(const ReviewQueueOptions& options, const std::string& id,
                                           Problems& problems) {
  const std::vector<InputFile> inputs = inputs_of(options.inputs, problems);
  if (problems.has_errors()) return std::nullopt;
  linkage::Wanted wanted{options.id.empty() ? id : options.id, {}};
  const auto shown = [&](const std::string& name) {
    return name != wanted.id &&
           std::find(options.hidden.begin(), options.hidden.end(), name) == options.hidden.end();
  };
  for (const InputFile& input : inputs) {
    for (const std::string& name : linkage::header_of(input, problems)) {
      if (shown(name) &&
          std::find(wanted.columns.begin(), wanted.columns.end(), name) == wanted.columns.end())
        wanted.columns.push_back(name);
    }
  }
  if (problems.has_errors()) return std::nullopt;
  return linkage::read_records(inputs, wanted, problems);
}

/// The page with identities: nothing of it may come to lie among the evidence.
std::optional<std::string> page_for(const ReviewQueueOptions& options,
                                    const std::vector<linkage::QueueItem>& queue, Problems& problems) {
  const auto model = model_of(options.folder, problems);
  if (!model) return std::nullopt;
  const auto records = records_of(options, model->id_column, problems);
  if (!records) return std::nullopt;
  const linkage::RecordPlaces places(*records);
  const auto lost = static_cast<std::size_t>(std::count_if(queue.begin(), queue.end(), [&](const auto& item) {
    return places.of(item.pair.left_dataset, item.pair.left) == SIZE_MAX ||
           places.of(item.pair.right_dataset, item.pair.right) == SIZE_MAX;
  }));
  if (lost > 0) {
    problems.add(
        problem_at("LK92", "", {}, counted(lost, "pair") + " of the queue name records that no input has",
                   {"The reviewer could not see them."},
                   {"Give all inputs of the link, with the same names and the column of ids (--id)."}));
    return std::nullopt;
  }
  const bool fits = std::all_of(queue.begin(), queue.end(), [&](const auto& item) {
    return linkage::levels_fit(*model, item.pair.levels);
  });
  if (!fits) {
    problems.add({Severity::warning,
                  "LK90",
                  (options.folder / "model.json").string(),
                  {},
                  "the levels in pairs.csv are not those of this model",
                  {"The page does not show what each pair's weight is made of."},
                  {"Link again, and leave the folder as it is."}});
  }
  return linkage::reviewer_page("Review of linked records: " + counted(queue.size(), "pair"), queue, *records,
                                *model);
}

bool may_write(const ReviewQueueOptions& options, Problems& problems) {
  std::error_code failed;
  fs::create_directories(options.out, failed);
  if (!fs::is_directory(options.out, failed))
    throw MachineFault("can't make the folder " + options.out.string());
  if (options.reviewer && lies_inside(options.out, options.folder)) {
    problems.add(problem_at("LK89", options.out.string(), {},
                            "the reviewer's page must not lie in the folder of the link",
                            {"That folder is evidence and goes to others; the page shows who people are."},
                            {"Choose a folder for --out that only the reviewer can open."}));
  } else if (fs::exists(options.out / queue_file, failed) && !options.replace) {
    problems.add(problem_at("LK93", (options.out / queue_file).string(), {}, "there is a queue already",
                            {"Somebody may have written decisions into it."},
                            {"Choose another folder for --out, or say --replace."}));
  }
  return !problems.has_errors();
}

}  // namespace

Exit make_review_queue(const ReviewQueueOptions& options) {
  Problems problems;
  linkage::QueueBuilder builder({options.size, options.seed});
  each_pair(
      options.folder, [&](ReviewPair pair) { builder.add(std::move(pair)); }, problems);
  const auto queue = problems.has_errors() ? std::vector<linkage::QueueItem>() : builder.finish();
  if (!problems.has_errors() && queue.empty())
    problems.add(told("LK80", options.folder / "pairs.csv", "there are no pairs to review", {}));
  std::optional<std::string> page;
  if (!problems.has_errors() && may_write(options, problems) && options.reviewer)
    page = page_for(options, queue, problems);
  print_problems(problems, nullptr);
  if (problems.has_errors()) return Exit::problems;
  write_file(options.out / queue_file, linkage::review_csv(queue));
  std::printf("%s: %s to decide; it names records by id only.\n", (options.out / queue_file).string().c_str(),
              counted(queue.size(), "pair").c_str());
  if (page) {
    const fs::path path = options.out / page_file;
    write_file(path, "");
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    write_file(path, *page);
    std::printf("%s: for the reviewer only, it shows who people are. Open it in a browser.\n",
                path.string().c_str());
  }
  return Exit::good;
}

}  // namespace outturn::command
