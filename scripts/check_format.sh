#!/usr/bin/env bash
# Says which files clang-format would change; --fix changes them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/sources.sh

mapfile -t files < <(sources '*.h' engine contracts adapters reports tests
                     sources '*.cpp' engine contracts adapters reports tests)
if [[ ${1-} == --fix ]]; then
  clang-format -i "${files[@]}"
  exit
fi
failed=0
for file in "${files[@]}"; do
  if ! clang-format --dry-run -Werror "$file" >/dev/null 2>&1; then
    echo "FAIL $file (scripts/check_format.sh --fix)"
    failed=$((failed + 1))
  fi
done
echo "format: $((${#files[@]} - failed)) passed, $failed failed, 0 skipped"
[[ $failed -eq 0 ]]
