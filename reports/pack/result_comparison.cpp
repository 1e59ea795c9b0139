#include "reports/pack/result_comparison.h"

namespace outturn::pack {
namespace {

constexpr int digits = 12;  // as many as a method's figures hold

void effect(const calc::EffectLine& line, JsonWriter& out) {
  const auto figure = [&](std::string_view key, const Exact& value) {
    out.text(key, value.significant(digits));
  };
  out.begin_line();
  out.text("outcome", line.outcome);
  figure("treated", line.treated);
  figure("compared", line.compared);
  figure("difference", line.difference);
  figure("low", line.low);
  figure("high", line.high);
  figure("p", line.p);
  out.end_line();
}

void comparison(const calc::ComparisonRecord& one, JsonWriter& out) {
  out.begin_object();
  out.text("name", one.name);
  out.text("design", one.design);
  out.text("method", one.method);
  out.text("digest", one.digest);
  out.number("submitted", static_cast<std::uint64_t>(one.submitted));
  out.number("analysed", static_cast<std::uint64_t>(one.analysed));
  out.number("compared", static_cast<std::uint64_t>(one.compared));
  out.text("statement", one.statement);
  out.texts("cautions", one.cautions);
  if (!one.effects.empty()) {
    out.begin_array("effects");
    for (const calc::EffectLine& line : one.effects) effect(line, out);
    out.end_array();
  }
  out.end_object();
}

}  // namespace

void write_comparisons(const calc::Record& record, JsonWriter& out) {
  out.begin_array("comparisons");
  for (const calc::ComparisonRecord& one : record.comparisons) comparison(one, out);
  out.end_array();
}

}  // namespace outturn::pack
