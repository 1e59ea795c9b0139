// Sealed linkage: encoding records and comparing encodings, on one core. Counters are of CPU time; "records"
// and "pairs" are a second. What they are held against: clkhash 0.18.3 encodes 7,900 records a second,
// anonlink 0.15.3 compares 73 million pairs of 1,024 bits a second.
#include <map>
#include <random>

#include <benchmark/benchmark.h>

#include "adapters/sealed/hashes.h"
#include "adapters/sealed/oprf.h"
#include "engine/linkage/sealed/compare.h"
#include "engine/linkage/sealed/encoder.h"

namespace outturn::bench {
namespace {

using sealed::Filters;

/// Invented records of nine fields as FEBRL's are: names from some hundreds, addresses nearly all different.
struct Records {
  std::vector<std::string> columns{"id",     "given_name", "surname", "street_number", "address_1",
                                   "suburb", "postcode",   "state",   "date_of_birth"};
  std::vector<std::vector<std::string>> rows;
};

const Records& records(std::size_t count) {
  static std::map<std::size_t, Records> made;
  Records& all = made[count];
  std::mt19937 draw(1);
  const std::string letters = "aeioubcdfghklmnprstvwy";
  const auto word = [&](std::uint32_t kinds, std::size_t syllables) {
    std::mt19937 of(static_cast<std::uint32_t>(draw() % kinds * 977 + syllables));
    std::string text;
    for (std::size_t i = 0; i < syllables; ++i) {
      text += letters[5 + of() % 17];
      text += letters[of() % 5];
    }
    return text;
  };
  const auto two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  while (all.rows.size() < count) {
    all.rows.push_back({std::to_string(all.rows.size()), word(400, 3), word(2500, 4),
                        std::to_string(draw() % 250), word(20'000, 5) + " " + word(12, 3), word(2000, 5),
                        std::to_string(2000 + draw() % 3000), word(8, 2),
                        std::to_string(1920 + draw() % 90) + two(1 + draw() % 12) + two(1 + draw() % 28)});
  }
  return all;
}

sealed::Schema schema(const std::string& hardening) {
  const SourceFile source("bench.schema",
                          "record id\nfield given_name, bits 90\nfield surname, bits 90\n"
                          "field street_number as code, grams 1 placed, bits 50\nfield address_1, bits 110\n"
                          "field suburb, bits 90\nfield postcode as code, grams 1 placed, bits 90\n"
                          "field state, bits 50\nfield date_of_birth as date, grams 1 placed, bits 130\n"
                          "hardening " +
                              hardening + "\n");
  Problems problems;
  return sealed::parse_schema(source, problems);
}

void encode(benchmark::State& state, const std::string& hardening) {
  const Records& all = records(static_cast<std::size_t>(state.range(0)));
  const sealed::Schema how = schema(hardening);
  for (auto _ : state) {
    sealed::Encoder encoder(how, std::string(32, 's'), sealed::hmac_sha256, all.columns);  // cold each time
    std::vector<std::uint64_t> out(encoder.words());
    std::vector<std::string_view> values;
    for (const auto& row : all.rows) {
      values.assign(row.begin(), row.end());
      encoder.encode(values, row[0], out.data());
    }
    benchmark::DoNotOptimize(out.data());
  }
  state.counters["records"] =
      benchmark::Counter(static_cast<double>(all.rows.size()), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK_CAPTURE(encode, plain, "none")->Arg(5'000)->Arg(200'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, salted, "salt date_of_birth first 4")
    ->Arg(5'000)
    ->Arg(200'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, hardened, "balance, fold, flip 2%")
    ->Arg(5'000)
    ->Arg(200'000)
    ->Unit(benchmark::kMillisecond);

/// Random filters about half full, as much spread as those of people.
Filters filters(std::size_t words, std::size_t count, std::uint32_t seed) {
  std::mt19937_64 draw(seed);
  Filters all{words, {}};
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t density = 108 + draw() % 40;
    for (std::size_t w = 0; w < words; ++w) {
      std::uint64_t word = 0;
      for (int bit = 0; bit < 64; ++bit) word |= std::uint64_t{draw() % 256 < density} << bit;
      all.bits.push_back(word);
    }
  }
  return all;
}

/// Arguments: instructions (0 plain, 1 AVX2, 2 AVX-512), threshold, bounds, bits.
void compare(benchmark::State& state) {
  sealed::CompareOptions options;
  options.with = static_cast<sealed::Instructions>(state.range(0));
  options.threshold = static_cast<std::uint32_t>(state.range(1));
  options.bounds = state.range(2) != 0;
  if (sealed::count_common(options.with) == nullptr) return state.SkipWithError("not on this processor");
  const auto words = static_cast<std::size_t>(state.range(3)) / 64;
  const Filters left = filters(words, 10'000, 1);
  const Filters right = filters(words, 10'000, 2);
  for (auto _ : state) benchmark::DoNotOptimize(sealed::compare_all(left, right, options));
  state.SetLabel(sealed::name_of(options.with));
  state.counters["pairs"] = benchmark::Counter(1e8, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(compare)
    ->Args({0, 8000, 0, 1024})
    ->Args({1, 8000, 0, 1024})
    ->Args({2, 8000, 0, 1024})
    ->Args({0, 8000, 1, 1024})
    ->Args({1, 8000, 1, 1024})
    ->Args({2, 7000, 1, 1024})
    ->Args({2, 8000, 1, 1024})
    ->Args({2, 9000, 1, 1024})
    ->Args({2, 8000, 0, 2048})
    ->Args({2, 8000, 1, 2048})
    ->Unit(benchmark::kMillisecond);

void oprf_blind_evaluate_finish(benchmark::State& state) {
  const sealed::Oprf oprf;
  const std::string key = oprf.derive_key(std::string(32, 'k'), "");
  int number = 0;
  for (auto _ : state) {
    const std::string value = std::to_string(++number);
    const std::string scalar = oprf.derive_blind("seed", value);
    const auto evaluated = oprf.evaluate(key, oprf.blind(value, scalar));
    benchmark::DoNotOptimize(oprf.finalize(value, scalar, evaluated.value_or("")));
  }
}
BENCHMARK(oprf_blind_evaluate_finish)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace outturn::bench
