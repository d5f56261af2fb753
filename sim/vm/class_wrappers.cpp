// classmethod and staticmethod (Objects/funcobject.c).

#include <fmt/core.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/callables.hpp"
#include "sim/vm/descriptors.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

WrappedCallable* wrapped(Value v) { return as<WrappedCallable>(v); }

Ref make_wrapper(Vm& vm, TypeObject* type, Value callable) {
  auto* w = new_object<WrappedCallable>(vm, type);
  w->callable = share(callable).release();
  return steal(w);
}

Ref wrapper_create(Vm& vm, TypeObject* cls, const Args& args) {
  if (args.count != 1 || args.keyword_count() != 0) {
    return vm.raise(Exc::TypeError, fmt::format("{} expected 1 argument, got {}", type_name(cls), args.count));
  }
  return make_wrapper(vm, cls, args[0]);
}
Ref wrapper_init(Vm& vm, Value, const Args&) { return vm.none(); }

Ref classmethod_get(Vm& vm, Value descriptor, Value object, Value type) {
  return make_bound_method(vm, wrapped(descriptor)->callable, type ? type : Value(vm.types.of(object)));
}
Ref staticmethod_get(Vm&, Value descriptor, Value, Value) { return share(wrapped(descriptor)->callable); }
Ref staticmethod_call(Vm& vm, Value self, const Args& args) { return call(vm, wrapped(self)->callable, args); }

Co<Ref> repr_co(Vm& vm, Value self) {
  Ref inner = co_await vm.finish(repr(vm, wrapped(self)->callable));
  if (!inner) co_return nullptr;
  co_return vm.str(fmt::format("<{}({})>", type_name_of(vm, self), to_utf8(inner)));
}
Ref wrapper_repr(Vm& vm, Value self) { return vm.start(repr_co(vm, self)); }

void wrapper_destroy(Heap& heap, Object* self) {
  auto* w = static_cast<WrappedCallable*>(self);
  heap.decref(w->callable);
  if (w->dict != nullptr) heap.decref(static_cast<Object*>(w->dict));
}
void wrapper_visit(Object* self, Visit visit, void* context) {
  auto* w = static_cast<WrappedCallable*>(self);
  visit(w->callable, context);
  if (w->dict != nullptr) visit(w->dict, context);
}

Ref get_function(Vm&, Value self) { return share(wrapped(self)->callable); }
Ref get_dict(Vm& vm, Value self) {
  if (wrapped(self)->dict == nullptr) wrapped(self)->dict = as_dict(make_dict(vm.heap).release());
  return share(wrapped(self)->dict);
}
/// __name__, __doc__ ... are the wrapped function's.
Ref wrapper_get_attr(Vm& vm, Value self, StrObject* name) {
  const Names& n = *vm.names;
  const bool passes = name == n.dunder_name || name == n.dunder_qualname || name == n.dunder_doc || name == n.dunder_module ||
                      name == n.dunder_annotations;
  return passes ? get_attr(vm, wrapped(self)->callable, name) : generic_get_attr(vm, self, name);
}
Co<Ref> is_abstract_co(Vm& vm, Value self) {
  Ref flag = co_await vm.finish(find_attr(vm, wrapped(self)->callable, vm.intern("__isabstractmethod__")));
  if (!flag) co_return nullptr;
  if (flag.get().is_exhausted()) co_return vm.boolean(false);
  Ref answer = co_await vm.finish(truth(vm, flag));
  co_return answer;
}
Ref is_abstract(Vm& vm, Value self) { return vm.start(is_abstract_co(vm, self)); }

const GetSetSpec kGetSet[] = {{"__func__", get_function}, {"__wrapped__", get_function}, {"__dict__", get_dict},
                              {"__isabstractmethod__", is_abstract}};

}  // namespace

Ref make_classmethod(Vm& vm, Value callable) { return make_wrapper(vm, vm.types.classmethod, callable); }
Ref make_staticmethod(Vm& vm, Value callable) { return make_wrapper(vm, vm.types.staticmethod, callable); }

void install_class_wrappers(Vm& vm) {
  for (TypeObject* type : {vm.types.classmethod, vm.types.staticmethod}) {
    type->basic_bytes = sizeof(WrappedCallable);
    type->type_flags |= kTypeHasDict | kTypeBase;
    type->slots.create = wrapper_create;
    type->slots.init = wrapper_init;
    type->slots.repr = wrapper_repr;
    type->slots.get_attr = wrapper_get_attr;
    type->slots.destroy = wrapper_destroy;
    type->slots.visit = wrapper_visit;
    add_getset(vm, type, kGetSet);
  }
  vm.types.classmethod->slots.descr_get = classmethod_get;
  vm.types.staticmethod->slots.descr_get = staticmethod_get;
  vm.types.staticmethod->slots.call = staticmethod_call;
}

}  // namespace gilscope
