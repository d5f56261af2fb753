#include "sim/library/native_module.hpp"

#include "sim/objects/dict_ops.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

void add_functions(Vm& vm, ModuleObject* module, std::span<const NativeSpec> specs) {
  for (const NativeSpec& spec : specs) add_function(vm, module, spec);
}

void add_function(Vm& vm, ModuleObject* module, const NativeSpec& spec) {
  Ref function = make_native_function(vm, &spec, module, module->name);
  vm.heap.make_immortal(function.get().object());  // static C functions in practice: a module of the library is never freed
  add_value(vm, module, spec.name, function);
}

void add_value(Vm& vm, ModuleObject* module, std::string_view name, Value value) {
  dict_set_str(vm.heap, module->dict, vm.intern(name), value);
}

void add_text(Vm& vm, ModuleObject* module, std::string_view name, std::string_view utf8) {
  Ref text = vm.str(utf8);
  add_value(vm, module, name, text);
}

void add_integer(Vm& vm, ModuleObject* module, std::string_view name, std::int64_t value) {
  Ref number = vm.integer(value);
  add_value(vm, module, name, number);
}

void add_class(Vm& vm, ModuleObject* module, TypeObject* type) { dict_set_str(vm.heap, module->dict, type->name, type); }

Value module_value(Vm& vm, ModuleObject* module, std::string_view name) { return dict_get_str(module->dict, vm.intern(name)); }
Value module_value(Vm& vm, std::string_view module, std::string_view name) {
  return module_value(vm, static_cast<ModuleObject*>(dict_get_str(vm.modules, vm.intern(module)).object()), name);
}

}  // namespace gilscope
