#include "sim/runtime/runtime_config.hpp"

#include <array>
#include <string_view>

namespace gilscope {

namespace {

constexpr int kFreeThreadedSpins = 40;  // Python/lock.c: MAX_SPIN_COUNT with Py_GIL_DISABLED, 0 otherwise

struct WhatIf {
  std::string_view name;
  void (*apply)(RuntimeConfig&);
};

constexpr std::array<WhatIf, 12> kWhatIfs = {{
    {"immortal", [](RuntimeConfig& c) { c.immortalize = true; }},
    {"no-immortal", [](RuntimeConfig& c) { c.immortalize = false; }},
    {"deferred", [](RuntimeConfig& c) { c.deferred = true; }},
    {"no-deferred", [](RuntimeConfig& c) { c.deferred = false; }},
    {"object-locks", [](RuntimeConfig& c) { c.object_locks = c.free_threaded; }},
    {"no-object-locks", [](RuntimeConfig& c) { c.object_locks = false; }},
    {"specialize", [](RuntimeConfig& c) { c.specialize = true; }},
    {"no-specialize", [](RuntimeConfig& c) { c.specialize = c.thread_local_bytecode = false; }},  // no copies without a use for them
    {"tlbc", [](RuntimeConfig& c) { c.thread_local_bytecode = c.specialize = c.free_threaded; }},
    {"no-tlbc", [](RuntimeConfig& c) {
       c.specialize = c.specialize && !c.thread_local_bytecode;  // -X tlbc=0 switches both off
       c.thread_local_bytecode = false;
     }},
    {"spin", [](RuntimeConfig& c) { c.mutex_spins = kFreeThreadedSpins; }},
    {"no-spin", [](RuntimeConfig& c) { c.mutex_spins = 0; }},
}};

RuntimeConfig free_threaded(RuntimeConfig config) {
  config.free_threaded = true;
  config.object_locks = true;
  config.mutex_spins = kFreeThreadedSpins;
  return config;
}

Error fatal(const std::string& what) {
  return Error{"Fatal Python error: config_read_gil: " + what + "\nPython runtime state: preinitialized\n"};
}

// Python/initconfig.c: config_read_gil.
Result<GilOption> parse_gil(const std::string& text, bool free_threaded) {
  if (text == "1") return GilOption::On;
  if (text != "0") return fatal("PYTHON_GIL / -X gil must be \"0\" or \"1\"");
  if (!free_threaded) return fatal("Disabling the GIL is not supported by this build");
  return GilOption::Off;
}

}  // namespace

Result<RuntimeConfig> runtime_preset(const std::string& name) {
  RuntimeConfig c;
  c.preset = name;
  if (name == "3.12") {
    c.minor = 12;
  } else if (name == "3.13t") {
    c = free_threaded(c);
    c.specialize = false;  // pycore_code.h: ENABLE_SPECIALIZATION is 0 with Py_GIL_DISABLED
    c.immortalize = true;
  } else if (name == "3.14") {
    c.minor = 14;
  } else if (name == "3.14t") {
    c = free_threaded(c);
    c.minor = 14;
    c.deferred = true;
    c.thread_local_bytecode = true;
  } else if (name != "3.13") {
    return Error{"unknown runtime '" + name + "'; there are 3.12, 3.13, 3.13t, 3.14 and 3.14t"};
  }
  return c;
}

Result<RuntimeConfig> apply_gil_options(RuntimeConfig config, const std::string& x_gil, const std::string& python_gil) {
  for (const std::string* text : {&python_gil, &x_gil}) {  // both are read and checked; the later one wins
    if (text->empty()) continue;
    Result<GilOption> option = parse_gil(*text, config.free_threaded);
    if (!option) return option.error();
    config.gil = option.value();
  }
  return config;
}

Result<RuntimeConfig> apply_what_if(RuntimeConfig config, const std::string& what_if) {
  for (const WhatIf& w : kWhatIfs) {
    if (w.name != what_if) continue;
    w.apply(config);
    return config;
  }
  return Error{"unknown what-if '" + what_if + "'; there are " + what_if_names()};
}

std::string what_if_names() {
  std::string names;
  for (const WhatIf& w : kWhatIfs) names += (names.empty() ? "" : ", ") + std::string(w.name);
  return names;
}

}  // namespace gilscope
