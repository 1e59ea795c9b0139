#include "engine/savings/tables/unit_costs.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "engine/base/letters.h"

namespace outturn::savings {
namespace {

constexpr std::array<std::string_view, 3> kinds = {"fiscal", "economic", "social"};
constexpr std::array<std::string_view, 3> levels = {"headline", "subsidiary", "constituent"};

template <class Named>
std::optional<Named> found_in(const std::array<std::string_view, 3>& names, std::string_view word) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == word) return static_cast<Named>(i);
  return std::nullopt;
}

std::string row_fault(const UnitCostTable& table, const UnitCost& row) {
  const std::string in = " (" + row.code + ", " + std::string(name_of(row.kind)) + ")";
  if (row.code.empty()) return "a row without a code";
  if (row.description.empty()) return "no description" + in;
  if (row.unit.empty()) return "no unit" + in;
  if (row.source.empty()) return "no source" + in;
  if (row.price.value.sign() < 0) return "a value below 0" + in;
  if (row.price.year.first == 0) return "no price year" + in;
  if (row.transfer && row.kind != CostKind::fiscal) return "a transfer that is not fiscal" + in;
  const std::string& licence = row.licence.empty() ? table.edition.licence : row.licence;
  if (!table.edition.given && terms_of(licence).passing != Passing::with_attribution)
    return "a shipped row whose licence does not allow it" + in;
  return "";
}

/// Whole codes above a code, nearest first, and whether the way there is through constituents alone.
struct Above {
  std::string code;
  bool certain = false;
};
std::vector<Above> above(const UnitCostTable& table, const std::string& code) {
  std::vector<Above> out;
  std::string at = code;
  bool certain = true;
  while (out.size() <= table.rows.size()) {
    const auto rows = table.of_code(at);
    if (rows.empty() || rows.front()->parent.empty()) return out;
    certain = certain && rows.front()->level == CostLevel::constituent;
    at = rows.front()->parent;
    out.push_back({at, certain});
  }
  return {};  // a ring; unit_costs_fault tells it
}

std::string parents_fault(const UnitCostTable& table) {
  std::map<std::string, std::string> parents;
  for (const UnitCost& row : table.rows) {
    const auto [at, fresh] = parents.emplace(row.code, row.parent);
    if (!fresh && at->second != row.parent) return std::string(row.code).append(" has two parents");
  }
  for (const auto& [code, parent] : parents) {
    if (parent.empty()) continue;
    if (parents.count(parent) == 0)
      return std::string(code).append(" belongs to ").append(parent).append(", which is not there");
    std::string at = code;
    for (std::size_t step = 0; !at.empty(); ++step) {
      if (step > parents.size()) return std::string(code).append(" belongs to itself");
      at = parents.at(at);
    }
  }
  return "";
}

void add_to(PublicValue& sum, const UnitCost& row) {
  switch (row.kind) {
    case CostKind::fiscal:
      sum.fiscal = sum.fiscal + row.price.value;
      return;
    case CostKind::economic:
      sum.economic = sum.economic + row.price.value;
      return;
    case CostKind::social:
      sum.social = sum.social + row.price.value;
      return;
  }
}

Problem several_years(const UnitCostTable& table, std::string_view code) {
  return problem_at("V12", table.edition.file, {},
                    "the figures of " + std::string(code) + " are in prices of several years",
                    {"Sums are made in one year's prices only."},
                    {"Bring each to one year first (--in YEAR with a deflator)."});
}

}  // namespace

std::string_view name_of(CostKind kind) { return kinds.at(static_cast<std::size_t>(kind)); }
std::string_view name_of(CostLevel level) { return levels.at(static_cast<std::size_t>(level)); }
std::optional<CostKind> cost_kind_from(std::string_view word) { return found_in<CostKind>(kinds, word); }
std::optional<CostLevel> cost_level_from(std::string_view word) { return found_in<CostLevel>(levels, word); }

const UnitCost* UnitCostTable::row(std::string_view code, CostKind kind) const {
  for (const UnitCost& one : rows)
    if (one.kind == kind && one.code == code) return &one;
  return nullptr;
}

std::vector<const UnitCost*> UnitCostTable::of_code(std::string_view code) const {
  std::vector<const UnitCost*> out;
  for (const UnitCost& one : rows)
    if (one.code == code) out.push_back(&one);
  return out;
}

