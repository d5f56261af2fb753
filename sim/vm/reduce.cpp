// How copy takes an object apart: object.__reduce_ex__, __reduce__, __getstate__ (typeobject.c: reduce_newobj, object_getstate_default).

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/classes.hpp"
#include "sim/vm/descriptors.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

/// The set __slots__ members as a dict; null Ref if there are none.
Ref slot_values(Vm& vm, Value self) {
  Ref values;
  const TupleObject* mro = vm.types.of(self)->mro;
  for (std::uint32_t i = 0; i < mro->length; ++i) {
    const DictObject* ns = as<TypeObject>(mro->items[i])->dict;
    for (std::int64_t e = dict_next(ns, 0); e >= 0; e = dict_next(ns, static_cast<std::uint32_t>(e) + 1)) {
      if (vm.types.of(ns->entries[e].value) != vm.types.member_descriptor) continue;
      auto* member = as<MemberObject>(ns->entries[e].value);
      InstanceObject* fields = attribute_fields(self.object());
      if (fields->slots == nullptr || !fields->slots[member->index]) continue;
      if (!values) values = make_dict(vm.heap);
      dict_set_str(vm.heap, as_dict(values), member->name, fields->slots[member->index]);
    }
  }
  return values;
}

Ref object_getstate(Vm& vm, const Args& args) {
  if (!args[0].is_object()) return vm.none();
  Ref state = vm.none();
  if (has_instance_dict(vm.types.of(args[0]))) {
    DictObject* own = instance_dict(vm, args[0].object());
    if (own != nullptr && own->used > 0) state = share(own);
  }
  if (vm.types.of(args[0])->slot_count == 0) return state;
  Ref slots = slot_values(vm, args[0]);
  return slots ? vm.tuple({state, slots}) : std::move(state);
}

/// copyreg.__newobj__: cls.__new__(cls, *args).
Co<Ref> newobj_co(Vm& vm, Args args) {
  Ref create = co_await vm.finish(get_attr(vm, args[0], vm.names->dunder_new));
  if (!create) co_return nullptr;
  Ref made = co_await vm.finish(call(vm, create, args));
  co_return made;
}
Ref newobj(Vm& vm, const Args& args) { return vm.start(newobj_co(vm, args)); }
const NativeSpec kNewObj = {.name = "__newobj__", .fn = newobj};

/// Arguments for __new__: from __getnewargs__, else the value of an immutable built-in ancestor.
Co<Ref> new_arguments(Vm& vm, Value self) {
  StrObject* hook = vm.intern("__getnewargs__");
  if (lookup_special(vm, vm.types.of(self), hook)) {
    Ref args = co_await vm.finish(call_special(vm, self, hook));
    co_return args;
  }
  Ref args = vm.tuple({});
  if (vm.types.of(self)->layout == Layout::Tuple) {
    Ref plain = gilscope::make_tuple(vm.heap, {as_tuple(self)->items, as_tuple(self)->length});
    args = vm.tuple({plain});
  }
  co_return args;
}

Co<Ref> reduce_co(Vm& vm, Value self) {
  TypeObject* type = vm.types.of(self);
  Ref state = co_await vm.finish(call_special(vm, self, vm.intern("__getstate__")));
  if (!state) co_return nullptr;
  Ref given = co_await new_arguments(vm, self);
  if (!given) co_return nullptr;
  TupleObject* all = make_tuple_storage(vm.heap, as_tuple(given)->length + std::size_t{1});
  Ref arguments = steal(all);
  tuple_init(vm.heap, all, 0, type);
  for (std::uint32_t i = 0; i < as_tuple(given)->length; ++i) tuple_init(vm.heap, all, i + 1, as_tuple(given)->items[i]);
  Ref items = vm.none(), pairs = vm.none();
  if (type->layout == Layout::List) items = co_await vm.finish(iter(vm, self));
  if (!items) co_return nullptr;
  if (type->layout == Layout::Dict) {
    Ref view = co_await vm.finish(call_method(vm, self, vm.names->items, Args{}));
    if (!view) co_return nullptr;
    pairs = co_await vm.finish(iter(vm, view));
  }
  if (!pairs) co_return nullptr;
  Ref function = make_native_function(vm, &kNewObj);
  co_return vm.tuple({function, arguments, state, items, pairs});
}
Ref object_reduce(Vm& vm, const Args& args) { return vm.start(reduce_co(vm, args[0])); }

/// A class's own __reduce__ wins over the general way.
Ref object_reduce_ex(Vm& vm, const Args& args) {
  Value own = lookup_special(vm, vm.types.of(args[0]), vm.names->dunder_reduce);
  if (own && own != lookup_special(vm, vm.types.object_, vm.names->dunder_reduce)) return call_special(vm, args[0], vm.names->dunder_reduce);
  return vm.start(reduce_co(vm, args[0]));
}

const NativeSpec kMethods[] = {
    {.name = "__getstate__", .fn = object_getstate, .signature = "(self, /)", .kind = NativeKind::Method},
    {.name = "__reduce__", .fn = object_reduce, .signature = "(self, /)", .kind = NativeKind::Method},
    {.name = "__reduce_ex__", .fn = object_reduce_ex, .signature = "(self, protocol, /)", .kind = NativeKind::Method},
};

}  // namespace

void install_reduce(Vm& vm) { add_methods(vm, vm.types.object_, kMethods); }

}  // namespace gilscope
