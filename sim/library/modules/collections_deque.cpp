// collections.deque. Every method holds the deque's lock in the free-threaded build (Modules/_collectionsmodule.c).
#include <algorithm>
#include <fmt/format.h>

#include "sim/library/modules/collections_module.hpp"
#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/deque_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/sections.hpp"
#include "sim/vm/vm.hpp"
#include "sim/vm/watcher.hpp"

namespace gilscope {

namespace {

DequeObject* deque_of(Value v) { return static_cast<DequeObject*>(v.object()); }
bool is_deque(Value v) { return v.is_object() && v.object()->type->layout == Layout::Deque; }

Ref new_deque(Vm& vm, TypeObject* cls, std::int64_t max_length) {
  auto* d = new_object<DequeObject>(vm, cls);
  vm.charge(Cost::AllocSmall, 2);  // its first block of 64 items is beyond what pymalloc serves
  d->max_length = max_length;
  return steal(d);
}
Ref deque_new(Vm& vm, TypeObject* cls, const Args&) { return new_deque(vm, cls, -1); }

Co<Ref> extend_co(Vm& vm, Value self, Value iterable, bool left) {
  Ref source = share(iterable);
  if (self == iterable) {
    source = co_await vm.finish(list_of(vm, iterable));
    if (!source) co_return nullptr;
  }
  Ref it = co_await vm.finish(iter(vm, source));
  if (!it) co_return nullptr;
  while (true) {
    Ref item = co_await vm.finish(next(vm, it));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) co_return vm.none();
    vm.charge(Cost::ItemCopy);
    if (left) deque_append_left(vm.heap, deque_of(self), item);
    else deque_append(vm.heap, deque_of(self), item);
  }
}

Ref deque_init(Vm& vm, Value self, const Args& args) {
  Value a[2];
  if (!bind_arguments(vm, "deque", args, {"iterable", "maxlen"}, 0, 2, a)) return nullptr;
  std::int64_t max_length = -1;
  if (a[1] && !a[1].is_none()) {
    if (!as_int64(a[1], max_length)) return vm.raise(Exc::TypeError, "an integer is required");
    if (max_length < 0) return vm.raise(Exc::ValueError, "maxlen must be non-negative");
  }
  deque_clear(vm.heap, deque_of(self));
  deque_of(self)->max_length = max_length;
  if (!a[0]) return vm.none();
  return vm.start(extend_co(vm, self, a[0], false));
}


/// Threads use deques as queues: whoever watches wants to know whose item goes where.
void tell_put(Vm& vm, DequeObject* d, QueueEnd end) {
  if (vm.host.watcher != nullptr) vm.host.watcher->item_put(d, d->length, end);
}
void tell_got(Vm& vm, DequeObject* d, QueueEnd end) {
  if (vm.host.watcher != nullptr) vm.host.watcher->item_got(d, d->length, end);
}

Ref method_append(Vm& vm, const Args& a) {
  tell_put(vm, deque_of(a[0]), QueueEnd::Back);
  return deque_append(vm.heap, deque_of(a[0]), a[1]), vm.none();
}
Ref method_appendleft(Vm& vm, const Args& a) {
  tell_put(vm, deque_of(a[0]), QueueEnd::Front);
  return deque_append_left(vm.heap, deque_of(a[0]), a[1]), vm.none();
}
Ref method_extend(Vm& vm, const Args& a) { return vm.start(extend_co(vm, a[0], a[1], false)); }
Ref method_extendleft(Vm& vm, const Args& a) { return vm.start(extend_co(vm, a[0], a[1], true)); }
Ref empty_error(Vm& vm) { return vm.raise(Exc::IndexError, "pop from an empty deque"); }
Ref method_pop(Vm& vm, const Args& a) {
  tell_got(vm, deque_of(a[0]), QueueEnd::Back);
  return deque_of(a[0])->length ? deque_pop(vm.heap, deque_of(a[0])) : empty_error(vm);
}
Ref method_popleft(Vm& vm, const Args& a) {
  tell_got(vm, deque_of(a[0]), QueueEnd::Front);
  return deque_of(a[0])->length ? deque_pop_left(vm.heap, deque_of(a[0])) : empty_error(vm);
}
Ref method_clear(Vm& vm, const Args& a) { return deque_clear(vm.heap, deque_of(a[0])), vm.none(); }
Ref method_reverse(Vm& vm, const Args& a) {
  vm.charge(Cost::ItemCopy, deque_of(a[0])->length);
  return deque_reverse(deque_of(a[0])), vm.none();
}
Ref method_rotate(Vm& vm, const Args& a) {
  std::int64_t steps = 1;
  if (a[1] && !as_int64(a[1], steps)) {
    return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name(vm, a[1])));
  }
  return deque_rotate(deque_of(a[0]), steps), vm.none();
}

