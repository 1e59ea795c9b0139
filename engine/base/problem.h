// Problems found in what a user wrote or gave: collected, never thrown.
//
// A Problem is product, written for the person who can mend it: where, what, why (with the clause)
// and what to do. All problems of a run are gathered in one Problems and shown together. Exceptions
// are kept for faults of our own (see Fault).
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/source.h"

namespace outturn {

enum class Severity { error, warning, note };

/// A mend that needs no thought: the characters of a place, all on one line, give way to others. A place of
/// length 0 takes them in; of an edit behind the end of its line the column is the one after the last
/// character.
struct Edit {
  Span span;
  std::string text;  ///< may hold line ends

  friend bool operator==(const Edit&, const Edit&) = default;
};

/// One problem. `code` is a family letter and number: L lexical, S syntax, N names, T types and
/// units, R rounding, D dates, C clauses, E evidence, K knife-edge, G graph, W workbook, P encodings,
/// V tables of values.
struct Problem {
  Severity severity = Severity::error;
  std::string code;
  std::string file;               ///< name of the file, empty when none is concerned
  Span span;                      ///< place in that file
  std::string what;               ///< one line, no full stop
  std::vector<std::string> why;   ///< whole sentences: the reason, the clause, what was found
  std::vector<std::string> mend;  ///< whole sentences: what to do
  std::vector<Edit> edits;        ///< what `mend` says, done; none where it must be thought about

  friend bool operator==(const Problem&, const Problem&) = default;
};

/// An error with all its parts; `why` and `mend` may be left out.
[[nodiscard]] Problem problem_at(std::string code, std::string file, Span span, std::string what,
                                 std::vector<std::string> why = {}, std::vector<std::string> mend = {});

/// A collection of problems in the order found.
class Problems {
 public:
  void add(Problem problem) { list_.push_back(std::move(problem)); }
  void append(const Problems& other);
  [[nodiscard]] bool has_errors() const;
  [[nodiscard]] bool empty() const { return list_.empty(); }
  [[nodiscard]] std::size_t count(Severity severity) const;
  [[nodiscard]] const std::vector<Problem>& list() const { return list_; }
  /// Orders by file, line, column, code; keeps the order found among equals; drops exact repeats.
  void sort();

 private:
  std::vector<Problem> list_;
};

/// The text a person reads: `file:line:col: error R2: what`, the source line with a marker (when
/// `source` is the file concerned), then why and mend, indented by two, a line for each entry.
/// Every line ends with a line end. Text is made safe for a terminal.
[[nodiscard]] std::string render(const Problem& problem, const SourceFile* source);

/// The nearest of `candidates` to `name` by edit distance, or empty when none is near enough to be
/// a likely slip (at most a third of its length, at least one).
[[nodiscard]] std::string nearest_name(const std::string& name, const std::vector<std::string>& candidates);

/// "a, b or c"; with an empty `last`, "a, b, c".
[[nodiscard]] std::string listed(const std::vector<std::string>& words, const std::string& last);

/// "error", "warning", "note".
[[nodiscard]] std::string_view word_for(Severity severity);

/// A fault of ours or of the machine, never of the user's input: ends the run with exit status 3.
class Fault : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

}  // namespace outturn
