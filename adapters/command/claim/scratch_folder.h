// A folder of the machine's own for files that are read back at once. Taken away again, whatever happens.
#pragma once

#include "adapters/command/claim/host.h"

namespace outturn::command {

class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace outturn::command
