#include "engine/comparison/spec/spec.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "engine/base/statement_lines.h"
#include "engine/comparison/spec/way.h"

namespace outturn::comparison {
namespace {

class SpecReader : StatementLines {
 public:
  SpecReader(const SourceFile& source, Problems& problems)
      : StatementLines(source, "CS1", problems), source_(source), problems_(problems) {}

  std::optional<ComparisonSpec> read() {
    const std::size_t before = problems_.count(Severity::error);
    while (next()) statement();
    complete();
    together();
    if (problems_.count(Severity::error) > before) return std::nullopt;
    spec_.asked.terms = spec_.covariates;
    return std::move(spec_);
  }

 private:
  struct Form {
    const char* word;
    const char* like;
    void (SpecReader::*read)();
  };
  static const std::vector<Form>& forms();

  void statement() {
    std::vector<std::string> known;
    for (const Form& form : forms()) {
      known.emplace_back(form.word);
      const Span place = first();
      if (!take(form.word)) continue;
      written_like(form.like);
      if (const auto [before, fresh] = places_.emplace(form.word, place); !fresh)
        return fail_at(0, fmt::format("\"{}\" is said twice", form.word),
                       {fmt::format("Line {} says it already, and only one of the two could be meant.",
                                    before->second.line)},
                       {fmt::format("Keep one of them, like: {}", form.like)});
      (this->*form.read)();
      return end();
    }
    no_statement(known);
  }

  void comparison() { spec_.name = contract_name("the comparison"); }
  void treated() { spec_.treated = name("the column that says who took part"); }
  void id() { spec_.id = name("the column of ids"); }
  void known() {
    if (!take("before")) return fail("\"known\" is followed by \"before\" and the columns");
    spec_.covariates = columns();
  }
  void exact() {
    if (!take("on")) return fail("\"exact\" is followed by \"on\" and the columns");
    spec_.exact = columns();
  }
  void outcome() {
    do {
      const std::size_t count = problems_.list().size();
      std::string one = contract_name("a column");
      if (problems_.list().size() > count) return;
      add(spec_.outcomes, std::move(one));
    } while (take(","));
  }
  void decimals() {
    spec_.decimals = static_cast<int>(whole("the number of decimal places", 0, 6).value_or(0));
  }

  std::vector<std::string> columns() {
    std::vector<std::string> out;
    do {
      std::string one = name("a column");
      if (one.empty()) return out;
      add(out, std::move(one));
    } while (take(","));
    return out;
  }

  void add(std::vector<std::string>& list, std::string one) {
    if (std::find(list.begin(), list.end(), one) != list.end())
      return fail_last("\"" + one + "\" is named twice", {}, {"Name it once."});
    list.push_back(std::move(one));
  }

  /// A name that becomes a contract's own: of the comparison, or the beginning of its columns.
  std::string contract_name(const std::string& of_what) {
    std::string out = name(of_what);
    if (out.empty() || is_contract_name(out)) return out;
    fail_last("a contract can't say the name \"" + out + "\"",
              {"The contract reads the figures by it: a letter, then letters, digits and single _, no more "
               "than 45 in all."},
              {of_what == "the comparison"
                   ? "Choose such a name, like similar_people."
                   : "Call the column so in the file of people too, like reoffended_within_a_year."});
    return {};
  }

  static bool is_contract_name(const std::string& text) {
    constexpr std::size_t longest = 45;  // a contract's own is 60, and _comparison stands behind an outcome
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto fits = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
    return letter(text.front()) && std::all_of(text.begin(), text.end(), fits) && text.back() != '_' &&
           text.find("__") == std::string::npos && text.size() <= longest;
  }

  /// nearest, 2 to 1, on the logit, with replacement
  void match() {
    Matching& m = spec_.asked.matching;
    const Way* found = nullptr;  // a way may have been set already, by a line that weights
    for (const Way& way : ways())
      if (way.method && is(way.word)) found = &way;
    if (found == nullptr)
      return fail("this is no way of matching", {}, {"Write one of: " + words_of_ways() + "."});
    way_ = found;
    (void)word();
    if (way_->method == Method::subclassification) written_like("match subclasses 6");
    m.method = *way_->method;
    m.order = way_->order;
    if (m.method == Method::subclassification && more() && !is(","))
      m.subclasses = static_cast<int>(whole("the number of subclasses", 2, 1000).value_or(2));
    while (take(",")) part(m);
  }

