// A rate card that stands in a file of its own beside the contract, as the host hands it over: rows of
// cells with their places, as the lexer makes them of a table in the contract, so that one reader serves
// both. It must never know of folders, of CSV or of how a digest is made: that is the host's.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "contracts/language/token.h"

namespace outturn::language {

struct CardFile {
  SourceFile text;         ///< what the places of its cells point into
  std::vector<Line> rows;  ///< headings first; only their number and cells
  std::string sha256;      ///< of the bytes as they stand, lower-case
  bool damaged = false;    ///< it is no such table; the host has told why
};

/// The file of that name beside the contract; nullopt when there is none.
using CardFiles = std::function<std::optional<CardFile>(const std::string& name)>;

}  // namespace outturn::language
