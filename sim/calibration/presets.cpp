#include "sim/calibration/presets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <string_view>

#include "sim/calibration/parameters.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/runtime/runtime_config.hpp"
#include "sim/session/session.hpp"

namespace gilscope {
namespace {

constexpr std::array kPresets = {"3.12", "3.13", "3.13t", "3.14", "3.14t"};
// What a reader compares builds by: an operator, an attribute, a call, an object, a count, a contended line, a lock, a
// thread.
constexpr std::array<std::string_view, 14> kShown = {
    "LoadFast",  "BinaryOp",    "LoadAttr", "LoadGlobal",      "Call",   "AllocInstance", "AtomicRmw", "LineTransfer",
    "MutexFast", "SemaphoreOp", "Yield",    "EvalBreakerTrip", "Detach", "ThreadCreate"};

std::string yes(bool value) { return value ? "yes" : "no"; }

std::vector<Assumption> switches_of(const RuntimeConfig& c) {
  return {
      {"free-threaded build", yes(c.free_threaded), "Py_GIL_DISABLED (PEP 703)"},
      {"GIL at start", c.free_threaded ? "off" : "on",
       "PEP 703; -X gil=1 and imports of unmarked extensions switch it on"},
      {"specializing interpreter", yes(c.specialize),
       "PEP 659; pycore_code.h of 3.13: off with Py_GIL_DISABLED; What's New in 3.14: on again"},
      {"bytecode per thread", yes(c.thread_local_bytecode), "3.14 codeobject.c: _PyCode_GetTLBC; gh-115999"},
      {"immortal functions and classes", yes(c.immortalize),
       "3.13 gc_free_threading.c: from the first extra thread on"},
      {"deferred counts", yes(c.deferred), "PEP 703; What's New in 3.14"},
      {"a lock per object", yes(c.object_locks), "PEP 703, critical_section.h"},
      {"yields before a lock sleeps", std::to_string(c.mutex_spins), "Python/lock.c: MAX_SPIN_COUNT"},
      {"switch interval", fmt::format("{} ms", static_cast<double>(c.switch_interval) / kMillisecond),
       "pycore_gil.h: DEFAULT_INTERVAL"},
  };
}

// What follows from the version and the build without a switch of its own.
std::vector<Assumption> consequences_of(const RuntimeConfig& c) {
  const bool ft = c.free_threaded;
  return {
      {"string constants of code",
       !ft             ? "counted"
       : c.minor == 13 ? "immortal if name-like"
                       : "immortal",
       "codeobject.c: should_intern_string of 3.13; gh-131988 for 3.14"},
      {"number constants of code", ft ? "immortal" : "counted", "codeobject.c: intern_constants, with Py_GIL_DISABLED"},
      {"locals are borrowed", yes(c.minor >= 14), "LOAD_FAST_BORROW, gh-130708 (3.14)"},
      {"a bytecode copy per thread", yes(ft && c.minor >= 14),
       "thread-local bytecode, gh-115999 (3.14t): so that it can specialize without locks"},
      {"a test after __enter__", yes(c.minor >= 14), "3.14 bytecodes.c: LOAD_SPECIAL and CALL instead of BEFORE_WITH"},
      {"threading.Lock", c.minor >= 13 ? "PyMutex" : "semaphore",
       "Modules/_threadmodule.c; gh-125985's measurements show the change"},
      {"threading.RLock", c.minor >= 14 ? "recursive mutex" : "semaphore", "Modules/_threadmodule.c of 3.13 and 3.14"},
      {"small objects come from", ft ? "mimalloc, a heap per thread" : "pymalloc", "PEP 703; Objects/obmalloc.c"},
      {"collector", ft ? "whole heap, threads stopped" : "generations", "Python/gc.c, Python/gc_free_threading.c"},
      {"quiescent state at each test", yes(ft),
       "ceval_macros.h: CHECK_EVAL_BREAKER with Py_GIL_DISABLED; Python/qsbr.c"},
      {"object header", ft ? "32 bytes" : "16 bytes, 16 more if collected",
       "Include/object.h, Include/internal/pycore_gc.h"},
  };
}

// The comment behind the key, in the file or in one that it inherits from.
std::string source_in(const std::string& folder, std::string file, std::string_view key) {
  for (int depth = 0; depth < 8 && !file.empty(); ++depth) {
    std::ifstream in(folder + "/" + file);
    std::string line, parent;
    while (std::getline(in, line)) {
      if (line.starts_with("inherit = \"")) parent = line.substr(11, line.rfind('"') - 11);
      const auto comment = line.find("# source: ");
      if (line.starts_with(std::string(key) + " = ") && comment != std::string::npos) return line.substr(comment + 10);
    }
    file = parent;
  }
  return "";
}

std::vector<Assumption> costs_of(const std::string& preset, const RuntimeConfig& config, const CostModel& model) {
  std::vector<Assumption> costs;
  const auto all = cost_parameters();
  for (const auto name : kShown) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const CostParameter& p) {
      return p.name == name && p.table != (config.specialize ? CostTableKind::Generic : CostTableKind::Specialized);
    });
    if (found == all.end()) continue;
    const double nanoseconds = static_cast<double>(get_cost(model, *found)) / kNanosecond;
    costs.push_back({std::string(name), fmt::format("{:.6g}", nanoseconds),
                     source_in(assets_directory() + "/models", "cpython-" + preset + ".toml", name)});
  }
  return costs;
}

}  // namespace

Result<std::vector<PresetFacts>> preset_facts() {
  std::vector<PresetFacts> facts;
  for (const std::string preset : kPresets) {
    const auto config = runtime_preset(preset);
    if (!config) return config.error();
    const auto model = load_cost_model(cost_model_path(assets_directory(), preset));
    if (!model) return model.error();
    auto switches = switches_of(config.value());
    for (auto& each : consequences_of(config.value())) switches.push_back(std::move(each));
    facts.push_back({preset, model->name, std::move(switches), costs_of(preset, config.value(), model.value())});
  }
  return facts;
}

}  // namespace gilscope
