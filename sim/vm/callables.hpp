// The parts of install_descriptors, one file each.
#pragma once

namespace gilscope {

class Vm;
struct TypeObject;

void install_functions(Vm& vm);       ///< function, method, cell: functions.cpp
void install_class_wrappers(Vm& vm);  ///< classmethod, staticmethod: class_wrappers.cpp
void install_property(Vm& vm);        ///< property.cpp
void install_mapping_proxy(Vm& vm);   ///< mapping_proxy.cpp

/// Only __dict__, for native classes that keep a dict of their own (functions, exceptions, modules).
void add_dict_attribute(Vm& vm, TypeObject* type);

}  // namespace gilscope
