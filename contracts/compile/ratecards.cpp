// Rate cards: one row a code, and for a dated card one row a code and date.
#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "contracts/compile/terms.h"

namespace outturn::compile {

using language::Quantity;

void Compiler::card_frames(const language::RateCard& card, CardFrames& made) {
  std::vector<const language::RateCard::Row*> rows;
  for (const auto& row : card.rows) {
    if (document_known(row.clauses)) rows.push_back(&row);
  }
  calc::Frame frame;
  frame.name = card.name;
  frame.title = in_words(card.name);
  frame.meaning = "rate card: one row a code";
  frame.file = card.file;
  frame.is_table = true;
  std::vector<const language::RateCard::Row*> first;  // of each code
  std::unordered_set<std::string_view> codes;
  for (const auto* row : rows) {
    if (!codes.insert(row->code).second) continue;
    frame.keys.push_back(row->code);
    frame.row_clauses.push_back(clause_words(row->clauses));
    frame.lines.push_back(row->span.line);
    first.push_back(row);
  }
  frame.rows = frame.keys.size();
  made.codes = graph_.add_frame(std::move(frame));
  calc::Column code = term_column(free_name(card.name + "_code"), made.codes,
                                  {calc::Kind::key, 0, made.codes}, calc::Unit::key, "Code");
  for (std::size_t i = 0; i < first.size(); ++i)
    code.values.small.push_back(static_cast<std::int32_t>(i + 1));
  code.clauses = shown(card.clauses);
  code.span = card.span;
  made.code = add(std::move(code));
  graph_.frame(made.codes).key_column = made.code;
  made.columns.assign(card.columns.size(), none);
  made.known.assign(card.columns.size(), none);
  if (card.dated) dated_rows(card, made, rows);
  card_columns(card, made, card.dated ? rows : first);
}

/// Rows of a dated card in order of code and date, searched by code_row * span + date.
void Compiler::dated_rows(const language::RateCard& card, CardFrames& made,
                          const std::vector<const language::RateCard::Row*>& given) {
  auto rows = given;
  std::unordered_map<std::string, std::ptrdiff_t> places;  // of codes, from 1
  for (const std::string& code : graph_.frame(made.codes).keys)
    places.emplace(code, static_cast<std::ptrdiff_t>(places.size() + 1));
  const Date start = *contract_.head.starts;
  const auto code_row = [&](const language::RateCard::Row* row) { return places.at(row->code); };
  std::stable_sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) {
    return std::pair(code_row(a), a->from.value_or(start)) < std::pair(code_row(b), b->from.value_or(start));
  });
  calc::Frame frame;
  frame.name = card.name + "_by_date";
  frame.title = in_words(card.name) + " by date";
  frame.meaning = "one row for each code and date from which its figures hold, chosen by " + card.chosen_by;
  frame.file = card.file;
  frame.is_table = true;
  frame.rows = rows.size();
  for (const auto* row : rows) {
    frame.keys.push_back(row->code + " " + to_iso(row->from.value_or(start)));
    frame.row_clauses.push_back(clause_words(row->clauses));
    frame.lines.push_back(row->span.line);
  }
  made.dated = graph_.add_frame(std::move(frame));
  const auto named = [&](const char* what) { return free_name(card.name + "_" + what); };
  calc::Column of_code =
      term_column(named("code_row"), made.dated, calc::whole_type, calc::Unit::row_number, "Code row");
  calc::Column from = term_column(named("from"), made.dated, calc::date_type, calc::Unit::date, "From");
  calc::Column until =
      term_column(named("until"), made.dated, calc::date_type, calc::Unit::date, "Until, this day excluded");
  bool until_written = false;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool more = i + 1 < rows.size() && rows[i + 1]->code == rows[i]->code;
    const Date next = more ? rows[i + 1]->from.value_or(start) : Date{contract_.head.ends->serial + 1};
    store(of_code, Exact(code_row(rows[i])));
    store(from, Exact(rows[i]->from.value_or(start).serial));
    store(until, Exact(rows[i]->until.value_or(next).serial));
    until_written = until_written || rows[i]->until.has_value();
  }
  until.follows_rows = !until_written;
  for (calc::Column* column : {&of_code, &from, &until})
    column->clauses = shown(card.clauses), column->span = card.span;
  made.code_row = add(std::move(of_code));
  made.from = add(std::move(from));
  made.until = add(std::move(until));
  calc::Column span = term_column(named("key_span"), scalars_, calc::whole_type, calc::Unit::plain,
                                  "Key span of " + card.name);
  span.meaning = "larger than any date's number, so that code and date make one search key";
  span.clauses = shown(card.clauses);
  span.values.big.push_back(100000);
  made.span = add(std::move(span));
  calc::Column key =
      term_column(named("key"), made.dated, calc::whole_type, calc::Unit::row_number, "Search key");
  key.role = calc::Role::formula;
  key.clauses = shown(card.clauses);
  key.span = card.span;
  const NodeId spread =
      graph_.make(Op::multiply, {graph_.ref(Op::this_row, made.code_row), graph_.ref(Op::scalar, made.span)});
  made.key = add(std::move(key), graph_.make(Op::add, {spread, graph_.ref(Op::this_row, made.from)}));
}

void Compiler::card_columns(const language::RateCard& card, CardFrames& made,
                            const std::vector<const language::RateCard::Row*>& given) {
  auto rows = given;
  if (card.dated) {
    const auto& codes = graph_.frame(made.codes).keys;
    const Date start = *contract_.head.starts;
    const auto code_row = [&](const language::RateCard::Row* row) {
      return std::find(codes.begin(), codes.end(), row->code) - codes.begin();
    };
    std::stable_sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) {
      return std::pair(code_row(a), a->from.value_or(start)) <
             std::pair(code_row(b), b->from.value_or(start));
    });
  }
  for (std::size_t j = 0; j < card.columns.size(); ++j) {
    const QType type = names_.card_column(card.name, card.columns[j].name).type;
    const bool text = type.is(Quantity::text);
    const FrameId frame = card.dated && !text ? made.dated : made.codes;
    calc::Column column = term_column(free_name(card.name + "_" + card.columns[j].name), frame, type_of(type),
                                      unit_of(type), in_words(card.columns[j].name));
    column.unit_words = unit_words(type);
    column.clauses = shown(card.clauses);
    column.span = card.span;
    bool all_known = true;
    const auto& codes = graph_.frame(made.codes).keys;
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
    made.columns[j] = add(std::move(column));
    if (!all_known) made.known[j] = known_column(made.columns[j]);
  }
}

}  // namespace outturn::compile
