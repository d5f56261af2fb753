// The parts of _collections, one file each.
#pragma once

namespace gilscope {

class Vm;
struct ModuleObject;

void add_deque(Vm& vm, ModuleObject* module);         ///< collections_deque.cpp
void add_defaultdict(Vm& vm, ModuleObject* module);   ///< collections_module.cpp
void add_ordered_dict(Vm& vm, ModuleObject* module);  ///< collections_ordered.cpp

}  // namespace gilscope
