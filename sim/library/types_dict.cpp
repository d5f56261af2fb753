// dict (Objects/dictobject.c). Item assignment is locked by the instruction, methods by NativeSpec::lock; reads are lock-free.
#include "sim/library/types_dict.hpp"

#include <fmt/format.h>

#include "sim/library/locked.hpp"
#include "sim/library/type_helpers.hpp"
#include "sim/library/types.hpp"
#include "sim/objects/iterators.hpp"
#include "sim/objects/types.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"

namespace gilscope {

namespace {

/// The entry of a key that needs no Python code: its number or kDictMissing. False: it does.
bool find_simple(Vm& vm, Value self, Value key, std::uint64_t& hash, std::int64_t& entry) {
  if (!simple_hash(vm.heap, key, hash)) return false;
  entry = dict_find(as_dict(self), key, hash);
  return entry != kDictAskPython;
}

// ---- lookups ------------------------------------------------------------------------------------------------------------------------

Co<Ref> missing_co(Vm& vm, Value self, Value key) {
  Ref result = co_await vm.finish(call_special(vm, self, vm.names->dunder_missing, 1, key));
  co_return result;
}

Ref absent_key(Vm& vm, Value self, Value key) {
  if (self.object()->type != vm.types.dict && lookup_special(vm, self.object()->type, vm.names->dunder_missing)) return vm.start(missing_co(vm, self, key));
  return raise_key_error(vm, key);
}

Co<Ref> get_item_co(Vm& vm, Value self, Value key) {
  Ref found = co_await vm.finish(dict_get(vm, as_dict(self), key));
  if (!found) co_return nullptr;
  if (!found.get().is_exhausted()) co_return found;
  Ref result = co_await vm.finish(absent_key(vm, self, key));
  co_return result;
}

Ref dict_get_item(Vm& vm, Value self, Value key) {
  vm.charge(Cost::DictProbe);
  std::uint64_t hash = 0;
  std::int64_t entry = 0;
  if (!find_simple(vm, self, key, hash, entry)) return vm.start(get_item_co(vm, self, key));
  return entry >= 0 ? share(as_dict(self)->entries[entry].value) : absent_key(vm, self, key);
}

Co<Ref> delete_item_co(Vm& vm, Value self, Value key) {
  Ref removed = co_await vm.finish(dict_remove(vm, as_dict(self), key));
  if (!removed) co_return nullptr;
  if (removed.get().is_exhausted()) co_return raise_key_error(vm, key);
  co_return vm.none();
}

Ref dict_set_item(Vm& vm, Value self, Value key, Value value) {
  vm.charge(Cost::DictProbe);
  if (!value) {
    std::uint64_t hash = 0;
    std::int64_t entry = 0;
    if (!find_simple(vm, self, key, hash, entry)) return vm.start(delete_item_co(vm, self, key));
    if (entry < 0) return raise_key_error(vm, key);
    dict_take(vm.heap, as_dict(self), entry);
    return vm.none();
  }
  const std::uint32_t before = as_dict(self)->used;
  Ref done = dict_set(vm, as_dict(self), key, value);
  if (as_dict(self)->used > before) vm.charge(Cost::DictInsert);
  return done;
}

Co<Ref> contains_co(Vm& vm, Value self, Value key) {
  Ref found = co_await vm.finish(dict_get(vm, as_dict(self), key));
  if (!found) co_return nullptr;
  co_return vm.boolean(!found.get().is_exhausted());
}
Ref dict_contains(Vm& vm, Value self, Value key) {
  vm.charge(Cost::DictProbe);
  std::uint64_t hash = 0;
  std::int64_t entry = 0;
  return find_simple(vm, self, key, hash, entry) ? vm.boolean(entry >= 0) : vm.start(contains_co(vm, self, key));
}

// ---- update -------------------------------------------------------------------------------------------------------------------------

/// Entry by entry; `other` may change under Python's __eq__, so positions are looked up afresh.
Co<Ref> merge_dict_co(Vm& vm, Value self, Value other) {
  const std::uint32_t size = as_dict(other)->used;
  for (std::int64_t i = dict_next(as_dict(other), 0); i >= 0; i = dict_next(as_dict(other), static_cast<std::uint32_t>(i) + 1)) {
    Ref key = share(as_dict(other)->entries[i].key), value = share(as_dict(other)->entries[i].value);
    vm.charge(Cost::DictInsert);
    Ref done = co_await vm.finish(dict_set(vm, as_dict(self), key, value));
    if (!done) co_return nullptr;
    if (as_dict(other)->used != size && self != other) co_return vm.raise(Exc::RuntimeError, "dict mutated during update");
  }
  co_return vm.none();
}

Co<Ref> merge_keys_co(Vm& vm, Value self, Value mapping, Value keys_method) {
  Ref method = share(keys_method);
  Ref view = co_await vm.call(method);
  if (!view) co_return nullptr;
  Ref keys = co_await vm.finish(list_of(vm, view));
  if (!keys) co_return nullptr;
  for (std::uint32_t i = 0; i < as_list(keys)->length; ++i) {
    Ref key = share(as_list(keys)->items[i]);
    Ref value = co_await vm.finish(get_item(vm, mapping, key));
    if (!value) co_return nullptr;
    Ref done = co_await vm.finish(dict_set(vm, as_dict(self), key, value));
    if (!done) co_return nullptr;
  }
  co_return vm.none();
}

Co<Ref> merge_pairs_co(Vm& vm, Value self, Value iterable) {
  Ref it = co_await vm.finish(iter(vm, iterable));
  if (!it) co_return nullptr;
  for (std::int64_t n = 0;; ++n) {
    Ref item = co_await vm.finish(next(vm, it));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) co_return vm.none();
    const bool ready = is_list(item) || is_tuple(item);
    Ref pair = ready ? item : Ref();
    if (!ready) pair = co_await vm.finish(list_of(vm, item));
    if (!pair) {
      if (!vm.raised_is(Exc::TypeError)) co_return nullptr;
      vm.clear_raised();
      co_return vm.raise(Exc::TypeError, fmt::format("cannot convert dictionary update sequence element #{} to a sequence", n));
    }
    const ItemSpan span = items_of(pair);
    if (span.length != 2) {
      co_return vm.raise(Exc::ValueError, fmt::format("dictionary update sequence element #{} has length {}; 2 is required", n, span.length));
    }
    vm.charge(Cost::DictInsert);
    Ref key = share(span.items[0]), value = share(span.items[1]);
    Ref done = co_await vm.finish(dict_set(vm, as_dict(self), key, value));
    if (!done) co_return nullptr;
  }
}

Co<Ref> update_co(Vm& vm, Value self, Value other) {
  if (is_dict(other) && vm.types.of(other)->slots.iter == vm.types.dict->slots.iter) {
    Ref done = co_await merge_dict_co(vm, self, other);
    co_return done;
  }
  Ref method = co_await vm.finish(find_attr(vm, other, vm.names->keys));
  if (!method) co_return nullptr;
  Ref done;
  if (method.get().is_exhausted()) done = co_await merge_pairs_co(vm, self, other);
  else done = co_await merge_keys_co(vm, self, other, method);
  co_return done;
}

/// dict(...), update(...): one optional argument, then keywords.
Co<Ref> update_args_co(Vm& vm, Value self, const Args args) {
  if (args.count == 1) {
    Ref done = co_await update_co(vm, self, args[0]);
    if (!done) co_return nullptr;
  }
  for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
    dict_set_str(vm.heap, as_dict(self), as_str(args.keywords->items[i]), args.keyword_value(i));
    vm.charge(Cost::DictInsert);
  }
  co_return vm.none();
}

