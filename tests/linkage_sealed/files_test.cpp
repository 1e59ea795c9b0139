// Files of encodings and secrets: read back as written, refused when cut, changed or of other members,
// and never quoted in a problem.
#include <cstdio>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "adapters/sealed/base64.h"
#include "adapters/sealed/encodings_file.h"
#include "adapters/sealed/secret_file.h"
#include "tests/linkage_sealed/people.h"

namespace outturn::sealed {
namespace {

const std::string with_key = plain_fields + "match surname, born\n";

TestMember& member_a() {
  static TestMember member;
  if (member.text.empty()) encode_text(schema_of(with_key), "a", people_csv(12, 1), member);
  return member;
}

std::string told_of(const Problems& problems) {
  std::string told;
  for (const Problem& problem : problems.list()) told += render(problem, nullptr);
  return told;
}

/// No run of 12 characters of an encoding, key or token stands in what is told.
void expect_nothing_of(const EncodedMember& member, const std::string& told) {
  const std::string file = write_encodings(member);
  for (std::size_t at = file.find('\n') + 1; at + 12 < file.rfind("end "); ++at) {
    ASSERT_EQ(told.find(file.substr(at, 12)), std::string::npos) << told;
  }
}

TEST(EncodingsFile, IsReadBackAsWritten) {
  const EncodedMember& member = member_a().encoded.member;
  const std::string file = write_encodings(member);
  Problems problems;
  const auto back = read_encodings("a.enc", file, problems);
  ASSERT_TRUE(back) << told_of(problems);
  EXPECT_EQ(write_encodings(*back), file);
  EXPECT_EQ(back->count(), 12U);
  EXPECT_TRUE(std::is_sorted(back->tokens.begin(), back->tokens.end()));
  EXPECT_EQ(back->filters.bits.size(), member.filters.bits.size());
}

TEST(EncodingsFile, SaysNothingOfTheOrderOrNamesOfRecords) {
  const std::string text = people_csv(12, 1);
  const std::size_t second = text.find('\n') + 1;
  const std::size_t third = text.find('\n', second) + 1;
  TestMember turned;
  encode_text(schema_of(with_key), "a",
              text.substr(0, second) + text.substr(third) + text.substr(second, third - second), turned);
  EXPECT_EQ(write_encodings(turned.encoded.member), write_encodings(member_a().encoded.member));
}

TEST(EncodingsFile, CutAnywhereItIsRefused) {
  const std::string file = write_encodings(member_a().encoded.member);
  for (std::size_t length = 0; length < file.size(); ++length) {
    Problems problems;
    ASSERT_FALSE(read_encodings("a.enc", file.substr(0, length), problems)) << length;
    ASSERT_EQ(problems.list().size(), 1U);
    if (length % 97 == 0) expect_nothing_of(member_a().encoded.member, told_of(problems));
  }
}

TEST(EncodingsFile, ChangedAnywhereItIsRefused) {
  const std::string file = write_encodings(member_a().encoded.member);
  for (std::size_t at = 0; at < file.size(); ++at) {
    std::string changed = file;
    changed[at] = changed[at] == 'a' ? 'b' : 'a';
    Problems problems;
    ASSERT_FALSE(read_encodings("a.enc", changed, problems)) << at;
    if (at % 97 == 0) expect_nothing_of(member_a().encoded.member, told_of(problems));
  }
}

// A line that is wrong though the digest holds, as a file written by another program might.
TEST(EncodingsFile, WrongLinesAreToldByNumberOnly) {
  const std::string file = write_encodings(member_a().encoded.member);
  const std::size_t second = file.find('\n') + 1;
  const std::size_t third = file.find('\n', second) + 1;
  const std::string lines = file.substr(second, file.rfind("end ") - second);
  const std::string first_line = file.substr(second, third - second);
  const auto rewritten = [&](const std::string& body) {
    const std::string all = file.substr(0, second) + body;
    return all + "end " + hex_of(sha256_bytes(all)) + "\n";
  };
  std::string short_one = lines;
  short_one.erase(40, 4);
  for (const std::string& body : {first_line + lines.substr(0, lines.size() - first_line.size()), short_one,
                                  lines.substr(1), lines.substr(first_line.size()), lines + "\n"}) {
    Problems problems;
    EXPECT_FALSE(read_encodings("a.enc", rewritten(body), problems));
    ASSERT_EQ(problems.list().size(), 1U);
    EXPECT_EQ(problems.list()[0].code, "P6");
    expect_nothing_of(member_a().encoded.member, told_of(problems));
  }
}

TEST(EncodingsFile, OtherSecretsAndSchemasAreRefused) {
  TestMember other_secret, other_schema, b;
  encode_text(schema_of(with_key), "b", people_csv(12, 2), b);
  encode_text(schema_of(with_key), "c", people_csv(12, 2), other_secret, std::string(32, 'z'));
  encode_text(schema_of(plain_fields), "d", people_csv(12, 2), other_schema);
  const EncodedMember& a = member_a().encoded.member;
  const auto told = [&](const EncodedMember& other) {
    Problems problems;
    check_alike({a, other}, {"a.enc", "other.enc"}, problems);
    expect_nothing_of(other, told_of(problems));
    return problems.list().empty() ? std::string() : problems.list()[0].code + " " + problems.list()[0].what;
  };
  EXPECT_EQ(told(b.encoded.member), "");
  EXPECT_EQ(told(other_secret.encoded.member),
            "P7 these encodings were made with another secret than those of a.enc");
  EXPECT_EQ(told(other_schema.encoded.member),
            "P7 these encodings were made with another schema than those of a.enc");
  EXPECT_EQ(told(a), "P8 these are records of the same member as in a.enc");
}

TEST(Records, AreRefusedWithTheLineAndNeverAValue) {
  const Schema schema = schema_of(plain_fields);
  const auto told = [&](const std::string& text) {
    Problems problems;
    (void)read_columns("a.csv", text, schema.columns(), problems);
    std::string out;
    for (const Problem& p : problems.list()) out += std::to_string(p.span.line) + " " + p.what + ";";
    EXPECT_EQ(told_of(problems).find("Secretname"), std::string::npos);
    return out;
  };
  const std::string head = "id,forename,surname,born,postcode\n";
  EXPECT_EQ(told(head + "1,Secretname,b,c,d\n1,a,b,c,d\n"), "3 this record has the same \"id\" as line 2;");
  EXPECT_EQ(told(head + ",Secretname,b,c,d\n"), "2 this record has no \"id\";");
  EXPECT_EQ(told(head + "1,Secretname,b\n"), "2 this line has 3 cells where the header has 5;");
  EXPECT_EQ(told(head + "1,\"Secretname,b,c,d\n"), "2 this line can't be read as CSV;");
  EXPECT_EQ(told("id,forename,surnam,born,postcode\n1,a,b,c,d\n"),
            "1 the file has no column \"surname\", which the schema reads;");
  EXPECT_EQ(told(head), "0 the file has no records;");
  EXPECT_EQ(told(head + "1,a,b,c,\n"), "0 column \"postcode\" is empty;");
  EXPECT_EQ(told(" id , forename,surname,born,postcode\n 1,\"a\"\"a\",b,c,d\n"), "");
}

class Secret : public testing::Test {
 protected:
  Secret() : path(testing::TempDir() + "secret-" + std::to_string(getpid())) {}
  ~Secret() override { std::remove(path.c_str()); }
  std::string path;
};

TEST_F(Secret, IsNewOwnersOnlyAndNeverWrittenOver) {
  Problems problems;
  new_secret(path, problems);
  ASSERT_TRUE(problems.empty()) << told_of(problems);
  struct stat status {};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  std::ifstream file(path);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const auto secret = read_secret("s", text, problems);
  ASSERT_TRUE(secret);
  EXPECT_EQ(secret->size(), 32U);
  new_secret(path, problems);
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list()[0].code, "P9");
  std::ifstream again(path);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(again), {}), text);
  for (std::size_t length = 0; length < text.size(); ++length) {
    Problems cut;
    EXPECT_FALSE(read_secret("s", text.substr(0, length), cut));
    EXPECT_EQ(told_of(cut).find(text.substr(20, 16)), std::string::npos);
  }
}

}  // namespace
}  // namespace outturn::sealed
