// What became of each payment over all its rows: counted by verdict and by reason.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/calc/record.h"

namespace outturn::pack {

/// The rows that one reason of the contract decided.
struct ReasonFact {
  std::string code;  ///< "REPEATED"; empty for a payment there is once
  calc::Verdict verdict = calc::Verdict::accepted;
  std::string words;     ///< "refused: not verified"
  std::string sentence;  ///< what it means
  std::string clauses;
  std::size_t rows = 0;
  Exact earned;   ///< before caps
  Exact payable;  ///< after caps
};

struct PaymentFacts {
  std::size_t rows = 0;  ///< 1 for a single payment
  std::size_t paid = 0;  ///< in full or in part
  std::size_t in_part = 0;
  std::size_t refused = 0;
  std::size_t undecided = 0;
  std::vector<ReasonFact> reasons;  ///< as the Reasons sheet has them; those that decided no row are left out
};
[[nodiscard]] PaymentFacts payment_facts(const calc::Run& run, const calc::PaymentRecord& payment);

/// Rows that may be achieved and count as nothing, because evidence is missing.
[[nodiscard]] std::size_t unknown_rows(const calc::Graph& graph, const calc::PaymentRecord& payment);
[[nodiscard]] std::size_t blocked_rows(const calc::Graph& graph, const calc::PaymentRecord& payment);
/// What a cap takes off over all rows.
[[nodiscard]] Exact cut_by(const calc::Graph& graph, const calc::PaymentRecord::CapCut& cap);
/// What becomes of it: "lost", "carried forward", "moved".
[[nodiscard]] std::string_view excess_words(const calc::PaymentRecord::CapCut& cap);

/// What a row is against the last claim.
enum class RowChange : std::uint8_t { unchanged, fresh, gone, changed };
[[nodiscard]] RowChange row_change(const calc::Graph& graph, const calc::TrueUpRecord& one, std::size_t row);

struct TrueUpFacts {
  std::size_t fresh = 0, gone = 0, changed = 0, unchanged = 0;
  Exact taken_back;  ///< paid before for rows that are gone
};
[[nodiscard]] TrueUpFacts true_up_facts(const calc::Graph& graph, const calc::TrueUpRecord& one);

struct CheckFact {
  std::string what;
  std::size_t failing = 0;  ///< rows in which it does not hold
  bool single = false;      ///< asked once, not of rows
};
/// Checks, then control totals, in the order of the record.
[[nodiscard]] std::vector<CheckFact> check_facts(const calc::Run& run);

/// What all payments together come to at the four stages.
struct StageTotals {
  Exact achieved, earned, payable, paid;
  [[nodiscard]] bool equal() const { return achieved == earned && earned == payable && payable == paid; }
};
[[nodiscard]] StageTotals stage_totals(const calc::Graph& graph, const calc::PaymentRecord& payment);
[[nodiscard]] StageTotals stage_totals(const calc::Run& run);

struct Money {
  std::string value;  ///< "1871540.00"
  std::string shown;  ///< "£1,871,540.00"
};
[[nodiscard]] Money money_of(const calc::Record& record, const Exact& amount);

}  // namespace outturn::pack
