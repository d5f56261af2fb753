// What a native module's init function uses to fill its module.
//
//   static const NativeSpec kFunctions[] = {{.name = "sqrt", .fn = math_sqrt, .signature = "(x, /)", .cost = Cost::FloatMath}};
//   void init_math(Vm& vm, ModuleObject* m) { add_functions(vm, m, kFunctions); add_value(vm, m, "pi", Value::real(M_PI)); }
//
// and one line in registry.cpp.
#pragma once

#include <span>
#include <string_view>

#include "sim/objects/types.hpp"
#include "sim/vm/native.hpp"
#include "sim/vm/native_module.hpp"
#include "sim/vm/type_builder.hpp"

namespace gilscope {

/// `specs` is kept by pointer: a static const array.
void add_functions(Vm& vm, ModuleObject* module, std::span<const NativeSpec> specs);
void add_function(Vm& vm, ModuleObject* module, const NativeSpec& spec);
void add_value(Vm& vm, ModuleObject* module, std::string_view name, Value value);
void add_text(Vm& vm, ModuleObject* module, std::string_view name, std::string_view utf8);
void add_integer(Vm& vm, ModuleObject* module, std::string_view name, std::int64_t value);
void add_class(Vm& vm, ModuleObject* module, TypeObject* type);  ///< under its __name__
/// A module's attribute, borrowed; null if absent.
Value module_value(Vm& vm, ModuleObject* module, std::string_view name);
/// The same of a native module by its name. Requires: it was imported, as it was if one of its own functions runs.
Value module_value(Vm& vm, std::string_view module, std::string_view name);

}  // namespace gilscope
