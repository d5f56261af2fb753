#include "sim/library/registry.hpp"

#include "sim/library/builtins.hpp"
#include "sim/library/cycle_collector.hpp"
#include "sim/library/modules/modules.hpp"
#include "sim/library/sys.hpp"
#include "sim/library/types.hpp"
#include "sim/vm/bootstrap.hpp"
#include "sim/vm/import.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

constexpr bool kReadyAtStart = true;

/// What CPython links statically or as extension modules. Ready at start: what `python3 script.py` has in sys.modules before the script
/// runs (3.13, -S aside).
const NativeModule kModules[] = {
    {"builtins", init_builtins, kReadyAtStart},
    {"sys", init_sys, kReadyAtStart},
    {"_thread", init_thread, kReadyAtStart},
    {"_weakref", init_weakref, kReadyAtStart},
    {"_io", init_io, kReadyAtStart},
    {"posix", init_posix, kReadyAtStart},
    {"time", init_time, kReadyAtStart},
    {"atexit", init_atexit},
    {"errno", init_errno},
    {"gc", init_gc},
    {"itertools", init_itertools},
    {"math", init_math},
    {"sysconfig", init_sysconfig},
    {"_collections", init_collections},
    {"_functools", init_functools},
    {"_hashlib", init_hashlib},
    {"_bisect", init_bisect},
    {"_heapq", init_heapq},
    {"_interpqueues", init_interpreter_queues},
    {"_interpreters", init_interpreters},
    {"_json", init_json},
    {"_operator", init_operator},
    {"_pickle", init_pickle},
    {"_processes", init_processes},
    {"_queue", init_queue},
    {"_random", init_random},
    {"_sha2", init_sha2},
    {"zlib", init_zlib},
};

}  // namespace

std::span<const NativeModule> native_modules() { return kModules; }

void install_library(Vm& vm) {
  install_data_types(vm);
  install_builtin_iterators(vm);
  finish_builtin_types(vm);
  connect_collector(vm);
  vm.module_table->add(native_modules());
}

}  // namespace gilscope
