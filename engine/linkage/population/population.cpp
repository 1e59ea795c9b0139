#include "engine/linkage/population/population.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "engine/base/problem.h"
#include "engine/linkage/decide/pair_odds.h"
#include "engine/linkage/population/key_chains.h"
#include "engine/linkage/score/pattern_counter.h"

namespace outturn::linkage {
namespace {

constexpr double never = -1e6;  // log2 of the odds of a forbidden pair: no mean outweighs it

using Members = std::vector<std::uint32_t>;

struct Candidate {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  Pattern pattern = 0;
};

Records with_columns(const Model& model) {
  Records records;
  for (const std::string& name : columns_of(model)) records.columns.push_back({name, {}, {}});
  return records;
}

std::pair<std::uint32_t, std::uint32_t> in_order(std::uint32_t a, std::uint32_t b) {
  return {std::min(a, b), std::max(a, b)};
}

template <class T>
void add_once(std::vector<T>& to, T one) {
  if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(one);
}

}  // namespace

struct Population::Parts {
  explicit Parts(Learned known)
      : learned(std::move(known)),
        records(with_columns(learned.model)),
        growth(records),
        readings(learned.model) {
    readings.read(records);
    comparer = std::make_unique<Comparer>(learned.model, readings);
    weights = std::make_unique<Weights>(learned.model, readings, *comparer);
    for (const BlockingRule& rule : learned.model.rules) rules.emplace_back(rule, readings);
    for (const ReadyRule& rule : rules) chains.emplace_back(rule, readings);
    people.repeats = repeats_of(learned.model);
    people.one_to_one = learned.one_to_one;
  }

  Learned learned;
  Records records;
  RecordsGrowth growth;
  Readings readings;
  std::unique_ptr<Comparer> comparer;
  std::unique_ptr<Weights> weights;
  std::vector<ReadyRule> rules;
  std::vector<KeyChains> chains;
  PeopleOptions people;
  Standing standing;
  std::vector<std::uint32_t> ring;  ///< of each record, the next of its person

  [[nodiscard]] bool is_there(std::uint32_t record) const { return standing.person[record] != nobody; }

  /// Puts the records behind those there; each alone, of nobody yet. The first of them.
  std::uint32_t take_in(const Records& more) {
    const auto first = static_cast<std::uint32_t>(records.size());
    growth.append(more);
    readings.extend(records);
    standing.person.resize(records.size(), nobody);
    for (std::uint32_t i = first; i < records.size(); ++i) ring.push_back(i);
    people.once_in.clear();
    for (const std::string& dataset : records.datasets) {
      const auto& once = learned.once_in;
      people.once_in.push_back(std::find(once.begin(), once.end(), dataset) != once.end());
    }
    return first;
  }

  [[nodiscard]] Members members(std::uint32_t record) const {
    Members out{record};
    for (std::uint32_t i = ring[record]; i != record; i = ring[i]) out.push_back(i);
    std::sort(out.begin(), out.end());
    return out;
  }

  /// Ties the records of each person among these together; they must be whole persons.
  void tie(Members among) {
    std::sort(among.begin(), among.end(), [&](std::uint32_t a, std::uint32_t b) {
      const PersonNumber p = standing.person[a];
      const PersonNumber q = standing.person[b];
      return p != q ? p < q : a < b;
    });
    for (std::size_t i = 0; i < among.size();) {
      std::size_t end = i + 1;
      const PersonNumber person = standing.person[among[i]];
      while (person != nobody && end < among.size() && standing.person[among[end]] == person) ++end;
      for (std::size_t k = i; k < end; ++k) ring[among[k]] = among[k + 1 < end ? k + 1 : i];
      i = end;
    }
  }

  [[nodiscard]] bool may_meet(std::uint32_t left, std::uint32_t right) const {
    return may_pair(learned.model.type, records.dataset[left] == records.dataset[right]);
  }

