// _weakref: references that do not keep their target alive (Objects/weakrefobject.c). The heap clears them; the vm calls callbacks.

#include <fmt/core.h>

#include "sim/library/native_module.hpp"
#include "sim/library/sys.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/simple_key.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/weakref.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/protocol_state.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

WeakrefObject* weakref(Value v) { return as<WeakrefObject>(v); }

/// Native classes with a weak reference list in CPython.
bool can_be_referenced_natively(Vm& vm, const TypeObject* type) {
  const Types& t = vm.types;
  if (type == t.function || type == t.method || type == t.builtin_function || type->layout == Layout::Type || type == t.set ||
      type == t.frozenset || type == t.module || type == t.generator || type == t.code || type->layout == Layout::Deque) {
    return true;
  }
  return type->layout == Layout::Native && (type->type_flags & (kTypeBase | kTypeOrderedCalls)) != 0 && type != t.classmethod &&
         type != t.staticmethod && type != t.super && type != t.enumerate && type != t.zip && type != t.map && type != t.filter && type != t.reversed;
}

bool can_be_referenced(Vm& vm, Value v) {
  if (!v.is_object()) return false;
  TypeObject* type = v.object()->type;
  if ((type->type_flags & kTypeHeap) == 0) return can_be_referenced_natively(vm, type);
  return lookup_special(vm, type, vm.names->dunder_weakref) || can_be_referenced_natively(vm, native_base(type));
}

/// The target, or null once it is dead or dying.
Value target_of(Value ref) {
  Object* target = weakref(ref)->target;
  return target == nullptr ? Value() : Value(target);
}

Ref new_weakref(Vm& vm, TypeObject* cls, Value target, Value callback) {
  if (!can_be_referenced(vm, target)) {
    return vm.raise(Exc::TypeError, fmt::format("cannot create weak reference to '{}' object", type_name_of(vm, target)));
  }
  const bool has_callback = callback && !callback.is_none();
  if (!has_callback && (cls->type_flags & kTypeHeap) == 0) {  // plain references are shared
    for (WeakrefObject* existing : weakrefs_of(vm.heap, target.object())) {
      if (existing->type == cls && !existing->callback) return share(existing);
    }
  }
  auto* ref = new_object<WeakrefObject>(vm, cls);
  if (has_callback) ref->callback = share(callback).release();
  register_weakref(vm.heap, target.object(), ref);
  return steal(ref);
}

Ref ref_create(Vm& vm, TypeObject* cls, const Args& args) {
  if (args.count < 1) return vm.raise(Exc::TypeError, "__new__ expected at least 1 argument, got 0");
  if (args.count > 2 && cls->slots.init == nullptr) {
    return vm.raise(Exc::TypeError, fmt::format("__new__ expected at most 2 arguments, got {}", args.count));
  }
  return new_weakref(vm, cls, args[0], args.count > 1 ? args[1] : Value());
}
Ref ref_init(Vm& vm, Value, const Args&) { return vm.none(); }

Ref ref_call(Vm& vm, Value self, const Args& args) {
  if (args.count != 0 || args.keyword_count() != 0) return vm.raise(Exc::TypeError, "weakref() takes no arguments");
  Value target = target_of(self);
  return target ? share(target) : vm.none();
}

Ref ref_repr(Vm& vm, Value self) {
  Value target = target_of(self);
  const std::string address = address_text(vm, self.object());
  if (!target) return vm.str(fmt::format("<weakref at {}; dead>", address));
  return vm.str(fmt::format("<weakref at {}; to '{}' at {}>", address, type_name_of(vm, target), address_text(vm, target.object())));
}

Co<Ref> ref_hash_co(Vm& vm, Value self) {
  WeakrefObject* ref = weakref(self);
  if (ref->hashed) co_return vm.integer(static_cast<std::int64_t>(ref->hash));
  Ref target = share(target_of(self));
  if (!target) co_return vm.raise(Exc::TypeError, "weak object has gone away");
  Ref h = co_await vm.finish(hash(vm, target));
  if (!h) co_return nullptr;
  ref->hash = static_cast<std::uint64_t>(clamped_int64(h));
  ref->hashed = true;
  co_return h;
}
Ref ref_hash(Vm& vm, Value self) { return vm.start(ref_hash_co(vm, self)); }