Ref copy_of(Vm& vm, Value self) {
  DequeObject* from = deque_of(self);
  Ref copy = new_deque(vm, from->type, from->max_length);
  for (std::uint32_t i = 0; i < from->length; ++i) deque_append(vm.heap, deque_of(copy), deque_at(from, i));
  vm.charge(Cost::ItemCopy, from->length);
  return copy;
}
Ref method_copy(Vm& vm, const Args& a) { return copy_of(vm, a[0]); }

/// The index of an equal item in [start, stop), -1 if none, as an int; the deque must not change meanwhile.
Co<Ref> find_co(Vm& vm, Value self, Value wanted, std::int64_t start, std::int64_t stop) {
  DequeObject* d = deque_of(self);
  const std::uint64_t state = d->state;
  for (std::int64_t i = start; i < stop && i < d->length; ++i) {
    Ref item = share(deque_at(d, static_cast<std::size_t>(i)));
    Ref same = co_await vm.finish(equal(vm, item, wanted));
    if (!same) co_return nullptr;
    vm.charge(Cost::ItemCompare);
    if (d->state != state) co_return vm.raise(Exc::RuntimeError, "deque mutated during iteration");
    if (same.get().is_true()) co_return vm.integer(i);
  }
  co_return vm.integer(-1);
}
Co<Ref> remove_co(Vm& vm, Value self, Value wanted) {
  Ref at = co_await vm.finish(vm.start(find_co(vm, self, wanted, 0, deque_of(self)->length)));
  if (!at) co_return nullptr;
  if (at.get().integer() < 0) {
    Ref text = co_await vm.finish(repr(vm, wanted));
    if (!text) co_return nullptr;
    co_return vm.raise(Exc::ValueError, to_utf8(text) + " is not in deque");
  }
  deque_take(vm.heap, deque_of(self), static_cast<std::size_t>(at.get().integer()));
  co_return vm.none();
}
Ref method_remove(Vm& vm, const Args& a) { return vm.start(remove_co(vm, a[0], a[1])); }
Co<Ref> index_co(Vm& vm, Value self, Value wanted, std::int64_t start, std::int64_t stop) {
  Ref at = co_await vm.finish(vm.start(find_co(vm, self, wanted, start, stop)));
  if (!at) co_return nullptr;
  if (at.get().integer() >= 0) co_return at;
  Ref text = co_await vm.finish(repr(vm, wanted));
  if (!text) co_return nullptr;
  co_return vm.raise(Exc::ValueError, to_utf8(text) + " is not in deque");
}
Ref method_index(Vm& vm, const Args& a) {
  const std::int64_t n = deque_of(a[0])->length;
  std::int64_t start = 0, stop = n;
  if (a[2]) as_int64(a[2], start);
  if (a[3]) as_int64(a[3], stop);
  if (start < 0) start = std::max<std::int64_t>(start + n, 0);
  if (stop < 0) stop = std::max<std::int64_t>(stop + n, 0);
  return vm.start(index_co(vm, a[0], a[1], start, stop));
}
Co<Ref> count_co(Vm& vm, Value self, Value wanted) {
  std::int64_t found = 0;
  for (std::int64_t at = 0;; ++at, ++found) {
    Ref hit = co_await vm.finish(vm.start(find_co(vm, self, wanted, at, deque_of(self)->length)));
    if (!hit) co_return nullptr;
    at = hit.get().integer();
    if (at < 0) co_return vm.integer(found);
  }
}
Ref method_count(Vm& vm, const Args& a) { return vm.start(count_co(vm, a[0], a[1])); }
Co<Ref> contains_co(Vm& vm, Value self, Value wanted) {
  Ref at = co_await vm.finish(vm.start(find_co(vm, self, wanted, 0, deque_of(self)->length)));
  if (!at) co_return nullptr;
  co_return vm.boolean(at.get().integer() >= 0);
}
Ref deque_contains(Vm& vm, Value self, Value item) { return vm.start(contains_co(vm, self, item)); }

