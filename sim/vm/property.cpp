// property (Objects/descrobject.c).

#include <array>

#include <fmt/core.h>

#include "sim/objects/str_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/callables.hpp"
#include "sim/vm/descriptors.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

PropertyObject* property(Value v) { return as<PropertyObject>(v); }

Value or_null(Value v) { return v && !v.is_none() ? v : Value(); }

void set_field(Vm& vm, Value& field, Value value) {
  Value old = field;
  field = share(value).release();
  vm.heap.decref(old);
}

Ref property_create(Vm& vm, TypeObject* cls, const Args&) { return steal(new_object<PropertyObject>(vm, cls)); }

Co<Ref> init_co(Vm& vm, Value self, Args args) {
  const char* const names[] = {"fget", "fset", "fdel", "doc"};
  Value fields[4];
  if (args.count > 4) co_return vm.raise(Exc::TypeError, fmt::format("property() takes at most 4 arguments ({} given)", args.count));
  for (std::uint32_t i = 0; i < args.count; ++i) fields[i] = args[i];
  for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
    int place = -1;
    for (int k = 0; k < 4; ++k) if (str_equals(as_str(args.keywords->items[i]), names[k])) place = k;
    if (place < 0) {
      co_return vm.raise(Exc::TypeError, fmt::format("property() got an unexpected keyword argument '{}'", to_utf8(args.keywords->items[i])));
    }
    fields[place] = args.keyword_value(i);
  }
  PropertyObject* p = property(self);
  set_field(vm, p->getter, or_null(fields[0]));
  set_field(vm, p->setter, or_null(fields[1]));
  set_field(vm, p->deleter, or_null(fields[2]));
  set_field(vm, p->doc, or_null(fields[3]));
  if (!p->doc && p->getter) {
    Ref doc = co_await vm.finish(find_attr(vm, p->getter, vm.names->dunder_doc));
    if (!doc) co_return nullptr;
    if (!doc.get().is_exhausted()) set_field(vm, p->doc, or_null(doc));
  }
  co_return vm.none();
}
Ref property_init(Vm& vm, Value self, const Args& args) { return vm.start(init_co(vm, self, args)); }

Ref raise_missing(Vm& vm, Value descriptor, Value object, const char* what) {
  PropertyObject* p = property(descriptor);
  Value name = p->name;
  if (!name && p->getter && vm.types.of(p->getter) == vm.types.function) name = as<FunctionObject>(p->getter)->name;
  const std::string owner = utf8_of(vm.types.of(object)->qualname);
  if (name && is_str(name)) {
    return vm.raise(Exc::AttributeError, fmt::format("property '{}' of '{}' object has no {}", to_utf8(name), owner, what));
  }
  return vm.raise(Exc::AttributeError, fmt::format("property of '{}' object has no {}", owner, what));
}

Ref property_get(Vm& vm, Value descriptor, Value object, Value) {
  if (!object) return share(descriptor);
  if (!property(descriptor)->getter) return raise_missing(vm, descriptor, object, "getter");
  return call_with(vm, property(descriptor)->getter, 1, object);
}

Co<Ref> set_co(Vm& vm, Value function, Value object, Value value) {
  Ref held = share(function);
  Ref done = co_await vm.finish(call_with(vm, held, value ? 2 : 1, object, value));
  if (!done) co_return nullptr;
  co_return vm.none();
}

Ref property_set(Vm& vm, Value descriptor, Value object, Value value) {
  Value function = value ? property(descriptor)->setter : property(descriptor)->deleter;
  if (!function) return raise_missing(vm, descriptor, object, value ? "setter" : "deleter");
  return vm.start(set_co(vm, function, object, value));
}

void property_destroy(Heap& heap, Object* self) {
  auto* p = static_cast<PropertyObject*>(self);
  for (Value v : {p->getter, p->setter, p->deleter, p->doc, p->name}) heap.decref(v);
}
void property_visit(Object* self, Visit visit, void* context) {
  auto* p = static_cast<PropertyObject*>(self);
  for (Value v : {p->getter, p->setter, p->deleter, p->doc, p->name}) if (v) visit(v, context);
}