Ref update_with_args(Vm& vm, const char* name, Value self, const Args& args) {
  if (args.count > 1) return vm.raise(Exc::TypeError, fmt::format("{} expected at most 1 argument, got {}", name, args.count));
  return vm.start(update_args_co(vm, self, args));
}

// ---- slots ---------------------------------------------------------------------------------------------------------------------------

Ref dict_create(Vm& vm, TypeObject* cls, const Args&) {
  vm.charge(Cost::AllocGc);
  return make_dict(vm.heap, 0, cls);
}
Ref dict_init(Vm& vm, Value self, const Args& args) { return update_with_args(vm, "dict", self, args); }
Ref dict_length(Vm& vm, Value self) { return vm.integer(as_dict(self)->used); }
Ref dict_iter(Vm& vm, Value self) {
  vm.charge(Cost::AllocTracked);
  return make_dict_iterator(vm.heap, vm.types.dict_keyiterator, as_dict(self), kDictKeys, false);
}

Co<bool> add_repr(Vm& vm, Value v, StrBuilder& out) {
  Ref held = share(v);
  if (simple_repr(vm, v, out)) co_return true;
  Ref text = co_await vm.finish(repr(vm, v));
  if (!text) co_return false;
  out.add(as_str(text));
  co_return true;
}

Co<Ref> repr_co(Vm& vm, Value self) {
  if (!enter_repr(vm, self.object())) co_return new_str(vm, "{...}");
  StrBuilder out;
  bool ok = true;
  out.add("{");
  for (std::int64_t i = dict_next(as_dict(self), 0); i >= 0 && ok; i = dict_next(as_dict(self), static_cast<std::uint32_t>(i) + 1)) {
    if (out.size() > 1) out.add(", ");
    Ref value = share(as_dict(self)->entries[i].value);
    ok = co_await add_repr(vm, as_dict(self)->entries[i].key, out);
    out.add(": ");
    if (ok) ok = co_await add_repr(vm, value, out);
  }
  leave_repr(vm, self.object());
  if (!ok) co_return nullptr;
  out.add("}");
  vm.charge(Cost::CharCopy, static_cast<std::int64_t>(out.size()));
  co_return out.finish(vm.heap);
}
Ref dict_repr(Vm& vm, Value self) {
  return locked(vm, self, [&vm, self] { return vm.start(repr_co(vm, self)); });
}