Ref method_insert(Vm& vm, const Args& a) {
  DequeObject* d = deque_of(a[0]);
  std::int64_t at = 0;
  if (!as_int64(a[1], at)) return vm.raise(Exc::TypeError, "an integer is required");
  if (d->max_length >= 0 && d->length >= d->max_length) return vm.raise(Exc::IndexError, "deque already at its maximum size");
  if (at < 0) at = std::max<std::int64_t>(at + d->length, 0);
  deque_insert(vm.heap, d, static_cast<std::size_t>(std::min<std::int64_t>(at, d->length)), a[2]);
  return vm.none();
}

bool place_of(Vm& vm, DequeObject* d, Value key, std::size_t& place) {
  std::int64_t i = 0;
  if (!is_int(key)) return vm.raise(Exc::TypeError, fmt::format("sequence index must be integer, not '{}'", type_name(vm, key))), false;
  if (!as_int64(key, i) || (i < 0 ? (i += d->length) < 0 : i >= d->length)) return vm.raise(Exc::IndexError, "deque index out of range"), false;
  place = static_cast<std::size_t>(i);
  return true;
}
Ref deque_get_item(Vm& vm, Value self, Value key) {
  std::size_t i = 0;
  return place_of(vm, deque_of(self), key, i) ? share(deque_at(deque_of(self), i)) : nullptr;
}
Ref deque_set_item(Vm& vm, Value self, Value key, Value value) {
  std::size_t i = 0;
  if (!place_of(vm, deque_of(self), key, i)) return nullptr;
  if (value) deque_replace(vm.heap, deque_of(self), i, value);
  else deque_take(vm.heap, deque_of(self), i);
  return vm.none();
}
Ref deque_length(Vm& vm, Value self) { return vm.integer(deque_of(self)->length); }
Ref deque_truth(Vm& vm, Value self) { return vm.boolean(deque_of(self)->length != 0); }

Co<Ref> repr_co(Vm& vm, Value self) {
  Ref list = make_list(vm.heap);
  for (std::uint32_t i = 0; i < deque_of(self)->length; ++i) {
    Value item = deque_at(deque_of(self), i);
    if (item == self) {
      Ref dots = vm.str("[...]");
      list_append(vm.heap, as_list(list), dots);
    } else {
      list_append(vm.heap, as_list(list), item);
    }
  }
  Ref inside = co_await vm.finish(repr(vm, list));
  if (!inside) co_return nullptr;
  const std::int64_t max_length = deque_of(self)->max_length;
  const std::string name = type_name(vm, self);
  co_return vm.str(max_length < 0 ? fmt::format("{}({})", name, to_utf8(inside))
                                  : fmt::format("{}({}, maxlen={})", name, to_utf8(inside), max_length));
}
Ref deque_repr(Vm& vm, Value self) { return vm.start(repr_co(vm, self)); }

Ref as_plain_list(Vm& vm, Value v) {
  Ref list = make_list(vm.heap);
  for (std::uint32_t i = 0; i < deque_of(v)->length; ++i) list_append(vm.heap, as_list(list), deque_at(deque_of(v), i));
  return list;
}
Co<Ref> compare_co(Vm& vm, Value a, Value b, CompareOp op) {
  Ref left = as_plain_list(vm, a);
  Ref right = as_plain_list(vm, b);
  Ref result = co_await vm.finish(compare(vm, op, left, right));
  co_return result;
}
Ref deque_compare(Vm& vm, Value a, Value b, CompareOp op) {
  if (!is_deque(a) || !is_deque(b)) return steal(Value::not_implemented());
  return vm.start(compare_co(vm, a, b, op));
}

