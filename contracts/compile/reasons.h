// The reasons a contract can give for paying a row or not, in the order in which they are looked at. They
// must never know how the first that fits is found.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "contracts/formulas/payments.h"

namespace outturn::compile {

/// A reason and the condition under which it is the one.
struct ReasonTest {
  NodeId when = none;  ///< none: where no test before holds
  std::size_t reason = 0;
};

class Reasons {
 public:
  explicit Reasons(Workings& work) : work_(work), graph_(work.graph) {}

  /// The tests of a payment; the last fits all that is left.
  std::vector<ReasonTest> tests_of(const language::Payment& payment, const PaymentColumns& made,
                                   const std::vector<calc::PaymentRecord::CapCut>& caps);

  /// By reason: the clauses under which the payment asked for last gives it.
  [[nodiscard]] const std::map<std::size_t, std::string>& cited() const { return cited_; }

  /// The Reasons sheet, once all are gathered; its column of row numbers is what rows are told by.
  struct Sheet {
    FrameId frame = none;
    ColumnId number = none;
  };
  Sheet sheet();

 private:
  std::size_t reason(const std::string& code, calc::Verdict verdict, const std::string& words,
                     const std::string& sentence, const std::vector<std::string>& clauses, Span span);
  /// `condition`: the one that needs it; nullptr: the amount does.
  void missing(NodeId known, const language::Payment& payment, std::vector<ReasonTest>& tests,
               const Expr* condition);
  std::size_t untold(const Expr& condition, const language::Payment& payment);
  void failed(const PartOfWhen& part, const language::Payment& payment, std::vector<ReasonTest>& tests);
  void repeated(ColumnId counts, const language::Payment& payment, std::vector<ReasonTest>& tests);
  [[nodiscard]] bool brings_forward(const language::Payment& payment,
                                    const std::vector<calc::PaymentRecord::CapCut>& caps) const;
  void brought(const language::Payment& payment, const PaymentColumns& made, std::vector<ReasonTest>& tests);
  void cut(const std::vector<calc::PaymentRecord::CapCut>& caps, std::vector<ReasonTest>& tests);

  Workings& work_;
  calc::Graph& graph_;
  calc::Frame gathered_;
  std::unordered_map<std::string, std::size_t> number_;  ///< of a reason, by its key
  std::unordered_set<std::string> codes_;
  std::map<std::size_t, std::string> cited_;
};

}  // namespace outturn::compile
