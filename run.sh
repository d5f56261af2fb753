#!/bin/sh
# Installs what is missing, builds GilScope, and shows it: where there is a display, the app, playing prime counting on a thread pool with the
# GIL and without; else the same as text, under four runtimes, on 8 modeled cores.
# With arguments: passes them to gilscope, e.g.  ./run.sh run scenarios/primes.py --cores 4
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/.ci/build.sh"

install_dependencies
build release gilscope

gilscope="$here/build/release/gilscope"
if [ $# -gt 0 ]; then
  exec "$gilscope" "$@"
fi
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec "$gilscope"
fi
exec "$gilscope" compare --cores 8 "$here/scenarios/primes.py"
