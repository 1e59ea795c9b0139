#include "tests/support/golden_columns.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>

#include "tests/support/golden_terms.h"

namespace outturn::test {
namespace {

using calc::ColumnId;
using calc::Kind;
using calc::NodeId;
using calc::Op;
using calc::Type;
using golden::compares;
using golden::is_literal;
using golden::SheetColumn;
using golden::Term;

class Importer {
 public:
  GoldenBook run(const nlohmann::json& vector) {
    read(vector);
    for (SheetColumn& column : columns_) {
      if (!column.formula.empty()) guarded(column, [&] { column.term = golden::read_term(sheets_, column); });
    }
    find_dates();
    type_inputs();
    find_flags();
    find_types();
    for (SheetColumn& column : columns_) add(column);
    GoldenBook book;
    for (SheetColumn& column : columns_) {
      if (column.formula.empty()) continue;
      guarded(column, [&] {
        const NodeId formula = column.type == calc::truth_type ? build(column.term.args[0])
                                                               : fit(build(column.term), *column.type);
        graph_.set_formula(column.id, formula);
      });
      book.calculated.push_back({column.id, column.formula, column.values});
    }
    book.graph = std::move(graph_);
    return book;
  }

 private:
  template <typename Function>
  static void guarded(const SheetColumn& column, Function function) {
    try {
      function();
    } catch (const std::exception& error) {
      throw std::runtime_error(column.sheet + "." + column.name + " " + column.formula + ": " + error.what());
    }
  }

  void read(const nlohmann::json& vector) {
    for (const auto& kind : vector.at("kinds")) {
      calc::Frame frame;
      frame.name = kind.at("kind");
      frame.title = frame.name;
      frame.rows = kind.at("rows");
      sheets_.rows[frame.name] = frame.rows;
      const calc::FrameId id = graph_.add_frame(frame);
      int index = 0;
      for (const auto& about : kind.at("columns")) {
        SheetColumn column;
        column.sheet = frame.name;
        column.name = about.at("name");
        column.frame = id;
        about.at("values").get_to(column.values);
        if (about.at("role") == "calculation") column.formula = about.at("formula_first_row");
        sheets_.places[{frame.name, index++}] = columns_.size();
        columns_.push_back(std::move(column));
      }
    }
  }

  // Which columns are dates: what date functions read, and what is compared with those.

  static bool carries(Op op) {  // the value of a column as it is
    return op == Op::this_row || op == Op::previous || op == Op::earlier || op == Op::at_row ||
           op == Op::scalar || op == Op::fixed_cell || op == Op::least_of || op == Op::greatest_of;
  }

  bool dated(const Term& term) const {
    switch (term.op) {
      case Op::add_months:
        return true;
      case Op::choose:
        return dated(term.args[1]) || dated(term.args[2]);
      case Op::least:
      case Op::greatest:
        return dated(term.args[0]) || dated(term.args[1]);
      case Op::add:
        return dated(term.args[0]);
      case Op::subtract:
        return dated(term.args[0]) && !dated(term.args[1]);
      default:
        return carries(term.op) && columns_[term.column].is_date;
    }
  }

  bool demand_date(const Term& term) {
    if (carries(term.op)) return !std::exchange(columns_[term.column].is_date, true);
    bool changed = false;
    if (term.op == Op::choose || term.op == Op::least || term.op == Op::greatest) {
      for (std::size_t i = term.op == Op::choose ? 1 : 0; i < term.args.size(); ++i)
        changed |= demand_date(term.args[i]);
    }
    if (term.op == Op::add || term.op == Op::subtract) changed |= demand_date(term.args[0]);
    return changed;
  }

