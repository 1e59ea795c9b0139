#include "engine/linkage/spec/levels.h"

#include <algorithm>

#include "engine/linkage/model/sql.h"

namespace outturn::linkage {
namespace {

using Kind = Condition::Kind;

/// Levels of one comparison, added from the top.
class Ladder {
 public:
  explicit Ladder(std::string name) : name_(std::move(name)), whole_(column_reading(name_)) {
    out_.name = name_;
    Level level;
    level.when.kind = Kind::any;
    level.when.of = {gap(Kind::left_missing, whole_), gap(Kind::right_missing, whole_)};
    level.label = "missing";
    level.is_missing = true;
    out_.levels.push_back(std::move(level));
  }

  Ladder& same() {
    add(between(Kind::same, whole_, whole_, 0), "the same");
    out_.levels.back().frequency_of = name_;
    return *this;
  }
  Ladder& same_of(const Reading& reading, std::string label) {
    return add(between(Kind::same, reading, reading, 0), std::move(label));
  }
  Ladder& crossed(const Reading& one, const Reading& other, std::string label) {
    Condition both;
    both.kind = Kind::any;
    both.of = {between(Kind::same, one, other, 0), between(Kind::same, other, one, 0)};
    return add(std::move(both), std::move(label));
  }
  Ladder& both_crossed(const Reading& one, const Reading& other, std::string label) {
    Condition both;
    both.kind = Kind::all;
    both.of = {between(Kind::same, one, other, 0), between(Kind::same, other, one, 0)};
    return add(std::move(both), std::move(label));
  }
  Ladder& alike(double bound) {
    return add(between(Kind::jaro_winkler, whole_, whole_, bound), "Jaro-Winkler at least " + text(bound));
  }
  Ladder& edits(int most) {
    return add(between(Kind::damerau_levenshtein, whole_, whole_, most),
               most == 1 ? "one letter or digit off" : std::to_string(most) + " letters or digits off");
  }
  Ladder& words_shared(double bound) {
    return add(between(Kind::token_overlap, whole_, whole_, bound), "words shared at least " + text(bound));
  }
  Ladder& pairs_shared(double bound) {
    return add(between(Kind::jaccard, whole_, whole_, bound),
               "pairs of letters shared at least " + text(bound));
  }
  Ladder& days(double most) {
    Reading day;
    day.form = Reading::Form::day;
    day.text = "%Y-%m-%d";
    day.of = {whole_};
    return add(between(Kind::apart, day, day, most), "within " + text(most) + " days");
  }
  Ladder& ratio(double bound) {
    Reading number;
    number.form = Reading::Form::number;
    number.of = {whole_};
    return add(between(Kind::ratio, number, number, bound),
               "the smaller at least " + text(bound) + " of the larger");
  }
  Comparison done() {
    add(Condition{}, "anything else");
    return std::move(out_);
  }

 private:
  static std::string text(double bound) {
    std::string out = std::to_string(bound);
    out.erase(out.find_last_not_of('0') + 1);
    if (out.back() == '.') out.pop_back();
    return out;
  }
  static Condition gap(Kind kind, const Reading& reading) {
    Condition condition;
    condition.kind = kind;
    (kind == Kind::left_missing ? condition.left : condition.right) = reading;
    return condition;
  }
  static Condition between(Kind kind, const Reading& left, const Reading& right, double bound) {
    Condition condition;
    condition.kind = kind;
    condition.left = left;
    condition.right = right;
    condition.bound = bound;
    return condition;
  }
  Ladder& add(Condition when, std::string label) {
    Level level;
    level.when = std::move(when);
    level.label = std::move(label);
    out_.levels.push_back(std::move(level));
    return *this;
  }

