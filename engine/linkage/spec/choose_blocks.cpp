#include <algorithm>
#include <cmath>

#include "engine/linkage/block/blocks.h"
#include "engine/linkage/block/keys.h"
#include "engine/linkage/spec/propose.h"

namespace outturn::linkage {
namespace {

using Form = KeyPart::Form;

/// One thing records can share, and how often they do by chance.
struct Candidate {
  KeyPart part;
  std::size_t field = 0;  ///< place in the specification
  double known = 0;       ///< share of records that have it
};

struct Choice {
  std::vector<KeyPart> parts;
  std::vector<std::size_t> fields;
  double pairs = 0;
  double known = 0;
};

std::vector<KeyPart> parts_of(const SpecField& field, const FieldFacts& facts) {
  const auto whole = [&](Form form, int count = 0) { return KeyPart{form, count, field.name}; };
  switch (field.kind) {
    case FieldKind::given_name:
      return {whole(Form::formal), whole(Form::first, 3), whole(Form::first, 1)};
    case FieldKind::family_name:
      return {whole(Form::whole), whole(Form::first, 4), whole(Form::first, 2)};
    case FieldKind::full_name:
    case FieldKind::organisation:
    case FieldKind::free_text:
      return {whole(Form::whole), whole(Form::word, 1), whole(Form::word, 2), whole(Form::first, 6),
              whole(Form::first, 3)};
    case FieldKind::date:
      if (facts.close_dates) return {whole(Form::whole), whole(Form::first, 7)};
      return {whole(Form::whole), whole(Form::year), whole(Form::first, 7)};
    case FieldKind::postcode:
      if (!facts.uk_postcodes) return {whole(Form::whole), whole(Form::first, 3)};
      return {whole(Form::whole), whole(Form::sector), whole(Form::district), whole(Form::area)};
    case FieldKind::email:
      return {whole(Form::whole), whole(Form::user)};
    case FieldKind::nino:
    case FieldKind::nhs_number:
    case FieldKind::identifier:
    case FieldKind::phone:
    case FieldKind::amount:
      return {whole(Form::whole)};
    case FieldKind::address_line:
      return {whole(Form::whole), whole(Form::word, 2)};
    case FieldKind::place:
    case FieldKind::number:
      return {whole(Form::whole)};
    case FieldKind::sex:
      break;
  }
  return {};
}

class Chooser {
 public:
  Chooser(Spec& spec, const StandardRecords& records, double budget)
      : spec_(spec), records_(records), budget_(budget), readings_(everything(spec, records)) {
    readings_.read(records.records);
    for (std::size_t f = 0; f < spec.fields.size(); ++f) {
      for (const KeyPart& part : parts_of(spec.fields[f], records.facts_of(spec.fields[f].name))) {
        candidates_.push_back({part, f, 0});
      }
    }
  }

  void choose() {
    const double possible = possible_pairs(spec_.type, records_.records);
    if (possible <= budget_ / 4) {
      spec_.blocks.push_back({});
      return;
    }
    std::vector<Choice> choices = one_part();
    two_parts(choices);
    three_parts(choices);
    std::stable_sort(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) {
      return a.parts.size() != b.parts.size() ? a.parts.size() < b.parts.size() : a.pairs < b.pairs;
    });
    double spent = 0;
    for (const Choice& choice : choices) {
      if (spent + choice.pairs > budget_ || is_implied(choice)) continue;
      spent += choice.pairs;
      spec_.blocks.push_back(choice.parts);
    }
  }

 private:
  /// A model that reads every candidate.
  static Model everything(const Spec& spec, const StandardRecords& records) {
    Model model;
    for (const SpecField& field : spec.fields) {
      for (const KeyPart& part : parts_of(field, records.facts_of(field.name))) {
        model.rules.push_back(rule_of(spec, {part}));
      }
    }
    return model;
  }

  [[nodiscard]] Choice measured(const std::vector<const Candidate*>& of) const {
    Choice choice;
    std::vector<std::uint16_t> slots;
    for (const Candidate* one : of) {
      choice.parts.push_back(one->part);
      choice.fields.push_back(one->field);
      slots.push_back(
          static_cast<std::uint16_t>(readings_.slot(reading_of(one->part, spec_.fields[one->field]))));
    }
    KeyNumbers keys;
    const auto numbers = keys.of(readings_, slots);
    std::vector<std::uint32_t> sizes(keys.count(), 0);
    double known = 0;
    for (const std::uint32_t number : numbers) {
      if (number == no_key) continue;
      ++sizes[number];
      known += 1;
    }
    for (const std::uint32_t size : sizes) choice.pairs += static_cast<double>(size) * (size - 1.0) / 2;
    choice.known = known / static_cast<double>(std::max<std::size_t>(numbers.size(), 1));
    return choice;
  }

