#!/usr/bin/env bash
# Pages in headless Chromium. Where Chromium or npm is missing this is said and skipped: the pages are
# tested as text by tests/page everywhere.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

chromium=$(command -v chromium || true)
if [[ -z $chromium ]] || ! command -v npm >/dev/null; then
  echo "SKIPPED: no page was looked at in a browser (needs Debian's chromium, nodejs and npm)"
  echo "browser: 0 passed, 0 failed, 1 skipped"
  exit 0
fi
outturn=build/release/outturn
work=build/browser
mkdir -p "$work"
cp tests/browser/package.json tests/browser/package-lock.json tests/browser/.npmrc "$work/"
if ! (cd "$work" && npm ci --no-progress) >"$work/npm.log" 2>&1; then
  echo "SKIPPED: no page was looked at in a browser (npm could not fetch axe-core and playwright-core: $work/npm.log)"
  echo "browser: 0 passed, 0 failed, 1 skipped"
  exit 0
fi

pages=()
run() {  # NAME CONTRACT EVIDENCE...
  "$outturn" run "$2" --evidence "${@:3}" --out "$work/$1" --replace >/dev/null
  pages+=("$work/$1/result.html")
}
library=contracts/library
python3 tests/browser/make_card.py "$work/ten-thousand-people.made" 10000
for name in dwp-innovation-fund peterborough-one-service; do
  run "$name" "$library/$name/$name.contract" "$library/$name/evidence"
done
run variation samples/variation/variation.contract samples/variation/evidence
run ten-thousand-people "$work/ten-thousand-people.made/card.contract" "$work/ten-thousand-people.made/evidence"
status=0
node tests/browser/result_page_test.mjs "$work" "$chromium" "${pages[@]}" | tee "$work/result-page.log" || status=1

# The page in which contracts are written, where ./wasm has made it.
if [[ -f build/wasm/outturn.html ]]; then
  for contract in "$library"/*/*.contract; do
    name=$(basename "$contract" .contract)
    "$outturn" run "$contract" --evidence "$(dirname "$contract")/evidence" --out "$work/library/$name" --replace >/dev/null
  done
  node tests/browser/contract_page_test.mjs "$work" "$chromium" build/wasm/outturn.html "$work/library" \
    "$work/ten-thousand-people.made" | tee "$work/contract-page.log" || status=1
else
  echo "SKIPPED: the page to write contracts in was not looked at (./wasm makes it)"
  echo "browser: 0 passed, 0 failed, 1 skipped" >"$work/contract-page.log"
fi
# The pictures of the tour; OUTTURN_UPDATE_GOLDEN=1 puts them into docs/pictures.
python3 tests/tour/tour_test.py --binary "$outturn" --work "$work/tour" >/dev/null || true
mkdir -p "$work/pictures"
page=build/wasm/outturn.html
node tests/browser/pictures.mjs "$work" "$chromium" "$work/pictures" "$work/tour/result/result.html" $([[ -f $page ]] && echo "$page") |
  tee "$work/pictures.log" || status=1
if [[ -n ${OUTTURN_UPDATE_GOLDEN-} ]]; then cp "$work"/pictures/*.png docs/pictures/; fi
awk '/^browser: [0-9]+ passed/ { p += $2; f += $4; s += $6 } END { print "browser: " p " passed, " f " failed, " s " skipped" }' \
  "$work"/result-page.log "$work"/contract-page.log "$work"/pictures.log
exit "$status"
