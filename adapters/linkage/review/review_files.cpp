#include "adapters/linkage/review/review_files.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include <fmt/format.h>

#include "adapters/linkage/review/named_rows.h"
#include "adapters/tables/characters.h"
#include "adapters/tables/csv_text.h"
#include "engine/values/date.h"

namespace outturn::linkage {
namespace {

constexpr std::size_t most_told = 20;

bool read_levels(std::string_view text, std::vector<int>& into) {
  into.clear();
  constexpr std::string_view between = " ;|,";
  while (!text.empty()) {
    const std::size_t start = text.find_first_not_of(between);
    if (start == std::string_view::npos) break;
    text.remove_prefix(start);
    int level = 0;
    const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), level);
    if (error != std::errc()) return false;
    into.push_back(level);
    text.remove_prefix(static_cast<std::size_t>(stopped - text.data()));
    if (!text.empty() && between.find(text.front()) == std::string_view::npos) return false;
  }
  return true;
}

bool is_taken_as(const ReviewPair& pair, const PersonOf& people) {
  if (people.empty()) return pair.probability >= 0.5;
  const auto left = people.find(pair.left);
  const auto right = people.find(pair.right);
  return left != people.end() && right != people.end() && left->second == right->second;
}

/// "same", "different", "unsure" and what people write for them.
bool read_verdict(std::string_view text, Verdict& into) {
  const std::string word = tables::small_letters(text);
  if (word == "same" || word == "same person" || word == "s") {
    into = Verdict::same;
  } else if (word == "different" || word == "different people" || word == "d") {
    into = Verdict::different;
  } else if (word == "unsure" || word == "can't tell" || word == "cannot tell" || word == "u") {
    into = Verdict::unsure;
  } else {
    return false;
  }
  return true;
}

enum DecisionColumn : std::size_t { of_pair, of_left, of_right, of_decision, of_reviewer, of_date, of_note };

/// The row's decision; false when there is none, or a problem was added.
bool read_decision(const NamedRows& rows, Decision& into, Problems& problems) {
  const std::string_view word = rows.cell(of_decision);
  if (word.empty()) return false;
  into = {std::string(rows.cell(of_pair)), std::string(rows.cell(of_left)), std::string(rows.cell(of_right))};
  if (!read_verdict(word, into.verdict)) {
    problems.add(
        problem_at("LK82", rows.file(), rows.place(of_decision), tables::shown(word) + " is no decision", {},
                   {"Write same, different or unsure; leave the cell empty where nothing was decided."}));
    return false;
  }
  if (into.pair != pair_id(into.left, into.right)) {
    problems.add(problem_at(
        "LK85", rows.file(), rows.place(of_pair), "this is not the number of the pair that stands beside it",
        {"The pair of " + tables::shown(into.left) + " and " + tables::shown(into.right) + " is " +
             pair_id(into.left, into.right) + ".",
         "A column sorted without the others, or ids that a spreadsheet has changed (a leading zero lost), "
         "do that."},
        {"Take the file as the reviewer's page saved it, or copy the decisions into review.csv again."}));
    return false;
  }
  into.reviewer = rows.cell(of_reviewer);
  into.date = rows.cell(of_date);
  if (!into.date.empty() && !parse_date(into.date)) {
    problems.add(problem_at("LK86", rows.file(), rows.place(of_date),
                            tables::shown(into.date) + " is no date", {},
                            {"Write the day of the decision like 2026-03-31, or leave it empty."}));
    return false;
  }
  into.note = rows.cell(of_note);
  return true;
}

/// Keeps the first problems and says how many more there are.
void add_first(const Problems& found, const std::string& file, Problems& into) {
  std::size_t told = 0;
  for (const Problem& problem : found.list()) {
    if (told++ < most_told) into.add(problem);
  }
  if (told > most_told) {
    into.add(
        {Severity::note, "LK99", file, {}, fmt::format("{} more problems of this file", told - most_told)});
  }
}

}  // namespace

