#include "sim/vm/modules.hpp"

#include <fmt/core.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/callables.hpp"
#include "sim/vm/import.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/namespace.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

ModuleObject* module(Value v) { return as<ModuleObject>(v); }

Value entry(Vm& vm, Value self, const char* name) {
  Value found = dict_get_str(module(self)->dict, vm.intern(name));
  return found && is_str(found) ? found : Value();
}

Ref module_repr(Vm& vm, Value self) {
  Value name = entry(vm, self, "__name__");
  Value file = entry(vm, self, "__file__");
  const std::string shown = name ? to_utf8(name) : "?";
  if (file) return vm.str(fmt::format("<module '{}' from '{}'>", shown, to_utf8(file)));
  return vm.str(fmt::format("<module '{}'{}>", shown, vm.module_table->native(shown) != nullptr ? " (built-in)" : ""));
}

Ref module_create(Vm& vm, TypeObject* cls, const Args&) {
  auto* m = new_object<ModuleObject>(vm, cls);
  m->dict = as_dict(make_dict(vm.heap).release());
  m->name = vm.names->empty;
  return steal(m);
}

Ref module_init(Vm& vm, Value self, const Args& args) {
  if (args.count < 1 || args.count > 2 || !is_str(args[0])) {
    return vm.raise(Exc::TypeError, "module() missing required argument 'name' (pos 1)");
  }
  ModuleObject* m = module(self);
  m->name = intern(vm.heap, as_str(exact_str(vm.heap, args[0])));
  dict_set_str(vm.heap, m->dict, vm.names->dunder_name, args[0]);
  dict_set_str(vm.heap, m->dict, vm.names->dunder_doc, args.count == 2 ? args[1] : Value::none());
  for (StrObject* name : {vm.names->dunder_package, vm.names->dunder_loader, vm.names->dunder_spec}) {
    dict_set_str(vm.heap, m->dict, name, Value::none());
  }
  return vm.none();
}

void module_destroy(Heap& heap, Object* self) {
  auto* m = static_cast<ModuleObject*>(self);
  if (m->dict != nullptr) heap.decref(static_cast<Object*>(m->dict));
}
void module_visit(Object* self, Visit visit, void* context) {
  auto* m = static_cast<ModuleObject*>(self);
  if (m->dict != nullptr) visit(m->dict, context);
}

Ref module_dir(Vm& vm, const Args& args) {
  ModuleObject* m = module(args[0]);
  if (Value own = dict_get_str(m->dict, vm.names->dunder_dir)) return call(vm, own, Args{});
  Ref names = make_list(vm.heap);
  for_each_name(m->dict, [&](StrObject* name) { list_append(vm.heap, as_list(names), name); });
  return names;
}

const NativeSpec kMethods[] = {{.name = "__dir__", .fn = module_dir, .signature = "(self, /)", .kind = NativeKind::Method}};

}  // namespace

void install_modules(Vm& vm) {
  TypeObject* type = vm.types.module;
  type->basic_bytes = sizeof(ModuleObject);
  type->type_flags |= kTypeBase | kTypeHasDict;
  type->slots.repr = module_repr;
  type->slots.get_attr = module_get_attr;
  type->slots.create = module_create;
  type->slots.init = module_init;
  type->slots.destroy = module_destroy;
  type->slots.visit = module_visit;
  add_methods(vm, type, kMethods);
  add_dict_attribute(vm, type);
}

}  // namespace gilscope
