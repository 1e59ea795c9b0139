#include "adapters/savings/read_unit_costs.h"

#include "adapters/tables/csv_text.h"

namespace outturn::savings {
namespace {

/// Licences that a source's own words name.
std::string licence_in(std::string_view source) {
  for (const std::string_view one : {"CC BY-NC-ND 4.0", "CC BY 4.0", "OGL v3", "OGL"})
    if (source.find(one) != std::string_view::npos) return std::string(one);
  return "";
}

bool take_year(const NamedRows& rows, UnitCost& cost, Problems& problems) {
  const std::string text(rows.at("price_year"));
  const auto year = price_year_from(text);
  if (year) {
    cost.price.year = *year;
    return true;
  }
  problems.add(problem_at(
      "V5", rows.edition().file, {rows.line(), 0, 0},
      text.empty() ? cost.code + " has no price year" : "\"" + text + "\" is no price year",
      {"Without it the figure can't be brought to another year's prices."},
      {"Write the year whose prices it is in: 2013-14 for a financial year, 2013 for a calendar year."}));
  return false;
}

bool take_kind(const NamedRows& rows, UnitCost& cost, Problems& problems) {
  const std::string_view word = rows.at("kind", "category");
  const auto kind = word.empty() ? CostKind::fiscal : cost_kind_from(word);
  if (kind) {
    cost.kind = *kind;
    return true;
  }
  problems.add(problem_at("V6", rows.edition().file, {rows.line(), 0, 0},
                          "\"" + std::string(word) + "\" is no kind of value", {},
                          {"Write fiscal, economic or social."}));
  return false;
}

void take_uprating(const NamedRows& rows, UnitCost& cost) {
  if (rows.at("uprated_from").empty()) return;
  Uprating how;
  how.from = price_year_from(rows.at("uprated_from")).value_or(PriceYear{});
  how.to = cost.price.year;
  how.release = rows.at("uprated_with").empty() ? "not told" : std::string(rows.at("uprated_with"));
  how.standing = Standing::given;
  cost.price.uprated = how;
}

void take_words(const NamedRows& rows, UnitCost& cost, const std::string& last_source) {
  const auto text = [&](std::string_view column) { return std::string(rows.at(column)); };
  cost.theme = text("theme");
  cost.unit = text("unit");
  cost.agency = text("agency");
  cost.agency_part = text("agency_part");
  cost.level = cost_level_from(rows.at("level")).value_or(CostLevel::headline);
  cost.parent = text("parent");
  cost.transfer = rows.at("transfer") == "yes";
  cost.source = text("source") == "as above" ? last_source : text("source");
  if (cost.source.empty()) cost.source = rows.edition().source;
  cost.licence = text("licence");
  if (cost.licence.empty()) cost.licence = licence_in(cost.source);
  cost.confidence = text("confidence");
  cost.cashability = text("cashability");
  cost.caution = text("caution");
}

std::optional<UnitCostTable> read_rows(const TableFile& file, std::string_view text, const Edition& told,
                                       Problems& problems) {
  NamedRows rows(file, text, told);
  UnitCostTable table{rows.edition(), {}};
  Problems own;
  if (need_columns(rows,
                   {rows.has("id") ? "id" : "code", rows.has("name") ? "name" : "description", "unit",
                    "value", "price_year"},
                   own)) {
    std::string last_source;
    while (rows.next()) {
      UnitCost cost;
      cost.code = rows.at("code", "id");
      cost.description = rows.at("description", "name");
      cost.line = rows.line();
      cost.standing = standing_at(rows);
      take_words(rows, cost, last_source);
      last_source = cost.source;
      const auto value = number_at(rows, "value", true, own);
      const bool year = take_year(rows, cost, own);
      if (!take_kind(rows, cost, own) || !year || !value) continue;
      cost.price.value = *value;
      take_uprating(rows, cost);
      table.rows.push_back(std::move(cost));
    }
  }
  problems.append(own);
  if (own.has_errors()) return std::nullopt;
  return table;
}

}  // namespace

std::optional<UnitCostTable> read_unit_costs(const TableFile& file, const Edition& told, Problems& problems) {
  std::optional<UnitCostTable> table;
  if (file.bytes.starts_with("PK")) {
    table = read_unit_cost_workbook(file, told, problems);
  } else {
    const auto texts = opendata::texts_of(file.name, file.bytes, "", problems);
    if (!texts.empty()) table = read_rows(file, texts.front().text, told, problems);
  }
  if (!table || !sound(table->edition, unit_costs_fault(*table), problems)) return std::nullopt;
  return table;
}

std::string unit_costs_csv(const UnitCostTable& table) {
  const Edition& e = table.edition;
  std::string out = "# title: " + e.title + "\n# edition: " + e.edition + "\n# publisher: " + e.publisher +
                    "\n# licence: " + e.licence + "\n# source: " + e.source +
                    "\n# retrieved: " + e.retrieved + "\n# note: " + e.note +
                    "\ncode,kind,value,price_year,unit,level,parent,transfer,agency,agency_part,theme,"
                    "description,source,licence,confidence,caution,standing\n";
  for (const UnitCost& row : table.rows) {
    const std::string value = row.price.value.decimal().value_or(row.price.value.significant(17));
    for (const std::string& cell :
         {row.code, std::string(name_of(row.kind)), value, text_of(row.price.year), row.unit,
          std::string(name_of(row.level)), row.parent, std::string(row.transfer ? "yes" : ""), row.agency,
          row.agency_part, row.theme, row.description, row.source, row.licence, row.confidence, row.caution})
      out += tables::csv_cell(cell) + ',';
    out += std::string(name_of(row.standing)) + '\n';
  }
  return out;
}

}  // namespace outturn::savings
