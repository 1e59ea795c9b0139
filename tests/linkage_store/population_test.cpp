// A stored population: the same people as a full linkage, stable numbers, history, undoing.
#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "tests/linkage_store/small_population.h"

namespace outturn::linkage {
namespace {

using made_up::Row;

std::vector<Row> part(const std::vector<Row>& rows, std::size_t from, std::size_t to) {
  return {rows.begin() + static_cast<std::ptrdiff_t>(from), rows.begin() + static_cast<std::ptrdiff_t>(to)};
}

std::map<std::string, PersonNumber> by_name(const Population& population) {
  std::map<std::string, PersonNumber> out;
  const Records& records = population.records();
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    if (population.is_there(i))
      out[records.datasets[records.dataset[i]] + ":" + records.ids[i]] = population.standing().person[i];
  }
  return out;
}

TEST(Population, AddingEverythingAtOnceIsAFullLinkage) {
  for (std::uint32_t seed = 1; seed <= 8; ++seed) {
    const Records records = made_up::records_of(made_up::rows(seed, 150));
    const made_up::Full full = made_up::linked_in_full(records);
    Population population(full.learned);
    (void)population.add(records);
    EXPECT_EQ(made_up::partition(population.standing().person), made_up::partition(full.people.person))
        << "seed " << seed;
  }
}

TEST(Population, TheOrderOfABatchTellsNothing) {
  std::vector<Row> rows = made_up::rows(3, 120);
  const made_up::Full full = made_up::linked_in_full(made_up::records_of(rows));
  std::vector<Row> old = part(rows, 0, 100);
  std::vector<Row> fresh = part(rows, 100, rows.size());
  std::map<std::string, PersonNumber> first;
  for (int turn = 0; turn < 5; ++turn) {
    Population population(full.learned);
    (void)population.add(made_up::records_of(old));
    (void)population.add(made_up::records_of(fresh));
    if (turn == 0) first = by_name(population);
    EXPECT_EQ(by_name(population), first);
    std::shuffle(fresh.begin(), fresh.end(), std::mt19937(static_cast<std::uint32_t>(turn)));
    std::shuffle(old.begin(), old.end(), std::mt19937(static_cast<std::uint32_t>(turn + 50)));
  }
}

TEST(Population, NumbersStayAndTheOlderOneIsKept) {
  std::vector<Row> rows = made_up::rows(5, 200);
  std::shuffle(rows.begin(), rows.end(), std::mt19937(5));  // a person's records come in many batches
  const made_up::Full full = made_up::linked_in_full(made_up::records_of(rows));
  Population population(full.learned);
  std::vector<LinkEvent> history;
  std::map<std::string, PersonNumber> before;
  std::size_t merged = 0;
  for (std::size_t from = 0; from < rows.size(); from += 20) {
    const Change change =
        population.add(made_up::records_of(part(rows, from, std::min(rows.size(), from + 20))));
    std::map<PersonNumber, PersonNumber> became;
    for (const LinkEvent& event : change.events) {
      for (const PersonNumber person : event.before) became[person] = event.after.at(0);
      if (event.what == LinkEvent::What::merged) {
        ++merged;
        EXPECT_EQ(event.after[0], *std::min_element(event.before.begin(), event.before.end()));
        EXPECT_FALSE(event.reasons.empty());
      }
      history.push_back(event);
    }
    const auto now = by_name(population);
    for (const auto& [name, person] : before) {
      EXPECT_EQ(now.at(name), became.count(person) > 0 ? became[person] : person) << name;
    }
    before = now;
  }
  EXPECT_GT(merged, 0U);
  EXPECT_EQ(replayed(history, population.records().size()), population.standing().person);
}

TEST(Population, UndoingABatchRestoresPersonsAndFrequencies) {
  for (std::uint32_t seed = 11; seed < 17; ++seed) {
    const std::vector<Row> rows = made_up::rows(seed, 150);
    const made_up::Full full = made_up::linked_in_full(made_up::records_of(rows));
    Population population(full.learned);
    const std::size_t half = rows.size() / 2;
    (void)population.add(made_up::records_of(part(rows, 0, half)));
    const auto before = by_name(population);
    std::vector<double> odds;
    for (std::uint32_t i = 0; i + 1 < half; ++i) odds.push_back(population.odds(i, i + 1));
    const Change change = population.add(made_up::records_of(part(rows, half, rows.size())));
    population.undo(change);
    EXPECT_EQ(by_name(population), before);
    for (std::uint32_t i = 0; i + 1 < half; ++i) EXPECT_EQ(population.odds(i, i + 1), odds[i]);
    // What comes after goes as if the batch had never been, numbers of persons apart.
    (void)population.add(made_up::records_of(part(rows, half, rows.size())));
    Population other(full.learned);
    (void)other.add(made_up::records_of(part(rows, 0, half)));
    (void)other.add(made_up::records_of(part(rows, half, rows.size())));
    std::vector<PersonNumber> a;
    std::vector<PersonNumber> b;
    for (const auto& [name, person] : by_name(population)) a.push_back(person);
    for (const auto& [name, person] : by_name(other)) b.push_back(person);
    EXPECT_EQ(made_up::partition(a), made_up::partition(b)) << "seed " << seed;
  }
}

TEST(Population, ResumedIsAsItWas) {
  const std::vector<Row> rows = made_up::rows(21, 150);
  const made_up::Full full = made_up::linked_in_full(made_up::records_of(rows));
  Population population(full.learned);
  (void)population.add(made_up::records_of(part(rows, 0, 120)));
  Population again(full.learned);
  again.resume(population.records(), population.standing());
  (void)population.add(made_up::records_of(part(rows, 120, rows.size())));
  (void)again.add(made_up::records_of(part(rows, 120, rows.size())));
  EXPECT_EQ(by_name(again), by_name(population));
}

/// The first person with at least so many records.
std::vector<std::uint32_t> person_of(const Population& population, std::size_t records) {
  for (std::uint32_t i = 0; i < population.records().size(); ++i) {
    if (population.members(i).size() >= records) return population.members(i);
  }
  return {};
}

TEST(Population, AForbiddenPairComesApartAndStaysApart) {
  const std::vector<Row> rows = made_up::rows(31, 150);
  const made_up::Full full = made_up::linked_in_full(made_up::records_of(rows));
  Population population(full.learned);
  (void)population.add(made_up::records_of(rows));
  const std::vector<std::uint32_t> whole = person_of(population, 3);
  ASSERT_GE(whole.size(), 3U);
  const PersonNumber old = population.standing().person[whole[0]];
  const Change change = population.forbid(whole[0], whole[1]);
  ASSERT_EQ(change.events.size(), 1U);
  EXPECT_EQ(change.events[0].what, LinkEvent::What::split);
  EXPECT_NE(population.standing().person[whole[0]], population.standing().person[whole[1]]);
  std::size_t kept = 0;
  std::map<PersonNumber, std::size_t> sizes;
  for (const std::uint32_t record : whole) ++sizes[population.standing().person[record]];
  for (const auto& [person, size] : sizes) kept = std::max(kept, size);
  EXPECT_EQ(sizes[old], kept) << "the larger part keeps the number";
}

TEST(Population, AWithdrawnRecordIsGoneAndNotFoundAgain) {
  const std::vector<Row> rows = made_up::rows(41, 150);
  const made_up::Full full = made_up::linked_in_full(made_up::records_of(rows));
  Population population(full.learned);
  (void)population.add(made_up::records_of(rows));
  const std::vector<std::uint32_t> whole = person_of(population, 3);
  ASSERT_GE(whole.size(), 3U);
  const Change change = population.withdraw({whole[1]});
  ASSERT_EQ(change.events.size(), 1U);
  EXPECT_FALSE(population.is_there(whole[1]));
  const auto rest = population.members(whole[0]);
  EXPECT_EQ(std::count(rest.begin(), rest.end(), whole[1]), 0);
  Row again = rows[0];
  again.id = "90001";
  (void)population.add(made_up::records_of({again}));
  const auto members = population.members(static_cast<std::uint32_t>(population.records().size() - 1));
  EXPECT_EQ(std::count(members.begin(), members.end(), whole[1]), 0);
}

}  // namespace
}  // namespace outturn::linkage
