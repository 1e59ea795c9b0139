#include "engine/linkage/standardise/guess.h"

#include <cmath>

#include <fmt/format.h>

#include "engine/linkage/standardise/value_shape.h"

namespace outturn::linkage {
namespace {

/// Shares above which a shape is taken as the column's, and below which it contradicts a header.
constexpr double clear = 0.8;
constexpr double doubtful = 0.3;

class Guess {
 public:
  explicit Guess(const ColumnSample& column)
      : column_(column),
        shape_(shape_of(column.distinct_values)),
        header_(meaning_of_header(column.header)) {}

  ColumnGuess made() {
    if (nothing_to_compare() || set_aside() || names_the_row()) return std::move(guess_);
    if (!by_header()) by_values();
    return std::move(guess_);
  }

 private:
  bool nothing_to_compare() {
    if (column_.filled == 0 || shape_.looked_at == 0)
      return set(ColumnRole::nothing, FieldKind::free_text, "No row has a value.");
    if (column_.distinct == 1 && column_.rows > 1 && column_.filled == column_.rows)
      return set(ColumnRole::nothing, FieldKind::free_text, "All rows have the same value.");
    return false;
  }

  /// The answer, and the name of the file: not compared.
  bool set_aside() {
    if (column_.named_as_truth)
      return set(ColumnRole::truth, FieldKind::identifier, "Named as the column that holds the answer.");
    if (!header_ || (header_->role != ColumnRole::truth && header_->role != ColumnRole::source)) return false;
    if (header_->role == ColumnRole::truth)
      return set(ColumnRole::truth, FieldKind::identifier,
                 said() + " That is what a column with the answer is called, so it is not compared.");
    if (column_.distinct > 50) return false;  // no one links so many files: "source" means something else
    return set(ColumnRole::source, FieldKind::free_text,
               said() + fmt::format(" {} values say where a row comes from.", column_.distinct));
  }

  bool names_the_row() {
    const bool unique =
        column_.distinct == column_.filled && column_.filled == column_.rows && column_.rows > 1;
    if (!unique) return false;
    const bool called_so = header_ && header_->role == ColumnRole::row_id;
    const bool ids = shape_.share(shape_.with_digit) >= clear && shape_.mean_words() < 4;
    if (called_so && ids)
      return set(ColumnRole::row_id, FieldKind::identifier, said() + " Each row has its own value.");
    if (header_ && header_->role == ColumnRole::field) return false;
    if (is_counting())
      return set(ColumnRole::row_id, FieldKind::identifier,
                 fmt::format("Each row has its own whole number, from {} to {}.", shape_.least, shape_.most));
    const bool other = has(shape_.dates) || has(shape_.emails) || has(shape_.uk_postcodes) ||
                       has(shape_.ninos) || has(shape_.nhs_numbers) || has(shape_.phones) ||
                       has(shape_.numbers);
    if (!other && shape_.share(shape_.codes) >= 0.95)
      return set(ColumnRole::row_id, FieldKind::identifier, "Each row has its own code.");
    return false;
  }

  /// Whole numbers with few gaps: 1, 2, 3 and so on, in whatever order.
  [[nodiscard]] bool is_counting() const {
    if (shape_.whole_numbers != shape_.looked_at || column_.rows < 10) return false;
    const double range = static_cast<double>(shape_.most) - static_cast<double>(shape_.least);
    return range <= 1.5 * static_cast<double>(column_.rows);
  }

  bool by_header() {
    if (!header_) return false;
    if (header_->role == ColumnRole::row_id) {
      if (shape_.share(shape_.with_digit) < doubtful) return contradicted("few values have a digit");
      return set(ColumnRole::field, FieldKind::identifier, said() + " Several rows share a value.");
    }
    if (header_->role != ColumnRole::field) return false;
    if (header_->phrase == "name") return by_name();
    const std::string against = contradiction(header_->kind);
    if (!against.empty()) return contradicted(against);
    return set(ColumnRole::field, header_->kind, said());
  }

