#include "engine/comparison/published/area_code.h"

#include <algorithm>
#include <utility>

#include "engine/base/letters.h"

namespace outturn::comparison {
namespace {

bool begins_as_code(std::string_view code) {
  constexpr std::string_view countries = "EWSNKJLM";
  return code.size() >= 3 && countries.find(code[0]) != std::string_view::npos && is_digit(code[1]) &&
         std::all_of(code.begin() + 1, code.end(), is_digit);
}

}  // namespace

CodeFlaw code_flaw(std::string_view code) {
  if (code.empty()) return CodeFlaw::missing;
  if (code.size() > 9 && codes_in(code).size() > 1) return CodeFlaw::several;
  if (!begins_as_code(code)) return CodeFlaw::other_scheme;
  if (code.size() == 9) return code.substr(1) == "99999999" ? CodeFlaw::no_area : CodeFlaw::none;
  return code.size() >= 7 && code.size() <= 11 ? CodeFlaw::wrong_size : CodeFlaw::other_scheme;
}

std::string_view level_of_code(std::string_view code) {
  static constexpr std::pair<std::string_view, std::string_view> levels[] = {
      {"E00", "output area"},  {"E01", "lsoa"},        {"E02", "msoa"},     {"E05", "ward"},
      {"E06", "district"},     {"E07", "district"},    {"E08", "district"}, {"E09", "district"},
      {"E10", "county"},       {"E11", "county"},      {"E12", "region"},   {"E13", "region"},
      {"E14", "constituency"}, {"E23", "police"},      {"E38", "health"},   {"E40", "health"},
      {"E47", "combined"},     {"E54", "health"},      {"E61", "combined"}, {"E69", "skills"},
      {"E92", "country"},      {"W00", "output area"}, {"W01", "lsoa"},     {"W02", "msoa"},
      {"W05", "ward"},         {"W06", "district"},    {"W15", "police"},   {"W92", "country"},
      {"S00", "output area"},  {"S12", "district"},    {"S13", "ward"},     {"S92", "country"},
      {"N08", "ward"},         {"N09", "district"},    {"N92", "country"},  {"K02", "country"},
      {"K03", "country"},      {"K04", "country"}};
  if (code_flaw(code) != CodeFlaw::none) return "";
  for (const auto& [begin, level] : levels)
    if (code.starts_with(begin)) return level;
  return "";
}

std::vector<std::string> codes_in(std::string_view cell) {
  std::vector<std::string> out;
  while (!cell.empty()) {
    const std::size_t start = cell.find_first_not_of(" /,;+&");
    if (start == std::string_view::npos) break;
    const std::size_t end = std::min(cell.find_first_of(" /,;+&", start), cell.size());
    const std::string_view one = cell.substr(start, end - start);
    if (begins_as_code(one)) out.emplace_back(one);
    cell.remove_prefix(end);
  }
  return out;
}

}  // namespace outturn::comparison
