#include "adapters/command/examples.h"

#include <map>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "engine/base/problem.h"

namespace outturn::command {
namespace {

using Examples = std::map<std::string, std::vector<std::string>, std::less<>>;

const Examples& by_command() {
  static const Examples all{
      {"new", {"outturn new first --kind rate-card --outcome \"Moves into work\" --price 1200"}},
      {"check",
       {"outturn check first/rate-card.contract",
        "outturn check --json first/rate-card.contract samples/variation/variation.contract"}},
      {"fmt",
       {"outturn fmt first/rate-card.contract", "outturn fmt --check first/rate-card.contract",
        "outturn fmt --stdout samples/variation/variation.contract > laid_out.contract"}},
      {"run",
       {"outturn run first/rate-card.contract --evidence first/evidence --out first/result",
        "outturn run samples/variation/variation.contract --evidence samples/variation/evidence --documents "
        "C "
        "--out before",
        "outturn run samples/variation/variation.contract --evidence samples/variation/evidence --out "
        "after"}},
      {"savings",
       {"outturn new share --kind savings-share --start 2026-04-01",
        "outturn savings share/savings-share.contract --evidence share/evidence"}},
      {"explain",
       {"outturn explain first/result total_payment", "outturn explain after total_payment --json"}},
      {"diff", {"outturn diff before after", "outturn diff before after --rows"}},
      {"recheck",
       {"outturn recheck first/result/workbook.xlsx first/rate-card.contract --evidence first/evidence"}},
      {"cases", {"outturn cases contracts/library/nyc-able"}},
      {"encode",
       {"outturn encode --new-secret secret",
        "outturn encode --suggest samples/coop/members/harbour_housing/people.csv > schema",
        "outturn encode --secret secret --schema schema --input "
        "harbour=samples/coop/members/harbour_housing/people.csv --out harbour.enc"}},
      {"psi blind",
       {"outturn psi blind --schema samples/coop/match.schema --input "
        "harbour=samples/coop/members/harbour_housing/people.csv --out asked --keep kept"}},
      {"psi evaluate",
       {"outturn psi evaluate --schema samples/coop/match.schema --input "
        "advice=samples/coop/members/open_door_advice/people.csv --blinded asked --out answered "
        "--keep-tokens "
        "tokens.csv"}},
      {"psi finish",
       {"outturn psi finish --schema samples/coop/match.schema --input "
        "harbour=samples/coop/members/harbour_housing/people.csv --keep kept --evaluated answered --out "
        "common"}},
      {"manual", {"outturn manual cap", "outturn manual --man > outturn.1"}},
      {"link",
       {"outturn link --spec auto --input harbour=samples/coop/members/harbour_housing/people.csv "
        "ropewalk=samples/coop/members/ropewalk_works/people.csv --out linked"}},
      {"review queue", {"outturn review queue linked --size 20 --out queue"}},
      {"review result", {"outturn review result linked --decisions samples/coop/decisions.csv"}},
      {"population create",
       {"outturn population create people.db --model samples/population/model.json --input "
        "advice=samples/population/january.csv --date 2026-01-31"}},
      {"population add",
       {"outturn population add people.db --input housing=samples/population/february.csv --date "
        "2026-02-28"}},
      {"population history", {"outturn population history people.db"}},
      {"population undo",
       {"outturn population undo people.db 2 --reason \"the wrong file\" --date 2026-03-01"}},
      {"population show", {"outturn population show people.db"}},
      {"compare",
       {"outturn compare samples/reoffending/similar_people.spec --people samples/reoffending/people.csv "
        "--out similar"}},
      {"baseline build", {"outturn baseline build samples/reoffending/expected_returns.spec --out expected"}},
      {"data read",
       {"outturn data read samples/reoffending/published/moj_rates.csv --declared "
        "samples/reoffending/published/moj_rates.txt"}},
      {"data fetch", {"outturn data fetch https://example.org/figures.csv --out figures.csv"}},
      {"data unit-costs", {"outturn data unit-costs --search homeless"}},
      {"data deflator", {"outturn data deflator --release 2026-03 --accept-unverified"}},
      {"data discount", {"outturn data discount --years 30"}},
      {"completion", {"outturn completion bash > outturn.bash"}}};
  return all;
}

void add_below(CLI::App& app, const std::string& path) {
  const auto below = app.get_subcommands([](CLI::App*) { return true; });
  for (CLI::App* one : below) add_below(*one, (path.empty() ? "" : path + " ") + one->get_name());
  if (!below.empty()) return;
  const auto found = by_command().find(path);
  if (found == by_command().end()) throw Fault("the command \"" + path + "\" has no example");
  std::string footer = found->second.size() == 1 ? "Example:\n" : "Examples:\n";
  for (const std::string& line : found->second) footer += "  " + line + "\n";
  app.footer(footer);
}

}  // namespace

void add_examples(CLI::App& app) { add_below(app, ""); }

}  // namespace outturn::command