  [[nodiscard]] int first_rule(std::uint32_t left, std::uint32_t right) const {
    for (std::size_t r = 0; r < rules.size(); ++r) {
      if (rules[r].meets(readings.row(left), readings.row(right), readings)) return static_cast<int>(r);
    }
    return -1;
  }

  [[nodiscard]] bool is_forbidden(std::uint32_t left, std::uint32_t right) const {
    return std::find(standing.forbidden.begin(), standing.forbidden.end(), in_order(left, right)) !=
           standing.forbidden.end();
  }

  /// The pairs the record makes with those already in the chains.
  void seek(std::uint32_t record, std::vector<Candidate>& into) const {
    const Code* const right = readings.row(record);
    for (std::size_t r = 0; r < rules.size(); ++r) {
      chains[r].for_each(right, [&](std::uint32_t left) {
        if (!is_there(left) && left < first_new) return;
        if (!may_meet(left, record) || first_rule(left, record) != static_cast<int>(r)) return;
        into.push_back({left, record, comparer->pattern(readings.row(left), right)});
      });
    }
  }

  [[nodiscard]] std::vector<Edge> weighed(const std::vector<Candidate>& candidates) const {
    PatternCounter counter;
    for (const Candidate& one : candidates) counter.add(one.pattern);
    const Calibrated calibrated(learned.model, *comparer, *weights, learned.mixture, gathered({counter}));
    const double least =
        std::max(least_useful_odds,
                 std::min(people.least_edge, people.one_to_one ? -learned.sizes.leftover_gain : 0.0));
    std::vector<Edge> edges;
    for (const Candidate& one : candidates) {
      const double weight = calibrated.weight(one.pattern, readings.row(one.left), readings.row(one.right));
      if (weight >= least && !is_forbidden(one.left, one.right))
        edges.push_back({one.left, one.right, weight});
    }
    return edges;
  }

  /// Groups these records, whole persons, by the edges. `together`: as they stand; else each alone.
  [[nodiscard]] People grouped(const Members& among, const std::vector<Edge>& edges, bool together) const {
    std::vector<std::uint16_t> dataset;
    std::vector<std::uint32_t> group;
    std::map<PersonNumber, std::uint32_t> first;
    for (std::uint32_t i = 0; i < among.size(); ++i) {
      dataset.push_back(records.dataset[among[i]]);
      const PersonNumber person = together ? standing.person[among[i]] : nobody;
      group.push_back(person == nobody ? i : first.try_emplace(person, i).first->second);
    }
    const auto place = [&](std::uint32_t record) {
      return static_cast<std::uint32_t>(std::lower_bound(among.begin(), among.end(), record) - among.begin());
    };
    std::vector<Edge> local;
    for (const Edge& edge : edges) local.push_back({place(edge.left), place(edge.right), edge.weight});
    const Calibrated calibrated(learned.model, *comparer, *weights, learned.mixture, {});
    const PairOdds odds(learned.model, readings, *comparer, *weights, calibrated);
    const PairWeight weigh = [&](std::uint32_t l, std::uint32_t r, std::vector<double>& parts) {
      const double weight = odds.of(readings.row(among[l]), readings.row(among[r]), parts);
      return is_forbidden(among[l], among[r]) ? never : weight;
    };
    People found = people_grown(dataset, group, std::move(local), weigh, people, learned.sizes);
    if (const std::string fault = people_fault(found, dataset, people); !fault.empty()) throw Fault(fault);
    return found;
  }

  [[nodiscard]] LinkReason reason(const Members& among, const Edge& edge) const {
    const std::uint32_t left = among[edge.left];
    const std::uint32_t right = among[edge.right];
    return {left, right, edge.weight, first_rule(left, right)};
  }

