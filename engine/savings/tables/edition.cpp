#include "engine/savings/tables/edition.h"

#include <array>

#include "engine/base/letters.h"

namespace outturn::savings {
namespace {

struct Words {
  Standing standing;
  std::string_view word;
};
constexpr std::array standings = {Words{Standing::verified, "verified"}, Words{Standing::given, "given"},
                                  Words{Standing::secondary, "secondary"},
                                  Words{Standing::unverified, "unverified"}};

struct KnownTerms {
  std::string_view words;  ///< found in lower-case licence, title or publisher
  LicenceTerms terms;
};

constexpr LicenceTerms no_derivatives = {
    Passing::refused, "a Creative Commons licence with NC or ND",
    "It allows no commercial use (NC) or no adaptation (ND): values may not be put inside a tool."};
constexpr LicenceTerms ogl = {Passing::with_attribution, "Open Government Licence v3.0",
                              "It allows use and passing on with an attribution."};

// Refusals come first: "CC BY-NC-ND 4.0" also holds "CC BY".
constexpr std::array known = {
    KnownTerms{"hact",
               {Passing::refused, "HACT UK Social Value Bank (CC BY-NC-ND 4.0)",
                "Its licence page says that its values may not be put inside a tool."}},
    KnownTerms{"social value bank",
               {Passing::refused, "HACT UK Social Value Bank (CC BY-NC-ND 4.0)",
                "Its licence page says that its values may not be put inside a tool."}},
    KnownTerms{"national toms",
               {Passing::refused, "National TOMs", "Its values are let out under a licence of their own."}},
    KnownTerms{
        "social value engine",
        {Passing::refused, "Social Value Engine", "Its values are let out under a licence of their own."}},
    KnownTerms{"by-nc", no_derivatives},
    KnownTerms{"by nc", no_derivatives},
    KnownTerms{"by-nd", no_derivatives},
    KnownTerms{"by nd", no_derivatives},
    KnownTerms{"-nd", no_derivatives},
    KnownTerms{"noncommercial", no_derivatives},
    KnownTerms{"non-commercial", no_derivatives},
    KnownTerms{"noderiv", no_derivatives},
    KnownTerms{"no derivatives", no_derivatives},
    KnownTerms{"all rights reserved",
               {Passing::refused, "all rights reserved", "Nothing is allowed without its owner's word."}},
    KnownTerms{"own figures",
               {Passing::with_attribution, "figures of one's own", "They are their owner's to pass on."}},
    KnownTerms{"open government licence", ogl},
    KnownTerms{"ogl", ogl},
    KnownTerms{"cc by-sa",
               {Passing::untold, "CC BY-SA", "What is made from it must be let out under the same terms."}},
    KnownTerms{"cc by",
               {Passing::with_attribution, "CC BY", "It allows use and passing on with an attribution."}},
    KnownTerms{"creative commons attribution 4.0",
               {Passing::with_attribution, "CC BY 4.0", "It allows use and passing on with an attribution."}},
    KnownTerms{"cc0", {Passing::with_attribution, "CC0", "Its publisher gave up all rights."}}};

}  // namespace

std::string_view name_of(Standing standing) {
  for (const Words& one : standings)
    if (one.standing == standing) return one.word;
  throw Fault("a standing without a name");
}

std::optional<Standing> standing_from(std::string_view word) {
  for (const Words& one : standings)
    if (one.word == word) return one.standing;
  return std::nullopt;
}

Standing weaker(Standing a, Standing b) {
  for (std::size_t i = standings.size(); i-- > 0;)
    if (standings[i].standing == a || standings[i].standing == b) return standings[i].standing;
  throw Fault("a standing without a rank");
}

bool may_be_default(Standing standing) {
  return standing == Standing::verified || standing == Standing::given;
}

LicenceTerms terms_of(std::string_view licence) {
  const std::string words = lower(licence);
  for (const KnownTerms& one : known)
    if (words.find(one.words) != std::string::npos) return one.terms;
  return {};
}

LicenceTerms terms_of(const Edition& edition) {
  // A title or publisher can only forbid: "based on OGL figures" in a title allows nothing.
  for (const std::string* const words : {&edition.title, &edition.publisher, &edition.source}) {
    const LicenceTerms by_name = terms_of(*words);
    if (by_name.passing == Passing::refused) return by_name;
  }
  return terms_of(edition.licence);
}

std::optional<Problem> embedding_problem(const Edition& edition) {
  const LicenceTerms terms = terms_of(edition);
  if (terms.passing == Passing::with_attribution) return std::nullopt;
  if (terms.passing == Passing::refused) {
    return problem_at("V1", edition.file, {},
                      "the licence of \"" + edition.title + "\" does not allow its values to be passed on",
                      {"It is " + std::string(terms.name) + ". " + std::string(terms.rule)},
                      {"If you hold a licence, give the table to your own run: its figures are marked as "
                       "given by you, and the table stays out of what is passed on."});
  }
  return problem_at(
      "V2", edition.file, {}, "under which licence \"" + edition.title + "\" may be passed on is not told",
      {edition.licence.empty() ? "No licence is given."
                               : "\"" + edition.licence + "\" is none that is known to allow it."},
      {"Find the publisher's terms and give them as the table's licence (OGL v3 or CC BY 4.0 allow it); "
       "for figures of your own write: own figures."});
}

std::string use_mark(const Edition& edition) {
  const LicenceTerms terms = terms_of(edition);
  if (terms.passing == Passing::refused)
    return "given by the user under a licence that forbids passing it on (" + std::string(terms.name) + ")";
  return edition.given ? "given by the user" : "";
}

std::string edition_fault(const Edition& edition) {
  if (edition.title.empty()) return "a table without a title";
  if (edition.edition.empty()) return "\"" + edition.title + "\" has no edition";
  if (edition.sha256.empty()) return "\"" + edition.title + "\" has no digest";
  if (edition.given) return "";
  if (edition.publisher.empty()) return "\"" + edition.title + "\" has no publisher";
  if (embedding_problem(edition)) return "\"" + edition.title + "\" is shipped but may not be passed on";
  return "";
}

}  // namespace outturn::savings
