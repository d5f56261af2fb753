// _weakref: references that do not keep their target alive (Objects/weakrefobject.c), and proxies that forward to it.
#include <fmt/format.h>

#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/weakref.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

WeakrefObject* weakref_of(Value v) { return static_cast<WeakrefObject*>(v.object()); }
TypeObject* module_type(Vm& vm, const char* name) {
  Ref module = dict_get(vm, vm.modules, Value(vm.intern("_weakref")));
  return as<TypeObject>(module_value(vm, as<ModuleObject>(module), name));
}

/// CPython refuses what has no place for a weak reference list: numbers, text, tuples, plain containers, None.
bool can_be_referred_to(Vm& vm, Value v) {
  if (!v.is_object()) return false;
  const TypeObject* type = v.object()->type;
  if (type->type_flags & kTypeHeap) {
    switch (type->layout) {
      case Layout::Int: case Layout::Tuple: case Layout::Str: case Layout::Bytes: return type->type_flags & kTypeHasDict && type->layout == Layout::Str;
      default: return true;
    }
  }
  const Types& t = vm.types;
  return type == t.type || type == t.function || type == t.method || type == t.builtin_function || type == t.set || type == t.frozenset ||
         type == t.generator || type == t.module || type == t.code || type->layout == Layout::Deque || type->type_flags & kTypeOrderedCalls ||
         type->layout == Layout::Type;
}

Ref new_weakref(Vm& vm, TypeObject* cls, Value target, Value callback) {
  if (!can_be_referred_to(vm, target)) {
    return vm.raise(Exc::TypeError, fmt::format("cannot create weak reference to '{}' object", type_name(vm, target)));
  }
  const bool plain = (!callback || callback.is_none());
  if (plain && (cls->type_flags & kTypeHeap) == 0) {  // one plain reference serves all
    for (WeakrefObject* known : weakrefs_of(vm.heap, target.object())) {
      if (known->type == cls && !known->callback) return share(known);
    }
  }
  auto* made = new_object<WeakrefObject>(vm, cls);
  Ref result = steal(made);
  if (!plain) made->callback = share(callback).release();
  register_weakref(vm.heap, target.object(), made);
  return result;
}

Ref ref_new(Vm& vm, TypeObject* cls, const Args& a) {
  if (a.count == 0) return vm.raise(Exc::TypeError, "ref expected at least 1 argument, got 0");
  if (a.count > 2 && (cls->type_flags & kTypeHeap) == 0) {
    return vm.raise(Exc::TypeError, fmt::format("ref expected at most 2 arguments, got {}", a.count));
  }
  return new_weakref(vm, cls, a[0], a.count > 1 ? a[1] : Value());
}
Ref ref_init(Vm& vm, Value, const Args&) { return vm.none(); }
Ref ref_call(Vm& vm, Value self, const Args&) {
  Object* target = weakref_of(self)->target;
  return target ? share(target) : vm.none();
}
Ref ref_repr(Vm& vm, Value self) {
  const std::uint64_t id = vm.heap.identity(self.object());
  Object* target = weakref_of(self)->target;
  if (!target) return vm.str(fmt::format("<weakref at {:#x}; dead>", id));
  return vm.str(fmt::format("<weakref at {:#x}; to '{}' at {:#x}>", id, type_name(vm, target), vm.heap.identity(target)));
}
Co<Ref> ref_hash_co(Vm& vm, Value self) {
  WeakrefObject* r = weakref_of(self);
  if (!r->hashed) {
    if (!r->target) co_return vm.raise(Exc::TypeError, "weak object has gone away");
    Ref target = share(r->target);
    Ref h = co_await vm.finish(hash(vm, target));
    if (!h) co_return nullptr;
    std::int64_t number = 0;
    as_int64(h, number);
    r->hash = static_cast<std::uint64_t>(number);
    r->hashed = true;
  }
  co_return vm.integer(static_cast<std::int64_t>(r->hash));
}
Ref ref_hash(Vm& vm, Value self) { return vm.start(ref_hash_co(vm, self)); }
Co<Ref> ref_compare_co(Vm& vm, Value a, Value b, CompareOp op) {
  Ref left = share(weakref_of(a)->target);
  Ref right = share(weakref_of(b)->target);
  Ref same = co_await vm.finish(compare(vm, op, left, right));
  co_return same;
}
Ref ref_compare(Vm& vm, Value a, Value b, CompareOp op) {
  if (op != CompareOp::Eq && op != CompareOp::Ne) return steal(Value::not_implemented());
  if (!b.is_object() || b.object()->type->slots.call != ref_call) return steal(Value::not_implemented());
  if (!weakref_of(a)->target || !weakref_of(b)->target) return vm.boolean((a == b) == (op == CompareOp::Eq));
  return vm.start(ref_compare_co(vm, a, b, op));
}
Ref ref_callback(Vm& vm, Value self) {
  WeakrefObject* r = weakref_of(self);
  return r->target && r->callback ? share(r->callback) : vm.none();
}
const GetSetSpec kRefAttributes[] = {{"__callback__", ref_callback}};
Ref class_getitem(Vm&, const Args& a) { return share(a[0]); }
const NativeSpec kRefMethods[] = {
    {.name = "__class_getitem__", .fn = class_getitem, .signature = "(cls, item, /)", .kind = NativeKind::ClassMethod}};

// ---- proxies: every operation goes to the target ----

