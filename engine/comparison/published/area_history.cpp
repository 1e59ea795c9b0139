#include "engine/comparison/published/area_history.h"

#include <algorithm>

#include "engine/comparison/published/area_code.h"

namespace outturn::comparison {
namespace {

struct Known {
  std::string_view on;
  CodeChangeKind kind;
  std::string_view before;
  std::string_view after;
};

constexpr CodeChangeKind recode = CodeChangeKind::recode;
constexpr CodeChangeKind merge = CodeChangeKind::merge;
constexpr CodeChangeKind split = CodeChangeKind::split;

// Counties that became one unitary authority stand as the merge of their districts; the county's own code is
// a recode of the same ground.
constexpr Known known[] = {
    {"2012-04-01", recode, "E07000100", "E07000240"},  // St Albans
    {"2012-04-01", recode, "E07000104", "E07000241"},  // Welwyn Hatfield
    {"2013-04-01", recode, "E06000048", "E06000057"},  // Northumberland
    {"2013-04-01", recode, "E08000020", "E08000037"},  // Gateshead
    {"2013-04-01", recode, "E07000097", "E07000242"},  // East Hertfordshire
    {"2013-04-01", recode, "E07000101", "E07000243"},  // Stevenage
    {"2019-04-01", merge, "E06000028 E06000029 E07000048", "E06000058"},
    {"2019-04-01", merge, "E07000049 E07000050 E07000051 E07000052 E07000053", "E06000059"},
    {"2019-04-01", split, "E10000009", "E06000058 E06000059"},  // Dorset county, with Christchurch
    {"2019-04-01", merge, "E07000201 E07000204", "E07000245"},  // West Suffolk
    {"2019-04-01", merge, "E07000205 E07000206", "E07000244"},  // East Suffolk
    {"2019-04-01", merge, "E07000190 E07000191", "E07000246"},  // Somerset West and Taunton
    {"2020-04-01", merge, "E07000004 E07000005 E07000006 E07000007", "E06000060"},
    {"2020-04-01", recode, "E10000002", "E06000060"},  // Buckinghamshire
    {"2021-04-01", merge, "E07000150 E07000152 E07000153 E07000156", "E06000061"},
    {"2021-04-01", merge, "E07000151 E07000154 E07000155", "E06000062"},
    {"2021-04-01", split, "E10000021", "E06000061 E06000062"},  // Northamptonshire
    {"2023-04-01", merge, "E07000026 E07000028 E07000029", "E06000063"},
    {"2023-04-01", merge, "E07000027 E07000030 E07000031", "E06000064"},
    {"2023-04-01", split, "E10000006", "E06000063 E06000064"},  // Cumbria
    {"2023-04-01", merge, "E07000163 E07000164 E07000165 E07000166 E07000167 E07000168 E07000169",
     "E06000065"},
    {"2023-04-01", recode, "E10000023", "E06000065"},  // North Yorkshire
    {"2023-04-01", merge, "E07000187 E07000188 E07000189 E07000246", "E06000066"},
    {"2023-04-01", recode, "E10000027", "E06000066"},  // Somerset
    {"2025-05-01", recode, "E08000016", "E08000038"},  // Barnsley
    {"2025-05-01", recode, "E08000019", "E08000039"},  // Sheffield
};

AreaHistory built_in() {
  AreaHistory out;
  for (const Known& one : known)
    out.changes.push_back({*parse_date(one.on), one.kind, codes_in(one.before), codes_in(one.after)});
  return out;
}

bool has(const std::vector<std::string>& list, std::string_view code) {
  return std::find(list.begin(), list.end(), code) != list.end();
}

void add_once(std::vector<std::string>& list, const std::string& code) {
  if (!has(list, code)) list.push_back(code);
}

/// Follows one change, where it concerns any of the codes.
void follow(const CodeChange& change, Became& out) {
  const bool concerned = std::any_of(out.codes.begin(), out.codes.end(),
                                     [&](const std::string& code) { return has(change.before, code); });
  if (!concerned) return;
  std::vector<std::string> now;
  for (const std::string& code : out.codes)
    if (!has(change.before, code)) now.push_back(code);
  for (const std::string& code : change.after) add_once(now, code);
  if (change.kind == CodeChangeKind::merge)
    for (const std::string& code : change.before) add_once(out.together, code);
  if (change.kind == CodeChangeKind::split) out.whole = false;
  out.codes = std::move(now);
  out.by.push_back(&change);
}

std::string joined(const std::vector<std::string>& codes) {
  std::string out;
  for (const std::string& code : codes) out.append(out.empty() ? "" : ", ").append(code);
  return out;
}

std::string_view name_of(CodeChangeKind kind) {
  return kind == CodeChangeKind::recode ? "recode" : kind == CodeChangeKind::merge ? "merge" : "split";
}

}  // namespace

const AreaHistory& english_history() {
  static const AreaHistory all = built_in();
  return all;
}

Became what_became_of(const AreaHistory& history, std::string_view code, Date on) {
  Became out;
  out.codes = {std::string(code)};
  out.together = out.codes;
  for (const CodeChange& change : history.changes)
    if (change.on <= on) follow(change, out);
  return out;
}

std::string words_of(const Became& became) {
  std::string out;
  for (const CodeChange* change : became.by)
    out.append(joined(change->before))
        .append(" became ")
        .append(joined(change->after))
        .append(" on ")
        .append(to_iso(change->on))
        .append(" (")
        .append(name_of(change->kind))
        .append(")\n");
  return out;
}

std::string history_fault(const AreaHistory& history) {
  const CodeChange* earlier = nullptr;
  for (const CodeChange& change : history.changes) {
    const bool many_before = change.before.size() > 1;
    const bool many_after = change.after.size() > 1;
    if (change.before.empty() || change.after.empty()) return "a change without codes on one side";
    if (many_before != (change.kind == CodeChangeKind::merge))
      return "a change of the wrong kind: " + change.before[0];
    if (many_after != (change.kind == CodeChangeKind::split))
      return "a change of the wrong kind: " + change.before[0];
    for (const std::string& code : change.before)
      if (has(change.after, code)) return "a code that becomes itself: " + code;
    if (earlier != nullptr && change.on < earlier->on) return "changes out of order: " + change.before[0];
    earlier = &change;
  }
  return "";
}

}  // namespace outturn::comparison
