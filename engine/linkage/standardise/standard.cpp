#include "engine/linkage/standardise/standard.h"

#include <algorithm>

#include "engine/base/problem.h"

namespace outturn::linkage {

std::string_view words(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::blanks:
      return "blanks at the ends were taken off, or several made one";
    case ChangeKind::case_or_accents:
      return "capital letters, accents or special letters were made plain";
    case ChangeKind::broken_characters:
      return "bytes that are no characters were left out";
    case ChangeKind::punctuation:
      return "punctuation was taken off or made a blank";
    case ChangeKind::title_off:
      return "a title was taken off";
    case ChangeKind::suffix_off:
      return "letters after the name were taken off";
    case ChangeKind::particle_joined:
      return "Mc, Mac or O was joined to the name it belongs to";
    case ChangeKind::family_name_first:
      return "a family name written first, before a comma, was put last";
    case ChangeKind::spelt_out:
      return "an abbreviation or sign was spelt out";
    case ChangeKind::legal_form:
      return "the legal form of an organisation was written in one way";
    case ChangeKind::leading_the:
      return "\"the\" in front was taken off";
    case ChangeKind::date_form:
      return "the date was written as year-month-day";
    case ChangeKind::time_off:
      return "a time of day was taken off";
    case ChangeKind::century_assumed:
      return "a year of two digits was read as one of 1930 to 2029";
    case ChangeKind::day_month_exchanged:
      return "day and month stand in the other order, as only that is a date";
    case ChangeKind::postcode_form:
      return "the postcode was written with one blank before its last three";
    case ChangeKind::letter_for_digit:
      return "O and 0, or I and 1, were taken for each other";
    case ChangeKind::leading_zero_restored:
      return "a leading zero that a spreadsheet drops was put back";
    case ChangeKind::number_form:
      return "the number was written without separators";
    case ChangeKind::currency_off:
      return "a currency sign was taken off";
    case ChangeKind::first_of_several:
      return "several values stood there; the first is used";
    case ChangeKind::extension_off:
      return "an extension was taken off";
    case ChangeKind::international_form:
      return "the telephone number was written with its country";
    case ChangeKind::code_in_words:
      return "a code or short form was written as a word";
    case ChangeKind::default_date:
      return "a date that systems fill in when they know none";
    case ChangeKind::first_of_january:
      return "1 January: often stands for a year alone";
    case ChangeKind::partial_date:
      return "only the year, or year and month, are known";
    case ChangeKind::partial_postcode:
      return "a part of a postcode";
    case ChangeKind::special_postcode:
      return "a postcode of no place in the United Kingdom (forces, overseas, mail only)";
    case ChangeKind::not_a_uk_postcode:
      return "not written as any UK postcode";
    case ChangeKind::invalid_nino:
      return "not a National Insurance number that is given out";
    case ChangeKind::invalid_nhs_number:
      return "not an NHS number: length or check digit is wrong";
    case ChangeKind::scottish_number:
      return "a Scottish CHI number, which begins with the date of birth";
    case ChangeKind::test_number:
      return "from the range of NHS numbers kept for tests";
    case ChangeKind::invalid_email:
      return "not written as an email address";
    case ChangeKind::foreign_number:
      return "a telephone number of another country";
    case ChangeKind::invalid_phone:
      return "not a UK telephone number";
    case ChangeKind::not_a_number:
      return "not a number";
    case ChangeKind::not_a_known_code:
      return "not a code or word of the list";
    case ChangeKind::empty:
      return "nothing was written";
    case ChangeKind::placeholder:
      return "words that say that the value is not known";
    case ChangeKind::nothing_left:
      return "nothing but signs was written";
    case ChangeKind::impossible_date:
      return "a date that no calendar has";
    case ChangeKind::unreadable_date:
      return "not readable as a date";
    case ChangeKind::pseudo_postcode:
      return "a pseudo-postcode, which stands for no fixed abode or not known";
    case ChangeKind::temporary_number:
      return "a temporary number, made of date of birth and sex";
  }
  throw Fault("a change of no kind");
}

bool Standard::has(ChangeKind kind) const {
  return std::any_of(changes.begin(), changes.end(), [&](const Correction& c) { return c.kind == kind; });
}

const std::string& original(const Standard& standard) {
  return standard.changes.empty() ? standard.value : standard.changes.front().before;
}

void Trail::become(ChangeKind kind, std::string next) {
  if (next == standard_.value) return;
  if (!standard_.changes.empty() && next == standard_.changes.front().before) {
    standard_.changes.clear();  // there and back: capitals made small and capital again
    standard_.value = std::move(next);
    return;
  }
  standard_.changes.push_back({kind, std::move(standard_.value)});
  standard_.value = std::move(next);
}

Standard Trail::unknown(ChangeKind why) {
  standard_.changes.push_back({why, std::move(standard_.value)});
  standard_.value.clear();
  standard_.known = false;
  return std::move(standard_);
}

}  // namespace outturn::linkage
