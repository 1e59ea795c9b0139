// A first contract of one's own: a text that runs as it stands, example evidence beside it, and what to do
// next.
//
// What is agreed is the caller's terms; what isn't is written as an assumption that says so, and every row of
// evidence made up here has a key that begins with EXAMPLE. Nothing of a real contract is pretended. It must
// never know of folders, of a clock or of who asks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/values/date.h"

namespace outturn::starter {

enum class Kind { rate_card, cohort, bands, savings_share };

struct KindWords {
  Kind kind;
  std::string_view word;     ///< on the command line, and the name of the contract's file
  std::string_view says;     ///< for which contracts it is
  std::string_view price;    ///< what its price is the price of
  std::string_view outcome;  ///< an example of what is paid for
};
[[nodiscard]] const std::vector<KindWords>& kinds();
[[nodiscard]] std::optional<Kind> kind_of(std::string_view word);
[[nodiscard]] const KindWords& words_of(Kind kind);

struct Terms {
  Kind kind = Kind::rate_card;
  std::string outcome;  ///< empty: the kind's example
  std::string commissioner = "The commissioner";
  std::string provider = "The provider";
  long long price = 120000;      ///< in pence, above 0
  std::optional<long long> cap;  ///< on all payments together, in pence, above 0
  Date start;
  int years = 3;  ///< 1 to 20
};

struct File {
  std::string path;  ///< below the folder of the contract
  std::string text;
};

/// The contract first, then its evidence, then README.md.
[[nodiscard]] std::vector<File> files(const Terms& terms);

/// Words that can stand in quotation marks and in a cell: no marks, bars or line ends, and not too many.
[[nodiscard]] bool can_be_written(std::string_view words);
/// £1,200.00, 1200 or 1,200.50 in pence; nullopt for anything else, 0 and what is too much.
[[nodiscard]] std::optional<long long> pence(std::string_view amount);

}  // namespace outturn::starter