Co<Ref> equal_co(Vm& vm, Value a, Value b) {
  if (as_dict(a)->used != as_dict(b)->used) co_return vm.boolean(false);
  for (std::int64_t i = dict_next(as_dict(a), 0); i >= 0; i = dict_next(as_dict(a), static_cast<std::uint32_t>(i) + 1)) {
    Ref key = share(as_dict(a)->entries[i].key), value = share(as_dict(a)->entries[i].value);
    vm.charge(Cost::ItemCompare);
    Ref other = co_await vm.finish(dict_get(vm, as_dict(b), key));
    if (!other) co_return nullptr;
    if (other.get().is_exhausted()) co_return vm.boolean(false);
    Ref same = co_await vm.finish(equal(vm, value, other));
    if (!same || same.get().is_false()) co_return same;
  }
  co_return vm.boolean(true);
}

Co<Ref> compare_co(Vm& vm, Value a, Value b, bool negate) {
  Ref same = co_await equal_co(vm, a, b);
  if (!same || !negate) co_return same;
  co_return vm.boolean(same.get().is_false());
}
Ref dict_compare(Vm& vm, Value a, Value b, CompareOp op) {
  if (!is_dict(b) || (op != CompareOp::Eq && op != CompareOp::Ne)) return not_implemented();
  return locked(vm, a, b, [&vm, a, b, op] { return vm.start(compare_co(vm, a, b, op == CompareOp::Ne)); });
}

Co<Ref> union_co(Vm& vm, Value a, Value b) {
  Ref result = dict_copy(vm.heap, as_dict(a));
  vm.charge(Cost::AllocGc);
  vm.charge(Cost::DictInsert, as_dict(a)->used);
  Ref done = co_await update_co(vm, result, b);
  if (!done) co_return nullptr;
  co_return result;
}
Co<Ref> union_in_place_co(Vm& vm, Value a, Value b) {
  Ref done = co_await update_co(vm, a, b);
  if (!done) co_return nullptr;
  co_return share(a);
}
Ref dict_binary(Vm& vm, Value a, Value b, BinaryOp op) {
  if (op == BinaryOp::InplaceOr && is_dict(a)) return locked(vm, a, is_dict(b) ? b : Value(), [&vm, a, b] { return vm.start(union_in_place_co(vm, a, b)); });
  if (op != BinaryOp::Or || !is_dict(a) || !is_dict(b)) return not_implemented();
  return locked(vm, a, b, [&vm, a, b] { return vm.start(union_co(vm, a, b)); });
}

