// Files beside a contract: rate cards in CSV, read strictly, as evidence is, and handed to the language as
// rows of cells, and tables of values as bytes. What either means is not known here.
#pragma once

#include <map>

#include "adapters/command/claim/host.h"
#include "contracts/language/card_file.h"
#include "engine/calc/record.h"

namespace outturn::command {

/// A file that was read: its bytes are kept for the result folder.
struct CardBytes {
  std::string bytes;
  std::string sha256;
  std::size_t rows = 0;  ///< without headings
};

class CardFolder {
 public:
  CardFolder(fs::path folder, Problems& problems) : folder_(std::move(folder)), problems_(problems) {}

  /// The file of that name, which is no path; nullptr when there is none. One that can't be read is told and
  /// has no digest.
  [[nodiscard]] CardBytes* bytes(const std::string& name);
  [[nodiscard]] Problems& problems() { return problems_; }
  /// The same as a rate card; nullopt when there is none. What is wrong with it is told.
  [[nodiscard]] std::optional<language::CardFile> file(const std::string& name);
  /// Every file that was read, by name.
  [[nodiscard]] const std::map<std::string, CardBytes>& read() const { return read_; }

 private:
  fs::path folder_;
  Problems& problems_;
  std::map<std::string, CardBytes> read_;
};

}  // namespace outturn::command
