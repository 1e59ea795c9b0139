#include "reports/workbook/column_look.h"

#include <algorithm>

#include "engine/base/source.h"

namespace outturn::workbook {

Look look_of(const Book& book, calc::ColumnId id) {
  const calc::Column& column = book.graph().column(id);
  if (column.formula == calc::none) {
    switch (column.role) {
      case calc::Role::link:
        return Look::row_link;
      case calc::Role::method:
        return Look::method;
      default:
        return Look::input;
    }
  }
  if (column.role == calc::Role::check) return Look::check;
  const calc::Node& root = book.graph().node(column.formula);
  const bool fetched = calc::operation(root.op).reads_column && root.column != calc::none &&
                       book.layout.places[root.column].sheet != book.layout.places[id].sheet;
  return fetched ? Look::cross_link : Look::formula;
}

std::string marker_words(Look look) {
  switch (look) {
    case Look::row_link:
      return "Row link";
    case Look::method:
      return "Method";
    case Look::input:
      return "Input";
    case Look::check:
      return "Check";
    case Look::cross_link:
      return "From another sheet";
    default:
      return "Formula";
  }
}

std::size_t longest(const std::vector<std::string>& words) {
  std::size_t most = 0;
  for (const std::string& one : words) most = std::max(most, character_count(one));
  return most;
}

std::size_t longest_key(const calc::Frame& frame) {
  if (!frame.keys.empty()) return longest(frame.keys);
  return frame.rows == 0 ? 8 : character_count(frame.key(frame.rows - 1));
}

// From the largest and smallest number, or the longest words.
double widest(const Book& book, calc::ColumnId id) {
  const calc::Column& column = book.graph().column(id);
  const std::size_t rows = book.graph().rows(id);
  switch (column.type.kind) {
    case calc::Kind::text:
      return static_cast<double>(longest(column.values.dictionary));
    case calc::Kind::key:
      return static_cast<double>(longest_key(book.graph().frame(column.type.space)));
    case calc::Kind::exact:
      return 13;
    case calc::Kind::date:
      return 11;
    case calc::Kind::truth:
      return 8;
    default:
      break;
  }
  std::size_t least = 0;
  std::size_t most = 0;
  for (std::size_t row = 1; row < rows; ++row) {
    if (calc::integer_at(column, row) < calc::integer_at(column, least)) least = row;
    if (calc::integer_at(column, row) > calc::integer_at(column, most)) most = row;
  }
  if (rows == 0) return 8;
  const std::string& currency = book.record().currency;
  return static_cast<double>(std::max(character_count(calc::shown_at(book.graph(), id, least, currency)),
                                      character_count(calc::shown_at(book.graph(), id, most, currency)))) +
         1;
}

}  // namespace outturn::workbook
