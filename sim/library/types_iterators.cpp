// The iterators of the data types. Their state is public (sim/objects/iterators.hpp): FOR_ITER splits a step of a shared one in time.
#include "sim/library/type_helpers.hpp"
#include "sim/library/types.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/iterators.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

IndexIterator* index_iterator(Value v) { return static_cast<IndexIterator*>(v.object()); }

Ref iter_self(Vm&, Value self) { return share(self); }

Ref list_next(Vm& vm, Value self) { return list_iterator_next(vm.heap, index_iterator(self)); }
Ref tuple_next(Vm& vm, Value self) { return tuple_iterator_next(vm.heap, index_iterator(self)); }

Ref list_reverse_next(Vm& vm, Value self) {
  IndexIterator* it = index_iterator(self);
  if (!it->source) return steal(Value::exhausted());
  if (it->index < 0 || it->index >= static_cast<std::int64_t>(as_list(it->source)->length)) return finish_iteration(vm.heap, it);
  return share(as_list(it->source)->items[it->index--]);
}

Ref str_next(Vm& vm, Value self) {
  IndexIterator* it = index_iterator(self);
  if (!it->source) return steal(Value::exhausted());
  if (it->index >= static_cast<std::int64_t>(as_str(it->source)->length)) return finish_iteration(vm.heap, it);
  return make_char(vm.heap, as_str(it->source)->at(static_cast<std::size_t>(it->index++)));
}

Ref bytes_next(Vm& vm, Value self) {
  IndexIterator* it = index_iterator(self);
  if (!it->source) return steal(Value::exhausted());
  const std::string_view bytes = bytes_view(it->source);
  if (it->index >= static_cast<std::int64_t>(bytes.size())) return finish_iteration(vm.heap, it);
  return vm.integer(static_cast<unsigned char>(bytes[static_cast<std::size_t>(it->index++)]));
}

Ref range_next(Vm& vm, Value self) { return range_iterator_next(vm.heap, static_cast<RangeIterator*>(self.object())); }

Ref dict_next_slot(Vm& vm, Value self) {
  bool keys_changed = false;
  const bool both = static_cast<DictIterator*>(self.object())->what == kDictItems;
  if (vm.runtime.config.free_threaded) vm.charge(Cost::ContainerSharedRead, both ? 2 : 1);  // dictiter_iternext_threadsafe
  Ref item = dict_iterator_next(vm.heap, static_cast<DictIterator*>(self.object()), keys_changed);
  if (item) return item;
  return vm.raise(Exc::RuntimeError, keys_changed ? "dictionary keys changed during iteration" : "dictionary changed size during iteration");
}

Ref set_next_slot(Vm& vm, Value self) {
  Ref item = set_iterator_next(vm.heap, static_cast<SetIterator*>(self.object()));
  return item ? std::move(item) : vm.raise(Exc::RuntimeError, "Set changed size during iteration");
}

// ---- __length_hint__ ------------------------------------------------------------------------------------------------------------------

std::int64_t source_length(Value source) {
  if (is_list(source)) return as_list(source)->length;
  if (is_tuple(source)) return as_tuple(source)->length;
  if (is_str(source)) return as_str(source)->length;
  return static_cast<std::int64_t>(bytes_view(source).size());
}
Ref index_hint(Vm& vm, const Args& a) {
  const IndexIterator* it = index_iterator(a[0]);
  return vm.integer(!it->source ? 0 : std::max<std::int64_t>(0, source_length(it->source) - it->index));
}
Ref reverse_hint(Vm& vm, const Args& a) {
  const IndexIterator* it = index_iterator(a[0]);
  return vm.integer(!it->source || it->index >= source_length(it->source) ? 0 : it->index + 1);
}
Ref dict_hint(Vm& vm, const Args& a) {
  const auto* it = static_cast<DictIterator*>(a[0].object());
  return vm.integer(it->source != nullptr && it->expected == it->source->used ? it->left : 0);
}
Ref set_hint(Vm& vm, const Args& a) {
  const auto* it = static_cast<SetIterator*>(a[0].object());
  return vm.integer(it->source != nullptr && it->expected == it->source->used ? it->left : 0);
}
Ref range_hint(Vm& vm, const Args& a) {
  const auto* it = static_cast<RangeIterator*>(a[0].object());
  return it->left >= 0 ? vm.integer(it->left) : share(it->big_left);
}

constexpr const char* kSelf = "(self, /)";
const NativeSpec kIndexMethods[] = {{.name = "__length_hint__", .fn = index_hint, .signature = kSelf, .kind = NativeKind::Method}};
const NativeSpec kReverseMethods[] = {{.name = "__length_hint__", .fn = reverse_hint, .signature = kSelf, .kind = NativeKind::Method}};
const NativeSpec kDictMethods[] = {{.name = "__length_hint__", .fn = dict_hint, .signature = kSelf, .kind = NativeKind::Method}};
const NativeSpec kSetMethods[] = {{.name = "__length_hint__", .fn = set_hint, .signature = kSelf, .kind = NativeKind::Method}};
const NativeSpec kRangeMethods[] = {{.name = "__length_hint__", .fn = range_hint, .signature = kSelf, .kind = NativeKind::Method}};

void fill(Vm& vm, TypeObject* type, std::size_t bytes, Ref (*next)(Vm&, Value), void (*destroy)(Heap&, Object*),
          void (*visit)(Object*, Visit, void*), std::span<const NativeSpec> methods) {
  size_type(type, bytes);
  type->slots.iter = iter_self;
  type->slots.next = next;
  type->slots.destroy = destroy;
  type->slots.visit = visit;
  add_methods(vm, type, methods);
}

void fill_index(Vm& vm, TypeObject* type, Ref (*next)(Vm&, Value), std::span<const NativeSpec> methods) {
  fill(vm, type, sizeof(IndexIterator), next, index_iterator_destroy, index_iterator_visit, methods);
}

}  // namespace

void install_data_iterators(Vm& vm) {
  const Types& t = vm.types;
  fill_index(vm, t.list_iterator, list_next, kIndexMethods);
  fill_index(vm, t.tuple_iterator, tuple_next, kIndexMethods);
  fill_index(vm, t.str_iterator, str_next, kIndexMethods);
  fill_index(vm, t.str_ascii_iterator, str_next, kIndexMethods);
  fill_index(vm, t.bytes_iterator, bytes_next, kIndexMethods);
  fill_index(vm, t.bytearray_iterator, bytes_next, kIndexMethods);
  fill_index(vm, t.list_reverseiterator, list_reverse_next, kReverseMethods);
  for (TypeObject* type : {t.dict_keyiterator, t.dict_valueiterator, t.dict_itemiterator, t.dict_reversekeyiterator,
                           t.dict_reversevalueiterator, t.dict_reverseitemiterator}) {
    fill(vm, type, sizeof(DictIterator), dict_next_slot, dict_iterator_destroy, dict_iterator_visit, kDictMethods);
  }
  fill(vm, t.set_iterator, sizeof(SetIterator), set_next_slot, set_iterator_destroy, set_iterator_visit, kSetMethods);
  for (TypeObject* type : {t.range_iterator, t.longrange_iterator}) {
    fill(vm, type, sizeof(RangeIterator), range_next, range_iterator_destroy, range_iterator_visit, kRangeMethods);
  }
}

}  // namespace gilscope
