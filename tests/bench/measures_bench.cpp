// The string measures: time for one pair of words, for pairs drawn at random (nearly all unlike, as in a
// block) and for near pairs (a word and what one or two slips make of it). Wall time of one core, a word's
// signature made before.
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "engine/linkage/measures/measures.h"

namespace outturn::bench {
namespace {

using linkage::Word;

enum class Kind { surname, birth_date, insurance_number };

constexpr std::size_t words_drawn = 1U << 14U;  // more than a branch predictor learns by heart

// Some common surnames of England and Wales.
constexpr const char* surnames[] = {
    "smith",      "jones",      "taylor",   "brown",      "williams",   "wilson",    "johnson",
    "davies",     "patel",      "robinson", "wright",     "thompson",   "evans",     "walker",
    "white",      "roberts",    "green",    "hall",       "thomas",     "clarke",    "jackson",
    "wood",       "harris",     "edwards",  "turner",     "martin",     "cooper",    "hill",
    "ward",       "hughes",     "moore",    "clark",      "king",       "harrison",  "lewis",
    "baker",      "lee",        "allen",    "morris",     "khan",       "scott",     "watson",
    "davis",      "parker",     "james",    "bennett",    "young",      "phillips",  "richards",
    "mitchell",   "bailey",     "carter",   "cook",       "singh",      "shaw",      "bell",
    "collins",    "morgan",     "kelly",    "begum",      "miller",     "cox",       "hussain",
    "marshall",   "simpson",    "price",    "anderson",   "adams",      "wilkinson", "ali",
    "ahmed",      "foster",     "ellis",    "murphy",     "chapman",    "mason",     "gray",
    "richardson", "webb",       "rogers",   "hunt",       "mills",      "holmes",    "palmer",
    "matthews",   "gibson",     "fisher",   "barnes",     "knight",     "lloyd",     "butler",
    "russell",    "barker",     "stevens",  "jenkins",    "dixon",      "fletcher",  "kaur",
    "akhtar",     "hassan",     "mohamed",  "okonkwo",    "oneill",     "macdonald", "fitzgerald",
    "armstrong",  "cunningham", "bradley",  "whitehead",  "hutchinson", "pearson",   "reynolds",
    "stewart",    "graham",     "fraser",   "sutherland", "montgomery", "nicholson", "townsend",
    "barrett",    "griffiths",  "atkinson", "lawrence",   "gallagher",  "oconnor",   "nowak",
    "kowalski",   "popescu",    "silva",    "santos",     "garcia",     "rodriguez", "kumar",
    "sharma",     "chowdhury"};

class Words {
 public:
  std::string drawn(Kind kind) {
    switch (kind) {
      case Kind::surname:
        return surnames[below(std::size(surnames))];
      case Kind::birth_date:
        return std::to_string(1930 + below(80)) + "-" + two(1 + below(12)) + "-" + two(1 + below(28));
      case Kind::insurance_number:
        return std::string{letter('A'), letter('A')} + std::to_string(100'000 + below(900'000)) +
               std::string(1, static_cast<char>('A' + below(4)));
    }
    return {};
  }

