#include "contracts/language/check_tables.h"

#include <algorithm>
#include <map>
#include <set>

namespace outturn::language {

using Q = Quantity;

namespace {

/// One dated line of something: where it holds and where it is written.
struct DatedLine {
  Date from;
  std::optional<Date> until;
  Span span;
  std::string shown;
};

class TableChecker {
 public:
  TableChecker(Contract& contract, const ExpressionChecker& tell) : contract_(contract), tell_(tell) {}

  void parameter(Parameter& p) {
    for (const DatedValue& value : p.values) value_fits(p, value);
    const Date start = contract_.head.starts.value_or(earliest_date);
    std::stable_sort(p.values.begin(), p.values.end(), [&](const DatedValue& a, const DatedValue& b) { return a.from.value_or(start) < b.from.value_or(start); });
    std::vector<DatedLine> lines;
    for (const DatedValue& value : p.values) lines.push_back({value.from.value_or(start), value.until, value.span, ""});
    dated(lines, "\"" + p.name + "\"");
    if (p.values.size() > 1 && p.chosen_by.empty()) undecided(p.span, p.name);
  }

  void card(RateCard& card) {
    std::map<std::string, std::vector<DatedLine>> by_code;
    std::map<std::string, Span> upper;
    const Date start = contract_.head.starts.value_or(earliest_date);
    for (const RateCard::Row& row : card.rows) {
      code_fits(row, upper);
      by_code[row.code].push_back({row.from.value_or(start), row.until, row.span, ""});
      for (const CardCell& cell : row.cells) (void)cell;
    }
    for (const auto& column : card.columns) {
      if (column.type.is(Q::money)) tell_.currency_sign(column.type.of, column.span);
    }
    bool several = false;
    for (auto& [code, lines] : by_code) {
      several = several || lines.size() > 1;
      if (!card.dated && lines.size() > 1) {
        tell_.problem("D4", lines[1].span, "\"" + code + "\" stands twice on this rate card", {"The other stands at line " + std::to_string(lines[0].span.line) + "."},
                      {"Keep one row a code, or add a column headed from with the date each begins."});
        continue;
      }
      std::stable_sort(lines.begin(), lines.end(), [](const DatedLine& a, const DatedLine& b) { return a.from < b.from; });
      dated(lines, code);
    }
    if (several && card.chosen_by.empty()) undecided(card.span, card.name);
  }

  void bands(Bands& b) {
    if (b.rows.empty()) return;
    if (b.result_type.is(Q::money)) tell_.currency_sign(b.result_type.of, b.span);
    std::stable_sort(b.rows.begin(), b.rows.end(), [](const Bands::Row& x, const Bands::Row& y) {
      if (x.from.has_value() != y.from.has_value()) return !x.from.has_value();
      return x.from && *x.from < *y.from;
    });
    if (b.rows.front().from) {
      tell_.problem("D6", b.rows.front().span, "nothing is said of what lies below this band", {}, {"Add a row like: | below " + edge(b, *b.rows.front().from) + " | ... |, even where nothing is paid."});
    }
    if (b.rows.back().until) {
      tell_.problem("D6", b.rows.back().span, "nothing is said of what lies above this band", {}, {"Add a row like: | at least " + edge(b, *b.rows.back().until) + " | ... |."});
    }
    for (std::size_t i = 1; i < b.rows.size(); ++i) neighbours(b, b.rows[i - 1], b.rows[i]);
  }

 private:
  void undecided(Span span, const std::string& name) {
    tell_.problem("D5", span, "\"" + name + "\" has several dated values and does not say which date decides", {"The date a person started and the date the outcome was achieved can give different prices."},
                  {"Add a line like: chosen by achieved_date."});
  }

  void value_fits(const Parameter& p, const DatedValue& value) {
    if (value.type.is(Q::none) || p.type.is(Q::none)) return;
    if (value.type.is(Q::money)) tell_.currency_sign(value.type.of, value.span);
    QType type = value.type;
    type.of.clear();
    QType want = p.type;
    if (want.is(Q::rate)) want.quantity = Q::number;
    want.of.clear();
    const bool whole_as_number = type.is(Q::count) && want.is(Q::number);
    if (!comparable(want, type) && !whole_as_number) {
      tell_.problem("T30", value.span, "\"" + p.name + "\" is declared as " + words(p.type) + " and this is " + words(type), {}, {"Mend the type or the value."});
    }
    const int minor = minor_places(contract_);
    if (type.is(Q::money) && value.places > minor) {
      tell_.problem("T31", value.span, "this amount has more than " + std::to_string(minor) + " decimal places", {}, {"Money is held in whole pence; a finer price is a number times money."});
    }
  }

  void code_fits(const RateCard::Row& row, std::map<std::string, Span>& upper) {
    const bool good = !row.code.empty() && row.code.size() <= 40 && row.code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-") == std::string::npos &&
                      ((row.code[0] >= 'A' && row.code[0] <= 'Z') || (row.code[0] >= 'a' && row.code[0] <= 'z'));
    if (!good) {
      tell_.problem("N22", row.code_span, "\"" + row.code + "\" can't be a code", {"Codes are compared in spreadsheets, where signs and leading digits have meanings of their own."},
                    {"Begin it with a letter; use letters, digits, _ . and - only."});
      return;
    }
    std::string key = row.code;
    for (char& c : key) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    const auto [first, fresh] = upper.emplace(key + "\n" + row.code, row.code_span);
    (void)first;
    const auto near = upper.lower_bound(key + "\n");
    if (fresh && near->first != key + "\n" + row.code) {
      tell_.problem("N23", row.code_span, "this code differs from another only in capitals", {"A spreadsheet takes the two for the same."}, {"Spell both alike, or give one another code."});
    }
  }

