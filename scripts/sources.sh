# Sourced by the checks: our C++ files, in a stable order.
sources() {  # GLOB FOLDER...
  local glob=$1
  shift
  find "$@" -name "$glob" -type f 2>/dev/null | LC_ALL=C sort
}
