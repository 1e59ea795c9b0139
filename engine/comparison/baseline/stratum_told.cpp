#include "engine/comparison/baseline/stratum_told.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/comparison/published/area_code.h"
#include "engine/values/date.h"

namespace outturn::comparison {
namespace {

constexpr const char* no_guess =
    "A person without a public rate would have to be left out or guessed at, and neither is done.";

/// From the first day to the last of the published periods.
std::string periods_span(const FieldTexts& field) {
  const Period* first = nullptr;
  const Period* last = nullptr;
  for (const FieldTexts::Meaning& one : field.meanings) {
    if (one.period == nullptr || !one.period->start || !one.period->end) continue;
    if (first == nullptr || *one.period->start < *first->start) first = one.period;
    if (last == nullptr || *last->end < *one.period->end) last = one.period;
  }
  if (first == nullptr) return "";
  return fmt::format("The published periods run from \"{}\" to \"{}\".", first->text, last->text);
}

/// The change that made this code, by the register.
const CodeChange* change_into(const AreaHistory& history, const std::string& code) {
  for (const CodeChange& change : history.changes)
    if (std::find(change.after.begin(), change.after.end(), code) != change.after.end()) return &change;
  return nullptr;
}

bool there(const FieldTexts& field, const std::string& code) {
  return std::find(field.texts.begin(), field.texts.end(), code) != field.texts.end();
}

}  // namespace

std::string people_counted(std::uint64_t people) {
  return people == 1 ? "1 person" : fmt::format("{} people", people);
}

void StratumTold::no_field(const FieldPair& pair, std::size_t table) {
  const auto names = PublishedField::names(by_.tables[table]);
  const std::string near = nearest_name(pair.field, names);
  problems_.add(problem_at(
      "B1", by_.spec.file, pair.span,
      fmt::format("{} has no field \"{}\"", by_.tables[table].source.file, pair.field),
      {fmt::format("Its fields are: {}.", some_of(names, 12))},
      {near.empty() ? std::string("Name one of these.") : fmt::format("Did you mean \"{}\"?", near)}));
}

std::vector<std::string> StratumTold::about_area(const FieldTexts& field, const std::string& code) const {
  std::vector<std::string> out;
  if (code_flaw(code) == CodeFlaw::wrong_size)
    out.push_back(fmt::format("It has {} characters; such codes have 9.", code.size()));
  const auto far = make_date(9999, 12, 31);
  const Became became = what_became_of(by_.history, code, *far);
  if (std::string words = words_of(became); !words.empty()) {
    while (!words.empty() && words.back() == '\n') words.pop_back();
    std::replace(words.begin(), words.end(), '\n', ';');
    out.push_back(words + ".");
    if (became.whole && became.codes.size() == 1 && there(field, became.codes.front()))
      out.push_back(
          fmt::format("The published table has {}: it is of later boundaries than the people's file.",
                      became.codes.front()));
  }
  for (const CodeSpan& span : by_.history.spans) {
    if (span.code != code || !span.start) continue;
    out.push_back(
        fmt::format("By the list of codes {} is in use since {}{}.", code, to_iso(*span.start),
                    span.end ? ", up to " + to_iso(*span.end) + " and not that day" : std::string()));
  }
  if (const CodeChange* change = change_into(by_.history, code)) {
    const std::vector<std::string>& parts = change->before;
    out.push_back(
        fmt::format("{} is in use since {}; before, it was {}.", code, to_iso(change->on), some_of(parts)));
    if (std::any_of(parts.begin(), parts.end(), [&](const std::string& one) { return there(field, one); }))
      out.push_back("The published table is of earlier boundaries than the people's file.");
  }
  return out;
}

std::vector<std::string> StratumTold::about(const FieldPair& pair, const FieldTexts& field,
                                            const std::string& word) const {
  std::vector<std::string> out;
  if (folded(pair.field) == "area") out = about_area(field, word);
  if (folded(pair.field) == "period") {
    if (std::string span = periods_span(field); !span.empty()) out.push_back(std::move(span));
  }
  if (out.empty()) out.push_back(fmt::format("Published are: {}.", some_of(field.texts, 12)));
  return out;
}

void StratumTold::word(const FieldPair& pair, const FieldTexts& field, const std::string& word,
                       std::uint64_t people, const std::vector<std::uint32_t>& found) {
  if (++words_ > most_shown) return;
  if (!found.empty()) {
    std::vector<std::string> texts;
    for (const std::uint32_t one : found) texts.push_back("\"" + field.texts[one] + "\"");
    problems_.add(problem_at(
        "B10", by_.spec.file, pair.span,
        fmt::format("\"{}\" in column \"{}\" may be several of the published {}", word, pair.with,
                    pair.field),
        {fmt::format("It lies in {}.", some_of(texts)), fmt::format("{} have it.", people_counted(people))},
        {"Keep one kind of them with a \"where\" line, or write it in the people's file as it is "
         "published."}));
    return;
  }
  std::vector<std::string> why = about(pair, field, word);
  why.insert(why.begin(), fmt::format("{} of {} {} it.", people_counted(people), people_.file,
                                      people == 1 ? "has" : "have"));
  const std::string near = nearest_name(word, field.texts);
  problems_.add(problem_at(
      "B10", by_.spec.file, pair.span,
      fmt::format("\"{}\" in column \"{}\" is nowhere in the published field \"{}\"", word, pair.with,
                  pair.field),
      std::move(why),
      {near.empty() || folded(pair.field) == "area" || folded(pair.field) == "period"
           ? std::string(
                 "Write it in the people's file as it is published, or take a published table that has it.")
           : fmt::format("Did you mean \"{}\"?", near)}));
}

void StratumTold::words_done() {
  if (words_ <= most_shown) return;
  problems_.add(problem_at(
      "B10", by_.spec.file, by_.spec.match.front().span,
      fmt::format("{} more words of the people are nowhere in the published table", words_ - most_shown)));
}

void StratumTold::no_rate(const std::string& stratum, std::uint64_t people,
                          const std::vector<std::string>& nearest) {
  std::vector<std::string> why{no_guess};
  if (!nearest.empty()) why.push_back("Nearest that are published: " + some_of(nearest, 3) + ".");
  problems_.add(
      problem_at("B11", by_.spec.file, by_.spec.match.front().span,
                 fmt::format("{} in a stratum without a public rate: {}",
                             people == 1 ? "1 person is" : people_counted(people) + " are", stratum),
                 std::move(why),
                 {"Match on fewer fields, take a published table that has it, or agree who is counted."}));
}

void StratumTold::more_without(std::size_t strata, std::uint64_t people) {
  problems_.add(problem_at(
      "B11", by_.spec.file, by_.spec.match.front().span,
      fmt::format("{} more strata without a public rate hold {}", strata, people_counted(people))));
}

void StratumTold::twice(const std::string& stratum, RowAt first, RowAt second) {
  std::vector<std::string> differ;
  for (const std::string& name : PublishedField::names(by_.tables[first.table])) {
    const auto one = PublishedField::find(by_.tables[first.table], name);
    const auto other = PublishedField::find(by_.tables[second.table], name);
    if (one && other && one->text(first.row) != other->text(second.row))
      differ.push_back(
          fmt::format("{} (\"{}\" and \"{}\")", name, one->text(first.row), other->text(second.row)));
  }
  problems_.add(problem_at(
      "B12", by_.spec.file, by_.spec.match.empty() ? Span{} : by_.spec.match.front().span,
      fmt::format("there are two published rows for one stratum: {}", stratum),
      {fmt::format("They are {} and {}.", place_of(by_.tables, first), place_of(by_.tables, second)),
       differ.empty() ? std::string("They differ in no field.")
                      : fmt::format("They differ in {}.", some_of(differ))},
      {differ.empty()
           ? std::string("Take one of the files out.")
           : std::string("Say which is meant with a \"where\" line, or match on that field too.")}));
}

void StratumTold::row_without(const PeopleStratum& stratum, const std::string& fault) {
  if (++rows_ > most_shown) return;
  problems_.add(problem_at("B13", by_.tables[stratum.at.table].source.file,
                           {by_.tables[stratum.at.table].line[stratum.at.row], 1, 0},
                           fmt::format("this row gives no rate for {}", people_counted(stratum.people)),
                           {fmt::format("{}: {}.", stratum.words, fault)},
                           {"Say how its rate is had, or match on wider groups whose figures are told."}));
}

void StratumTold::rows_done() {
  if (rows_ <= most_shown) return;
  problems_.add(problem_at("B13", by_.spec.file,
                           by_.spec.match.empty() ? Span{} : by_.spec.match.front().span,
                           fmt::format("{} more published rows give no rate", rows_ - most_shown)));
}

}  // namespace outturn::comparison
