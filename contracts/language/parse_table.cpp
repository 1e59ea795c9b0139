// Statements that are tables: inputs, rate cards and bands.
#include <algorithm>

#include "contracts/language/statement.h"

namespace outturn::language {
namespace {

using Q = Quantity;

Problem told(const SourceFile& source, std::string code, Span span, std::string what, std::vector<std::string> why,
             std::vector<std::string> mend) {
  Problem p;
  p.code = std::move(code);
  p.file = source.name();
  p.span = span;
  p.what = std::move(what);
  p.why = std::move(why);
  p.mend = std::move(mend);
  return p;
}

/// The table of a statement with its headings found; rows of another length are told and left out.
class TableReader {
 public:
  TableReader(StatementReader& reader, const SourceFile& source, Problems& problems, const char* example)
      : reader_(reader), source_(source), problems_(problems) {
    const auto& rows = reader.raw().rows;
    if (rows.size() < 2) {
      reader.problem("S30", reader.name_span(), "this " + reader.raw().kind + " needs a table with headings and at least one row", {},
                     {std::string("Write it like: ") + example});
      return;
    }
    headings_ = rows.front().cells;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (rows[i].cells.size() == headings_.size()) {
        rows_.push_back(&rows[i]);
        continue;
      }
      tell("S31", rows[i].cells.empty() ? Span{rows[i].number, 1, 1} : rows[i].cells.back().span,
           "this row has " + std::to_string(rows[i].cells.size()) + " cells and the headings " + std::to_string(headings_.size()), {},
           {"Write one cell for each heading; \"-\" stands for nothing."});
    }
    check_headings();
  }

  [[nodiscard]] const std::vector<const Line*>& rows() const { return rows_; }
  [[nodiscard]] const std::vector<TableCell>& headings() const { return headings_; }
  [[nodiscard]] std::size_t find(std::string_view heading) const {
    for (std::size_t i = 0; i < headings_.size(); ++i) {
      if (headings_[i].text == heading) return i;
    }
    return missing;
  }
  static constexpr std::size_t missing = static_cast<std::size_t>(-1);

  void tell(std::string code, Span span, std::string what, std::vector<std::string> why = {}, std::vector<std::string> mend = {}) {
    problems_.add(told(source_, std::move(code), span, std::move(what), std::move(why), std::move(mend)));
  }
  [[nodiscard]] TokenCursor cursor(const TableCell& cell) const {
    return {source_, read_tokens(source_, cell.text, cell.span, problems_), cell.span, problems_};
  }
  /// The clauses of a row's `source` cell, or the statement's own.
  std::vector<Clause> sources(const Line& row, const std::vector<Clause>& own) {
    const std::size_t at = find("source");
    if (at == missing || row.cells[at].text == "-" || row.cells[at].text.empty()) return own;
    TokenCursor c = cursor(row.cells[at]);
    auto clauses = take_clauses(c);
    if (clauses.empty() || !c.done()) {
      tell("C2", row.cells[at].span, "the source of a row is a clause in brackets", {}, {"Write it like [A Sch 3 row 2]."});
    }
    return clauses;
  }

 private:
  void check_headings() {
    for (std::size_t i = 0; i < headings_.size(); ++i) {
      const std::string& text = headings_[i].text;
      const bool name = !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string::npos;
      if (!name) {
        tell("S32", headings_[i].span, "\"" + text + "\" can't be the heading of a column", {},
             {"Headings are names: words of letters joined by _, such as city_pays."});
      }
      for (std::size_t j = 0; j < i; ++j) {
        if (headings_[j].text == text) tell("S33", headings_[i].span, "two columns are headed \"" + text + "\"", {}, {"Give each column its own heading."});
      }
    }
  }

