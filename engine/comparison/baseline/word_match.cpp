#include "engine/comparison/baseline/word_match.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "engine/values/date.h"

namespace outturn::comparison {
namespace {

using Found = std::vector<std::uint32_t>;

template <class Fits>
Found all_that(const FieldTexts& field, Fits fits) {
  Found out;
  for (std::uint32_t i = 0; i < field.texts.size(); ++i)
    if (fits(i)) out.push_back(i);
  return out;
}

Sex sex_of(const std::string& word) {
  constexpr std::array<std::string_view, 5> males{"m", "male", "males", "man", "men"};
  constexpr std::array<std::string_view, 5> females{"f", "female", "females", "woman", "women"};
  const std::string small = folded(word);
  if (std::find(males.begin(), males.end(), small) != males.end()) return Sex::male;
  return std::find(females.begin(), females.end(), small) != females.end() ? Sex::female : Sex::unknown;
}

Found by_sex(const FieldTexts& field, const std::string& word) {
  const Sex sex = sex_of(word);
  if (sex == Sex::unknown) return {};
  return all_that(field, [&](std::uint32_t i) {
    const Group* group = field.meanings[i].group;
    return group != nullptr && group->subject == GroupSubject::sex && group->sex == sex;
  });
}

Found by_age(const FieldTexts& field, const std::string& word) {
  int years = -1;
  const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), years);
  if (code != std::errc() || end != word.data() + word.size() || years < 0) return {};
  return all_that(field, [&](std::uint32_t i) {
    const Group* group = field.meanings[i].group;
    if (group == nullptr || group->subject != GroupSubject::age || group->total) return false;
    if (group->age_from < 0 && group->age_to < 0) return false;
    return years >= group->age_from && (group->age_to < 0 || years <= group->age_to);
  });
}

/// The same days, or else the periods that a day lies in.
Found by_period(const FieldTexts& field, const std::string& word) {
  if (field.meanings.empty() || field.meanings.front().period == nullptr) return {};
  if (const auto day = parse_date(word)) {
    return all_that(field, [&](std::uint32_t i) {
      const Period* period = field.meanings[i].period;
      return period->start && period->end && *period->start <= *day && *day < *period->end;
    });
  }
  const Period asked = read_period(word);
  if (!asked.start || !asked.end) return {};
  return all_that(field, [&](std::uint32_t i) {
    const Period* period = field.meanings[i].period;
    return period->start == asked.start && period->end == asked.end;
  });
}

}  // namespace

std::vector<std::uint32_t> texts_for(const FieldTexts& field, const std::string& word) {
  Found found = all_that(field, [&](std::uint32_t i) { return field.texts[i] == word; });
  if (found.empty())
    found = all_that(field,
                     [&, small = folded(word)](std::uint32_t i) { return folded(field.texts[i]) == small; });
  if (found.empty()) found = by_sex(field, word);
  if (found.empty()) found = by_age(field, word);
  if (found.empty()) found = by_period(field, word);
  return found;
}

}  // namespace outturn::comparison
