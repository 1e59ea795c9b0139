// Dated values and rate cards: no gap, no overlap, nothing outside the contract.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "contracts/check/parts.h"

namespace outturn::language {

using Q = Quantity;

namespace {

/// One dated line of something: where it holds and where it is written.
struct DatedLine {
  Date from;
  std::optional<Date> until;
  Span span;
};

std::string line_of(const Span& span) { return "line " + std::to_string(span.line); }

/// Capitals told apart no more.
std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return text;
}

class TableChecker {
 public:
  TableChecker(Contract& contract, const Names& names, const ExpressionChecker& tell)
      : contract_(contract),
        names_(names),
        tell_(tell),
        start_(contract.head.starts.value_or(earliest_date)) {}

  void parameter(Parameter& p) {
    parameter_type(p);
    for (const DatedValue& value : p.values) value_fits(p, value);
    const auto begins = [&](const DatedValue& v) { return v.from.value_or(start_); };
    std::stable_sort(p.values.begin(), p.values.end(),
                     [&](const auto& a, const auto& b) { return begins(a) < begins(b); });
    std::vector<DatedLine> lines;
    bool damaged = false;
    for (const DatedValue& value : p.values) {
      damaged = damaged || value.damaged;
      if (!value.damaged)
        lines.push_back({begins(value), value.until, value.undated ? value.span : value.from_span});
    }
    over_time(lines, p.name, damaged);
    chosen(p.chosen_by, p.chosen_span, p.span, p.name, is_dated(p));
  }

  /// The dated lines of a value, put in order together with what they say.
  void value(Value& v) {
    if (v.rules.empty()) return;
    const auto begins = [&](std::size_t i) { return v.rules[i].from.value_or(start_); };
    std::vector<std::size_t> order(v.rules.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return begins(a) < begins(b); });
    std::vector<DatedRule> rules;
    std::vector<ExprPtr> arms;
    for (const std::size_t i : order) {
      rules.push_back(std::move(v.rules[i]));
      arms.push_back(std::move(v.is->args[i]));
    }
    v.rules = std::move(rules);
    v.is->args = std::move(arms);
    std::vector<DatedLine> lines;
    bool damaged = false;
    for (const DatedRule& rule : v.rules) {
      damaged = damaged || rule.damaged;
      if (!rule.damaged) lines.push_back({rule.from.value_or(start_), rule.until, rule.from_span});
    }
    over_time(lines, v.name, damaged);
    chosen(v.chosen_by, v.chosen_span, v.span, v.name, true);
  }

  /// True when a code has several rows, each in its time. The rows may stand in a file of their own.
  [[nodiscard]] bool card_rows(const RateCard& card) const {
    std::map<std::string, std::vector<DatedLine>> by_code;
    std::map<std::string, std::string> spelt;
    for (const RateCard::Row& row : card.rows) {
      code_fits(row, spelt);
      if (!row.damaged)
        by_code[row.code].push_back(
            {row.from.value_or(start_), row.until, row.from ? row.from_span : row.span});
    }
    card_amounts(card);
    bool several = false;
    for (auto& [code, lines] : by_code) {
      several = several || (card.dated && (lines.size() > 1 || lines[0].until || start_ < lines[0].from));
      if (!card.dated && lines.size() > 1) {
        tell_.problem(
            "D4", lines[1].span, "\"" + code + "\" stands twice on this rate card",
            {"The other stands at " + line_of(lines[0].span) + "."},
            {"Keep one row for each code, or add a column headed \"from\" with the date each begins."});
        continue;
      }
      std::stable_sort(lines.begin(), lines.end(),
                       [](const auto& a, const auto& b) { return a.from < b.from; });
      dated(lines, code);
    }
    return several;
  }

  void card(const RateCard& card, bool several) const {
    chosen(card.chosen_by, card.chosen_span, card.span, card.name, several);
    const bool taken = std::any_of(contract_.inputs.begin(), contract_.inputs.end(),
                                   [&](const Input& input) { return input.name + ".csv" == card.file; });
    if (taken) {
      tell_.problem("S64", card.file_span, "\"" + card.file + "\" is the name of an evidence file too",
                    {"Nobody could tell the two apart in the workbook's list of files."},
                    {"Give the rate card's file another name."});
    }
    if (card.unread) return;
    if (!card.chosen_by.empty() && !card.dated) {
      tell_.problem("D16", card.chosen_span, "nothing on this rate card is dated, so no date can choose", {},
                    {"Add a column headed \"from\" with the date each row begins, or take the line out."});
    }
  }

