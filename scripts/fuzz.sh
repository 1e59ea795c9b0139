#!/usr/bin/env bash
# Runs every fuzz target of build/fuzz for some seconds (default 60), seeded by our own files:
# fuzz_contract by *.contract, fuzz_csv by *.csv, and so on by the name of the target.
# Crashing inputs are kept in build/fuzz/found.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${1:-60}

passed=0 failed=0
mkdir -p build/fuzz/found
for program in build/fuzz/tests/fuzz_*; do
  [[ -x $program ]] || continue
  name=${program##*/fuzz_}
  corpus=build/fuzz/corpus/$name
  mkdir -p "$corpus"
  while IFS= read -r seed; do
    cp "$seed" "$corpus/$(sha256sum <"$seed" | cut -c1-40)"
  done < <(find contracts tests samples -name "*.$name" -type f -size -64k 2>/dev/null)
  options=("-max_total_time=$seconds" -seed=1 -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1
           "-artifact_prefix=build/fuzz/found/$name-")
  [[ ! -f tests/fuzz/$name.dict ]] || options+=("-dict=tests/fuzz/$name.dict")
  if "$program" "${options[@]}" "$corpus" 2>&1 | tail -n 40; then
    passed=$((passed + 1))
  else
    echo "FAIL fuzz_$name: the input is in build/fuzz/found"
    failed=$((failed + 1))
  fi
done
echo "fuzz: $passed passed, $failed failed, 0 skipped"
[[ $failed -eq 0 && $passed -gt 0 ]]