Value target_of(Vm& vm, Value proxy) {
  if (Object* target = weakref_of(proxy)->target) return target;
  vm.raise(Exc::ReferenceError, "weakly-referenced object no longer exists");
  return Value();
}
bool is_proxy(Value v);
Value through(Vm& vm, Value v) { return is_proxy(v) ? target_of(vm, v) : v; }

Ref proxy_get_attr(Vm& vm, Value self, StrObject* name) {
  Value t = target_of(vm, self);
  return t ? get_attr(vm, t, name) : nullptr;
}
bool is_proxy(Value v) { return v.is_object() && v.object()->type->slots.get_attr == proxy_get_attr; }
Ref proxy_set_attr(Vm& vm, Value self, StrObject* name, Value value) {
  Value t = target_of(vm, self);
  return t ? set_attr(vm, t, name, value) : nullptr;
}
template <Ref (*Operation)(Vm&, Value)>
Ref proxy_one(Vm& vm, Value self) {
  Value t = target_of(vm, self);
  return t ? Operation(vm, t) : nullptr;
}
Ref proxy_get_item(Vm& vm, Value self, Value key) {
  Value t = target_of(vm, self);
  return t ? get_item(vm, t, key) : nullptr;
}
Ref proxy_set_item(Vm& vm, Value self, Value key, Value value) {
  Value t = target_of(vm, self);
  return t ? set_item(vm, t, key, value) : nullptr;
}
Ref proxy_contains(Vm& vm, Value self, Value item) {
  Value t = target_of(vm, self);
  return t ? contains(vm, t, item) : nullptr;
}
Ref proxy_call(Vm& vm, Value self, const Args& a) {
  Value t = target_of(vm, self);
  return t ? call(vm, t, a) : nullptr;
}
Ref proxy_compare(Vm& vm, Value a, Value b, CompareOp op) {
  Value left = through(vm, a), right = left ? through(vm, b) : Value();
  return right ? compare(vm, op, left, right) : nullptr;
}
Ref proxy_binary(Vm& vm, Value a, Value b, BinaryOp op) {
  Value left = through(vm, a), right = left ? through(vm, b) : Value();
  return right ? binary(vm, op, left, right) : nullptr;
}
Ref proxy_repr(Vm& vm, Value self) {
  Object* target = weakref_of(self)->target;
  return vm.str(fmt::format("<weakproxy at {:#x} to {} at {:#x}>", vm.heap.identity(self.object()),
                            target ? type_name(vm, target) : "NoneType", target ? vm.heap.identity(target) : 0));
}
Ref proxy_hash(Vm& vm, Value self) { return vm.raise(Exc::TypeError, fmt::format("unhashable type: '{}'", type_name(vm, self))); }

// ---- functions ----
Ref make_proxy(Vm& vm, const Args& a) {
  const bool callable = a[0] && vm.types.of(a[0])->slots.call;
  return new_weakref(vm, module_type(vm, callable ? "CallableProxyType" : "ProxyType"), a[0], a[1]);
}
Ref count_refs(Vm& vm, const Args& a) {
  return vm.integer(a[0].is_object() ? static_cast<std::int64_t>(weakrefs_of(vm.heap, a[0].object()).size()) : 0);
}
Ref list_refs(Vm& vm, const Args& a) {
  Ref list = make_list(vm.heap);
  if (a[0].is_object()) {
    for (WeakrefObject* r : weakrefs_of(vm.heap, a[0].object())) list_append(vm.heap, as_list(list), r);
  }
  return list;
}
const NativeSpec kFunctions[] = {
    {.name = "proxy", .fn = make_proxy, .signature = "(object, callback=None, /)", .cost = Cost::NativeCall},
    {.name = "getweakrefcount", .fn = count_refs, .signature = "(object, /)", .cost = Cost::NativeCallSmall},
    {.name = "getweakrefs", .fn = list_refs, .signature = "(object, /)", .cost = Cost::NativeCall},
};

TypeObject* proxy_type(Vm& vm, const char* name, bool callable) {
  return make_type(vm, {.name = name,
                        .instance_bytes = sizeof(WeakrefObject),
                        .slots = {.repr = proxy_repr, .str = proxy_one<str_of>, .hash = proxy_hash, .truth = proxy_one<truth>,
                                  .length = proxy_one<length>, .compare = proxy_compare, .binary = proxy_binary,
                                  .get_item = proxy_get_item, .set_item = proxy_set_item, .contains = proxy_contains,
                                  .iter = proxy_one<iter>, .next = proxy_one<next>, .call = callable ? proxy_call : nullptr,
                                  .get_attr = proxy_get_attr, .set_attr = proxy_set_attr, .destroy = weakref_destroy,
                                  .visit = weakref_visit}});
}

}  // namespace

void init_weakref(Vm& vm, ModuleObject* module) {
  TypeObject* ref = make_type(vm, {.name = "weakref.ReferenceType",
                                   .instance_bytes = sizeof(WeakrefObject),
                                   .slots = {.repr = ref_repr, .hash = ref_hash, .compare = ref_compare, .call = ref_call, .create = ref_new,
                                             .init = ref_init, .destroy = weakref_destroy, .visit = weakref_visit},
                                   .methods = kRefMethods,
                                   .getset = kRefAttributes});
  add_class(vm, module, ref);
  add_value(vm, module, "ref", ref);
  add_class(vm, module, proxy_type(vm, "weakref.ProxyType", false));
  add_class(vm, module, proxy_type(vm, "weakref.CallableProxyType", true));
  add_functions(vm, module, kFunctions);
}

}  // namespace gilscope
