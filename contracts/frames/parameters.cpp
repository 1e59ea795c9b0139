// Parameters: a single term, or one row for each date from which another value holds.
#include "contracts/frames/table_kinds.h"
#include "contracts/frames/terms.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

using language::QType;

namespace {

using Values = std::vector<const language::DatedValue*>;

ColumnId single_term(Workings& work, const language::Parameter& parameter,
                     const language::DatedValue& value) {
  const QType type = work.names.single(parameter.name).type;
  calc::Column term =
      term_column(parameter.name, work.scalars, work.type_of(type), unit_of(type), in_words(parameter.name));
  term.unit_words = work.unit_words(type);
  term.meaning = parameter.meaning;
  term.clauses = shown(value.clauses);
  term.span = parameter.span;
  const auto other = work.request.parameters.find(parameter.name);
  store(term, other == work.request.parameters.end() ? value.value : other->second);
  return work.add(std::move(term));
}

/// One row for each date from which a value holds.
DatedParameter dated_table(Workings& work, const language::Parameter& parameter, const Values& values) {
  const QType type = work.names.single(parameter.name).type;
  DatedParameter made;
  calc::Frame frame;
  frame.name = parameter.name;
  frame.title = in_words(parameter.name);
  frame.meaning = "one row for each date from which a value holds, chosen by " + parameter.chosen_by;
  frame.is_table = true;
  for (const auto* value : values)
    add_row(frame, to_iso(value->from.value_or(*work.contract.head.starts)), value->clauses, value->span);
  made.frame = work.graph.add_frame(std::move(frame));
  calc::Column from = term_column(work.free_name(parameter.name + "_from"), made.frame, calc::date_type,
                                  calc::Unit::date, "From");
  calc::Column until = term_column(work.free_name(parameter.name + "_until"), made.frame, calc::date_type,
                                   calc::Unit::date, "Until, this day excluded");
  calc::Column value =
      term_column(parameter.name, made.frame, work.type_of(type), unit_of(type), in_words(parameter.name));
  value.unit_words = work.unit_words(type);
  value.meaning = parameter.meaning;
  bool until_written = false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Date end{work.contract.head.ends->serial + 1};
    const Date next = i + 1 < values.size() ? values[i + 1]->from.value_or(*work.contract.head.starts) : end;
    store(from, Exact(values[i]->from.value_or(*work.contract.head.starts).serial));
    store(until, Exact(values[i]->until.value_or(next).serial));
    until_written = until_written || values[i]->until.has_value();
    store(value, values[i]->value);
  }
  until.follows_rows = !until_written;
  for (calc::Column* column : {&from, &until, &value}) {
    column->clauses = shown(parameter.clauses);
    column->span = parameter.span;
  }
  made.from = work.add(std::move(from));
  made.until = work.add(std::move(until));
  made.value = work.add(std::move(value));
  return made;
}

}  // namespace

DatedParameter parameter_table(Workings& work, const language::Parameter& parameter) {
  Values values;
  for (const auto& value : parameter.values) {
    if (work.document_known(value.clauses)) values.push_back(&value);
  }
  if (values.empty()) {
    work.problem("N25", parameter.span,
                 "\"" + parameter.name + "\" has no value in the documents known to this run", {},
                 {"Name the document it stands in under --documents."});
    return {};
  }
  if (language::is_dated(parameter)) return dated_table(work, parameter, values);
  DatedParameter made;
  made.term = single_term(work, parameter, *values[0]);
  return made;
}

}  // namespace outturn::compile