  /// Lines in order of their beginning: no overlap, no gap, inside the contract.
  void dated(const std::vector<DatedLine>& lines, const std::string& of) {
    const Head& head = contract_.head;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const DatedLine& line = lines[i];
      if (head.starts && head.ends && (line.from < *head.starts || *head.ends < line.from)) {
        tell_.problem("D3", line.span, to_iso(line.from) + " lies outside the contract", {"It runs from " + to_iso(*head.starts) + " to " + to_iso(*head.ends) + "."}, {"Mend the date, or the dates of the contract."});
      }
      if (line.until && !(line.from < *line.until)) {
        tell_.problem("D12", line.span, "this line ends before it begins", {}, {"Let \"until\" be after \"from\"; the day of \"until\" itself no longer counts."});
      }
      if (i == 0) continue;
      const DatedLine& before = lines[i - 1];
      if (before.from == line.from) {
        tell_.problem("D1", line.span, "two values of " + of + " begin on " + to_iso(line.from), {"The other stands at line " + std::to_string(before.span.line) + "."}, {"Keep one of them, or give one another date."});
      } else if (before.until && line.from < *before.until) {
        tell_.problem("D2", line.span, "two values of " + of + " hold on " + to_iso(line.from), {"Lines " + std::to_string(before.span.line) + " and " + std::to_string(line.span.line) + " overlap."}, {"End line " + std::to_string(before.span.line) + " earlier, or start line " + std::to_string(line.span.line) + " later."});
      } else if (before.until && *before.until < line.from) {
        tell_.problem("D7", line.span, "no value of " + of + " holds from " + to_iso(*before.until) + " to " + to_iso(line.from), {}, {"Leave \"until\" out: a line ends where the next begins."});
      }
    }
  }

  static std::string edge(const Bands& b, const Exact& value) {
    const bool share = b.measured_type.is(Q::percent) || b.measured_type.is(Q::points);
    const std::string text = (share ? value * Exact(100) : value).decimal().value_or("");
    return text + (b.measured_type.is(Q::percent) ? "%" : b.measured_type.is(Q::points) ? " points" : "");
  }

  void neighbours(const Bands& b, const Bands::Row& below, const Bands::Row& above) {
    const std::string lines = "Lines " + std::to_string(below.span.line) + " and " + std::to_string(above.span.line);
    if (!above.from || !below.until || *above.from < *below.until) {
      tell_.problem("D13", above.span, "two bands overlap", {lines + " both claim the values between them."}, {"Let each band begin where the one below ends."});
    } else if (*below.until < *above.from) {
      tell_.problem("D14", above.span, "between two bands there is a gap", {lines + " leave out what lies between " + edge(b, *below.until) + " and " + edge(b, *above.from) + "."}, {"Let each band begin where the one below ends."});
    } else if (below.until_included == above.from_included) {
      tell_.problem("D15", above.span, "who gets " + edge(b, *above.from) + " itself " + (above.from_included ? "is said twice" : "isn't said"), {lines + " meet there."},
                    {"Write \"below " + edge(b, *above.from) + "\" in one and \"at least " + edge(b, *above.from) + "\" in the other, or \"at most\" and \"more than\"."});
    }
  }

  Contract& contract_;
  const ExpressionChecker& tell_;
};

}  // namespace

void check_tables(Contract& contract, const Names&, const ExpressionChecker& tell) {
  TableChecker checker(contract, tell);
  for (Parameter& p : contract.parameters) checker.parameter(p);
  for (RateCard& card : contract.ratecards) checker.card(card);
  for (Bands& bands : contract.bands) checker.bands(bands);
}

std::vector<std::pair<const std::vector<Clause>*, Span>> every_clause(const Contract& contract) {
  std::vector<std::pair<const std::vector<Clause>*, Span>> all;
  const auto rounding = [&](const std::optional<RoundingRule>& rule) {
    if (rule) all.emplace_back(&rule->clauses, rule->span);
  };
  for (const auto& a : contract.assumptions) all.emplace_back(&a.clauses, a.span);
  for (const auto& p : contract.parameters) {
    all.emplace_back(&p.clauses, p.span);
    for (const auto& value : p.values) all.emplace_back(&value.clauses, value.span);
  }
  for (const auto& i : contract.inputs) all.emplace_back(&i.clauses, i.span);
  for (const auto& card : contract.ratecards) {
    all.emplace_back(&card.clauses, card.span);
    for (const auto& row : card.rows) all.emplace_back(&row.clauses, row.span);
  }
  for (const auto& b : contract.bands) {
    all.emplace_back(&b.clauses, b.span);
    for (const auto& row : b.rows) all.emplace_back(&row.clauses, row.span);
  }
  for (const auto& v : contract.values) {
    all.emplace_back(&v.clauses, v.span);
    rounding(v.rounding);
  }
  for (const auto& p : contract.payments) {
    all.emplace_back(&p.clauses, p.span);
    rounding(p.rounding);
  }
  for (const auto& c : contract.caps) all.emplace_back(&c.clauses, c.span);
  for (const auto& n : contract.notes) all.emplace_back(&n.clauses, n.span);
  return all;
}

}  // namespace outturn::language