  /// One or two slips: a letter changed, left out, doubled, or swapped with the next.
  std::string slipped(std::string word, Kind kind) {
    for (std::size_t slips = 1 + below(2); slips > 0; --slips) {
      const std::size_t place = below(word.size() - 1);
      switch (below(4)) {
        case 0:
          word[place] = kind == Kind::birth_date ? static_cast<char>('0' + below(10)) : letter('a');
          break;
        case 1:
          word.erase(place, 1);
          break;
        case 2:
          word.insert(place, 1, word[place]);
          break;
        default:
          std::swap(word[place], word[place + 1]);
      }
    }
    return word;
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }
  char letter(char first) { return static_cast<char>(first + static_cast<char>(below(26))); }
  static std::string two(std::size_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

  std::mt19937 random_{20'250'101};
};

struct Pairs {
  std::vector<std::string> texts;  // left, right, left, right
  std::vector<Word> words;
};

Pairs pairs_of(Kind kind, bool near) {
  Pairs pairs;
  Words words;
  for (std::size_t i = 0; i < words_drawn; ++i) {
    pairs.texts.push_back(words.drawn(kind));
    pairs.texts.push_back(near ? words.slipped(pairs.texts.back(), kind) : words.drawn(kind));
  }
  for (const std::string& text : pairs.texts) pairs.words.push_back(linkage::with_signature(text));
  return pairs;
}

/// A run over all pairs an iteration; the time of a pair is told as a counter.
template <typename Measure>
void over_pairs(benchmark::State& state, Kind kind, const Measure& measure) {
  const Pairs pairs = pairs_of(kind, state.range(0) != 0);
  for (auto _ : state) {
    for (std::size_t i = 0; i < pairs.words.size(); i += 2)
      benchmark::DoNotOptimize(measure(pairs.words[i], pairs.words[i + 1]));
  }
  state.counters["s_per_pair"] =
      benchmark::Counter(static_cast<double>(words_drawn),
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void surname_jaro_winkler(benchmark::State& state) {
  over_pairs(state, Kind::surname,
             [](const Word& a, const Word& b) { return linkage::jaro_winkler(a.bytes, b.bytes); });
}

constexpr double ladder[] = {0.92, 0.88, 0.7};

void surname_jaro_winkler_step(benchmark::State& state) {
  over_pairs(state, Kind::surname, [](const Word& a, const Word& b) {
    return linkage::jaro_winkler_step(a.bytes, b.bytes, ladder);
  });
}

void surname_jaro_winkler_steps_signed(benchmark::State& state) {
  const linkage::JaroWinklerSteps steps({std::begin(ladder), std::end(ladder)});
  over_pairs(state, Kind::surname, [&](const Word& a, const Word& b) { return steps.step(a, b); });
}

void surname_levenshtein(benchmark::State& state) {
  over_pairs(state, Kind::surname,
             [](const Word& a, const Word& b) { return linkage::levenshtein(a.bytes, b.bytes); });
}

template <Kind kind, int most>
void damerau_within(benchmark::State& state) {
  over_pairs(state, kind, [](const Word& a, const Word& b) {
    return linkage::damerau_levenshtein_within(a.bytes, b.bytes, most);
  });
}

template <Kind kind, int most>
void damerau_within_signed(benchmark::State& state) {
  over_pairs(state, kind,
             [](const Word& a, const Word& b) { return linkage::damerau_levenshtein_within(a, b, most); });
}

template <Kind kind>
void damerau(benchmark::State& state) {
  over_pairs(state, kind,
             [](const Word& a, const Word& b) { return linkage::damerau_levenshtein(a.bytes, b.bytes); });
}

void both(benchmark::internal::Benchmark* of) { of->ArgName("near")->Arg(0)->Arg(1)->UseRealTime(); }

BENCHMARK(surname_jaro_winkler)->Apply(both);
BENCHMARK(surname_jaro_winkler_step)->Apply(both);
BENCHMARK(surname_jaro_winkler_steps_signed)->Apply(both);
BENCHMARK(surname_levenshtein)->Apply(both);
BENCHMARK(damerau_within<Kind::birth_date, 1>)->Apply(both);
BENCHMARK(damerau_within_signed<Kind::birth_date, 1>)->Apply(both);
BENCHMARK(damerau_within<Kind::insurance_number, 2>)->Apply(both);
BENCHMARK(damerau_within_signed<Kind::insurance_number, 2>)->Apply(both);
BENCHMARK(damerau<Kind::birth_date>)->Apply(both);
BENCHMARK(damerau<Kind::insurance_number>)->Apply(both);

}  // namespace
}  // namespace outturn::bench
