// Examples at the end of every --help: lines that can be run as they stand, one after the other in the order
// of the commands, in a folder that holds samples and contracts. The tests run every one of them.
#pragma once

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own
class App;
}

namespace outturn::command {

/// To every command that has none below it; Fault for a command without an example.
void add_examples(CLI::App& app);

}  // namespace outturn::command