Co<Ref> ref_equal_co(Vm& vm, Value a, Value b, bool wanted) {
  Ref left = share(target_of(a)), right = share(target_of(b));
  if (!left || !right) co_return vm.boolean((a == b) == wanted);
  Ref same = co_await vm.finish(equal(vm, left, right));
  if (!same) co_return nullptr;
  co_return vm.boolean(same.get().is_true() == wanted);
}
Ref ref_compare(Vm& vm, Value self, Value other, CompareOp op) {
  const bool comparable = (op == CompareOp::Eq || op == CompareOp::Ne) && vm.types.of(other)->is_subtype_of(vm.protocol->weakref_type);
  return comparable ? vm.start(ref_equal_co(vm, self, other, op == CompareOp::Eq)) : steal(Value::not_implemented());
}

Ref ref_callback(Vm& vm, Value self) { return weakref(self)->callback ? share(weakref(self)->callback) : vm.none(); }
const GetSetSpec kRefGetSet[] = {{"__callback__", ref_callback}};

// ---- proxies: every operation goes to the target ----

/// The target, kept alive; null with ReferenceError set once it is gone.
Ref alive(Vm& vm, Value proxy) {
  Value target = vm.types.of(proxy)->slots.destroy == weakref_destroy ? target_of(proxy) : proxy;
  return target ? share(target) : vm.raise(Exc::ReferenceError, "weakly-referenced object no longer exists");
}

Co<Ref> proxy_get_attr_co(Vm& vm, Value self, StrObject* name) {
  Ref target = alive(vm, self);
  if (!target) co_return nullptr;
  Ref result = co_await vm.finish(get_attr(vm, target, name));
  co_return result;
}
Ref proxy_get_attr(Vm& vm, Value self, StrObject* name) { return vm.start(proxy_get_attr_co(vm, self, name)); }
Co<Ref> proxy_set_attr_co(Vm& vm, Value self, StrObject* name, Value value) {
  Ref target = alive(vm, self);
  if (!target) co_return nullptr;
  Ref result = co_await vm.finish(set_attr(vm, target, name, value));
  co_return result;
}
Ref proxy_set_attr(Vm& vm, Value self, StrObject* name, Value value) { return vm.start(proxy_set_attr_co(vm, self, name, value)); }

using UnaryFn = Ref (*)(Vm&, Value);
template <UnaryFn kOperation>
Co<Ref> proxy_unary_co(Vm& vm, Value self) {
  Ref target = alive(vm, self);
  if (!target) co_return nullptr;
  Ref result = co_await vm.finish(kOperation(vm, target));
  co_return result;
}
template <UnaryFn kOperation>
Ref proxy_unary(Vm& vm, Value self) { return vm.start(proxy_unary_co<kOperation>(vm, self)); }

Co<Ref> proxy_binary_co(Vm& vm, Value left, Value right, BinaryOp op) {
  Ref a = alive(vm, left);
  if (!a) co_return nullptr;
  Ref b = alive(vm, right);
  if (!b) co_return nullptr;
  Ref result = co_await vm.finish(binary(vm, op, a, b));
  co_return result;
}
Ref proxy_binary(Vm& vm, Value left, Value right, BinaryOp op) { return vm.start(proxy_binary_co(vm, left, right, op)); }
Co<Ref> proxy_compare_co(Vm& vm, Value left, Value right, CompareOp op) {
  Ref a = alive(vm, left);
  if (!a) co_return nullptr;
  Ref b = alive(vm, right);
  if (!b) co_return nullptr;
  Ref result = co_await vm.finish(compare(vm, op, a, b));
  co_return result;
}
Ref proxy_compare(Vm& vm, Value left, Value right, CompareOp op) { return vm.start(proxy_compare_co(vm, left, right, op)); }
Co<Ref> proxy_get_item_co(Vm& vm, Value self, Value key) {
  Ref target = alive(vm, self);
  if (!target) co_return nullptr;
  Ref result = co_await vm.finish(get_item(vm, target, key));
  co_return result;
}
Ref proxy_get_item(Vm& vm, Value self, Value key) { return vm.start(proxy_get_item_co(vm, self, key)); }
Co<Ref> proxy_set_item_co(Vm& vm, Value self, Value key, Value value) {
  Ref target = alive(vm, self);
  if (!target) co_return nullptr;
  Ref result = co_await vm.finish(set_item(vm, target, key, value));
  co_return result;
}
Ref proxy_set_item(Vm& vm, Value self, Value key, Value value) { return vm.start(proxy_set_item_co(vm, self, key, value)); }
Co<Ref> proxy_contains_co(Vm& vm, Value self, Value item) {
  Ref target = alive(vm, self);
  if (!target) co_return nullptr;
  Ref result = co_await vm.finish(contains(vm, target, item));
  co_return result;
}
Ref proxy_contains(Vm& vm, Value self, Value item) { return vm.start(proxy_contains_co(vm, self, item)); }
Co<Ref> proxy_call_co(Vm& vm, Value self, Args args) {
  Ref target = alive(vm, self);
  if (!target) co_return nullptr;
  Ref result = co_await vm.finish(call(vm, target, args));
  co_return result;
}
Ref proxy_call(Vm& vm, Value self, const Args& args) { return vm.start(proxy_call_co(vm, self, args)); }
Ref proxy_repr(Vm& vm, Value self) {
  Value target = target_of(self);
  return vm.str(fmt::format("<weakproxy at {} to {} at {}>", address_text(vm, self.object()), target ? type_name_of(vm, target) : "NoneType",
                            target ? address_text(vm, target.object()) : "0x0"));
}