 private:
  [[nodiscard]] bool inside(Date date) const {
    const Head& head = contract_.head;
    return !head.starts || !head.ends || (*head.starts <= date && date <= *head.ends);
  }

  /// "chosen by" where several values hold at different times, and only there.
  void chosen(const std::string& by, Span by_span, Span span, const std::string& name, bool several) const {
    if (by.empty()) {
      if (!several || by_span.known()) return;
      return tell_.problem(
          "D5", span, "\"" + name + "\" has dated values and does not say which date decides",
          {"The date a person started and the date the outcome was achieved can give different prices."},
          {"Add a line like: chosen by achieved_date."});
    }
    if (names_.single(by).type.is(Q::date)) return;
    const auto& kinds = names_.kinds_with(by);
    const bool found = std::any_of(kinds.begin(), kinds.end(), [&](const auto& kind) {
      const QType type = names_.in_kind(kind, by).type;
      return type.is(Q::date) || type.is(Q::none);
    });
    if (found) return;
    tell_.problem(
        "N29", by_span, "\"" + by + "\" is no date", {},
        near_or(nearest_name(by, dates()), "Name a date column of the evidence, or a value that is a date."));
  }

  [[nodiscard]] std::vector<std::string> dates() const {
    std::vector<std::string> out;
    for (const Input& input : contract_.inputs) {
      for (const auto& column : input.columns) {
        if (column.type.is(Q::date)) out.push_back(column.fact.name);
      }
    }
    for (const Value& value : contract_.values) {
      if (value.type.is(Q::date)) out.push_back(value.name);
    }
    return out;
  }

  void parameter_type(const Parameter& p) {
    if (p.type.exact) {
      return tell_.problem("T32", p.span, "a parameter is never exact",
                           {"It is a figure the contract writes down."}, {"Leave \"exact\" out."});
    }
    if (p.type.numeric() || p.type.is(Q::date) || p.type.is(Q::none)) return;
    tell_.problem("T32", p.span, "a parameter is a figure or a date, and this is " + phrase(p.type), {},
                  {"Use an assumption for a choice, a rate card for codes, an input for facts."});
  }

  void value_fits(const Parameter& p, const DatedValue& value) {
    if (value.type.is(Q::none) || p.type.is(Q::none)) return;
    if (!p.type.numeric() && !p.type.is(Q::date)) return;  // told already
    if (value.type.is(Q::money)) tell_.currency_sign(value.type.of, value.span);
    QType type = value.type;
    QType want = p.type;
    if (want.is(Q::rate)) want.quantity = Q::number;
    type.of.clear();
    want.of.clear();
    if (!comparable(want, type)) {
      return tell_.problem(
          "T30", value.span,
          "\"" + p.name + "\" is declared as " + words(p.type) + ", and this is " + phrase(type), {},
          {"Mend the type or the value."});
    }
    if (want.is(Q::count) && type.is(Q::number)) {
      return tell_.problem("T30", value.span, "a count is whole and not below 0", {},
                           {"Declare \"" + p.name + "\" as number, or mend the value."});
    }
    if (type.is(Q::money)) tell_.whole_minor_units(value.places, value.span);
  }

  void card_amounts(const RateCard& card) const {
    for (std::size_t j = 0; j < card.columns.size(); ++j) {
      if (!card.columns[j].type.is(Q::money)) continue;
      const std::string& sign = card.columns[j].type.of;
      tell_.currency_sign(sign, card.columns[j].span);
      for (const RateCard::Row& row : card.rows) {
        const CardCell& cell = row.cells[j];
        if (!cell.words.empty() && cell.words != sign) tell_.currency_sign(cell.words, cell.span);
        tell_.whole_minor_units(cell.places, cell.span);
      }
    }
  }

