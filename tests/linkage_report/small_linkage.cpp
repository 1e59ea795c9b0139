#include "tests/linkage_report/small_linkage.h"

#include <array>

#include <fmt/format.h>

namespace outturn::test {
namespace {

using namespace std::string_literals;
using linkage::Condition;
using linkage::Level;

Level level(Condition::Kind kind, const std::string& column, double bound, double m, double u,
            const std::string& label) {
  Level out;
  out.when.kind = kind;
  out.when.left = out.when.right = linkage::column_reading(column);
  out.when.bound = bound;
  out.label = label;
  out.m = m;
  out.u = u;
  return out;
}

Level missing_level(const std::string& column) {
  Level out = level(Condition::Kind::any, column, 0, 1, 1, column + " is NULL");
  out.m = out.u = std::nullopt;
  out.is_missing = true;
  Condition left;
  left.kind = Condition::Kind::left_missing;
  left.left = left.right = linkage::column_reading(column);
  Condition right = left;
  right.kind = Condition::Kind::right_missing;
  out.when.of = {left, right};
  return out;
}

linkage::Comparison comparison(const std::string& column, bool by_spelling) {
  linkage::Comparison out;
  out.name = column;
  out.levels.push_back(missing_level(column));
  out.levels.push_back(level(Condition::Kind::same, column, 0, by_spelling ? 0.8 : 0.9, 0.02, "Exact match"));
  if (by_spelling) {
    out.levels.back().frequency_of = column;
    out.levels.push_back(level(Condition::Kind::jaro_winkler, column, 0.9, 0.12, 0.01, "Alike"));
  }
  out.levels.push_back(level(Condition::Kind::always, column, 0, by_spelling ? 0.08 : 0.1,
                             by_spelling ? 0.97 : 0.98, "All other"));
  return out;
}

linkage::Model model() {
  linkage::Model out;
  out.type = linkage::LinkType::link_and_dedupe;
  out.prior = 0.01;
  out.comparisons = {comparison("given_name", true), comparison("family_name", true),
                     comparison("born_on", false), comparison("street", false)};
  for (const std::string& column : {"family_name"s, "born_on"s}) {
    linkage::BlockingRule rule;
    rule.keys.push_back({linkage::column_reading(column), linkage::column_reading(column)});
    rule.written = fmt::format("l.{0} = r.{0}", column);
    out.rules.push_back(rule);
  }
  return out;
}

struct Made {
  std::string given;
  std::string family;
  std::string born;
  std::string street;
};

/// The same person as often as not with another letter in the name, and sometimes without a date.
Made written_down(std::size_t person, std::size_t time) {
  static const std::array<std::string, 8> given{"Qabira", "Qeloth", "Quzzim", "Qoravel",
                                                "Qynthe", "Qiddal", "Qaswen", "Qommer"};
  static const std::array<std::string, 10> family{"Zarnok",  "Zebling", "Zottrem", "Zuvvane", "Zilfey",
                                                  "Zyghorn", "Zapperl", "Zenquil", "Zodlam",  "Zurrick"};
  Made made{given[(person * 3 + person / 8) % given.size()], family[person % family.size()],
            fmt::format("19{:02}-{:02}-{:02}", 30 + person, 1 + person % 12, 1 + (person * 7) % 28),
            fmt::format("{} Xwillow Way", 1 + person)};
  if ((person + time) % 5 == 1) made.given += "x";
  if ((person + 2 * time) % 9 == 4) made.family = family[(person + 3) % family.size()];
  if ((person + time) % 7 == 3) made.born.clear();
  if ((person + time) % 6 == 5) made.street = fmt::format("{} Xmarsh End", 1 + person / 2);
  return made;
}

linkage::Records made_records() {
  linkage::RecordsBuilder builder({"given_name", "family_name", "born_on", "street", "truth"});
  const std::array<std::string, 3> datasets{"Harbour Trust", "Mill & Moor", "North <Gate>"};
  for (std::size_t d = 0; d < datasets.size(); ++d) {
    builder.begin_dataset(datasets[d]);
    for (std::size_t person = 0; person < 40; ++person) {
      if ((person + d) % 3 == 2) continue;
      const Made made = written_down(person, d);
      const std::string id = fmt::format("{}{:03}", "hmn"[d], person);
      const std::string truth = fmt::format("person{}", person);
      builder.add(id, {made.given, made.family, made.born, made.street, truth});
      if (person % 10 == 0) {
        const Made again = written_down(person, d + 3);
        builder.add(id + "b", {again.given, again.family, again.born, again.street, truth});
      }
    }
  }
  std::vector<linkage::RepeatedId> repeated;
  return builder.finish(repeated);
}

}  // namespace

SmallLinkage::SmallLinkage() : records(made_records()) {
  linking = std::make_unique<linkage::Linking>(model(), records, run_in_turn, linkage::LinkingOptions{});
  linking->link();
  truth = std::make_unique<linkage::TruthSet>(records, records.column("truth")->codes, false);
}

std::string SmallLinkage::page(bool show_identities, bool with_truth) const {
  return linkage_page::linkage_report(*linking, facts(show_identities, with_truth));
}

linkage_page::ReportFacts SmallLinkage::facts(bool show_identities, bool with_truth) const {
  linkage_page::ReportFacts facts;
  facts.title = "Four members & <one> town";
  facts.engine_version = "test";
  facts.seed = 7;
  facts.show_identities = show_identities;
  if (with_truth) facts.truth = linkage_page::truth_figures(*linking, *truth);
  return facts;
}

}  // namespace outturn::test
