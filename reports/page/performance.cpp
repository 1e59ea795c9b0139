// Performance: what was measured against the contract's thresholds, and against what would have been without.
//
// Thresholds are found in the formulas: a measured figure that is compared with a term. What the analyses
// behind a comparison show is told in their own words; a difference that is not shown is never worded as
// none.
#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "engine/explain/cell_reader.h"
#include "engine/explain/words.h"
#include "reports/html/chart.h"
#include "reports/html/html.h"
#include "reports/page/sections.h"

namespace outturn::page {
namespace {

using calc::Op;
using html::paragraph;
using html::words;

constexpr std::size_t most_rows_told = 24;

/// A measured figure set against a term of the contract.
struct Threshold {
  ColumnId measured = none;
  ColumnId term = none;
  Op op = Op::at_least;
  auto operator<=>(const Threshold&) const = default;
};

bool refers(const calc::Node& node) { return node.op == Op::this_row || node.op == Op::scalar; }

/// Shares, points and rates; amounts, days and counts of rows are conditions and no performance.
bool is_measure(const calc::Column& column) {
  if (column.role == calc::Role::term || column.role == calc::Role::link) return false;
  if (column.unit == calc::Unit::percent || column.unit == calc::Unit::points) return true;
  return column.unit == calc::Unit::plain &&
         (column.type.kind == calc::Kind::decimal || column.type.kind == calc::Kind::exact);
}

Op turned(Op op) {
  switch (op) {
    case Op::less:
      return Op::more;
    case Op::more:
      return Op::less;
    case Op::at_most:
      return Op::at_least;
    default:
      return Op::at_most;
  }
}

std::vector<Threshold> thresholds(const calc::Graph& graph) {
  std::vector<Threshold> out;
  std::set<Threshold> seen;
  for (const calc::Node& node : graph.nodes()) {
    if (node.op != Op::less && node.op != Op::at_most && node.op != Op::more && node.op != Op::at_least)
      continue;
    const calc::Node& a = graph.node(node.args[0]);
    const calc::Node& b = graph.node(node.args[1]);
    if (!refers(a) || !refers(b)) continue;
    const bool term_first = graph.column(a.column).role == calc::Role::term;
    const Threshold one{term_first ? b.column : a.column, term_first ? a.column : b.column,
                        term_first ? turned(node.op) : node.op};
    const calc::Column& term = graph.column(one.term);
    if (term.role != calc::Role::term || !graph.frame(term.frame).name.empty() ||
        !is_measure(graph.column(one.measured)) || graph.rows(one.measured) > most_rows_told)
      continue;
    if (seen.insert(one).second) out.push_back(one);
  }
  return out;
}

bool holds(Op op, const Exact& measured, const Exact& term) {
  switch (op) {
    case Op::less:
      return measured < term;
    case Op::more:
      return term < measured;
    case Op::at_most:
      return !(term < measured);
    default:
      return !(measured < term);
  }
}

const char* words_of(Op op) {
  switch (op) {
    case Op::less:
      return "less than";
    case Op::more:
      return "more than";
    case Op::at_most:
      return "at most";
    default:
      return "at least";
  }
}

/// The figure as a bar, and the threshold as a mark across it.
std::string against(double measured, double term) {
  const double high = 1.15 * std::max({measured, term, 0.0});
  const double low = 1.15 * std::min({measured, term, 0.0});
  const html::Scale scale{low, high > low ? high : low + 1};
  const double zero = 100 * scale.share(0);
  const double end = 100 * scale.share(measured);
  return fmt::format(
      "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect "
      "class=\"for\" x=\"{}\" y=\"2\" width=\"{}\" height=\"6\"/><rect class=\"edge\" x=\"{}\" y=\"0\" "
      "width=\"1\" height=\"10\"/></svg>",
      html::place(std::min(zero, end)), html::place(std::max(std::abs(end - zero), 0.4)),
      html::place(100 * scale.share(term) - 0.5));
}

std::string threshold_lines(Subject& subject) {
  const std::vector<Threshold> all = thresholds(subject.graph);
  if (all.empty()) return {};
  const calc::Graph& graph = subject.graph;
  std::string out = "<h3>Against the contract’s thresholds</h3>\n";
  std::set<ColumnId> terms;
  for (const Threshold& one : all) {
    const calc::Column& column = graph.column(one.measured);
    const Exact term = calc::value_at(graph, one.term, 0);
    for (std::size_t row = 0; row < graph.rows(one.measured); ++row) {
      const bool known =
          calc::cell_known(graph, one.measured, calc::known_column_of(graph, one.measured), row);
      const Exact measured = calc::value_at(graph, one.measured, row);
      const std::string where = calc::row_in_words(graph, column.frame, row);
      out +=
          subject.line({words(calc::column_words(graph, one.measured) + (where.empty() ? "" : ", " + where)),
                        one.measured, row, known ? against(measured.to_double(), term.to_double()) : "",
                        fmt::format("{} {}: {}", words_of(one.op), words(subject.texts.shown(one.term, 0)),
                                    !known                          ? "not known"
                                    : holds(one.op, measured, term) ? "<b>met</b>"
                                                                    : "<b>not met</b>"),
                        ""});
    }
    if (terms.insert(one.term).second)
      out += subject.line({"threshold: " + words(calc::column_words(graph, one.term)), one.term});
  }
  return out + html::how_to_read("the bar is what was measured, the mark across it the threshold.");
}

/// A point in its 95 % interval, on a line that shows where no difference lies.
std::string interval(double low, double point, double high, double nothing) {
  const double from = std::min(low, nothing);
  const double to = std::max(high, nothing);
  const double margin = to > from ? (to - from) * 0.08 : 1;
  const html::Scale scale{from - margin, to + margin};
  const auto at = [&](double value) { return html::place(8 + 304 * scale.share(value)); };
  return fmt::format(
      "<svg class=\"effect\" viewBox=\"0 0 320 24\" aria-hidden=\"true\"><line class=\"axis\" x1=\"8\" "
      "y1=\"12\" "
      "x2=\"312\" y2=\"12\"/><line class=\"nothing\" x1=\"{3}\" y1=\"1\" x2=\"{3}\" y2=\"23\"/><line "
      "class=\"span\" x1=\"{0}\" y1=\"12\" x2=\"{2}\" y2=\"12\"/><circle class=\"found\" cx=\"{1}\" "
      "cy=\"12\" "
      "r=\"5\"/></svg>",
      at(low), at(point), at(high), at(nothing));
}

/// A share of 1 as a percentage, anything else as a number.
std::string shown(const Exact& value, bool binary) {
  constexpr int places = 4;
  const auto scaled = round_scaled(value, places, Rounding::half_up);
  if (!scaled) return value.significant(6);
  return binary ? show_percent(*scaled, places) : grouped_decimal(*scaled, places);
}

class Comparison {
 public:
  explicit Comparison(const calc::ComparisonRecord& record) : record_(record) {}

