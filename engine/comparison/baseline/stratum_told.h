// What is told of people who stand beside no published row. Internal.
#pragma once

#include <string>
#include <vector>

#include "engine/comparison/baseline/people_strata.h"
#include "engine/comparison/baseline/word_match.h"

namespace outturn::comparison {

class StratumTold {
 public:
  static constexpr std::size_t most_shown = 5;

  StratumTold(const Stratifying& by, const BaselinePeople& people, Problems& problems)
      : by_(by), people_(people), problems_(problems) {}

  void no_field(const FieldPair& pair, std::size_t table);
  /// `found`: none, or several texts that it might be.
  void word(const FieldPair& pair, const FieldTexts& field, const std::string& word, std::uint64_t people,
            const std::vector<std::uint32_t>& found);
  void words_done();
  void no_rate(const std::string& stratum, std::uint64_t people, const std::vector<std::string>& nearest);
  void more_without(std::size_t strata, std::uint64_t people);
  void twice(const std::string& stratum, RowAt first, RowAt second);
  void row_without(const PeopleStratum& stratum, const std::string& fault);
  void rows_done();

 private:
  [[nodiscard]] std::vector<std::string> about_area(const FieldTexts& field, const std::string& code) const;
  [[nodiscard]] std::vector<std::string> about(const FieldPair& pair, const FieldTexts& field,
                                               const std::string& word) const;

  const Stratifying& by_;
  const BaselinePeople& people_;
  Problems& problems_;
  std::size_t words_ = 0;
  std::size_t rows_ = 0;
};

/// "1 person", "12 people".
[[nodiscard]] std::string people_counted(std::uint64_t people);

}  // namespace outturn::comparison
