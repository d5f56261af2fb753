// bootstrap: the first thing that happens in a run. Called by Vm's constructor once heap and runtime are connected.
#pragma once

namespace gilscope {

class Vm;

/// Makes names, the protocol's state, every class of types.hpp and exceptions.def (skeletons: the library gives data types their
/// methods), and completes what belongs to the vm itself: object, type, exceptions, functions, methods, descriptors, modules.
void bootstrap(Vm& vm);

/// Slot inheritance and slot wrappers for all built-in types. Called by install_library after every type's own installation.
void finish_builtin_types(Vm& vm);

}  // namespace gilscope
