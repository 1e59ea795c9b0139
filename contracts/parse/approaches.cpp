// Reading a statement of approaches.
#include "contracts/parse/approaches.h"

#include <algorithm>

#include "contracts/parse/name_rules.h"
#include "contracts/parse/table_reader.h"
#include "contracts/parse/written_text.h"

namespace outturn::language {
namespace {

using Q = Quantity;

constexpr std::size_t fewest = 2;
constexpr std::size_t most = 8;
constexpr const char* approaches_headings =
    "| approach | words | people | cost | outcomes | low | high | saved | source |";

class ApproachesReader {
 public:
  ApproachesReader(StatementReader& reader, const SourceFile& source, Problems& problems)
      : reader_(reader), source_(source), problems_(problems) {}

  Approaches read() {
    out_.name = reader_.name();
    out_.span = reader_.name_span();
    out_.clauses = reader_.clauses(true);
    reader_.end_of_head();
    table();
    fields();
    return std::move(out_);
  }

 private:
  void table() {
    const TableReader table(reader_, source_, problems_, approaches_headings);
    headings(table);
    if (!table.find("approach")) return;
    for (const Line* row : table.rows()) approach(table, *row);
    const std::size_t rows = table.rows().size() + table.broken_rows().size();
    if (rows < fewest && rows > 0)
      reader_.problem("S122", out_.span, "one approach alone can't be set against another", {},
                      {"Add a row, such as doing nothing."});
    if (rows > most)
      reader_.problem("S122", out_.span,
                      std::to_string(rows) + " approaches are more than can be read side by side", {},
                      {"Keep at most 8 of them; a second statement can hold others."});
  }

  static void headings(const TableReader& table) {
    const auto tell = [&](Span span, const std::string& heading) {
      table.tell("S120", span, "the table of approaches has no column \"" + heading + "\"", {},
                 {std::string("Write the headings like: ") + approaches_headings});
    };
    if (table.headings().empty()) return;
    for (const char* needed : {"approach", "people", "cost", "outcomes"})
      if (!table.find(needed)) tell(table.headings().front().span, needed);
    for (const TableCell& heading : table.headings()) {
      const auto& figures = approach_figures();
      const bool figure = std::any_of(figures.begin(), figures.end(),
                                      [&](const auto& one) { return heading.text == one.heading; });
      if (!figure && heading.text != "approach" && heading.text != "words" && heading.text != "source")
        tell(heading.span, heading.text);
    }
  }

  void approach(const TableReader& table, const Line& row) {
    Approaches::Approach one;
    const TableCell& name = row.cells[*table.find("approach")];
    one.name = name.text;
    one.span = name.span;
    if (!shaped_like_a_name(one.name)) {
      table.tell("S121", name.span, "\"" + one.name + "\" can't be the name of an approach", {},
                 {"Write words of the letters a to z joined by _, such as do_nothing; the column \"words\" "
                  "says it as you like."});
    } else if (named(one.name)) {
      table.tell("S121", name.span, "two approaches are called \"" + one.name + "\"", {},
                 {"Give one of them another name."});
    }
    if (const auto words = table.find("words")) one.words = row.cells[*words].text;
    for (const ApproachFigure& figure : approach_figures())
      if (const auto at = table.find(figure.heading))
        one.cells[figure.figure] = cell(table, row.cells[*at], figure);
    one.clauses = table.sources(row, out_.clauses);
    out_.list.push_back(std::move(one));
  }

  /// £240,000.00, or the name of a value.
  static Approaches::Cell cell(const TableReader& table, const TableCell& at, const ApproachFigure& figure) {
    Approaches::Cell out;
    out.span = at.span;
    if (says_nothing(at)) return out;
    if (const auto amount = table.amount(at)) {
      out.is = std::make_unique<Expr>();
      out.is->span = at.span;
      out.is->value = amount->value;
      out.is->type = amount->type;
      check(table, at, figure, *amount);
      return out;
    }
    if (shaped_like_a_name(at.text.substr(0, at.text.find('.')))) {
      TokenCursor cursor = table.cursor(at);
      out.is = parse_expression(cursor);
      if (out.is && out.is->kind == ExprKind::name && cursor.done()) return out;
    }
    out.is = nullptr;
    table.tell("S123", at.span, "\"" + at.text + "\" is neither a figure nor a name", {},
               {std::string("Write a figure like ") + figure.example +
                ", or name a parameter or value that says it; \"-\" where it is not known."});
    return out;
  }

