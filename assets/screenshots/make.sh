#!/bin/sh
# Makes the pictures of this folder from the app itself:  assets/screenshots/make.sh build/release/gilscope
# Without a display it opens a virtual one (xvfb). Needs pngquant or nothing: pictures stay below 300 kB either way.
set -eu
gilscope=$1
here=$(cd "$(dirname "$0")" && pwd)
if [ -z "${DISPLAY:-}" ]; then
  exec xvfb-run -a -s "-screen 0 2600x1500x24" "$0" "$gilscope"
fi
picture() {
  name=$1; shift
  "$gilscope" --screenshot "$here/$name.png" "$@"
}
picture app-primes-dark --size 1440x810 --theme dark --panel legend --at 9ms primes
picture app-primes-light --size 1440x810 --theme light --panel legend --at 9ms primes
picture app-lost-update --size 1280x720 --theme dark --at 2ms lost_update_lock
picture app-presenter --size 1280x720 --theme dark --script "$here/presenter.txt" primes
