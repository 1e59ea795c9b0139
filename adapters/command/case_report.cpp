#include "adapters/command/case_report.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace outturn::command {

using OrderedJson = nlohmann::ordered_json;
using Form = language::CaseExpectation::Form;

namespace {

constexpr std::size_t line_width = 110;

/// reduction_pct, reduction_pp (points), pct_of_target: the sources' names for figures such as 8.39.
bool named_percentage(const std::string& name) {
  return name.ends_with("_pct") || name.ends_with("_pp") || name.starts_with("pct_");
}

OrderedJson json_figure(const std::optional<Exact>& value, const Comparison& of) {
  if (!value) return nullptr;
  if (of.unit == calc::Unit::flag) return value->sign() != 0;
  if (of.unit == calc::Unit::date)
    return to_iso(Date{static_cast<std::int32_t>(value->small().value_or(Exact::Small{0, 1}).num)});
  const bool percentage =
      named_percentage(of.name) && (of.unit == calc::Unit::percent || of.unit == calc::Unit::points);
  const Exact shown = percentage ? *value * Exact(100) : *value;
  const auto finite = shown.decimal();
  return OrderedJson::parse(finite && finite->size() <= 16 ? *finite : shown.significant(15));
}

/// One figure, a list in the order of the rows, or an object by key.
OrderedJson json_figures(const Comparison& of, bool expected) {
  const auto one = [&](const ComparedFigure& figure) {
    const bool nothing = expected && figure.expected_shown == "not there";
    return json_figure(expected && !nothing ? std::optional(figure.expected)
                       : expected           ? std::nullopt
                                            : figure.actual,
                       of);
  };
  if (of.form == Form::one) return of.figures.empty() ? OrderedJson(nullptr) : one(of.figures.front());
  OrderedJson out = of.form == Form::each ? OrderedJson::array() : OrderedJson::object();
  for (const ComparedFigure& figure : of.figures) {
    if (of.form == Form::each)
      out.push_back(one(figure));
    else
      out[figure.key] = one(figure);
  }
  return out;
}

/// "M01 231, printed 527; ..." of the figures that differ.
std::string differences(const Comparison& of) {
  std::string out;
  for (const ComparedFigure& figure : of.figures) {
    if (figure.agrees) continue;
    out += (out.empty() ? " (" : "; ") + figure.key + " " + figure.actual_shown + ", printed " +
           figure.expected_shown;
  }
  return out + (out.empty() ? "" : ")");
}

/// "reduction 8.39%", or how many figures of a list agree.
std::string in_a_line(const CaseResult& result) {
  std::string out;
  for (const Comparison& of : result.comparisons) {
    const auto agree =
        std::count_if(of.figures.begin(), of.figures.end(), [](const auto& figure) { return figure.agrees; });
    const auto all = static_cast<std::ptrdiff_t>(of.figures.size());
    out += (out.empty() ? "" : ", ") + of.name;
    if (of.form != Form::one) {
      out += agree == all ? fmt::format(": all {} agree", all)
                          : fmt::format(": {} of {} differ", all - agree, all) + differences(of);
    } else if (all == 1) {
      const ComparedFigure& figure = of.figures.front();
      out += " " + (agree == 1 && figure.expected_shown == figure.actual_shown
                        ? figure.actual_shown
                        : figure.actual_shown + ", printed " + figure.expected_shown);
    }
  }
  return out;
}

std::string in_words(CaseStatus status) {
  std::string out(words(status));
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

/// Words over several lines of at most `width` columns, each begun with `indent`.
std::string wrapped(const std::string& text, const std::string& indent, std::size_t width) {
  std::string out;
  std::string line = indent;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, space - at);
    if (line.size() > indent.size() && line.size() + word.size() + 1 > width) {
      out += line + "\n";
      line = indent;
    }
    line += (line.size() > indent.size() ? " " : "") + word;
    at = space + 1;
  }
  return out + line + "\n";
}

std::string counted_cases(const std::vector<CaseResult>& results) {
  const auto of = [&](CaseStatus status) {
    return std::count_if(results.begin(), results.end(),
                         [status](const CaseResult& r) { return r.status == status; });
  };
  const auto waiting = of(CaseStatus::waits);
  const auto inconsistent = of(CaseStatus::does_not_reconcile);
  return fmt::format("{} {}: {} pass, {} fail, {} {} not reconcile, {} {}\n", results.size(),
                     results.size() == 1 ? "case" : "cases", of(CaseStatus::pass), of(CaseStatus::fail),
                     inconsistent, inconsistent == 1 ? "does" : "do", waiting,
                     waiting == 1 ? "waits" : "wait");
}

}  // namespace

std::string cases_json(const std::vector<CaseResult>& results) {
  OrderedJson rows = OrderedJson::array();
  for (const CaseResult& result : results) {
    OrderedJson expected = OrderedJson::object();
    OrderedJson actual = OrderedJson::object();
    for (const Comparison& of : result.comparisons) {
      expected[of.name] = json_figures(of, true);
      actual[of.name] = json_figures(of, false);
    }
    rows.push_back({{"contract", result.contract},
                    {"case", result.id},
                    {"kind", result.kind},
                    {"status", words(result.status)},
                    {"expected", expected},
                    {"actual", actual},
                    {"note", result.note}});
  }
  return rows.dump(1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

std::string cases_text(const std::vector<CaseResult>& results) {
  std::string out;
  std::string contract;
  std::size_t widest = 0;
  for (const CaseResult& result : results) widest = std::max(widest, result.id.size());
  for (const CaseResult& result : results) {
    if (result.contract != contract) out += (out.empty() ? "" : "\n") + result.contract + "\n";
    contract = result.contract;
    const std::string head =
        fmt::format("  {:<18}  {:<{}}  {:<22}  ", in_words(result.status), result.id, widest, result.kind);
    const std::string figures = in_a_line(result);
    const bool fits = head.size() + figures.size() <= line_width + 10;
    out += head + (fits ? figures : "");
    out.erase(out.find_last_not_of(' ') + 1);
    out += "\n";
    if (!fits) out += wrapped(figures, std::string(22, ' '), line_width);
    if (!result.note.empty()) out += wrapped(result.note, std::string(22, ' '), line_width);
  }
  return out + (out.empty() ? "" : "\n") + counted_cases(results);
}

}  // namespace outturn::command
