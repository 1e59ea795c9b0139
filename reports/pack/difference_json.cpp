#include <nlohmann/json.hpp>

#include "reports/pack/difference_text.h"

namespace outturn::pack {
namespace {

using Json = nlohmann::ordered_json;
using difference::Change;
using difference::How;
using difference::What;

std::string_view words(What what) {
  switch (what) {
    case What::run:
      return "run";
    case What::term:
      return "term";
    case What::card_row:
      return "card_row";
    case What::statement:
      return "statement";
    case What::evidence_row:
      return "evidence_row";
    case What::evidence_cell:
      return "evidence_cell";
    case What::order:
      break;
  }
  return "order";
}

std::string_view words(How how) {
  return how == How::changed ? "changed" : how == How::added ? "added" : "removed";
}

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

std::string amount(const Exact& value) { return value.decimal().value_or(value.fraction()); }

Json figure(const difference::Figure& one) {
  return {{"name", one.name},
          {"before", or_null(one.before)},
          {"after", or_null(one.after)},
          {"difference", amount(one.difference)}};
}

Json change(const Change& one) {
  return {{"what", words(one.what)},
          {"how", words(one.how)},
          {"name", one.name},
          {"row", or_null(one.row)},
          {"before", or_null(one.before)},
          {"after", or_null(one.after)},
          {"clauses", one.clauses},
          {"place_before", or_null(one.place_before)},
          {"place_after", or_null(one.place_after)},
          {"quote", or_null(one.quote)},
          {"group", one.group}};
}

}  // namespace

std::string difference_json(const difference::Difference& found) {
  Json out;
  out["same"] = found.same();
  out["currency"] = found.currency;
  out["payment_due"] = figure(found.total);
  for (const char* name : {"payments", "other_figures", "changes", "groups", "effects", "rows"})
    out[name] = Json::array();
  for (const auto& one : found.payments) out["payments"].push_back(figure(one));
  for (const auto& one : found.others) out["other_figures"].push_back(figure(one));
  for (const Change& one : found.changes) out["changes"].push_back(change(one));
  for (const auto& one : found.groups)
    out["groups"].push_back({{"words", one.words}, {"changes", one.changes}});
  for (const auto& one : found.effects) {
    out["effects"].push_back({{"groups", one.groups},
                              {"and_others", one.more},
                              {"amount", amount(one.amount)},
                              {"rows", one.rows}});
  }
  for (const auto& one : found.rows) {
    const difference::Causes& causes = found.causes[one.causes];
    out["rows"].push_back({{"payment", one.payment},
                           {"each", or_null(one.kind)},
                           {"key", or_null(one.key)},
                           {"about", or_null(one.about)},
                           {"before", or_null(one.before)},
                           {"after", or_null(one.after)},
                           {"difference", amount(one.difference)},
                           {"causes", causes.changes},
                           {"and_others", causes.more}});
  }
  out["cells_moved"] = found.cells_moved;
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace outturn::pack