  StatementReader& reader_;
  const SourceFile& source_;
  Problems& problems_;
  std::vector<TableCell> headings_;
  std::vector<const Line*> rows_;
};

FactType fact_type(const QType& type) {
  switch (type.quantity) {
    case Q::money: return FactType::money;
    case Q::percent: return FactType::percent;
    case Q::points: return FactType::points;
    case Q::number:
    case Q::rate: return FactType::number;
    case Q::count:
    case Q::days:
    case Q::weeks:
    case Q::months: return FactType::count;
    case Q::date: return FactType::date;
    case Q::truth: return FactType::truth;
    case Q::code: return FactType::link;
    case Q::key: return type.own ? FactType::key : FactType::link;
    default: return FactType::text;
  }
}

/// ", may be unknown", ", at least 0", ", more than 0", ", at most 100".
void limits(TokenCursor& c, FactColumn& fact) {
  while (c.take_mark(",")) {
    const Span at = c.place();
    if (c.take_word("may")) {
      if (c.take_word("be") && c.take_word("unknown")) {
        fact.may_be_unknown = true;
        continue;
      }
    } else if (c.take_word("at")) {
      const bool least = c.take_word("least");
      if (least || c.take_word("most")) {
        if (const auto amount = parse_amount(c)) {
          (least ? fact.least : fact.most) = amount->value;
          continue;
        }
      }
    } else if (c.take_word("more") && c.take_word("than")) {
      if (const auto amount = parse_amount(c)) {
        fact.least = amount->value;
        fact.least_excluded = true;
        continue;
      }
    }
    c.problem("S34", at, "this limit can't be read", {}, {"After the type can stand: may be unknown, at least 0, more than 0, at most 100."});
    return;
  }
}

std::optional<InputColumn> input_column(TableReader& table, const Line& row, std::size_t name_at, std::size_t type_at, std::size_t meaning_at) {
  InputColumn column;
  column.fact.name = row.cells[name_at].text;
  column.fact.declared = row.cells[name_at].span;
  column.fact.type_words = row.cells[type_at].text;
  if (column.fact.name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != std::string::npos || column.fact.name.empty()) {
    table.tell("N1", row.cells[name_at].span, "\"" + column.fact.name + "\" can't be the name of a column", {}, {"Names are words of letters joined by _, such as achieved_date."});
    return std::nullopt;
  }
  TokenCursor c = table.cursor(row.cells[type_at]);
  const auto type = parse_type(c);
  if (!type) return std::nullopt;
  column.type = *type;
  if (column.type.exact) table.tell("T6", row.cells[type_at].span, "evidence is never exact", {"What comes in is written with so many decimal places."}, {"Write it like: number with 2 decimal places."});
  column.type.exact = false;
  limits(c, column.fact);
  end_of_field(c);
  column.fact.type = fact_type(column.type);
  column.fact.places = column.type.places;
  column.fact.refers_to = column.type.of;
  if (column.type.is(Q::rate)) column.fact.refers_to.clear();
  column.type.nullable = column.fact.may_be_unknown;
  if (meaning_at != TableReader::missing) column.meaning = row.cells[meaning_at].text;
  return column;
}

}  // namespace

Input read_input(StatementReader& reader, const SourceFile& source, Problems& problems) {
  Input input;
  input.name = reader.name();
  input.span = reader.name_span();
  input.each = reader.each();
  input.clauses = reader.clauses(true);
  reader.end_of_head();
  TableReader table(reader, source, problems, "| column | type | meaning |");
  const std::size_t name_at = table.find("column");
  const std::size_t type_at = table.find("type");
  if (!table.headings().empty() && (name_at == TableReader::missing || type_at == TableReader::missing)) {
    table.tell("S35", table.headings().front().span, "the table of an input is headed column, type and meaning", {}, {"Write it like: | column | type | meaning |"});
    return input;
  }
  for (const Line* row : table.rows()) {
    if (auto column = input_column(table, *row, name_at, type_at, table.find("meaning"))) input.columns.push_back(std::move(*column));
  }
  std::vector<Span> spans;
  reader.fields({{"in",
                  [&](TokenCursor& f) {
                    if (!f.take_word("order") || !f.take_word("of")) return f.problem("S27", f.place(), "an order is written \"in order of\"", {}, {"Write it like: in order of achieved_date, code."});
                    input.order = take_names(f, spans);
                  }},
                 {"dated", [&](TokenCursor& f) {
                    f.take_word("by");
                    input.dated_by = f.take().text;
                  }}});
  return input;
}

