// An explanation as nested parts that open, the same tree that `outturn explain` prints.
#include <set>

#include <fmt/format.h>

#include "engine/explain/explain.h"
#include "reports/html/html.h"
#include "reports/pack/lines.h"
#include "reports/page/subject.h"

namespace outturn::page {
namespace {

using calc::Explanation;
using html::words;

constexpr calc::ExplainLimits limits{4, 40, 10};

class Tree {
 public:
  Tree(const Subject& subject, const Explanation& root) : subject_(subject), root_(root) {}

  std::string write() {
    if (!root_.about_row.empty())
      out_ += html::paragraph(fmt::format("The {}: {}.", words(root_.row_kind), words(root_.about_row)));
    body(root_, nullptr);
    if (cut_)
      out_ +=
          "<p class=\"soft\">… has parts of its own: follow its cell in the workbook, or ask <code>outturn "
          "explain</code> for it by its name and key.</p>\n";
    return std::move(out_);
  }

 private:
  /// What stands below the line of a figure.
  void body(const Explanation& one, const Explanation* above) {
    for (const std::string& reason : one.reasons) out_ += html::paragraph(words(reason));
    if (!one.how.empty()) {
      out_ += fmt::format("<p class=\"formula\"><span>{}</span> = {}", words(one.title), words(one.how));
      if (!one.worked.empty()) out_ += fmt::format("<br/>= {}", words(one.worked));
      out_ += "</p>\n";
    }
    grounds(one, above);
    if (!one.children.empty() || !one.rest.empty()) {
      out_ += "<ul class=\"parts\">\n";
      for (const Explanation& child : one.children) part(child, one);
      if (!one.rest.empty()) out_ += fmt::format("<li class=\"soft\">{}</li>\n", words(one.rest));
      out_ += "</ul>\n";
    }
  }

  void part(const Explanation& one, const Explanation& above) {
    cut_ = cut_ || one.more;
    const std::string place = subject_.place_on_page(one.column, one.row_index);
    const bool elsewhere = !place.empty() && !same_cell(one, root_);
    const bool opens =
        !elsewhere && !one.again && (!one.children.empty() || !one.reasons.empty() || !one.worked.empty());
    const std::string name =
        elsewhere ? fmt::format("<a href=\"#{}\">{}</a>", place, title(one, above)) : title(one, above);
    const std::string head = fmt::format(
        "<span class=\"name\">{}{}</span> {}", name,
        one.about_row.empty() ? "" : fmt::format(" <small>{}</small>", words(one.about_row)), value(one));
    if (opens) {
      out_ += fmt::format("<li><details><summary>{}</summary>\n", head);
      body(one, &above);
      out_ += "</details></li>\n";
      return;
    }
    out_ += fmt::format("<li>{}", head);
    if (one.again)
      out_ += " <small>told elsewhere here</small>";
    else if (!elsewhere)
      grounds(one, &above);
    out_ += "</li>\n";
  }

  static bool same_cell(const Explanation& a, const Explanation& b) {
    return a.column == b.column && a.row_index == b.row_index;
  }

  static std::string title(const Explanation& one, const Explanation& above) {
    std::string out = words(one.title);
    if (!one.row_kind.empty() && (above.row_kind != one.row_kind || above.row != one.row))
      out += ", " + words(one.row_kind + " " + one.row);
    if (!one.reached.empty()) out += ", " + words(one.reached);
    return out;
  }

  [[nodiscard]] std::string value(const Explanation& one) const {
    return subject_.figure(one.column, one.row_index) + (one.more ? " …" : "");
  }

  /// The contract's line, its clauses and the workbook's cell: what settles a doubt.
  void grounds(const Explanation& one, const Explanation* above) {
    const bool same = above != nullptr && above->source == one.source && above->clauses == one.clauses;
    std::vector<std::string> parts;
    if (!same || one.how.empty()) {
      parts.push_back(one.source);
      const std::string clauses = pack::joined(one.clauses, "; ");
      if (cited_.insert(clauses).second || one.role == calc::Role::term) parts.push_back(clauses);
    }
    const std::string cell = subject_.cell_of_workbook(one.column, one.row_index);
    if (!cell.empty()) parts.push_back("workbook " + cell);
    const bool quoted = !one.quote.empty() && quoted_.insert(one.source).second;
    if (quoted) out_ += fmt::format("<blockquote>{}</blockquote>\n", words(one.quote));
    const std::string all = pack::joined(parts, " · ");
    if (!all.empty()) out_ += fmt::format("<p class=\"source\">{}</p>\n", words(all));
  }

  const Subject& subject_;
  const Explanation& root_;
  std::string out_;
  std::set<std::string> cited_;
  std::set<std::string> quoted_;
  bool cut_ = false;
};

}  // namespace

std::string explanation(const Subject& subject, ColumnId column, std::size_t row) {
  const Explanation root = calc::explain(subject.run, column, row, limits);
  return Tree(subject, root).write();
}

}  // namespace outturn::page
