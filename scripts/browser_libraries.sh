#!/usr/bin/env bash
# The libraries of the engine in a browser, compiled by Emscripten from Debian's source packages into
# build/browser-libraries: fmt, libxlsxwriter with zlib and its minizip, libmd. Headers of Boost, Eigen and
# nlohmann/json are those installed. Sources are checked by apt against Debian's signed lists.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

out=$PWD/build/browser-libraries
[[ -f $out/lib/libxlsxwriter.a ]] && exit 0
work=$out/sources
rm -rf "$out"
mkdir -p "$work/lists/partial" "$work/parts" "$out/lib" "$out/include"

# From where this machine takes Debian's packages it takes their sources too. Lists of our own: the machine's stay
# as they are.
archive=$(apt-get indextargets --format '$(ORIGIN) $(COMPONENT) $(REPO_URI) $(RELEASE)' 'Created-By: Packages' |
  awk '$1 == "Debian" && $2 == "main" && $4 !~ /-/ { print $3, $4; exit }')
if [[ -z $archive ]]; then
  echo "No archive of Debian's is set up on this machine, from which sources could be taken." >&2
  exit 3
fi
cat >"$work/parts/sources.sources" <<LIST
Types: deb-src
URIs: ${archive% *}
Suites: ${archive#* }
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
LIST
apt=(apt-get -qq -o "Dir::Etc::sourceparts=$work/parts" -o Dir::Etc::sourcelist=/dev/null
     -o "Dir::State::lists=$work/lists" -o Acquire::Retries=3 -o APT::Sandbox::User=root)
cd "$work"
"${apt[@]}" update
"${apt[@]}" source --download-only libxlsxwriter zlib fmtlib libmd
for description in *.dsc; do dpkg-source --no-check --extract "$description" >/dev/null; done  # apt has checked it
zlib=$(echo zlib-*/) xlsx=$(echo libxlsxwriter-*/) fmt=$(echo fmtlib-*/) md=$(echo libmd-*/)

objects=$work/objects
flags=(-O2 -w)

# library NAME FLAGS... -- SOURCES...
library() {
  local name=$1 options=()
  shift
  while [[ $1 != -- ]]; do options+=("$1"); shift; done
  shift
  mkdir -p "$objects/$name"
  local compiler=emcc
  [[ $1 == *.cc ]] && compiler=em++
  printf '%s\0' "$@" | xargs -0 -P "$(nproc)" -I{} sh -c \
    '"$0" "$@" -c "{}" -o "'"$objects/$name"'/$(basename "{}").o"' "$compiler" "${flags[@]}" "${options[@]}"
  emar rcs "$out/lib/lib$name.a" "$objects/$name"/*.o
}

sources=("$zlib"/*.c)
library z -DZ_HAVE_UNISTD_H -I"$zlib" -- "${sources[@]}"
library fmt -std=c++17 -fwasm-exceptions -I"$fmt/include" -- "$fmt/src/format.cc"
: >"$md/src/config.h"  # configure finds nothing that SHA-256 needs
library md -I"$md/include" -I"$md/src" -- "$md/src/sha2.c"
library xlsxwriter -DUSE_STANDARD_TMPFILE -Dtmpfile=outturn_roomy_tmpfile -Dfclose=outturn_roomy_fclose -I"$xlsx/include" -I"$zlib" -I"$zlib/contrib" -- \
  "$xlsx"/src/*.c "$zlib/contrib/minizip/zip.c" "$zlib/contrib/minizip/ioapi.c" "$xlsx/third_party/md5/md5.c"

cp -r "$fmt/include/fmt" "$xlsx/include"/* "$zlib/zlib.h" "$zlib/zconf.h" "$md/include"/*.h "$out/include"
for header in boost nlohmann eigen3; do ln -s "/usr/include/$header" "$out/include/$header"; done