  bool spread_dates(const Term& term) {
    bool changed = false;
    for (const Term& arg : term.args) changed |= spread_dates(arg);
    switch (term.op) {
      case Op::add_months:
      case Op::year:
      case Op::month:
      case Op::weekday:
        return demand_date(term.args[0]) || changed;
      case Op::months_between: {
        const bool first = demand_date(term.args[0]);
        return demand_date(term.args[1]) || first || changed;
      }
      case Op::band_row: {
        const bool is_date = columns_[term.column].is_date;
        if (is_date) changed |= demand_date(term.args[0]);
        if (!is_date && dated(term.args[0])) changed = columns_[term.column].is_date = true;
        return changed;
      }
      default:
        break;
    }
    if (compares(term.op) && (dated(term.args[0]) || dated(term.args[1]))) {
      for (const Term& arg : term.args) changed |= demand_date(arg);
    }
    return changed;
  }

  void find_dates() {
    for (bool changed = true; changed;) {
      changed = false;
      for (SheetColumn& column : columns_) {
        if (column.formula.empty()) continue;
        changed |= spread_dates(column.term);
        if (column.is_date)
          changed |= demand_date(column.term);
        else if (dated(column.term))
          changed = column.is_date = true;
      }
    }
  }

  // Types.

  void type_inputs() {
    calc::Frame texts;
    texts.name = "Text";
    texts.title = "Text";
    for (SheetColumn& column : columns_) {
      if (!column.formula.empty()) continue;
      int places = 0;
      bool exact = false;
      for (const std::string& text : column.values) {
        if (text == "[x]") continue;
        const auto number = Exact::parse(text);
        const auto decimal = number ? number->decimal() : std::nullopt;
        if (!number) {
          column.type = Type{Kind::key, 0, static_cast<calc::FrameId>(graph_.frames().size())};
          break;
        }
        exact |= !decimal.has_value();
        const auto point = decimal ? decimal->find('.') : std::string::npos;
        if (point != std::string::npos)
          places = std::max(places, static_cast<int>(decimal->size() - point - 1));
      }
      if (column.type) {
        for (const std::string& text : column.values) text_rows_.emplace(text, 0);
      } else {
        column.type = exact            ? calc::exact_type
                      : column.is_date ? calc::date_type
                                       : calc::decimal_type(places);
      }
    }
    std::int32_t row = 0;
    for (auto& [text, at] : text_rows_) {
      at = ++row;
      texts.keys.push_back(text);
    }
    texts.rows = texts.keys.size();
    graph_.add_frame(std::move(texts));
  }

  /// Flags: columns IF(..,1,0) of which nobody asks more than whether they are 1, or how many are.
  void find_flags() {
    std::set<std::size_t> flags;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const Term& term = columns_[i].term;
      if (!columns_[i].formula.empty() && term.op == Op::choose && is_literal(term.args[1], 1) &&
          is_literal(term.args[2], 0))
        flags.insert(i);
    }
    for (const SheetColumn& column : columns_) {
      if (!column.formula.empty()) drop_numbers(column.term, flags);
    }
    for (const std::size_t flag : flags) columns_[flag].type = calc::truth_type;
  }

  static bool is_flag_test(const Term& term) {
    const bool sign = term.op == Op::equal || term.op == Op::not_equal;
    return sign && carries(term.args[0].op) && (is_literal(term.args[1], 0) || is_literal(term.args[1], 1));
  }

  static void drop_numbers(const Term& term, std::set<std::size_t>& flags) {
    const bool test = is_flag_test(term);
    if (!test && calc::operation(term.op).reads_column && term.op != Op::sum_of) {
      flags.erase(term.column);
      if (term.op == Op::sum_where || term.op == Op::product_sum) flags.erase(term.second);
    }
    for (const Term& arg : test ? term.args[0].args : term.args) drop_numbers(arg, flags);
  }

  static std::optional<Type> join(std::optional<Type> a, std::optional<Type> b) {
    if (!a || !b) return a ? a : b;
    if (*a == *b) return a;
    if (a->kind == Kind::date || b->kind == Kind::date) return calc::date_type;
    if (a->kind == Kind::exact || b->kind == Kind::exact) return calc::exact_type;
    return calc::decimal_type(std::max(a->places, b->places));
  }

