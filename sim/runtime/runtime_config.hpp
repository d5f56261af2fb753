// RuntimeConfig: which CPython build, and which of its switches. Presets differ only in these fields and in the cost model's data.
#pragma once

#include <string>

#include "sim/base/result.hpp"
#include "sim/base/sim_time.hpp"

namespace gilscope {

enum class GilOption { Default, On, Off };  ///< -X gil= / PYTHON_GIL=

struct RuntimeConfig {
  std::string preset = "3.13";     ///< "3.12", "3.13", "3.13t", "3.14", "3.14t"
  int minor = 13;
  bool free_threaded = false;      ///< Py_GIL_DISABLED
  GilOption gil = GilOption::Default;
  bool specialize = true;          ///< the specializing interpreter runs
  bool thread_local_bytecode = false;  ///< each thread specializes its own copy of the bytecode (3.14t)
  bool immortalize = false;        ///< deferred objects become immortal at the first extra thread (3.13t)
  bool deferred = false;           ///< deferred reference counting (3.14t)
  bool object_locks = false;       ///< per-object locks (off as a what-if: containers are unprotected)
  int mutex_spins = 0;             ///< sched_yields before a PyMutex parks: 40 in free-threaded builds (lock.c)
  SimTime switch_interval = 5 * kMillisecond;
};

/// The config of a preset name. Error: names the presets there are.
Result<RuntimeConfig> runtime_preset(const std::string& name);
/// Applies -X gil= (wins) and PYTHON_GIL as CPython does; empty = not given. Error: CPython's "Fatal Python error" text.
Result<RuntimeConfig> apply_gil_options(RuntimeConfig config, const std::string& x_gil, const std::string& python_gil);
/// Applies one what-if: "no-immortal", "no-object-locks", "deferred", "specialize", ... Error: names those there are.
Result<RuntimeConfig> apply_what_if(RuntimeConfig config, const std::string& what_if);

/// All of them: "immortal, no-immortal, ...".
std::string what_if_names();

}  // namespace gilscope
