#include "engine/savings/tables/discount.h"

#include <algorithm>
#include <set>

namespace outturn::savings {
namespace {

std::string band_words(const DiscountBand& band) {
  return std::to_string(band.first_year) + " to " + std::to_string(band.last_year);
}

std::string schedule_fault(const DiscountSchedule& schedule) {
  const std::string in = " in schedule \"" + schedule.name + "\"";
  if (schedule.bands.empty()) return "no bands" + in;
  if (schedule.bands.front().first_year != 0) return "the first band does not begin at year 0" + in;
  for (std::size_t i = 0; i < schedule.bands.size(); ++i) {
    const DiscountBand& band = schedule.bands[i];
    if (band.last_year < band.first_year) return "years " + band_words(band) + " run backwards" + in;
    if (band.rate.sign() < 0 || band.rate >= Exact(1)) return "a rate outside 0 to 1" + in;
    if (i == 0) continue;
    const DiscountBand& before = schedule.bands[i - 1];
    if (band.first_year != before.last_year + 1) return "a gap before years " + band_words(band) + in;
    if (band.rate > before.rate) return "a rate that rises at year " + std::to_string(band.first_year) + in;
  }
  return "";
}

const DiscountBand* band_of(const DiscountSchedule& schedule, int year) {
  for (const DiscountBand& band : schedule.bands)
    if (year >= band.first_year && year <= band.last_year) return &band;
  return nullptr;
}

Problem no_schedule(const DiscountTable& table, std::string_view name) {
  std::string all;
  std::vector<std::string> names;
  for (const DiscountSchedule& one : table.schedules) {
    all += (all.empty() ? "" : ", ") + one.name;
    names.push_back(one.name);
  }
  const std::string near = nearest_name(std::string(name), names);
  std::string mend = "Name one of them.";
  if (!near.empty()) mend = "Did you mean \"" + near + "\"?";
  return problem_at(
      "V30", table.edition.file, {},
      "edition " + table.edition.edition + " has no discount schedule \"" + std::string(name) + "\"",
      {"It has " + all + "."}, {mend});
}

Problem beyond_bands(const DiscountTable& table, const DiscountSchedule& schedule, int year) {
  return problem_at("V31", table.edition.file, {},
                    "no \"" + schedule.name + "\" discount rate for year " + std::to_string(year),
                    {"Edition " + table.edition.edition + " gives rates up to year " +
                     std::to_string(schedule.bands.back().last_year) + "."},
                    {"End the appraisal there, or give an edition that goes further."});
}

Problem not_verified(const DiscountTable& table, const DiscountSchedule& schedule, const DiscountBand& band) {
  return problem_at("V32", table.edition.file, {},
                    "the \"" + schedule.name + "\" discount rate of years " + band_words(band) + " is " +
                        std::string(name_of(band.standing)) + ", so it is used only when you say so",
                    {"Nobody here has read it in " + table.edition.source + "."},
                    {"Look it up, then accept it as it is, or give a table of your own."});
}

/// The band of every year from 0, or nothing where a problem was added.
std::vector<const DiscountBand*> bands_up_to(const DiscountTable& table, const DiscountSchedule& schedule,
                                             int last_year, bool accept, Problems& problems) {
  std::vector<const DiscountBand*> out;
  for (int year = 0; year <= last_year; ++year) {
    const DiscountBand* const band = band_of(schedule, year);
    if (band == nullptr) {
      problems.add(beyond_bands(table, schedule, year));
      return {};
    }
    if (!accept && !may_be_default(band->standing)) {
      problems.add(not_verified(table, schedule, *band));
      return {};
    }
    out.push_back(band);
  }
  return out;
}

}  // namespace

const DiscountSchedule* DiscountTable::schedule(std::string_view name) const {
  for (const DiscountSchedule& one : schedules)
    if (one.name == name) return &one;
  return nullptr;
}

std::string discount_fault(const DiscountTable& table) {
  if (auto fault = edition_fault(table.edition); !fault.empty()) return fault;
  if (table.schedules.empty()) return "a discount table without a schedule";
  std::set<std::string> names;
  for (const DiscountSchedule& one : table.schedules) {
    if (one.name.empty() || !names.insert(one.name).second) return "a schedule without a name of its own";
    if (auto fault = schedule_fault(one); !fault.empty()) return fault;
  }
  return "";
}

std::string_view words_of(FlowTiming timing) {
  return timing == FlowTiming::whole_year ? "year 0 undiscounted, a year's flow taken whole"
                                          : "each flow at the middle of its year (not the Green Book's way)";
}

std::optional<DiscountFactors> discount_factors(const DiscountTable& table, std::string_view schedule,
                                                int last_year, const DiscountChoice& choice,
                                                Problems& problems) {
  const DiscountSchedule* const found = table.schedule(schedule);
  if (found == nullptr) {
    problems.add(no_schedule(table, schedule));
    return std::nullopt;
  }
  if (last_year < 0) throw Fault("discounting up to a year before the base year");
  const bool mid = choice.timing == FlowTiming::mid_year;
  const auto bands =
      bands_up_to(table, *found, mid ? last_year + 1 : last_year, choice.accept_unverified, problems);
  if (bands.empty()) return std::nullopt;
  DiscountFactors out{found->name, table.edition.edition, choice.timing, Standing::verified, {}};
  Exact factor = 1;
  for (int year = 0; year <= last_year; ++year) {
    const auto at = static_cast<std::size_t>(year);
    if (year > 0) factor = factor / (Exact(1) + bands[at]->rate);
    out.factors.push_back(mid ? factor / root_to_40_places(Exact(1) + bands[at + 1]->rate) : factor);
  }
  for (const DiscountBand* const band : bands) out.standing = weaker(out.standing, band->standing);
  if (auto fault = factors_fault(out); !fault.empty()) throw Fault("discount factors: " + fault);
  return out;
}

std::string factors_fault(const DiscountFactors& factors) {
  if (factors.factors.empty()) return "no factors";
  const Exact& first = factors.factors.front();
  if (factors.timing == FlowTiming::whole_year && first != Exact(1)) return "year 0 is discounted";
  for (std::size_t i = 0; i < factors.factors.size(); ++i) {
    if (factors.factors[i].sign() <= 0 || factors.factors[i] > Exact(1)) return "a factor outside 0 to 1";
    if (i > 0 && factors.factors[i] > factors.factors[i - 1]) return "a factor that rises";
  }
  return "";
}

Exact present_value(const std::vector<Exact>& flows, const DiscountFactors& factors) {
  if (flows.size() > factors.factors.size()) throw Fault("more flows than discount factors");
  Exact out;
  for (std::size_t year = 0; year < flows.size(); ++year) out = out + flows[year] * factors.factors[year];
  return out;
}

Exact root_to_40_places(const Exact& value) {
  if (value.sign() <= 0) throw Fault("a root of a number that is not above 0");
  const Exact scale = Exact(10).power(40);
  const Exact half = Exact::ratio(1, 2);
  // Newton's steps from above; each is cut to 45 places, so that its parts stay short.
  const Exact fine = Exact(10).power(45);
  Exact root = std::max(value, Exact(1));
  for (int step = 0; step < 400; ++step) {
    const Exact next = ((root + value / root) * half * fine).floor() / fine;
    if (next >= root) break;
    root = next;
  }
  return (root * scale + half).floor() / scale;
}

}  // namespace outturn::savings
