// The indices of a release of the deflator, and the discount rates of an edition, year by year.
//
// HM Treasury's deflator and Green Book: engine/savings/tables says what either is. Forecast and joined-on
// indices are taken and told; a year that the release does not hold is refused.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "contracts/parse/savings_tables.h"

namespace outturn::language {
namespace {

namespace tables = ::outturn::savings;

/// Every year whose index is needed, each with the line that needs it first.
std::vector<std::pair<tables::PriceYear, Span>> years_of_prices(const SavingsCase& savings, Span base_at) {
  std::vector<std::pair<tables::PriceYear, Span>> out;
  const auto base = tables::price_year_from(savings.base);
  for (const SavingsLine& line : savings.lines) {
    const auto year = tables::price_year_from(line.prices_of);
    if (!base || !year || line.prices_of == savings.base) continue;
    if (out.empty()) out.emplace_back(*base, base_at);
    const auto same = [&](const auto& one) { return one.first == *year; };
    if (std::none_of(out.begin(), out.end(), same)) out.emplace_back(*year, line.prices_span);
  }
  return out;
}

std::string checked_words(const tables::IndexPoint& point) {
  std::string out(name_of(point.standing));
  if (!may_be_default(point.standing)) out += ", accepted in the contract";
  if (point.status != tables::IndexStatus::outturn) out += ", " + std::string(name_of(point.status));
  return out;
}

void tell_estimates(const SavingsTeller& teller, const SavingsCase& savings, const Sentences& forecast,
                    const Sentences& spliced) {
  const std::string of_release = " of release " + savings.release.edition;
  const auto note = [&](const std::string& what, const char* why) {
    Problem told = problem_at("S110", "", {}, what, {why}, {"Say so where the figures are used."});
    told.severity = Severity::note;
    teller.tell(std::move(told), savings.release.span);
  };
  if (!forecast.empty())
    note("the index" + of_release + " for " + listed(forecast, "and") + " is a forecast",
         "Prices of that year are an estimate until the year is over.");
  if (!spliced.empty())
    note("the index" + of_release + " for " + listed(spliced, "and") + " is joined on from another release",
         "Growth of an older release was carried back.");
}

std::string percent_words(const Exact& rate) { return (rate * Exact(100)).significant(6) + "%"; }

}  // namespace

void take_deflator(const TableShelf& shelf, const SavingsTeller& teller, SavingsCase& savings) {
  const SavingsChoice& choice = savings.release;
  if (choice.edition.empty()) return;
  const tables::DeflatorSeries* const series = shelf.release(choice.edition);
  if (series == nullptr)
    return teller.tell(tables::not_held("deflator release", choice.edition, shelf.releases()), choice.span);
  Sentences forecast;
  Sentences spliced;
  for (const auto& [year, at] : years_of_prices(savings, choice.span)) {
    Problems own;
    const auto good = tables::uprating(*series, year, year, choice.accepted, own);
    if (!good) {
      for (const Problem& one : own.list())
        teller.tell(one, at,
                    one.code == "V22" ? Sentences{"Compare it with HM Treasury's file, then write: deflator "
                                                  "release " +
                                                  choice.edition + ", accept unverified."}
                                      : Sentences{});
      if (own.list().front().code == "V22") return;  // the same of every year
      continue;
    }
    const tables::IndexPoint& point = *series->point(year);
    const std::string name = tables::text_of(year);
    if (point.status == tables::IndexStatus::forecast) forecast.push_back(name);
    if (point.status == tables::IndexStatus::spliced) spliced.push_back(name);
    const WrittenFigure index = written_number(point.index, choice.span);
    std::string checked = checked_words(point);
    if (index.rounded) checked += ", rounded to " + std::to_string(index.amount.places) + " decimal places";
    savings.deflator.push_back(
        {name, index.amount,
         fmt::format("index of {}; {}; source: {}; licence: {}; {}", name, title_of(series->edition),
                     series->edition.source, series->edition.licence, checked)});
    savings.sources.push_back({"Index of " + name,
                               savings.name + "_index_" + savings_name(name),
                               {},
                               name,
                               "",
                               choice.edition,
                               title_of(series->edition) + ": " + series->edition.source,
                               series->edition.licence,
                               checked});
  }
  savings.deflator_clauses = choice.clauses;
  tell_estimates(teller, savings, forecast, spliced);
}

void take_discount(const TableShelf& shelf, const SavingsTeller& teller, SavingsCase& savings) {
  const SavingsChoice& choice = savings.discount_edition;
  if (choice.edition.empty() || choice.schedule.empty() || savings.benefits.empty()) return;
  const tables::DiscountTable* const table = shelf.edition(choice.edition);
  if (table == nullptr)
    return teller.tell(tables::not_held("edition of discount rates", choice.edition, shelf.editions()),
                       choice.span);
  const int last = static_cast<int>(savings.benefits.size()) - 1;
  Problems own;
  const auto factors = tables::discount_factors(*table, choice.schedule, last,
                                                {tables::FlowTiming::whole_year, choice.accepted}, own);
  if (!factors) {
    for (const Problem& one : own.list())
      teller.tell(one, choice.span,
                  one.code == "V32"
                      ? Sentences{"Look it up, then write: discount green book " + choice.edition + " " +
                                  choice.schedule + ", accept unverified."}
                      : Sentences{});
    return;
  }
  savings.discount_by_year.assign(1, {"0%", Exact(0), 0, choice.span});  // the base year
  for (const tables::DiscountBand& band : table->schedule(choice.schedule)->bands) {
    const int from = std::max(1, band.first_year);
    const int to = std::min(last, band.last_year);
    if (from > to) continue;
    for (int year = from; year <= to; ++year)
      savings.discount_by_year.push_back({percent_words(band.rate), band.rate, 0, choice.span});
    std::string checked(name_of(band.standing));
    if (!may_be_default(band.standing)) checked += ", accepted in the contract";
    savings.sources.push_back({fmt::format("Discount rate, {}, from year {}", choice.schedule, from),
                               savings.name + "_rate", static_cast<std::size_t>(from), "", "", choice.edition,
                               title_of(table->edition) + ": " + table->edition.source,
                               table->edition.licence, checked});
  }
  savings.rates_meaning = fmt::format("{}, {} schedule; licence: {}; {}", title_of(table->edition),
                                      choice.schedule, table->edition.licence, name_of(factors->standing));
  std::replace(savings.rates_meaning.begin(), savings.rates_meaning.end(), '|', '/');  // it goes into a table
}

}  // namespace outturn::language