  void part(Matching& m) {
    if (take("on")) {
      (void)take("the");
      if (!is("score") && !is("logit")) return fail("people are matched on the score or on the logit");
      if (!asks(Part::distance)) return;
      m.distance = word() == "logit" ? Distance::logit : Distance::score;
    } else if (take("with")) {
      if (!is("replacement")) return fail("\"with\" is followed by \"replacement\"");
      if (!asks(Part::replacement)) return;
      m.replace = take("replacement");
    } else {
      if (!asks(Part::ratio)) return;
      m.ratio = static_cast<std::uint32_t>(whole("how many to one", 1, 1000).value_or(1));
      if (more() && (!take("to") || !take("1"))) fail("so many are matched to 1");
    }
  }

  void weight() {
    (void)take("by");
    if (!is("propensity") && !is("entropy"))
      return fail("people are weighted by propensity or by entropy", {},
                  {"Write: weight by propensity, or: weight entropy"});
    way_ = &weighting(is("entropy"));
    spec_.asked.approach = is("entropy") ? Approach::entropy_weights : Approach::probability_weights;
    (void)word();
  }

  void caliper() {
    Matching& m = spec_.asked.matching;
    m.caliper = number("the caliper");
    if (m.caliper && is(",")) return fail("decimals stand behind a point");
    if (m.caliper && *m.caliper <= 0) return fail_last("a caliper is more than 0");
    m.caliper_in_sd = take("SD");
  }

  void order() {
    if (take("largest")) {
      said_order_ = Order::largest;
    } else if (take("smallest")) {
      said_order_ = Order::smallest;
    } else if (take("as") && take("listed")) {
      said_order_ = Order::as_listed;
    } else {
      return fail("the order is largest first, smallest first or as listed");
    }
    (void)take("first");
  }

  void ties() {
    if (take("by") && take("id")) {
      spec_.asked.matching.ties = Ties::by_id;
    } else if (take("like")) {
      if (!take("matchit-4.7.2")) return fail("only the ties of matchit-4.7.2 are known");
      spec_.asked.matching.ties = Ties::like_matchit_4_7_2;
    } else {
      fail("ties are settled by id, or like matchit-4.7.2");
    }
  }

  void estimand() {
    if (take("everyone")) {
      spec_.asked.matching.estimand = Estimand::everyone;
    } else if (!take("treated")) {
      fail("the effect is estimated on the treated or on everyone");
    }
  }

  void least() {
    if (!take("least")) return fail("\"at\" is followed by \"least\"");
    do {
      const auto count = whole("a number of people", 1, 1'000'000'000);
      if (!count) return;
      if (take("people")) {
        spec_.asked.limits.submitted = *count;
      } else if (take("matched")) {
        spec_.asked.limits.matched = *count;
      } else if (more()) {
        return fail("the number is of people, or of people matched");
      } else {
        return fail_last("it is not said of whom");
      }
    } while (take(","));
  }

  std::optional<std::size_t> whole(const std::string& what, std::size_t least, std::size_t most) {
    const std::string text = word();
    std::size_t value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code == std::errc() && end == text.data() + text.size() && value >= least && value <= most)
      return value;
    fail_last(fmt::format("{} is a whole number from {} to {}", what, least, most));
    return std::nullopt;
  }

  /// A decimal of digits and one point: what a person writes, whatever the locale.
  std::optional<double> number(const std::string& what) {
    const std::string text = word();
    std::int64_t digits = 0;
    int places = -1;
    for (const char c : text) {
      if (c == '.' && places < 0) {
        places = 0;
      } else if (c >= '0' && c <= '9' && digits < 100'000'000'000'000) {
        digits = digits * 10 + (c - '0');
        if (places >= 0) ++places;
      } else {
        places = -2;
        break;
      }
    }
    const bool sound = places != -2 && places <= 15 && text.find_first_of("0123456789") != std::string::npos;
    if (sound) return static_cast<double>(digits) / std::pow(10.0, std::max(places, 0));
    fail_last(what + " is a number, like 0.2");
    return std::nullopt;
  }

