// The parts of _functools, one file each.
#pragma once

namespace gilscope {

class Vm;
struct ModuleObject;

void add_cache(Vm& vm, ModuleObject* module);  ///< functools_cache.cpp

}  // namespace gilscope
