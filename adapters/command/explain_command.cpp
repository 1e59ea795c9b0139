#include <cstdio>

#include "adapters/command/claim/result_folder.h"
#include "adapters/command/commands.h"
#include "engine/explain/explain.h"
#include "reports/pack/explain_text.h"
#include "reports/workbook/layout.h"

namespace outturn::command {
namespace {

int refuse(const std::string& what, const std::string& mend) {
  std::fprintf(stderr, "%s\n  %s\n", what.c_str(), mend.c_str());
  return 0;
}

/// The row a key names: the source's own key or the engine's. nullopt when there is none.
std::optional<std::size_t> row_of(const calc::Frame& frame, const std::string& key) {
  for (std::size_t i = 0; i < frame.rows; ++i) {
    if (frame.key(i) == key || (!frame.source_keys.empty() && frame.source_keys[i] == key)) return i;
  }
  return std::nullopt;
}

std::string some_keys(const calc::Frame& frame) {
  std::string out;
  for (std::size_t i = 0; i < frame.rows && i < 5; ++i)
    out += (i == 0 ? "" : ", ") + (frame.source_keys.empty() ? frame.key(i) : frame.source_keys[i]);
  return out + (frame.rows > 5 ? ", ..." : "");
}

}  // namespace

Exit explain_figure(const ExplainOptions& options) {
  Problems problems;
  const auto run = run_again(options.folder, problems);
  if (!run) {
    print_problems(problems, nullptr);
    return Exit::problems;
  }
  const calc::ColumnId column = calc::column_named(run->graph, run->record, options.name);
  if (column == calc::none) {
    std::vector<std::string> names;
    for (const auto& one : run->graph.columns()) names.push_back(one.name);
    const std::string near = nearest_name(options.name, names);
    refuse("Nothing in this result is called \"" + options.name + "\".",
           near.empty() ? "The names are those of the contract and of result.json."
                        : "Did you mean " + near + " ?");
    return Exit::problems;
  }
  const calc::Frame& frame = run->graph.frame(run->graph.column(column).frame);
  std::size_t row = 0;
  if (!frame.name.empty()) {
    const auto found = row_of(frame, options.key);
    if (!found) {
      refuse(options.key.empty()
                 ? "\"" + options.name + "\" is one figure for each " + frame.name + "; say which."
                 : "No " + frame.name + " is called \"" + options.key + "\".",
             "Keys are: " + some_keys(frame));
      return Exit::problems;
    }
    row = *found;
  }
  const auto explanation = calc::explain(*run, column, row);
  const workbook::Layout layout = workbook::plan_layout(*run, {}, problems);
  const auto cell = [&](calc::ColumnId id, std::size_t at) {
    return workbook::stands_there(layout, id) ? workbook::address_of(layout, id, at) : "";
  };
  std::printf("%s\n", (options.json ? pack::explanation_json(explanation, cell)
                                    : pack::explanation_text(explanation, cell))
                          .c_str());
  return Exit::good;
}

}  // namespace outturn::command