// ---- methods -------------------------------------------------------------------------------------------------------------------------

Co<Ref> get_co(Vm& vm, Value self, Value key, Value fallback) {
  Ref found = co_await vm.finish(dict_get(vm, as_dict(self), key));
  if (found && found.get().is_exhausted()) co_return share(fallback);
  co_return found;
}
Ref get(Vm& vm, const Args& a) {
  vm.charge(Cost::DictProbe);
  const Value fallback = a[2] ? a[2] : Value::none();
  std::uint64_t hash = 0;
  std::int64_t entry = 0;
  if (!find_simple(vm, a[0], a[1], hash, entry)) return vm.start(get_co(vm, a[0], a[1], fallback));
  return share(entry >= 0 ? as_dict(a[0])->entries[entry].value : fallback);
}

Co<Ref> setdefault_co(Vm& vm, Value self, Value key, Value fallback) {
  Ref found = co_await vm.finish(dict_get(vm, as_dict(self), key));
  if (!found || !found.get().is_exhausted()) co_return found;
  vm.charge(Cost::DictInsert);
  Ref done = co_await vm.finish(dict_set(vm, as_dict(self), key, fallback));
  if (!done) co_return nullptr;
  Ref stored = co_await vm.finish(dict_get(vm, as_dict(self), key));
  co_return stored;
}
Ref setdefault(Vm& vm, const Args& a) {
  vm.charge(Cost::DictProbe);
  const Value fallback = a[2] ? a[2] : Value::none();
  std::uint64_t hash = 0;
  std::int64_t entry = 0;
  if (!find_simple(vm, a[0], a[1], hash, entry)) return vm.start(setdefault_co(vm, a[0], a[1], fallback));
  if (entry >= 0) return share(as_dict(a[0])->entries[entry].value);
  vm.charge(Cost::DictInsert);
  dict_insert_new(vm.heap, as_dict(a[0]), a[1], hash, fallback);
  return share(as_dict(a[0])->entries[as_dict(a[0])->entry_count - 1].value);
}

Co<Ref> pop_co(Vm& vm, Value self, Value key, Value fallback) {
  Ref removed = co_await vm.finish(dict_remove(vm, as_dict(self), key));
  if (!removed || !removed.get().is_exhausted()) co_return removed;
  if (fallback) co_return share(fallback);
  co_return raise_key_error(vm, key);
}
Ref pop(Vm& vm, const Args& a) {
  vm.charge(Cost::DictProbe);
  std::uint64_t hash = 0;
  std::int64_t entry = 0;
  if (!find_simple(vm, a[0], a[1], hash, entry)) return vm.start(pop_co(vm, a[0], a[1], a[2]));
  if (entry >= 0) return dict_take(vm.heap, as_dict(a[0]), entry);
  return a[2] ? share(a[2]) : raise_key_error(vm, a[1]);
}

Ref popitem(Vm& vm, const Args& a) {
  DictObject* d = as_dict(a[0]);
  const std::int64_t last = dict_previous(d, d->entry_count);
  if (last < 0) {
    Ref message = new_str(vm, "popitem(): dictionary is empty");
    return raise_key_error(vm, message);
  }
  Ref key = share(d->entries[last].key), value = dict_take(vm.heap, d, last);
  return vm.tuple({key, value});
}

Ref clear(Vm& vm, const Args& a) { return dict_clear(vm.heap, as_dict(a[0])), vm.none(); }
Ref copy(Vm& vm, const Args& a) {
  vm.charge(Cost::AllocGc);
  vm.charge(Cost::ListResize);
  vm.charge(Cost::ItemCopy, as_dict(a[0])->used);
  return dict_copy(vm.heap, as_dict(a[0]));
}
Ref update(Vm& vm, const Args& a) { return update_with_args(vm, "update", a[0], a.without_first()); }

