// What both ways of splitting a payment rest on: the split's own columns, sums that stay readable, the terms
// of the payers, the amount that is split and what it all comes to. It must never decide who pays what: that
// is for the ways derived from it (split_ways.h).
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "contracts/formulas/payments.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

class SplitTerms : protected FormulaMaker {
 public:
  SplitTerms(const Ground& on, const Payments& payments, std::size_t index);
  SplitTerms(const SplitTerms&) = delete;
  SplitTerms& operator=(const SplitTerms&) = delete;
  virtual ~SplitTerms() = default;

  void build() {
    terms();
    share_out(amount());
    totals();
  }

 protected:
  struct Payer {
    NodeId share = none;  ///< term; of each row where it is read by its name
    NodeId parts = none;  ///< share in whole parts of whole_
    NodeId cap = none;    ///< term; none: no cap
    bool by_row = false;  ///< the share may differ between rows
    ColumnId share_term = none;
    ColumnId cap_term = none;
    NodeId split = none;  ///< share of this row, before the cap
  };

  /// Fills the column of each payer, and unpaid_ where something may stay unpaid.
  virtual void share_out(NodeId due) = 0;

  // ---- names and formulas of the split
  [[nodiscard]] const language::Split::Payer& said(std::size_t i) const { return split_.payers[i]; }
  [[nodiscard]] std::string of(std::size_t i, const std::string& what) const {
    return split_.name + "_" + said(i).name + "_" + what;
  }
  [[nodiscard]] std::string words(std::size_t i) const { return in_words(said(i).name); }
  NodeId number(std::int64_t value) { return graph_.literal(Exact(value), split_.span); }
  NodeId make(Op op, std::initializer_list<NodeId> args) { return graph_.make(op, args, split_.span); }
  NodeId here(ColumnId id) { return graph_.ref(work_.here(scope_.frame), id, split_.span); }

  // ---- columns of the split, each with its formula
  [[nodiscard]] calc::Column column(const Scope& scope, const std::string& name, const std::string& title,
                                    calc::Type type) const;
  NodeId kept(calc::Column made, NodeId formula) { return here(work_.add(std::move(made), formula)); }
  NodeId whole(const std::string& name, const std::string& title, NodeId formula) {
    return kept(column(scope_, name, title, calc::whole_type), formula);
  }
  NodeId amount_of(const std::string& name, const std::string& title, NodeId formula) {
    return kept(work_.money_column(scope_, name, title), formula);
  }
  [[nodiscard]] Scope single(const std::vector<std::string>& clauses) const;

  /// A sum of many, in columns of its own where one formula would get too long to read.
  NodeId added(const std::vector<NodeId>& parts, const std::string& name, bool rows, bool in_money);

  // ---- over rows
  NodeId first_row();
  /// The total of the rows so far.
  NodeId running(const std::string& name, const std::string& title, NodeId of_row);
  /// Payer i pays what it is to have paid by now, less what it paid before.
  void difference(std::size_t i, NodeId to_date);

  // ---- checks
  void check(const Scope& scope, const std::string& name, const std::string& title, NodeId formula,
             const std::string& what);
  void adds_up(NodeId due, const std::vector<NodeId>& parts, const std::string& what);

  const Payments& payments_;
  const language::Split& split_;
  const SplitColumns& made_;
  std::size_t payment_;  ///< that is split
  Scope scope_;
  bool rows_ = false;
  NodeId whole_ = none;  ///< the parts that are 100%
  std::vector<Payer> payers_;
  NodeId unpaid_ = none;

 private:
  [[nodiscard]] std::size_t length_of(NodeId id, bool rows) const;
  void terms();
  Payer payer_terms(std::size_t i, int places);
  void figure_share(std::size_t i, int places, Payer& made);
  void named_share(std::size_t i, Payer& made);
  void rest_of_shares(std::size_t i, int places);
  [[nodiscard]] calc::Column share_column(const Scope& scope, std::size_t i, calc::Type type) const;
  NodeId amount();
  [[nodiscard]] std::string link() const;
  ColumnId total(const std::string& name, const std::string& title, ColumnId of_rows,
                 const std::vector<std::string>& clauses);
  void totals();
};

}  // namespace outturn::compile
