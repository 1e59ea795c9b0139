// Open questions: which reading is used stands in a cell, where a person may change it.
#include "contracts/frames/table_kinds.h"
#include "contracts/frames/terms.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

namespace {

ColumnId reading_term(Workings& work, const language::Assumption& a, int used) {
  calc::Column term =
      term_column(a.name, work.scalars, calc::whole_type, calc::Unit::plain, in_words(a.name));
  term.meaning = a.question;
  for (std::size_t r = 0; r < a.readings.size(); ++r)
    term.unit_words += (r == 0 ? "" : ", ") + std::to_string(r + 1) + " " + a.readings[r].name;
  term.clauses = {"assumption " + a.name};
  term.span = a.span;
  term.values.big.push_back(used);
  return work.add(std::move(term));
}

}  // namespace

ColumnId open_question(Workings& work, const language::Assumption& a) {
  calc::AssumptionRecord record;
  record.name = a.name;
  record.question = a.question;
  record.because = a.because;
  record.clauses = shown(a.clauses);
  const auto chosen = work.request.readings.find(a.name);
  const std::string use = chosen == work.request.readings.end() ? a.use : chosen->second;
  for (std::size_t r = 0; r < a.readings.size(); ++r) {
    record.readings.push_back(a.readings[r].words);
    record.reading_names.push_back(a.readings[r].name);
    if (a.readings[r].name == use) record.used = static_cast<int>(r + 1);
  }
  if (!a.readings.empty()) record.term = reading_term(work, a, record.used);
  const ColumnId term = record.term;
  work.record.assumptions.push_back(std::move(record));
  return term;
}

}  // namespace outturn::compile
