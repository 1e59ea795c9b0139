#include "contracts/parse/savings_draws.h"

#include <algorithm>
#include <array>

#include "contracts/parse/drawn_figure.h"
#include "contracts/parse/savings_figures.h"
#include "contracts/parse/savings_payers.h"
#include "engine/simulation/draws/copula.h"

namespace outturn::language {
namespace {

using Q = Quantity;

constexpr std::int64_t fewest_draws = 1'000;
constexpr std::int64_t most_draws = 1'000'000;
constexpr int finest = 6;  ///< decimal places of a drawn figure, as a person counts them

constexpr const char* draw_example = "draw impact pert 25% to 45%, likely 35%";
constexpr const char* correlate_example = "correlate engagement with retention 0.5";
constexpr const char* simulate_example = "simulate 10000 draws, seed 20250401";

using Takes = ShapeForm::Takes;

std::vector<std::string> shape_words() {
  std::vector<std::string> out;
  for (const ShapeForm& one : shape_forms()) out.emplace_back(one.word);
  return out;
}

/// "£51080.00" -> "£51,080.00"
std::string as_read(const SavingsAmount& amount) {
  std::string out = amount.text;
  const std::size_t first = out.find_first_of("0123456789");
  const std::size_t end = std::min(out.size(), out.find_first_not_of("0123456789", first));
  if (first == std::string::npos) return out;
  for (std::size_t at = end; at > first + 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

/// The figures of one draw, in the order that SavingsDraw has them.
class DrawReader {
 public:
  DrawReader(TokenCursor& c, SavingsDrawLine& line) : c_(c), line_(line), wanted_(quantity_named(line.of)) {}

  /// False where one of them was told to be wrong.
  bool read(Takes takes) {
    line_.words = line_.shape;
    if (takes == Takes::mean_and_sd) return figure(" ") && mark() && word(", SD", "SD") && figure(" ");
    if (takes != Takes::choices)
      return figure(" ") && word(" to", "to") && figure(" ") && (takes == Takes::ends || likely());
    do {
      if (!figure(line_.figures.empty() ? " " : ", ") || !word(" at", "at") || !figure(" ", Q::percent))
        return false;
    } while (c_.take_mark(","));
    return true;
  }

 private:
  bool figure(const char* before) { return figure(before, wanted_); }
  bool figure(const char* before, Q wanted) {
    auto one = savings_amount(c_, wanted, draw_example);
    if (!one) return false;
    line_.words += before + as_read(*one);
    line_.figures.push_back(std::move(*one));
    return true;
  }
  bool word(const char* written, const char* needed) {
    line_.words += written;
    return take_needed(c_, needed, draw_example);
  }
  bool mark() {
    if (c_.take_mark(",")) return true;
    c_.problem("S20", c_.place(), "a comma is missing here", {},
               {std::string("Write it like: ") + draw_example + "."});
    return false;
  }
  bool likely() { return mark() && word(", likely", "likely") && figure(" "); }

  TokenCursor& c_;
  SavingsDrawLine& line_;
  Q wanted_;
};

/// Measures that are simulated, without the name of the savings: those that a number says whatever is drawn.
/// Payback is a moment that may never come.
std::vector<std::string> drawn_measures(const SavingsCase& savings) {
  std::vector<std::string> out{"npsv", "bcr", "net_return", "return_ratio", "cashable_ratio"};
  for (const std::string& agency : position_agencies(savings))
    out.push_back(savings_name(agency) + "_net_position");
  return out;
}

bool is_ratio(const std::string& measure) { return measure == "bcr" || measure.ends_with("_ratio"); }

SavingsDraw kept(const SavingsCase& savings, const SavingsDrawLine& line) {
  SavingsDraw out;
  out.parameter = savings.name + "_" + line.of;
  out.shape = line.shape;
  for (const SavingsAmount& one : line.figures) out.figures.push_back(one.value);
  out.words = line.words;
  const auto figure = figure_named(savings, line.of);
  out.is_share = figure && figure->is_share;
  const Q quantity = quantity_named(line.of);
  if (quantity == Q::money) out.places = 2;
  if (quantity == Q::number) out.places = places_of(savings, line.of, figure ? figure->amount->places : 0);
  if (quantity == Q::percent)
    out.places = 2 + places_of(savings, line.of, figure ? std::max(0, figure->amount->places - 2) : 0);
  out.span = line.of_span;
  return out;
}

class DrawChecks {
 public:
  DrawChecks(const StatementReader& reader, const SavingsCase& savings)
      : reader_(reader), savings_(savings) {}

  void all() {
    together();
    bool good = true;
    for (const SavingsDrawLine& one : savings_.draws) good = figure(one) && good;
    for (const SavingsCorrelateLine& one : savings_.correlations) good = pair(one) && good;
    for (const SavingsThresholdLine& one : savings_.thresholds) threshold(one);
    if (savings_.simulate) often(*savings_.simulate);
    if (good && !savings_.correlations.empty()) room();
  }

 private:
  void tell(const char* code, Span at, std::string what, Sentences why, Mend mend) const {
    reader_.problem(code, at, std::move(what), std::move(why), std::move(mend));
  }

  /// One without the other does nothing.
  void together() const {
    if (savings_.simulate && !reader_.has_field("draw"))
      return tell("S148", savings_.simulate->span, "nothing is drawn", {},
                  {std::string("Say what a figure may be, like: ") + draw_example + "."});
    if (reader_.has_field("simulate")) return;
    const auto without = [&](Span at) {
      tell("S148", at, "it is not said how often to draw", {},
           {std::string("Add a line, like: ") + simulate_example + "."});
    };
    if (!savings_.draws.empty()) return without(savings_.draws.front().of_span);
    if (!savings_.correlations.empty()) return without(savings_.correlations.front().one_span);
    if (!savings_.thresholds.empty()) without(savings_.thresholds.front().span);
  }

  [[nodiscard]] bool figure(const SavingsDrawLine& line) const {
    if (!figure_named(savings_, line.of)) {
      tell("S140", line.of_span, "these savings have no figure \"" + line.of + "\"",
           {"A figure can be drawn that is typed or taken from a table, such as impact."},
           {naming_figures(savings_, line.of)});
      return false;
    }
    const auto same = [&](const SavingsDrawLine& other) { return other.of == line.of; };
    if (&*std::find_if(savings_.draws.begin(), savings_.draws.end(), same) != &line) {
      tell("S142", line.of_span, "\"" + line.of + "\" is drawn twice", {}, {"Keep one of the two lines."});
      return false;
    }
    return sound(line);
  }

  [[nodiscard]] bool sound(const SavingsDrawLine& line) const {
    const SavingsDraw draw = kept(savings_, line);
    std::string fault = simulation::distribution_fault(distribution_of(draw));
    if (fault.empty()) fault = outside(line, draw);
    if (fault.empty()) return true;
    tell("S141", line.shape_span, "\"" + line.of + "\" can't be drawn so: " + fault, {},
         {"Mend its figures: " + line.words + "."});
    return false;
  }

  /// What no such figure can be.
  [[nodiscard]] static std::string outside(const SavingsDrawLine& line, const SavingsDraw& draw) {
    if (line.shape == "beta" && quantity_named(line.of) != Q::percent)
      return "beta is of figures between 0% and 100%";
    const Takes takes = shape_form(line.shape)->takes;
    if (takes == Takes::mean_and_sd) return "";
    for (std::size_t i = 0; i < draw.figures.size(); i += takes == Takes::choices ? 2 : 1) {
      if (draw.figures[i].sign() < 0) return "it can't be below 0";
      if (draw.is_share && Exact(1) < draw.figures[i]) return "it can't be more than 100%";
    }
    return "";
  }

  [[nodiscard]] std::size_t drawn(const std::string& name) const {
    const auto found = std::find_if(savings_.draws.begin(), savings_.draws.end(),
                                    [&](const SavingsDrawLine& one) { return one.of == name; });
    return static_cast<std::size_t>(found - savings_.draws.begin());
  }

  [[nodiscard]] bool pair(const SavingsCorrelateLine& line) const {
    for (const auto& [name, at] :
         {std::pair(line.one, line.one_span), std::pair(line.other, line.other_span)}) {
      if (drawn(name) < savings_.draws.size()) continue;
      tell("S144", at, "\"" + name + "\" is not drawn", {"Only drawn figures can go together."},
           {"Add a line, like: draw " + name + " uniform ... to ...; or leave this line out."});
      return false;
    }
    if (line.one == line.other) {
      tell("S144", line.other_span, "this is the same figure twice", {}, {"Name two figures."});
      return false;
    }
    for (const SavingsCorrelateLine& other : savings_.correlations) {
      if (&other == &line) break;
      if (!(other.one == line.one && other.other == line.other) &&
          !(other.one == line.other && other.other == line.one))
        continue;
      tell("S144", line.one_span, "it is said twice how these two figures go together", {},
           {"Keep one of the two lines."});
      return false;
    }
    if (Exact(-1) < line.rank.value && line.rank.value < Exact(1)) return true;
    tell("S145", line.rank.span, "a rank correlation lies between -1 and 1",
         {"1 would say that the two are one figure."},
         {"Write it like: " + std::string(correlate_example) + "."});
    return false;
  }

  /// Correlations that can't all hold at once.
  void room() const {
    const auto simulation = simulation_of(savings_);
    if (!simulation) return;
    std::vector<std::string> names;
    for (const SavingsDrawLine& one : savings_.draws) names.push_back(one.of);
    const auto made = simulation::together(rank_correlations(*simulation), names);
    if (!made)
      tell("S145", savings_.correlations.back().one_span, made.reason(),
           {"Figures that go with a third go together themselves."}, {"Lower one of the correlations."});
  }

  void threshold(const SavingsThresholdLine& line) const {
    const std::vector<std::string> measures = drawn_measures(savings_);
    if (std::find(measures.begin(), measures.end(), line.measure) != measures.end()) return;
    const std::string near = nearest_name(line.measure, measures);
    tell("S147", line.span, "no measure that is simulated is called \"" + line.measure + "\"", {},
         {near.empty() ? "Write one of: " + listed(measures, "or") + "." : "Did you mean " + near + " ?"});
  }

  void often(const SavingsSimulateLine& line) const {
    const Exact& draws = line.draws.value;
    if (draws < Exact(fewest_draws) || Exact(most_draws) < draws)
      tell("S146", line.draws.span, "these are too few draws or too many: " + line.draws.text,
           {"With fewer than 1,000 the ends are chance, and more than 1,000,000 tell nothing more."},
           {"Write 10000 where nothing asks for more."});
    if (line.seed.value.sign() < 0)
      tell("S146", line.seed.span, "a seed is not below 0", {},
           {"Take any number, such as the date of today."});
  }

  const StatementReader& reader_;
  const SavingsCase& savings_;
};

}  // namespace

void read_draw_line(TokenCursor& c, SavingsCase& savings) {
  SavingsDrawLine out;
  out.of_span = c.place();
  out.of = take_name(c, "a figure of these savings", draw_example);
  if (out.of.empty()) return;
  out.shape_span = c.place();
  out.shape = c.peek().kind == TokenKind::word ? c.take().text : "";
  const ShapeForm* const form = shape_form(out.shape);
  if (form == nullptr) {
    const std::string near = nearest_name(out.shape, shape_words());
    c.problem("S143", out.shape_span, "here a distribution is expected", {},
              {near.empty() ? "Write one of: " + listed(shape_words(), "or") + ". Like: " + draw_example + "."
                            : "Did you mean " + near + " ?"});
    return;
  }
  if (!DrawReader(c, out).read(form->takes)) return;
  (void)take_clauses(c);
  savings.draws.push_back(std::move(out));
}

void read_correlate_line(TokenCursor& c, SavingsCase& savings) {
  SavingsCorrelateLine out;
  out.one_span = c.place();
  out.one = take_name(c, "a drawn figure", correlate_example);
  if (out.one.empty() || !take_needed(c, "with", correlate_example)) return;
  out.other_span = c.place();
  out.other = take_name(c, "a drawn figure", correlate_example);
  if (out.other.empty()) return;
  auto rank = savings_amount(c, Q::number, correlate_example);
  if (!rank) return;
  out.rank = std::move(*rank);
  (void)take_clauses(c);
  savings.correlations.push_back(std::move(out));
}

void read_simulate_line(TokenCursor& c, SavingsCase& savings) {
  SavingsSimulateLine out;
  out.span = c.place();
  auto draws = savings_amount(c, Q::count, simulate_example);
  if (!draws || !take_needed(c, "draws", simulate_example)) return;
  (void)c.take_mark(",");
  if (!take_needed(c, "seed", simulate_example)) return;
  auto seed = savings_amount(c, Q::count, simulate_example);
  if (!seed) return;
  out.draws = std::move(*draws);
  out.seed = std::move(*seed);
  (void)take_clauses(c);
  savings.simulate = std::move(out);
}

void read_threshold_line(TokenCursor& c, SavingsCase& savings) {
  constexpr const char* example = "threshold npsv £0.00, £100,000.00";
  SavingsThresholdLine out;
  out.span = c.place();
  out.measure = take_name(c, "a measure of these savings", example);
  if (out.measure.empty()) return;
  do {
    auto one = savings_amount(c, is_ratio(out.measure) ? Q::number : Q::money,
                              is_ratio(out.measure) ? "threshold bcr 1" : example);
    if (!one) return;
    out.figures.push_back(std::move(*one));
  } while (c.take_mark(","));
  (void)take_clauses(c);
  savings.thresholds.push_back(std::move(out));
}

void check_draws(const StatementReader& reader, const SavingsCase& savings) {
  DrawChecks(reader, savings).all();
}

int places_of(const SavingsCase& savings, const std::string& name, int written) {
  const auto line = std::find_if(savings.draws.begin(), savings.draws.end(),
                                 [&](const SavingsDrawLine& one) { return one.of == name; });
  if (line == savings.draws.end()) return written;
  const int held = quantity_named(name) == Q::percent ? 2 : 0;
  int most = written;
  for (const SavingsAmount& one : line->figures) most = std::max(most, one.places - held);
  return std::max(written, std::min(finest, most + 2));
}

std::optional<SavingsSimulation> simulation_of(const SavingsCase& savings) {
  if (!savings.simulate || savings.draws.empty()) return std::nullopt;
  const auto whole = [](const SavingsAmount& one) {
    const auto small = one.value.small();
    return small && small->den == 1 && small->num > 0 ? static_cast<std::uint64_t>(small->num) : 0U;
  };
  SavingsSimulation out;
  out.draws = whole(savings.simulate->draws);
  out.seed = whole(savings.simulate->seed);
  out.span = savings.simulate->span;
  for (const std::string& measure : drawn_measures(savings))
    out.measures.push_back(savings.name + "_" + measure);
  std::vector<std::string> names;
  for (const SavingsDrawLine& one : savings.draws) {
    out.figures.push_back(kept(savings, one));
    names.push_back(one.of);
  }
  const auto number = [&](const std::string& name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  for (const SavingsCorrelateLine& one : savings.correlations)
    if (number(one.one) < names.size() && number(one.other) < names.size())
      out.correlations.push_back(
          {number(one.one), number(one.other), one.rank.value, one.rank.text, one.one_span});
  for (const SavingsThresholdLine& line : savings.thresholds)
    for (const SavingsAmount& one : line.figures)
      out.thresholds.push_back({savings.name + "_" + line.measure, one.value, as_read(one)});
  return out;
}

}  // namespace outturn::language
