// What a run is asked for: the evidence, the two dates, and which reading, documents and published results
// hold. It must never know how any of it is used.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/tasks.h"
#include "engine/calc/previous.h"
#include "engine/facts/table.h"
#include "engine/values/date.h"

namespace outturn::compile {

/// A value fixed in place of its formula: some sources publish a result and not its counts.
struct Given {
  std::string name;
  std::string key;  ///< the row's own key; empty for a value there is one of
  Exact value;      ///< truth as 1 or 0
};

struct Request {
  std::vector<Table> tables;  ///< one for each input, in any order; moved from
  Date as_at;
  Date cut_off;
  std::vector<std::string> documents;           ///< documents known; empty: all
  std::map<std::string, std::string> readings;  ///< assumption -> reading, in place of the one used
  std::map<std::string, Exact> parameters;      ///< value of a parameter of one line, in place of its own
  std::vector<Given> given;
  std::optional<calc::PreviousClaim> previous;  ///< the last claim, to be trued up against
  TaskRunner runner = run_in_turn;              ///< how the host does work that can be done side by side
};

}  // namespace outturn::compile
