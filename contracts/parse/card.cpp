// Rate cards and bands: tables of the contract's own figures.
#include <algorithm>

#include "contracts/parse/name_rules.h"
#include "contracts/parse/table_reader.h"
#include "engine/base/letters.h"

namespace outturn::language {
namespace {

using Q = Quantity;

/// Words that are no amount stand as they are, with or without quotation marks.
std::string plain_words(const std::string& text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
  return text;
}

/// One column of a card. Its type is that of its first cell that says something.
class CardColumnReader {
 public:
  CardColumnReader(const TableReader& table, std::size_t at) : table_(table) {
    type_.quantity = Q::none;
    for (const Line* row : table.rows()) read(row->cells[at]);
    if (type_.is(Q::none)) type_.quantity = Q::text;
    if (type_.is(Q::text)) type_.nullable = false;
  }
  [[nodiscard]] const QType& type() const { return type_; }
  [[nodiscard]] std::vector<CardCell>& cells() { return cells_; }

 private:
  void read(const TableCell& cell) {
    CardCell out;
    out.span = cell.span;
    out.present = !says_nothing(cell);
    if (!out.present) {
      type_.nullable = true;
    } else if (type_.is(Q::text)) {
      out.words = plain_words(cell.text);
    } else if (const auto amount = table_.amount(cell, kind())) {
      number(out, *amount, cell);
    } else if (type_.is(Q::none)) {
      type_.quantity = Q::text;
      out.words = plain_words(cell.text);
    } else {
      other(cell.span, "\"" + cell.text + "\"");
    }
    cells_.push_back(std::move(out));
  }

  [[nodiscard]] const QType* kind() const { return type_.is(Q::none) ? nullptr : &type_; }

  void number(CardCell& out, const TypedNumber& amount, const TableCell& cell) {
    if (amount.type.is(Q::none)) return;  // told already
    if (type_.is(Q::none)) type_.quantity = amount.type.quantity;
    if (!one_kind(type_, amount.type)) return other(out.span, "\"" + cell.text + "\"");
    if (amount.type.is(Q::number)) type_.quantity = Q::number;
    if (amount.type.is(Q::money)) {
      if (type_.of.empty()) type_.of = amount.type.of;
      out.words = amount.type.of;
    }
    type_.places = std::max(type_.places, amount.type.places);
    out.value = amount.value;
    out.places = amount.type.places;
  }

  void other(Span span, const std::string& said) const {
    table_.tell("T7", span, "this cell does not hold " + phrase(type_) + ", as those above it do",
                {"Here stands " + said + "."}, {"Write it like the other cells; \"-\" stands for nothing."});
  }