std::vector<const UnitCost*> UnitCostTable::matching(std::string_view words) const {
  std::vector<std::string> wanted;
  std::string word;
  for (const char c : lower(words) + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      wanted.push_back(std::move(word));
      word.clear();
    }
  }
  std::vector<const UnitCost*> out;
  for (const UnitCost& one : rows) {
    const std::string text =
        lower(one.code + " " + one.theme + " " + one.description + " " + one.agency + " " + one.agency_part);
    const auto holds = [&](const std::string& w) { return text.find(w) != std::string::npos; };
    if (std::all_of(wanted.begin(), wanted.end(), holds)) out.push_back(&one);
  }
  return out;
}

std::string unit_costs_fault(const UnitCostTable& table) {
  if (auto fault = edition_fault(table.edition); !fault.empty()) return fault;
  std::set<std::pair<std::string, CostKind>> seen;
  for (const UnitCost& row : table.rows) {
    if (auto fault = row_fault(table, row); !fault.empty()) return fault;
    if (!seen.emplace(row.code, row.kind).second)
      return row.code + " has two " + std::string(name_of(row.kind)) + " values";
  }
  return parents_fault(table);
}

std::vector<Overlap> overlaps(const UnitCostTable& table, const std::vector<std::string>& codes) {
  const std::set<std::string> chosen(codes.begin(), codes.end());
  std::vector<Overlap> out;
  for (const std::string& code : chosen)
    for (const Above& one : above(table, code))
      if (chosen.count(one.code) != 0) out.push_back({one.code, code, one.certain});
  return out;
}

void tell_overlaps(const UnitCostTable& table, const std::vector<std::string>& codes, Problems& problems) {
  for (const Overlap& one : overlaps(table, codes)) {
    Problem told = problem_at(
        "V10", table.edition.file, {},
        one.certain ? one.part + " is a part of " + one.whole + ": counting both counts its money twice"
                    : one.part + " is a case of " + one.whole +
                          ": for the same people, counting both counts money twice",
        {"\"" + table.of_code(one.part).front()->description + "\" belongs to \"" +
         table.of_code(one.whole).front()->description + "\"."},
        {"Keep one of them."});
    if (!one.certain) told.severity = Severity::warning;
    problems.add(std::move(told));
  }
}

std::optional<PublicValue> public_value(const UnitCostTable& table, std::string_view code,
                                        Problems& problems) {
  const auto rows = table.of_code(code);
  if (rows.empty()) {
    problems.add(no_such_code(table, code));
    return std::nullopt;
  }
  PublicValue out;
  out.year = rows.front()->price.year;
  auto counted = rows;
  const auto transfers = transfers_of(table, code);
  counted.insert(counted.end(), transfers.begin(), transfers.end());
  for (const UnitCost* const row : counted) {
    if (row->price.year != out.year) {
      problems.add(several_years(table, code));
      return std::nullopt;
    }
  }
  for (const UnitCost* const row : rows) add_to(out, *row);
  for (const UnitCost* const row : transfers) {
    out.transfers = out.transfers + row->price.value;
    out.left_out.push_back(row->code);
  }
  return out;
}

Edition edition_of(const UnitCostTable& table, const UnitCost& row) {
  Edition out = table.edition;
  if (!row.licence.empty()) out.licence = row.licence;
  out.source = row.source;
  return out;
}

Problem unaccepted(const UnitCostTable& table, const UnitCost& row) {
  return problem_at("V14", table.edition.file, {},
                    "the unit cost " + row.code + " is " + std::string(name_of(row.standing)) +
                        ", so it is used only when you say so",
                    {"Nobody here has read it in its source: " + row.source + "."},
                    {"Look it up there, then accept it as it is."});
}

std::vector<const UnitCost*> transfers_of(const UnitCostTable& table, std::string_view code) {
  std::vector<const UnitCost*> out;
  for (const UnitCost& row : table.rows) {
    if (!row.transfer) continue;
    if (row.code == code) return {&row};
    if (row.parent == code && row.level == CostLevel::constituent) out.push_back(&row);
  }
  return out;
}

Problem no_such_code(const UnitCostTable& table, std::string_view code) {
  std::vector<std::string> all;
  for (const UnitCost& row : table.rows) all.push_back(row.code);
  const std::string near = nearest_name(std::string(code), all);
  std::string mend = "Search by words to find it.";
  if (!near.empty()) mend = "Did you mean " + near + "?";
  return problem_at("V11", table.edition.file, {},
                    "\"" + table.edition.title + "\" has no unit cost " + std::string(code), {}, {mend});
}

}  // namespace outturn::savings
