#include "engine/linkage/linking/linking.h"

#include <algorithm>
#include <cmath>

#include "engine/base/problem.h"
#include "engine/linkage/decide/pair_odds.h"
#include "engine/linkage/linking/known_pairs.h"
#include "engine/linkage/linking/training_plan.h"
#include "engine/linkage/train/sample_u.h"
#include "engine/linkage/train/sessions.h"

namespace outturn::linkage {
namespace {

/// Which datasets hold each person once, as far as the pairs show. Where pairs within a dataset were looked
/// at: few of its records are expected to have another there. Where they were not: few records of the
/// others are surely linked to two of it.
std::vector<bool> clean_datasets(LinkType type, const Records& records,
                                 const std::vector<LinkedPair>& pairs) {
  constexpr double sure = 0.9;
  constexpr double most_twice = 0.02;
  const std::size_t datasets = records.datasets.size();
  std::vector<double> size(datasets, 0);
  for (const std::uint16_t dataset : records.dataset) size[dataset] += 1;
  std::vector<double> twice(datasets, 0);
  std::vector<double> linked(datasets, 0);
  std::vector<std::vector<std::uint8_t>> partners(datasets, std::vector<std::uint8_t>(records.size(), 0));
  for (const LinkedPair& pair : pairs) {
    const std::uint16_t left = records.dataset[pair.left];
    const std::uint16_t right = records.dataset[pair.right];
    if (left == right) twice[left] += pair.probability;
    if (left == right || pair.probability < sure) continue;
    for (const auto& [from, to] : {std::pair(pair.left, right), std::pair(pair.right, left)}) {
      std::uint8_t& n = partners[to][from];
      if (n < 2) ++n;
    }
  }
  std::vector<bool> clean(datasets, true);
  for (std::size_t d = 0; d < datasets; ++d) {
    for (const std::uint8_t n : partners[d]) {
      linked[d] += n > 0 ? 1 : 0;
      if (type == LinkType::link) twice[d] += n > 1 ? 1 : 0;
    }
    clean[d] = twice[d] <= most_twice * (type == LinkType::link ? linked[d] : size[d]);
  }
  return clean;
}

/// What training never saw is rare, not as likely as a fixed table would have it: half a pair of those
/// that were looked at for u, and for m the smaller share of its neighbours.
void fill_unseen(Model& model, double u_pairs) {
  constexpr double rare_m = 0.002;
  constexpr double least_m = 1e-4;  // a few matches that never showed it are no proof that none would
  for (Comparison& comparison : model.comparisons) {
    bool any_m = false;
    for (const Level& level : comparison.levels) any_m = any_m || level.m.has_value();
    double sum_u = 0;
    for (Level& level : comparison.levels) {
      if (level.is_missing) continue;
      if (!level.u) level.u = 0.5 / u_pairs;
      if (!level.m && any_m) level.m = rare_m;
      if (level.m) level.m = std::max(*level.m, least_m);
      sum_u += *level.u;
    }
    for (Level& level : comparison.levels) {
      if (!level.is_missing) *level.u /= sum_u;
    }
  }
}

/// Where a comparison has no level with both m and u, or training was asked for.
bool to_train(const Model& model, const LinkingOptions& options) {
  return options.train ||
         !std::all_of(model.comparisons.begin(), model.comparisons.end(), [](const Comparison& comparison) {
           return std::any_of(comparison.levels.begin(), comparison.levels.end(),
                              [](const Level& level) { return level.m.has_value() && level.u.has_value(); });
         });
}

Model with_passes(Model model, const std::vector<BlockingRule>& passes) {
  model.rules.insert(model.rules.end(), passes.begin(), passes.end());
  return model;
}

}  // namespace

std::vector<double> repeats_of(const Model& model) {
  constexpr double steepness = 7;  // chosen on historical_50k and synth_100k: docs/decisions/0009
  std::vector<double> repeats;
  for (const Comparison& comparison : model.comparisons) {
    double differ = 0;
    for (std::size_t l = 0; l < comparison.levels.size(); ++l) {
      const LevelEvidence evidence = evidence_of(comparison, l);
      if (!comparison.levels[l].is_missing && evidence.m < evidence.u) differ += evidence.m;
    }
    repeats.push_back(std::max(0.0, 1 - steepness * differ));
  }
  return repeats;
}

struct Linking::Parts {
  Parts(Model given, const Records& all, TaskRunner runner, const LinkingOptions& asked)
      : model(std::move(given)),
        records(all),
        run(std::move(runner)),
        options(asked),
        plan(to_train(model, asked) ? training_plan(model, all) : TrainingPlan{}),
        readings(with_passes(with_training(model, plan), options.passes)) {
    readings.read(records);
    comparer = std::make_unique<Comparer>(model, readings);
    blocks = std::make_unique<Blocks>(model, records, readings);
  }