  /// No single rule takes more than a part of the budget, and each must reach enough records.
  [[nodiscard]] bool affordable(const Choice& choice, double share) const {
    return choice.pairs > 0 && choice.pairs <= budget_ * share && choice.known >= 0.02;
  }

  std::vector<Choice> one_part() {
    std::vector<Choice> out;
    for (Candidate& candidate : candidates_) {
      Choice choice = measured({&candidate});
      candidate.known = choice.known;
      if (affordable(choice, 1.0 / 4)) out.push_back(std::move(choice));
    }
    return out;
  }

  void two_parts(std::vector<Choice>& out) {
    for (std::size_t a = 0; a < candidates_.size(); ++a) {
      for (std::size_t b = a + 1; b < candidates_.size(); ++b) {
        if (candidates_[a].field == candidates_[b].field || covered(out, {&candidates_[a], &candidates_[b]}))
          continue;
        Choice choice = measured({&candidates_[a], &candidates_[b]});
        if (affordable(choice, 1.0 / 8)) out.push_back(std::move(choice));
      }
    }
  }

  void three_parts(std::vector<Choice>& out) {
    constexpr std::size_t most = 16;  // rules of one and two parts are enough where there are so many
    if (out.size() >= most) return;
    for (std::size_t a = 0; a < candidates_.size(); ++a) {
      for (std::size_t b = a + 1; b < candidates_.size(); ++b) {
        for (std::size_t c = b + 1; c < candidates_.size(); ++c) {
          const std::vector<const Candidate*> of{&candidates_[a], &candidates_[b], &candidates_[c]};
          if (of[0]->field == of[1]->field || of[1]->field == of[2]->field || of[0]->field == of[2]->field)
            continue;
          if (covered(out, of)) continue;
          Choice choice = measured(of);
          if (affordable(choice, 1.0 / 16)) out.push_back(std::move(choice));
        }
      }
    }
  }

  /// Whoever agrees on `narrow` agrees on `wide`.
  static bool implies(const KeyPart& narrow, const KeyPart& wide) {
    if (narrow.field != wide.field) return false;
    if (narrow == wide || narrow.form == Form::whole) return true;
    if (narrow.form == Form::first) {
      return (wide.form == Form::first && wide.count <= narrow.count) ||
             (wide.form == Form::year && narrow.count >= 4);
    }
    if (narrow.form == Form::sector) return wide.form == Form::district || wide.form == Form::area;
    return narrow.form == Form::district && wide.form == Form::area;
  }

  static bool implies(const std::vector<KeyPart>& narrow, const std::vector<KeyPart>& wide) {
    return std::all_of(wide.begin(), wide.end(), [&](const KeyPart& w) {
      return std::any_of(narrow.begin(), narrow.end(), [&](const KeyPart& n) { return implies(n, w); });
    });
  }

  static bool covered(const std::vector<Choice>& taken, const std::vector<const Candidate*>& of) {
    std::vector<KeyPart> parts;
    for (const Candidate* one : of) parts.push_back(one->part);
    return std::any_of(taken.begin(), taken.end(),
                       [&](const Choice& choice) { return implies(parts, choice.parts); });
  }

  [[nodiscard]] bool is_implied(const Choice& choice) const {
    return std::any_of(spec_.blocks.begin(), spec_.blocks.end(),
                       [&](const auto& taken) { return implies(choice.parts, taken); });
  }

  Spec& spec_;
  const StandardRecords& records_;
  double budget_;
  Readings readings_;
  std::vector<Candidate> candidates_;
};

}  // namespace

void choose_blocks(Spec& spec, const StandardRecords& records, double budget) {
  const auto n = static_cast<double>(records.records.size());
  // A few seconds' work: all pairs up to two thousand records, then so many pairs a record.
  if (budget <= 0) budget = std::min(std::max(8e6, n * 100), 3e7);
  Chooser(spec, records, budget).choose();
}

}  // namespace outturn::linkage
