#include <algorithm>

#include "engine/values/rounding.h"
#include "engine/values/show.h"
#include "reports/pack/lines.h"
#include "reports/returned/report.h"

namespace outturn::returned {
namespace {

constexpr std::size_t most_words = 120;  ///< of a formula or a text; --json has the rest
constexpr std::size_t most_findings = 40;
constexpr std::size_t most_stored = 5;

std::string shortened(const std::string& words) {
  const std::string safe = pack::safe_words(words);
  if (safe.size() <= most_words) return safe;
  std::size_t end = most_words;
  while (end > 0 && (static_cast<unsigned char>(safe[end]) & 0xC0) == 0x80) --end;
  return safe.substr(0, end) + " ...";
}

class ReportWriting {
 public:
  ReportWriting(const Report& report, bool all) : report_(report), all_(all) {}

  std::string written() {
    out_ = pack::safe_words(report_.book) + " against " + pack::safe_words(report_.contract) + ", as at " +
           to_iso(report_.as_at) + ", evidence up to " + to_iso(report_.cut_off) + ".\n";
    for (const std::string& remark : report_.remarks)
      pack::append_wrapped(out_, "Note: ", pack::safe_words(remark));
    if (report_.same()) {
      out_ += "The same: " + pack::counted(report_.formulas, "formula", "formulas") + " and " +
              pack::counted(report_.others, "other cell", "other cells") + " on " +
              pack::counted(report_.sheets, "sheet", "sheets") +
              " are as the contract and the evidence give them.\n";
      if (report_.due) out_ += "Payment due: " + money(*report_.due) + "\n";
      return std::move(out_);
    }
    out_ += "Not the same: " + pack::counted(report_.changed_cells, "cell was", "cells were") + " changed" +
            beside() + ".\n";
    findings();
    stored();
    amounts();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string beside() const {
    std::string out;
    const std::size_t other = report_.others_changed;
    if (other > 0)
      out += ", " + pack::counted(other, "sheet, row or name as well", "sheets, rows or names as well");
    if (!report_.stored.empty())
      out += ", " + pack::counted(report_.stored.size(), "result does not follow", "results do not follow");
    return out;
  }

  [[nodiscard]] std::string money(const Exact& amount) const {
    const auto held = round_scaled(amount, report_.places, Rounding::half_up);
    if (!held) return amount.fraction();
    if (auto known = currency_by_code(report_.currency)) {
      known->places = report_.places;
      return show_money(*held, *known);
    }
    return report_.currency + " " + grouped_decimal(*held, report_.places);
  }
  [[nodiscard]] std::string moved(const Exact& amount) const {
    return (amount.sign() > 0 ? "+" : "") + money(amount);
  }

  void findings() {
    std::string sheet = "?";
    std::size_t told = 0;
    std::size_t untold = 0;
    for (const Finding& finding : report_.findings) {
      if (told == most_findings && !all_) {
        ++untold;
        continue;
      }
      ++told;
      if (finding.sheet != sheet) {
        sheet = finding.sheet;
        out_ += "\n" + (sheet.empty() ? std::string("The book") : pack::safe_words(sheet)) + "\n";
      }
      one(finding);
    }
    if (untold > 0) out_ += "\n  and " + pack::counted(untold, "more", "more") + ": --rows tells all.\n";
  }

  void one(const Finding& finding) {
    std::string line = finding.cell;
    if (!finding.name.empty()) line += (line.empty() ? "" : "  ") + pack::safe_words(finding.name);
    line += (line.empty() ? "" : ": ") + finding.what;
    if (!finding.had.empty() || !finding.has.empty())
      line += ", " + shortened(finding.had) + (finding.had.empty() || finding.has.empty() ? "" : " -> ") +
              shortened(finding.has);
    pack::append_wrapped(out_, "  ", line);
    std::string beside = finding.source.empty() ? "" : "[" + shortened(finding.source) + "] ";
    if (finding.effect)
      beside +=
          finding.effect->sign() == 0 ? "payment due not moved" : "payment due " + moved(*finding.effect);
    if (!finding.note.empty()) beside += (finding.effect ? "; " : "") + pack::safe_words(finding.note);
    if (!beside.empty()) pack::append_wrapped(out_, "      ", beside);
  }

  void stored() {
    if (report_.stored.empty()) return;
    out_ += "\nResults that do not follow from the cells they stand on\n";
    const std::size_t most = all_ ? report_.stored.size() : std::min(most_stored, report_.stored.size());
    for (std::size_t i = 0; i < most; ++i) {
      const Finding& finding = report_.stored[i];
      pack::append_wrapped(out_, "  ",
                           pack::safe_words(finding.sheet) + "!" + finding.cell +
                               (finding.name.empty() ? "" : "  " + pack::safe_words(finding.name)) +
                               " shows " + shortened(finding.has) + " where its formula gives " +
                               shortened(finding.had));
    }
    if (most < report_.stored.size())
      out_ += "  and " + pack::counted(report_.stored.size() - most, "more", "more") + ".\n";
    pack::append_wrapped(out_, "  ",
                         "Let the spreadsheet program calculate the book again (Ctrl+Shift+F9), then "
                         "recheck what it saves.");
  }

  void amounts() {
    if (!report_.due) return;
    out_ += "\n";
    if (!report_.due_changed) {
      out_ += "Payment due: " + money(*report_.due) + "; with the changes it can't be worked out.\n";
      return;
    }
    const Exact by = *report_.due_changed - *report_.due;
    out_ += "Payment due, all changes together: " + money(*report_.due) +
            (by.sign() == 0 ? ", not moved" : " -> " + money(*report_.due_changed) + " (" + moved(by) + ")") +
            "\n";
    for (const PaymentMoved& payment : report_.payments)
      out_ += "  " + pack::safe_words(payment.name) + ": " + payment.had + " -> " + payment.has + "\n";
    if (report_.without_effect > 0)
      out_ += "  without " +
              pack::counted(report_.without_effect, "changed cell whose effect is",
                            "changed cells whose effects are") +
              " not worked out.\n";
  }

  const Report& report_;
  bool all_;
  std::string out_;
};

}  // namespace

std::string report_text(const Report& report, bool all_rows) {
  return ReportWriting(report, all_rows).written();
}

}  // namespace outturn::returned
