// The tables a savings statement names: its lines that name them, and where each is found.
#include "contracts/parse/savings_tables.h"

#include <algorithm>

#include "engine/base/letters.h"
#include "engine/values/rounding.h"
#include "engine/values/show.h"

namespace outturn::language {

namespace tables = ::outturn::savings;

TableShelf::TableShelf(const ValueTables& all) {
  if (all.shipped) sets_.push_back(&all.shipped());
}

void TableShelf::add(tables::TableSet given) {
  given_.push_back(std::move(given));
  sets_.insert(sets_.begin(), &given_.back());
}

const tables::UnitCostTable* TableShelf::costs(const std::string& name) const {
  for (const tables::TableSet* const set : sets_)
    if (const auto* const found = set->costs_named(name)) return found;
  return nullptr;
}

const tables::DeflatorSeries* TableShelf::release(const std::string& name) const {
  for (const tables::TableSet* const set : sets_)
    if (const auto* const found = set->release(name)) return found;
  return nullptr;
}

const tables::DiscountTable* TableShelf::edition(const std::string& name) const {
  for (const tables::TableSet* const set : sets_)
    if (const auto* const found = set->edition(name)) return found;
  return nullptr;
}

const tables::UnitCostTable* TableShelf::with_code(const std::string& code) const {
  for (const tables::TableSet* const set : sets_)
    for (const tables::NamedUnitCosts& one : set->unit_costs)
      if (!one.table.of_code(code).empty()) return &one.table;
  return nullptr;
}

std::vector<std::string> TableShelf::cost_tables() const {
  std::vector<std::string> out;
  for (const tables::TableSet* const set : sets_)
    for (const tables::NamedUnitCosts& one : set->unit_costs) out.push_back(one.name);
  return out;
}

std::vector<std::string> TableShelf::releases() const {
  std::vector<std::string> out;
  for (const tables::TableSet* const set : sets_)
    for (const tables::DeflatorSeries& one : set->deflators) out.push_back(one.edition.edition);
  return out;
}

std::vector<std::string> TableShelf::editions() const {
  std::vector<std::string> out;
  for (const tables::TableSet* const set : sets_)
    for (const tables::DiscountTable& one : set->discounts) out.push_back(one.edition.edition);
  return out;
}

void SavingsTeller::tell(::outturn::Problem problem, Span at, Sentences mend) const {
  problem.file = source.name();
  problem.span = at;
  if (!mend.empty()) problem.mend = std::move(mend);
  problems.add(std::move(problem));
}

namespace {

/// A name with signs in it, such as 2026-03, or the same in quotation marks.
std::string take_edition(TokenCursor& c, const char* example) {
  if (c.peek().kind == TokenKind::text) return c.take().text;
  std::string out;
  std::uint32_t next = c.peek().span.column;
  while (!c.done() && !c.at_mark(",") && c.peek().span.column == next) {
    next = c.peek().span.column + c.peek().span.length;
    out += c.take().text;
  }
  if (out.empty()) out = take_name(c, "the name of a release or edition", example);
  return out;
}

/// ", accept unverified"
bool take_acceptance(TokenCursor& c, const char* example) {
  if (!c.take_mark(",")) return false;
  return take_needed(c, "accept", example) && take_needed(c, "unverified", example);
}

bool names_a_table(const std::string& file) {
  const bool ending = file.ends_with(".csv") || file.ends_with(".xlsx");
  return ending && file.find_first_of("/\\:") == std::string::npos && file.front() != '.';
}

/// Tables of a file may be passed on inside the workbook; else told.
bool may_be_written(const tables::TableSet& set, const SavingsFile& file, const SavingsTeller& teller) {
  const auto refused = [&](const tables::Edition& edition) {
    auto problem = tables::embedding_problem(edition);
    if (!problem) return false;
    Sentences mend = problem->code == "V2" ? problem->mend : Sentences{};
    if (mend.empty())
      mend = {
          "The workbook is passed on, so leave the table out, or ask its owner.",
          "Where your licence lets you, look a figure up with outturn data unit-costs FILE and type it with "
          "the clause that names its source."};
    teller.tell(std::move(*problem), file.span, std::move(mend));
    return true;
  };
  const auto any = [&](const auto& list) {
    return std::any_of(list.begin(), list.end(), [&](const auto& one) { return refused(one.edition); });
  };
  const auto& costs = set.unit_costs;
  return !any(set.deflators) && !any(set.discounts) &&
         std::none_of(costs.begin(), costs.end(),
                      [&](const auto& one) { return refused(one.table.edition); });
}

}  // namespace

SavingsChoice read_release(TokenCursor& c) {
  constexpr const char* example = "deflator release 2026-03, accept unverified";
  SavingsChoice out;
  out.span = c.place();
  (void)c.take_word("release");
  out.edition = take_edition(c, example);
  out.span = c.since(out.span);
  out.accepted = take_acceptance(c, example);
  out.clauses = take_clauses(c);
  return out;
}

SavingsChoice read_discount_edition(TokenCursor& c) {
  constexpr const char* example = "discount green book 2020 standard";
  SavingsChoice out;
  out.span = c.place();
  (void)c.take_word("green");
  if (!take_needed(c, "book", example)) return out;
  out.edition = take_edition(c, example);
  out.schedule = take_name(c, "the schedule of rates", example);
  if (out.schedule == "health" && c.take_word("reduced")) out.schedule += " reduced";
  out.span = c.since(out.span);
  out.accepted = take_acceptance(c, example);
  out.clauses = take_clauses(c);
  return out;
}

void read_table_line(TokenCursor& c, std::vector<SavingsFile>& files) {
  constexpr const char* example = "table our_costs file \"costs.csv\"";
  SavingsFile out;
  out.name_span = c.place();
  out.name = take_name(c, "the name of a table", example);
  if (out.name.empty() || !take_needed(c, "file", example)) return;
  out.span = c.place();
  out.file = take_words(c);
  if (c.take_word("sha256")) {
    out.digest_span = c.place();
    out.sha256 = take_words(c);
  }
  if (!out.file.empty()) files.push_back(std::move(out));
}

void add_files(TableShelf& shelf, const ValueTables& all, const SavingsTeller& teller,
               const SavingsCase& savings) {
  const StatementReader& reader = teller.reader;
  for (const SavingsFile& file : savings.files) {
    const auto names = shelf.cost_tables();
    if (std::find(names.begin(), names.end(), file.name) != names.end()) {
      reader.problem("S112", file.name_span, "two tables are called \"" + file.name + "\"", {},
                     {"Give this one another name."});
      continue;
    }
    if (!names_a_table(file.file)) {
      reader.problem("S61", file.span, "\"" + file.file + "\" can't be a file of values",
                     {"It stands beside the contract, so that both can be kept and sent together."},
                     {"Write its name alone, without a folder, like: table our_costs file \"costs.csv\"."});
      continue;
    }
    auto found = all.beside ? all.beside(file.file, file.name) : std::nullopt;
    if (!found) {
      reader.problem("S60", file.span, "there is no \"" + file.file + "\" beside the contract", {},
                     {"Put the file into the contract's folder, or mend its name."});
      continue;
    }
    if (!file.sha256.empty() && lower(file.sha256) != found->sha256) {
      reader.problem(
          "S63", file.digest_span, "\"" + file.file + "\" is not the file this digest was made of",
          {"The file beside the contract has " + found->sha256 + "."},
          {"Put the file back that was agreed; or, where the new one is meant, write its digest."});
    }
    if (!found->damaged && may_be_written(found->tables, file, teller)) shelf.add(std::move(found->tables));
  }
}

WrittenFigure written_number(const Exact& value, Span at) {
  constexpr int most_places = 9;  // of a figure in a contract
  WrittenFigure out;
  out.amount.span = at;
  for (int places = 0; places <= most_places; ++places) {
    const auto scaled = round_scaled(value, places, Rounding::half_up);
    if (!scaled) break;
    out.amount.value = Exact::scaled(*scaled, places);
    out.amount.places = places;
    out.amount.text = plain_decimal(*scaled, places);
    out.rounded = out.amount.value != value;
    if (!out.rounded) break;
  }
  return out;
}

WrittenFigure written_pounds(const Exact& value, Span at) {
  WrittenFigure out;
  out.amount.span = at;
  const auto scaled = round_scaled(value, 2, Rounding::half_up);
  if (!scaled) return out;
  out.amount.value = Exact::scaled(*scaled, 2);
  out.amount.places = 2;
  out.amount.text = "£" + grouped_decimal(*scaled, 2);
  out.rounded = out.amount.value != value;
  return out;
}

std::string title_of(const tables::Edition& edition) {
  std::string out = edition.title + " " + edition.edition;
  if (!edition.publisher.empty()) out += " (" + edition.publisher + ")";
  if (edition.given) out += ", " + edition.file + " (SHA-256 " + edition.sha256 + ")";
  return out;
}

std::string squeezed(const std::string& words) {
  std::string out;
  for (const char c : words) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace outturn::language
