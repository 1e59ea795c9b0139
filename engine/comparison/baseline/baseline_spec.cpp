#include "engine/comparison/baseline/baseline_spec.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "engine/base/statement_lines.h"

namespace outturn::comparison {
namespace {

class SpecReader : StatementLines {
 public:
  SpecReader(const SourceFile& source, Problems& problems)
      : StatementLines(source, "BS1", problems), problems_(problems) {
    spec_.file = source.name();
  }

  std::optional<BaselineSpec> read() {
    while (next()) statement();
    if (!problems_.has_errors()) whole();
    if (problems_.has_errors()) return std::nullopt;
    return std::move(spec_);
  }

 private:
  struct Statement {
    std::string_view word;
    void (SpecReader::*read)();
  };
  static const std::array<Statement, 27>& statements();

  void statement() {
    for (const Statement& one : statements()) {
      if (!take(one.word)) continue;
      (this->*one.read)();
      return end();
    }
    std::vector<std::string> known;
    for (const Statement& one : statements()) known.emplace_back(one.word);
    no_statement(known);
  }

  void named() { spec_.name = name("the baseline"); }
  void people() { spec_.people = name("the file of people"); }
  void earlier() { spec_.earlier = name("the file of people who came before"); }
  void id() { spec_.id = name("the column of ids"); }
  void observed() { spec_.observed = name("the column of the outcome"); }
  void history() { spec_.history = name("the file of codes"); }
  void publisher() { spec_.publisher = rest(); }
  void title() { spec_.title = rest(); }
  void licence() { spec_.licence = rest(); }
  void address() { spec_.address = rest(); }
  void retrieved() { spec_.retrieved = name("the day"); }
  void starts() { spec_.starts = rest(); }
  void base() { spec_.base = rest(); }
  void treated() { spec_.treated = names("an area"); }
  void match() { spec_.match = pairs("a column of the people"); }
  void where() {
    for (FieldPair& one : pairs("a text")) spec_.where.push_back(std::move(one));
  }

  void method() {
    const std::string words = rest();
    spec_.method = method_called(words);
    if (spec_.method != BaselineMethod::none) return;
    fail_at(1, fmt::format("\"{}\" is no way to a baseline", words), {},
            {fmt::format("Write one of: {}.", fmt::join(method_list(), ", "))});
  }

  void published() { take_file(false); }
  void standard() { take_file(true); }

  /// rates.csv as declared rates.txt; rates.csv as fingertips
  void take_file(bool standard) {
    PublishedWanted wanted;
    wanted.standard = standard;
    wanted.file = name("the published file");
    if (take("as")) {
      if (take("declared"))
        wanted.declaration = name("the file of its declaration");
      else
        wanted.format = name("its format");
    }
    spec_.published.push_back(std::move(wanted));
  }

  /// value per 100; numerator over denominator
  void rate() {
    if (!take("from")) return fail("\"rate\" is followed by \"from\"", {}, {rate_example});
    spec_.rate_said = true;
    if (take("value")) {
      if (take("per")) spec_.rate.per = static_cast<double>(number("how many people the value is for", 1));
    } else if (take("numerator")) {
      if (!take("over") || !take("denominator")) return fail("this is no way to a rate", {}, {rate_example});
      spec_.rate.from_counts = true;
    } else {
      fail("a rate comes from the value, or from numerator and denominator", {}, {rate_example});
    }
  }

  /// score from column; score measure "..."
  void score() {
    if (take("measure")) {
      spec_.score_measure = name("the measure of scores");
    } else {
      spec_.score = name("the column of scores");
    }
  }
  void measures() {
    if (take("rate")) {
      spec_.rate_measure = name("the measure of rates");
    } else if (take("score")) {
      spec_.score_measure = name("the measure of scores");
    } else if (take("people")) {
      spec_.people_measure = name("the measure of people");
    } else {
      fail("\"measure\" is followed by \"rate\", \"score\" or \"people\" and its name");
    }
  }

  void lag() { spec_.lag = number("the lag", 0); }
  void decimals() {
    spec_.decimals = static_cast<int>(number("the number of decimal places", 0));
    if (spec_.decimals > 6) fail_at(1, "a figure has 6 decimal places at most");
  }

  void least() {
    if (!take("least")) return fail("\"at\" is followed by \"least\"");
    spec_.least_people = number("a number of people", 1);
    if (!take("people")) fail("write it like: at least 60 people");
  }

  void each() {
    if (!take("person")) return fail("\"each\" is followed by \"person\"");
    spec_.each_person = true;
  }

  void interval() {
    if (number("the interval", 1) != 95)
      fail_at(1, "intervals are of 95 %", {"The sheets of a contract show intervals of 95 %."});
  }