PersonOf read_people(const std::string& file, std::string_view bytes, Problems& problems) {
  PersonOf out;
  NamedRows rows(file, bytes, {"record", "person"}, {}, problems);
  while (rows.next()) out.emplace(rows.cell(0), rows.cell(1));
  return out;
}

void read_pairs(const std::string& file, std::string_view bytes, const PersonOf& people,
                const std::function<void(ReviewPair)>& take, Problems& problems) {
  NamedRows rows(file, bytes, {"left", "right", "weight", "probability"},
                 {"levels", "left_dataset", "right_dataset"}, problems);
  while (rows.next()) {
    ReviewPair pair{std::string(rows.cell(0)), std::string(rows.cell(1)), std::string(rows.cell(5)),
                    std::string(rows.cell(6))};
    const bool good = read_number(rows.cell(2), pair.weight) && read_number(rows.cell(3), pair.probability) &&
                      pair.probability >= 0 && pair.probability <= 1 &&
                      read_levels(rows.cell(4), pair.levels);
    if (!good) {
      problems.add(
          problem_at("LK81", file, rows.place(2), "this row is not as the link wrote it",
                     {"Weight and probability are numbers, levels whole numbers with blanks between."},
                     {"Link again, and leave the folder as it is."}));
      return;
    }
    pair.taken = is_taken_as(pair, people);
    take(std::move(pair));
  }
}

std::string review_csv(const std::vector<QueueItem>& queue) {
  std::string out = "pair,left,right,band,weight,probability,decision,reviewer,date,note\n";
  for (const QueueItem& item : queue) {
    out += fmt::format("{},{},{},{},{:.4f},{:.6f},,,,\n", item.id, tables::csv_cell(item.pair.left),
                       tables::csv_cell(item.pair.right), band_name(band_in(item.stratum)), item.pair.weight,
                       item.pair.probability);
  }
  return out;
}

std::vector<Decision> read_decisions(const std::string& file, std::string_view bytes, Problems& problems) {
  std::vector<Decision> out;
  Problems found;
  NamedRows rows(file, bytes, {"pair", "left", "right", "decision"}, {"reviewer", "date", "note"}, found);
  Decision decision;
  while (rows.next()) {
    if (read_decision(rows, decision, found)) out.push_back(decision);
  }
  if (out.empty() && found.empty()) {
    found.add(problem_at("LK87", file, {}, "no pair of this file is decided", {},
                         {"Write same, different or unsure in the column \"decision\"."}));
  }
  add_first(found, file, problems);
  return out;
}

std::string decisions_csv(const std::vector<Decision>& decisions) {
  std::string out = "pair,left,right,decision,reviewer,date,note\n";
  for (const Decision& d : decisions) {
    out += fmt::format("{},{},{},{},{},{},{}\n", d.pair, tables::csv_cell(d.left), tables::csv_cell(d.right),
                       word_of(d.verdict), tables::csv_cell(d.reviewer), d.date, tables::csv_cell(d.note));
  }
  return out;
}

void tell_changed_minds(const std::vector<Decision>& decisions, Problems& problems) {
  std::vector<const Decision*> sorted;
  for (const Decision& decision : decisions) sorted.push_back(&decision);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Decision* a, const Decision* b) {
    return std::tie(a->pair, a->reviewer) < std::tie(b->pair, b->reviewer);
  });
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const Decision& a = *sorted[i - 1];
    const Decision& b = *sorted[i];
    if (a.pair != b.pair || a.reviewer != b.reviewer || a.verdict == b.verdict) continue;
    const std::string who =
        a.reviewer.empty() ? "without a reviewer's name" : "by " + tables::shown(a.reviewer);
    problems.add(
        problem_at("LK83", "", {}, "pair " + a.pair + " is decided twice " + who,
                   {fmt::format("Once \"{}\", once \"{}\".", word_of(a.verdict), word_of(b.verdict))},
                   {"Keep the one that holds. Two reviewers of one pair each write their own name."}));
  }
}

}  // namespace outturn::linkage
