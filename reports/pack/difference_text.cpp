#include "reports/pack/difference_text.h"

#include <algorithm>

#include "engine/explain/cell_reader.h"
#include "reports/pack/lines.h"

namespace outturn::pack {
namespace {

using difference::Causes;
using difference::Change;
using difference::Difference;
using difference::Effect;
using difference::Figure;
using difference::How;
using difference::What;

constexpr std::size_t most_changes_listed = 20;
constexpr std::size_t most_of_a_group = 3;
constexpr std::size_t most_words = 160;  ///< of a formula; the contract has the rest

std::string shortened(const std::string& words) {
  return words.size() <= most_words ? words : words.substr(0, words.rfind(' ', most_words)) + " ...";
}

std::string then_now(const std::string& before, const std::string& after) {
  if (before.empty()) return after;
  return before + " -> " + (after.empty() ? "gone" : after);
}

/// Where it stands: clauses, then file and line of each run.
std::string grounds(const Change& change) {
  std::string place = change.place_after.empty() ? change.place_before : change.place_after;
  if (!change.place_before.empty() && !change.place_after.empty() &&
      change.place_before != change.place_after)
    place = change.place_before + ", now " + change.place_after;
  const std::string words = joined({joined(change.clauses, "; "), place}, "; ");
  return words.empty() ? "" : "  [" + words + "]";
}

/// One change; `brief` leaves out what else its row says.
std::string told(const Change& change, bool brief = false) {
  std::string words = change.name;
  if (!change.row.empty())
    words += (change.what == What::term || change.what == What::evidence_cell ? " of " : " ") + change.row;
  switch (change.what) {
    case What::statement:
      if (change.how == How::added) return words + ", a new statement" + grounds(change);
      if (change.how == How::removed) return words + ", a statement that is gone" + grounds(change);
      return words + " is worded differently" + grounds(change);
    case What::card_row:
    case What::evidence_row: {
      const std::string& about = change.how == How::added ? change.after : change.before;
      return words + (change.how == How::added ? ", new" : ", gone") +
             (about.empty() || brief ? "" : " (" + about + ")") + grounds(change);
    }
    case What::order:
      return words;
    default:
      return words + ": " + (change.how == How::added ? "new, " : "") +
             then_now(change.before, change.after) + grounds(change);
  }
}

class DifferencePrinter {
 public:
  DifferencePrinter(const Difference& found, const DifferenceNames& names) : found_(found), names_(names) {}

  std::string print(std::size_t most_rows) {
    line("", "Before: " + names_.before);
    line("", "After:  " + names_.after);
    out_ += '\n';
    if (found_.same()) {
      line("", "Nothing differs: the same inputs, and the same figures in every column and row.");
      return std::move(out_);
    }
    answer();
    put_in();
    effects();
    rows(most_rows);
    return std::move(out_);
  }

 private:
  void line(const std::string& first, const std::string& words) { append_wrapped(out_, first, words); }

  [[nodiscard]] std::string money(const Exact& amount) const { return more_or_less(amount, found_.currency); }

  [[nodiscard]] std::string figure(const Figure& one) const {
    if (!one.moved) return one.name + ": " + one.after + ", as before";
    const std::string words = one.name + ": " + then_now(one.before, one.after);
    return one.money ? words + ", " + money(one.difference) : words;
  }

  void answer() {
    std::string words = figure(found_.total);
    words[0] = 'P';  // "payment due", at the head of all
    line("", words);
    for (const Figure& one : found_.payments) line("  ", figure(one));
    if (found_.others.empty()) return;
    line("", "Other figures of the contract that moved:");
    for (std::size_t i = 0; i < std::min(found_.others.size(), most_changes_listed); ++i)
      line("  ", figure(found_.others[i]));
    rest(found_.others.size(), most_changes_listed);
  }

  void rest(std::size_t all, std::size_t most) {
    if (all > most) line("  ", "and " + std::to_string(all - most) + " more (--json tells all)");
  }

  void put_in() {
    out_ += '\n';
    if (found_.changes.empty()) return line("", "Nothing was put in differently.");
    line("", "What was put in differently:");
    std::size_t told_groups = 0;
    for (const difference::Group& group : found_.groups) {
      if (group.what == What::order) continue;
      if (++told_groups > most_changes_listed) continue;
      one_group(group);
    }
    rest(told_groups, most_changes_listed);
  }

