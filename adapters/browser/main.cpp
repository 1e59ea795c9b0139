// The door of the engine in a browser: what the page calls, each taking and giving text.
//
// The page puts the contract and its evidence into folders of the memory (Emscripten's file system), and the
// engine works on them as `outturn run` works on a disk: the same code, so the same workbook byte for byte.
// Nothing here waits, draws or fetches; what is given is JSON, valid until the next call.
#include <cstdlib>
#include <emscripten.h>
#include <exception>

#include <nlohmann/json.hpp>

#include "adapters/command/claim/claim.h"
#include "adapters/command/claim/run_results.h"
#include "contracts/editor/notes.h"
#include "contracts/layout/layout.h"

namespace outturn::command {
namespace {

using Json = nlohmann::ordered_json;

const char* given(Json json) {
  static std::string held;
  held = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return held.c_str();
}

/// A fault of ours is told as one; the page stays as it is.
template <class Work>
const char* answered(Work work) {
  try {
    return given(work());
  } catch (const std::exception& fault) {
    return given({{"fault", fault.what()}});
  }
}

Json told(const Problems& problems) { return Json::parse(problems_json(problems)); }

Json name_json(const language::NameNote& one) {
  return {{"name", one.name},
          {"what", one.what},
          {"meaning", one.meaning},
          {"clauses", one.clauses},
          {"line", one.line}};
}

/// What each input wants: its file and the heading of it.
Json wanted(const language::Contract& contract) {
  Json out = Json::array();
  for (const TableShape& shape : compile::table_shapes(contract)) {
    std::string heading;
    for (const FactColumn& column : shape.columns) heading += (heading.empty() ? "" : ",") + column.name;
    out.push_back({{"file", shape.name + ".csv"}, {"heading", heading}});
  }
  return out;
}

Json checked(const fs::path& contract) {
  Problems problems;
  const auto loaded = check_contract(contract, problems);
  Json out{{"good", !problems.has_errors()}, {"problems", told(problems)}};
  out["names"] = Json::array();
  if (!loaded) return out;
  for (const language::NameNote& one : language::name_notes(loaded->contract))
    out["names"].push_back(name_json(one));
  out["title"] = loaded->contract.head.title;
  out["inputs"] = wanted(loaded->contract);
  return out;
}

/// What was last worked out: its workbook and figures are written when they are asked for.
std::optional<Claim>& last() {
  static std::optional<Claim> held;
  return held;
}

Json worked_out(const fs::path& contract, const fs::path& evidence, const fs::path& page) {
  Progress progress;
  Problems problems;
  RunOptions options;
  options.evidence = {evidence};
  last() = work_out_claim(contract, options, progress, problems);
  const Claim& claim = *last();
  Json answer{{"good", claim.run.has_value()}, {"problems", told(problems)}};
  if (!claim.run) return answer;
  write_page(page, *claim.run);
  return answer;
}

Json written(const fs::path& file) {
  if (!last() || !last()->run) throw Fault("nothing has been worked out");
  Problems problems;
  if (file.extension() == ".xlsx") {
    write_book(file, *last()->run, problems);
  } else {
    write_figures(file, *last()->run);
  }
  return {{"good", !problems.has_errors()}, {"problems", told(problems)}};
}

Json laid_out(const fs::path& contract) {
  Problems problems;
  const auto source = load_contract_text(contract, problems);
  const auto text = source ? language::laid_out(*source, problems) : std::nullopt;
  if (!text) return {{"good", false}, {"problems", told(problems)}};
  return {{"good", true}, {"text", *text}};
}

Json words() {
  Json out = Json::array();
  static constexpr const char* kinds[] = {"statement", "line", "function"};
  for (const language::WordNote& one : language::word_notes())
    out.push_back({{"kind", kinds[static_cast<int>(one.kind)]},
                   {"word", one.word},
                   {"form", one.form},
                   {"says", one.says}});
  return out;
}

}  // namespace
}  // namespace outturn::command

extern "C" {

/// {good, problems, names, title, inputs} of the contract's file.
EMSCRIPTEN_KEEPALIVE const char* outturn_check(const char* contract) {
  return outturn::command::answered([&] { return outturn::command::checked(contract); });
}

/// {good, problems}; the result page is written into the file `page`.
EMSCRIPTEN_KEEPALIVE const char* outturn_run(const char* contract, const char* evidence, const char* page) {
  return outturn::command::answered([&] { return outturn::command::worked_out(contract, evidence, page); });
}

/// {good, problems}: the workbook (.xlsx) or the figures (.json) of what was last worked out, into the file.
EMSCRIPTEN_KEEPALIVE const char* outturn_write(const char* file) {
  return outturn::command::answered([&] { return outturn::command::written(file); });
}

/// {good, text or problems}: the contract in its one layout.
EMSCRIPTEN_KEEPALIVE const char* outturn_layout(const char* contract) {
  return outturn::command::answered([&] { return outturn::command::laid_out(contract); });
}

/// [{kind, word, form, says}] of the language.
EMSCRIPTEN_KEEPALIVE const char* outturn_words() {
  return outturn::command::answered([] { return outturn::command::words(); });
}

}  // extern "C"
