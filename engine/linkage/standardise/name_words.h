// Facts about the words of names: titles, letters after a name, particles, nicknames.
//
// The nicknames are the usual English ones, and spellings that UK registers mix (Steven, Stephen;
// Mohammed). A nickname of several names stands under each.
#pragma once

#include <array>
#include <string_view>

namespace outturn::linkage {

/// In front of a name. Left out are those that are names as well (Dean, Earl, Major, King).
inline constexpr std::array<std::string_view, 30> titles = {
    "mr",        "mrs",  "miss", "ms",       "mx",  "mstr", "master", "dr",   "doctor", "prof",
    "professor", "rev",  "revd", "reverend", "fr",  "sir",  "dame",   "lady", "lord",   "hon",
    "cllr",      "capt", "lt",   "sgt",      "cpl", "pte",  "sister", "sr",   "messrs", "mister"};

/// Behind a name. Left out are those that are names as well (Ma, Md, Ba).
inline constexpr std::array<std::string_view, 27> suffixes = {
    "jr",  "jnr",     "junior", "sr",  "snr", "senior", "ii",  "iii", "iv",
    "esq", "esquire", "obe",    "mbe", "cbe", "kbe",    "dbe", "kcb", "bem",
    "kc",  "qc",      "phd",    "bsc", "msc", "mp",     "frs", "rgn", "dec"};

/// Words that belong to the family name behind them.
inline constexpr std::array<std::string_view, 31> particles = {
    "van", "von", "der", "den", "de",  "del", "della", "di",  "da",  "do",  "dos",
    "das", "du",  "la",  "le",  "los", "las", "el",    "al",  "bin", "ibn", "bint",
    "ben", "ap",  "ter", "ten", "zu",  "y",   "e",     "dal", "lo"};

/// A given name and what else the same person may be called: nicknames and other spellings.
struct GivenName {
  std::string_view name;
  std::string_view also;
};

/// By name. The first of two spellings has no rank: it is only where they meet.
extern const std::array<GivenName, 274> given_names;

/// The commonest of the United Kingdom, of all its parts: enough to know a column by.
extern const std::array<std::string_view, 159> family_names;

}  // namespace outturn::linkage
