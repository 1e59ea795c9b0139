// A linkage specification: which columns hold what, how they are compared, which pairs are looked at.
//
// A text that a coop's steward can read and mend, one line a statement:
//
//     link and deduplicate
//     id client_ref
//     field forename: given name from first_name, forename
//     field born: date from dob
//     compare forename
//     compare born
//     match on nhs_number
//     block on surname, born
//     block on first 3 of forename, year of born, district of postcode
//     train on surname, born
//     once in council
//
// It says nothing of weights: these are learned from the data. A model (model.h) is made from it; the
// standard forms it is made for come from standardise/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"
#include "engine/linkage/model/model.h"
#include "engine/linkage/standardise/standardise.h"

namespace outturn::linkage {

/// What of a field two records must share.
struct KeyPart {
  enum class Form : std::uint8_t { whole, first, year, area, district, sector, user, formal, word };
  Form form = Form::whole;
  int count = 0;  ///< for first and word: how many characters, which word
  std::string field;
  friend bool operator==(const KeyPart&, const KeyPart&) = default;
};

struct SpecField {
  std::string name;
  FieldKind kind = FieldKind::free_text;
  std::vector<std::string> columns;  ///< the first that a record has a value in is taken
  Span span;
};

struct Spec {
  LinkType type = LinkType::link_and_dedupe;
  std::string id;  ///< empty: rows are numbered
  std::vector<SpecField> fields;
  std::vector<std::string> compared;          ///< names of fields, in order
  std::vector<std::vector<KeyPart>> matches;  ///< deterministic passes, in order
  std::vector<std::vector<KeyPart>> blocks;   ///< an empty one: all pairs
  std::vector<std::vector<KeyPart>> trains;
  std::vector<std::string> once_in;  ///< datasets that hold each person once
  std::vector<std::string> remarks;  ///< shown above the first statement

  [[nodiscard]] const SpecField* field(std::string_view name) const;
};

/// nullopt when errors were added.
[[nodiscard]] std::optional<Spec> read_spec(const SourceFile& source, Problems& problems);
/// Reading it back gives the same specification.
[[nodiscard]] std::string spec_text(const Spec& spec);

/// "first 3 of forename".
[[nodiscard]] std::string words(const KeyPart& part);

}  // namespace outturn::linkage