  static void check(const TableReader& table, const TableCell& at, const ApproachFigure& figure,
                    const TypedNumber& amount) {
    const std::string column = figure.heading;
    if (amount.value.sign() < 0 && figure.figure != Approaches::saved) {
      table.tell("S127", at.span, "\"" + column + "\" can't be below 0", {},
                 {std::string("Write it like ") + figure.example + "; a saving belongs under \"saved\"."});
    } else if (!one_kind(QType{figure.kind}, amount.type) ||
               (figure.kind == Q::count && !amount.type.is(Q::count))) {
      table.tell("S126", at.span,
                 "this is " + phrase(amount.type) + ", which can't stand under \"" + column + "\"", {},
                 {std::string("Write it like ") + figure.example + "."});
    } else if (figure.kind == Q::money && amount.type.places > 2) {
      table.tell("S126", at.span, "this amount has more than 2 decimal places", {},
                 {std::string("Write it like ") + figure.example + "."});
    }
  }

  /// What figures say of each other, where both are written.
  void together(const Approaches::Approach& one) {
    const auto& cells = one.cells;
    const auto above = [&](Approaches::Figure a, Approaches::Figure b) {
      const auto figure = [&](Approaches::Figure f) {
        return cells[f].is && cells[f].is->kind == ExprKind::literal;
      };
      return figure(a) && figure(b) && cells[b].is->value < cells[a].is->value;
    };
    if (above(Approaches::low, Approaches::outcomes) || above(Approaches::outcomes, Approaches::high) ||
        above(Approaches::low, Approaches::high))
      reader_.problem("S128", cells[Approaches::outcomes].span,
                      "the outcomes of " + one.name + " do not lie between their low and high end", {},
                      {"Write the lower end under \"low\" and the higher under \"high\"."});
    if (!out_.several && above(Approaches::outcomes, Approaches::people))
      reader_.problem("S129", cells[Approaches::outcomes].span, one.name + " has more outcomes than people",
                      {},
                      {"Mend one of the two figures; or, where a person can have several, write behind the "
                       "words of \"outcome\": , several per person."});
  }

  void fields() {
    Span against;
    Span present;
    const auto approach_into = [](std::string& name, Span& span, const char* example) {
      return [&name, &span, example](TokenCursor& c) {
        span = c.place();
        name = take_name(c, "the name of an approach", example);
      };
    };
    reader_.fields({{"outcome",
                     [&](TokenCursor& c) {
                       constexpr const char* example = "outcome \"nights housed\", several per person";
                       out_.outcome = take_words(c);
                       if (!c.take_mark(",")) return;
                       out_.several = take_needed(c, "several", example) && take_needed(c, "per", example) &&
                                      take_needed(c, "person", example);
                     }},
                    {"against", approach_into(out_.against, against, "against do_nothing")},
                    {"present", approach_into(out_.present, present, "present present_service")}});
    reader_.missing("outcome", "outcome \"people who did not reoffend\"");
    reader_.missing("against", "against do_nothing");
    for (const Approaches::Approach& one : out_.list) together(one);
    one_of_them(out_.against, against);
    one_of_them(out_.present, present);
  }

  void one_of_them(const std::string& name, Span span) const {
    if (name.empty() || out_.list.empty() || named(name)) return;
    std::vector<std::string> names;
    for (const auto& one : out_.list)
      if (std::find(names.begin(), names.end(), one.name) == names.end()) names.push_back(one.name);
    reader_.problem("S124", span, "no approach is called \"" + name + "\"", {},
                    {"Write one of: " + listed(names, "or") + "."});
  }

  [[nodiscard]] bool named(const std::string& name) const {
    return std::any_of(out_.list.begin(), out_.list.end(), [&](const auto& one) { return one.name == name; });
  }

  StatementReader& reader_;
  const SourceFile& source_;
  Problems& problems_;
  Approaches out_;
};

}  // namespace

void place_named_cells(const Approaches& approaches, std::vector<Value>& values) {
  for (const ApproachFigure& figure : approach_figures()) {
    const std::string name = approaches.name + "_" + figure.heading;
    for (const Approaches::Approach& one : approaches.list)
      if (const Approaches::Cell& cell = one.cells[figure.figure]; cell.is && cell.is->kind == ExprKind::name)
        place_named(values, name, *cell.is);
  }
}

const std::array<ApproachFigure, Approaches::figures>& approach_figures() {
  static constexpr std::array<ApproachFigure, Approaches::figures> figures{{
      {Approaches::people, "people", Q::count, "400", "people it is for"},
      {Approaches::cost, "cost", Q::money, "£240,000.00", "cost of all of it"},
      {Approaches::outcomes, "outcomes", Q::number, "196", "outcomes, with those that come anyway"},
      {Approaches::low, "low", Q::number, "188", "low end of the outcomes"},
      {Approaches::high, "high", Q::number, "205", "high end of the outcomes"},
      {Approaches::saved, "saved", Q::money, "£150,000.00", "saved by the outcomes"},
  }};
  return figures;
}

bool says(const Approaches& approaches, Approaches::Figure figure) {
  return std::any_of(approaches.list.begin(), approaches.list.end(),
                     [&](const auto& one) { return one.cells[figure].is != nullptr; });
}

Approaches read_approaches(StatementReader& reader, const SourceFile& source, Problems& problems) {
  return ApproachesReader(reader, source, problems).read();
}

}  // namespace outturn::language
