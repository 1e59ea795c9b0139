#include "adapters/command/savings_tables_command.h"

#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "adapters/savings/read_parameters.h"
#include "adapters/savings/read_unit_costs.h"
#include "adapters/savings/shipped_tables.h"
#include "engine/savings/tables/table_set.h"
#include "engine/values/rounding.h"
#include "engine/values/show.h"

namespace outturn::command {
namespace {

using nlohmann::ordered_json;
using savings::DeflatorSeries;
using savings::Edition;
using savings::UnitCost;
using savings::UnitCostTable;

std::string pounds(const Exact& value) {
  const auto pence = round_scaled(value, 2, Rounding::half_up);
  return pence ? "£" + grouped_decimal(*pence, 2) : "£" + value.significant(15);
}

std::string percent(const Exact& rate) { return (rate * Exact(100)).significant(6) + " %"; }

ordered_json edition_json(const Edition& e) {
  return {{"title", e.title},
          {"edition", e.edition},
          {"publisher", e.publisher},
          {"licence", e.licence},
          {"source", e.source},
          {"retrieved", e.retrieved},
          {"valid_from", e.valid_from},
          {"valid_to", e.valid_to},
          {"sha256", e.sha256},
          {"use", savings::use_mark(e)},
          {"note", e.note}};
}

std::string edition_text(const Edition& e) {
  std::string out = fmt::format("{}, {} ({})\n", e.title, e.edition,
                                e.publisher.empty() ? "publisher not told" : e.publisher);
  const auto line = [&](const char* name, const std::string& text) {
    if (!text.empty()) out += fmt::format("  {:<10} {}\n", name, text);
  };
  line("licence", e.licence.empty() ? "not told" : e.licence);
  line("source", e.source);
  line("retrieved", e.retrieved);
  line("in force",
       e.valid_from.empty() ? "" : "from " + e.valid_from + (e.valid_to.empty() ? "" : " to " + e.valid_to));
  line("SHA-256", e.sha256);
  line("use", savings::use_mark(e));
  line("note", e.note);
  return out;
}

std::optional<std::string> bytes_of(const std::string& name, Problems& problems) {
  auto bytes = read_file(name);
  if (!bytes)
    problems.add(problem_at("V8", name, {}, "this file can't be read", {}, {"Check its name and place."}));
  return bytes;
}

savings::TableFile given(const std::string& name, const std::string& bytes) {
  return {fs::path(name).filename().string(), bytes, sha256(bytes), true};
}

/// The shipped tables, or the file's.
std::vector<UnitCostTable> unit_costs(const SavingsTablesOptions& o, Problems& problems) {
  if (o.file.empty()) return savings::shipped_unit_costs(sha256);
  const auto bytes = bytes_of(o.file, problems);
  if (!bytes) return {};
  auto table = savings::read_unit_costs(given(o.file, *bytes), o.told, problems);
  std::vector<UnitCostTable> out;
  if (table) out.push_back(std::move(*table));
  return out;
}

std::vector<DeflatorSeries> deflators(const std::string& file, const Edition& told, Problems& problems) {
  if (file.empty()) return savings::shipped_deflators(sha256);
  const auto bytes = bytes_of(file, problems);
  return bytes ? savings::read_deflators(given(file, *bytes), told, problems) : std::vector<DeflatorSeries>{};
}

template <class Table>
const Table* of_edition(const std::vector<Table>& all, const std::string& edition, const char* what,
                        Problems& problems) {
  if (all.empty()) return nullptr;
  if (edition.empty()) return &all.front();
  std::vector<std::string> names;
  for (const Table& one : all) {
    if (one.edition.edition == edition) return &one;
    names.push_back(one.edition.edition);
  }
  problems.add(savings::not_held(what, edition, names));
  return nullptr;
}

struct Shown {
  const UnitCostTable* table;
  const UnitCost* row;
  std::optional<savings::Price> uprated;
};

std::string row_text(const Shown& one) {
  const UnitCost& row = *one.row;
  std::string out = fmt::format("{} {} {}, {} ({} prices)\n", row.code, savings::name_of(row.kind),
                                pounds(row.price.value), row.unit, text_of(row.price.year));
  const auto line = [&](const char* name, const std::string& text) {
    if (!text.empty()) out += fmt::format("  {:<10} {}\n", name, text);
  };
  line("", row.description);
  if (one.uprated)
    line("in prices", fmt::format("of {}: {}, {}", text_of(one.uprated->year), pounds(one.uprated->value),
                                  words_of(*one.uprated->uprated)));
  if (row.price.uprated) line("found in", words_of(*row.price.uprated));
  line("agency", row.agency_part.empty() ? row.agency : row.agency + " / " + row.agency_part);
  line("part of", row.parent.empty() ? "" : row.parent + " (" + std::string(name_of(row.level)) + ")");
  if (row.transfer) line("transfer", "left out of public value: it moves money and makes none");
  line("source", row.source);
  line("licence", row.licence.empty() ? one.table->edition.licence : row.licence);
  line("confidence",
       row.confidence + (row.confidence.empty() ? "" : "; ") + std::string(name_of(row.standing)));
  line("cashable", row.cashability);
  line("caution", row.caution);
  return out;
}

ordered_json row_json(const Shown& one) {
  const UnitCost& row = *one.row;
  ordered_json out = {{"code", row.code},
                      {"kind", savings::name_of(row.kind)},
                      {"description", row.description},
                      {"unit", row.unit},
                      {"value", row.price.value.decimal().value_or(row.price.value.fraction())},
                      {"price_year", text_of(row.price.year)},
                      {"agency", row.agency},
                      {"agency_part", row.agency_part},
                      {"level", savings::name_of(row.level)},
                      {"parent", row.parent},
                      {"transfer", row.transfer},
                      {"source", row.source},
                      {"licence", row.licence.empty() ? one.table->edition.licence : row.licence},
                      {"confidence", row.confidence},
                      {"standing", savings::name_of(row.standing)},
                      {"cashability", row.cashability},
                      {"caution", row.caution},
                      {"table", one.table->edition.title + " " + one.table->edition.edition}};
  if (one.uprated)
    out["uprated"] = {{"value", one.uprated->value.significant(15)},
                      {"price_year", text_of(one.uprated->year)},
                      {"release", one.uprated->uprated->release},
                      {"forecast", one.uprated->uprated->forecast},
                      {"spliced", one.uprated->uprated->spliced},
                      {"standing", savings::name_of(one.uprated->uprated->standing)}};
  return out;
}

std::vector<Shown> rows_asked(const SavingsTablesOptions& o, const std::vector<UnitCostTable>& tables,
                              Problems& problems) {
  std::vector<Shown> out;
  for (const UnitCostTable& table : tables)
    for (const UnitCost* const row : o.code.empty() ? table.matching(o.search) : table.of_code(o.code))
      out.push_back({&table, row, {}});
  if (out.empty() && !o.code.empty() && !tables.empty())
    problems.add(savings::no_such_code(tables.front(), o.code));
  return out;
}

void uprate_all(const SavingsTablesOptions& o, std::vector<Shown>& rows, Problems& problems) {
  if (o.in_year.empty()) return;
  const auto year = savings::price_year_from(o.in_year);
  if (!year) {
    problems.add(problem_at("V5", "", {}, "\"" + o.in_year + "\" is no price year", {},
                            {"Write 2025-26 for a financial year, 2025 for a calendar year."}));
    return;
  }
  const auto all = deflators(o.deflator_file, {}, problems);
  const DeflatorSeries* const series = of_edition(all, o.release, "deflator release", problems);
  if (series == nullptr) return;
  for (Shown& one : rows) {
    Problems own;
    one.uprated = uprate(one.row->price, *year, *series, o.accept_unverified, own);
    // What is wrong with the series or year is wrong for every row: it is told once.
    if (problems.empty()) problems.append(own);
  }
}

Exit ended(const Problems& problems, bool json, ordered_json out) {
  if (json) {
    out["problems"] = ordered_json::parse(problems_json(problems));
    std::fprintf(stdout, "%s\n", out.dump(2).c_str());
  } else {
    print_problems(problems, nullptr);
  }
  return problems.has_errors() ? Exit::problems : Exit::good;
}

Exit show_unit_costs(const SavingsTablesOptions& o) {
  Problems problems;
  const auto tables = unit_costs(o, problems);
  ordered_json out = {{"tables", ordered_json::array()}, {"unit_costs", ordered_json::array()}};
  const bool rows_wanted = !o.code.empty() || !o.search.empty();
  for (const UnitCostTable& table : tables) {
    if (o.for_passing_on)
      if (auto refused = embedding_problem(table.edition)) problems.add(std::move(*refused));
    if (o.json) out["tables"].push_back(edition_json(table.edition));
    if (!o.json && !rows_wanted)
      std::fprintf(stdout, "%s  %s\n\n", edition_text(table.edition).c_str(),
                   counted(table.rows.size(), "unit cost").c_str());
    if (!o.out.empty() && !problems.has_errors()) write_file(o.out, unit_costs_csv(table));
  }
  if (rows_wanted) {
    auto rows = rows_asked(o, tables, problems);
    uprate_all(o, rows, problems);
    for (const Shown& one : rows) {
      if (o.json) out["unit_costs"].push_back(row_json(one));
      if (!o.json) std::fprintf(stdout, "%s\n", row_text(one).c_str());
    }
  }
  return ended(problems, o.json, out);
}

Exit show_deflator(const SavingsTablesOptions& o) {
  Problems problems;
  const auto all = deflators(o.file, o.told, problems);
  ordered_json out = {{"deflators", ordered_json::array()}};
  const DeflatorSeries* const only =
      o.release.empty() ? nullptr : of_edition(all, o.release, "deflator release", problems);
  for (const DeflatorSeries& series : all) {
    if (!o.release.empty() && &series != only) continue;
    ordered_json points = ordered_json::array();
    if (!o.json) std::fprintf(stdout, "%s", edition_text(series.edition).c_str());
    for (const savings::IndexPoint& point : series.points) {
      const std::string index = point.index.significant(10);
      points.push_back({{"year", text_of(point.year)},
                        {"index", index},
                        {"status", savings::name_of(point.status)},
                        {"standing", savings::name_of(point.standing)}});
      if (!o.json && only != nullptr)
        std::fprintf(stdout, "  %-8s %12s  %s, %s\n", text_of(point.year).c_str(), index.c_str(),
                     std::string(name_of(point.status)).c_str(),
                     std::string(name_of(point.standing)).c_str());
    }
    if (!o.json)
      std::fprintf(stdout, "  %s years %s to %s\n\n", std::string(savings::name_of(series.kind)).c_str(),
                   text_of(series.points.front().year).c_str(), text_of(series.points.back().year).c_str());
    out["deflators"].push_back({{"edition", edition_json(series.edition)}, {"points", points}});
  }
  return ended(problems, o.json, out);
}

std::vector<savings::DiscountTable> discount_tables(const SavingsTablesOptions& o, Problems& problems) {
  if (o.file.empty()) return savings::shipped_discount_rates(sha256);
  std::vector<savings::DiscountTable> out;
  const auto bytes = bytes_of(o.file, problems);
  if (!bytes) return out;
  if (auto table = savings::read_discount_rates(given(o.file, *bytes), o.told, problems))
    out.push_back(std::move(*table));
  return out;
}

Exit show_discount(const SavingsTablesOptions& o) {
  Problems problems;
  ordered_json out;
  const auto all = discount_tables(o, problems);
  const auto* const table =
      of_edition(all, o.file.empty() ? o.edition : "", "edition of discount rates", problems);
  if (table == nullptr) return ended(problems, o.json, out);
  out["edition"] = edition_json(table->edition);
  if (!o.json) std::fprintf(stdout, "%s", edition_text(table->edition).c_str());
  for (const savings::DiscountSchedule& schedule : table->schedules) {
    for (const savings::DiscountBand& band : schedule.bands) {
      out["rates"].push_back({{"schedule", schedule.name},
                              {"first_year", band.first_year},
                              {"last_year", band.last_year},
                              {"rate", band.rate.fraction()},
                              {"standing", savings::name_of(band.standing)}});
      if (!o.json)
        std::fprintf(stdout, "  %-15s years %d to %d: %s, %s\n", schedule.name.c_str(), band.first_year,
                     band.last_year, percent(band.rate).c_str(), std::string(name_of(band.standing)).c_str());
    }
  }
  const auto timing = o.mid_year ? savings::FlowTiming::mid_year : savings::FlowTiming::whole_year;
  const auto factors = discount_factors(*table, o.schedule, o.years, {timing, o.accept_unverified}, problems);
  if (factors) {
    if (!o.json)
      std::fprintf(stdout, "\nFactors, %s schedule, %s:\n", factors->schedule.c_str(),
                   std::string(words_of(timing)).c_str());
    out["timing"] = words_of(timing);
    for (std::size_t year = 0; year < factors->factors.size(); ++year) {
      const std::string shown = factors->factors[year].significant(20);
      out["factors"].push_back(shown);
      if (!o.json) std::fprintf(stdout, "  %4zu  %s\n", year, shown.c_str());
    }
  }
  return ended(problems, o.json, out);
}

void set_up_told(CLI::App* app, SavingsTablesOptions& o) {
  app->add_option("--title", o.told.title, "what the given table is called");
  app->add_option("--licence", o.told.licence, "under which licence the given table is");
  app->add_option("--publisher", o.told.publisher, "who published it");
  app->add_option("--retrieved", o.told.retrieved, "the day it was fetched");
  app->add_flag("--json", o.json, "as JSON");
  app->add_flag("--accept-unverified", o.accept_unverified,
                "also uses figures that were read in copies only; they stay marked");
}

}  // namespace

void set_up_savings_tables(CLI::App& data, SavingsTablesOptions& o) {
  CLI::App* costs =
      data.add_subcommand("unit-costs", "Unit costs: figure, price year, source, licence, confidence.");
  costs->add_option("FILE", o.file,
                    "the Unit Cost Database's workbook, or a CSV; left out: the shipped tables");
  costs->add_option("--code", o.code, "one code, like E&E1.0");
  costs->add_option("--search", o.search, "words of code, description, theme or agency");
  costs->add_option("--in", o.in_year, "also in prices of this year, like 2018-19");
  costs->add_option("--release", o.release, "of the GDP deflator (left out: the latest that was verified)");
  costs->add_option("--deflator", o.deflator_file, "a file of deflators of your own");
  costs->add_option("--out", o.out, "where to write the table as CSV");
  costs->add_flag("--for-passing-on", o.for_passing_on,
                  "is its licence one that lets it be put inside a workbook or tool?");
  CLI::App* deflator = data.add_subcommand("deflator", "GDP deflators by release.");
  deflator->add_option("FILE", o.file, "a file of deflators; left out: the shipped releases");
  deflator->add_option("--release", o.release, "one release, like 2020-03, year by year");
  CLI::App* discount =
      data.add_subcommand("discount", "Discount rates by edition, and the factors they give.");
  discount->add_option("FILE", o.file, "a file of rates; left out: the shipped editions");
  discount->add_option("--edition", o.edition, "2020 if left out");
  discount->add_option("--schedule", o.schedule, "standard (if left out), reduced, health, health reduced");
  discount->add_option("--years", o.years, "the last year shown (10 if left out)")
      ->check(CLI::Range(0, 1000));
  discount->add_flag("--mid-year", o.mid_year,
                     "each flow at the middle of its year; not the Green Book's way");
  for (CLI::App* const one : {costs, deflator, discount}) {
    set_up_told(one, o);
    one->callback([&o, name = one->get_name()] { o.asked = name; });
  }
}

Exit run_savings_tables(const SavingsTablesOptions& options) {
  if (options.asked == "deflator") return show_deflator(options);
  if (options.asked == "discount") return show_discount(options);
  return show_unit_costs(options);
}

}  // namespace outturn::command
