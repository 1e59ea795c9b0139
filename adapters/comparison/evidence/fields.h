// The fields of a comparison's record by name, for writing and for reading alike: internal.
#pragma once

#include "engine/calc/comparison_record.h"

namespace outturn::comparison {

template <class Archive>
void fields(Archive& a, calc::Described& v) {
  a("name", v.name);
  a("words", v.words);
}

template <class Archive>
void fields(Archive& a, calc::AnalysisSource& v) {
  a("file", v.file);
  a("sha256", v.sha256);
  a("rows", v.rows);
  a("publisher", v.publisher);
  a("title", v.title);
  a("licence", v.licence);
  a("address", v.address);
  a("retrieved", v.retrieved);
}

template <class Archive>
void fields(Archive& a, calc::PublishedRow& v) {
  a("area", v.area);
  a("period", v.period);
  a("group", v.group);
  a("numerator", v.numerator);
  a("denominator", v.denominator);
  a("value", v.value);
  a("marker", v.marker);
  a("source", v.source);
  a("line", v.line);
}

template <class Archive>
void fields(Archive& a, calc::ExpectedStratum& v) {
  a("stratum", v.words);
  a("people", v.people);
  a("observed", v.observed);
  a("rate", v.rate);
  a("published_row", v.row);
}

template <class Archive>
void fields(Archive& a, calc::Coefficient& v) {
  a("term", v.term);
  a("estimate", v.estimate);
  a("standard_error", v.error);
}

template <class Archive>
void fields(Archive& a, calc::BalanceLine& v) {
  a("name", v.name);
  a("of_score", v.of_score);
  a("standard_deviation", v.spread);
  a("treated_before", v.treated_before);
  a("compared_before", v.compared_before);
  a("treated", v.treated);
  a("compared", v.compared);
  a("variance_ratio", v.variance_ratio);
  a("largest_gap", v.largest_gap);
}

template <class Archive>
void fields(Archive& a, calc::EffectLine& v) {
  a("outcome", v.outcome);
  a("binary", v.binary);
  a("treated_people", v.treated_people);
  a("compared_people", v.compared_people);
  a("treated", v.treated);
  a("compared", v.compared);
  a("difference", v.difference);
  a("standard_error", v.error);
  a("standard_error_words", v.error_words);
  a("standard_error_kind", v.error_kind);
  a("low", v.low);
  a("high", v.high);
  a("p", v.p);
  a("other_standard_errors", v.other_errors);
}

template <class Archive>
void fields(Archive& a, calc::ExpectedLine& v) {
  a("observed", v.observed);
  a("expected", v.expected);
  a("ratio", v.ratio);
  a("low", v.low);
  a("high", v.high);
  a("interval", v.interval_words);
  a("expected_least", v.expected_least);
  a("expected_most", v.expected_most);
}

template <class Archive>
void fields(Archive& a, calc::ComparisonRecord& v) {
  a("name", v.name);
  a("design", v.design);
  a("method", v.method);
  a("version", v.version);
  a("parameters", v.parameters);
  a("sources", v.sources);
  a("submitted", v.submitted);
  a("analysed", v.analysed);
  a("compared", v.compared);
  a("statement", v.statement);
  a("cautions", v.cautions);
  a("refusal", v.refusal);
  a("maryland", v.maryland);
  a("nesta", v.nesta);
  a("detectable", v.detectable);
  a("tests", v.tests);
  a("multiplicity", v.multiplicity);
  a("coefficients", v.coefficients);
  a("balance", v.balance);
  a("effects", v.effects);
  a("published", v.published);
  a("strata", v.strata);
  a("expected", v.expected);
}

}  // namespace outturn::comparison
