#include "engine/linkage/standardise/texts.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "engine/linkage/standardise/characters.h"
#include "engine/linkage/standardise/fold.h"
#include "engine/linkage/standardise/placeholder.h"

namespace outturn::linkage {
namespace {

using WrittenAs = std::pair<std::string_view, std::string_view>;

constexpr std::array<WrittenAs, 25> sexes = {{
    {"m", "male"},
    {"man", "male"},
    {"boy", "male"},
    {"1", "male"},
    {"male", "male"},
    {"f", "female"},
    {"woman", "female"},
    {"girl", "female"},
    {"2", "female"},
    {"female", "female"},
    {"fem", "female"},
    {"masc", "male"},
    {"w", "female"},
    {"o", "other"},
    {"other", "other"},
    {"non binary", "other"},
    {"nonbinary", "other"},
    {"nb", "other"},
    {"0", ""},
    {"9", ""},
    {"x", ""},
    {"u", ""},
    {"indeterminate", ""},
    {"n", ""},
    {"not applicable", ""},
}};

constexpr std::array<WrittenAs, 26> of_addresses = {{
    {"rd", "road"},        {"str", "street"},     {"ave", "avenue"},   {"av", "avenue"},
    {"ln", "lane"},        {"cl", "close"},       {"ct", "court"},     {"crt", "court"},
    {"cres", "crescent"},  {"dr", "drive"},       {"gdns", "gardens"}, {"gdn", "garden"},
    {"grv", "grove"},      {"gr", "grove"},       {"pl", "place"},     {"sq", "square"},
    {"terr", "terrace"},   {"tce", "terrace"},    {"ter", "terrace"},  {"pk", "park"},
    {"apt", "flat"},       {"apartment", "flat"}, {"hse", "house"},    {"bldg", "building"},
    {"blvd", "boulevard"}, {"hwy", "highway"},
}};

template <class List>
std::string_view spelt_out(const List& list, std::string_view word) {
  const auto* found =
      std::find_if(list.begin(), list.end(), [&](const WrittenAs& s) { return s.first == word; });
  return found == list.end() ? word : found->second;
}

/// Apostrophes vanish, & is "and", other signs become blanks.
std::string in_words(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_word(c)) {
      out += c;
      continue;
    }
    if (c == '\'') continue;
    if (!out.empty() && out.back() != ' ') out += ' ';
    if (c == '&') out += "and ";
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// Blanks, folding and signs, which all texts share; false when the value is unknown by then.
bool to_plain_words(Trail& trail, Standard& unknown) {
  fold(trail);
  if (trail.value().empty()) {
    unknown = trail.unknown(ChangeKind::empty);
    return false;
  }
  if (is_placeholder(trail.value())) {
    unknown = trail.unknown(ChangeKind::placeholder);
    return false;
  }
  trail.become(ChangeKind::punctuation, in_words(trail.value()));
  if (trail.value().empty() || is_placeholder(trail.value())) {
    unknown = trail.unknown(trail.value().empty() ? ChangeKind::nothing_left : ChangeKind::placeholder);
    return false;
  }
  return true;
}

/// "st" is a street behind the name of one, and a saint in front of his.
std::string address_words(std::string_view text) {
  const std::vector<std::string_view> parts = split_words(text);
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool street = parts[i] == "st" && i > 0 && (i + 1 == parts.size() || !is_letter(parts[i + 1][0]));
    const bool drive_ahead = i == 0 && parts.size() > 1;  // "dr brown close" is a doctor's
    out.push_back(street                            ? "street"
                  : drive_ahead && parts[i] == "dr" ? parts[i]
                                                    : spelt_out(of_addresses, parts[i]));
  }
  return join_words(out);
}

std::string place_words(std::string_view text) {
  std::vector<std::string_view> parts = split_words(text);
  for (std::string_view& part : parts) {
    if (part == "saint") part = "st";
  }
  return join_words(parts);
}

}  // namespace

Standard standardise_sex(std::string_view text) {
  Trail trail(text);
  Standard unknown;
  if (!to_plain_words(trail, unknown)) return unknown;
  const auto* found =
      std::find_if(sexes.begin(), sexes.end(), [&](const WrittenAs& s) { return s.first == trail.value(); });
  if (found == sexes.end()) {
    trail.mark(ChangeKind::not_a_known_code);
    return trail.known();
  }
  if (found->second.empty()) return trail.unknown(ChangeKind::placeholder);
  trail.become(ChangeKind::code_in_words, std::string(found->second));
  return trail.known();
}

Standard standardise_address_line(std::string_view text) {
  Trail trail(text);
  Standard unknown;
  if (!to_plain_words(trail, unknown)) return unknown;
  trail.become(ChangeKind::spelt_out, address_words(trail.value()));
  return checked_at_the_end(trail);
}

Standard standardise_place(std::string_view text) {
  Trail trail(text);
  Standard unknown;
  if (!to_plain_words(trail, unknown)) return unknown;
  trail.become(ChangeKind::spelt_out, place_words(trail.value()));
  return checked_at_the_end(trail);
}

Standard standardise_identifier(std::string_view text) {
  Trail trail(text);
  fold(trail);
  if (trail.value().empty()) return trail.unknown(ChangeKind::empty);
  if (is_placeholder(trail.value())) return trail.unknown(ChangeKind::placeholder);
  std::string squeezed;
  for (const char c : trail.value()) {
    if (is_word(c)) squeezed += capital(c);
  }
  trail.become(ChangeKind::number_form, std::move(squeezed));
  const std::string& value = trail.value();
  if (value.size() > 2 && value[0] == '0' && all_the_same(value))
    return trail.unknown(ChangeKind::placeholder);
  return checked_at_the_end(trail);
}

Standard standardise_free_text(std::string_view text) {
  Trail trail(text);
  Standard unknown;
  if (!to_plain_words(trail, unknown)) return unknown;
  return trail.known();
}

}  // namespace outturn::linkage