  void one_group(const difference::Group& group) {
    const std::size_t most =
        group.changes.size() <= most_of_a_group + 1 ? most_of_a_group + 1 : most_of_a_group;
    std::string indent = "  ";
    if (group.changes.size() > 1) {
      line("  ", group.words + ": " + std::to_string(group.changes.size()));
      indent = "    ";
    }
    for (std::size_t i = 0; i < std::min(most, group.changes.size()); ++i) {
      const Change& change = found_.changes[group.changes[i]];
      line(indent, told(change));
      if (change.what == What::statement) worded(change, indent);
      if (!change.quote.empty()) line(indent + "    ", "\"" + change.quote + "\"");
    }
    if (group.changes.size() > most)
      line(indent, "and " + std::to_string(group.changes.size() - most) + " more");
  }

  void worded(const Change& change, const std::string& indent) {
    if (!change.before.empty()) line(indent + "    was ", shortened(change.before));
    if (!change.after.empty()) line(indent + "    is  ", shortened(change.after));
  }

  [[nodiscard]] std::string causes_of(const Effect& effect) const {
    std::string words = effect.groups.size() > 1 || effect.more ? "several together: " : "";
    for (std::size_t i = 0; i < effect.groups.size(); ++i) {
      const difference::Group& group = found_.groups[effect.groups[i]];
      words += (i == 0 ? "" : "; ") + group.words;
      if (group.changes.size() != 1) continue;
      const Change& only = found_.changes[group.changes.front()];
      if (!only.clauses.empty()) words += " [" + joined(only.clauses, "; ") + "]";
    }
    return effect.more ? words + "; and others" : words;
  }

  void effects() {
    out_ += '\n';
    if (found_.effects.empty()) return line("", "No payment moved.");
    line("", "What that did to the payment:");
    Exact left;
    std::size_t left_rows = 0;
    for (std::size_t i = 0; i < found_.effects.size(); ++i) {
      const Effect& effect = found_.effects[i];
      if (i < most_changes_listed) {
        line("  ",
             money(effect.amount) + " in " + counted(effect.rows, "row", "rows") + ": " + causes_of(effect));
        continue;
      }
      left = left + effect.amount;
      left_rows += effect.rows;
    }
    if (left_rows > 0)
      line("  ",
           money(left) + " in " + counted(left_rows, "row", "rows") + ": other causes (--json tells all)");
    line("  ", money(found_.total.difference) + " in all");
  }

  void rows(std::size_t most_rows) {
    if (found_.rows.empty()) return;
    out_ += '\n';
    const std::size_t told_rows = std::min(most_rows, found_.rows.size());
    line("", told_rows == found_.rows.size()
                 ? "The rows that moved, the largest first:"
                 : "The " + std::to_string(told_rows) + " rows of " + std::to_string(found_.rows.size()) +
                       " that moved most (--rows tells all):");
    for (std::size_t i = 0; i < told_rows; ++i) one_row(found_.rows[i]);
  }

  void one_row(const difference::Row& row) {
    std::string words = row.payment;
    if (!row.kind.empty()) words += ", " + row.kind + " " + row.key;
    if (!row.about.empty()) words += " (" + row.about + ")";
    words += ": " + (row.before.empty() ? "new, " + row.after : then_now(row.before, row.after));
    line("  ", words + ", " + money(row.difference));
    const Causes& causes = found_.causes[row.causes];
    for (std::size_t i = 0; i < std::min(causes.changes.size(), most_of_a_group); ++i)
      line("    - ", told(found_.changes[causes.changes[i]], true));
    if (causes.changes.size() > most_of_a_group || causes.more) line("    - ", "and others");
  }

  const Difference& found_;
  const DifferenceNames& names_;
  std::string out_;
};

}  // namespace

std::string more_or_less(const Exact& amount, const std::string& currency) {
  if (amount.sign() == 0) return "no change";
  static const calc::Graph nothing;
  const std::string words = calc::CellReader(nothing, currency).shown_amount(amount.abs(), calc::Unit::money);
  return words + (amount.sign() > 0 ? " more" : " less");
}

std::string difference_text(const Difference& found, const DifferenceNames& names, std::size_t most_rows) {
  return DifferencePrinter(found, names).print(most_rows);
}

}  // namespace outturn::pack
