# Shared by run.sh, test.sh and .ci/run: what to install and how to build. To be sourced; needs $here, the root of the repository.

# One Debian package per word. Everything is in Debian 12 and newer.
packages="cmake ninja-build g++ pkg-config ccache lld \
  libfmt-dev nlohmann-json3-dev libcli11-dev libtomlplusplus-dev libgmp-dev libutf8proc-dev libssl-dev libeigen3-dev \
  libprotozero-dev libsqlite3-dev zlib1g-dev \
  libstb-dev fonts-dejavu-core fonts-inter fonts-jetbrains-mono \
  libimgui-dev libglfw3-dev python3-glad libgl1-mesa-dri \
  catch2 librapidcheck-dev libbenchmark-dev"

say() { printf '%s\n' "$*" >&2; }
die() { say "gilscope: $*"; exit 1; }

cpus() { nproc 2>/dev/null || echo 2; }

is_installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    die "missing packages can only be installed by root, and there is no sudo. As root, run:  apt-get install $missing"
  fi
}

# Installs the packages that are missing; does nothing, and asks for nothing, if there are none.
install_dependencies() {
  if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    say "gilscope: this is not Debian or a relative of it, so nothing is installed. What the build needs, by its Debian names:"
    say "  $packages"
    return 0
  fi
  missing=""
  for package in $packages; do
    is_installed "$package" || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  say "gilscope: installing$missing"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || say "gilscope: apt-get update failed; trying with the lists there are"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2 ||
    die "could not install:$missing"
}

# build PRESET TARGET: configures build/PRESET and builds the target. Quiet unless it fails.
build() {
  mkdir -p "$here/build/$1"
  log="$here/build/$1/build.log"
  say "gilscope: building ($1; the first time takes some minutes)"
  # shellcheck disable=SC2086 -- the options are meant to be split
  (cd "$here" && cmake --preset "$1" ${GILSCOPE_CMAKE_ARGS:-} && cmake --build "build/$1" --target "$2" -j "$(cpus)") >"$log" 2>&1 || {
    grep -E 'error|Error|FAILED|undefined' "$log" | head -40 >&2
    tail -20 "$log" >&2
    die "the build failed; the whole log is in $log"
  }
}
