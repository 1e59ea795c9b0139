// Whatever stands in a contract's file, it is answered with problems that name their place, never with
// a crash, a hang or a fault of ours; and what is good also compiles.
// OUTTURN_MUTATIONS=1000000 tries more than the 20,000 of every run; OUTTURN_SEED another road.
#include <array>
#include <cstdint>
#include <map>

#include <gtest/gtest.h>

#include "adapters/command/claim/intake.h"
#include "adapters/tables/csv.h"
#include "contracts/compile/compile.h"
#include "tests/language/goldens.h"

namespace outturn::language {
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

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* said = std::getenv(name);
  return said == nullptr ? otherwise : std::strtoull(said, nullptr, 10);
}

/// A contract to begin with, and the evidence beside it, where there is some.
struct Seed {
  std::string text;
  std::map<std::string, std::string> evidence;  ///< by name of the input
};

Seed seed_of(const fs::path& path, const fs::path& folder) {
  Seed seed{content(path), {}};
  if (!fs::is_directory(folder)) return seed;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string bytes = content(entry.path());
    if (bytes.size() < 4000) seed.evidence[entry.path().stem().string()] = bytes;
  }
  return seed;
}

std::vector<Seed> seeds() {
  std::vector<Seed> all;
  for (const char* folder : {"good", "bad"}) {
    for (const fs::path& path : contracts_in(folder))
      all.push_back(seed_of(path, fs::path(path).replace_extension("")));
  }
  for (const auto& entry : fs::recursive_directory_iterator(OUTTURN_SOURCE_DIR "/contracts/library")) {
    if (entry.path().extension() != ".contract") continue;
    all.push_back(seed_of(entry.path(), entry.path().parent_path() / "evidence"));
  }
  std::sort(all.begin(), all.end(), [](const Seed& a, const Seed& b) { return a.text < b.text; });
  return all;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// Pieces that mean something somewhere.
constexpr std::array<std::string_view, 40> likely{"(",
                                                  ")",
                                                  "|",
                                                  "\"",
                                                  "[A Sch 1]",
                                                  "[",
                                                  "]",
                                                  "\n",
                                                  "\n  ",
                                                  " ",
                                                  "\t",
                                                  ",",
                                                  ".",
                                                  "-",
                                                  "£",
                                                  "%",
                                                  "#",
                                                  "each claim",
                                                  "1,300",
                                                  "999999999999999",
                                                  "-999999999999999",
                                                  "0",
                                                  "0.000000001",
                                                  "£0",
                                                  "2014-04-01",
                                                  "9999-12-31",
                                                  "1900-03-01",
                                                  "999999 months",
                                                  "exactly",
                                                  "is ",
                                                  "if ",
                                                  " then ",
                                                  " else ",
                                                  "sum(",
                                                  "known(",
                                                  " where ",
                                                  " for this person",
                                                  "exact ",
                                                  "/",
                                                  "rounded to pence, half up [A 1]"};

void change_bytes(std::string& text, Draw& draw) {
  const std::size_t at = draw.below(text.size() + 1);
  switch (draw.below(5)) {
    case 0:
      if (at < text.size()) text[at] = static_cast<char>(draw.below(256));
      break;
    case 1:
      text.insert(at, likely.at(draw.below(likely.size())));
      break;
    case 2:
      text.erase(at, 1 + draw.below(12));
      break;
    case 3:
      text.insert(at, text.substr(draw.below(text.size() + 1), draw.below(60)));
      break;
    default:
      text.insert(at, 1, static_cast<char>(draw.below(256)));
      break;
  }
}

void change_lines(std::string& text, const std::vector<Seed>& all, Draw& draw) {
  std::vector<std::string> lines = lines_of(text);
  if (lines.empty()) return;
  const std::size_t at = draw.below(lines.size());
  const auto place = lines.begin() + static_cast<std::ptrdiff_t>(at);
  switch (draw.below(5)) {
    case 0:
      lines.erase(place);
      break;
    case 1:
      lines.insert(place, lines[draw.below(lines.size())]);
      break;
    case 2:
      std::swap(lines[at], lines[draw.below(lines.size())]);
      break;
    case 3:
      lines[at] = (lines[at].starts_with(" ") ? "" : "  ") +
                  lines[at].substr(std::min(lines[at].size(), lines[at].find_first_not_of(' ')));
      break;
    default: {
      const std::vector<std::string> other = lines_of(all[draw.below(all.size())].text);
      if (!other.empty()) lines.insert(place, other[draw.below(other.size())]);
      break;
    }
  }
  text.clear();
  for (const std::string& line : lines) text += line + "\n";
}

/// Calculated, or told why not: never a fault of ours.
void expect_calculated(const Contract& contract, const SourceFile& source, std::vector<Table> tables) {
  compile::Request request;
  request.tables = std::move(tables);
  request.as_at = request.cut_off = *contract.head.ends;
  Problems problems;
  ASSERT_NO_THROW((void)compile::run(contract, source, std::move(request), problems)) << source.text();
}

void expect_answered(const std::string& text, const std::map<std::string, std::string>& evidence = {}) {
  const SourceFile source("mutated.contract", text);
  Problems problems;
  const Contract contract = read_contract(source, problems);
  for (const Problem& problem : problems.list()) {
    ASSERT_FALSE(problem.what.empty());
    ASSERT_FALSE(problem.mend.empty()) << problem.what;
    ASSERT_TRUE(problem.span.known()) << problem.code << " " << problem.what << "\n" << text;
    ASSERT_LE(problem.span.line, std::max(1U, source.line_count())) << problem.what << "\n" << text;
    ASSERT_LE(problem.span.column, character_count(source.line(problem.span.line)) + 1)
        << problem.code << " " << problem.what << "\n"
        << text;
    ASSERT_FALSE(render(problem, &source).empty());
  }
  if (problems.has_errors()) return;
  expect_calculated(contract, source, command::empty_tables(contract));
  std::vector<Table> tables;
  for (const TableShape& shape : compile::table_shapes(contract)) {
    const auto given = evidence.find(shape.name);
    if (given == evidence.end()) return;
    tables.push_back(read_csv(shape, shape.name + ".csv", given->second, "", problems));
  }
  if (!problems.has_errors()) expect_calculated(contract, source, std::move(tables));
}

TEST(Mutation, IsAlwaysAnswered) {
  const std::vector<Seed> all = seeds();
  Draw draw(setting("OUTTURN_SEED", 20140401));
  const std::uint64_t rounds = setting("OUTTURN_MUTATIONS", 20'000);
  for (std::uint64_t round = 0; round < rounds; ++round) {
    const Seed& seed = all[draw.below(all.size())];
    std::string text = seed.text;
    for (std::size_t n = 1 + draw.below(4); n > 0; --n) {
      if (draw.below(2) == 0)
        change_bytes(text, draw);
      else
        change_lines(text, all, draw);
    }
    expect_answered(text, seed.evidence);
    if (HasFatalFailure()) return;
  }
}

// ---- texts made to be expensive

std::string repeated(std::string_view part, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += part;
  return out;
}

TEST(Hostile, LongAndDeepTextsAreAnswered) {
  const std::string head = content(OUTTURN_SOURCE_DIR "/tests/language/good/smallest.contract");
  const std::string value = head + "\nvalue x number [A 1]\n  is ";
  constexpr std::size_t much = 100'000;  // what is quadratic in it runs into the test's time limit
  std::vector<std::string> texts{
      value + repeated("(", much),
      value + repeated("not ", much),
      value + repeated("-", much),
      value + repeated("if ", much),
      value + repeated("1 + ", much) + "1",
      value + repeated("yes and ", much) + "yes",
      value + "min(" + repeated("1, ", much) + "1)",
      value + repeated("max(1, ", much),
      value + repeated("if yes then 1 else ", much),
      value + repeated("a.b", much),
      value + repeated("1/", much),
      value + repeated("1,300", much),
      value + repeated("@", much),
      value + repeated("@ a ", much),
      value + repeated("é", much),
      value + repeated("“", much),
      value + repeated("\xC2\xA0", much),
      value + repeated("[", much),
      value + repeated("\"", much),
      value + repeated("9", much),
      value + "0." + repeated("9", much),
      value + repeated("a = ", much),
      value + repeated("\n  + 1", much),
      value + repeated("(\n", much),
      repeated("value v money [A 1]\n", much),
      repeated("  is\n", much),
      head + "\ninput i, each k [A 1]\n  | column | type |\n" + repeated("  | a | money |\n", much),
      head + "\nratecard r [A 1]\n  | code | price |\n" + repeated("  | A | £1.00 |\n", much),
      head + "\nbands b [A 1]\n  | a | b |\n" + repeated("  | below 5 | 1 |\n", much),
      head + "\nratecard r [A 1]\n  |" + repeated(" code |", much),
      head + "\nratecard r [A 1]\n  |" + repeated("\"|", much),
      repeated("payment p [A 1]\n  pay £1\n", much),
      repeated("note [A 1] not calculated: \"x\"\n", much),
      repeated("document A \"x\"\n", much),
      repeated("1-1-1/1/1.1.1", much)};
  for (const std::string& text : texts) {
    SCOPED_TRACE(text.substr(0, 400));
    expect_answered(text);
    if (HasFatalFailure()) return;
  }
}

/// A contract of about `lines` lines: values that build on each other, in the order written or the other way
/// round.
std::string long_contract(int lines, bool backwards) {
  std::string text =
      "contract \"Long\"\n  currency GBP\n  starts 2014-04-01\n  ends 2017-03-31\n\ndocument A "
      "\"A\"\n\nparameter first money [A 1]\n  is £1.00\n\n";
  const int values = lines / 4;
  for (int i = 0; i < values; ++i) {
    const int name = backwards ? values - 1 - i : i;
    text += "value amount_" + std::to_string(name) + " money [A Sch " + std::to_string(i) + "]\n  is max(" +
            (name == 0 ? "first" : "amount_" + std::to_string(name - 1)) +
            ", £2.00) + first\n  meaning \"one of many\"\n\n";
  }
  return text + "payment fee [A Sch 3]\n  pay amount_" + std::to_string(values - 1) + "\n";
}

TEST(Long, FiveThousandLinesAreChecked) {
  for (const bool backwards : {false, true}) {
    const SourceFile source("long.contract", long_contract(5'000, backwards));
    EXPECT_EQ(rendered(problems_of(source), source), "");
    expect_answered(source.text());
  }
}

}  // namespace
}  // namespace outturn::language
