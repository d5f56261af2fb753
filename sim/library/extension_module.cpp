#include "sim/library/extension_module.hpp"

#include "sim/library/native_module.hpp"
#include "sim/vm/import.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

/// What a function object of the extension is bound to.
struct ExtensionCall : Object { const ExtensionFunctionModel* model; };

Co<Ref> call_co(Vm& vm, const ExtensionFunctionModel* model) {
  if (model->releases_gil) co_await vm.runtime.detach(*vm.thread);
  co_await vm.machine.compute(model->time);
  if (model->releases_gil) co_await vm.runtime.attach(*vm.thread);
  co_return vm.none();
}
Ref extension_call(Vm& vm, const Args& a) { return vm.start(call_co(vm, static_cast<ExtensionCall*>(a[0].object())->model)); }

/// Bound "methods" of a private object, so that the function finds its model as its first argument.
const NativeSpec kFunction = {.name = "function", .fn = extension_call, .kind = NativeKind::Method};

void init_extension(Vm& vm, ModuleObject* module, void* context) {
  const auto* model = static_cast<const ExtensionModel*>(context);
  TypeObject* type = make_type(vm, {.name = "extension.function", .instance_bytes = sizeof(ExtensionCall)});
  for (const ExtensionFunctionModel& function : model->functions) {
    auto* bound = new_object<ExtensionCall>(vm, type);
    Ref self = steal(bound);
    bound->model = &function;
    Ref callable = make_native_function(vm, &kFunction, self, Value(module->name));
    add_value(vm, module, function.name, callable);
  }
}

}  // namespace

void add_extension(Vm& vm, const ExtensionModel* model) {
  vm.module_table->add_extension({.name = model->name, .gil_not_used = model->gil_not_used, .init_cost = model->init_time,
                                  .init = init_extension, .context = const_cast<ExtensionModel*>(model)});
}

}  // namespace gilscope
