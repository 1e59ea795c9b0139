#include "engine/linkage/standardise/standardise.h"

#include "engine/base/problem.h"
#include "engine/linkage/standardise/amounts.h"
#include "engine/linkage/standardise/contacts.h"
#include "engine/linkage/standardise/dates.h"
#include "engine/linkage/standardise/identity_numbers.h"
#include "engine/linkage/standardise/names.h"
#include "engine/linkage/standardise/organisations.h"
#include "engine/linkage/standardise/postcodes.h"
#include "engine/linkage/standardise/texts.h"

namespace outturn::linkage {

std::string_view words(FieldKind kind) {
  switch (kind) {
    case FieldKind::given_name:
      return "given name";
    case FieldKind::family_name:
      return "family name";
    case FieldKind::full_name:
      return "full name";
    case FieldKind::date:
      return "date";
    case FieldKind::postcode:
      return "postcode";
    case FieldKind::nino:
      return "National Insurance number";
    case FieldKind::nhs_number:
      return "NHS number";
    case FieldKind::email:
      return "email address";
    case FieldKind::phone:
      return "telephone number";
    case FieldKind::sex:
      return "sex";
    case FieldKind::organisation:
      return "organisation";
    case FieldKind::address_line:
      return "address line";
    case FieldKind::place:
      return "place";
    case FieldKind::number:
      return "number";
    case FieldKind::amount:
      return "amount of money";
    case FieldKind::identifier:
      return "identifier";
    case FieldKind::free_text:
      return "free text";
  }
  throw Fault("a field of no kind");
}

Standard standardise(FieldKind kind, std::string_view value) {
  switch (kind) {
    case FieldKind::given_name:
      return standardise_given_name(value);
    case FieldKind::family_name:
      return standardise_family_name(value);
    case FieldKind::full_name:
      return standardise_full_name(value);
    case FieldKind::date:
      return standardise_date(value);
    case FieldKind::postcode:
      return standardise_postcode(value);
    case FieldKind::nino:
      return standardise_nino(value);
    case FieldKind::nhs_number:
      return standardise_nhs_number(value);
    case FieldKind::email:
      return standardise_email(value);
    case FieldKind::phone:
      return standardise_phone(value);
    case FieldKind::sex:
      return standardise_sex(value);
    case FieldKind::organisation:
      return standardise_organisation(value);
    case FieldKind::address_line:
      return standardise_address_line(value);
    case FieldKind::place:
      return standardise_place(value);
    case FieldKind::number:
      return standardise_number(value);
    case FieldKind::amount:
      return standardise_amount(value);
    case FieldKind::identifier:
      return standardise_identifier(value);
    case FieldKind::free_text:
      return standardise_free_text(value);
  }
  throw Fault("a field of no kind");
}

}  // namespace outturn::linkage