  static std::optional<Type> product(std::optional<Type> a, std::optional<Type> b) {
    if (!a || !b) return std::nullopt;
    const auto is_whole = [](Type type) { return type.kind != Kind::exact && type.kind != Kind::decimal; };
    if (is_whole(*a) && is_whole(*b)) return calc::whole_type;
    if (a->kind == Kind::exact || b->kind == Kind::exact) return calc::exact_type;
    if (is_whole(*a)) return b;
    return is_whole(*b) ? a : calc::exact_type;
  }

  /// Nothing while a type it needs is not known yet.
  std::optional<Type> type_of(const Term& term) const {
    const auto arg = [&](std::size_t i) { return type_of(term.args[i]); };
    const auto is_date = [](std::optional<Type> type) { return type && type->kind == Kind::date; };
    switch (term.op) {
      case Op::literal: {
        const auto text = term.value.decimal();
        const auto point = text ? text->find('.') : std::string::npos;
        return point == std::string::npos ? calc::whole_type
                                          : calc::decimal_type(static_cast<int>(text->size() - point - 1));
      }
      case Op::add:
      case Op::subtract: {
        const bool both_dates = is_date(arg(0)) && is_date(arg(1));
        if (both_dates || (is_date(arg(1)) && !is_date(arg(0)))) return calc::whole_type;
        return is_date(arg(0)) ? calc::date_type : join(arg(0), arg(1));
      }
      case Op::least:
      case Op::greatest:
        return join(arg(0), arg(1));
      case Op::choose:
        return join(arg(1), arg(2));
      case Op::multiply:
        return product(arg(0), arg(1));
      case Op::divide:
      case Op::power:
        return calc::exact_type;
      case Op::negate:
      case Op::absolute:
        return arg(0);
      case Op::round:
      case Op::root:
        return calc::decimal_type(term.places);
      case Op::add_months:
        return calc::date_type;
      case Op::product_sum:
        return product(columns_[term.column].type, columns_[term.second].type);
      case Op::sum_of:
      case Op::sum_where: {
        const auto type = columns_[term.column].type;
        return type == calc::truth_type ? calc::whole_type : type;
      }
      case Op::band_row:
      case Op::rows_of:
        return calc::whole_type;
      default:
        if (carries(term.op)) return columns_[term.column].type;
        return calc::operation(term.op).condition ? calc::truth_type : calc::whole_type;
    }
  }

  void find_types() {
    for (bool changed = true; changed;) {
      changed = false;
      for (SheetColumn& column : columns_) {
        if (column.formula.empty() || column.type == calc::truth_type) continue;
        const auto found = join(column.type, type_of(column.term));
        changed |= found != column.type;
        column.type = found;
      }
    }
  }

  // The graph.

  void add(SheetColumn& column) {
    calc::Column made;
    made.name = column.sheet + "." + column.name;
    made.frame = column.frame;
    if (!column.type) throw std::runtime_error(made.name + " has no type");
    made.type = *column.type;
    made.role = column.formula.empty() ? calc::Role::evidence : calc::Role::formula;
    if (column.formula.empty()) fill(column, made);
    column.id = graph_.add_column(std::move(made));
  }

  void fill(const SheetColumn& column, calc::Column& made) const {
    const bool unknown = std::find(column.values.begin(), column.values.end(), "[x]") != column.values.end();
    const int places = made.type.kind == Kind::decimal ? made.type.places : 0;
    for (const std::string& text : column.values) {
      const bool known = text != "[x]";
      if (unknown) made.values.known.push_back(known ? 1 : 0);
      if (made.type.kind == Kind::key) {
        made.values.small.push_back(text_rows_.at(text));
        continue;
      }
      const Exact value = known ? *Exact::parse(text) : Exact(0);
      if (made.type.kind == Kind::exact) {
        made.values.exact.push_back(value);
      } else if (made.type.kind == Kind::date) {
        made.values.small.push_back(static_cast<std::int32_t>(value.small()->num));
      } else {
        made.values.big.push_back(*round_scaled(value, places, Rounding::half_up));
      }
    }
  }

