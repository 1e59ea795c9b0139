// Each payment: its four numbers, what became of its rows, by reason, by code and by period.
#include <algorithm>

#include <fmt/format.h>

#include "engine/explain/cell_reader.h"
#include "engine/explain/reasons.h"
#include "reports/html/chart.h"
#include "reports/html/html.h"
#include "reports/pack/lines.h"
#include "reports/page/sections.h"

namespace outturn::page {
namespace {

using calc::name_in_words;
using html::paragraph;
using html::words;
using pack::counted;

constexpr std::size_t few_rows = 12;   ///< each opens by itself
constexpr std::size_t most_shown = 3;  ///< of a group, where no script runs

double number(const Exact& value) { return value.to_double(); }

/// A group of rows of a payment, and the largest of them.
struct Sum {
  std::size_t rows = 0;
  std::size_t paid = 0;
  Exact payable;
  std::vector<std::size_t> largest;
};

class OnePayment {
 public:
  OnePayment(Subject& subject, const RowsData& rows, std::size_t index)
      : subject_(subject),
        graph_(subject.graph),
        payment_(subject.record.payments[index]),
        index_(index),
        rows_(rows.frame_of(index)) {}

  std::string write() {
    out_ = fmt::format("<h3 id=\"payment-{}\">{}</h3>\n", index_ + 1, words(name_in_words(payment_.name)));
    const calc::Frame& frame = graph_.frame(graph_.column(payment_.column).frame);
    pack::PaymentFacts facts;
    if (subject_.writing()) facts = became_of_it(frame);
    numbers();
    split();
    if (rows_ == nullptr) return std::move(out_);
    if (frame.rows <= few_rows) each_row(frame);
    if (!subject_.writing()) return {};  // what follows opens by itself
    by_reason(std::move(facts));
    if (rows_->codes) groups("code", *rows_->codes, "for");
    if (rows_->periods) groups("period", *rows_->periods, "against");
    return std::move(out_);
  }

 private:
  /// What it came to, and the facts of its rows; none of a payment there is once.
  pack::PaymentFacts became_of_it(const calc::Frame& frame) {
    if (frame.name.empty()) {
      calc::CellReader reader(graph_, subject_.record.currency);
      out_ += paragraph(words(calc::Reasons(subject_.run, reader).verdict(payment_.column, 0)));
      return {};
    }
    pack::PaymentFacts facts = pack::payment_facts(subject_.run, payment_);
    became_of_rows(facts, frame);
    return facts;
  }

  void became_of_rows(const pack::PaymentFacts& facts, const calc::Frame& frame) {
    const auto rows = [&](const char* name, std::size_t count, std::string_view what) {
      return fmt::format(
          "<span{}>{}</span> {}",
          html::figure_of(fmt::format("rows.{}.{}", payment_.name, name), std::uint64_t{count}),
          html::whole(count), what);
    };
    std::string told = rows("paid", facts.paid, "of ") +
                       words(counted(facts.rows, name_in_words(frame.name), calc::rows_in_words(frame))) +
                       " accepted";
    if (facts.in_part > 0) told += ", " + rows("in_part", facts.in_part, "of them in part");
    if (facts.refused > 0) told += ", " + rows("refused", facts.refused, "refused");
    if (facts.undecided > 0) told += ", " + rows("undecided", facts.undecided, "undecided");
    out_ += paragraph(told + ".");
  }

  [[nodiscard]] std::string bar(ColumnId column, std::size_t row, double most) const {
    return html::cell_bar({0, most}, 0, number(value_at(graph_, column, row)), "for");
  }

