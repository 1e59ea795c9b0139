# Sourced by demo, test and bench: Debian packages, configure, build. Expects the repository as $PWD
# and `set -o pipefail`.

# need PACKAGE...: installs what is missing, and calls apt only then.
need() {
  if ! command -v dpkg-query >/dev/null; then
    echo "This is not Debian, so nothing is installed for you. Needed, by their Debian names:" >&2
    echo "  $*" >&2
    return 0
  fi
  local installed missing=() package
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
  for package in "$@"; do
    grep -qxF "installed $package" <<<"$installed" || missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0

  local root=()
  if [[ $(id -u) -ne 0 ]]; then
    if ! command -v sudo >/dev/null; then
      echo "These Debian packages are missing, and you are neither root nor is there sudo. As root, run:" >&2
      echo "  apt-get update && apt-get install --no-install-recommends ${missing[*]}" >&2
      exit 3
    fi
    root=(sudo)
    [[ -t 0 ]] || root=(sudo -n)
  fi
  echo "Installing ${#missing[@]} Debian packages: ${missing[*]}"
  local apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300
             -o Dpkg::Use-Pty=0 -o Acquire::Retries=3)
  mkdir -p build
  if ! "${apt[@]}" update >build/apt.log 2>&1 ||
     ! "${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null >>build/apt.log 2>&1; then
    tail -n 20 build/apt.log >&2
    echo "The packages above could not be installed (whole log: build/apt.log)." >&2
    exit 3
  fi
}

# What ./demo needs, and nothing more.
need_to_build() {
  need g++ cmake ninja-build libboost-dev libeigen3-dev libfmt-dev libxlsxwriter-dev nlohmann-json3-dev \
    libcli11-dev libssl-dev liborcus-dev libutf8proc-dev libsqlite3-dev libpoco-dev "$@"
}

# configure PRESET [OPTION=ON...]: runs cmake only when the build folder lacks something asked for.
configure() {
  local preset=$1 option fresh=() wanted=()
  shift
  local cache=build/$preset/CMakeCache.txt
  for option in "$@"; do wanted+=("-D$option"); done
  if [[ -f $cache && -f build/$preset/build.ninja ]]; then
    if grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$cache"; then
      local lacking=0
      for option in "$@"; do
        grep -qxF "${option%%=*}:BOOL=${option#*=}" "$cache" || lacking=1
      done
      [[ $lacking -eq 1 ]] || return 0
    else
      fresh=(--fresh)  # the checkout was moved or copied
    fi
  fi
  mkdir -p build
  if ! cmake --preset "$preset" "${fresh[@]}" "${wanted[@]}" >"build/configure-$preset.log" 2>&1; then
    cat "build/configure-$preset.log" >&2
    return 1
  fi
}

# build PRESET [TARGET...]: on a terminal with ninja's progress, else silent unless something is to be said.
build() {
  local preset=$1
  shift
  local command=(cmake --build --preset "$preset" ${1:+--target "$@"})
  if [[ -t 1 ]]; then
    "${command[@]}"
  else
    "${command[@]}" -- --quiet 2>&1 | sed '/^ninja: no work to do\.$/d'
  fi
}
