#!/bin/sh
# Installs what is missing, builds everything with assertions and runs all tests. Arguments go to ctest, e.g.  ./test.sh -R trace
# GILSCOPE_CMAKE_ARGS: more options for cmake, e.g. -DGILSCOPE_WERROR=ON
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/.ci/build.sh"

install_dependencies
build dev all
cd "$here/build/dev"
ctest --output-on-failure -j "$(cpus)" "$@"
