#include "engine/linkage/standardise/organisations.h"

#include <algorithm>
#include <array>

#include "engine/linkage/standardise/characters.h"
#include "engine/linkage/standardise/fold.h"
#include "engine/linkage/standardise/placeholder.h"

namespace outturn::linkage {
namespace {

struct LegalForm {
  std::string_view written;
  std::string_view standard;
};

/// Longer writings first, so that none is taken for its end.
constexpr std::array<LegalForm, 41> forms = {{
    {"charitable incorporated organisation", "cio"},
    {"community interest company", "cic"},
    {"limited liability partnership", "llp"},
    {"limited liability company", "llc"},
    {"public limited company", "plc"},
    {"community benefit society", "cbs"},
    {"private limited company", "ltd"},
    {"proprietary limited", "pty ltd"},
    {"limited partnership", "lp"},
    {"private limited", "ltd"},
    {"incorporated", "inc"},
    {"corporation", "corp"},
    {"cyfyngedig", "ltd"},
    {"limited", "ltd"},
    {"pty ltd", "pty ltd"},
    {"pte ltd", "pte ltd"},
    {"pvt ltd", "pvt ltd"},
    {"company", "co"},
    {"co ltd", "co ltd"},
    {"p l c", "plc"},
    {"l l p", "llp"},
    {"l l c", "llc"},
    {"c i c", "cic"},
    {"c i o", "cio"},
    {"s a r l", "sarl"},
    {"gmbh", "gmbh"},
    {"s a", "sa"},
    {"sarl", "sarl"},
    {"corp", "corp"},
    {"ltd", "ltd"},
    {"plc", "plc"},
    {"cic", "cic"},
    {"cio", "cio"},
    {"llp", "llp"},
    {"llc", "llc"},
    {"inc", "inc"},
    {"cbs", "cbs"},
    {"lp", "lp"},
    {"co", "co"},
    {"bv", "bv"},
    {"ag", "ag"},
}};

/// Where `ending` begins as whole words at the end of `text`, behind some other word; npos if not there.
std::size_t ending_at(std::string_view text, std::string_view ending) {
  if (text.size() <= ending.size() || !text.ends_with(ending)) return std::string_view::npos;
  const std::size_t at = text.size() - ending.size();
  return text[at - 1] == ' ' ? at : std::string_view::npos;
}

/// Apostrophes and full stops vanish inside words, other signs become blanks, & and + are "and".
std::string in_plain_words(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_word(c)) {
      out += c;
    } else if (c == '&' || c == '+') {
      if (!out.empty() && out.back() != ' ') out += ' ';
      out += "and ";
    } else if (c != '\'' && !out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// The writing of a legal form at the end of `text`, the longest there is.
const LegalForm* form_of(std::string_view text) {
  for (const LegalForm& form : forms) {
    if (ending_at(text, form.written) != std::string_view::npos) return &form;
  }
  return nullptr;
}

std::string with_standard_forms(std::string text) {
  std::string tail;
  while (const LegalForm* form = form_of(text)) {
    text.erase(text.size() - form->written.size() - 1);
    tail.insert(0, form->standard);
    tail.insert(0, 1, ' ');
  }
  return text + tail;
}

/// "t/a" and "trading as" are one, and said before signs are taken off.
std::string with_trading_as(std::string text) {
  const std::size_t at = text.find(" t/a ");
  if (at != std::string::npos) text.replace(at, 5, " trading as ");
  return text;
}

}  // namespace

Standard standardise_organisation(std::string_view text) {
  Trail trail(text);
  fold(trail);
  if (trail.value().empty()) return trail.unknown(ChangeKind::empty);
  if (is_placeholder(trail.value())) return trail.unknown(ChangeKind::placeholder);
  trail.become(ChangeKind::spelt_out, with_trading_as(trail.value()));
  trail.become(ChangeKind::punctuation, in_plain_words(trail.value()));
  std::string rest = trail.value();
  while (rest.starts_with("the ") && rest.size() > 4) rest.erase(0, 4);
  trail.become(ChangeKind::leading_the, std::move(rest));
  trail.become(ChangeKind::legal_form, with_standard_forms(trail.value()));
  return checked_at_the_end(trail);
}

std::string organisation_core(std::string_view standard_name) {
  std::string text(standard_name);
  while (const LegalForm* form = form_of(text)) text.erase(text.size() - form->written.size() - 1);
  return text;
}

std::string_view legal_form(std::string_view standard_name) {
  const LegalForm* form = form_of(standard_name);
  return form == nullptr ? std::string_view() : form->standard;
}

}  // namespace outturn::linkage