Co<Ref> concat_co(Vm& vm, Value target, Value other) {
  Ref made = share(target);
  Ref done = co_await vm.finish(vm.start(extend_co(vm, made, other, false)));
  if (!done) co_return nullptr;
  co_return made;
}
Ref repeated(Vm& vm, Value self, std::int64_t times) {
  DequeObject* from = deque_of(self);
  if (from->length == 0) times = 0;
  const bool bounded = from->max_length >= 0;
  if (!bounded && times > 0 && times > 500'000'000 / std::int64_t{from->length}) return vm.raise(Exc::MemoryError);
  if (bounded) times = std::min<std::int64_t>(times, from->max_length / std::max<std::int64_t>(from->length, 1) + 2);  // the rest would push out its like
  Ref result = new_deque(vm, from->type, from->max_length);
  for (std::int64_t t = 0; t < times; ++t) {
    for (std::uint32_t i = 0; i < from->length; ++i) deque_append(vm.heap, deque_of(result), deque_at(from, i));
  }
  return result;
}
Ref deque_binary(Vm& vm, Value left, Value right, BinaryOp op) {
  std::int64_t n = 0;
  if (op == BinaryOp::Add && is_deque(left)) {
    if (!is_deque(right)) {
      return vm.raise(Exc::TypeError, fmt::format("can only concatenate deque (not \"{}\") to deque", type_name(vm, right)));
    }
    Ref copy = copy_of(vm, left);
    return vm.start(concat_co(vm, copy, right));
  }
  if (op == BinaryOp::InplaceAdd && is_deque(left)) return vm.start(concat_co(vm, left, right));
  if (op == BinaryOp::Multiply && is_deque(left) && as_int64(right, n)) return repeated(vm, left, n);
  if (op == BinaryOp::Multiply && is_deque(right) && as_int64(left, n)) return repeated(vm, right, n);
  if (op == BinaryOp::InplaceMultiply && is_deque(left) && as_int64(right, n)) {
    Ref copy = copy_of(vm, left);
    deque_clear(vm.heap, deque_of(left));
    for (std::int64_t t = 0; t < n; ++t) {
      for (std::uint32_t i = 0; i < deque_of(copy)->length; ++i) deque_append(vm.heap, deque_of(left), deque_at(deque_of(copy), i));
    }
    return share(left);
  }
  return steal(Value::not_implemented());
}

// ---- iteration: the deque's state must not change between steps ----
struct DequeIterator : Object {
  DequeObject* deque;
  std::uint64_t state;
  std::uint32_t position;
  bool reversed;
};
Ref make_deque_iterator(Vm& vm, Value self, const char* type_attribute, bool reversed) {
  Value type = lookup_in_mro(vm, self.object()->type, vm.intern(type_attribute));
  auto* it = new_object<DequeIterator>(vm, as<TypeObject>(type));
  it->deque = static_cast<DequeObject*>(share(self).release().object());
  it->state = it->deque->state;
  it->reversed = reversed;
  return steal(it);
}
Ref deque_iter(Vm& vm, Value self) { return make_deque_iterator(vm, self, "_iterator", false); }
Ref method_reversed(Vm& vm, const Args& a) { return make_deque_iterator(vm, a[0], "_reverse_iterator", true); }
Ref step_deque_iterator(Vm& vm, DequeIterator* it) {
  if (it->state != it->deque->state) return vm.raise(Exc::RuntimeError, "deque mutated during iteration");
  if (it->position >= it->deque->length) return steal(Value::exhausted());
  const std::uint32_t i = it->position++;
  return share(deque_at(it->deque, it->reversed ? it->deque->length - 1 - i : i));
}
/// Under the locks of the deque and the iterator (of which the deque's is enough here): each item once, however many threads share it.
Ref iterator_next(Vm& vm, Value v) {
  auto* it = static_cast<DequeIterator*>(v.object());
  return in_section(vm, it->deque, [&vm, it] { return step_deque_iterator(vm, it); });
}
Ref iterator_self(Vm&, Value v) { return share(v); }
void deque_iterator_destroy(Heap& heap, Object* o) { heap.decref(static_cast<DequeIterator*>(o)->deque); }
void deque_iterator_visit(Object* o, Visit visit, void* context) { visit(static_cast<DequeIterator*>(o)->deque, context); }

