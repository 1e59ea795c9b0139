// Where a table of values comes from, how far it was checked, and what its licence lets us do.
//
// Unit costs, deflators, discount rates and optimism bias are other people's figures: they change with every
// edition, and a saving calculated with one edition is another saving than with the next. So a table is
// always used with its edition, and every figure with how it was checked. A figure that nobody here has read
// in its publisher's own document is never a default: whoever uses it says so.
//
// Licences: the Open Government Licence v3.0 and CC BY 4.0 allow passing values on with an attribution; terms
// with NC (no commercial use) or ND (no adaptations) do not, nor do the terms of HACT's UK Social Value Bank
// (CC BY-NC-ND 4.0; its licence page says values may not be put inside a tool), the National TOMs and the
// Social Value Engine. Values of these may be given by a user who holds them, for a run of their own. This
// header must never know a file format.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/problem.h"

namespace outturn::savings {

/// How a figure was checked.
enum class Standing : std::uint8_t {
  verified,    ///< read in its publisher's own document or file
  secondary,   ///< read in somebody's copy of it
  unverified,  ///< traced to nothing that could be read
  given,       ///< by the user, for this run
};
[[nodiscard]] std::string_view name_of(Standing standing);
[[nodiscard]] std::optional<Standing> standing_from(std::string_view word);
/// The weaker of two, for what is made of both: given counts as the user's word, above secondary.
[[nodiscard]] Standing weaker(Standing a, Standing b);
/// Only verified figures are defaults; given ones were chosen by their user.
[[nodiscard]] bool may_be_default(Standing standing);

/// What is known of a table as a whole.
struct Edition {
  std::string title;       ///< "Unit Cost Database"
  std::string edition;     ///< "v1.4", "2026-03": the name it is asked for by
  std::string publisher;   ///< "Greater Manchester Combined Authority"
  std::string licence;     ///< as its publisher words it
  std::string source;      ///< document, annex, table
  std::string retrieved;   ///< the day its copy was fetched
  std::string valid_from;  ///< the day it came into force; empty: not known
  std::string valid_to;    ///< the last day before another took its place; empty: none known
  std::string note;        ///< what a user of it has to know
  std::string file;        ///< as shown
  std::string sha256;      ///< of the file's bytes
  bool given = false;      ///< supplied by the user, not shipped
};

enum class Passing : std::uint8_t {
  with_attribution,  ///< may be put inside a tool, workbook or pack, with the attribution
  refused,           ///< may not
  untold,            ///< no licence is told, or one not known here
};

/// What a licence means for putting values inside something that is passed on.
struct LicenceTerms {
  Passing passing = Passing::untold;
  std::string_view name;  ///< "Open Government Licence v3.0"; empty: not known
  std::string_view rule;  ///< one sentence of what it says; empty: not known
};
/// By the licence's words, and by the table's title and publisher where these are known to forbid it.
[[nodiscard]] LicenceTerms terms_of(const Edition& edition);
[[nodiscard]] LicenceTerms terms_of(std::string_view licence);

/// Why the table may not be put inside a tool, workbook or pack (V1: its licence refuses it; V2: no licence
/// is told); nullopt when it may. Using it in a run of one's own is another matter, and allowed.
[[nodiscard]] std::optional<Problem> embedding_problem(const Edition& edition);
/// The words that mark such a table's figures in a result; empty when nothing is to be said.
[[nodiscard]] std::string use_mark(const Edition& edition);

/// Title, edition, publisher, licence and digest are told. Empty when sound, else the first fault.
[[nodiscard]] std::string edition_fault(const Edition& edition);

}  // namespace outturn::savings
