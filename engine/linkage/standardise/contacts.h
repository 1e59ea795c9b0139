// Email addresses and telephone numbers in standard form.
//
// Email: small letters, one address, no display name. Slips in a domain are not mended: who would say
// which. Plus tags and Gmail's dots go only from email_key(), where the caller asks for it. Telephone:
// "+447911123456"; UK numbers by Ofcom's National Telephone Numbering Plan (01 and 02 geographic, 03,
// 05, 07 mobile and personal, 08, 09), without extension; other countries' stay, marked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/linkage/standardise/standard.h"

namespace outturn::linkage {

[[nodiscard]] Standard standardise_email(std::string_view text);
[[nodiscard]] bool is_valid_email(std::string_view standard_email);
[[nodiscard]] std::string_view email_user(std::string_view standard_email);    ///< before the @
[[nodiscard]] std::string_view email_domain(std::string_view standard_email);  ///< behind it

struct EmailKey {
  bool without_plus_tag = true;     ///< ann+news@x.org is ann@x.org
  bool without_gmail_dots = false;  ///< a.nn@googlemail.com is ann@gmail.com
};
/// What two writings of one mailbox share, for comparison; never shown as the address.
[[nodiscard]] std::string email_key(std::string_view standard_email, EmailKey how = {});

[[nodiscard]] Standard standardise_phone(std::string_view text);

enum class PhoneKind : std::uint8_t { mobile, geographic, other_uk, foreign, invalid };
[[nodiscard]] PhoneKind phone_kind(std::string_view standard_phone);
/// As dialled within the country: "07911123456"; the value itself when it is not of the UK.
[[nodiscard]] std::string phone_national(std::string_view standard_phone);

}  // namespace outturn::linkage