  void code_fits(const RateCard::Row& row, std::map<std::string, std::string>& spelt) const {
    static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    static constexpr std::string_view others = "0123456789_.-";
    const bool good =
        !row.code.empty() && row.code.size() <= 40 && letters.find(row.code[0]) != std::string_view::npos &&
        std::all_of(row.code.begin(), row.code.end(), [](char c) {
          return letters.find(c) != std::string_view::npos || others.find(c) != std::string_view::npos;
        });
    if (!good) {
      return tell_.problem(
          "N22", row.code_span,
          row.code.empty() ? "this row has no code" : "\"" + row.code + "\" can't be a code",
          {"Codes are compared in spreadsheets, where signs and leading digits have meanings of their own."},
          {"Begin it with a letter; use at most 40 letters, digits, _ . and -."});
    }
    const auto [first, fresh] = spelt.emplace(upper(row.code), row.code);
    if (fresh || first->second == row.code) return;
    tell_.problem(
        "N23", row.code_span, "\"" + row.code + "\" differs from \"" + first->second + "\" only in capitals",
        {"A spreadsheet takes the two for the same."}, {"Spell both alike, or give one another code."});
  }

  /// As `dated`, and from the first day of the contract.
  void over_time(const std::vector<DatedLine>& lines, const std::string& name, bool damaged) {
    dated(lines, "\"" + name + "\"");
    const bool late =
        !damaged && !lines.empty() && contract_.head.starts && *contract_.head.starts < lines.front().from;
    if (late && inside(lines.front().from)) {
      tell_.problem("D7", lines.front().span,
                    "no value of \"" + name + "\" holds from the start of the contract to " +
                        to_iso(lines.front().from),
                    {}, {"Add a line \"from contract start\", or let this one begin there."});
    }
  }

  /// Lines in order of their beginning: no overlap, no gap, inside the contract.
  void dated(const std::vector<DatedLine>& lines, const std::string& of) const {
    const Head& head = contract_.head;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const DatedLine& line = lines[i];
      if (!inside(line.from)) {
        tell_.problem("D3", line.span, to_iso(line.from) + " lies outside the contract",
                      {"It runs from " + to_iso(*head.starts) + " to " + to_iso(*head.ends) + "."},
                      {"Mend the date, or the dates of the contract."});
      }
      if (line.until && !(line.from < *line.until)) {
        tell_.problem("D12", line.span, "this line ends before it begins", {},
                      {"Let \"until\" be after \"from\"; the day of \"until\" itself no longer counts."});
      }
      if (i > 0) follows(lines[i - 1], line, of);
    }
  }

  void follows(const DatedLine& before, const DatedLine& line, const std::string& of) const {
    if (before.from == line.from) {
      tell_.problem("D1", line.span, "two values of " + of + " begin on " + to_iso(line.from),
                    {"The other stands at " + line_of(before.span) + "."},
                    {"Keep one of them, or give one another date."});
    } else if (before.until && line.from < *before.until) {
      tell_.problem("D2", line.span, "two values of " + of + " hold on " + to_iso(line.from),
                    {"The value of " + line_of(before.span) + " holds until " + to_iso(*before.until) + "."},
                    {"End " + line_of(before.span) + " earlier, or begin " + line_of(line.span) + " later."});
    } else if (before.until && *before.until < line.from) {
      tell_.problem(
          "D7", line.span,
          "no value of " + of + " holds from " + to_iso(*before.until) + " to " + to_iso(line.from), {},
          {"Leave \"until\" out at " + line_of(before.span) + ": a line ends where the next begins."});
    }
  }

  Contract& contract_;
  const Names& names_;
  const ExpressionChecker& tell_;
  Date start_;
};

}  // namespace

void check_tables(Contract& contract, const Names& names, const ExpressionChecker& tell) {
  TableChecker checker(contract, names, tell);
  for (Parameter& p : contract.parameters) checker.parameter(p);
  for (const RateCard& card : contract.ratecards) {
    const ExpressionChecker of_file = tell.of(card.text);
    const bool several =
        (card.file.empty() ? checker : TableChecker(contract, names, of_file)).card_rows(card);
    checker.card(card, several);
  }
  for (Bands& bands : contract.bands) check_bands(bands, tell);
  for (Points& points : contract.points) check_points(points, tell);
  for (const Calendar& calendar : contract.calendars) check_calendar(calendar, tell);
  for (Value& value : contract.values) checker.value(value);
}

}  // namespace outturn::language
