// What was met while reading a published file, told once a kind: the first place in full, how many more and
// where. A publisher's file with ten thousand odd cells makes one message, not ten thousand.
//
// Codes of the family O (open data) are public: never reuse one.
//   O1 no known format        O2 a column is missing      O3 no such sheet        O4 no rows
//   O5 rows of another width  O6 a quote never closed     O10 neither number nor known marker
//   O11 marker this publisher may not use                 O12 decimals beyond 18  O13 limits upside down
//   O20 a period not read     O30 a code of a wrong size  O31 several codes       O32 no area
//   O33 areas without code    O40 the file is cut off     O41 not what was asked  O42 what is missing is not
//   zero O43 rows said twice       O44 rows that contradict each other                 O45 rows left out O46
//   two methods of counting                           O47 no total            O48 no metadata O49 metadata
//   and file disagree                        O50 to O59 the declaration
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/problem.h"

namespace outturn::opendata {

/// The parts of a message; see Problem.
struct Saying {
  std::string what;
  std::vector<std::string> why;
  std::vector<std::string> mend;
};

class Told {
 public:
  explicit Told(std::string file) : file_(std::move(file)) {}

  /// `say` is called for the first of a code and `about` (a column, say) only.
  template <class Say>
  void add(Severity severity, const char* code, std::string_view about, std::uint32_t line, Say say) {
    auto& group = groups_[{code, std::string(about)}];
    if (group.count++ == 0) {
      group.severity = severity;
      group.line = line;
      group.saying = say();
    } else if (group.more.size() < lines_named) {
      group.more.push_back(line);
    }
  }
  void once(Severity severity, const char* code, std::uint32_t line, Saying saying) {
    add(severity, code, saying.what, line, [&] { return std::move(saying); });
  }

  void tell(Problems& problems) const;
  [[nodiscard]] bool any_errors() const;
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  static constexpr std::size_t lines_named = 4;
  struct Group {
    Severity severity = Severity::warning;
    std::uint32_t line = 0;
    Saying saying;
    std::vector<std::uint32_t> more;
    std::size_t count = 0;
  };
  std::string file_;
  std::map<std::pair<std::string, std::string>, Group> groups_;
};

}  // namespace outturn::opendata
