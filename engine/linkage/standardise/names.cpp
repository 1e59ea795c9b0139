#include "engine/linkage/standardise/names.h"

#include <algorithm>
#include <unordered_map>

#include "engine/linkage/standardise/characters.h"
#include "engine/linkage/standardise/fold.h"
#include "engine/linkage/standardise/name_words.h"
#include "engine/linkage/standardise/placeholder.h"

namespace outturn::linkage {
namespace {

enum class NameField { given, family, full };

template <class List>
bool is_in(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Apostrophes vanish ("o'brien"), other signs become blanks.
std::string without_signs(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (is_word(c)) {
      out += c;
    } else if (c != '\'' && !out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool is_one_name(const std::vector<std::string_view>& parts) {
  const auto plain =
      std::count_if(parts.begin(), parts.end(), [](auto part) { return !is_in(particles, part); });
  return plain == 1 && !is_in(particles, parts.back());
}

/// "smith, john" as "john smith"; only for one name before one comma, so that "john smith, obe" and
/// "thomas clifford, baron of chudleigh" stay.
std::string in_spoken_order(const std::string& text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string::npos || text.find(',', comma + 1) != std::string::npos) return text;
  const std::vector<std::string_view> before = split_words(std::string_view(text).substr(0, comma));
  const std::vector<std::string_view> after = split_words(std::string_view(text).substr(comma + 1));
  if (before.empty() || after.empty() || !is_one_name(before) || is_in(suffixes, after[0])) return text;
  if (after.size() > 4 || is_digit(after[0][0]) || is_in(after, "of")) return text;
  return join_words(after) + " " + join_words(before);
}

std::size_t titles_in_front(const std::vector<std::string_view>& parts) {
  std::size_t count = 0;
  while (count + 1 < parts.size() && is_in(titles, parts[count])) ++count;
  return count;
}

void take_titles_off(Trail& trail) {
  const auto parts = split_words(trail.value());
  const auto count = static_cast<std::ptrdiff_t>(titles_in_front(parts));
  if (count == 0) return;
  trail.become(ChangeKind::title_off,
               join_words(std::vector<std::string_view>(parts.begin() + count, parts.end())));
}

void take_suffixes_off(Trail& trail) {
  auto parts = split_words(trail.value());
  const std::size_t all = parts.size();
  while (parts.size() > 1 && is_in(suffixes, parts.back())) parts.pop_back();
  if (parts.size() < all) trail.become(ChangeKind::suffix_off, join_words(parts));
}

/// "mc donald"; in a family name also "o brien". In a full name O is as likely a middle initial.
void join_particles(Trail& trail, NameField field) {
  const auto parts = split_words(trail.value());
  if (parts.size() < 2) return;
  std::string out;
  bool joined = false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0 && !joined) out += ' ';
    out += parts[i];
    joined = (parts[i] == "mc" || parts[i] == "mac") && (i > 0 || field == NameField::family);
    joined = joined || (field == NameField::family && i == 0 && parts[0] == "o" && parts[1].size() > 1);
  }
  trail.become(ChangeKind::particle_joined, std::move(out));
}

Standard standardise_name(std::string_view text, NameField field) {
  Trail trail(text);
  if (text == "NaN") return trail.unknown(ChangeKind::placeholder);  // "nan" is what Nancy is called
  fold(trail);
  if (trail.value().empty()) return trail.unknown(ChangeKind::empty);
  if (is_name_placeholder(trail.value())) return trail.unknown(ChangeKind::placeholder);
  if (field == NameField::full) trail.become(ChangeKind::family_name_first, in_spoken_order(trail.value()));
  if (!std::all_of(trail.value().begin(), trail.value().end(), is_word))
    trail.become(ChangeKind::punctuation, without_signs(trail.value()));
  if (trail.value().find(' ') != std::string::npos) {
    take_titles_off(trail);
    if (field != NameField::given) take_suffixes_off(trail);
    if (field != NameField::given) join_particles(trail, field);
  }
  if (trail.value().empty()) return trail.unknown(ChangeKind::nothing_left);
  return is_name_placeholder(trail.value()) ? trail.unknown(ChangeKind::placeholder) : trail.known();
}

using Candidates = std::unordered_map<std::string_view, std::vector<std::string_view>>;

const Candidates& candidates() {
  static const Candidates all = [] {
    Candidates made;
    for (const GivenName& given : given_names) made[given.name].push_back(given.name);
    for (const GivenName& given : given_names) {
      for (const std::string_view also : split_words(given.also)) made[also].push_back(given.name);
    }
    return made;
  }();
  return all;
}

}  // namespace

Standard standardise_given_name(std::string_view text) { return standardise_name(text, NameField::given); }
Standard standardise_family_name(std::string_view text) { return standardise_name(text, NameField::family); }
Standard standardise_full_name(std::string_view text) { return standardise_name(text, NameField::full); }

std::vector<std::string_view> given_name_candidates(std::string_view given_name) {
  std::vector<std::string_view> names = {given_name};
  const auto found = candidates().find(given_name);
  if (found == candidates().end()) return names;
  for (const std::string_view name : found->second) {
    if (name != given_name) names.push_back(name);
  }
  return names;
}

bool is_common_given_name(std::string_view given_name) { return candidates().contains(given_name); }

bool is_common_family_name(std::string_view family_name) {
  return std::binary_search(family_names.begin(), family_names.end(), family_name);
}

std::vector<std::string_view> name_parts(std::string_view name) { return split_words(name); }

std::string name_joined(std::string_view name) {
  std::string out(name);
  out.erase(std::remove(out.begin(), out.end(), ' '), out.end());
  return out;
}

std::string_view without_particles(std::string_view name) {
  std::string_view rest = name;
  for (std::size_t end = rest.find(' '); end != std::string_view::npos; end = rest.find(' ')) {
    if (!is_in(particles, rest.substr(0, end))) break;
    rest.remove_prefix(end + 1);
  }
  return rest.empty() ? name : rest;
}

std::string name_key(std::string_view given_name, std::string_view family_name) {
  std::vector<std::string_view> parts = split_words(given_name);
  const std::vector<std::string_view> family = split_words(family_name);
  parts.insert(parts.end(), family.begin(), family.end());
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  return join_words(parts);
}

}  // namespace outturn::linkage
