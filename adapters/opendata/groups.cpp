#include "adapters/opendata/groups.h"

#include <string>
#include <vector>

#include "adapters/tables/characters.h"

namespace outturn::opendata {
namespace {

using comparison::Group;
using comparison::GroupSubject;
using comparison::Sex;

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool has_word(std::string_view text, std::string_view word) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !letter(text[at - 1]);
    const std::size_t end = at + word.size();
    if (begins && (end == text.size() || !letter(text[end]))) return true;
  }
  return false;
}

std::vector<int> numbers_in(std::string_view text) {
  std::vector<int> out;
  bool inside = false;
  for (const char c : text) {
    if (c < '0' || c > '9') {
      inside = false;
      continue;
    }
    if (!inside) out.push_back(0);
    inside = true;
    if (out.back() < 1000) out.back() = out.back() * 10 + (c - '0');
  }
  return out;
}

}  // namespace

Sex sex_in(std::string_view text) {
  const std::string small = tables::small_letters(text);
  for (const char* word : {"female", "females", "f", "women", "woman", "girls", "girl"})
    if (small == word) return Sex::female;
  for (const char* word : {"male", "males", "m", "men", "man", "boys", "boy"})
    if (small == word) return Sex::male;
  for (const char* word : {"persons", "person", "people", "both", "both sexes", "all sexes"})
    if (small == word) return Sex::all;
  return means_everybody(small) ? Sex::all : Sex::unknown;
}

AgeBand ages_in(std::string_view text) {
  const std::string small = tables::small_letters(text);
  const std::vector<int> numbers = numbers_in(small);
  if (has(small, "month") || has(small, "week") || numbers.empty() || numbers.size() > 2) return {};
  const int first = numbers[0];
  const int last = numbers.back();
  if (last > 150 || last < first) return {};
  if (numbers.size() == 2) return {first, last};
  if (has_word(small, "under") || has(small, "<") || has(small, "below"))
    return first == 0 ? AgeBand{} : AgeBand{0, first - 1};
  if (has(small, "+") || has(small, "plus") || has(small, "and over") || has(small, "or over") ||
      has(small, "and above") || has(small, "or more") || has_word(small, "older"))
    return {first, -1};
  if (has_word(small, "over") || has(small, ">")) return {first + 1, -1};
  return {first, first};
}

bool means_everybody(std::string_view value) {
  const std::string small = tables::small_letters(value);
  return small == "total" || small == "all" || small == "persons" || small == "both sexes" ||
         small.starts_with("all ") || small.starts_with("total ");
}

Group group_named(std::string_view name, std::string_view value) {
  Group out;
  out.name = name;
  out.value = value;
  out.total = means_everybody(value);
  const std::string small = tables::small_letters(name);
  const bool sexes = has_word(small, "sex") || has_word(small, "gender");
  const bool ages = has_word(small, "age") || has_word(small, "ages");
  const bool both = has_word(small, "and");  // "Age and sex", "Ethnicity and sex": the value says which
  const Sex sex = sexes ? sex_in(value) : Sex::unknown;
  const AgeBand band = ages ? ages_in(value) : AgeBand{};
  if (sexes && (sex != Sex::unknown || !both)) {
    out.subject = GroupSubject::sex;
    out.sex = sex;
    out.total = out.total || sex == Sex::all;
  } else if (ages && (band.from >= 0 || !both)) {
    out.subject = GroupSubject::age;
    out.age_from = band.from;
    out.age_to = band.to;
  }
  return out;
}

}  // namespace outturn::opendata
