#include "adapters/command/claim/scratch_folder.h"

#include <cstdlib>

namespace outturn::command {

ScratchFolder::ScratchFolder() {
  std::error_code failed;
  std::string name = (fs::temp_directory_path(failed) / "outturn-XXXXXX").string();
  if (failed || mkdtemp(name.data()) == nullptr) throw MachineFault("can't make a folder for scratch files");
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code failed;
  fs::remove_all(path_, failed);
}

}  // namespace outturn::command
