// How each kind of field is compared: its levels, from agreement in full down to anything else.
//
// The ladders are those the field's practice has settled on (Splink's comparison library for names, dates,
// postcodes, e-mail addresses), with what its users miss added: nicknames, names in each other's place, day
// and month exchanged, words in another order. m and u are left to training.
#pragma once

#include "engine/linkage/spec/spec.h"
#include "engine/linkage/spec/standard_records.h"

namespace outturn::linkage {

/// The comparison of a field as it stands in the standard records.
[[nodiscard]] Comparison comparison_of(const Spec& spec, const SpecField& field, const FieldFacts& facts);

/// What a key part reads.
[[nodiscard]] Reading reading_of(const KeyPart& part, const SpecField& field);

[[nodiscard]] BlockingRule rule_of(const Spec& spec, const std::vector<KeyPart>& parts);

/// The model of a specification over its standard records.
[[nodiscard]] Model model_of(const Spec& spec, const StandardRecords& records);

}  // namespace outturn::linkage
