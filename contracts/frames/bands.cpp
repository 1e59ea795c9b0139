// Bands: one row a band, found by a search among edges that must rise.
#include <algorithm>

#include "contracts/frames/table_kinds.h"
#include "contracts/frames/terms.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

using language::QType;
using language::Quantity;

namespace {

class BandTable {
 public:
  BandTable(Workings& work, const language::Bands& bands)
      : work_(work),
        graph_(work.graph),
        bands_(bands),
        places_(std::max(bands.edge_places, places_looked_up(work.contract, bands.name))) {}

  BandFrame build() {
    made_.frame = frame();
    calc::Column from = from_column();
    calc::Column step = step_column();
    calc::Column pays = pays_column();
    const ColumnId from_id = work_.add(std::move(from));
    const ColumnId step_id = work_.add(std::move(step));
    calc::Column edge = column("edge", calc::decimal_type(places_ + 1), calc::Unit::plain, "Edge searched");
    edge.role = calc::Role::formula;
    made_.edge = work_.add(std::move(edge), graph_.make(Op::add, {graph_.ref(Op::this_row, from_id),
                                                                  graph_.ref(Op::this_row, step_id)}));
    made_.pays = work_.add(std::move(pays));
    check_rise();
    return made_;
  }

 private:
  FrameId frame() {
    calc::Frame frame;
    frame.name = bands_.name;
    frame.title = in_words(bands_.name);
    frame.meaning = "bands of " + bands_.measured + ": the last row whose edge is reached holds";
    frame.is_table = true;
    for (const auto& row : bands_.rows)
      add_row(frame, "B" + std::to_string(frame.rows + 1), row.clauses, row.span);
    return graph_.add_frame(std::move(frame));
  }

  calc::Column column(const std::string& what, calc::Type type, calc::Unit unit, const std::string& title) {
    calc::Column made =
        term_column(work_.free_name(bands_.name + "_" + what), made_.frame, type, unit, title);
    made.clauses = shown(bands_.clauses);
    made.span = bands_.span;
    return made;
  }

  calc::Column from_column() {
    calc::Column from = column("from", calc::decimal_type(std::max(bands_.edge_places, 1)),
                               unit_of(bands_.measured_type), "From " + bands_.measured);
    from.unit_words = work_.unit_words(bands_.measured_type);
    from.meaning = "where the band begins; the first begins below anything there can be";
    // A number below any there can be, since a search must never fail; -99,900 % for shares.
    const bool share =
        bands_.measured_type.is(Quantity::percent) || bands_.measured_type.is(Quantity::points);
    const Exact no_lower_end(share ? -999 : -999999);
    for (const auto& row : bands_.rows) store(from, row.from.value_or(no_lower_end));
    return from;
  }

  calc::Column step_column() {
    calc::Column step =
        column("edge_step", calc::decimal_type(places_ + 1), calc::Unit::plain, "Half a unit");
    step.meaning =
        "half of the last decimal place looked up: minus where the edge itself belongs to this band, plus "
        "where it does not";
    step.follows_rows = true;
    for (const auto& row : bands_.rows)
      store(step, Exact::ratio(row.from_included ? -1 : 1, 2) / Exact(power_of_ten(places_)));
    return step;
  }

  calc::Column pays_column() {
    const QType result = language::held(bands_.result_type, work_.minor_places);
    calc::Column pays =
        column(bands_.result, work_.type_of(result), unit_of(result), in_words(bands_.result));
    pays.unit_words = work_.unit_words(result);
    for (const auto& row : bands_.rows) store(pays, row.value);
    return pays;
  }

  /// Edges must rise, or a search would stop too early.
  void check_rise() {
    const NodeId number = graph_.ref(Op::this_row, work_.row_number(made_.frame));
    const NodeId first = graph_.make(Op::equal, {number, graph_.literal(Exact(1))});
    const NodeId rising =
        graph_.make(Op::more, {graph_.ref(Op::this_row, made_.edge), graph_.ref(Op::previous, made_.edge)});
    calc::Column check = term_column(work_.free_name(bands_.name + "_edges_rise"), made_.frame,
                                     calc::truth_type, calc::Unit::flag, "Edges rise");
    work_.check(std::move(check), graph_.make(Op::choose, {first, graph_.truth(true), rising}),
                "the bands of " + bands_.name + " rise");
  }

  Workings& work_;
  calc::Graph& graph_;
  const language::Bands& bands_;
  const int places_;  ///< with which an edge is told from what lies beside it
  BandFrame made_;
};

}  // namespace

BandFrame band_table(Workings& work, const language::Bands& bands) { return BandTable(work, bands).build(); }

}  // namespace outturn::compile