  /// The four numbers, as bars against the largest of them. Those that are one stand together.
  void numbers() {
    const calc::FourNumbers all = four_numbers(payment_);
    const std::vector<std::pair<const char*, ColumnId>> stages{
        {"achieved", all.achieved}, {"earned", all.earned}, {"payable", all.payable}, {"paid", all.paid}};
    double most = 0;
    for (const auto& [name, column] : stages) most = std::max(most, number(value_at(graph_, column, 0)));
    for (std::size_t i = 0; i < stages.size();) {
      std::string name;
      std::size_t next = i;
      for (; next < stages.size() && stages[next].second == stages[i].second; ++next)
        name += (name.empty() ? "" : ", ") + std::string(stages[next].first);
      name[0] = static_cast<char>(name[0] - 'a' + 'A');
      const ColumnId column = stages[i].second;
      out_ +=
          subject_.line({name, column, 0, bar(column, 0, most), "", rows_ == nullptr ? "" : beneath("", 0)});
      i = next;
    }
  }

  void split() {
    for (const calc::SplitRecord& split : subject_.record.splits) {
      if (split.of != payment_.name) continue;
      out_ += "<h4>Who pays</h4>\n";
      double most = 0;
      for (const auto& payer : split.payers) most = std::max(most, number(value_at(graph_, payer.total, 0)));
      for (const auto& payer : split.payers)
        out_ += subject_.line(
            {words(name_in_words(payer.name)), payer.total, 0, bar(payer.total, 0, most), "", ""});
      if (split.unpaid_total != none)
        out_ += subject_.line({"Nobody: over the payers’ caps", split.unpaid_total});
    }
  }

  void each_row(const calc::Frame& frame) {
    out_ += fmt::format("<h4>By {}</h4>\n", words(name_in_words(frame.name)));
    double most = 0;
    for (std::size_t row = 0; row < frame.rows; ++row)
      most = std::max(most, number(value_at(graph_, payment_.column, row)));
    for (std::size_t row = 0; row < frame.rows; ++row)
      out_ += subject_.line(
          {words(calc::row_key(frame, row)), payment_.column, row, bar(payment_.column, row, most), "", ""});
  }

  void by_reason(pack::PaymentFacts facts) {
    std::stable_sort(facts.reasons.begin(), facts.reasons.end(), [](const auto& a, const auto& b) {
      return std::pair(a.verdict, b.rows) < std::pair(b.verdict, a.rows);
    });
    const calc::Column& reason = graph_.column(payment_.reason);
    std::vector<Sum> sums(subject_.record.reasons.size());
    for (std::size_t row = 0; row < facts.rows; ++row)
      add(sums[static_cast<std::size_t>(calc::integer_at(reason, row) - 1)], row);
    out_ += "<h4>By verdict</h4>\n";
    for (const pack::ReasonFact& one : facts.reasons) {
      const auto at = static_cast<std::size_t>(
          std::find_if(subject_.record.reasons.begin(), subject_.record.reasons.end(),
                       [&](const calc::ReasonRecord& record) { return record.code == one.code; }) -
          subject_.record.reasons.begin());
      const std::string name = fmt::format("verdicts.{}.{}", payment_.name, one.code);
      std::string inside = paragraph(words(one.sentence));
      if (one.earned != one.payable)
        inside += paragraph("Earned before caps: " + subject_.money(name + ".earned", one.earned) + ".");
      if (!one.clauses.empty()) inside += fmt::format("<p class=\"source\">{}</p>\n", words(one.clauses));
      out_ += opening({words(one.words),
                       html::cell_bar({0, static_cast<double>(facts.rows)}, 0, static_cast<double>(one.rows),
                                      look_of(one.verdict)),
                       row_count(name + ".rows", one.rows), subject_.money(name + ".payable", one.payable),
                       "", inside + largest(sums[at]) + beneath("reason", at)});
    }
  }

  static const char* look_of(calc::Verdict verdict) {
    switch (verdict) {
      case calc::Verdict::accepted:
      case calc::Verdict::in_part:
        return "for";
      case calc::Verdict::refused:
        return "against";
      case calc::Verdict::undecided:
        return "total";
    }
    return "";
  }

  static std::string row_count(const std::string& name, std::size_t rows) {
    return fmt::format("<span{}>{}</span>", html::figure_of(name, std::uint64_t{rows}),
                       counted(rows, "row", "rows"));
  }