namespace {

/// Words that are no amount stand as they are, with or without quotation marks.
std::string plain_words(const std::string& text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
  return text;
}

/// The amount a cell holds when it holds nothing else; problems are not told here.
std::optional<TypedNumber> whole_amount(const SourceFile& source, const TableCell& cell) {
  Problems quiet;
  TokenCursor c(source, read_tokens(source, cell.text, cell.span, quiet), cell.span, quiet);
  auto amount = parse_amount(c);
  if (!amount || !c.done() || quiet.has_errors()) return std::nullopt;
  return amount;
}

/// A column's type is that of its first cell that says something.
QType card_type(const SourceFile& source, const TableReader& table, std::size_t at) {
  QType type;
  type.quantity = Q::text;
  bool first = true;
  for (const Line* row : table.rows()) {
    const TableCell& cell = row->cells[at];
    if (cell.text == "-" || cell.text.empty()) {
      type.nullable = true;
      continue;
    }
    const auto amount = whole_amount(source, cell);
    if (first && amount) type.quantity = amount->type.quantity;
    if (amount && type.is(Q::count) && amount->type.is(Q::number)) type.quantity = Q::number;
    if (amount && !type.is(Q::text)) type.places = std::max(type.places, amount->type.places);
    if (amount && type.is(Q::money)) type.of = amount->type.of;
    first = false;
  }
  if (type.is(Q::text)) type.nullable = false;
  return type;
}

CardCell card_cell(TableReader& table, const SourceFile& source, const TableCell& cell, const QType& type) {
  CardCell out;
  out.span = cell.span;
  if (cell.text == "-" || cell.text.empty()) return out;
  out.present = true;
  if (type.is(Q::text)) {
    out.words = plain_words(cell.text);
    return out;
  }
  const auto amount = whole_amount(source, cell);
  const bool fits = amount && (amount->type.quantity == type.quantity || (type.is(Q::number) && amount->type.is(Q::count)));
  if (!fits) {
    table.tell("T7", cell.span, "this cell does not hold " + words(type) + " as the others of its column do",
               {"Here stands \"" + cell.text + "\"."}, {"Write it like the other cells; \"-\" stands for nothing."});
    return out;
  }
  out.value = amount->value;
  return out;
}

std::optional<Date> card_date(TableReader& table, const TableCell& cell) {
  if (cell.text == "-" || cell.text.empty()) return std::nullopt;
  TokenCursor c = table.cursor(cell);
  const auto date = take_date(c);
  end_of_field(c);
  return date;
}

void card_rows(RateCard& card, TableReader& table, const SourceFile& source) {
  const std::size_t code = table.find("code");
  const std::size_t from = table.find("from");
  const std::size_t until = table.find("until");
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i < table.headings().size(); ++i) {
    if (i == code || i == from || i == until || table.headings()[i].text == "source") continue;
    at.push_back(i);
    card.columns.push_back({table.headings()[i].text, card_type(source, table, i), table.headings()[i].span});
  }
  card.dated = from != TableReader::missing;
  for (const Line* line : table.rows()) {
    RateCard::Row row;
    row.code = plain_words(line->cells[code].text);
    row.code_span = line->cells[code].span;
    row.span = row.code_span;
    if (from != TableReader::missing) row.from = card_date(table, line->cells[from]);
    if (until != TableReader::missing) row.until = card_date(table, line->cells[until]);
    for (std::size_t i = 0; i < at.size(); ++i) row.cells.push_back(card_cell(table, source, line->cells[at[i]], card.columns[i].type));
    row.clauses = table.sources(*line, card.clauses);
    card.rows.push_back(std::move(row));
  }
}

}  // namespace

