#include "engine/linkage/sealed/suggest.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/linkage/sealed/normal_form.h"

namespace outturn::sealed {
namespace {

/// What a column's name says of it. Weights are relative; they are scaled to fill the filter by half.
struct Kind {
  std::string_view words;  ///< any of these in the name, small letters and figures only
  Form form;
  std::uint32_t grams;
  bool placed;
  std::uint32_t weight;
};

// Weights: what tells two people apart gets most, what many share (a county) or what changes (an
// address) less. In this order, since "surname" holds "name" and "email_address" holds "address".
constexpr std::array kinds{
    Kind{"email mail", Form::code, 2, false, 60},
    Kind{"surname lastname familyname", Form::words, 2, false, 80},
    Kind{"forename firstname givenname christianname", Form::words, 2, false, 80},
    Kind{"middlename", Form::words, 2, false, 30},
    Kind{"dateofbirth birthdate dob born birth", Form::date, 1, true, 100},
    Kind{"postcode postalcode zip", Form::code, 2, false, 70},
    Kind{"nhs nino nationalinsurance socsec ssn passport", Form::code, 1, true, 80},
    Kind{"phone mobile telephone tel", Form::digits, 2, false, 60},
    Kind{"sex gender", Form::code, 1, false, 20},
    Kind{"streetnumber housenumber", Form::code, 1, true, 40},
    Kind{"address street road", Form::words, 2, false, 70},
    Kind{"town city suburb village locality", Form::words, 2, false, 60},
    Kind{"county state region", Form::words, 2, false, 30},
    Kind{"fullname name", Form::words, 2, false, 140},
};

const Kind* kind_of(const std::string& column) {
  const std::string name = normal_form(column, Form::code);
  for (const Kind& kind : kinds) {
    std::string_view words = kind.words;
    while (!words.empty()) {
      const std::string_view word = words.substr(0, words.find(' '));
      if (name.find(word) != std::string::npos) return &kind;
      words.remove_prefix(std::min(words.size(), word.size() + 1));
    }
  }
  return nullptr;
}

bool all_different(const std::vector<std::vector<std::string_view>>& rows, std::size_t column) {
  std::vector<std::string_view> values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(row[column]);
  std::sort(values.begin(), values.end());
  return !values.empty() && !values.front().empty() &&
         std::adjacent_find(values.begin(), values.end()) == values.end();
}

/// The first column of different values that is none of the known kinds, or the first of all.
std::size_t record_column(const std::vector<std::string>& columns,
                          const std::vector<std::vector<std::string_view>>& rows) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (kind_of(columns[i]) == nullptr && all_different(rows, i)) return i;
  }
  return 0;
}

FillTally tally_of(const std::vector<std::vector<std::string_view>>& rows,
                   const std::vector<std::size_t>& fields) {
  FillTally tally;
  for (const auto& row : rows) {
    std::uint64_t known = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!row[fields[i]].empty()) known |= std::uint64_t{1} << i;
    }
    ++tally.records;
    ++tally.patterns[known];
  }
  return tally;
}

}  // namespace

Suggestion suggest_schema(const std::vector<std::string>& columns,
                          const std::vector<std::vector<std::string_view>>& rows) {
  Suggestion suggestion;
  Schema& schema = suggestion.schema;
  if (columns.empty()) return suggestion;
  const std::size_t record = record_column(columns, rows);
  schema.record = columns[record];
  std::vector<std::size_t> fields;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i == record) continue;
    const Kind* kind = kind_of(columns[i]);
    const bool ever = std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return !row[i].empty(); });
    if (kind == nullptr || !ever || fields.size() == 64) {
      suggestion.left_out.push_back(columns[i]);
      continue;
    }
    schema.fields.push_back({columns[i], kind->form, kind->grams, kind->placed, kind->weight});
    fields.push_back(i);
  }
  if (fields.empty()) return suggestion;
  const FillTally tally = tally_of(rows, fields);
  const std::vector<std::uint32_t> bits = bits_for_half(tally, schema);
  for (std::size_t i = 0; i < bits.size(); ++i) schema.fields[i].bits = bits[i];
  suggestion.fill = expected_fill(tally, schema.bits, bits);
  return suggestion;
}

std::string Suggestion::text() const {
  std::string text =
      "# Proposed from one member's file. Every member must encode with this same text and the same\n"
      "# secret: agree on it first, and take out what a member does not hold.\n";
  if (!left_out.empty()) text += fmt::format("# Not used: {}.\n", fmt::join(left_out, ", "));
  text += schema_text(schema);
  const auto born = std::find_if(schema.fields.begin(), schema.fields.end(),
                                 [](const Field& field) { return field.form == Form::date; });
  if (born != schema.fields.end()) {
    text += fmt::format(
        "# Much harder to take apart where this never errs (a person whose year differs is not found):\n"
        "# hardening salt {} first 4, balance, fold, flip 2%\n",
        born->name);
  }
  return text;
}

}  // namespace outturn::sealed