Ref deque_maxlen(Vm& vm, Value v) { return deque_of(v)->max_length < 0 ? vm.none() : vm.integer(deque_of(v)->max_length); }
Ref class_getitem(Vm&, const Args& a) { return share(a[0]); }

constexpr NativeSpec method(const char* name, NativeFn fn, const char* signature, Cost cost = Cost::NativeCallSmall) {
  return {.name = name, .fn = fn, .signature = signature, .kind = NativeKind::Method, .cost = cost, .lock = NativeLock::Self};
}
const NativeSpec kMethods[] = {
    method("append", method_append, "(self, x, /)"), method("appendleft", method_appendleft, "(self, x, /)"),
    method("pop", method_pop, "(self, /)"), method("popleft", method_popleft, "(self, /)"),
    method("extend", method_extend, "(self, iterable, /)", Cost::NativeCall),
    method("extendleft", method_extendleft, "(self, iterable, /)", Cost::NativeCall),
    method("clear", method_clear, "(self, /)"), method("copy", method_copy, "(self, /)", Cost::NativeCall),
    method("__copy__", method_copy, "(self, /)", Cost::NativeCall), method("reverse", method_reverse, "(self, /)"),
    method("rotate", method_rotate, "(self, n=1, /)"), method("remove", method_remove, "(self, value, /)"),
    method("index", method_index, "(self, value, start=0, stop=0, /)"), method("count", method_count, "(self, value, /)"),
    method("insert", method_insert, "(self, index, value, /)"), method("__reversed__", method_reversed, "(self, /)"),
    {.name = "__class_getitem__", .fn = class_getitem, .signature = "(cls, item, /)", .kind = NativeKind::ClassMethod},
};
const GetSetSpec kAttributes[] = {{"maxlen", deque_maxlen}};
const BinaryOp kOperators[] = {BinaryOp::Add, BinaryOp::Multiply, BinaryOp::InplaceAdd, BinaryOp::InplaceMultiply};

TypeObject* iterator_type(Vm& vm, const char* name) {
  return make_type(vm, {.name = name,
                        .instance_bytes = sizeof(DequeIterator),
                        .slots = {.iter = iterator_self, .next = iterator_next, .destroy = deque_iterator_destroy,
                                  .visit = deque_iterator_visit}});
}

}  // namespace

void add_deque(Vm& vm, ModuleObject* module) {
  TypeObject* deque = make_type(vm, {.name = "collections.deque",
                                     .layout = Layout::Deque,
                                     .instance_bytes = sizeof(DequeObject),
                                     .flags = kTypeBase,
                                     .slots = {.repr = deque_repr, .truth = deque_truth, .length = deque_length, .compare = deque_compare,
                                               .binary = deque_binary, .get_item = deque_get_item, .set_item = deque_set_item,
                                               .contains = deque_contains, .iter = deque_iter, .create = deque_new, .init = deque_init,
                                               .destroy = deque_destroy, .visit = deque_visit},
                                     .methods = kMethods,
                                     .getset = kAttributes,
                                     .operators = kOperators});
  add_type_value(vm, deque, "__hash__", Value::none());
  add_type_value(vm, deque, "_iterator", iterator_type(vm, "_collections._deque_iterator"));
  add_type_value(vm, deque, "_reverse_iterator", iterator_type(vm, "_collections._deque_reverse_iterator"));
  add_class(vm, module, deque);
}

}  // namespace gilscope
