#!/bin/sh
# Drives the HTML report in headless Chromium: run.sh GILSCOPE. Exit status 77: what it needs is not here, and that is said.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
skip() { echo "SKIPPED: the HTML report was not tested in a browser: $1" >&2; exit 77; }

command -v node >/dev/null 2>&1 || skip "there is no node (Debian: nodejs)"
[ -d "$here/node_modules/playwright-core" ] && [ -d "$here/node_modules/axe-core" ] || skip "run 'npm ci' in tests/report, or ./test.sh"
chromium=${GILSCOPE_CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$chromium" ] || skip "there is no Chromium (Debian: chromium), and GILSCOPE_CHROMIUM does not name one"
GILSCOPE_COMMAND=$1 GILSCOPE_CHROMIUM=$chromium exec node --test "$here/report.test.mjs"
