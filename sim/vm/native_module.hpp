// NativeModule: a module that is C code in CPython and C++ here. The registry in sim/library lists them all; ModuleTable finds them.
#pragma once

namespace gilscope {

class Vm;
struct ModuleObject;

struct NativeModule {
  const char* name;                       ///< "_thread"
  void (*init)(Vm&, ModuleObject*);       ///< fills the module's dict at its first import
  bool ready_at_start = false;            ///< imported before the script starts (sys, builtins, _thread, time, ...): costs nothing at import
};

}  // namespace gilscope
