#include "reports/pack/explain_text.h"

#include <set>

#include <nlohmann/json.hpp>

#include "reports/pack/lines.h"

namespace outturn::pack {
namespace {

using calc::Explanation;
using Json = nlohmann::ordered_json;

constexpr std::string_view mark = " ...";

std::string place(const Explanation& one, const Explanation* above) {
  if (one.row_kind.empty()) return {};
  if (above != nullptr && above->row_kind == one.row_kind && above->row == one.row) return {};
  return ", " + one.row_kind + " " + one.row;
}

class Printer {
 public:
  explicit Printer(const CellOfWorkbook& cell) : cell_(cell) {}

  std::string print(const Explanation& root) {
    entry(root, nullptr, 0);
    if (cut_) out_ += "\n... marks a figure with parts of its own: ask for it by its name and key.\n";
    return std::move(out_);
  }

 private:
  void entry(const Explanation& one, const Explanation* above, std::size_t depth) {
    const std::string indent(2 * (depth == 0 ? 0 : depth - 1), ' ');
    std::string head = one.title + place(one, above);
    if (above != nullptr && !one.about_row.empty()) head += " (" + one.about_row + ")";
    head += ": " + one.shown;
    if (!one.reached.empty()) head += ", " + one.reached;
    if (one.again) head += " (told elsewhere here)";
    if (one.more) head += mark;
    cut_ = cut_ || one.more;
    const bool leaf = one.how.empty() || one.again || (one.reasons.empty() && one.children.empty());
    const std::string from = grounds(one, above);
    const bool short_form = leaf && one.reasons.empty() && !from.empty();
    append_wrapped(out_, above == nullptr ? "" : indent + "- ",
                   short_form && !one.again ? head + "  [" + from + "]" : head);
    if (short_form || one.again) return;
    const std::string inner = indent + (above == nullptr ? "  " : "    ");
    if (above == nullptr && !one.about_row.empty())
      append_wrapped(out_, inner, "The " + one.row_kind + ": " + one.about_row + ".");
    for (const std::string& reason : one.reasons) append_wrapped(out_, inner, reason);
    if (!one.how.empty()) append_wrapped(out_, inner + "= ", one.how);
    if (!one.worked.empty()) append_wrapped(out_, inner + "= ", one.worked);
    if (!from.empty()) append_wrapped(out_, inner + "[", from + "]");
    if (depth == 0 && !one.quote.empty()) append_wrapped(out_, inner + "  ", "\"" + one.quote + "\"");
    for (const Explanation& child : one.children) entry(child, &one, depth + 1);
    if (!one.rest.empty())
      append_wrapped(out_, (above == nullptr ? "" : indent + "  ") + std::string("- "), one.rest);
  }

  /// The line that settles a doubt, and its clauses where the statement has not been cited before.
  std::string grounds(const Explanation& one, const Explanation* above) {
    const std::string clauses = joined(one.clauses, "; ");
    const bool input = one.how.empty();
    const std::string cell = cell_ ? cell_(one.column, one.row_index) : "";
    const bool same = above != nullptr && above->source == one.source && above->clauses == one.clauses;
    if (same && !input) return cell;
    const bool fresh = cited_.insert(clauses).second || one.role == calc::Role::term;
    std::vector<std::string> parts{one.source, cell};
    if (fresh) parts.push_back(clauses);
    return joined(parts, "; ");
  }

  const CellOfWorkbook& cell_;
  std::string out_;
  std::set<std::string> cited_;
  bool cut_ = false;
};

Json tree(const Explanation& one, const CellOfWorkbook& cell) {
  Json out;
  out["name"] = one.name;
  if (!one.row_kind.empty()) out["each"] = one.row_kind;
  if (!one.row_kind.empty()) out["key"] = one.row;
  if (!one.about_row.empty()) out["row"] = one.about_row;
  out["role"] = role_words(one.role);
  out["shown"] = one.shown;
  if (!one.reached.empty()) out["reached"] = one.reached;
  if (!one.how.empty()) out["formula"] = one.how;
  if (!one.worked.empty()) out["worked"] = one.worked;
  if (!one.reasons.empty()) out["reasons"] = one.reasons;
  out["clauses"] = one.clauses;
  if (!one.source.empty()) out["source"] = one.source;
  if (!one.quote.empty()) out["quote"] = one.quote;
  const std::string at = cell ? cell(one.column, one.row_index) : "";
  if (!at.empty()) out["cell"] = at;
  if (one.again) out["told_elsewhere"] = true;
  if (one.more) out["more"] = true;
  if (!one.children.empty()) {
    Json children = Json::array();
    for (const Explanation& child : one.children) children.push_back(tree(child, cell));
    out["from"] = std::move(children);
  }
  if (!one.rest.empty()) out["rest"] = one.rest;
  return out;
}

}  // namespace

std::string explanation_text(const calc::Explanation& explanation, const CellOfWorkbook& cell) {
  return Printer(cell).print(explanation);
}

std::string explanation_json(const calc::Explanation& explanation, const CellOfWorkbook& cell) {
  return tree(explanation, cell).dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace outturn::pack
