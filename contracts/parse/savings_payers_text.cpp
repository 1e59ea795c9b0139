// The positions of payers written out: parameters, columns of the years, values.
#include <algorithm>

#include <fmt/format.h>

#include "contracts/parse/savings_payers.h"
#include "contracts/parse/written_text.h"

namespace outturn::language {
namespace {

bool any_named(const SavingsCase& savings) {
  return std::any_of(savings.payments.begin(), savings.payments.end(),
                     [](const SavingsPayment& one) { return one.is_named(); });
}

bool has_payers(const SavingsCase& savings) { return !savings.payers.empty() && !savings.payments.empty(); }

bool public_money(const SavingsLine& line) { return line.kind == "fiscal" || line.kind == "transfer"; }

/// "paid_in_2026_27": this year's payment is named.
std::string marker(const std::string& year) { return "paid_in_" + savings_name(year); }

const SavingsPayer* payer_of(const SavingsCase& savings, const std::string& agency) {
  const auto found = std::find_if(savings.payers.begin(), savings.payers.end(),
                                  [&](const auto& one) { return same_agency(one.words, agency); });
  return found == savings.payers.end() ? nullptr : &*found;
}

class PayersWriter : private WrittenText {
 public:
  explicit PayersWriter(const SavingsCase& savings)
      : WrittenText(savings.name, savings.clauses),
        s_(savings),
        year_(n_ + "year"),
        nothing_(zero_like(savings.costs.front().text)) {}

  std::string text() {
    payments();
    std::string all;
    for (const std::string& agency : position_agencies(s_)) {
      const std::string a = savings_name(agency);
      share(agency, a);
      years(agency, a);
      position(agency, a);
      all += (all.empty() ? "" : " + ") + n_ + a + "_pays";
    }
    plain_value("payers_pay_all", "truth", all + " = 100%", "the shares of the payers come to 100%", "");
    return std::move(out_);
  }

 private:
  void payments() {
    if (any_named(s_)) {
      const std::vector<std::string> keys = savings_years(s_);
      std::string is;
      if (s_.payments_each_year) {
        is = path(s_.payments.front());
      } else {
        for (std::size_t t = 0; t < s_.payments.size(); ++t)
          if (s_.payments[t].is_named())
            is += fmt::format("if {}{} then {} else ", n_, marker(keys[t]), path(s_.payments[t]));
        is += n_ + "payments_said";
      }
      exact_value("payments", "money", is, "paid for the outcomes of the year", year_);
    }
    exact_value("pv_payments", "money", fmt::format("sum({0}payments * {0}factor)", n_),
                "present value of the payments", "");
    rounded_value("savings_share", "percent with 2 decimal places",
                  fmt::format("{0}pv_payments / {0}pv_purse", n_), "2 decimal places, half up",
                  "payments as a share of what the public purse gets back (present values)", "");
  }

  static std::string path(const SavingsPayment& one) {
    return fmt::format("{}", fmt::join(one.named->path, "."));
  }

  void share(const std::string& agency, const std::string& a) {
    const SavingsPayer* const payer = payer_of(s_, agency);
    out_ += fmt::format("parameter {}{}_pays percent {}\n  is {}\n  meaning {}\n\n", n_, a,
                        payer == nullptr || payer->clauses.empty() ? own_ : written(payer->clauses),
                        payer == nullptr ? "0%" : payer->share.text,
                        quoted("share of the payments that " + agency + " pays"));
  }

  void years(const std::string& agency, const std::string& a) {
    std::vector<std::string> lines;
    for (const SavingsLine& line : s_.lines)
      if (public_money(line) && savings_name(line.agency) == a) lines.push_back(n_ + line.name);
    exact_value(a + "_fiscal", "money",
                lines.empty() ? n_ + "delivery * 0" : fmt::format("{}", fmt::join(lines, " + ")),
                "public money saved by " + agency + ": fiscal savings and transfers", year_);
    exact_value(a + "_payments", "money", fmt::format("{0}payments * {0}{1}_pays", n_, a),
                agency + "'s share of the payments", year_);
    exact_value(a + "_position", "money", fmt::format("{0}{1}_fiscal - {0}{1}_payments", n_, a),
                "net position of " + agency + ": saved less paid", year_);
    exact_value(
        a + "_position_so_far", "money",
        fmt::format("previous({0}{1}_position_so_far, at first {2}) + {0}{1}_position", n_, a, nothing_),
        "the same, added up", year_);
    exact_value(
        a + "_position_discounted", "money",
        fmt::format("previous({0}{1}_position_discounted, at first {2}) + {0}{1}_position * {0}factor", n_, a,
                    nothing_),
        "the same, discounted and added up", year_);
    exact_value(a + "_turns", "number",
                fmt::format("if {0}{1}_position_discounted > {2} and previous({0}{1}_position_discounted, at "
                            "first {2}) <= {2} then 1 else 0",
                            n_, a, nothing_),
                "1 in a year in which it turns positive, discounted and added up", year_);
  }