Ref copy_with(Vm& vm, Value self, Value getter, Value setter, Value deleter) {
  PropertyObject* from = property(self);
  auto* p = new_object<PropertyObject>(vm, vm.types.of(self));
  p->getter = share(getter ? or_null(getter) : from->getter).release();
  p->setter = share(setter ? or_null(setter) : from->setter).release();
  p->deleter = share(deleter ? or_null(deleter) : from->deleter).release();
  p->doc = share(from->doc).release();
  p->name = share(from->name).release();
  return steal(p);
}
Ref with_getter(Vm& vm, const Args& args) { return copy_with(vm, args[0], args[1], Value(), Value()); }
Ref with_setter(Vm& vm, const Args& args) { return copy_with(vm, args[0], Value(), args[1], Value()); }
Ref with_deleter(Vm& vm, const Args& args) { return copy_with(vm, args[0], Value(), Value(), args[1]); }
Ref take_name(Vm& vm, const Args& args) {
  set_field(vm, property(args[0])->name, args[2]);
  return vm.none();
}

Ref or_none(Vm& vm, Value v) { return v ? share(v) : vm.none(); }
Ref get_getter(Vm& vm, Value self) { return or_none(vm, property(self)->getter); }
Ref get_setter(Vm& vm, Value self) { return or_none(vm, property(self)->setter); }
Ref get_deleter(Vm& vm, Value self) { return or_none(vm, property(self)->deleter); }
Ref get_doc(Vm& vm, Value self) { return or_none(vm, property(self)->doc); }
Ref set_doc(Vm& vm, Value self, Value value) {
  set_field(vm, property(self)->doc, or_null(value));
  return vm.none();
}
Ref get_name(Vm& vm, Value self) {
  PropertyObject* p = property(self);
  if (p->name) return share(p->name);
  return p->getter ? get_attr(vm, p->getter, vm.names->dunder_name) : raise_no_attribute(vm, self, vm.names->dunder_name);
}
Ref set_name(Vm& vm, Value self, Value value) {
  set_field(vm, property(self)->name, value);
  return vm.none();
}
Co<Ref> is_abstract_co(Vm& vm, Value self) {
  const std::array<Value, 3> functions = {property(self)->getter, property(self)->setter, property(self)->deleter};
  for (std::size_t i = 0; i < functions.size(); ++i) {
    Value f = functions[i];
    if (!f) continue;
    Ref flag = co_await vm.finish(find_attr(vm, f, vm.intern("__isabstractmethod__")));
    if (!flag) co_return nullptr;
    if (flag.get().is_exhausted()) continue;
    Ref answer = co_await vm.finish(truth(vm, flag));
    if (!answer || answer.get().is_true()) co_return answer;
  }
  co_return vm.boolean(false);
}
Ref is_abstract(Vm& vm, Value self) { return vm.start(is_abstract_co(vm, self)); }

const NativeSpec kMethods[] = {
    {.name = "getter", .fn = with_getter, .signature = "(self, fget, /)", .kind = NativeKind::Method},
    {.name = "setter", .fn = with_setter, .signature = "(self, fset, /)", .kind = NativeKind::Method},
    {.name = "deleter", .fn = with_deleter, .signature = "(self, fdel, /)", .kind = NativeKind::Method},
    {.name = "__set_name__", .fn = take_name, .signature = "(self, owner, name, /)", .kind = NativeKind::Method},
};
const GetSetSpec kGetSet[] = {{"fget", get_getter}, {"fset", get_setter}, {"fdel", get_deleter}, {"__doc__", get_doc, set_doc},
                              {"__name__", get_name, set_name}, {"__isabstractmethod__", is_abstract}};

}  // namespace

void install_property(Vm& vm) {
  TypeObject* type = vm.types.property;
  type->basic_bytes = sizeof(PropertyObject);
  type->type_flags |= kTypeBase;
  type->slots.create = property_create;
  type->slots.init = property_init;
  type->slots.descr_get = property_get;
  type->slots.descr_set = property_set;
  type->slots.destroy = property_destroy;
  type->slots.visit = property_visit;
  add_methods(vm, type, kMethods);
  add_getset(vm, type, kGetSet);
}

}  // namespace gilscope
