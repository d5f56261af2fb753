// The extension modules that a scenario declares, as modules of a run.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "sim/session/scenario.hpp"
#include "sim/vm/native.hpp"

namespace gilscope {

class Vm;

/// Owns what the modules' functions point to; must outlive the vm.
class ExtensionModules {
 public:
  explicit ExtensionModules(const Scenario& scenario);
  /// Makes them importable. To be called before the script starts.
  void install(Vm& vm);

 private:
  struct Module {
    const ExtensionSpec* spec;
    std::vector<NativeSpec> functions;
  };
  friend void fill_extension(Vm& vm, struct ModuleObject* module, void* context);
  std::deque<Module> modules_;
};

}  // namespace gilscope