  Model model;
  const Records& records;
  TaskRunner run;
  LinkingOptions options;
  TrainingPlan plan;
  Readings readings;
  std::unique_ptr<Comparer> comparer;
  std::unique_ptr<Blocks> blocks;
  std::unique_ptr<Weights> weights;
  std::unique_ptr<Calibrated> calibrated;
  Dependence dependence;
  Mixture mixture;
  Scored scored;
  std::vector<LinkedPair> pairs;
  People people;
  PeopleOptions people_options;
  std::unique_ptr<PairOdds> odds;
  std::vector<bool> once_in;
  std::vector<PassResult> passes;
  bool one_to_one = false;
  bool own_blocks = true;  ///< every pair meets a rule of the model
  double threshold = 0.5;
  std::vector<std::optional<double>> belonging;
  double least_weight = -1000;

  void train() {
    if (!to_train(model, options)) return;
    sample_u(model, records, readings, *comparer, {options.u_pairs, options.seed}, run);
    model.prior = prior_from(model, plan.nearly_sure, plan.recall, records, readings, *comparer, run);
    (void)train_m(model, plan.sessions, records, readings, *comparer, run);
    if (options.own_levels) fill_unseen(model, options.u_pairs);
  }

  void calibrate() {
    dependence = dependence_of(model, records, readings, *comparer, *weights, options.seed);
    const auto others = coincidences(model, records, readings, *comparer, *weights, dependence);
    mixture = fit_mixture(model, *comparer, scored.patterns, others);
    calibrated = std::make_unique<Calibrated>(model, *comparer, *weights, mixture, scored.patterns);
    std::vector<double> probabilities;
    for (const ScoredPair& pair : scored.pairs) {
      const double calibrated_odds =
          calibrated->weight(pair.pattern, readings.row(pair.left), readings.row(pair.right));
      pairs.push_back({pair.left, pair.right, pair.pattern, pair.weight, calibrated_odds,
                       probability_of(calibrated_odds)});
      probabilities.push_back(pairs.back().probability);
    }
    threshold = default_threshold(std::move(probabilities));
  }

  /// The pairs of the deterministic passes, pass after pass; where each ends.
  std::vector<std::size_t> take_passes(std::vector<RecordPair>& sure) {
    std::vector<std::size_t> ends;
    if (options.passes.empty()) return ends;
    Model passing = model;
    passing.rules = options.passes;
    const Blocks pairs_of(passing, records, readings);
    std::vector<std::vector<RecordPair>> of(options.passes.size());
    for (const Chunk& chunk : pairs_of.chunks()) {
      pairs_of.for_each_pair(chunk,
                             [&](std::uint32_t l, std::uint32_t r) { of[chunk.rule].emplace_back(l, r); });
    }
    passes.clear();
    for (std::size_t p = 0; p < of.size(); ++p) {
      std::sort(of[p].begin(), of[p].end());
      sure.insert(sure.end(), of[p].begin(), of[p].end());
      ends.push_back(sure.size());
      passes.push_back({options.passes[p].written, of[p].size(), 0});
    }
    return ends;
  }

  void form_people() {
    PeopleOptions& asked = people_options = {};
    once_in = options.once_in;
    if (once_in.empty() && records.datasets.size() > 1 && model.type != LinkType::dedupe) {
      once_in = clean_datasets(model.type, records, pairs);
    }
    if (std::none_of(once_in.begin(), once_in.end(), [](bool b) { return b; })) once_in.clear();
    asked.once_in = once_in;
    asked.one_to_one = records.datasets.size() == 2 && !once_in.empty() && once_in[0] && once_in[1];
    asked.repeats = repeats_of(model);
    asked.must = options.must;
    asked.barred = options.barred;
    const std::vector<std::size_t> pass_ends = take_passes(asked.sure);
    std::vector<Edge> edges;
    for (const LinkedPair& pair : pairs) {
      if (pair.calibrated > least_useful_odds) edges.push_back({pair.left, pair.right, pair.calibrated});
    }
    odds = std::make_unique<PairOdds>(model, readings, *comparer, *weights, *calibrated);
    const KnownPairs known(pairs, records.size());
    const PairWeight weigh = [&](std::uint32_t left, std::uint32_t right, std::vector<double>& parts) {
      const LinkedPair* const pair = own_blocks ? known.find(left, right) : nullptr;
      if (pair != nullptr) {
        odds->parts_of(pair->pattern, parts);
        return pair->calibrated;
      }
      return odds->of(readings.row(left), readings.row(right), parts);
    };
    people = people_of(records.dataset, std::move(edges), weigh, asked);
    one_to_one = asked.one_to_one;
    for (std::size_t p = 0, from = 0; p < pass_ends.size(); from = pass_ends[p++]) {
      for (std::size_t i = from; i < pass_ends[p]; ++i) passes[p].joined += people.sure_joined[i] ? 1 : 0;
    }
    if (const std::string fault = people_fault(people, records.dataset, asked); !fault.empty())
      throw Fault(fault);
  }

