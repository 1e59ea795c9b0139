#include "tests/bench/rate_card.h"

#include <fmt/format.h>

#include "adapters/tables/csv.h"
#include "engine/values/date.h"
#include "tests/support/frozen_text.h"

namespace outturn::bench {

namespace {

/// A small generator of our own, so that evidence is alike under every standard library.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint32_t below(std::uint32_t n) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>((state_ >> 33) % n);
  }

 private:
  std::uint64_t state_;
};

constexpr std::size_t outcomes_each = 5;

}  // namespace

RateCardEvidence rate_card_evidence(std::size_t people, std::uint32_t seed) {
  static const char* codes[] = {"BEH", "ATT", "L1", "L2", "EMP13", "EMP26", "L3"};
  Random random(seed);
  std::vector<std::string> days;
  const Date first = *make_date(2012, 4, 1);
  for (int i = 0; i < 2400; ++i) days.push_back(to_iso(Date{first.serial + i}));
  RateCardEvidence out;
  out.participants = "person,start_date\n";
  out.claims = "person,code,achieved_date,verified\n";
  out.participants.reserve(people * 20);
  out.claims.reserve(people * outcomes_each * 30);
  for (std::size_t i = 0; i < people; ++i) {
    const std::uint32_t start = random.below(600);
    const std::string person = fmt::format("S{:07}", i + 1);
    out.participants += person + "," + days[start] + "\n";
    for (std::size_t k = 0; k < outcomes_each; ++k) {
      out.claims += person + "," + codes[random.below(7)] + "," + days[start + random.below(1500)] +
                    (random.below(10) != 0 ? ",yes\n" : ",no\n");
    }
  }
  return out;
}

RateCardLoad read_rate_card(const RateCardEvidence& evidence) {
  RateCardLoad load;
  Problems problems;
  load.source =
      SourceFile("rate_card.contract", test::content(OUTTURN_SOURCE_DIR "/tests/bench/rate_card.contract"));
  load.contract = language::read_contract(load.source, problems);
  for (const TableShape& shape : compile::table_shapes(load.contract)) {
    const std::string& text = shape.name == "claims" ? evidence.claims : evidence.participants;
    load.tables.push_back(read_csv(shape, shape.name + ".csv", text, "", problems));
  }
  if (problems.has_errors()) throw Fault(render(problems.list().front(), &load.source));
  return load;
}

compile::Request request_of(std::vector<Table> tables) {
  compile::Request request;
  request.tables = std::move(tables);
  request.as_at = request.cut_off = *make_date(2018, 12, 31);
  return request;
}

}  // namespace outturn::bench