  void add(Sum& sum, std::size_t row) const {
    const Exact payable = calc::value_at(graph_, payment_.column, row);
    ++sum.rows;
    if (payable.sign() != 0) ++sum.paid;
    sum.payable = sum.payable + payable;
    const auto place = std::find_if(sum.largest.begin(), sum.largest.end(), [&](std::size_t other) {
      return calc::value_at(graph_, payment_.column, other).abs() < payable.abs();
    });
    if (place == sum.largest.end() && sum.largest.size() == most_shown) return;
    sum.largest.insert(place, row);
    if (sum.largest.size() > most_shown) sum.largest.pop_back();
  }

  void groups(const char* by, const RowGroups& groups, const char* look) {
    std::vector<Sum> sums(groups.groups.size());
    for (std::size_t row = 0; row < groups.of_row.size(); ++row) add(sums[groups.of_row[row]], row);
    double most = 0;
    for (const Sum& sum : sums) most = std::max(most, number(sum.payable));
    out_ += fmt::format("<h4>By {}</h4>\n", words(groups.by));
    for (std::size_t at = 0; at < sums.size(); ++at) {
      const Sum& sum = sums[at];
      if (sum.rows == 0) continue;
      const std::string name = fmt::format("{}.{}.{}", by, payment_.name, groups.groups[at].key);
      out_ +=
          opening({words(groups.groups[at].words), html::cell_bar({0, most}, 0, number(sum.payable), look),
                   fmt::format("{} of {} paid", html::whole(sum.paid), row_count(name + ".rows", sum.rows)),
                   subject_.money(name + ".payable", sum.payable), "",
                   paragraph(fmt::format("The sum of what is payable over these {}.",
                                         counted(sum.rows, "row", "rows"))) +
                       largest(sum) + beneath(by, at)});
    }
  }

  /// Some rows of a group that stand in the page itself.
  [[nodiscard]] std::string largest(const Sum& sum) const {
    std::string out = "<ul class=\"parts\">\n";
    const calc::Frame& frame = graph_.frame(graph_.column(payment_.column).frame);
    for (const std::size_t row : sum.largest) {
      const std::string cell = subject_.cell_of_workbook(payment_.column, row);
      std::string source = row < frame.lines.size() && !frame.file.empty()
                               ? fmt::format("{} line {}", frame.file, frame.lines[row])
                               : "";
      if (!cell.empty()) source += (source.empty() ? "" : " · ") + ("workbook " + cell);
      out +=
          fmt::format("<li><span class=\"name\">{}</span> {}<p class=\"source\">{}</p></li>\n",
                      words(calc::row_key(frame, row)), subject_.figure(payment_.column, row), words(source));
    }
    if (sum.rows > sum.largest.size())
      out += fmt::format("<li class=\"soft\">and {} more</li>\n", html::whole(sum.rows - sum.largest.size()));
    return out + "</ul>\n";
  }

  /// Where the script puts the rows.
  [[nodiscard]] std::string beneath(std::string_view by, std::size_t at) const {
    if (by.empty()) return fmt::format("<div class=\"rows\" data-payment=\"{}\"></div>\n", index_);
    return fmt::format("<div class=\"rows\" data-payment=\"{}\" data-by=\"{}\" data-at=\"{}\"></div>\n",
                       index_, by, at);
  }

  Subject& subject_;
  const calc::Graph& graph_;
  const calc::PaymentRecord& payment_;
  std::size_t index_;
  const RowFrame* rows_;
  std::string out_;
};

}  // namespace

std::string payments(Subject& subject, const RowsData& rows) {
  if (subject.record.payments.empty()) return {};
  std::string out = html::section("payments", "Payments");
  out += paragraph("Open a figure to see its formula, its clause and the rows beneath it.");
  for (std::size_t i = 0; i < subject.record.payments.size(); ++i)
    out += OnePayment(subject, rows, i).write();
  return out + std::string(html::section_end);
}

}  // namespace outturn::page