  /// Gives the groups found their persons, and tells what became of them.
  void settle(const Members& among, const People& found, std::vector<LinkEvent>& events) {
    std::vector<LinkEvent> of_group(found.count);
    for (std::uint32_t i = 0; i < among.size(); ++i) {
      const PersonNumber person = standing.person[among[i]];
      if (person != nobody) add_once(of_group[found.person[i]].before, person);
    }
    for (LinkEvent& event : of_group) {
      std::sort(event.before.begin(), event.before.end());
      event.after = {event.before.empty() ? standing.next++ : event.before[0]};
      event.what = event.before.empty()       ? LinkEvent::What::founded
                   : event.before.size() == 1 ? LinkEvent::What::grown
                                              : LinkEvent::What::merged;
    }
    for (std::uint32_t i = 0; i < among.size(); ++i) {
      LinkEvent& event = of_group[found.person[i]];
      PersonNumber& person = standing.person[among[i]];
      if (person != event.after[0]) event.moves.push_back({among[i], person, event.after[0]});
      person = event.after[0];
    }
    for (const Edge& edge : found.joined)
      of_group[found.person[edge.left]].reasons.push_back(reason(among, edge));
    for (LinkEvent& event : of_group) {
      if (!event.moves.empty()) events.push_back(std::move(event));
    }
    tie(among);
  }

  /// What is left of a person, as the rules would have it.
  void take_apart(const Members& left, LinkEvent& event) {
    std::vector<Candidate> pairs;
    for (std::size_t i = 0; i < left.size(); ++i) {
      for (std::size_t j = i + 1; j < left.size(); ++j) {
        if (!may_meet(left[i], left[j]) || first_rule(left[i], left[j]) < 0) continue;
        pairs.push_back({left[i], left[j], comparer->pattern(readings.row(left[i]), readings.row(left[j]))});
      }
    }
    const People parts = grouped(left, weighed(pairs), false);
    std::vector<std::uint32_t> size(parts.count, 0);
    for (const std::uint32_t part : parts.person) ++size[part];
    const auto largest =
        static_cast<std::uint32_t>(std::max_element(size.begin(), size.end()) - size.begin());
    std::vector<PersonNumber> number(parts.count, nobody);
    for (std::uint32_t p = 0; p < parts.count; ++p) {
      number[p] = p == largest ? event.before[0] : standing.next++;
      event.after.push_back(number[p]);
    }
    if (parts.count > 1) event.what = LinkEvent::What::split;
    for (std::size_t i = 0; i < left.size(); ++i) {
      PersonNumber& person = standing.person[left[i]];
      const PersonNumber now = number[parts.person[i]];
      if (now != person) event.moves.push_back({left[i], person, now});
      person = now;
    }
    for (const Edge& edge : parts.joined) event.reasons.push_back(reason(left, edge));
  }

