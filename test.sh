#!/bin/sh
# Installs what is missing, builds everything and runs all tests. Arguments go to ctest, e.g.  ./test.sh -R trace
# GILSCOPE_CMAKE_ARGS: more options for cmake, e.g. -DGILSCOPE_WERROR=ON
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/.ci/build.sh"

install_dependencies
build release all
cd "$here/build/release"
ctest --output-on-failure -j "$(cpus)" "$@"
