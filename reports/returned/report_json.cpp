#include <nlohmann/json.hpp>

#include "engine/values/rounding.h"
#include "engine/values/show.h"
#include "reports/returned/report.h"

namespace outturn::returned {
namespace {

using Json = nlohmann::ordered_json;

Json amount(const std::optional<Exact>& value, int places) {
  if (!value) return nullptr;
  const auto held = round_scaled(*value, places, Rounding::half_up);
  return held ? Json(plain_decimal(*held, places)) : Json(value->fraction());
}

Json told(const Finding& finding, int places) {
  return {{"sheet", finding.sheet},   {"cell", finding.cell},
          {"what", finding.what},     {"name", finding.name},
          {"source", finding.source}, {"had", finding.had},
          {"has", finding.has},       {"effect", amount(finding.effect, places)},
          {"cells", finding.cells},   {"note", finding.note}};
}

}  // namespace

std::string report_json(const Report& report) {
  Json out = {{"same", report.same()},
              {"book", report.book},
              {"contract", report.contract},
              {"as_at", to_iso(report.as_at)},
              {"cut_off", to_iso(report.cut_off)},
              {"currency", report.currency},
              {"payment_due", amount(report.due, report.places)},
              {"payment_due_changed", amount(report.due_changed, report.places)},
              {"changed_cells", report.changed_cells},
              {"without_effect", report.without_effect},
              {"remarks", report.remarks}};
  out["findings"] = Json::array();
  for (const Finding& finding : report.findings) out["findings"].push_back(told(finding, report.places));
  out["payments_moved"] = Json::array();
  for (const PaymentMoved& one : report.payments)
    out["payments_moved"].push_back({{"name", one.name}, {"had", one.had}, {"has", one.has}});
  out["results_that_do_not_follow"] = Json::array();
  for (const Finding& finding : report.stored)
    out["results_that_do_not_follow"].push_back(told(finding, report.places));
  return out.dump(1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace outturn::returned
