// What a name means, and where.
//
// A name is looked up first among the columns of the row kind in hand, then among what there is one
// of in the contract. A path (person.start_date) follows a link to a row of another input or of a
// rate card. The checker and contracts/compile share this one lookup.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "contracts/language/syntax.h"

namespace outturn::language {

enum class Meaning : std::uint8_t {
  nothing,
  input_column,  ///< inputs[index].columns[part]
  parameter,
  value,
  payment,           ///< after once-per rules and caps
  payment_achieved,  ///< at the card's price, whatever is paid for it
  payment_earned,    ///< before caps
  payment_blocked,   ///< 1 where evidence is missing
  payer_share,       ///< what splits[index].payers[part] pays
  card_column,       ///< ratecards[index].columns[part]
  reading_choice,    ///< an assumption with readings
  run_date           ///< as_at (part 0) or cut_off (part 1)
};

struct Symbol {
  Meaning meaning = Meaning::nothing;
  std::size_t index = 0;
  std::size_t part = 0;
  std::string each;  ///< row kind, empty where there is one
  QType type;
  Span span;
};

class Names {
 public:
  explicit Names(const Contract& contract);

  /// Among the columns of `each` only.
  [[nodiscard]] Symbol in_kind(const std::string& each, const std::string& name) const;
  /// Among what there is one of.
  [[nodiscard]] Symbol single(const std::string& name) const;
  /// in_kind, then single.
  [[nodiscard]] Symbol find(const std::string& each, const std::string& name) const;
  /// The kinds of row that have a column of this name.
  [[nodiscard]] const std::vector<std::string>& kinds_with(const std::string& name) const;
  /// Names that could be meant in this kind, for hints.
  [[nodiscard]] std::vector<std::string> known(const std::string& each) const;

  [[nodiscard]] const Input* input_of_kind(const std::string& each) const;
  [[nodiscard]] const Input* input(const std::string& name) const;
  [[nodiscard]] const RateCard* card(const std::string& name) const;
  [[nodiscard]] const Bands* bands(const std::string& name) const;
  [[nodiscard]] const Points* points(const std::string& name) const;
  /// Part of a savings case, or of approaches, told to be wrong, so that nothing was written out of it.
  [[nodiscard]] bool of_what_was_not_read(const std::string& name) const;
  [[nodiscard]] const Calendar* calendar(const std::string& name) const;
  [[nodiscard]] const Assumption* assumption(const std::string& name) const;
  [[nodiscard]] Symbol card_column(const std::string& card, const std::string& column) const;
  [[nodiscard]] const Contract& contract() const { return contract_; }

  /// Where a link (code of CARD, key of INPUT) leads: the row kind of the input, "" for a card.
  [[nodiscard]] std::string kind_behind(const QType& link) const;

 private:
  void add(const std::string& each, const std::string& name, Symbol symbol);
  const Contract& contract_;
  std::map<std::pair<std::string, std::string>, Symbol> symbols_;
  std::map<std::string, std::vector<std::string>> kinds_of_;  ///< by name; in the order of the alphabet
};

/// The declared type with the places it is held with: money its minor units, percent at least two
/// decimal places of a per cent.
[[nodiscard]] QType held(QType declared, int minor_places);
/// Places held after a rounding: those of a per cent count two more than a person says.
[[nodiscard]] int rounded_places(const RoundingRule& rule, const QType& type, int minor_places);
/// More than one figure for all times: which holds is decided by `chosen_by`.
[[nodiscard]] bool is_dated(const Parameter& parameter);
/// Minor unit digits of the contract's currency, 2 while it is not known.
[[nodiscard]] int minor_places(const Contract& contract);

/// Place of something in its list, for a Symbol's index.
template <typename T>
const T* by_name(const std::vector<T>& list, const std::string& name) {
  for (const T& one : list) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

}  // namespace outturn::language