  std::vector<FieldPair> pairs(const std::string& of_what) {
    std::vector<FieldPair> out;
    do {
      FieldPair one;
      one.span = place();
      one.field = name("a field of the published table");
      if (!take("=")) {
        fail("\"=\" and " + of_what + " are expected here", {}, {"Leave a space on either side of \"=\"."});
        return out;
      }
      one.with = name(of_what);
      out.push_back(std::move(one));
    } while (take(","));
    return out;
  }

  /// The rest of the line, a space between the words.
  std::string rest() {
    std::string out;
    while (more()) {
      const bool joins = is(",") || is(":");
      const std::string text = word();
      out += (out.empty() || joins ? "" : " ") + text;
    }
    return out;
  }

  std::size_t number(const std::string& what, std::size_t least) {
    std::string text = word();
    text.erase(std::remove(text.begin(), text.end(), '_'), text.end());
    std::size_t value = 0;
    const auto [last, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code == std::errc() && last == text.data() + text.size() && value >= least && value <= 1'000'000'000)
      return value;
    fail(fmt::format("{} is a whole number, {} at least, written like 100000", what, least));
    return std::max<std::size_t>(least, 1);
  }

  void whole() {
    if (spec_.name.empty())
      lacking("the baseline has no name", "Add a line with the contract's name for it: baseline expected");
    if (spec_.method == BaselineMethod::none)
      return lacking("it is not said how the baseline is made", "Add a line such as: method expected rates");
    if (has_people(spec_.method)) {
      if (spec_.people.empty())
        lacking("no file of people is named", "Add a line such as: people cohort.csv");
      if (spec_.observed.empty())
        lacking("no outcome is named", "Add a line with its column: observed reoffended");
    }
    if (spec_.earlier.empty() && spec_.published.empty())
      lacking("no published file is named", "Add a line such as: published rates.csv as declared rates.txt");
    of_method();
  }

  void of_method() {
    const BaselineMethod m = spec_.method;
    const auto wants = [&](bool there, const char* what, const char* mend) {
      if (!there) lacking(fmt::format("the method \"{}\" wants {}", words_of(m), what), mend);
    };
    const bool stratified = m == BaselineMethod::expected_rates || m == BaselineMethod::directly_standardised;
    if (stratified)
      wants(!spec_.match.empty(), "to know which published group each person belongs to",
            "Add a line such as: match sex = sex, age = age_band");
    if (m == BaselineMethod::trend || m == BaselineMethod::difference_in_differences)
      wants(!spec_.starts.empty(), "the first period of the programme", "Add a line such as: starts 2014 Q1");
    if (m == BaselineMethod::difference_in_differences)
      wants(!spec_.treated.empty(), "the areas that had the programme",
            "Add a line such as: treated E06000001, E06000002");
    if (m == BaselineMethod::case_mix_adjusted) {
      wants(!spec_.score.empty(), "each person's predicted chance in percent",
            "Add a line with its column: score ogrs4");
      wants(!spec_.rate_measure.empty() && !spec_.score_measure.empty() && !spec_.people_measure.empty(),
            "the published rate, mean score and size of the base",
            "Add lines: measure rate \"...\", measure score \"...\", measure people \"...\"");
    }
    const auto standards = std::count_if(spec_.published.begin(), spec_.published.end(),
                                         [](const PublishedWanted& one) { return one.standard; });
    if (m == BaselineMethod::directly_standardised)
      wants(standards > 0, "a standard population",
            "Add a line such as: standard esp.csv as declared esp.txt");
    if (spec_.each_person && m != BaselineMethod::expected_rates)
      lacking("only expected rates differ from person to person",
              "Take the line \"each person\" out, or use the method expected rates.");
  }

  static constexpr const char* rate_example =
      "Write: rate from value per 100, or: rate from numerator over denominator";

  Problems& problems_;
  BaselineSpec spec_;
};

const std::array<SpecReader::Statement, 27>& SpecReader::statements() {
  using S = SpecReader;
  static const std::array<Statement, 27> all{{
      {"baseline", &S::named},
      {"method", &S::method},
      {"people", &S::people},
      {"earlier", &S::earlier},
      {"id", &S::id},
      {"observed", &S::observed},
      {"published", &S::published},
      {"standard", &S::standard},
      {"publisher", &S::publisher},
      {"title", &S::title},
      {"licence", &S::licence},
      {"address", &S::address},
      {"retrieved", &S::retrieved},
      {"match", &S::match},
      {"where", &S::where},
      {"rate", &S::rate},
      {"score", &S::score},
      {"measure", &S::measures},
      {"base", &S::base},
      {"starts", &S::starts},
      {"treated", &S::treated},
      {"lag", &S::lag},
      {"at", &S::least},
      {"each", &S::each},
      {"interval", &S::interval},
      {"decimals", &S::decimals},
      {"history", &S::history},
  }};
  return all;
}

}  // namespace

std::optional<BaselineSpec> read_baseline_spec(const SourceFile& source, Problems& problems) {
  return SpecReader(source, problems).read();
}

}  // namespace outturn::comparison
