// random_books: workbooks of random contracts, for spreadsheet programs to recalculate.
//
//   random_books --out FOLDER [--seed N] [--count N] [--claims N] [--formulas N] [--rows-a-sheet N]
//
// Each book is checked first: the sheet's arithmetic must agree with the exact evaluator in every
// cell. Prints a line a book; exit 1 when one disagrees or can't be written.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>

#include "engine/calc/sheet_evaluate.h"
#include "reports/workbook/workbook.h"
#include "tests/support/graph_builder.h"
#include "tests/support/random_graph.h"

namespace {

using namespace outturn;

std::map<std::string, std::string> arguments(int argc, char** argv) {
  std::map<std::string, std::string> given{{"--seed", "1"},
                                           {"--count", "1"},
                                           {"--claims", "60"},
                                           {"--formulas", "40"},
                                           {"--rows-a-sheet", "1000000"},
                                           {"--out", ""}};
  for (int i = 1; i < argc; i += 2) {
    const auto found = given.find(argv[i]);
    if (found == given.end() || i + 1 == argc)
      throw std::invalid_argument(std::string("don't know ") + argv[i]);
    found->second = argv[i + 1];
  }
  if (given["--out"].empty()) throw std::invalid_argument("--out FOLDER is needed");
  return given;
}

/// True when the sheet's arithmetic agrees everywhere.
bool agrees(const calc::Run& run, std::uint64_t seed) {
  const auto found = calc::sheet_disagreements(run.graph, run.evaluation);
  for (const calc::Disagreement& cell : found) {
    std::cerr << "seed " << seed << ": " << run.graph.column(cell.column).name << " row "
              << cell.row_index + 5 << ": sheet " << std::setprecision(17) << cell.sheet << ", exact "
              << cell.engine << " =" << test::sheet_text(run.graph, cell.column, run.evaluation.digits)
              << "\n";
  }
  return found.empty();
}

bool write(const calc::Run& run, const std::string& path, const workbook::Options& options) {
  std::filesystem::remove(path);
  Problems problems;
  const workbook::Written written = workbook::write_workbook(run, path, options, problems);
  for (const Problem& problem : problems.list()) std::cerr << path << ": " << render(problem, nullptr);
  std::cout << path << ": " << written.sheets << " sheets, " << written.formula_cells << " formulas\n";
  return !problems.has_errors();
}

}  // namespace

int main(int argc, char** argv) {
  try {
    auto given = arguments(argc, argv);
    std::filesystem::create_directories(given["--out"]);
    workbook::Options options;
    options.rows_a_sheet = std::stoull(given["--rows-a-sheet"]);
    const std::uint64_t first = std::stoull(given["--seed"]);
    bool good = true;
    for (std::uint64_t seed = first; seed < first + std::stoull(given["--count"]); ++seed) {
      test::RandomOptions random;
      random.seed = seed;
      random.claims = std::stoull(given["--claims"]);
      random.formulas = std::stoull(given["--formulas"]);
      std::uint64_t used = 0;
      const calc::Run run = test::settled_random_run(random, used);
      good = agrees(run, used) &&
             write(run, given["--out"] + "/random-" + std::to_string(seed) + ".xlsx", options) && good;
    }
    return good ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "random_books: " << error.what() << "\n";
    return 2;
  }
}