  std::string write() {
    std::string out = fmt::format("<h3>{}</h3>\n<p class=\"lead\">{}</p>\n",
                                  words(calc::name_in_words(record_.name)), words(record_.statement));
    if (!record_.refusal.empty()) out += paragraph("<b>No verdict:</b> " + words(record_.refusal));
    for (const std::string& caution : record_.cautions) out += paragraph(words(caution));
    if (!record_.effects.empty()) out += effects();
    if (record_.expected) out += expected(*record_.expected);
    return out + how();
  }

 private:
  [[nodiscard]] std::string figure(const std::string& name, const Exact& value, bool binary,
                                   const char* tag = "span") const {
    return fmt::format("<{0}{1}>{2}</{0}>", tag,
                       html::figure_of("comparisons." + record_.name + "." + name, value.significant(15)),
                       shown(value, binary));
  }

  std::string effects() {
    std::string out = html::table("Effects", "Those who took part against those they are compared with",
                                  {{"Outcome"},
                                   {"Took part", true},
                                   {"Compared with", true},
                                   {"Difference", true},
                                   {"95&#160;% interval"},
                                   {"p", true}});
    for (const calc::EffectLine& line : record_.effects) {
      const auto cell = [&](const char* name, const Exact& value) {
        return fmt::format("<td class=\"n\">{}</td>", figure(line.outcome + "." + name, value, line.binary));
      };
      out += fmt::format(
          "<tr><th scope=\"row\">{}</th>{}{}{}<td class=\"draw\">{}{} to {}</td><td "
          "class=\"n\">{}</td></tr>\n",
          words(line.outcome), cell("treated", line.treated), cell("compared", line.compared),
          cell("difference", line.difference),
          interval(line.low.to_double(), line.difference.to_double(), line.high.to_double(), 0),
          figure(line.outcome + ".low", line.low, line.binary),
          figure(line.outcome + ".high", line.high, line.binary), shown(line.p, false));
    }
    return out + std::string(html::table_end) +
           html::how_to_read(
               "the dot is the difference, the thick line its interval. Where it crosses the upright line at "
               "nothing, this many people do not show a difference; that is not the same as none.");
  }

  std::string expected(const calc::ExpectedLine& line) {
    std::string out = fmt::format(
        "<p>{} observed where {} were expected: a ratio of {}, 95&#160;% from {} to {} ({}).</p>\n<p "
        "class=\"draw\">{}</p>\n",
        html::whole(static_cast<std::uint64_t>(line.observed)), figure("expected", line.expected, false),
        figure("ratio", line.ratio, false), figure("ratio.low", line.low, false),
        figure("ratio.high", line.high, false), words(line.interval_words),
        interval(line.low.to_double(), line.ratio.to_double(), line.high.to_double(), 1));
    return out + html::how_to_read(
                     "the dot is the ratio, the thick line its interval; the upright line is 1, as "
                     "many as expected.");
  }

  std::string how() {
    std::string inside = "<dl class=\"facts\">\n";
    const auto fact = [&](const std::string& name, const std::string& what) {
      if (!what.empty()) inside += fmt::format("<dt>{}</dt><dd>{}</dd>\n", words(name), words(what));
    };
    fact("Design", record_.design);
    fact("Method", record_.method);
    fact("People put forward", html::whole(static_cast<std::uint64_t>(record_.submitted)));
    fact("Of these analysed", html::whole(static_cast<std::uint64_t>(record_.analysed)));
    if (record_.compared != 0)
      fact("Compared with", html::whole(static_cast<std::uint64_t>(record_.compared)) + " others");
    fact("Detectable", record_.detectable);
    fact("Maryland scale", record_.maryland);
    fact("Nesta standards", record_.nesta);
    for (const calc::Described& one : record_.parameters) fact(one.name, one.words);
    fact("Record", record_.name + ".json, SHA-256 " + record_.digest);
    return opening({"How it was analysed", "", "", "", "", inside + "</dl>\n"});
  }

  const calc::ComparisonRecord& record_;
};

}  // namespace

std::string performance(Subject& subject) {
  std::string out = threshold_lines(subject);
  for (const calc::ComparisonRecord& one : subject.record.comparisons) out += Comparison(one).write();
  if (out.empty()) return {};
  return html::section("performance", "Performance") + out + std::string(html::section_end);
}

}  // namespace outturn::page
