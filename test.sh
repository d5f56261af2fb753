#!/bin/sh
# Installs what is missing, builds everything with assertions and runs all tests. Arguments go to ctest, e.g.  ./test.sh -R trace
# GILSCOPE_CMAKE_ARGS: more options for cmake, e.g. -DGILSCOPE_WERROR=ON
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/.ci/build.sh"

# What only some tests need: a browser, ffmpeg, and readers of exported files from npm (pinned by their lock files). Where they cannot be had, the
# tests that need them say that they are skipped.
install_test_tools() {
  (packages="nodejs npm chromium protobuf-compiler sqlite3 ffmpeg"; install_dependencies) || say "gilscope: without these the tests in a browser and of films are skipped"
  command -v npm >/dev/null 2>&1 || return 0
  for lock in "$here"/tests/*/package-lock.json "$here"/tests/*/*/package-lock.json; do
    folder=$(dirname "$lock")
    [ -f "$lock" ] || continue
    [ ! -e "$folder/node_modules/.package-lock.json" ] || [ "$folder/node_modules/.package-lock.json" -ot "$lock" ] || continue
    say "gilscope: npm ci in ${folder#"$here"/}"
    (cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund >/dev/null 2>&1) || say "gilscope: npm ci failed; the tests that need it are skipped"
  done
}

packages="$packages xvfb xdotool"  # the tests of the desktop app open real windows
install_dependencies
install_test_tools
build dev all
cd "$here/build/dev"
ctest --output-on-failure -j "$(cpus)" "$@"
