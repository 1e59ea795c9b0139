// Gathers what is wrong with one file and tells it without a flood: of the same flaw in the same
// column the first three are told one by one, the rest in one line with how many and where.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "adapters/tables/flaws.h"
#include "engine/base/problem.h"

namespace outturn::tables {

class Complaints {
 public:
  /// `column` of a complaint about the file, its header or a whole row.
  static constexpr int no_column = -1;

  explicit Complaints(std::string file) : file_(std::move(file)) {}

  /// An error. `say` makes the Advice and is called only when this one is told in full.
  template <class Say>
  void add(Flaw flaw, int column, const Place& place, Say say) {
    Group& group = groups_[{flaw, column}];
    if (group.told.size() < kept_in_full) {
      keep(group, flaw, place, say());
    } else if (group.lines.size() < lines_named) {
      group.lines.push_back(place.line);
    }
    ++group.count;
  }

  /// Something worth knowing that stops nothing.
  void add_note(Flaw flaw, const Place& place, Advice advice);

  [[nodiscard]] bool any_errors() const { return !groups_.empty(); }

  /// Adds all to `problems` in the order of the file, at most `most`, then how many more there are.
  void tell(Problems& problems, std::size_t most) const;

 private:
  static constexpr std::size_t kept_in_full = 4;  // the fourth is told when it is the last
  static constexpr std::size_t lines_named = 5;

  struct Group {
    std::vector<Problem> told;
    std::vector<std::uint32_t> lines;  ///< of the next ones
    std::size_t count = 0;
    std::string mend_all;
  };
  void keep(Group& group, Flaw flaw, const Place& place, Advice advice);
  [[nodiscard]] Problem made(Severity severity, Flaw flaw, const Place& place, Advice advice) const;
  [[nodiscard]] Problem rest_of(const Group& group) const;

  std::string file_;
  std::map<std::pair<Flaw, int>, Group> groups_;
  std::vector<Problem> notes_;
};

/// 1234567 -> "1,234,567".
[[nodiscard]] std::string grouped(std::size_t number);

}  // namespace outturn::tables
