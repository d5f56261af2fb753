// collections.OrderedDict: a dict that can move entries to its ends and whose equality minds the order.
#include <fmt/format.h>

#include "sim/library/modules/collections_module.hpp"
#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

Ref key_error(Vm& vm, Value key) {
  const Value args[] = {key};
  Ref error = call(vm, vm.types.exception(Exc::KeyError), Args{args, 1, nullptr});
  return error ? vm.raise_value(error) : nullptr;
}

/// Moves the key, whose value was just removed, to the chosen end.
void insert_at_end(Vm& vm, DictObject* d, Value key, std::uint64_t hash, Value value, bool last) {
  Ref rest = last ? Ref() : dict_copy(vm.heap, d);
  if (!last) dict_clear(vm.heap, d);
  dict_insert_new(vm.heap, d, key, hash, value);
  if (last) return;
  auto* others = as_dict(rest);
  for (std::int64_t i = dict_next(others, 0); i >= 0; i = dict_next(others, static_cast<std::uint32_t>(i + 1))) {
    dict_insert_new(vm.heap, d, others->entries[i].key, others->entries[i].hash, others->entries[i].value);
  }
  vm.charge(Cost::ItemCopy, d->used);
}

Co<Ref> move_co(Vm& vm, Value self, Value key, bool last) {
  Ref h = co_await vm.finish(hash(vm, key));
  if (!h) co_return nullptr;
  std::int64_t number = 0;
  as_int64(h, number);
  Ref value = co_await vm.finish(dict_remove(vm, as_dict(self), key));
  if (!value) co_return nullptr;
  if (value.get().is_exhausted()) co_return key_error(vm, key);
  insert_at_end(vm, as_dict(self), key, static_cast<std::uint64_t>(number), value, last);
  co_return vm.none();
}
Co<Ref> truth_then_move(Vm& vm, Value self, Value key, Value last) {
  Ref at_end = steal(Value::true_());
  if (last) {
    at_end = co_await vm.finish(truth(vm, last));
    if (!at_end) co_return nullptr;
  }
  Ref done = co_await vm.finish(vm.start(move_co(vm, self, key, at_end.get().is_true())));
  co_return done;
}
Ref ordered_move_to_end(Vm& vm, const Args& a) { return vm.start(truth_then_move(vm, a[0], a[1], a[2])); }

Ref ordered_popitem(Vm& vm, const Args& a) {
  DictObject* d = as_dict(a[0]);
  if (d->used == 0) return vm.raise(Exc::KeyError, "dictionary is empty");
  const bool last = !a[1] || !(a[1].is_false() || a[1] == Value::integer(0));
  const std::int64_t i = last ? dict_previous(d, d->entry_count) : dict_next(d, 0);
  Ref key = share(d->entries[i].key);
  Ref value = dict_take(vm.heap, d, i);
  return vm.tuple({key, value});
}

Co<Ref> repr_co(Vm& vm, Value v) {
  if (as_dict(v)->used == 0) co_return vm.str(type_name(vm, v) + "()");
  Ref plain = dict_copy(vm.heap, as_dict(v));
  Ref inside = co_await vm.finish(repr(vm, plain));
  if (!inside) co_return nullptr;
  co_return vm.str(fmt::format("{}({})", type_name(vm, v), to_utf8(inside)));
}
Ref ordered_repr(Vm& vm, Value v) { return vm.start(repr_co(vm, v)); }

Co<Ref> keys_in_order(Vm& vm, Value a, Value b, bool want_equal) {
  Ref left = make_list(vm.heap);
  Ref right = make_list(vm.heap);
  for (auto [from, to] : {std::pair{a, as_list(left)}, std::pair{b, as_list(right)}}) {
    auto* d = as_dict(from);
    for (std::int64_t i = dict_next(d, 0); i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i + 1))) {
      list_append(vm.heap, to, d->entries[i].key);
      list_append(vm.heap, to, d->entries[i].value);
    }
  }
  Ref same = co_await vm.finish(equal(vm, left, right));
  if (!same) co_return nullptr;
  co_return vm.boolean(same.get().is_true() == want_equal);
}
Ref ordered_compare(Vm& vm, Value a, Value b, CompareOp op) {
  const bool ordered = b.is_object() && b.object()->type->slots.compare == ordered_compare;
  if (!ordered || (op != CompareOp::Eq && op != CompareOp::Ne)) return vm.types.dict->slots.compare(vm, a, b, op);
  return vm.start(keys_in_order(vm, a, b, op == CompareOp::Eq));
}

const NativeSpec kMethods[] = {
    {.name = "move_to_end", .fn = ordered_move_to_end, .signature = "(self, key, last=True)", .kind = NativeKind::Method, .lock = NativeLock::Self},
    {.name = "popitem", .fn = ordered_popitem, .signature = "(self, last=True)", .kind = NativeKind::Method, .lock = NativeLock::Self},
};

}  // namespace

void add_ordered_dict(Vm& vm, ModuleObject* module) {
  TypeObject* type = make_type(vm, {.name = "collections.OrderedDict",
                                    .base = vm.types.dict,
                                    .layout = Layout::Dict,
                                    .flags = kTypeBase | kTypeHasDict,
                                    .slots = {.repr = ordered_repr, .compare = ordered_compare},
                                    .methods = kMethods});
  add_type_value(vm, type, "__hash__", Value::none());
  add_class(vm, module, type);
}

}  // namespace gilscope