  std::string name_;
  Reading whole_;
  Comparison out_;
};

Reading match_of(const Reading& of, const char* pattern) {
  Reading reading;
  reading.form = Reading::Form::match;
  reading.text = pattern;
  reading.empty_is_missing = true;
  reading.of = {of};
  return reading;
}

constexpr const char* postcode_area_pattern = "^[A-Za-z]{1,2}";
constexpr const char* postcode_district_pattern = "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]?";
constexpr const char* postcode_sector_pattern = "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]";
constexpr const char* email_user_pattern = "^[^@]+";

/// The other name field, where one of each kind is compared: for names in each other's place.
const SpecField* partner(const Spec& spec, FieldKind kind) {
  for (const SpecField& field : spec.fields) {
    const bool compared =
        std::find(spec.compared.begin(), spec.compared.end(), field.name) != spec.compared.end();
    if (field.kind == kind && compared) return &field;
  }
  return nullptr;
}

Reading words_of(const Reading& of) {
  Reading reading;
  reading.form = Reading::Form::words;
  reading.of = {of};
  return reading;
}

}  // namespace

Comparison comparison_of(const Spec& spec, const SpecField& field, const FieldFacts& facts) {
  Ladder ladder(field.name);
  const Reading whole = column_reading(field.name);
  switch (field.kind) {
    case FieldKind::given_name:
      return ladder.same()
          .same_of(column_reading(formal_column(field.name)), "forms of one name")
          .alike(0.92)
          .alike(0.88)
          .alike(0.7)
          .done();
    case FieldKind::family_name: {
      ladder.same();
      if (const SpecField* given = partner(spec, FieldKind::given_name)) {
        ladder.both_crossed(column_reading(given->name), whole, "first and last name in each other's place");
      }
      return ladder.alike(0.92).alike(0.88).alike(0.7).done();
    }
    case FieldKind::full_name:
      return ladder.same()
          .same_of(words_of(whole), "the same words")
          .alike(0.92)
          .words_shared(0.5)
          .alike(0.85)
          .words_shared(0.3)
          .alike(0.7)
          .done();
    case FieldKind::date:
      if (facts.close_dates) return ladder.same().days(1).days(4).days(10).days(30).done();
      return ladder.same()
          .crossed(whole, column_reading(swapped_column(field.name)), "day and month exchanged")
          .edits(1)
          .edits(2)
          .days(365.25)
          .days(3652.5)
          .done();
    case FieldKind::postcode:
      if (!facts.uk_postcodes) return ladder.same().edits(1).edits(2).done();
      return ladder.same()
          .edits(1)
          .same_of(match_of(whole, postcode_sector_pattern), "the same sector")
          .same_of(match_of(whole, postcode_district_pattern), "the same district")
          .same_of(match_of(whole, postcode_area_pattern), "the same area")
          .done();
    case FieldKind::nino:
    case FieldKind::nhs_number:
    case FieldKind::identifier:
    case FieldKind::phone:
      return ladder.same().edits(1).edits(2).done();
    case FieldKind::email:
      return ladder.same()
          .same_of(match_of(whole, email_user_pattern), "the same before the @")
          .alike(0.92)
          .alike(0.85)
          .done();
    case FieldKind::sex:
      return ladder.same().done();
    case FieldKind::organisation:
      return ladder.same()
          .same_of(words_of(whole), "the same words")
          .alike(0.95)
          .words_shared(0.66)
          .alike(0.88)
          .pairs_shared(0.5)
          .words_shared(0.3)
          .done();
    case FieldKind::address_line:
      return ladder.same().alike(0.92).words_shared(0.5).alike(0.85).done();
    case FieldKind::place:
      return ladder.same().alike(0.9).done();
    case FieldKind::number:
      return facts.alike > 0.02 ? ladder.same().done() : ladder.same().edits(1).done();
    case FieldKind::amount:
      return ladder.same().ratio(0.99).ratio(0.97).ratio(0.9).ratio(0.5).done();
    case FieldKind::free_text:
      return ladder.same()
          .same_of(words_of(whole), "the same words")
          .alike(0.92)
          .words_shared(0.6)
          .pairs_shared(0.5)
          .words_shared(0.3)
          .pairs_shared(0.3)
          .done();
  }
  throw Fault("a kind of field without levels");
}

Reading reading_of(const KeyPart& part, const SpecField& field) {
  const Reading whole = column_reading(field.name);
  Reading reading;
  switch (part.form) {
    case KeyPart::Form::whole:
      return whole;
    case KeyPart::Form::formal:
      return column_reading(formal_column(field.name));
    case KeyPart::Form::first:
    case KeyPart::Form::year:
      reading.form = Reading::Form::part;
      reading.first = 1;
      reading.length = part.form == KeyPart::Form::year ? 4 : part.count;
      reading.of = {whole};
      return reading;
    case KeyPart::Form::area:
      return match_of(whole, postcode_area_pattern);
    case KeyPart::Form::district:
      return match_of(whole, postcode_district_pattern);
    case KeyPart::Form::sector:
      return match_of(whole, postcode_sector_pattern);
    case KeyPart::Form::user:
      return match_of(whole, email_user_pattern);
    case KeyPart::Form::word: {
      std::string pattern = "^";
      for (int i = 1; i < part.count; ++i) pattern += "[^ ]+ ";
      reading = match_of(whole, (pattern + "([^ ]+)").c_str());
      reading.group = 1;
      return reading;
    }
  }
  throw Fault("a key without a reading");
}

BlockingRule rule_of(const Spec& spec, const std::vector<KeyPart>& parts) {
  BlockingRule rule;
  for (const KeyPart& part : parts) {
    const Reading reading = reading_of(part, *spec.field(part.field));
    rule.keys.push_back({reading, reading});
    rule.written += (rule.written.empty() ? "" : ", ") + words(part);
  }
  if (parts.empty()) rule.written = "all pairs";
  return rule;
}

Model model_of(const Spec& spec, const StandardRecords& records) {
  Model model;
  model.type = spec.type;
  model.id_column = "unique_id";
  model.dataset_column = "source_dataset";
  for (const std::string& name : spec.compared) {
    model.comparisons.push_back(comparison_of(spec, *spec.field(name), records.facts_of(name)));
    model.comparisons.back().description = std::string(words(spec.field(name)->kind));
  }
  for (const auto& parts : spec.blocks) model.rules.push_back(rule_of(spec, parts));
  for (Comparison& comparison : model.comparisons) {
    for (Level& level : comparison.levels) level.written = sql_of(level.when);
  }
  return model;
}

}  // namespace outturn::linkage