Co<Ref> fromkeys_co(Vm& vm, Value cls, Value iterable, Value value) {
  Ref result = co_await vm.call(cls);
  if (!result) co_return nullptr;
  Ref it = co_await vm.finish(iter(vm, iterable));
  if (!it) co_return nullptr;
  const bool plain = vm.types.of(result) == vm.types.dict;
  for (;;) {
    Ref key = co_await vm.finish(next(vm, it));
    if (!key) co_return nullptr;
    if (key.get().is_exhausted()) co_return result;
    vm.charge(Cost::DictInsert);
    Ref done;
    if (plain) done = co_await vm.finish(dict_set(vm, as_dict(result), key, value));
    else done = co_await vm.finish(set_item(vm, result, key, value));
    if (!done) co_return nullptr;
  }
}
Ref fromkeys(Vm& vm, const Args& a) { return vm.start(fromkeys_co(vm, a[0], a[1], a[2] ? a[2] : Value::none())); }

Ref view(Vm& vm, TypeObject* cls, Value self) {
  auto* v = vm.heap.make<DictView>(cls);
  v->dict = as_dict(share(self).release());
  vm.charge(Cost::AllocTracked);
  return steal(v);
}
Ref keys(Vm& vm, const Args& a) { return view(vm, vm.types.dict_keys, a[0]); }
Ref values(Vm& vm, const Args& a) { return view(vm, vm.types.dict_values, a[0]); }
Ref items(Vm& vm, const Args& a) { return view(vm, vm.types.dict_items, a[0]); }
Ref reversed(Vm& vm, const Args& a) {
  return make_dict_iterator(vm.heap, vm.types.dict_reversekeyiterator, as_dict(a[0]), kDictKeys, true);
}
Ref sizeof_method(Vm& vm, const Args& a) {
  const DictObject* d = as_dict(a[0]);
  if (d->index == nullptr) return vm.integer(48);
  const std::int64_t index_entry = d->index_bits < 8 ? 1 : d->index_bits < 16 ? 2 : 4;
  return vm.integer(48 + 32 + (index_entry << d->index_bits) + static_cast<std::int64_t>(d->entry_capacity) * (d->only_str_keys ? 16 : 24));
}

const NativeSpec kMethods[] = {
    {.name = "get", .fn = get, .signature = "(self, key, default=None, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "setdefault", .fn = setdefault, .signature = "(self, key, default=None, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall, .lock = NativeLock::Self},
    {.name = "pop", .fn = pop, .signature = "(self, key, default=None, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall, .lock = NativeLock::Self},
    {.name = "popitem", .fn = popitem, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::Self},
    {.name = "clear", .fn = clear, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall, .lock = NativeLock::Self},
    {.name = "copy", .fn = copy, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::Self},
    {.name = "update", .fn = update, .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::SelfAndArgument},
    {.name = "fromkeys", .fn = fromkeys, .signature = "(cls, iterable, value=None, /)", .kind = NativeKind::ClassMethod, .cost = Cost::NativeCall},
    {.name = "keys", .fn = keys, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "values", .fn = values, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "items", .fn = items, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "__reversed__", .fn = reversed, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "__sizeof__", .fn = sizeof_method, .signature = "(self, /)", .kind = NativeKind::Method},
};

}  // namespace

Ref dict_update(Vm& vm, Value dict, Value other) { return vm.start(update_co(vm, dict, other)); }
Ref dicts_equal(Vm& vm, Value a, Value b) { return vm.start(equal_co(vm, a, b)); }

void install_dict(Vm& vm) {
  TypeObject* type = vm.types.dict;
  size_type(type, sizeof(DictObject));
  Slots& s = type->slots;
  s.repr = dict_repr;
  s.length = dict_length;
  s.compare = dict_compare;
  s.binary = dict_binary;
  s.get_item = dict_get_item;
  s.set_item = dict_set_item;
  s.contains = dict_contains;
  s.iter = dict_iter;
  s.create = dict_create;
  s.init = dict_init;
  s.destroy = dict_destroy;
  s.visit = dict_visit;
  add_methods(vm, type, kMethods);
}

}  // namespace gilscope
