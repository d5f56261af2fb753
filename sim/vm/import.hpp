// Imports: sys.modules, native modules, packages and modules in Python files, extension modules of the scenario.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/sim_time.hpp"
#include "sim/vm/native.hpp"
#include "sim/vm/native_module.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

/// An extension module declared in the scenario's TOML block ([extension.NAME]).
struct ExtensionModule {
  std::string name;
  bool gil_not_used = false;     ///< declares Py_MOD_GIL_NOT_USED
  SimTime init_cost = 0;
  void (*init)(Vm&, ModuleObject*, void* context) = nullptr;  ///< fills it
  void* context = nullptr;
};

class ModuleTable {
 public:
  void add(std::span<const NativeModule> modules);
  void add_extension(ExtensionModule module);
  const NativeModule* native(std::string_view name) const;
  const ExtensionModule* extension(std::string_view name) const;
  std::vector<const NativeModule*> start_modules() const;
  /// A module that CPython 3.13 has and GilScope does not model.
  static bool is_known_unmodeled(std::string_view name);

  std::map<std::string, Thread*, std::less<>> importing;  ///< modules whose body runs now, and in which thread

 private:
  std::map<std::string, const NativeModule*, std::less<>> natives_;
  std::map<std::string, ExtensionModule, std::less<>> extensions_;
};

/// builtins.__import__.
Ref import_name(Vm& vm, StrObject* name, DictObject* globals, Value from_list, int level);
/// `from module import name` after the module itself was imported.
Ref import_from(Vm& vm, Value module, StrObject* name);
/// `from module import *` into a namespace.
Ref import_star(Vm& vm, Value module, Value ns);
/// A new module object in sys.modules with __name__ and so on (new reference).
ModuleObject* new_module(Vm& vm, std::string_view name);
/// sys, builtins, and the native modules that exist before the script starts.
void import_start_modules(Vm& vm);

/// Raises what the host could not compile as Python does: with the file, the line and the column. `text`: the rendered diagnostic.
Co<Ref> failed_to_compile(Vm& vm, std::string path, std::string text);

}  // namespace gilscope