  /// What in the values is against the kind; empty when nothing is.
  [[nodiscard]] std::string contradiction(FieldKind kind) const {
    switch (kind) {
      case FieldKind::date:
        return too_few(shape_.dates + shape_.years, doubtful, "can be read as a date");
      case FieldKind::email:
        return too_few(shape_.emails, doubtful, "are email addresses");
      case FieldKind::phone:
        return too_few(shape_.long_digits, doubtful, "have six digits or more");
      case FieldKind::sex:
        return column_.distinct > 20 ? too_few(shape_.sexes, doubtful, "are words or codes for a sex") : "";
      case FieldKind::nino:
        return too_few(shape_.ninos, doubtful, "are National Insurance numbers");
      case FieldKind::nhs_number:
        return too_few(shape_.nhs_numbers, doubtful, "are NHS numbers");
      case FieldKind::amount:
      case FieldKind::number:
        return too_few(shape_.numbers, 0.7, "are numbers");
      case FieldKind::postcode:
        return too_few(shape_.with_digit, doubtful, "have a digit");
      case FieldKind::given_name:
      case FieldKind::family_name:
      case FieldKind::full_name:
      case FieldKind::place:
        return too_few(shape_.looked_at - shape_.numbers, 0.5, "are not numbers");
      case FieldKind::identifier:
      case FieldKind::organisation:
      case FieldKind::address_line:
      case FieldKind::free_text:
        return "";
    }
    return "";
  }

  [[nodiscard]] std::string too_few(std::size_t count, double least, std::string_view what) const {
    if (shape_.share(count) >= least) return "";
    return fmt::format("only {} of the values {}", percent(count), what);
  }

  bool contradicted(const std::string& against) {
    guess_.reasons.push_back(fmt::format("The header says \"{}\", but {}.", header_->phrase, against));
    return false;
  }

  /// "name" is said of people and of organisations, and of part of a name too.
  bool by_name() {
    if (!contradiction(FieldKind::full_name).empty())
      return contradicted(contradiction(FieldKind::full_name));
    const double given = shape_.share(shape_.given_names);
    const double signs = 1 - shape_.share(shape_.letters_only);
    if (shape_.share(shape_.legal_forms) >= 0.05)
      return set(ColumnRole::field, FieldKind::organisation,
                 said() + fmt::format(" {} end in a legal form.", percent(shape_.legal_forms)));
    const bool no_names = given < 0.05 && shape_.share(shape_.family_names) < 0.05;
    if (no_names || (given < 0.1 && (signs > 0.1 || shape_.mean_words() > 2.6)))
      return set(
          ColumnRole::field, FieldKind::organisation,
          said() + fmt::format(" Only {} begin with a common given name.", percent(shape_.given_names)));
    if (shape_.share(shape_.one_word) >= clear && names_by_values()) return true;
    return set(ColumnRole::field, FieldKind::full_name,
               said() + fmt::format(" {} begin with a common given name.", percent(shape_.given_names)));
  }

  void by_values() {
    if (strict_forms() || figures() || names_by_values()) return;
    if (shape_.share(shape_.addresses) >= 0.4) {
      set(ColumnRole::field, FieldKind::address_line,
          looks(shape_.addresses, "have the words of an address"));
    } else if (shape_.share(shape_.legal_forms) >= 0.1) {
      set(ColumnRole::field, FieldKind::organisation, looks(shape_.legal_forms, "end in a legal form"));
    } else if (shape_.share(shape_.codes) >= clear) {
      set(ColumnRole::field, FieldKind::identifier,
          looks(shape_.codes, "are codes of one word with a digit"));
    } else {
      set(ColumnRole::field, FieldKind::free_text,
          fmt::format("The values are text of {:.1f} words on average, of no known form.",
                      shape_.mean_words()));
    }
  }

