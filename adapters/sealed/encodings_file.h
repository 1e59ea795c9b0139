// A file of encodings, as a member writes it and a linkage unit reads it:
//
//   outturn-encodings 1 member=NAME schema=SHA-256 check=VALUE bits=1024 keys=0 records=5000
//   TOKEN ENCODING [MATCH KEY ...]
//   end SHA-256
//
// A token is the member's pseudonym of a record; an encoding and a match key are base64, "-" for none.
// Records stand in the order of their tokens, which tells nothing of the order they were held in.
// Encodings are personal data: no problem told here ever holds one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"
#include "engine/linkage/sealed/filters.h"

namespace outturn::sealed {

struct EncodedMember {
  std::string member;
  std::string schema;               ///< SHA-256 of its text, hex
  std::string check;                ///< see check_value
  std::vector<std::string> tokens;  ///< in order, each once
  Filters filters;                  ///< none when only match keys were made
  std::size_t key_count = 0;
  std::vector<std::vector<std::string>> keys;  ///< record -> 16 bytes of each match key, or empty

  [[nodiscard]] std::size_t count() const { return tokens.size(); }
};

[[nodiscard]] std::string write_encodings(const EncodedMember& member);
[[nodiscard]] std::optional<EncodedMember> read_encodings(const std::string& file, std::string_view bytes,
                                                          Problems& problems);

/// Refuses (P7, P8) members that used other schemas or secrets, one member twice, or one file twice.
void check_alike(const std::vector<EncodedMember>& members, const std::vector<std::string>& files,
                 Problems& problems);

}  // namespace outturn::sealed
