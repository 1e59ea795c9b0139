// Private set intersection of two members' match keys, by files that go back and forth.
//
//   A blinds        its keys' elements, each under a scalar of its own         -> a file for B
//   B evaluates     them with a key made for this exchange, and adds the keyed
//                   hashes of its own match keys beside tokens, in their order  -> a file for A
//   A finishes      unblinds, hashes, compares                                  -> pairs
//
// A learns which of its records agree with a record of B on which key, and how many keys B has. B learns
// how many A asked. Neither learns a value the other alone holds. What it rests on: both follow the
// protocol (a member that asks for values it made up learns whether B has them, so B bounds how many
// it answers), and the one-more gap assumption on P-256 (Jarecki, Kiayias, Krawczyk and Xu 2016).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sealed/record_columns.h"
#include "engine/base/tasks.h"
#include "engine/linkage/sealed/schema.h"

namespace outturn::sealed {

/// A member and the records it brings.
struct Side {
  std::string member;
  std::string file;    ///< name of the records' file, for problems
  std::string sha256;  ///< of that file, hex
  const RecordColumns* records = nullptr;
};

struct Asked {
  std::string for_other;  ///< the file B gets
  std::string kept;       ///< the file A keeps for itself: the seed of its scalars
  std::size_t values = 0;
};
[[nodiscard]] Asked blind_keys(const Schema& schema, const Side& side, const TaskRunner& run);

struct Answered {
  std::string for_other;            ///< the file A gets back
  std::vector<std::string> tokens;  ///< of B's records, as they stand
  std::size_t asked = 0;
};
/// Refuses (P10, P11) a file that is not whole, was made with another schema, or asks more than `most`.
[[nodiscard]] std::optional<Answered> evaluate_keys(const Schema& schema, const Side& side,
                                                    const std::string& blinded_file, std::string_view blinded,
                                                    std::size_t most, Problems& problems,
                                                    const TaskRunner& run);

/// A pair of records that agree on a match key, each alone on its side.
struct KeyPair {
  std::string record;     ///< A's own name of it
  std::string token;      ///< B's
  std::uint32_t key = 0;  ///< place of the key in the schema, from 1
};
struct Finished {
  std::string other;  ///< the member that answered
  std::vector<KeyPair> pairs;
};
[[nodiscard]] std::optional<Finished> finish_keys(const Schema& schema, const Side& side,
                                                  const std::string& kept_file, std::string_view kept,
                                                  const std::string& evaluated_file,
                                                  std::string_view evaluated, Problems& problems,
                                                  const TaskRunner& run);

}  // namespace outturn::sealed