  void position(const std::string& agency, const std::string& a) {
    const auto present = [&](const char* of, const std::string& meaning) {
      exact_value(fmt::format("pv_{}_{}", a, of), "money",
                  fmt::format("sum({0}{1}_{2} * {0}factor)", n_, a, of), "present value of " + meaning, "");
    };
    present("fiscal", "the public money saved by " + agency);
    present("payments", agency + "'s share of the payments");
    present("position", "the net position of " + agency);
    rounded_value(a + "_net_position", "money", fmt::format("{0}pv_{1}_position", n_, a), "pence, half up",
                  "net position of " + agency + ": saved less paid (present value)", "");
    rounded_value(a + "_savings_share", "percent with 2 decimal places",
                  fmt::format("{0}pv_{1}_payments / {0}pv_{1}_fiscal", n_, a), "2 decimal places, half up",
                  "what " + agency +
                      " pays as a share of what it saves (present values); not known where it "
                      "saves nothing",
                  "");
    exact_value(a + "_ahead_after", "number",
                fmt::format("smallest({0}distance where {0}{1}_turns = 1)", n_, a),
                "years from the base until the discounted position of " + agency +
                    " turns positive; not known where it never does",
                "");
    plain_value(a + "_stays_ahead", "truth",
                fmt::format("count({0}{1}_turns = 1) = 1 and {0}pv_{1}_position > {2}", n_, a, nothing_),
                "once positive, it stays so", "");
  }

  const SavingsCase& s_;
  std::string year_;
  std::string nothing_;
};

}  // namespace

std::vector<std::string> position_agencies(const SavingsCase& savings) {
  if (!has_payers(savings)) return {};
  std::vector<std::string> out = savings_agencies(savings);
  std::erase_if(out, [&](const std::string& agency) {
    return payer_of(savings, agency) == nullptr &&
           std::none_of(savings.lines.begin(), savings.lines.end(), [&](const SavingsLine& line) {
             return public_money(line) && same_agency(line.agency, agency);
           });
  });
  return out;
}

std::string payment_columns(const SavingsCase& savings) {
  if (!has_payers(savings) || savings.payments_each_year) return "";
  const std::string own = savings.name + "_";
  if (!any_named(savings)) return "  | " + own + "payments | money | paid for the outcomes of the year |\n";
  std::string out =
      "  | " + own + "payments_said | money, may be unknown | paid for the outcomes, where typed |\n";
  const std::vector<std::string> years = savings_years(savings);
  for (std::size_t t = 0; t < savings.payments.size(); ++t)
    if (savings.payments[t].is_named())
      out += "  | " + own + marker(years[t]) + " | truth | this row is the year " + years[t] + " |\n";
  return out;
}

void add_payments(const SavingsCase& savings, GivenRows& rows) {
  if (!has_payers(savings) || savings.payments_each_year) return;
  GivenColumn& said = rows.columns.emplace_back();
  for (const SavingsPayment& one : savings.payments)
    said.figures.push_back(one.amount ? std::optional(one.amount->value) : std::nullopt);
  for (std::size_t t = 0; t < savings.payments.size(); ++t) {
    if (!savings.payments[t].is_named()) continue;
    GivenColumn& is_this = rows.columns.emplace_back();
    is_this.figures.assign(savings.payments.size(), Exact(0));
    is_this.figures[t] = Exact(1);
  }
}

std::string payers_text(const SavingsCase& savings) {
  return has_payers(savings) ? PayersWriter(savings).text() : "";
}

}  // namespace outturn::language
