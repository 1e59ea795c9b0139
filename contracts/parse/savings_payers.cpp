// Reading who pays for the outcomes, and how much in which year.
#include "contracts/parse/savings_payers.h"

#include <algorithm>

#include "contracts/parse/written_text.h"

namespace outturn::language {
namespace {

constexpr const char* payments_example = "payments by year £0.00, £80,000.00, £20,000.00";
constexpr const char* payer_example = "payer \"LA\" pays 60%";

/// A figure, or the name of one; false where neither can be read, which has been told.
bool read_payment(TokenCursor& c, SavingsCase& savings) {
  SavingsPayment one;
  const Span at = c.place();
  if (c.peek().kind == TokenKind::word) {
    one.named = parse_expression(c);
    if (!one.named) return false;
    if (one.named->kind != ExprKind::name) {
      c.problem("S135", at, "this is neither a figure nor a name", {},
                {"Work it out in a value of its own, and write the value's name here."});
      return false;
    }
  } else {
    one.amount = savings_amount(c, Quantity::money, payments_example);
    if (!one.amount) return false;
  }
  savings.payments.push_back(std::move(one));
  return true;
}

class PayerChecks {
 public:
  PayerChecks(const StatementReader& reader, const SavingsCase& savings)
      : reader_(reader), savings_(savings) {}

  void all() const {
    both();
    years();
    for (const SavingsPayer& one : savings_.payers) {
      agency(one);
      share(one);
    }
    twice();
    whole();
  }

 private:
  [[nodiscard]] bool said(const char* line) const { return reader_.has_field(line); }

  void both() const {
    if (said("payments") && !said("payer"))
      reader_.problem("S134", savings_.payments_span, "payments are said, but not who pays them", {},
                      {std::string("Add a line for each payer, like: ") + payer_example + "."});
    if (said("payer") && !said("payments") && !savings_.payers.empty())
      reader_.problem("S134", savings_.payers.front().span, "a payer is named, but not what is paid", {},
                      {std::string("Add a line, like: ") + payments_example +
                       "; or name a value of the contract in place of a figure."});
  }

  void years() const {
    const std::size_t count = savings_.payments.size();
    if (count == 0 || savings_.payments_each_year || count == savings_.benefits.size()) return;
    reader_.problem("S130", savings_.payments_span,
                    "payments are said for " + std::to_string(count) + " years, benefits for " +
                        std::to_string(savings_.benefits.size()),
                    {}, {"Say them for the same years, with £0.00 where nothing is paid."});
  }

  void agency(const SavingsPayer& payer) const {
    const std::vector<std::string> agencies = savings_agencies(savings_);
    const auto is = [&](const std::string& one) { return same_agency(one, payer.words); };
    if (agencies.empty() || std::any_of(agencies.begin(), agencies.end(), is)) return;
    reader_.problem("S131", payer.span, "no line of the table is \"" + payer.words + "\"'s",
                    {"What is left to a payer is what it saves less what it pays."},
                    {"Write one of: " + listed(agencies, "or") + "; or add what it saves to the table."});
  }

  void share(const SavingsPayer& payer) const {
    const Exact& value = payer.share.value;
    if (payer.share.text.empty() || (value.sign() >= 0 && value <= Exact(1))) return;
    reader_.problem("S100", payer.share.span,
                    std::string("this share of the payments ") +
                        (value.sign() < 0 ? "is below nothing: " : "is more than all of it: ") +
                        payer.share.text,
                    {"It is a share, so it lies between 0% and 100%."}, {"Mend the figure."});
  }

  void twice() const {
    for (std::size_t i = 0; i < savings_.payers.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (same_agency(savings_.payers[i].words, savings_.payers[j].words))
          reader_.problem("S133", savings_.payers[i].span,
                          "\"" + savings_.payers[i].words + "\" is named as payer twice", {},
                          {"Keep one line with all that it pays."});
  }

  void whole() const {
    Exact sum;
    std::string words;
    for (const SavingsPayer& one : savings_.payers) {
      if (one.share.text.empty()) return;  // told
      sum = sum + one.share.value;
      words += (words.empty() ? "" : " + ") + one.share.text;
    }
    if (words.empty() || sum == Exact(1)) return;
    const std::string total =
        savings_.payers.size() == 1 ? words : words + " = " + (sum * Exact(100)).significant(6) + "%";
    reader_.problem("S132", savings_.payers.back().share.span,
                    "the payers do not pay 100% of the payments: " + total, {},
                    {"Mend the shares; or add the payer that is missing."});
  }

  const StatementReader& reader_;
  const SavingsCase& savings_;
};

}  // namespace

void read_payments_line(TokenCursor& c, SavingsCase& savings) {
  savings.payments_span = c.place();
  if (c.take_word("each")) {
    constexpr const char* example = "payments each year paid_in_it";
    savings.payments_each_year = true;
    if (!take_needed(c, "year", example)) return;
    if (c.peek().kind == TokenKind::word) {
      if (!read_payment(c, savings)) savings.payments.clear();
    } else {
      (void)take_name(c, "a value of each year", example);
    }
    return;
  }
  if (!take_needed(c, "by", payments_example) || !take_needed(c, "year", payments_example)) return;
  savings.payments_span = c.place();
  do {
    if (!read_payment(c, savings)) return savings.payments.clear();  // told: they are not counted too
  } while (c.take_mark(","));
  (void)take_clauses(c);
}

void read_payer_line(TokenCursor& c, SavingsCase& savings) {
  SavingsPayer out;
  out.span = c.place();
  out.words = take_words(c);
  if (out.words.empty() || !take_needed(c, "pays", payer_example)) return;
  auto share = savings_amount(c, Quantity::percent, payer_example);
  if (!share) return;
  out.share = std::move(*share);
  out.clauses = take_clauses(c);
  savings.payers.push_back(std::move(out));
}

void check_payers(const StatementReader& reader, const SavingsCase& savings) {
  PayerChecks(reader, savings).all();
}

void place_named_payments(const SavingsCase& savings, std::vector<Value>& values) {
  for (const SavingsPayment& one : savings.payments)
    if (one.is_named()) place_named(values, savings.name + "_payments", *one.named);
}

}  // namespace outturn::language
