// Whatever the bytes, the reader answers with a sound table or with problems that name their place;
// and what a file says does not hang on the order of its rows.
#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "tests/tables/shapes.h"

namespace outturn {
namespace {

/// splitmix64 (Steele, Lea, Flood 2014): the same numbers on every machine.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t n) {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<std::size_t>((z ^ (z >> 31U)) % n);
  }

 private:
  std::uint64_t state_;
};

const std::string claims_header = "claim,participant,code,achieved_date,verified\n";

std::vector<std::string> claim_rows(int count) {
  std::vector<std::string> rows;
  for (int i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    rows.push_back("C" + n + ",P" + std::to_string(i / 3) + (i % 2 == 0 ? ",ATT,2012-" : ",EMP,2013-") +
                   (i % 12 < 9 ? "0" : "") + std::to_string(i % 12 + 1) + "-1" + std::to_string(i % 10) +
                   (i % 4 == 0 ? ",no\n" : ",\"yes\"\n"));
  }
  return rows;
}

std::string joined(const std::vector<std::string>& rows) {
  std::string text;
  for (const std::string& row : rows) text += row;
  return text;
}

void mutate(std::string& bytes, Draw& draw) {
  static constexpr std::string_view likely = ",\"\n\r;\t =-%'0/\xC3\xA3\xEF\xFF";
  const std::size_t at = draw.below(bytes.size());
  const char byte =
      draw.below(2) == 0 ? likely[draw.below(likely.size())] : static_cast<char>(draw.below(256));
  switch (draw.below(4)) {
    case 0:
      bytes[at] = byte;
      break;
    case 1:
      bytes.insert(at, 1, byte);
      break;
    case 2:
      bytes.erase(at, 1 + draw.below(5));
      break;
    default:
      bytes.insert(at, bytes.substr(draw.below(bytes.size()), draw.below(30)));
      break;
  }
  if (bytes.empty()) bytes = ",";
}

void expect_sound(const TableShape& shape, const std::string& bytes) {
  const Intake read = read_table(shape, bytes);
  ASSERT_EQ(table_fault(read.table), "") << bytes;
  ASSERT_LE(read.problems.list().size(), 51U);
  if (!read.problems.has_errors()) return;
  ASSERT_EQ(read.table.rows, 0U);
  const SourceFile source(shape.name + ".csv", bytes);
  for (const Problem& problem : read.problems.list()) {
    ASSERT_FALSE(problem.what.empty());
    ASSERT_EQ(problem.what.find('\n'), std::string::npos) << problem.what;
    ASSERT_TRUE(problem.severity == Severity::note || !problem.mend.empty()) << problem.what;
    ASSERT_LE(problem.span.line, source.line_count() + 1) << bytes;
    ASSERT_LE(problem.span.column, character_count(source.line(problem.span.line)) + 2)
        << problem.what << "\n"
        << bytes;
    ASSERT_FALSE(render(problem, &source).empty());
  }
}

TEST(Mutation, NeverCrashesAndNeverLies) {
  const std::string claims = claims_header + joined(claim_rows(8));
  const std::string cohorts =
      "cohort,released,reduction,change,price,rate,note\n"
      "one,1000,8.39%,0.5 points,1700.00,0.155,\"first, \"\"so\"\" far\"\n"
      "two,0,,-8.4,0.01,-12.5,+44\nthree,7,[x],1 point,10000,3.0,Zürich 東京\n";
  Draw draw(20120401);
  for (int round = 0; round < 20'000; ++round) {
    const bool first = round % 2 == 0;
    std::string bytes = first ? claims : cohorts;
    for (std::size_t n = 1 + draw.below(4); n > 0; --n) mutate(bytes, draw);
    expect_sound(first ? claims_shape() : cohorts_shape(), bytes);
    if (HasFatalFailure()) return;
  }
}

TEST(Mutation, NoiseIsToldAtOnce) {
  Draw draw(7);
  for (int round = 0; round < 300; ++round) {
    std::string bytes(1 + draw.below(2000), ' ');
    static constexpr std::string_view few = ",\"\n\r a1";
    for (char& c : bytes) c = few[draw.below(few.size())];
    expect_sound(claims_shape(), claims_header + bytes);
    expect_sound(claims_shape(), bytes);
    if (HasFatalFailure()) return;
  }
}

TEST(Hostile, LargeOddFilesAreReadInOneGo) {
  const auto repeated = [](std::string_view part) {
    std::string out = claims_header;
    while (out.size() < 2'000'000) out += part;
    return out;
  };
  for (const char* part : {"\"", "\"x\n", "\"\"\n\"x\n", ",", ",\n", "\"\"\",\n", "a,\"b\"\",c\n", "\r", "\n",
                           "é", "C1,P1,ATT,2012-11-05,yes\n", "C1,\"P1,ATT\n", "1,300"}) {
    const Intake read = read_table(claims_shape(), repeated(part));
    EXPECT_LE(read.problems.list().size(), 51U) << part;
    EXPECT_EQ(table_fault(read.table), "") << part;
  }
}

// ---- the same facts whatever the order

/// What the table says, row by row, by key.
std::map<std::string, std::string> facts_of(const Table& table) {
  std::map<std::string, std::string> facts;
  for (std::size_t row = 0; row < table.rows; ++row) {
    std::string said;
    for (std::size_t i = 1; i < table.columns.size(); ++i) {
      const FactData& data = table.columns[i];
      const auto fact = static_cast<std::size_t>(data.small[row]);
      said += data.dictionary.words.empty() ? std::to_string(fact) : data.dictionary.words[fact];
      said += ' ';
    }
    facts[table.columns[0].dictionary.words[static_cast<std::size_t>(table.columns[0].small[row])]] = said;
  }
  return facts;
}

TEST(SameFacts, WhenRowsArePermuted) {
  std::vector<std::string> rows = claim_rows(200);
  const auto expected = facts_of(read_table(claims_shape(), claims_header + joined(rows)).table);
  ASSERT_EQ(expected.size(), 200U);
  Draw draw(1);
  for (int round = 0; round < 20; ++round) {
    for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[draw.below(i)]);
    EXPECT_EQ(facts_of(read_table(claims_shape(), claims_header + joined(rows)).table), expected);
  }
}

TEST(SameFacts, WhenTheFileIsSplit) {
  const std::vector<std::string> rows = claim_rows(200);
  const auto expected = facts_of(read_table(claims_shape(), claims_header + joined(rows)).table);
  for (const std::ptrdiff_t at : {0, 1, 99, 200}) {
    auto facts =
        facts_of(read_table(claims_shape(), claims_header + joined({rows.begin(), rows.begin() + at})).table);
    facts.merge(
        facts_of(read_table(claims_shape(), claims_header + joined({rows.begin() + at, rows.end()})).table));
    EXPECT_EQ(facts, expected);
  }
}

}  // namespace
}  // namespace outturn
