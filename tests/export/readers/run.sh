#!/bin/sh
# run.sh GILSCOPE: opens exports of some scenarios in the programs that people open them with. Status 77: nothing there to open them with.
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v node >/dev/null 2>&1; then
  echo "SKIPPED: there is no node, so no program from npm reads the exports (apt-get install nodejs npm; npm ci in tests/export/readers)" >&2
  exit 77
fi
scenarios="$here/../../../scenarios"
exec node "$here/check.mjs" "$1" "$scenarios/convoy.py" "$scenarios/producer_consumer.py" "$scenarios/shared_object.py"
