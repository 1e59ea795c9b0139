// What a run is made of besides its figures: titles, clauses, documents, files, assumptions.
//
// A Run is the graph, its evaluation and this Record; every report (workbook, result.json, the plain
// words on the terminal, explain) is a print of a Run and of nothing else. Reports know columns and
// this record; they never know the contract language.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/calc/approaches_record.h"
#include "engine/calc/comparison_record.h"
#include "engine/calc/evaluate.h"
#include "engine/calc/graph.h"
#include "engine/calc/linkage_record.h"
#include "engine/calc/previous.h"
#include "engine/calc/savings_record.h"
#include "engine/values/date.h"

namespace outturn::calc {

struct DocumentRecord {
  std::string id;
  std::string title;
  std::string by;
  std::string dated;
  std::string address;
  bool known = true;  ///< false: left out by --documents
};

/// A clause and where it is used.
struct ClauseRecord {
  std::string clause;      ///< "A Sch 3 para 2.1"
  std::string kind;        ///< "payment", "parameter", "rate card row"...
  std::string name;        ///< name of the statement
  std::uint32_t line = 0;  ///< in the contract
  std::string quote;       ///< the contract's line as written
};

/// A part of a document that is not calculated, and why.
struct NotCalculated {
  std::string clause;
  std::string words;
};

/// An open question. With readings, `term` is the column whose value is the number of the reading
/// used (1, 2, ...).
struct AssumptionRecord {
  std::string name;
  std::string question;
  std::string because;
  std::vector<std::string> readings;  ///< words of each
  std::vector<std::string> reading_names;
  int used = 0;  ///< from 1; 0: a plain assumption
  std::vector<std::string> clauses;
  ColumnId term = none;
  /// Total payment under each reading, as shown; empty where it was not worked out.
  std::vector<std::string> payment_under;
};

struct FileRecord {
  std::string name;   ///< "claims.csv"
  std::string input;  ///< the input it fills; "contract" for the contract text
  std::string sha256;
  std::uint64_t bytes = 0;
  std::size_t rows = 0;
  std::size_t rows_used = 0;
};

struct RejectRecord {
  std::string file;
  std::uint32_t line = 0;
  std::string reason;
};

/// What a row is told: its payment is accepted, in part, refused, or waits for evidence.
enum class Verdict : std::uint8_t { accepted, in_part, refused, undecided };
/// "accepted", "accepted in part", "refused", "undecided".
[[nodiscard]] std::string_view verdict_words(Verdict verdict);

/// The code of rows of evidence set aside by the cut-off: undecided until a later claim.
inline constexpr std::string_view set_aside_code = "AFTER_CUT_OFF";

/// One reason the contract can give; the row of the Reasons frame of the same number.
struct ReasonRecord {
  std::string code;  ///< for machines: "REPEATED", "CAP_person_cap"
  Verdict verdict = Verdict::accepted;
  std::string sentence;  ///< "the same person and code has been paid for already: once per person and code"
};

/// Who decided on the rows of a kind, and when: two columns of its evidence.
struct DecisionRecord {
  FrameId frame = none;
  ColumnId by = none;
  ColumnId on = none;
};

/// A line of the answer: one payment of the contract.
struct PaymentRecord {
  std::string name;
  ColumnId column = none;    ///< the payment itself
  ColumnId earned = none;    ///< before caps; same as column when there are none
  ColumnId achieved = none;  ///< whatever the payment rules say; same as earned where nothing sets them apart
  ColumnId blocked = none;   ///< 1 where evidence is missing; none when it never is
  ColumnId total = none;     ///< scalar; same as column for a scalar payment
  ColumnId earned_total = none;
  ColumnId achieved_total = none;
  ColumnId achieved_unknown_total =
      none;  ///< rows that may be achieved and count as nothing; as blocked_total
  ColumnId blocked_total = none;
  struct CapCut {
    std::string cap;
    ColumnId before = none;  ///< what the cap is laid on
    ColumnId after = none;
    ColumnId due = none;  ///< what the row itself brings: `before` less what was brought forward
    enum class Excess : std::uint8_t { lost, carried, moved } excess = Excess::lost;
    std::string moved_to;  ///< the payment under which the excess is due
  };
  std::vector<CapCut> caps;    ///< in the order applied
  ColumnId paid_total = none;  ///< what its payers pay; same as total where they pay all of it
  /// Of a payment for each row: the number of the row's reason (in Record::reasons, from 1), and the
  /// words of the verdict as a key of the Reasons frame.
  ColumnId reason = none;
  ColumnId verdict = none;
  std::map<std::size_t, std::string> reason_clauses;  ///< by reason: those under which this payment gives it
};

/// What each of several payers pays of a payment.
struct SplitRecord {
  std::string name;
  std::string of;  ///< the payment
  struct Payer {
    std::string name;
    ColumnId pays = none;   ///< in each row, or in one sum
    ColumnId total = none;  ///< scalar; same as pays for one sum
    ColumnId share = none;  ///< term
    ColumnId cap = none;    ///< term; none: no cap
    std::vector<std::string> clauses;
  };
  std::vector<Payer> payers;
  ColumnId unpaid_total = none;  ///< over payers' caps; none where no payer has one
};

/// A payment against the last claim. Of rows: a frame with one row for each row of either claim.
struct TrueUpRecord {
  std::string payment;
  ColumnId before_total = none;  ///< scalar: paid in the last claim
  ColumnId due = none;           ///< scalar: now less before
  FrameId frame = none;          ///< none: a payment there is once, or one no longer in the contract
  ColumnId before = none;
  ColumnId now = none;
  ColumnId difference = none;
  ColumnId link = none;         ///< row of the payment's own frame; 0: gone
  ColumnId was_claimed = none;  ///< 0: new
};

/// A check of the workbook: the column is 1 in every row when all is well, or a scalar is.
struct CheckRecord {
  ColumnId column = none;
  std::string what;
};

/// A total the engine took from the evidence itself, to be met by the sheet: the sum of a column.
struct ControlTotal {
  ColumnId column = none;  ///< its sum in the sheet
  Exact total;             ///< the engine's
  std::string what;
};

struct Record {
  std::string title;
  std::string about;
  std::string currency;  ///< ISO 4217
  std::string amounts;   ///< "exclude VAT"
  std::string payer;
  std::string provider;
  std::string contract_file;
  std::optional<Date> starts;
  std::optional<Date> ends;
  Date as_at;
  Date cut_off;
  std::string status = "draft";        ///< "draft", "provisional", "final"
  std::size_t accepted_undecided = 0;  ///< of a final claim: rows let through although evidence is missing
  std::string engine_version;
  std::string run_id;  ///< from the hashes of all that went in
  std::vector<DocumentRecord> documents;
  std::vector<ClauseRecord> clauses;
  std::vector<NotCalculated> not_calculated;
  std::vector<AssumptionRecord> assumptions;
  std::vector<FileRecord> files;
  std::vector<RejectRecord> rejects;
  std::vector<PaymentRecord> payments;
  std::vector<SplitRecord> splits;
  std::vector<ReasonRecord> reasons;
  std::vector<DecisionRecord> decisions;  ///< empty: the contract's rules decide every row
  std::optional<PreviousClaim> previous;  ///< the last claim, its rows left out
  std::vector<TrueUpRecord> true_ups;
  std::optional<LinkageRecord> linkage;  ///< of the link that its people come from
  std::vector<SavingsRecord> savings;
  std::vector<ApproachesRecord> approaches;
  std::vector<ComparisonRecord> comparisons;  ///< of the analyses its comparisons rest on
  ColumnId due_now = none;                    ///< all payments now less all before
  std::vector<CheckRecord> checks;
  std::vector<ControlTotal> control_totals;
  ColumnId total = none;  ///< the payment due: the answer
};

/// What a payment comes to at its four stages, as single values. Where nothing sets two of them apart they
/// are one column.
struct FourNumbers {
  ColumnId achieved = none;  ///< at the card's price, whatever the payment rules say
  ColumnId earned = none;    ///< under the rules of when and how often
  ColumnId payable = none;   ///< after caps
  ColumnId paid = none;      ///< by the payers, each up to its own cap
  [[nodiscard]] bool one() const { return achieved == earned && earned == payable && payable == paid; }
};
[[nodiscard]] FourNumbers four_numbers(const PaymentRecord& payment);
/// A column by its own name, or by that of a payment's stage it stands for too (NAME_earned,
/// NAME_paid_total...).
[[nodiscard]] ColumnId column_named(const Graph& graph, const Record& record, std::string_view name);

/// Who decides on the rows of the frame; nullptr: the contract's rules.
[[nodiscard]] const DecisionRecord* decision_on(const Record& record, FrameId frame);
/// Rows that wait for missing evidence, over all payments.
[[nodiscard]] std::size_t undecided_rows(const Graph& graph, const Record& record);

struct Run {
  Graph graph;
  Evaluation evaluation;
  Record record;
};

}  // namespace outturn::calc