  /// A number as a date and the other way round, where a sheet makes no difference.
  NodeId fit(NodeId node, Type want) {
    const Type have = graph_.node(node).type;
    if (have.kind == Kind::date && want.kind != Kind::date)
      return graph_.make(Op::subtract, {node, graph_.no_date()});
    const bool is_zero =
        graph_.node(node).op == Op::literal && graph_.literal_value(graph_.node(node)).sign() == 0;
    return want.kind == Kind::date && is_zero ? graph_.no_date() : node;
  }

  NodeId build(const Term& term) {
    const auto column = [&] { return columns_[term.column].id; };
    switch (term.op) {
      case Op::literal:
        return graph_.literal(term.value);
      case Op::fixed_cell:
        return graph_.cell(column(), term.row);
      case Op::earlier:
      case Op::at_row:
        return graph_.linked(term.op, column(), build(term.args[0]));
      case Op::band_row:
        return graph_.linked(term.op, column(), fit(build(term.args[0]), *columns_[term.column].type));
      case Op::sum_where:
        return graph_.sum_where(column(), columns_[term.second].id, build(term.args[0]));
      case Op::product_sum:
        return graph_.product_sum(column(), columns_[term.second].id);
      case Op::round:
        return graph_.rounded(build(term.args[0]), term.places, term.mode);
      case Op::root:
        return graph_.root(build(term.args[0]), term.places);
      default:
        break;
    }
    if (calc::operation(term.op).reads_column) return graph_.ref(term.op, column());
    if (is_flag_test(term) && type_of(term.args[0]) == calc::truth_type) return flag_test(term);
    std::vector<NodeId> args;
    for (const Term& arg : term.args) args.push_back(build(arg));
    fit_all(term.op, args);
    switch (args.size()) {
      case 1:
        return graph_.make(term.op, {args[0]});
      case 2:
        return graph_.make(term.op, {args[0], args[1]});
      default:
        return graph_.make(term.op, {args[0], args[1], args[2]});
    }
  }

  NodeId flag_test(const Term& term) {
    const NodeId flag = build(term.args[0]);
    const bool asks_for_one = is_literal(term.args[1], 1) == (term.op == Op::equal);
    return asks_for_one ? flag : graph_.make(Op::no, {flag});
  }

  void fit_all(Op op, std::vector<NodeId>& args) {
    const auto is_date = [&](NodeId node) { return graph_.node(node).type.kind == Kind::date; };
    const auto is_number = [&](NodeId node) { return graph_.node(node).op == Op::literal; };
    const bool alike = compares(op) || op == Op::least || op == Op::greatest || op == Op::choose;
    const std::size_t first = op == Op::choose ? 1 : 0;
    if (alike && is_date(args[first]) != is_date(args[first + 1])) {
      const bool to_date = is_number(args[first]) || is_number(args[first + 1]);
      for (std::size_t i = first; i < first + 2; ++i)
        args[i] = fit(args[i], to_date ? calc::date_type : calc::whole_type);
    }
    if ((op == Op::subtract && !is_date(args[0]) && is_date(args[1])) || op == Op::multiply ||
        op == Op::divide) {
      for (NodeId& arg : args) arg = fit(arg, calc::whole_type);
    }
  }

  calc::Graph graph_;
  golden::Sheets sheets_;
  std::vector<SheetColumn>& columns_ = sheets_.columns;
  std::map<std::string, std::int32_t> text_rows_;
};

}  // namespace

GoldenBook import_golden(const nlohmann::json& vector) { return Importer().run(vector); }

}  // namespace outturn::test
