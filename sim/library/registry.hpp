// The visible lists: which types and which native modules there are.
#pragma once

#include <span>

#include "sim/vm/native_module.hpp"

namespace gilscope {

class Vm;

/// Gives every built-in type its slots and methods, fills builtins, and tells the vm's ModuleTable the native modules. Called once for
/// each run, right after Vm's constructor and before Vm::start_main.
void install_library(Vm& vm);

std::span<const NativeModule> native_modules();

}  // namespace gilscope
