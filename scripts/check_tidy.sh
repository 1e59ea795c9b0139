#!/usr/bin/env bash
# clang-tidy over the product's sources (or the files given). A file found clean is not read again
# until it, a header of ours or the rules change.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/sources.sh

[[ -f build/release/compile_commands.json ]] || { echo "configure first: cmake --preset release" >&2; exit 3; }
if [[ $# -gt 0 ]]; then
  files=("$@")
else
  mapfile -t files < <(sources '*.cpp' engine contracts adapters reports)
fi
mapfile -t headers < <(sources '*.h' engine contracts adapters reports)
rules=$(cat .clang-tidy "${headers[@]}" | sha256sum)
export rules
mkdir -p build/tidy

check() {
  local mark
  mark=build/tidy/$( (echo "$rules $1"; cat "$1") | sha256sum | cut -c1-40)
  [[ -f $mark ]] && return
  if clang-tidy -quiet -p build/release "$1" 2>/dev/null; then touch "$mark"; else echo "FAIL $1"; fi
}
export -f check

output=$(printf '%s\0' "${files[@]}" | xargs -0 -P "$(nproc)" -I{} bash -c 'check "$1"' _ {})
[[ -z $output ]] || echo "$output"
failed=$(grep -c '^FAIL ' <<<"$output" || true)
echo "tidy: $((${#files[@]} - failed)) passed, $failed failed, 0 skipped"
[[ $failed -eq 0 ]]
