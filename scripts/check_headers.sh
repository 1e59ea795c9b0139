#!/usr/bin/env bash
# Each header compiles alone, with the libraries' folders that the build found. Compiler: $CXX, else g++.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/sources.sh

[[ -f build/release/compile_commands.json ]] || { echo "configure first: cmake --preset release" >&2; exit 3; }
libraries=$(grep -oE -- '-isystem [^ "]+' build/release/compile_commands.json | LC_ALL=C sort -u | tr '\n' ' ')
export libraries

check() {
  if ! "${CXX:-g++}" -std=c++20 -fsyntax-only -Wall -Wextra -Wno-missing-field-initializers -Werror -I. $libraries \
    "-DOUTTURN_SOURCE_DIR=\"$PWD\"" -include "$1" -x c++ /dev/null; then
    echo "FAIL $1 does not compile alone"
  fi
}
export -f check

mapfile -t headers < <(sources '*.h' engine contracts adapters reports tests)
output=$(printf '%s\0' "${headers[@]}" | xargs -0 -P "$(nproc)" -I{} bash -c 'check "$1" 2>&1' _ {})
[[ -z $output ]] || echo "$output"
failed=$(grep -c '^FAIL ' <<<"$output" || true)
echo "headers alone: $((${#headers[@]} - failed)) passed, $failed failed, 0 skipped"
[[ $failed -eq 0 ]]
