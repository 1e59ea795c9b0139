#include <algorithm>
#include <array>

#include "engine/linkage/standardise/characters.h"
#include "engine/linkage/standardise/contacts.h"
#include "engine/linkage/standardise/fold.h"
#include "engine/linkage/standardise/placeholder.h"

namespace outturn::linkage {
namespace {

/// Users of addresses typed to get past a field, or that no person reads.
constexpr std::array<std::string_view, 22> no_ones = {
    "anonymous", "do-not-reply", "donotreply", "email",          "na",      "nil",  "no",      "no-email",
    "no-reply",  "no.email",     "noemail",    "noemailaddress", "nomail",  "none", "noreply", "notgiven",
    "notknown",  "notprovided",  "null",       "test",           "unknown", "xxx"};

static_assert(std::is_sorted(no_ones.begin(), no_ones.end()));

std::string without_blanks(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

/// The address in "Ann Lee <ann@x.org>", "mailto:ann@x.org"; signs of a list or sentence off its ends.
std::string bare(std::string text) {
  if (const std::size_t open = text.find('<'); open != std::string::npos) {
    const std::size_t close = text.find('>', open);
    if (close != std::string::npos && text.find('@', open) < close)
      text = text.substr(open + 1, close - open - 1);
  }
  while (text.starts_with("mailto:")) text.erase(0, 7);
  const std::size_t first = text.find_first_not_of("<>\"'(),;: ");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of("<>\"'(),;:. ") + 1 - first);
}

/// Where the second of several addresses begins: behind a sign that no address holds.
std::string first_of(const std::string& text) {
  const std::size_t at = text.find('@');
  const std::size_t end = at == std::string::npos ? at : text.find_first_of(";,/| \"<>()", at);
  return end == std::string::npos ? text : text.substr(0, end);
}

bool is_domain(std::string_view domain) {
  const std::size_t dot = domain.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || domain.size() - dot < 3) return false;
  if (domain.find("..") != std::string_view::npos || domain.front() == '.') return false;
  return std::all_of(domain.begin(), domain.end(), [](char c) { return is_word(c) || c == '-' || c == '.'; });
}

bool is_no_ones(std::string_view email) {
  const std::string_view user = email_user(email);
  if (std::binary_search(no_ones.begin(), no_ones.end(), user)) return true;
  const std::string_view domain = email_domain(email);
  return user.size() <= 3 && (all_the_same(user) || user.size() == 1) && domain.starts_with(user) &&
         domain.substr(user.size()).starts_with('.');  // a@a.com, xx@xx.com
}

}  // namespace

Standard standardise_email(std::string_view text) {
  Trail trail(text);
  fold(trail);
  if (trail.value().empty()) return trail.unknown(ChangeKind::empty);
  if (is_placeholder(trail.value())) return trail.unknown(ChangeKind::placeholder);
  trail.become(ChangeKind::punctuation, bare(trail.value()));
  trail.become(ChangeKind::first_of_several, first_of(trail.value()));
  trail.become(ChangeKind::blanks, without_blanks(trail.value()));
  trail.become(ChangeKind::punctuation, bare(trail.value()));
  if (is_no_ones(trail.value())) return trail.unknown(ChangeKind::placeholder);
  if (is_valid_email(trail.value())) return trail.known();
  return checked_at_the_end(trail, ChangeKind::invalid_email);
}

bool is_valid_email(std::string_view standard_email) {
  const std::size_t at = standard_email.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || standard_email.size() > 254) return false;
  const std::string_view user = standard_email.substr(0, at);
  if (user.find("..") != std::string_view::npos || user.back() == '.') return false;
  const auto allowed = [](char c) {
    return is_word(c) || std::string_view(".!#$%&'*+/=?^_`{|}~-").find(c) != std::string_view::npos;
  };
  return std::all_of(user.begin(), user.end(), allowed) && is_domain(standard_email.substr(at + 1));
}

std::string_view email_user(std::string_view standard_email) {
  return standard_email.substr(0, standard_email.find('@'));
}

std::string_view email_domain(std::string_view standard_email) {
  const std::size_t at = standard_email.find('@');
  return at == std::string_view::npos ? std::string_view() : standard_email.substr(at + 1);
}

std::string email_key(std::string_view standard_email, EmailKey how) {
  std::string user(email_user(standard_email));
  std::string domain(email_domain(standard_email));
  if (domain.empty()) return std::string(standard_email);
  if (const std::size_t plus = user.find('+'); how.without_plus_tag && plus != std::string::npos && plus > 0)
    user.erase(plus);
  if (how.without_gmail_dots && (domain == "gmail.com" || domain == "googlemail.com")) {
    user.erase(std::remove(user.begin(), user.end(), '.'), user.end());
    domain = "gmail.com";
  }
  return user + '@' + domain;
}

}  // namespace outturn::linkage
