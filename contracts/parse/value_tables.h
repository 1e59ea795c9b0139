// The tables of values that a contract may name, as the host hands them over: those that come with the
// program, and files of the user's own beside the contract.
//
// Reading a contract reads no file. A host with a disk looks beside the contract, a page in a browser may
// hold the bytes itself or have none: both give what they have here. It must never know of folders, of file
// formats or of how a digest is made.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "engine/savings/tables/table_set.h"

namespace outturn::language {

/// A file of values as read.
struct GivenTables {
  ::outturn::savings::TableSet tables;
  std::string sha256;    ///< of the bytes as they stand, lower-case
  bool damaged = false;  ///< it is no such table; the host has told why
};

struct ValueTables {
  /// Empty: nothing comes with the program.
  std::function<const ::outturn::savings::TableSet&()> shipped;
  /// The file of that name beside the contract, its unit costs under `name`; nullopt when there is none.
  /// Empty: no file stands beside it.
  std::function<std::optional<GivenTables>(const std::string& file, const std::string& name)> beside;
};

}  // namespace outturn::language
