#include "engine/difference/difference.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/base/problem.h"
#include "engine/difference/walk.h"
#include "engine/explain/words.h"

namespace outturn::difference {
namespace {

const calc::PaymentRecord* payment_of(const calc::Run& run, const std::string& name) {
  for (const calc::PaymentRecord& payment : run.record.payments) {
    if (payment.name == name) return &payment;
  }
  return nullptr;
}

ColumnId total_of(const calc::PaymentRecord& payment) {
  return payment.total == none ? payment.column : payment.total;
}

class Comparison {
 public:
  Comparison(const calc::Run& was, const calc::Run& is)
      : pairing_({&was, &is}),
        changes_(pairing_),
        sets_(changes_),
        walks_{Walk(pairing_, changes_, sets_, before), Walk(pairing_, changes_, sets_, after)} {}

  Difference result() {
    out_.currency = pairing_.run(after).record.currency;
    out_.total = figure("payment due", pairing_.run(before).record.total, pairing_.run(after).record.total);
    payments();
    others();
    payers();
    sort_rows();
    effects();
    count_cells();
    out_.changes = changes_.all();
    out_.groups = changes_.groups();
    out_.causes = sets_.all();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string shown(std::size_t side, ColumnId id, std::size_t row) {
    return calc::CellReader(pairing_.graph(side), out_.currency).shown_cell(id, row);
  }

  Figure figure(const std::string& name, ColumnId was, ColumnId is) {
    Figure out;
    out.name = name;
    std::array<Exact, 2> values;
    for (const auto& [side, id] : {std::pair(before, was), std::pair(after, is)}) {
      if (id == none) continue;
      (side == before ? out.before : out.after) = shown(side, id, 0);
      const calc::Column& column = pairing_.graph(side).column(id);
      if (column.type.kind != calc::Kind::text) values[side] = calc::value_at(pairing_.graph(side), id, 0);
      out.money = column.unit == calc::Unit::money;
    }
    out.difference = values[after] - values[before];
    out.moved = out.before != out.after || out.difference.sign() != 0;
    return out;
  }

  void payments() {
    std::set<std::string> done;
    for (const std::size_t first : {after, before}) {
      for (const calc::PaymentRecord& payment : pairing_.run(first).record.payments) {
        if (!done.insert(payment.name).second) continue;
        std::array<const calc::PaymentRecord*, 2> both{payment_of(pairing_.run(before), payment.name),
                                                       payment_of(pairing_.run(after), payment.name)};
        out_.payments.push_back(figure(calc::name_in_words(payment.name),
                                       both[before] ? total_of(*both[before]) : none,
                                       both[after] ? total_of(*both[after]) : none));
        rows_of(both);
        over_payers_caps(payment.name);
      }
    }
  }

  /// What the payers' own caps leave unpaid: it is payable, and no part of the payment due.
  void over_payers_caps(const std::string& payment) {
    std::array<std::pair<ColumnId, std::size_t>, 2> cells{std::pair(none, none), std::pair(none, none)};
    for (const std::size_t side : {before, after}) {
      for (const calc::SplitRecord& split : pairing_.run(side).record.splits) {
        if (split.of == payment && split.unpaid_total != none) cells[side] = {split.unpaid_total, 0};
      }
    }
    if (cells[before].first != none || cells[after].first != none)
      one_row(payment + ", over payers' caps", cells, true);
  }

  void rows_of(const std::array<const calc::PaymentRecord*, 2>& both) {
    for (const std::size_t side : {after, before}) {
      if (both[side] == nullptr) continue;
      const ColumnId id = both[side]->column;
      const FrameId frame = pairing_.graph(side).column(id).frame;
      const calc::PaymentRecord* there = both[other(side)];
      const bool paired = there != nullptr && pairing_.graph(other(side)).column(there->column).frame ==
                                                  pairing_.frame(side, frame);
      for (std::size_t row = 0; row < pairing_.graph(side).rows(id); ++row) {
        const std::size_t at = paired ? pairing_.row(side, frame, row) : none;
        if (side == before && at != none) continue;  // told with the run after
        std::array<std::pair<ColumnId, std::size_t>, 2> cells{std::pair(none, none), std::pair(none, none)};
        cells[side] = {id, row};
        if (at != none) cells[other(side)] = {there->column, at};
        one_row(both[side]->name, cells);
      }
    }
  }

  void one_row(const std::string& payment, const std::array<std::pair<ColumnId, std::size_t>, 2>& cells,
               bool taken_off = false) {
    std::array<Exact, 2> values;
    for (const std::size_t side : {before, after}) {
      if (cells[side].first != none)
        values[side] = calc::value_at(pairing_.graph(side), cells[side].first, cells[side].second);
    }
    if (values[before] == values[after]) return;
    Row row;
    row.payment = calc::name_in_words(payment);
    row.difference = taken_off ? values[before] - values[after] : values[after] - values[before];
    SetId causes = 0;
    for (const std::size_t side : {before, after}) {
      const auto [id, at] = cells[side];
      if (id == none) continue;
      const calc::Graph& graph = pairing_.graph(side);
      const calc::Frame& frame = graph.frame(graph.column(id).frame);
      (side == before ? row.before : row.after) = shown(side, id, at);
      row.kind = calc::name_in_words(frame.name);
      if (!frame.name.empty()) row.key = calc::row_key(frame, at);
      if (!frame.name.empty()) row.about = about_row(pairing_.run(side), graph.column(id).frame, at);
      causes = sets_.both(causes, walks_[side].of(id, at));
    }
    row.causes = causes == 0 ? sets_.of(changes_.of_order()) : causes;
    out_.rows.push_back(std::move(row));
  }

  /// Single values the contract names, other than payments.
  void others() {
    std::set<std::string> done;
    for (const std::size_t side : {after, before}) {
      for (const calc::ClauseRecord& clause : pairing_.run(side).record.clauses) {
        if (clause.kind != "value" || !done.insert(clause.name).second) continue;
        const std::array<ColumnId, 2> ids{single(before, clause.name), single(after, clause.name)};
        if (ids[before] == none && ids[after] == none) continue;
        Figure one = figure(calc::name_in_words(clause.name), ids[before], ids[after]);
        if (one.moved) out_.others.push_back(std::move(one));
      }
    }
  }

  /// What each payer pays in all.
  void payers() {
    std::map<std::string, std::array<ColumnId, 2>> all;
    for (const std::size_t side : {before, after}) {
      for (const calc::SplitRecord& split : pairing_.run(side).record.splits) {
        for (const auto& payer : split.payers) {
          auto& ids = all.try_emplace(split.name + " " + payer.name, std::array<ColumnId, 2>{none, none})
                          .first->second;
          ids[side] = payer.total;
        }
      }
    }
    for (const auto& [name, ids] : all) {
      Figure one = figure(calc::name_in_words(name) + " pays", ids[before], ids[after]);
      if (one.moved) out_.others.push_back(std::move(one));
    }
  }

  [[nodiscard]] ColumnId single(std::size_t side, const std::string& name) const {
    const ColumnId id = pairing_.graph(side).find(name);
    if (id == none) return none;
    return pairing_.graph(side).frame(pairing_.graph(side).column(id).frame).name.empty() ? id : none;
  }

  void sort_rows() {
    std::stable_sort(out_.rows.begin(), out_.rows.end(),
                     [](const Row& a, const Row& b) { return b.difference.abs() < a.difference.abs(); });
  }

  void effects() {
    std::map<std::pair<std::vector<std::uint32_t>, bool>, std::size_t> by_groups;
    Exact sum;
    for (const Row& row : out_.rows) {
      const Causes& causes = sets_.all()[row.causes];
      // That a long list of changes was cut is no matter where they are of one sort.
      const bool more = causes.more && causes.groups.size() > 1;
      const auto [found, fresh] = by_groups.try_emplace({causes.groups, more}, out_.effects.size());
      if (fresh) out_.effects.push_back({causes.groups, more, {}, 0});
      Effect& effect = out_.effects[found->second];
      effect.amount = effect.amount + row.difference;
      ++effect.rows;
      sum = sum + row.difference;
    }
    std::stable_sort(out_.effects.begin(), out_.effects.end(), [](const Effect& a, const Effect& b) {
      const bool alone_a = a.groups.size() == 1;
      const bool alone_b = b.groups.size() == 1;
      return alone_a != alone_b ? alone_a : b.amount.abs() < a.amount.abs();
    });
    if (!(sum == out_.total.difference))
      throw Fault("the differences of the rows come to " + sum.fraction() +
                  " and that of the payment due to " + out_.total.difference.fraction());
  }

  void count_cells() {
    for (const std::size_t side : {before, after}) {
      const calc::Graph& graph = pairing_.graph(side);
      for (ColumnId id = 0; id < graph.columns().size(); ++id) {
        const calc::Column& column = graph.column(id);
        if (column.formula == none || !pairing_.any_moved(side, id)) continue;
        for (std::size_t row = 0; row < graph.rows(id); ++row) {
          const bool told = side == before && pairing_.column(side, id) != none &&
                            pairing_.row(side, column.frame, row) != none;
          if (!told && pairing_.moved(side, id, row)) ++out_.cells_moved;
        }
      }
    }
  }

  Pairing pairing_;
  Changes changes_;
  CauseSets sets_;
  std::array<Walk, 2> walks_;
  Difference out_;
};

}  // namespace

std::string refusal(const calc::Run& was, const calc::Run& is) {
  if (was.record.currency == is.record.currency) return {};
  return "One result is in " + was.record.currency + " and the other in " + is.record.currency + ".";
}

Difference compare(const calc::Run& was, const calc::Run& is) { return Comparison(was, is).result(); }

}  // namespace outturn::difference
