#include "adapters/command/review_command.h"

#include <CLI/CLI.hpp>

namespace outturn::command {

void set_up_review(CLI::App& app, ReviewWords& w) {
  CLI::App* review =
      app.add_subcommand("review", "People look at linked pairs: what to look at, and what it shows.");
  review->require_subcommand(1);
  CLI::App* queue = review->add_subcommand(
      "queue",
      "Draws pairs to look at from every band of weight; writes review.csv, for reviewers also a page.");
  queue->add_option("FOLDER", w.folder, "the folder given to link after --out")->required();
  queue->add_option("--size", w.queue.size, "how many pairs (default 200)")->check(CLI::PositiveNumber);
  queue->add_option("--seed", w.queue.seed, "another seed draws other pairs (default 1)");
  queue->add_flag("--reviewer", w.queue.reviewer,
                  "also writes reviewer.html, which shows identities and stays with the reviewer");
  queue->add_option("--input", w.queue.inputs, "NAME=FILE ..., as for link; for --reviewer");
  queue->add_option("--id", w.queue.id, "column of ids (default: the model's)");
  queue->add_option("--hide", w.queue.hidden, "columns that the reviewer should not see");
  queue->add_option("--out", w.out, "folder for the queue")->required();
  queue->add_flag("--replace", w.queue.replace, "put this queue in place of the one in --out");
  CLI::App* result = review->add_subcommand(
      "result",
      "How right the link is by what reviewers decided: precision of each band, recall, calibration.");
  result->add_option("FOLDER", w.folder, "the folder given to link after --out")->required();
  result->add_option("--decisions", w.decisions, "decisions.csv files, or review.csv filled in")->required();
  result->add_option("--recalibrated", w.recalibrated,
                     "writes pairs.csv anew to this file, with probabilities put right by the decisions");
  result->add_flag("--json", w.result.json, "the figures as JSON");
}

Exit run_review(const CLI::App& app, const ReviewWords& words) {
  if (app.get_subcommand("review")->got_subcommand("queue")) {
    ReviewQueueOptions options = words.queue;
    options.folder = words.folder;
    options.out = words.out;
    return make_review_queue(options);
  }
  ReviewResultOptions options = words.result;
  options.folder = words.folder;
  options.recalibrated = words.recalibrated;
  options.decisions.assign(words.decisions.begin(), words.decisions.end());
  return tell_review_result(options);
}

}  // namespace outturn::command
