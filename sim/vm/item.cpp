// Subscripts, membership, length, and dict access by any key (Objects/abstract.c, dictobject.c).

#include <fmt/core.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/simple_key.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/generic_alias.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

/// Classes that are generic without defining __class_getitem__ here.
bool is_builtin_generic(Vm& vm, const TypeObject* cls) {
  const Types& t = vm.types;
  return cls == t.list || cls == t.dict || cls == t.tuple || cls == t.set || cls == t.frozenset || cls == t.type || cls == t.enumerate;
}

Co<Ref> class_get_item_co(Vm& vm, TypeObject* cls, Value key) {
  Ref method = co_await vm.finish(find_attr(vm, cls, vm.names->dunder_class_getitem));
  if (!method) co_return nullptr;
  if (method.get().is_exhausted()) {
    co_return vm.raise(Exc::TypeError, fmt::format("type '{}' is not subscriptable", type_name(cls)));
  }
  Ref result = co_await vm.call(method, key);
  co_return result;
}

Ref class_get_item(Vm& vm, TypeObject* cls, Value key) {
  if (is_builtin_generic(vm, cls)) return make_generic_alias(vm, cls, key);
  return vm.start(class_get_item_co(vm, cls, key));
}

/// A lookup that may call __hash__ and __eq__: the entry number, kDictMissing, or kFailed with an exception set.
constexpr std::int64_t kFailed = -3;
struct Found { std::int64_t entry; std::uint64_t hash; };

Co<Found> find_in_dict(Vm& vm, DictObject* dict, Value key) {
  Found found{kFailed, 0};
  if (!simple_hash(vm.heap, key, found.hash)) {
    Ref h = co_await vm.finish(hash(vm, key));
    if (!h) co_return found;
    found.hash = static_cast<std::uint64_t>(clamped_int64(h));
  }
  found.entry = dict_find(dict, key, found.hash);
  while (found.entry == kDictAskPython) {
    found.entry = kDictMissing;
    DictProbe probe(dict, found.hash);
    bool restart = false;
    while (!restart && probe.next()) {
      const std::int64_t entry = probe.entry();
      Ref candidate = share(probe.key());
      Ref same = co_await vm.finish(equal(vm, candidate, key));
      if (!same) {
        found.entry = kFailed;
        co_return found;
      }
      if (probe.changed()) {
        restart = true;
      } else if (same.get().is_true()) {
        found.entry = entry;
        co_return found;
      }
    }
    if (restart) found.entry = kDictAskPython;
  }
  co_return found;
}

Co<Ref> dict_get_co(Vm& vm, DictObject* dict, Value key) {
  const Found found = co_await find_in_dict(vm, dict, key);
  if (found.entry == kFailed) co_return nullptr;
  if (found.entry < 0) co_return steal(Value::exhausted());
  co_return share(dict->entries[found.entry].value);
}

Co<Ref> dict_set_co(Vm& vm, DictObject* dict, Value key, Value value) {
  const Found found = co_await find_in_dict(vm, dict, key);
  if (found.entry == kFailed) co_return nullptr;
  if (found.entry >= 0) dict_replace(vm.heap, dict, found.entry, value);
  else dict_insert_new(vm.heap, dict, key, found.hash, value);
  co_return vm.none();
}

Co<Ref> dict_remove_co(Vm& vm, DictObject* dict, Value key) {
  const Found found = co_await find_in_dict(vm, dict, key);
  if (found.entry == kFailed) co_return nullptr;
  if (found.entry < 0) co_return steal(Value::exhausted());
  co_return dict_take(vm.heap, dict, found.entry);
}

/// The simple way: true if the lookup needs no Python code.
bool find_simple(Vm& vm, DictObject* dict, Value key, Found& found) {
  if (!simple_hash(vm.heap, key, found.hash)) return false;
  found.entry = dict_find(dict, key, found.hash);
  return found.entry != kDictAskPython;
}

Co<Ref> contains_by_iteration(Vm& vm, Value container, Value item) {
  Ref iterator = co_await vm.finish(iter(vm, container));
  if (!iterator) {
    if (vm.raised_is(Exc::TypeError)) {
      vm.clear_raised();
      co_return vm.raise(Exc::TypeError, fmt::format("argument of type '{}' is not iterable", type_name_of(vm, container)));
    }
    co_return nullptr;
  }
  for (;;) {
    Ref candidate = co_await vm.finish(next(vm, iterator));
    if (!candidate) co_return nullptr;
    if (candidate.get().is_exhausted()) co_return vm.boolean(false);
    vm.charge(Cost::ItemCompare);
    Ref same = co_await vm.finish(equal(vm, candidate, item));
    if (!same || same.get().is_true()) co_return same;
  }
}

}  // namespace

Ref get_item(Vm& vm, Value container, Value key) {
  TypeObject* type = vm.types.of(container);
  if (type->slots.get_item != nullptr) return type->slots.get_item(vm, container, key);
  if (type->is_subtype_of(vm.types.type)) return class_get_item(vm, as<TypeObject>(container), key);
  return vm.raise(Exc::TypeError, fmt::format("'{}' object is not subscriptable", type_name(type)));
}

Ref set_item(Vm& vm, Value container, Value key, Value value) {
  TypeObject* type = vm.types.of(container);
  if (type->slots.set_item != nullptr) return type->slots.set_item(vm, container, key, value);
  return vm.raise(Exc::TypeError, value ? fmt::format("'{}' object does not support item assignment", type_name(type))
                                        : fmt::format("'{}' object doesn't support item deletion", type_name(type)));
}

Ref contains(Vm& vm, Value container, Value item) {
  if (container.is_object()) vm.heap.note_lockless_read(container.object());
  TypeObject* type = vm.types.of(container);
  if (type->slots.contains != nullptr) return type->slots.contains(vm, container, item);
  return vm.start(contains_by_iteration(vm, container, item));
}

Ref length(Vm& vm, Value object) {
  TypeObject* type = vm.types.of(object);
  if (type->slots.length != nullptr) return type->slots.length(vm, object);
  return vm.raise(Exc::TypeError, fmt::format("object of type '{}' has no len()", type_name(type)));
}

Ref dict_get(Vm& vm, DictObject* dict, Value key) {
  vm.heap.note_lockless_read(dict);
  Found found{};
  if (!find_simple(vm, dict, key, found)) return vm.start(dict_get_co(vm, dict, key));
  return found.entry < 0 ? steal(Value::exhausted()) : share(dict->entries[found.entry].value);
}

Ref dict_set(Vm& vm, DictObject* dict, Value key, Value value) {
  Found found{};
  if (!find_simple(vm, dict, key, found)) return vm.start(dict_set_co(vm, dict, key, value));
  if (found.entry >= 0) dict_replace(vm.heap, dict, found.entry, value);
  else dict_insert_new(vm.heap, dict, key, found.hash, value);
  return vm.none();
}

Ref dict_remove(Vm& vm, DictObject* dict, Value key) {
  Found found{};
  if (!find_simple(vm, dict, key, found)) return vm.start(dict_remove_co(vm, dict, key));
  return found.entry < 0 ? steal(Value::exhausted()) : dict_take(vm.heap, dict, found.entry);
}

}  // namespace gilscope