  void complete() {
    const auto lacks = [&](const char* word) { return !places_.contains(word); };
    if (lacks("comparison"))
      lacking("the comparison has no name",
              "Add a line with the contract's name for it: comparison similar_people");
    if (lacks("treated"))
      lacking("it is not said who took part", "Add a line with the column that says so: treated took_part");
    if (lacks("known"))
      lacking("nothing is known of the people", "Add a line such as: known before age, sex");
    if (lacks("outcome")) lacking("no outcome is named", "Add a line such as: outcome reoffended");
    if (lacks("match") && lacks("weight"))
      lacking("it is not said how people are made comparable",
              "Add a line such as: match nearest, 1 to 1, on the logit");
  }

  /// The next word asks for this; false where one has before.
  bool asks(Part part) {
    if (!asked_.contains(part)) return asked_.emplace(part, place()).second;
    fail(fmt::format("the {} is said twice", words(part)), {}, {"Say it once."});
    return false;
  }

  void tell(Span span, std::string what, std::vector<std::string> why, std::string mend) {
    problems_.add(
        problem_at("CS1", source_.name(), span, std::move(what), std::move(why), {std::move(mend)}));
  }

  /// What is agreed must mean something: a line that the way does not look at would be a promise unkept.
  void together() {
    if (places_.contains("match") && places_.contains("weight"))
      return tell(places_["weight"], "people are matched or weighted, not both", {},
                  "Keep one of the two lines.");
    if (way_ == nullptr) return;
    for (const auto& [word, part] :
         {std::pair{"caliper", Part::caliper}, {"exact", Part::exact}, {"order", Part::order}})
      if (const auto found = places_.find(word); found != places_.end()) asked_.emplace(part, found->second);
    if (spec_.asked.matching.estimand == Estimand::everyone) asked_[Part::everyone] = places_["estimand"];
    for (const auto& [part, span] : asked_)
      if (!way_->knows(part))
        tell(span, fmt::format("\"{}\" knows no {}", way_->word, words(part)),
             {"It would be agreed, and nobody would do it."}, "Take it out, or choose another way.");
    if (spec_.asked.matching.replace && asked_.contains(Part::order))
      tell(asked_[Part::order], "with replacement nobody chooses before another",
           {"Everyone may have the nearest, whoever else has them."}, "Take the order out.");
    if (way_->method == Method::radius && !places_.contains("caliper"))
      tell(places_["match"], "a radius needs a caliper, which says how wide it is", {},
           "Add a line such as: caliper 0.2 SD");
    if (said_order_) spec_.asked.matching.order = said_order_;
  }

  const SourceFile& source_;
  Problems& problems_;
  ComparisonSpec spec_;
  std::map<std::string, Span> places_;  ///< of statements, by their first word
  std::map<Part, Span> asked_;          ///< what is asked of the way
  const Way* way_ = nullptr;
  std::optional<Order> said_order_;
};

const std::vector<SpecReader::Form>& SpecReader::forms() {
  using R = SpecReader;
  static const std::vector<Form> all{{"comparison", "comparison similar_people", &R::comparison},
                                     {"treated", "treated took_part", &R::treated},
                                     {"id", "id person", &R::id},
                                     {"known", "known before age, I(age^2), sex", &R::known},
                                     {"match", "match nearest, 2 to 1, on the logit", &R::match},
                                     {"weight", "weight by propensity", &R::weight},
                                     {"caliper", "caliper 0.2 SD", &R::caliper},
                                     {"exact", "exact on region, sex", &R::exact},
                                     {"order", "order largest first", &R::order},
                                     {"ties", "ties by id", &R::ties},
                                     {"estimand", "estimand treated", &R::estimand},
                                     {"outcome", "outcome reoffended", &R::outcome},
                                     {"at", "at least 60 people, 30 matched", &R::least},
                                     {"decimals", "decimals 2", &R::decimals}};
  return all;
}

}  // namespace

std::optional<ComparisonSpec> read_comparison_spec(const SourceFile& source, Problems& problems) {
  return SpecReader(source, problems).read();
}

}  // namespace outturn::comparison