  void judge_belonging() {
    std::vector<double> sum(records.size(), 0);
    std::vector<double> seen(records.size(), 0);
    for (const LinkedPair& pair : pairs) {
      if (people.person[pair.left] != people.person[pair.right]) continue;
      for (const std::uint32_t record : {pair.left, pair.right}) {
        sum[record] += pair.probability;
        seen[record] += 1;
      }
    }
    std::vector<std::uint32_t> size(people.count, 0);
    for (const std::uint32_t person : people.person) ++size[person];
    belonging.assign(records.size(), std::nullopt);
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (size[people.person[i]] > 1) belonging[i] = seen[i] > 0 ? sum[i] / seen[i] : 0.5;
    }
  }

  void decide() {
    calibrate();
    form_people();
    judge_belonging();
  }
};

Linking::Linking(Model model, const Records& records, TaskRunner run, const LinkingOptions& options)
    : parts_(std::make_unique<Parts>(std::move(model), records, std::move(run), options)) {}

Linking::~Linking() = default;

void Linking::link() {
  Parts& p = *parts_;
  p.train();
  p.weights = std::make_unique<Weights>(p.model, p.readings, *p.comparer);
  p.scored = score_pairs(*p.blocks, p.readings, *p.comparer, *p.weights, p.least_weight, p.run);
  p.decide();
}

void Linking::link_given(const std::vector<ScoredPair>& pairs) {
  Parts& p = *parts_;
  p.train();
  p.weights = std::make_unique<Weights>(p.model, p.readings, *p.comparer);
  p.own_blocks = false;
  p.scored = scored_again(pairs, p.readings, *p.comparer);
  p.decide();
}

std::vector<NeverLevel> Linking::never() const {
  return never_levels(parts_->model, parts_->records, parts_->readings);
}

void Linking::keep_from(double weight) { parts_->least_weight = weight; }

const std::vector<RuleCost>& Linking::costs() const { return parts_->blocks->costs(); }
const Model& Linking::model() const { return parts_->model; }
const Records& Linking::records() const { return parts_->records; }
const std::vector<LinkedPair>& Linking::pairs() const { return parts_->pairs; }
const Scored& Linking::scored() const { return parts_->scored; }
const People& Linking::people() const { return parts_->people; }
const Mixture& Linking::mixture() const { return parts_->mixture; }
const Dependence& Linking::dependence() const { return parts_->dependence; }
const std::vector<PassResult>& Linking::passes() const { return parts_->passes; }
const std::vector<bool>& Linking::once_in() const { return parts_->once_in; }
double Linking::threshold() const { return parts_->threshold; }
std::optional<double> Linking::belonging(std::uint32_t record) const { return parts_->belonging[record]; }

Learned Linking::learned() const {
  const Parts& p = *parts_;
  Learned learned{p.model, p.mixture, p.people.sizes, {}, p.one_to_one};
  for (std::size_t d = 0; d < p.once_in.size(); ++d) {
    if (p.once_in[d]) learned.once_in.push_back(p.records.datasets[d]);
  }
  return learned;
}

Waterfall Linking::waterfall(const LinkedPair& pair) const {
  const Parts& p = *parts_;
  Waterfall fall;
  fall.prior = p.weights->prior();
  fall.parts = p.weights->waterfall(pair.pattern, p.readings.row(pair.left), p.readings.row(pair.right));
  fall.total = pair.calibrated;
  fall.correction = pair.calibrated - pair.weight;
  return fall;
}

double Linking::weigh(std::uint32_t left, std::uint32_t right, std::vector<double>& parts) const {
  const Parts& p = *parts_;
  return p.odds->of(p.readings.row(left), p.readings.row(right), parts);
}

const PeopleOptions& Linking::people_options() const { return parts_->people_options; }

std::optional<std::size_t> Linking::rule_of(std::uint32_t left, std::uint32_t right) const {
  const Parts& p = *parts_;
  for (std::size_t r = 0; r < p.model.rules.size(); ++r) {
    if (p.blocks->meets(r, p.readings.row(left), p.readings.row(right))) return r;
  }
  return std::nullopt;
}

std::vector<int> Linking::gammas(Pattern pattern) const {
  std::vector<int> out;
  for (std::size_t c = 0; c < parts_->comparer->comparisons(); ++c) {
    out.push_back(parts_->model.comparisons[c].gamma(parts_->comparer->level_in(pattern, c)));
  }
  return out;
}

}  // namespace outturn::linkage