Slots proxy_slots(bool callable) {
  return {.repr = proxy_repr, .str = proxy_unary<str_of>, .hash = hash_unhashable, .truth = proxy_unary<truth>, .length = proxy_unary<length>,
          .compare = proxy_compare, .binary = proxy_binary, .get_item = proxy_get_item, .set_item = proxy_set_item, .contains = proxy_contains,
          .iter = proxy_unary<iter>, .next = proxy_unary<next>, .call = callable ? proxy_call : nullptr, .get_attr = proxy_get_attr,
          .set_attr = proxy_set_attr, .destroy = weakref_destroy, .visit = weakref_visit};
}

// ---- functions ----

Ref weakref_proxy(Vm& vm, const Args& args) {
  const bool callable = vm.types.of(args[0])->slots.call != nullptr;
  return new_weakref(vm, callable ? vm.protocol->callable_proxy_type : vm.protocol->proxy_type, args[0], args[1]);
}
Ref getweakrefcount(Vm& vm, const Args& args) {
  return vm.integer(args[0].is_object() ? static_cast<std::int64_t>(weakrefs_of(vm.heap, args[0].object()).size()) : 0);
}
Ref getweakrefs(Vm& vm, const Args& args) {
  Ref list = make_list(vm.heap);
  if (!args[0].is_object()) return list;
  for (WeakrefObject* ref : weakrefs_of(vm.heap, args[0].object())) list_append(vm.heap, as_list(list), ref);
  return list;
}

const NativeSpec kFunctions[] = {
    {.name = "proxy", .fn = weakref_proxy, .signature = "(object, callback=None, /)", .cost = Cost::NativeCall},
    {.name = "getweakrefcount", .fn = getweakrefcount, .signature = "(object, /)", .cost = Cost::NativeCallSmall},
    {.name = "getweakrefs", .fn = getweakrefs, .signature = "(object, /)", .cost = Cost::NativeCall},
};

}  // namespace

void init_weakref(Vm& vm, ModuleObject* module) {
  add_functions(vm, module, kFunctions);
  ProtocolState& state = *vm.protocol;
  state.weakref_type = make_type(vm, {.name = "weakref.ReferenceType", .instance_bytes = sizeof(WeakrefObject),
                                      .slots = {.repr = ref_repr, .hash = ref_hash, .compare = ref_compare, .call = ref_call, .create = ref_create,
                                                .init = ref_init, .destroy = weakref_destroy, .visit = weakref_visit},
                                      .getset = kRefGetSet});
  state.proxy_type = make_type(vm, {.name = "weakref.ProxyType", .instance_bytes = sizeof(WeakrefObject), .flags = 0, .slots = proxy_slots(false)});
  state.callable_proxy_type =
      make_type(vm, {.name = "weakref.CallableProxyType", .instance_bytes = sizeof(WeakrefObject), .flags = 0, .slots = proxy_slots(true)});
  add_value(vm, module, "ref", state.weakref_type);
  add_value(vm, module, "ReferenceType", state.weakref_type);
  add_value(vm, module, "ProxyType", state.proxy_type);
  add_value(vm, module, "CallableProxyType", state.callable_proxy_type);
}

}  // namespace gilscope
