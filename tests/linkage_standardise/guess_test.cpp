// What columns hold, guessed: headers in hand tables, whole published files where they are to be had.
#include "engine/linkage/standardise/guess.h"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_set>
#include <vector>

#include <gtest/gtest.h>

#include "adapters/tables/csv_text.h"

namespace outturn::linkage {
namespace {

ColumnGuess guess_of(std::string_view header, const std::vector<std::string_view>& cells) {
  std::vector<std::string_view> distinct;
  std::unordered_set<std::string_view> seen;
  std::size_t filled = 0;
  for (const std::string_view cell : cells) {
    if (cell.find_first_not_of(' ') == std::string_view::npos) continue;
    ++filled;
    if (seen.insert(cell).second) distinct.push_back(cell);
  }
  return guess_kind({header, distinct, cells.size(), filled, distinct.size()});
}

/// "field: given name", "row_id".
std::string told(const ColumnGuess& guess) {
  switch (guess.role) {
    case ColumnRole::field:
      return std::string(words(guess.kind));
    case ColumnRole::row_id:
      return "row_id";
    case ColumnRole::truth:
      return "truth";
    case ColumnRole::source:
      return "source";
    case ColumnRole::nothing:
      return "nothing";
  }
  return "";
}

std::string reasons(const ColumnGuess& guess) {
  std::string all;
  for (const std::string& reason : guess.reasons) all += reason + " ";
  return all;
}

TEST(Headers, SaysWhatItSays) {
  for (const auto& [header, kind] :
       std::initializer_list<std::pair<const char*, FieldKind>>{{"given_name", FieldKind::given_name},
                                                                {"Forename 1", FieldKind::given_name},
                                                                {"FirstName", FieldKind::given_name},
                                                                {"firstname", FieldKind::given_name},
                                                                {"fname_c1", FieldKind::given_name},
                                                                {"NAME_LAST", FieldKind::family_name},
                                                                {"Surname", FieldKind::family_name},
                                                                {"lname", FieldKind::family_name},
                                                                {"DOB", FieldKind::date},
                                                                {"D.O.B.", FieldKind::date},
                                                                {"DateOfBirth", FieldKind::date},
                                                                {"transaction_date", FieldKind::date},
                                                                {"Post Code", FieldKind::postcode},
                                                                {"postcode_fake", FieldKind::postcode},
                                                                {"zip", FieldKind::postcode},
                                                                {"NI Number", FieldKind::nino},
                                                                {"nhs_no", FieldKind::nhs_number},
                                                                {"Email Address", FieldKind::email},
                                                                {"phone_number", FieldKind::phone},
                                                                {"Tel.", FieldKind::phone},
                                                                {"gender", FieldKind::sex},
                                                                {"company_name", FieldKind::organisation},
                                                                {"address_1", FieldKind::address_line},
                                                                {"address_city", FieldKind::place},
                                                                {"birth_place", FieldKind::place},
                                                                {"street_number", FieldKind::address_line},
                                                                {"soc_sec_id", FieldKind::identifier},
                                                                {"IBAN", FieldKind::identifier},
                                                                {"account_number", FieldKind::identifier},
                                                                {"amount_gbp", FieldKind::amount},
                                                                {"memo", FieldKind::free_text},
                                                                {"occupation", FieldKind::free_text},
                                                                {"first_and_surname", FieldKind::full_name},
                                                                {"year_of_birth", FieldKind::number}}) {
    const auto meaning = meaning_of_header(header);
    ASSERT_TRUE(meaning) << header;
    EXPECT_TRUE(meaning->role == ColumnRole::field && meaning->kind == kind)
        << header << " read as " << words(meaning->kind) << " by \"" << meaning->phrase << '"';
  }
  EXPECT_EQ(meaning_of_header("unique_id")->role, ColumnRole::row_id);
  EXPECT_EQ(meaning_of_header("cluster")->role, ColumnRole::truth);
  EXPECT_EQ(meaning_of_header("source_dataset")->role, ColumnRole::source);
  EXPECT_FALSE(meaning_of_header("qwerty"));
  EXPECT_FALSE(meaning_of_header(""));
}

TEST(Guesses, WithoutATellingHeader) {
  EXPECT_EQ(told(guess_of("c1", {"ann@x.org", "bob@y.org", "cy@z.org"})), "email address");
  EXPECT_EQ(told(guess_of("c2", {"SW1A 1AA", "m11ae", "B33 8TH"})), "postcode");
  EXPECT_EQ(told(guess_of("c3", {"1981-02-28", "1/2/1990", "3 May 1975"})), "date");
  EXPECT_EQ(told(guess_of("c4", {"John", "Mary", "Peter", "Zbigniew"})), "given name");
  EXPECT_EQ(told(guess_of("c5", {"Smith", "Jones", "Featherstone"})), "family name");
  EXPECT_EQ(told(guess_of("c6", {"John Smith", "Mary Jones", "Peter Featherstone"})), "full name");
  EXPECT_EQ(told(guess_of("c7", {"Acme Ltd", "Big Co Limited", "Tiny CIC"})), "organisation");
  EXPECT_EQ(told(guess_of("c8", {"M", "F", "F", "M"})), "sex");
  EXPECT_EQ(told(guess_of("c9", {"12.50", "13.99", "12.50", "1,000.00"})), "amount of money");
  EXPECT_EQ(told(guess_of("c10", {"07700 900123", "07700 900124", "020 7946 0018"})), "telephone number");
  EXPECT_EQ(told(guess_of("c11", {"12 High Street", "1 Mill Lane", "3 The Close"})), "address line");
  EXPECT_EQ(told(guess_of("c12", {"a", "a", "a"})), "nothing");
  EXPECT_EQ(told(guess_of("c13", {"", "", " "})), "nothing");
  EXPECT_EQ(told(guess_of("c14", {"N/A", "unknown"})), "nothing");
  EXPECT_EQ(told(guess_of("c15", {"9", "4", "8", "7", "1", "2", "5", "3", "6", "10"})), "row_id");
  EXPECT_EQ(told(guess_of("c16", {"AB-1", "AB-2", "AB-3"})), "row_id");
}

TEST(Guesses, ValuesAgainstTheHeader) {
  const ColumnGuess dates = guess_of("date", {"Smith", "Jones", "Brown"});
  EXPECT_EQ(told(dates), "family name");
  EXPECT_EQ(reasons(dates),
            "The header says \"date\", but only 0 % of the values can be read as a date. "
            "100 % of the values are common family names. ");
  EXPECT_EQ(told(guess_of("nhs_number", {"12345", "23456", "34567", "12345"})), "number");
  EXPECT_EQ(told(guess_of("name", {"Acme Ltd", "Smith & Co", "The Crown Inn"})), "organisation");
  EXPECT_EQ(told(guess_of("name", {"John Smith", "Mary Jones", "Wu Li"})), "full name");
  EXPECT_EQ(told(guess_of("name", {"fenix", "art's delicatessen", "hotel bel air", "cafe bizou"})),
            "organisation");
  EXPECT_EQ(told(guess_of("id", {"A1", "A1", "B2"})), "identifier");
  EXPECT_EQ(told(guess_of("email", {"ann@x.org", "bob@y.org"})), "email address");  // unique, and yet a field
}

/// The columns of other well-known linkage files, with made-up values of their form.
TEST(Guesses, OtherFiles) {
  using Cells = std::vector<std::string_view>;
  const std::vector<std::tuple<const char*, Cells, const char*>> columns = {
      {"fname_c1", {"KLAUS", "GERD", "CARSTEN"}, "given name"},
      {"lname_c1", {"MUELLER", "BAUER", "BAUER"}, "family name"},
      {"by", {"1949", "1968", "1930", "1968"}, "number"},
      {"bd", {"22", "27", "30", "22"}, "number"},
      {"name", {"fenix at the argyle", "chez panisse", "hotel bel-air", "art's deli"}, "organisation"},
      {"addr", {"8358 sunset blvd.", "701 stone canyon rd.", "12224 ventura blvd."}, "address line"},
      {"phone", {"213/848-6677", "310/472-1211", "818/762-1221"}, "telephone number"},
      {"type", {"french", "californian", "delis"}, "free text"},
      {"transaction_date", {"2022-03-28", "2022-02-14", "2022-02-14"}, "date"},
      {"amount", {"36.66", "8118.38", "-2.5"}, "amount of money"},
      {"memo", {"MATTHIAS C paym", "M CORVINUS dona", "Payment"}, "free text"},
      {"ground_truth", {"1", "2", "3"}, "truth"},
      {"company_number", {"01234567", "SC123456", "09876543"}, "identifier"},
      {"iban", {"GB33BUKB20201555555555", "GB94BARC10201530093459"}, "identifier"},
      {"ssn", {"078-05-1120", "219-09-9999"}, "identifier"},
      {"zip_code", {"02134", "90210", "10001-1234"}, "postcode"},
      {"registered_name", {"Acme Ltd", "Zenith plc"}, "organisation"},
      {"account", {"12345678", "87654321", "12345678"}, "identifier"},
      {"counterparty", {"Acme Ltd", "Zenith plc", "Northern Gas Limited"}, "organisation"}};
  for (const auto& [header, cells, wanted] : columns) {
    const ColumnGuess guess = guess_of(header, cells);
    EXPECT_EQ(told(guess), wanted) << header << ": " << reasons(guess);
  }
}

TEST(Guesses, TheAnswerIsSetAside) {
  std::vector<std::string_view> values = {"1", "2"};
  EXPECT_EQ(guess_kind({"surname", values, 2, 2, 2, true}).role, ColumnRole::truth);
  EXPECT_EQ(guess_kind({"ground_truth", values, 2, 2, 2}).role, ColumnRole::truth);
}

// Published linkage files, outside the repository.

std::string folder() {
  const char* shared = std::getenv("OUTTURN_SHARED");
  return (shared != nullptr ? shared : std::string(OUTTURN_SOURCE_DIR) + "/../shared") + "/data/linkage/";
}

std::optional<std::string> text_of(const std::string& file) {
  const std::string command = "gzip -cdfq '" + folder() + file + "' 2>/dev/null";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string text;
  std::vector<char> part(1 << 16);
  while (const std::size_t read = std::fread(part.data(), 1, part.size(), pipe.get()))
    text.append(part.data(), read);
  return text.empty() ? std::nullopt : std::optional(text);
}

struct Columns {
  std::vector<std::string> headers;
  std::vector<std::vector<std::string>> cells;
};

Columns columns_of(const std::string& text) {
  Columns columns;
  tables::RecordReader reader(text);
  tables::Record record;
  while (reader.next(record)) {
    if (columns.headers.empty()) {
      for (const tables::Cell& cell : record.cells) columns.headers.emplace_back(cell.text);
      columns.cells.resize(columns.headers.size());
    } else if (record.cells.size() == columns.headers.size()) {
      for (std::size_t i = 0; i < record.cells.size(); ++i)
        columns.cells[i].emplace_back(record.cells[i].text);
    }
  }
  return columns;
}

using Expected = std::map<std::string, std::string>;

void expect_guesses(const std::string& file, const Expected& expected) {
  const std::optional<std::string> text = text_of(file);
  if (!text)
    GTEST_SKIP() << "NOT TESTED: no file " << folder() + file << "; set OUTTURN_SHARED to the folder "
                 << "that holds data/linkage/";
  const Columns columns = columns_of(*text);
  std::size_t found = 0;
  for (std::size_t i = 0; i < columns.headers.size(); ++i) {
    const std::string name = columns.headers[i].substr(columns.headers[i].find_first_not_of(' '));
    const std::vector<std::string_view> cells(columns.cells[i].begin(), columns.cells[i].end());
    for (const bool with_header : {true, false}) {
      const ColumnGuess guess = guess_of(with_header ? name : "column", cells);
      if (with_header) {
        const auto wanted = expected.find(name);
        ASSERT_TRUE(wanted != expected.end()) << file << ": " << name;
        EXPECT_EQ(told(guess), wanted->second) << file << ": " << name << ": " << reasons(guess);
        ++found;
      } else if (std::getenv("OUTTURN_SHOW_GUESSES") != nullptr) {
        std::printf("%-24s %-20s %-20s %s\n", file.c_str(), name.c_str(), told(guess).c_str(),
                    reasons(guess).c_str());
      }
    }
  }
  EXPECT_EQ(found, expected.size()) << file;
}

const Expected febrl = {{"rec_id", "row_id"},
                        {"given_name", "given name"},
                        {"surname", "family name"},
                        {"street_number", "address line"},
                        {"address_1", "address line"},
                        {"address_2", "address line"},
                        {"suburb", "place"},
                        {"postcode", "postcode"},
                        {"state", "place"},
                        {"date_of_birth", "date"},
                        {"soc_sec_id", "identifier"}};

TEST(GuessesOfFiles, Fake1000) {
  expect_guesses("fake_1000/fake_1000.csv", {{"unique_id", "row_id"},
                                             {"first_name", "given name"},
                                             {"surname", "family name"},
                                             {"dob", "date"},
                                             {"city", "place"},
                                             {"email", "email address"},
                                             {"cluster", "truth"}});
}

TEST(GuessesOfFiles, Febrl) {
  expect_guesses("febrl/dataset3.csv", febrl);
  expect_guesses("febrl/dataset4a.csv", febrl);
  expect_guesses("febrl/dataset4b.csv", febrl);
}

TEST(GuessesOfFiles, Clkhash) {
  Expected expected = febrl;
  expected["age"] = "number";
  expected["phone_number"] = "telephone number";
  expected["blocking_number"] = "number";
  expect_guesses("clkhash_dirty/dirty_1000_50_1.csv", expected);
}

TEST(GuessesOfFiles, Historical) {
  expect_guesses("historical_50k/historical_50k.csv.gz", {{"unique_id", "row_id"},
                                                          {"cluster", "truth"},
                                                          {"full_name", "full name"},
                                                          {"first_and_surname", "full name"},
                                                          {"first_name", "given name"},
                                                          {"surname", "family name"},
                                                          {"dob", "date"},
                                                          {"birth_place", "place"},
                                                          {"postcode_fake", "postcode"},
                                                          {"gender", "sex"},
                                                          {"occupation", "free text"}});
}

TEST(GuessesOfFiles, Synthetic) {
  expect_guesses("synth_100k/synth_100k.csv.gz", {{"rec_id", "row_id"},
                                                  {"source_dataset", "source"},
                                                  {"cluster", "truth"},
                                                  {"first_name", "given name"},
                                                  {"surname", "family name"},
                                                  {"dob", "date"},
                                                  {"postcode", "postcode"},
                                                  {"nino", "National Insurance number"},
                                                  {"email", "email address"},
                                                  {"gender", "sex"}});
}

}  // namespace
}  // namespace outturn::linkage