  const TableReader& table_;
  QType type_;
  std::vector<CardCell> cells_;
};

std::optional<Date> card_date(const TableReader& table, const TableCell& cell, bool& damaged) {
  if (says_nothing(cell)) return std::nullopt;
  TokenCursor c = table.cursor(cell);
  const auto date = take_date(c);
  damaged = damaged || !date;
  if (date) end_of_field(c);
  return date;
}

void card_rows(RateCard& card, const TableReader& table) {
  const std::size_t code = *table.find("code");
  const auto from = table.find("from");
  const auto until = table.find("until");
  const auto source = table.find("source");
  for (const Line* line : table.rows()) {
    RateCard::Row row;
    row.code = plain_words(line->cells[code].text);
    row.code_span = row.span = line->cells[code].span;
    if (from) {
      row.from = card_date(table, line->cells[*from], row.damaged);
      row.from_span = line->cells[*from].span;
    }
    if (until) row.until = card_date(table, line->cells[*until], row.damaged);
    row.clauses = table.sources(*line, card.clauses);
    row.cites = source && !says_nothing(line->cells[*source]);
    card.rows.push_back(std::move(row));
  }
  const auto& headings = table.headings();
  for (std::size_t i = 0; i < headings.size(); ++i) {
    if (i == code || i == from || i == until || headings[i].text == "source") continue;
    CardColumnReader column(table, i);
    card.columns.push_back({headings[i].text, column.type(), headings[i].span});
    for (std::size_t row = 0; row < card.rows.size(); ++row)
      card.rows[row].cells.push_back(std::move(column.cells()[row]));
  }
  card.dated = from.has_value();
  if (until && !from) {
    table.tell("S36", headings[*until].span, "a column \"until\" needs a column \"from\" beside it", {},
               {"Add the date each row begins, or take \"until\" out."});
  }
  for (const Line* line :
       table.broken_rows()) {  // its code is known, so that its readers aren't told it is missing
    if (line->cells.size() <= code) continue;
    RateCard::Row row;
    row.code = plain_words(line->cells[code].text);
    row.code_span = row.span = line->cells[code].span;
    row.cells.resize(card.columns.size());
    row.damaged = true;
    card.rows.push_back(std::move(row));
  }
}

void card_table(RateCard& card, const TableReader& table) {
  if (table.find("code")) {
    card_rows(card, table);
  } else if (!table.headings().empty()) {
    table.tell("S36", table.headings().front().span, "a rate card needs a column headed \"code\"", {},
               {std::string("Write the headings like: ") + table.example()});
  }
}

bool beside_the_contract(const std::string& file) {
  return file.size() > 4 && file.ends_with(".csv") && file.find_first_of("/\\:") == std::string::npos &&
         file.front() != '.';
}

/// The table of a card that names a file; nullopt when it has none, which has been told.
std::optional<CardFile> table_of_file(const RateCard& card, const StatementReader& reader,
                                      const CardFiles& card_files) {
  if (!reader.raw().rows.empty()) {
    reader.problem("S62", card.file_span, "this rate card names a file and has a table here too", {},
                   {"Keep one of the two."});
    return std::nullopt;
  }
  if (!beside_the_contract(card.file)) {
    reader.problem("S61", card.file_span, "\"" + card.file + "\" can't be the file of a rate card",
                   {"It stands beside the contract, so that both can be kept and sent together."},
                   {"Write its name alone, without a folder, like: file \"schedule-2.csv\"."});
    return std::nullopt;
  }
  auto found = card_files ? card_files(card.file) : std::nullopt;
  if (!found) {
    reader.problem("S60", card.file_span, "there is no \"" + card.file + "\" beside the contract", {},
                   {"Put the file into the contract's folder, or mend its name."});
  }
  return found && !found->damaged ? std::move(found) : std::nullopt;
}

struct SaidDigest {
  std::string words;
  Span span;
};

void read_file_of_card(RateCard& card, const SaidDigest& said, StatementReader& reader, Problems& problems,
                       const CardFiles& card_files) {
  auto found = table_of_file(card, reader, card_files);
  card.unread = !found;
  if (!found) return;
  card.sha256 = found->sha256;
  card.text = std::move(found->text);
  if (!said.words.empty() && lower(said.words) != card.sha256) {
    reader.problem("S63", said.span, "\"" + card.file + "\" is not the file this digest was made of",
                   {"The file beside the contract has " + card.sha256 + "."},
                   {"Put the file back that was agreed; or, where the new one is meant, write its digest."});
  }
  card_table(card, TableReader(reader, found->rows, card.text, problems, "code,outcome,price,source"));
}

}  // namespace

RateCard read_ratecard(StatementReader& reader, const SourceFile& source, Problems& problems,
                       const CardFiles& card_files) {
  RateCard card;
  card.name = reader.name();
  card.span = reader.name_span();
  card.clauses = reader.clauses(true);
  reader.end_of_head();
  const auto by = [&](TokenCursor& f) {
    if (!take_needed(f, "by", "price chosen by achieved_date")) return;
    card.chosen_span = f.place();
    card.chosen_by = take_name(f, "a date", "price chosen by achieved_date");
  };
  const auto price = [&](TokenCursor& f) {
    if (take_needed(f, "chosen", "price chosen by achieved_date")) by(f);
  };
  const auto file = [&](TokenCursor& f) { card.file_span = f.place(), card.file = take_words(f); };
  SaidDigest digest;
  const auto sha256 = [&](TokenCursor& f) { digest.span = f.place(), digest.words = take_words(f); };
  reader.fields({{"price", price}, {"chosen", by}, {"file", file}, {"sha256", sha256}});
  if (!card.file.empty()) {
    read_file_of_card(card, digest, reader, problems, card_files);
  } else if (card.file_span.known()) {
    card.unread = true;  // its name was told to be none
  } else {
    if (digest.span.known()) {
      reader.problem("S62", digest.span, "a digest needs the line \"file\" beside it", {},
                     {"Name the file above it, like: file \"schedule-2.csv\"."});
    }
    card_table(card, TableReader(reader, source, problems, "| code | outcome | price | source |"));
  }
  return card;
}

namespace {

/// One edge: "at least 8.5%". False when it was told to be no edge.
bool band_edge(TokenCursor& c, Bands& bands, Bands::Row& row) {
  const Span at = c.place();
  enum class Side { none, from, until } side = Side::none;
  bool included = false;
  if (c.take_word("at")) {
    included = true;
    if (c.take_word("least"))
      side = Side::from;
    else if (c.take_word("most"))
      side = Side::until;
  } else if (c.take_word("more")) {
    if (c.take_word("than")) side = Side::from;
  } else if (c.take_word("below")) {
    side = Side::until;
  }
  const auto amount = side == Side::none ? std::nullopt : parse_amount(c);
  if (!amount) {
    c.problem(
        "S37", at, "the edge of this band can't be read",
        {"Both edges of a band are said, so that nobody can doubt who gets the one on the edge."},
        {"Write it like: at least 8.5%, below 10% ; the words are at least, more than, below, at most."});
    return false;
  }
  if (amount->type.is(Q::none)) return false;
  if (bands.measured_type.is(Q::none)) bands.measured_type = amount->type;
  if (!one_kind(bands.measured_type, amount->type)) {
    c.problem(
        "T8", amount->span,
        "this edge is " + phrase(amount->type) + ", and the one before is " + phrase(bands.measured_type), {},
        {"Write all edges in the same unit."});
    return false;
  }
  if (amount->type.is(Q::number)) bands.measured_type.quantity = Q::number;
  const bool twice = (side == Side::from ? row.from : row.until).has_value();
  if (twice) {
    c.problem("S37", at,
              side == Side::from ? "this band has two lower edges" : "this band has two upper edges", {},
              {"Write one edge of each kind, like: at least 8.5%, below 10%."});
    return false;
  }
  bands.edge_places = std::max(bands.edge_places, amount->type.places);
  (side == Side::from ? row.from : row.until) = amount->value;
  (side == Side::from ? row.from_included : row.until_included) = included;
  return true;
}

bool band_edges(TokenCursor& c, Bands& bands, Bands::Row& row) {
  do {
    if (!band_edge(c, bands, row)) return false;
  } while (c.take_mark(","));
  const bool good = c.done();
  end_of_field(c);
  if (good && row.from && row.until && *row.until < *row.from) {
    c.problem("D12", row.span, "this band ends below where it begins", {},
              {"Write the lower edge first, like: at least 8.5%, below 10%."});
    return false;
  }
  return good;
}

bool band_value(const TableReader& table, const TableCell& cell, Bands& bands, Bands::Row& row) {
  const auto amount = table.amount(cell);
  if (!amount) {
    table.tell("T9", cell.span, "a band gives an amount, a percentage or a number",
               {"Here stands \"" + cell.text + "\"."},
               {"Write it like £4,800,000.00 or 25%; nothing paid is £0."});
    return false;
  }
  if (amount->type.is(Q::none)) return false;
  if (bands.result_type.is(Q::none)) bands.result_type = amount->type;
  if (!one_kind(bands.result_type, amount->type)) {
    table.tell(
        "T9", cell.span,
        "this band gives " + phrase(amount->type) + ", and those above give " + phrase(bands.result_type), {},
        {"Write all of them in the same unit."});
    return false;
  }
  if (amount->type.is(Q::number)) bands.result_type.quantity = Q::number;
  bands.value_places = std::max(bands.value_places, amount->type.places);
  row.value = amount->value;
  return true;
}

/// Headings: what is measured, what is given, and perhaps source.
bool band_headings(const TableReader& table, Bands& bands) {
  const auto& headings = table.headings();
  if (headings.empty()) return false;
  const bool third = headings.size() == 2 || (headings.size() == 3 && headings[2].text == "source");
  if (!third || headings[0].text == "source" || headings[1].text == "source") {
    table.tell("S27", headings.back().span,
               "the table of bands has one column that is measured, one that is given, and \"source\"", {},
               {"Write the headings like: | reduction | city_pays | source |"});
    return false;
  }
  bands.measured = headings[0].text;
  bands.result = headings[1].text;
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
  const TableReader table(reader, source, problems, "| reduction | city_pays | source |");
  bands.damaged = !band_headings(table, bands) || !table.broken_rows().empty();
  if (bands.measured.empty()) return bands;
  for (const Line* line : table.rows()) {
    Bands::Row row;
    row.span = line->cells[0].span;
    row.clauses = table.sources(*line, bands.clauses);
    TokenCursor c = table.cursor(line->cells[0]);
    const bool edges = band_edges(c, bands, row);
    const bool value = band_value(table, line->cells[1], bands, row);
    bands.damaged = bands.damaged || !edges || !value;
    if (edges && value) bands.rows.push_back(std::move(row));
  }
  bands.result_type.places = bands.value_places;
  return bands;
}

}  // namespace outturn::language
