#include "engine/linkage/spec/propose.h"

#include <algorithm>
#include <map>

#include "engine/linkage/standardise/guess.h"

namespace outturn::linkage {
namespace {

struct Guessed {
  std::string column;
  ColumnGuess guess;
  double filled = 0;
  std::size_t distinct = 0;
};

/// What can be said of a column, judged within the dataset that has most of it: a row id is unique in its
/// own file and may well repeat in the next.
ColumnGuess guess_of(const Records& raw, const Column& column, const std::string& truth) {
  std::vector<std::size_t> filled(raw.datasets.size(), 0);
  std::vector<std::size_t> rows(raw.datasets.size(), 0);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    ++rows[raw.dataset[i]];
    if (column.codes[i] != missing) ++filled[raw.dataset[i]];
  }
  const auto most = static_cast<std::size_t>(std::max_element(filled.begin(), filled.end()) - filled.begin());
  std::vector<std::string_view> distinct;
  std::vector<bool> seen(column.words.words.size(), false);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const Code code = column.codes[i];
    if (raw.dataset[i] != most || code == missing || seen[static_cast<std::size_t>(code)]) continue;
    seen[static_cast<std::size_t>(code)] = true;
    distinct.emplace_back(column.words.words[static_cast<std::size_t>(code)]);
  }
  ColumnSample sample;
  sample.header = column.name;
  sample.distinct_values = distinct;
  sample.rows = rows[most];
  sample.filled = filled[most];
  sample.distinct = distinct.size();
  sample.named_as_truth = column.name == truth;
  return guess_kind(sample);
}

/// A number of a person that several files share, however it is called ("client_id"), links them; one that
/// merely counts the rows of each file does not.
bool counts_rows(const std::string& column) {
  const std::string words = header_in_words(column);
  return words == "id" || words == "unique id" || words == "row id" || words == "rec id" ||
         words == "record id" || words == "uid" || words == "index" || words == "row" ||
         words == "row number";
}

bool shared_between(const Records& raw, const Column& column) {
  if (raw.datasets.size() < 2) return false;
  std::vector<std::uint32_t> in(column.words.words.size(), 0);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (column.codes[i] != missing)
      in[static_cast<std::size_t>(column.codes[i])] |= 1U << (raw.dataset[i] % 32U);
  }
  const auto several =
      std::count_if(in.begin(), in.end(), [](std::uint32_t bits) { return (bits & (bits - 1)) != 0; });
  return static_cast<std::size_t>(several) * 20 > in.size();
}

/// True when no dataset repeats a value of the column and every record has one.
bool unique_in_each(const Records& raw, const Column& column) {
  std::vector<std::pair<std::uint16_t, Code>> seen;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (column.codes[i] == missing) return false;
    seen.emplace_back(raw.dataset[i], column.codes[i]);
  }
  std::sort(seen.begin(), seen.end());
  return std::adjacent_find(seen.begin(), seen.end()) == seen.end();
}

/// Kinds of which one is enough: a second column of the kind adds nothing to compare.
bool one_is_enough(FieldKind kind) {
  return kind == FieldKind::given_name || kind == FieldKind::family_name || kind == FieldKind::sex ||
         kind == FieldKind::nhs_number || kind == FieldKind::nino;
}

std::string plain_name(const std::string& column) {
  std::string out = header_in_words(column);
  std::replace(out.begin(), out.end(), ' ', '_');
  return out.empty() ? column : out;
}

/// A column made of others: "full name" beside its own given and family name would count them twice.
bool repeats_others(const Guessed& one, const std::vector<Guessed>& all) {
  if (one.guess.kind != FieldKind::full_name) return false;
  const auto has = [&](FieldKind kind) {
    return std::any_of(all.begin(), all.end(), [&](const Guessed& g) {
      return g.guess.role == ColumnRole::field && g.guess.kind == kind && g.filled > 0.5 * one.filled;
    });
  };
  return has(FieldKind::given_name) && has(FieldKind::family_name);
}

LinkType type_for(const Records& raw) {
  return raw.datasets.size() == 1 ? LinkType::dedupe : LinkType::link_and_dedupe;
}

}  // namespace

Spec propose_fields(const Records& raw, const std::string& truth) {
  std::vector<Guessed> all;
  for (const Column& column : raw.columns) {
    Guessed one{column.name, guess_of(raw, column, truth), 0, column.words.words.size()};
    for (const Code code : column.codes) one.filled += code != missing ? 1 : 0;
    // Numbers that break the rules of their kind are still what their header says, and link as well.
    const auto meaning = meaning_of_header(column.name);
    const bool numbered =
        meaning && (meaning->kind == FieldKind::nino || meaning->kind == FieldKind::nhs_number);
    if (numbered && one.guess.role == ColumnRole::field) one.guess.kind = meaning->kind;
    all.push_back(std::move(one));
  }
  Spec spec;
  spec.type = type_for(raw);
  spec.remarks.emplace_back(
      "Proposed by outturn link --suggest from the columns' names and values: read and mend it.");
  for (Guessed& one : all) {
    const Column& column = *raw.column(one.column);
    if (one.guess.role != ColumnRole::row_id) continue;
    if (!counts_rows(one.column) && shared_between(raw, column)) {
      one.guess.role = ColumnRole::field;
      one.guess.kind = FieldKind::identifier;
    } else if (spec.id.empty() && unique_in_each(raw, column)) {
      spec.id = one.column;
    }
  }
  for (const Guessed& one : all) {
    if (one.column == spec.id || one.column == truth) continue;
    std::string why = one.guess.reasons.empty() ? std::string() : " " + one.guess.reasons.front();
    if (one.guess.role != ColumnRole::field) {
      spec.remarks.push_back("Not compared: " + one.column + "." + why);
      continue;
    }
    if (repeats_others(one, all)) {
      spec.remarks.push_back("Not compared: " + one.column +
                             ". It repeats the names that stand in columns of their own.");
      continue;
    }
    const auto like = std::find_if(spec.fields.begin(), spec.fields.end(), [&](const SpecField& f) {
      return f.kind == one.guess.kind && one_is_enough(f.kind);
    });
    if (like != spec.fields.end()) {
      like->columns.push_back(one.column);
      continue;
    }
    SpecField field{plain_name(one.column), one.guess.kind, {one.column}, {}};
    while (spec.field(field.name) != nullptr) field.name += "_2";
    spec.compared.push_back(field.name);
    spec.fields.push_back(std::move(field));
  }
  return spec;
}

}  // namespace outturn::linkage
