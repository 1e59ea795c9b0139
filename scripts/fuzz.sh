#!/usr/bin/env bash
# Runs every fuzz target of build/sanitize for some seconds (default 60), seeded by our own files:
# fuzz_contract by *.contract, fuzz_csv by *.csv, and so on by the name of the target.
# Crashing inputs are kept in found/ beside the targets.
#
#   scripts/fuzz.sh [SECONDS]            with sanitizers: cmake --preset sanitize
#   scripts/fuzz.sh --many RUNS [NAME]   short inputs by the million: cmake --preset fuzz-many
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [[ ${1-} == --many ]]; then
  folder=build/fuzz-many only=${3-}
  # The longest matter less than how many there are; libFuzzer's bookkeeping would take half the time.
  limits=("-runs=$2" -max_len=384 -entropic=0 -reduce_inputs=0)
else
  folder=build/sanitize only=
  limits=("-max_total_time=${1:-60}" -max_len=65536)
fi

passed=0 failed=0
mkdir -p "$folder/found"
for program in "$folder"/tests/fuzz_*; do
  [[ -x $program ]] || continue
  name=${program##*/fuzz_}
  [[ -z $only || $only == "$name" ]] || continue
  corpus=$folder/corpus/$name
  mkdir -p "$corpus"
  while IFS= read -r seed; do
    cp "$seed" "$corpus/$(sha256sum <"$seed" | cut -c1-40)"
  done < <(find contracts tests samples -name "*.$name" -type f -size -64k 2>/dev/null)
  options=("${limits[@]}" -seed=1 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
           "-artifact_prefix=$folder/found/$name-")
  [[ ! -f tests/fuzz/$name.dict ]] || options+=("-dict=tests/fuzz/$name.dict")
  if "$program" "${options[@]}" "$corpus" 2>&1 | tail -n 40; then
    passed=$((passed + 1))
  else
    echo "FAIL fuzz_$name: the input is in $folder/found"
    failed=$((failed + 1))
  fi
done
echo "fuzz: $passed passed, $failed failed, 0 skipped"
[[ $failed -eq 0 && $passed -gt 0 ]]
