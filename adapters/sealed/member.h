// What a member does at its own side: records in, encodings and the list of tokens out.
#pragma once

#include <string>
#include <string_view>

#include "adapters/sealed/encodings_file.h"
#include "adapters/sealed/record_columns.h"
#include "engine/base/tasks.h"
#include "engine/linkage/sealed/fill.h"
#include "engine/linkage/sealed/schema.h"

namespace outturn::sealed {

struct Encoded {
  EncodedMember member;
  FillTally fill;
  std::uint64_t without_salt = 0;
};

/// Encodes all records; refuses (P3) filters too full or too empty.
[[nodiscard]] Encoded encode_member(const Schema& schema, std::string_view secret, const std::string& member,
                                    const std::string& file, const RecordColumns& records, Problems& problems,
                                    const TaskRunner& run = run_in_turn);

/// SHA-256 of the schema's text, hex.
[[nodiscard]] std::string schema_digest(const Schema& schema);

/// The list that brings results back: a CSV of token and record, in the order of tokens. It names people
/// and never leaves the member.
[[nodiscard]] std::string token_list(const std::vector<std::string>& tokens, const RecordColumns& records);

}  // namespace outturn::sealed
