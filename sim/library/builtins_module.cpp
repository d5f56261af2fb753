// The builtins module itself: functions, classes, constants.

#include "sim/library/builtins.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

void add_classes(Vm& vm, ModuleObject* module) {
  const Types& t = vm.types;
  for (TypeObject* type : {t.object_, t.type, t.int_, t.bool_, t.float_, t.str, t.bytes, t.bytearray, t.tuple, t.list, t.dict, t.set, t.frozenset,
                           t.range, t.slice, t.property, t.classmethod, t.staticmethod, t.super, t.enumerate, t.zip, t.map, t.filter, t.reversed}) {
    add_class(vm, module, type);
  }
  for (TypeObject* type : t.exceptions) add_class(vm, module, type);
  add_value(vm, module, "EnvironmentError", t.exception(Exc::OSError));
  add_value(vm, module, "IOError", t.exception(Exc::OSError));
}

Ref complex_create(Vm& vm, TypeObject*, const Args&) {
  return vm.raise(Exc::NotImplementedError, "complex numbers are not modeled by GilScope: keep the real and the imaginary part in two floats");
}
Ref memoryview_create(Vm& vm, TypeObject*, const Args&) {
  return vm.raise(Exc::NotImplementedError, "memoryview is not modeled by GilScope: use slices of bytes or bytearray");
}

/// Names that programs ask isinstance() about, although no value can be made.
void add_unmodeled_classes(Vm& vm, ModuleObject* module) {
  add_class(vm, module, make_type(vm, {.name = "complex", .slots = {.create = complex_create}}));
  add_class(vm, module, make_type(vm, {.name = "memoryview", .flags = 0, .slots = {.create = memoryview_create}}));
}

void add_constants(Vm& vm, ModuleObject* module) {
  add_value(vm, module, "None", Value::none());
  add_value(vm, module, "True", Value::true_());
  add_value(vm, module, "False", Value::false_());
  add_value(vm, module, "Ellipsis", Value::ellipsis());
  add_value(vm, module, "NotImplemented", Value::not_implemented());
  add_value(vm, module, "__debug__", Value::true_());
}

}  // namespace

void init_builtins(Vm& vm, ModuleObject* module) {
  add_text(vm, module, "__name__", "builtins");
  add_classes(vm, module);
  add_unmodeled_classes(vm, module);
  add_constants(vm, module);
  for (std::span<const NativeSpec> functions : {builtin_object_functions(), builtin_number_functions(), builtin_iteration_functions(),
                                                builtin_io_functions(), builtin_source_functions()}) {
    add_functions(vm, module, functions);
  }
}

}  // namespace gilscope