  bool strict_forms() {
    if (has(shape_.emails)) return looks_like(FieldKind::email, shape_.emails, "are email addresses");
    if (has(shape_.uk_postcodes))
      return looks_like(FieldKind::postcode, shape_.uk_postcodes, "are UK postcodes");
    if (has(shape_.ninos)) return looks_like(FieldKind::nino, shape_.ninos, "are National Insurance numbers");
    if (has(shape_.nhs_numbers))
      return looks_like(FieldKind::nhs_number, shape_.nhs_numbers, "have an NHS number's check digit");
    if (has(shape_.dates)) return looks_like(FieldKind::date, shape_.dates, "are dates");
    if (has(shape_.phones)) return looks_like(FieldKind::phone, shape_.phones, "are telephone numbers");
    const bool letters = shape_.whole_numbers == 0;
    if (letters && column_.distinct <= 6 && has(shape_.sexes))
      return looks_like(FieldKind::sex, shape_.sexes, "are words or codes for a sex");
    return false;
  }

  bool figures() {
    if (shape_.share(shape_.numbers) < 0.9) return false;
    if (shape_.share(shape_.two_decimals) >= 0.5)
      return looks_like(FieldKind::amount, shape_.two_decimals, "have two decimals or a currency sign");
    if (shape_.share(shape_.leading_zeros) >= 0.05)
      return looks_like(FieldKind::identifier, shape_.leading_zeros, "are digits that begin with a zero");
    const bool mostly_long = shape_.share(shape_.long_digits) >= clear;
    if (mostly_long && shape_.whole_numbers == shape_.looked_at)
      return looks_like(FieldKind::identifier, shape_.long_digits, "are whole numbers of six digits or more");
    return looks_like(FieldKind::number, shape_.numbers, "are numbers");
  }

  bool names_by_values() {
    if (shape_.share(shape_.letters_only) < clear || shape_.mean_words() > 4) return false;
    const double given = shape_.share(shape_.given_names);
    const double family = shape_.share(shape_.family_names);
    const bool single = shape_.share(shape_.one_word) >= 0.7;
    // A large column of names is mostly rare ones, and slips; a short list of places has a few by chance.
    const bool many = column_.distinct >= 100;
    if (single && ((given >= 0.2 && given >= family) || (many && given >= 0.1 && given >= 2 * family)))
      return looks_like(FieldKind::given_name, shape_.given_names, "are common given names");
    if (single && family >= (many ? 0.04 : 0.1))
      return looks_like(FieldKind::family_name, shape_.family_names, "are common family names");
    if (!single && given >= doubtful)
      return looks_like(FieldKind::full_name, shape_.given_names, "begin with a common given name");
    return false;
  }

  [[nodiscard]] bool has(std::size_t count) const { return shape_.share(count) >= clear; }
  [[nodiscard]] std::string said() const { return fmt::format("The header says \"{}\".", header_->phrase); }
  [[nodiscard]] std::string percent(std::size_t count) const {
    return fmt::format("{} %", std::lround(100 * shape_.share(count)));
  }
  [[nodiscard]] std::string looks(std::size_t count, std::string_view what) const {
    return fmt::format("{} of the values {}.", percent(count), what);
  }
  bool looks_like(FieldKind kind, std::size_t count, std::string_view what) {
    return set(ColumnRole::field, kind, looks(count, what));
  }
  bool set(ColumnRole role, FieldKind kind, std::string reason) {
    guess_.role = role;
    guess_.kind = kind;
    guess_.reasons.push_back(std::move(reason));
    return true;
  }

  const ColumnSample& column_;
  ValueShape shape_;
  std::optional<HeaderMeaning> header_;
  ColumnGuess guess_;
};

}  // namespace

ColumnGuess guess_kind(const ColumnSample& column) { return Guess(column).made(); }

}  // namespace outturn::linkage