RateCard read_ratecard(StatementReader& reader, const SourceFile& source, Problems& problems) {
  RateCard card;
  card.name = reader.name();
  card.span = reader.name_span();
  card.clauses = reader.clauses(true);
  reader.end_of_head();
  TableReader table(reader, source, problems, "| code | outcome | price | source |");
  if (!table.headings().empty()) {
    if (table.find("code") == TableReader::missing) {
      table.tell("S36", table.headings().front().span, "a rate card needs a column headed \"code\"", {}, {"Write it like: | code | outcome | price | source |"});
      return card;
    }
    card_rows(card, table, source);
  }
  const auto chosen = [&](TokenCursor& f) {
    f.take_word("chosen");
    f.take_word("by");
    card.chosen_span = f.place();
    card.chosen_by = f.take().text;
  };
  reader.fields({{"price", chosen}, {"chosen", chosen}});
  return card;
}

namespace {

/// "at least 8.5%, below 10%": the edges of one band.
bool band_edges(TokenCursor& c, Bands& bands, Bands::Row& row) {
  do {
    const Span at = c.place();
    enum class Side { none, from, until } side = Side::none;
    bool included = false;
    if (c.take_word("at")) {
      if (c.take_word("least")) side = Side::from, included = true;
      else if (c.take_word("most")) side = Side::until, included = true;
    } else if (c.take_word("more")) {
      if (c.take_word("than")) side = Side::from;
    } else if (c.take_word("below")) {
      side = Side::until;
    }
    const auto amount = side == Side::none ? std::nullopt : parse_amount(c);
    if (!amount) {
      c.problem("S37", at, "the edge of this band can't be read", {"Both edges of a band are said, so that nobody can doubt who gets the one on the edge."},
                {"Write it like: at least 8.5%, below 10% ; the words are at least, more than, below, at most."});
      return false;
    }
    if (bands.measured_type.is(Q::none)) bands.measured_type = amount->type;
    if (!comparable(bands.measured_type, amount->type)) {
      c.problem("T8", amount->span, "this edge is " + words(amount->type) + " and the others are " + words(bands.measured_type), {}, {"Write all edges in the same unit."});
      return false;
    }
    bands.edge_places = std::max(bands.edge_places, amount->type.places);
    (side == Side::from ? row.from : row.until) = amount->value;
    (side == Side::from ? row.from_included : row.until_included) = included;
  } while (c.take_mark(","));
  end_of_field(c);
  return true;
}

}  // namespace

Bands read_bands(StatementReader& reader, const SourceFile& source, Problems& problems) {
  Bands bands;
  bands.name = reader.name();
  bands.span = reader.name_span();
  bands.clauses = reader.clauses(true);
  reader.end_of_head();
  reader.fields({});
  TableReader table(reader, source, problems, "| reduction | city_pays | source |");
  if (table.headings().size() < 2) return bands;
  bands.measured = table.headings()[0].text;
  bands.result = table.headings()[1].text;
  for (const Line* line : table.rows()) {
    Bands::Row row;
    row.span = line->cells[0].span;
    row.clauses = table.sources(*line, bands.clauses);
    TokenCursor c = table.cursor(line->cells[0]);
    const bool edges = band_edges(c, bands, row);
    const auto amount = whole_amount(source, line->cells[1]);
    if (!amount) {
      table.tell("T9", line->cells[1].span, "a band gives an amount, a percentage or a number", {"Here stands \"" + line->cells[1].text + "\"."}, {"Write it like $4,800,000.00 or 25%."});
      continue;
    }
    if (bands.result_type.is(Q::none)) bands.result_type = amount->type;
    if (!comparable(bands.result_type, amount->type)) {
      table.tell("T9", line->cells[1].span, "this band gives " + words(amount->type) + " and the others " + words(bands.result_type), {}, {"Write all of them in the same unit."});
    }
    bands.value_places = std::max(bands.value_places, amount->type.places);
    row.value = amount->value;
    if (edges) bands.rows.push_back(std::move(row));
  }
  bands.result_type.places = bands.value_places;
  return bands;
}

}  // namespace outturn::language