  std::uint32_t first_new = 0;  ///< records from here on are of the batch being added
};

Population::Population(Learned learned) : parts_(std::make_unique<Parts>(std::move(learned))) {}

Population::~Population() = default;

void Population::resume(const Records& records, const Standing& standing) {
  Parts& p = *parts_;
  if (p.records.size() > 0 || standing.person.size() != records.size())
    throw Fault("a population to resume is not empty");
  (void)p.take_in(records);
  p.standing = standing;
  Members all;
  for (std::uint32_t i = 0; i < p.records.size(); ++i) {
    if (p.is_there(i)) p.weights->count(p.readings.row(i));
    for (KeyChains& chain : p.chains) chain.add(i);
    all.push_back(i);
  }
  p.tie(std::move(all));
}

Change Population::add(const Records& more) {
  Parts& p = *parts_;
  Change change;
  change.first = p.first_new = p.take_in(more);
  change.added = static_cast<std::uint32_t>(p.records.size()) - change.first;
  for (std::uint32_t i = change.first; i < p.records.size(); ++i) p.weights->count(p.readings.row(i));
  std::vector<Candidate> candidates;
  for (std::uint32_t i = change.first; i < p.records.size(); ++i) {
    p.seek(i, candidates);
    for (KeyChains& chain : p.chains) chain.add(i);
  }
  change.looked_at = candidates.size();
  const std::vector<Edge> edges = p.weighed(candidates);
  Members among;
  for (std::uint32_t i = change.first; i < p.records.size(); ++i) among.push_back(i);
  for (const Edge& edge : edges) {
    if (edge.left >= change.first) continue;
    const Members whole = p.members(edge.left);
    among.insert(among.end(), whole.begin(), whole.end());
  }
  std::sort(among.begin(), among.end());
  among.erase(std::unique(among.begin(), among.end()), among.end());
  p.settle(among, p.grouped(among, edges, true), change.events);
  return change;
}

Change Population::withdraw(const std::vector<std::uint32_t>& records) {
  Parts& p = *parts_;
  Change change;
  std::map<PersonNumber, Members> of_person;
  for (const std::uint32_t record : std::set<std::uint32_t>(records.begin(), records.end())) {
    if (p.is_there(record)) of_person[p.standing.person[record]].push_back(record);
  }
  for (const auto& [person, gone] : of_person) {
    LinkEvent event{LinkEvent::What::withdrawn, {person}, {}, {}, {}};
    Members whole = p.members(gone[0]);
    Members left;
    std::set_difference(whole.begin(), whole.end(), gone.begin(), gone.end(), std::back_inserter(left));
    for (const std::uint32_t record : gone) {
      p.weights->count(p.readings.row(record), -1);
      event.moves.push_back({record, person, nobody});
      p.standing.person[record] = nobody;
    }
    if (!left.empty()) p.take_apart(left, event);
    p.tie(std::move(whole));
    change.events.push_back(std::move(event));
  }
  return change;
}

Change Population::forbid(std::uint32_t left, std::uint32_t right) {
  Parts& p = *parts_;
  Change change;
  p.standing.forbidden.push_back(in_order(left, right));
  if (!p.is_there(left) || p.standing.person[left] != p.standing.person[right]) return change;
  LinkEvent event{LinkEvent::What::split, {p.standing.person[left]}, {}, {}, {}};
  const Members whole = p.members(left);
  p.take_apart(whole, event);
  p.tie(whole);
  change.events.push_back(std::move(event));
  return change;
}

void Population::undo(const Change& change) {
  Parts& p = *parts_;
  for (auto event = change.events.rbegin(); event != change.events.rend(); ++event) {
    if (event->what == LinkEvent::What::withdrawn) throw Fault("a withdrawal can't be undone");
    Members among;
    for (const Move& move : event->moves) {
      const Members whole = p.members(move.record);
      among.insert(among.end(), whole.begin(), whole.end());
    }
    for (const Move& move : event->moves) {
      if (move.before == nobody) p.weights->count(p.readings.row(move.record), -1);
      p.standing.person[move.record] = move.before;
    }
    std::sort(among.begin(), among.end());
    among.erase(std::unique(among.begin(), among.end()), among.end());
    p.tie(std::move(among));
  }
}

const Records& Population::records() const { return parts_->records; }
const Standing& Population::standing() const { return parts_->standing; }
const Learned& Population::learned() const { return parts_->learned; }
bool Population::is_there(std::uint32_t record) const { return parts_->is_there(record); }
std::vector<std::uint32_t> Population::members(std::uint32_t record) const { return parts_->members(record); }

double Population::odds(std::uint32_t left, std::uint32_t right) const {
  const Parts& p = *parts_;
  const Calibrated calibrated(p.learned.model, *p.comparer, *p.weights, p.learned.mixture, {});
  std::vector<double> parts;
  return PairOdds(p.learned.model, p.readings, *p.comparer, *p.weights, calibrated)
      .of(p.readings.row(std::min(left, right)), p.readings.row(std::max(left, right)), parts);
}

std::string person_text(PersonNumber person) {
  return person == nobody ? std::string() : fmt::format("P{:07}", person);
}

std::vector<PersonNumber> replayed(const std::vector<LinkEvent>& events, std::size_t records) {
  std::vector<PersonNumber> person(records, nobody);
  for (const LinkEvent& event : events) {
    for (const Move& move : event.moves) person[move.record] = move.after;
  }
  return person;
}

}  // namespace outturn::linkage
