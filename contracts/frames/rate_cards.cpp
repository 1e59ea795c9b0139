// Rate cards: one row a code, and for a dated card one row a code and date.
#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "contracts/frames/table_kinds.h"
#include "contracts/frames/terms.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

using language::QType;
using language::Quantity;

namespace {

using Rows = std::vector<const language::RateCard::Row*>;
using Places = std::unordered_map<std::string, std::int64_t>;

/// Row of each code, from 1.
Places places_of(const std::vector<std::string>& codes) {
  Places places;
  for (const std::string& code : codes) places.emplace(code, static_cast<std::int64_t>(places.size() + 1));
  return places;
}

void put_in_order(Rows& rows, const Places& places, Date start) {
  const auto key = [&](const language::RateCard::Row* row) {
    return std::pair(places.at(row->code), row->from.value_or(start));
  };
  std::stable_sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) { return key(a) < key(b); });
}

/// Rows of a dated card in order of code and date, searched by code_row * span + date.
void dated_rows(Workings& work, const language::RateCard& card, CardFrames& made, const Rows& rows,
                const Places& places) {
  calc::Graph& graph = work.graph;
  const Date start = *work.contract.head.starts;
  calc::Frame frame;
  frame.name = card.name + "_by_date";
  frame.title = in_words(card.name) + " by date";
  frame.meaning = "one row for each code and date from which its figures hold, chosen by " + card.chosen_by;
  frame.file = card.file;
  frame.is_table = true;
  for (const auto* row : rows)
    add_row(frame, row->code + " " + to_iso(row->from.value_or(start)), row->clauses, row->span);
  made.dated = graph.add_frame(std::move(frame));
  const auto named = [&](const char* what) { return work.free_name(card.name + "_" + what); };
  calc::Column of_code =
      term_column(named("code_row"), made.dated, calc::whole_type, calc::Unit::row_number, "Code row");
  calc::Column from = term_column(named("from"), made.dated, calc::date_type, calc::Unit::date, "From");
  calc::Column until =
      term_column(named("until"), made.dated, calc::date_type, calc::Unit::date, "Until, this day excluded");
  bool until_written = false;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool more = i + 1 < rows.size() && rows[i + 1]->code == rows[i]->code;
    const Date next = more ? rows[i + 1]->from.value_or(start) : Date{work.contract.head.ends->serial + 1};
    store(of_code, Exact(places.at(rows[i]->code)));
    store(from, Exact(rows[i]->from.value_or(start).serial));
    store(until, Exact(rows[i]->until.value_or(next).serial));
    until_written = until_written || rows[i]->until.has_value();
  }
  until.follows_rows = !until_written;
  for (calc::Column* column : {&of_code, &from, &until})
    column->clauses = shown(card.clauses), column->span = card.span;
  made.code_row = work.add(std::move(of_code));
  made.from = work.add(std::move(from));
  made.until = work.add(std::move(until));
  calc::Column span = term_column(named("key_span"), work.scalars, calc::whole_type, calc::Unit::plain,
                                  "Key span of " + card.name);
  span.meaning = "larger than any date's number, so that code and date make one search key";
  span.clauses = shown(card.clauses);
  span.values.big.push_back(100000);
  made.span = work.add(std::move(span));
  calc::Column key =
      term_column(named("key"), made.dated, calc::whole_type, calc::Unit::row_number, "Search key");
  key.role = calc::Role::formula;
  key.clauses = shown(card.clauses);
  key.span = card.span;
  const NodeId spread =
      graph.make(Op::multiply, {graph.ref(Op::this_row, made.code_row), graph.ref(Op::scalar, made.span)});
  made.key = work.add(std::move(key), graph.make(Op::add, {spread, graph.ref(Op::this_row, made.from)}));
}

void card_columns(Workings& work, const language::RateCard& card, CardFrames& made, const Rows& rows) {
  calc::Graph& graph = work.graph;
  for (std::size_t j = 0; j < card.columns.size(); ++j) {
    const QType type = work.names.card_column(card.name, card.columns[j].name).type;
    const bool text = type.is(Quantity::text);
    const FrameId frame = card.dated && !text ? made.dated : made.codes;
    calc::Column column = term_column(work.free_name(card.name + "_" + card.columns[j].name), frame,
                                      work.type_of(type), unit_of(type), in_words(card.columns[j].name));
    column.unit_words = work.unit_words(type);
    column.clauses = shown(card.clauses);
    column.span = card.span;
    bool all_known = true;
    const auto& codes = graph.frame(made.codes).keys;
    std::size_t next_code = 0;
    for (const auto* row : rows) {
      if (text && card.dated && (next_code >= codes.size() || row->code != codes[next_code])) continue;
      ++next_code;
      const language::CardCell& cell = row->cells[j];
      all_known = all_known && (cell.present || text);
      column.values.known.push_back(cell.present || text ? 1 : 0);
      if (text) {
        column.values.small.push_back(static_cast<std::int32_t>(column.values.dictionary.size()));
        column.values.dictionary.push_back(cell.words);
      } else {
        store(column, cell.present ? cell.value : Exact(0));
      }
    }
    if (all_known) column.values.known.clear();
    made.columns[j] = work.add(std::move(column));
    if (!all_known) made.known[j] = work.known_column(made.columns[j]);
  }
}

}  // namespace

CardFrames rate_card(Workings& work, const language::RateCard& card) {
  calc::Graph& graph = work.graph;
  CardFrames made;
  Rows rows;
  for (const auto& row : card.rows) {
    if (work.document_known(row.clauses)) rows.push_back(&row);
  }
  calc::Frame frame;
  frame.name = card.name;
  frame.title = in_words(card.name);
  frame.meaning = "rate card: one row a code";
  frame.file = card.file;
  frame.is_table = true;
  Rows first;  // of each code
  std::unordered_set<std::string_view> codes;
  for (const auto* row : rows) {
    if (!codes.insert(row->code).second) continue;
    add_row(frame, row->code, row->clauses, row->span);
    first.push_back(row);
  }
  made.codes = graph.add_frame(std::move(frame));
  calc::Column code = term_column(work.free_name(card.name + "_code"), made.codes,
                                  {calc::Kind::key, 0, made.codes}, calc::Unit::key, "Code");
  for (std::size_t i = 0; i < first.size(); ++i)
    code.values.small.push_back(static_cast<std::int32_t>(i + 1));
  code.clauses = shown(card.clauses);
  code.span = card.span;
  made.code = work.add(std::move(code));
  graph.frame(made.codes).key_column = made.code;
  made.columns.assign(card.columns.size(), none);
  made.known.assign(card.columns.size(), none);
  if (card.dated) {
    const Places places = places_of(graph.frame(made.codes).keys);
    put_in_order(rows, places, *work.contract.head.starts);
    dated_rows(work, card, made, rows, places);
  }
  card_columns(work, card, made, card.dated ? rows : first);
  return made;
}

}  // namespace outturn::compile
