// Every operation on random typed operands, against arithmetic written apart. Each formula is run
// twice, as a column by chunks and inside a block row by row.
#include <gtest/gtest.h>

#include "engine/base/problem.h"
#include "tests/calc/operands.h"

namespace outturn::test {
namespace {

void check_operands(Op op, const std::vector<Type>& types, Type result, bool small = false) {
  std::string what{calc::operation(op).name};
  for (const Type type : types) what += " " + name_of(type);
  SCOPED_TRACE(what);
  GraphBuilder builder;
  const calc::FrameId frame = builder.frame("Row", row_count);
  Operands operands(static_cast<unsigned>(op) * 31 + static_cast<unsigned>(types.front().kind));
  std::vector<ColumnId> inputs;
  for (const Type type : types) inputs.push_back(operands.make(builder, frame, type, small));
  const auto formula = [&] {
    std::vector<NodeId> args;
    for (const ColumnId input : inputs) args.push_back(builder.here(input));
    switch (args.size()) {
      case 1:
        return builder.graph.make(op, {args[0]});
      case 2:
        return builder.graph.make(op, {args[0], args[1]});
      default:
        return builder.graph.make(op, {args[0], args[1], args[2]});
    }
  };
  EXPECT_EQ(builder.graph.node(formula()).type, result) << name_of(builder.graph.node(formula()).type);
  check(
      builder, frame, formula,
      [&](std::size_t row) {
        Row x;
        for (const ColumnId input : inputs) x.push_back(rational(calc::value_at(builder.graph, input, row)));
        return oracle(op, x);
      },
      what);
}

const Type whole = calc::whole_type;
const Type pence = calc::decimal_type(2);
const Type rate = calc::decimal_type(4);
const Type exact = calc::exact_type;
const Type date = calc::date_type;
const Type truth = calc::truth_type;

const std::vector<Type> numbers{whole, pence, rate, exact};

Type wider(Type a, Type b) {
  if (a.kind == Kind::exact || b.kind == Kind::exact) return exact;
  return calc::decimal_type(std::max(a.places, b.places));
}

/// One test a row of the table, so a new operation without a test fails here.
void test_operation(Op op) {
  const auto each_pair = [&](const std::function<Type(Type, Type)>& result, bool small = false) {
    for (const Type a : numbers) {
      for (const Type b : numbers) check_operands(op, {a, b}, result(a, b), small);
    }
  };
  switch (op) {
    case Op::add:
      each_pair(wider);
      check_operands(op, {date, whole}, date, true);
      check_operands(op, {whole, date}, whole);
      check_operands(op, {truth, truth}, whole);
      check_operands(op, {truth, rate}, rate);
      return;
    case Op::subtract:
      each_pair(wider);
      check_operands(op, {date, whole}, date, true);
      check_operands(op, {date, date}, whole);
      return;
    case Op::multiply:
      each_pair(
          [](Type a, Type b) {
            if (a == whole && b.kind != Kind::exact) return b;
            return b == whole && a.kind != Kind::exact ? a : exact;
          },
          true);
      return;
    case Op::divide:
      each_pair([](Type, Type) { return exact; });
      return;
    case Op::power:
      for (const Type a : numbers) {
        SCOPED_TRACE(name_of(a));
        GraphBuilder builder;
        const auto frame = builder.frame("Row", row_count);
        Operands operands(5);
        const ColumnId base = operands.make(builder, frame, a, true);
        std::vector<std::int64_t> exponents(row_count);
        for (auto& exponent : exponents) exponent = operands.between(-3, 9);
        const ColumnId raise = builder.whole(frame, "exponent", exponents);
        check(
            builder, frame,
            [&] {
              return builder.graph.make(op, {builder.here(base), builder.here(raise)});
            },
            [&](std::size_t row) {
              return oracle(op, {rational(calc::value_at(builder.graph, base, row)), exponents[row]});
            },
            "power");
      }
      return;
    case Op::whole_quotient:
    case Op::remainder:
      check_operands(op, {whole, whole}, whole);
      return;
    case Op::negate:
    case Op::absolute:
      for (const Type a : numbers) check_operands(op, {a}, a);
      return;
    case Op::least:
    case Op::greatest:
      each_pair(wider);
      check_operands(op, {date, date}, date);
      return;
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::at_most:
    case Op::more:
    case Op::at_least:
      each_pair([](Type, Type) { return truth; }, true);
      check_operands(op, {date, date}, truth);
      check_operands(op, {truth, truth}, truth);
      check_operands(op, {Type{Kind::key, 0, 1}, Type{Kind::key, 0, 1}}, truth);
      return;
    case Op::both:
    case Op::either:
      check_operands(op, {truth, truth}, truth);
      return;
    case Op::no:
      check_operands(op, {truth}, truth);
      return;
    case Op::choose:
      for (const Type a : numbers) {
        for (const Type b : numbers) check_operands(op, {truth, a, b}, wider(a, b));
      }
      for (const Type a : {date, truth, Type{Kind::key, 0, 1}}) check_operands(op, {truth, a, a}, a);
      return;
    case Op::add_days:
      check_operands(op, {date, whole}, date, true);
      return;
    case Op::add_months:
      check_operands(op, {date, whole}, date, true);
      return;
    case Op::months_between:
      check_operands(op, {date, date}, whole);
      return;
    case Op::year:
    case Op::month:
    case Op::weekday:
      check_operands(op, {date}, whole);
      return;
    case Op::month_end:
      check_operands(op, {date}, date);
      return;
    case Op::round:
    case Op::root:     // rounding_of_every_mode, roots
    case Op::literal:  // literals
    case Op::this_row:
    case Op::scalar:
    case Op::fixed_cell:
    case Op::previous:
    case Op::earlier:
    case Op::at_row:  // references
    case Op::sum_of:
    case Op::least_of:
    case Op::greatest_of:
    case Op::rows_of:
    case Op::sum_where:
    case Op::product_sum:  // whole_columns
    case Op::is_known:     // known
    case Op::band_row:     // bands
    case Op::count_:
      return;
  }
}

/// Those of operands alone; the others have tests of their own below.
std::vector<int> of_operands() {
  std::vector<int> found;
  for (const calc::Operation& row : calc::operations) {
    const bool apart = row.reads_column || row.op == Op::round || row.op == Op::root || row.op == Op::literal;
    if (!apart) found.push_back(static_cast<int>(row.op));
  }
  return found;
}

class EveryOperation : public testing::TestWithParam<int> {};
TEST_P(EveryOperation, agrees_with_arithmetic_written_apart) { test_operation(static_cast<Op>(GetParam())); }

std::string test_name(const testing::TestParamInfo<int>& about) {
  std::string name{calc::operation(static_cast<Op>(about.param)).name};
  const std::string signs[] = {"=", "<>", "<", "<=", ">", ">="};
  const std::string said[] = {"equal", "not_equal", "less", "at_most", "more", "at_least"};
  for (std::size_t i = 0; i < 6; ++i) {
    if (name == signs[i]) return said[i];
  }
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}
INSTANTIATE_TEST_SUITE_P(Table, EveryOperation, testing::ValuesIn(of_operands()), test_name);

TEST(Operations, rounding_of_every_mode) {
  for (const Rounding mode :
       {Rounding::half_up, Rounding::down, Rounding::up, Rounding::towards_zero, Rounding::away_from_zero}) {
    for (const Type from :
         {whole, calc::decimal_type(1), calc::decimal_type(3), calc::decimal_type(5), exact}) {
      for (const int places : {0, 2, 4}) {
        GraphBuilder builder;
        const auto frame = builder.frame("Row", row_count);
        Operands operands(7);
        const ColumnId input = operands.make(builder, frame, from, true);
        check(
            builder, frame, [&] { return builder.graph.rounded(builder.here(input), places, mode); },
            [&](std::size_t row) {
              return rounded(rational(calc::value_at(builder.graph, input, row)), places, mode);
            },
            std::string(words(mode)) + " of " + name_of(from) + " to " + std::to_string(places));
      }
    }
  }
}

TEST(Operations, roots) {
  GraphBuilder builder;
  const auto frame = builder.frame("Row", row_count);
  Operands operands(8);
  std::vector<Exact> values(row_count);
  for (auto& value : values) value = Exact::ratio(operands.between(0, 9'000'000), operands.between(1, 900));
  values[0] = Exact::ratio(81, 4);          // 4.5: no rounding at 2 places
  values[1] = *Exact::parse("0.00000025");  // 0.0005: a tie at 3 places, but not here
  values[2] = *Exact::parse("2.640625");    // 1.625: a tie at 2 places
  const ColumnId input = builder.exact(frame, "x", values);
  check(
      builder, frame, [&] { return builder.graph.root(builder.here(input), 2); },
      [&](std::size_t row) {
        // The largest k with (k - 1/2)^2 <= 100^2 x, by whole numbers: (2k - 1)^2 q <= 4 * 100^2 p.
        const cpp_rational x = rational(values[row]);
        const cpp_int bound = floor_of(cpp_rational(numerator(x) * 40'000) / cpp_rational(denominator(x)));
        return cpp_rational((sqrt(bound) + 1) / 2) / 100;
      },
      "root");
}

TEST(Operations, literals) {
  GraphBuilder builder;
  const auto frame = builder.frame("Row", 2);
  const std::pair<const char*, Type> cases[] = {{"0", whole},
                                                {"-12", whole},
                                                {"0.5", calc::decimal_type(1)},
                                                {"11.25", pence},
                                                {"0.000000001", calc::decimal_type(9)},
                                                {"1/3", exact}};
  for (const auto& [text, type] : cases) {
    const NodeId node = builder.graph.literal(*Exact::parse(text));
    EXPECT_EQ(builder.graph.node(node).type, type) << text;
    const ColumnId column = builder.formula(frame, text, node);
    (void)evaluate_or_fail(builder.graph);
    EXPECT_EQ(calc::value_at(builder.graph, column, 1).fraction(), Exact::parse(text)->fraction());
  }
}

TEST(Operations, references) {
  for (const Type type : {whole, pence, exact, date, truth}) {
    SCOPED_TRACE(name_of(type));
    Operands operands(9);
    const auto run = [&](const std::string& what,
                         const std::function<NodeId(GraphBuilder&, ColumnId, ColumnId)>& formula,
                         const std::function<std::int64_t(std::size_t, std::int64_t)>& source) {
      GraphBuilder builder;
      const auto frame = builder.frame("Row", row_count);
      const ColumnId input = operands.make(builder, frame, type, false);
      std::vector<std::int32_t> links(row_count);
      for (std::size_t i = 0; i < row_count; ++i)
        links[i] = static_cast<std::int32_t>(operands.between(0, static_cast<std::int64_t>(i)));
      const ColumnId link = builder.link(frame, "link", links);
      check(
          builder, frame, [&] { return formula(builder, input, link); },
          [&](std::size_t row) {
            const std::int64_t at = source(row, links[row]);
            return at < 0 ? cpp_rational(0)
                          : rational(calc::value_at(builder.graph, input, static_cast<std::size_t>(at)));
          },
          what);
    };
    run(
        "this row", [](auto& b, ColumnId c, ColumnId) { return b.here(c); },
        [](std::size_t row, std::int64_t) { return static_cast<std::int64_t>(row); });
    run(
        "previous", [](auto& b, ColumnId c, ColumnId) { return b.above(c); },
        [](std::size_t row, std::int64_t) { return static_cast<std::int64_t>(row) - 1; });
    run(
        "scalar", [](auto& b, ColumnId c, ColumnId) { return b.the(c); },
        [](std::size_t, std::int64_t) { return 0; });
    run(
        "cell", [](auto& b, ColumnId c, ColumnId) { return b.graph.cell(c, 7); },
        [](std::size_t, std::int64_t) { return 6; });
    run(
        "earlier", [](auto& b, ColumnId c, ColumnId l) { return b.graph.linked(Op::earlier, c, b.here(l)); },
        [](std::size_t, std::int64_t link) { return link - 1; });
    run(
        "at row", [](auto& b, ColumnId c, ColumnId l) { return b.graph.linked(Op::at_row, c, b.here(l)); },
        [](std::size_t, std::int64_t link) { return link - 1; });
  }
}

TEST(Operations, whole_columns) {
  for (const Type type : {whole, pence, rate, exact, truth}) {
    SCOPED_TRACE(name_of(type));
    GraphBuilder builder;
    const auto frame = builder.frame("Row", row_count);
    Operands operands(10);
    const ColumnId x = operands.make(builder, frame, type, false);
    const ColumnId key = operands.make(builder, frame, Type{Kind::key, 0, frame}, false);
    std::vector<cpp_rational> values(row_count);
    std::vector<cpp_rational> by_key(14);
    cpp_rational sum = 0;
    for (std::size_t i = 0; i < row_count; ++i) {
      values[i] = rational(calc::value_at(builder.graph, x, i));
      sum += values[i];
      by_key[static_cast<std::size_t>(calc::integer_at(builder.graph.column(key), i))] += values[i];
    }
    const ColumnId total = builder.formula(0, "total", builder.graph.ref(Op::sum_of, x));
    const ColumnId rows = builder.formula(0, "rows", builder.graph.ref(Op::rows_of, x));
    const ColumnId where =
        builder.formula(frame, "where", builder.graph.sum_where(x, key, builder.here(key)));
    const ColumnId least =
        type == truth ? total : builder.formula(0, "least", builder.graph.ref(Op::least_of, x));
    const ColumnId most =
        type == truth ? total : builder.formula(0, "most", builder.graph.ref(Op::greatest_of, x));
    ColumnId product = total;
    if (type != truth) {
      const ColumnId y = operands.make(builder, frame, whole, true);
      product = builder.formula(0, "product", builder.graph.product_sum(x, y));
      sum = 0;
      (void)evaluate_or_fail(builder.graph);
      for (std::size_t i = 0; i < row_count; ++i)
        sum += values[i] * rational(calc::value_at(builder.graph, y, i));
      EXPECT_EQ(rational(calc::value_at(builder.graph, product, 0)), sum);
      sum = 0;
      for (const auto& value : values) sum += value;
      EXPECT_EQ(rational(calc::value_at(builder.graph, least, 0)),
                *std::min_element(values.begin(), values.end()));
      EXPECT_EQ(rational(calc::value_at(builder.graph, most, 0)),
                *std::max_element(values.begin(), values.end()));
    } else {
      EXPECT_EQ(builder.graph.column(total).type, whole) << "flags add up to a count";
      (void)evaluate_or_fail(builder.graph);
    }
    EXPECT_EQ(rational(calc::value_at(builder.graph, total, 0)), sum);
    EXPECT_EQ(calc::value_at(builder.graph, rows, 0), Exact(static_cast<std::int64_t>(row_count)));
    for (std::size_t i = 0; i < row_count; ++i) {
      const auto of = static_cast<std::size_t>(calc::integer_at(builder.graph.column(key), i));
      ASSERT_EQ(rational(calc::value_at(builder.graph, where, i)), by_key[of]) << i;
    }
  }
}

TEST(Operations, known) {
  GraphBuilder builder;
  const auto frame = builder.frame("Row", 4);
  const ColumnId x = builder.whole(frame, "x", {5, 0, 7, 0});
  builder.graph.column(x).values.known = {1, 0, 1, 1};
  const ColumnId known = builder.formula(frame, "known", builder.graph.ref(Op::is_known, x));
  const ColumnId y = builder.formula(
      frame, "y", builder.graph.make(Op::choose, {builder.here(known), builder.here(x), builder.number(-1)}));
  (void)evaluate_or_fail(builder.graph);
  EXPECT_EQ(builder.graph.column(known).values.flags, (std::vector<std::uint8_t>{1, 0, 1, 1}));
  EXPECT_EQ(builder.graph.column(y).values.big, (std::vector<std::int64_t>{5, -1, 7, 0}));
}

/// Edges ascending; the band of x is the last edge at or below it.
TEST(Operations, bands) {
  Operands operands(11);
  const std::vector<std::int64_t> edges{-999999, -20, 0, 5, 6, 700};
  const auto band = [&](const cpp_rational& x, const cpp_rational& unit) {
    std::int64_t found = 0;
    while (found < 6 && cpp_rational(edges[static_cast<std::size_t>(found)]) * unit <= x) ++found;
    return cpp_rational(found);
  };
  for (const Type type : {whole, calc::decimal_type(1), pence, date}) {
    for (const int edge_places : {0, 2}) {
      if (type == date && edge_places != 0) continue;
      SCOPED_TRACE(name_of(type) + " among edges of " + std::to_string(edge_places));
      GraphBuilder builder;
      const auto frame = builder.frame("Row", row_count);
      const auto tiers = builder.frame("Tier", 6);
      const ColumnId x = operands.make(builder, frame, type, true);
      ColumnId edge;
      if (type == date) {
        edge = builder.date(tiers, "edge", {-999999, -20, 0, 5, 6, 40'000});
      } else if (edge_places == 0) {
        edge = builder.whole(tiers, "edge", edges);
      } else {
        edge = builder.decimal(tiers, "edge", edge_places, edges);
      }
      check(
          builder, frame, [&] { return builder.graph.linked(Op::band_row, edge, builder.here(x)); },
          [&](std::size_t row) {
            const cpp_rational value = rational(calc::value_at(builder.graph, x, row));
            if (type == date) return value >= 40'000 ? cpp_rational(6) : cpp_rational(5);
            return band(value, 1 / ten_to(edge_places));
          },
          "band");
    }
  }
}

TEST(Operations, wrong_operands_are_faults) {
  GraphBuilder b;
  const auto frame = b.frame("Row", 1);
  calc::Column words;
  words.name = "words";
  words.frame = frame;
  words.type = Type{Kind::text, 0, calc::none};
  const ColumnId text = b.graph.add_column(std::move(words));
  const ColumnId day = b.date(frame, "day", {40'000});
  const ColumnId flag = b.truth(frame, "flag", {1});
  const ColumnId count = b.whole(frame, "count", {2});
  const ColumnId amount = b.decimal(frame, "amount", 2, {250});
  const ColumnId person = b.key(frame, "person", frame, {1});
  const auto wrong = [&](Op op, std::initializer_list<ColumnId> columns) {
    std::vector<NodeId> args;
    for (const ColumnId column : columns) args.push_back(b.here(column));
    if (args.size() == 1) {
      EXPECT_THROW(b.graph.make(op, {args[0]}), Fault) << calc::operation(op).name;
    } else if (args.size() == 2) {
      EXPECT_THROW(b.graph.make(op, {args[0], args[1]}), Fault) << calc::operation(op).name;
    } else {
      EXPECT_THROW(b.graph.make(op, {args[0], args[1], args[2]}), Fault) << calc::operation(op).name;
    }
  };
  wrong(Op::add, {day, day});
  wrong(Op::add, {text, text});
  wrong(Op::multiply, {flag, count});
  wrong(Op::multiply, {day, count});
  wrong(Op::equal, {text, text});
  wrong(Op::equal, {day, count});
  wrong(Op::less, {person, count});
  wrong(Op::both, {count, flag});
  wrong(Op::choose, {count, count, count});
  wrong(Op::choose, {flag, count, day});
  wrong(Op::remainder, {amount, count});
  wrong(Op::power, {amount, amount});
  wrong(Op::add_months, {count, count});
  wrong(Op::least, {person, person});
  wrong(Op::least, {text, text});
  EXPECT_THROW(b.graph.linked(Op::at_row, amount, b.here(amount)), Fault);
  EXPECT_THROW(b.graph.linked(Op::at_row, amount, b.here(person)), Fault)
      << "a key stands as text in a sheet";
  EXPECT_THROW(b.graph.linked(Op::band_row, amount, b.here(day)), Fault);
  EXPECT_THROW(b.graph.sum_where(amount, person, b.here(count)), Fault);
  EXPECT_THROW(b.graph.rounded(b.here(day), 2, Rounding::half_up), Fault);
  EXPECT_THROW(b.formula(frame, "amount", b.here(count)), Fault) << "two columns of one name";
}

TEST(Operations, too_large_a_number_is_a_problem) {
  GraphBuilder b;
  const auto frame = b.frame("Row", 2);
  const ColumnId x = b.decimal(frame, "x", 2, {1, 4'000'000'000'000'000'000});
  b.formula(frame, "square", b.graph.make(Op::multiply, {b.here(x), b.number(1000)}));
  Problems problems;
  (void)calc::evaluate(b.graph, "a.contract", problems);
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list()[0].code, "G2");
  EXPECT_EQ(problems.list()[0].what, "\"square\" comes to a number too large to hold exactly");
}

TEST(Operations, what_an_if_does_not_take_does_no_harm) {
  GraphBuilder b;
  const auto frame = b.frame("Row", 3);
  const ColumnId fits = b.truth(frame, "fits", {1, 0, 1});
  const ColumnId x = b.decimal(frame, "x", 2, {1, 4'000'000'000'000'000'000, 3});
  const ColumnId from = b.date(frame, "from", {40'000, 2'958'465, 40'031});
  const ColumnId y = b.formula(
      frame, "y",
      b.graph.make(Op::choose,
                   {b.here(fits), b.graph.make(Op::multiply, {b.here(x), b.number(1000)}), b.number(0)}));
  const ColumnId until = b.formula(
      frame, "until",
      b.graph.make(Op::choose,
                   {b.here(fits), b.graph.make(Op::add_months, {b.here(from), b.number(1)}), b.here(from)}));
  (void)evaluate_or_fail(b.graph);
  EXPECT_EQ(b.graph.column(y).values.big, (std::vector<std::int64_t>{1000, 0, 3000}));
  EXPECT_EQ(b.graph.column(until).values.small, (std::vector<std::int32_t>{40'031, 2'958'465, 40'062}));
}

TEST(Operations, a_date_beyond_the_calendar_is_a_problem) {
  GraphBuilder b;
  const auto frame = b.frame("Row", 1);
  const ColumnId from = b.date(frame, "from", {2'958'465});
  b.formula(frame, "until", b.graph.make(Op::add_months, {b.here(from), b.number(1)}));
  Problems problems;
  (void)calc::evaluate(b.graph, "a.contract", problems);
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list()[0].code, "G2");
}

}  // namespace
}  // namespace outturn::test
