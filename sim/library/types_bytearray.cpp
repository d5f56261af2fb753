// bytearray: what it has beyond bytes (Objects/bytearrayobject.c). 3.13 takes no lock for it at all.
#include <fmt/format.h>

#include <algorithm>

#include "sim/library/types_bytes.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

BytearrayObject* array(Value v) { return static_cast<BytearrayObject*>(v.object()); }
constexpr const char* kByteRange = "byte must be in range(0, 256)";

Ref create(Vm& vm, TypeObject* cls, const Args&) { return make_bytearray(vm.heap, "", cls); }

Co<Ref> init_co(Vm& vm, Value self, Value source, Value encoding, Value errors) {
  Ref bytes = co_await vm.finish(bytes_from(vm, source, encoding, errors, "bytearray"));
  if (!bytes) co_return nullptr;
  bytearray_assign(vm.heap, array(self), 0, array(self)->length, bytes_view(bytes));
  co_return vm.none();
}
Ref init(Vm& vm, Value self, const Args& args) {
  Value a[3];
  if (!bind_bytes_args(vm, "bytearray", args, a)) return nullptr;
  return vm.start(init_co(vm, self, a[0], a[1], a[2]));
}

Ref repr_slot(Vm& vm, Value self) {
  return new_str(vm, fmt::format("{}({})", to_utf8(vm.types.of(self)->name), bytes_repr(bytes_view(self))));
}

// ---- assignment ---------------------------------------------------------------------------------------------------------------------------

Ref assign_index(Vm& vm, Value self, std::int64_t i, Value value) {
  const std::int64_t length = bytes_size(self);
  if (i < 0) i += length;
  if (i < 0 || i >= length) return vm.raise(Exc::IndexError, "bytearray index out of range");
  const auto at = static_cast<std::size_t>(i);
  unsigned char byte = 0;
  if (!value) return bytearray_assign(vm.heap, array(self), at, at + 1, ""), vm.none();
  if (!byte_value(vm, value, byte, kByteRange)) return nullptr;
  array(self)->data[at] = byte;
  return vm.none();
}

Ref delete_slice(Vm& vm, Value self, const SliceRange& r, Value) {
  std::string kept(bytes_view(self));
  std::vector<bool> gone(kept.size(), false);
  for (std::int64_t i = 0; i < r.length; ++i) gone[static_cast<std::size_t>(r.start + i * r.step)] = true;
  std::size_t to = 0;
  for (std::size_t i = 0; i < kept.size(); ++i) if (!gone[i]) kept[to++] = kept[i];
  bytearray_assign(vm.heap, array(self), 0, array(self)->length, kept.substr(0, to));
  return vm.none();
}

Ref assign_slice(Vm& vm, Value self, const SliceRange& r, Value bytes) {
  const std::string data(bytes_view(bytes));
  if (r.step == 1) {
    bytearray_assign(vm.heap, array(self), static_cast<std::size_t>(r.start), static_cast<std::size_t>(std::max(r.start, r.stop)), data);
    return vm.none();
  }
  if (static_cast<std::int64_t>(data.size()) != r.length) {
    return vm.raise(Exc::ValueError, fmt::format("attempt to assign bytes of size {} to extended slice of size {}", data.size(), r.length));
  }
  for (std::int64_t i = 0; i < r.length; ++i) array(self)->data[r.start + i * r.step] = static_cast<std::uint8_t>(data[static_cast<std::size_t>(i)]);
  return vm.none();
}

Co<Ref> assign_slice_co(Vm& vm, Value self, Value slice, Value value) {
  if (is_int(value) || is_str(value)) co_return vm.raise(Exc::TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  Ref bytes = co_await vm.finish(bytes_from(vm, value, Value(), Value(), "bytearray"));
  if (!bytes) co_return nullptr;
  Ref done = co_await vm.finish(with_slice(vm, self, slice, bytes_size, bytes, assign_slice));
  co_return done;
}

Ref set_item_slot(Vm& vm, Value self, Value key, Value value) {
  constexpr SequenceOps kIndex = {"bytearray indices must be integers or slices, not ", false, "", nullptr, nullptr, nullptr};
  if (!is_slice(vm, key)) return with_index(vm, kIndex, self, key, value, assign_index);
  return value ? vm.start(assign_slice_co(vm, self, key, value)) : with_slice(vm, self, key, bytes_size, Value(), delete_slice);
}

Co<Ref> extend_co(Vm& vm, Value self, Value source, bool in_place) {
  if (is_str(source) || (in_place && !is_byteslike(source))) {
    co_return vm.raise(Exc::TypeError, in_place ? fmt::format("can't concat {} to bytearray", type_name_of(vm, source)) : "expected iterable of integers; got: 'str'");
  }
  Ref bytes = co_await vm.finish(bytes_from(vm, source, Value(), Value(), "bytearray"));
  if (!bytes) co_return nullptr;
  bytearray_assign(vm.heap, array(self), array(self)->length, array(self)->length, bytes_view(bytes));
  vm.charge(Cost::CharCopy, bytes_size(bytes));
  if (in_place) co_return share(self);
  co_return vm.none();
}

Ref repeat_in_place(Vm& vm, Value self, std::int64_t times, Value) {
  const std::string once(bytes_view(self));
  std::string all;
  for (std::int64_t i = 0; i < std::min<std::int64_t>(times, 1'000'000); ++i) all += once;
  bytearray_assign(vm.heap, array(self), 0, array(self)->length, all);
  return share(self);
}

Ref binary_slot(Vm& vm, Value a, Value b, BinaryOp op) {
  constexpr SequenceOps kFactor = {"can't multiply sequence by non-int of type ", true, "", nullptr, nullptr, nullptr};
  if (op == BinaryOp::InplaceAdd && is_bytearray(a)) return vm.start(extend_co(vm, a, b, true));
  if (op == BinaryOp::InplaceMultiply && is_bytearray(a) && is_int(b)) return with_index(vm, kFactor, a, b, Value(), repeat_in_place);
  return bytes_binary(vm, a, b, op);
}

// ---- methods --------------------------------------------------------------------------------------------------------------------------------

Ref append(Vm& vm, const Args& a) {
  if (wants_index(a, 2)) return index_args(vm, append, a, 2);
  unsigned char byte = 0;
  if (!byte_value(vm, a[1], byte, kByteRange)) return nullptr;
  const char c = static_cast<char>(byte);
  bytearray_assign(vm.heap, array(a[0]), array(a[0])->length, array(a[0])->length, {&c, 1});
  return vm.none();
}
Ref extend(Vm& vm, const Args& a) { return vm.start(extend_co(vm, a[0], a[1], false)); }
Ref insert(Vm& vm, const Args& a) {
  if (wants_index(a, 6)) return index_args(vm, insert, a, 6);
  unsigned char byte = 0;
  if (!byte_value(vm, a[2], byte, kByteRange)) return nullptr;
  std::int64_t at = clamped_int64(a[1]);
  if (at < 0) at = std::max<std::int64_t>(0, at + bytes_size(a[0]));
  const auto place = static_cast<std::size_t>(std::min(at, bytes_size(a[0])));
  const char c = static_cast<char>(byte);
  bytearray_assign(vm.heap, array(a[0]), place, place, {&c, 1});
  return vm.none();
}
Ref pop(Vm& vm, const Args& a) {
  if (wants_index(a, 2)) return index_args(vm, pop, a, 2);
  const std::int64_t length = bytes_size(a[0]);
  if (length == 0) return vm.raise(Exc::IndexError, "pop from empty bytearray");
  std::int64_t at = int_or(a[1], -1);
  if (at < 0) at += length;
  if (at < 0 || at >= length) return vm.raise(Exc::IndexError, "pop index out of range");
  const auto place = static_cast<std::size_t>(at);
  const std::uint8_t byte = array(a[0])->data[place];
  bytearray_assign(vm.heap, array(a[0]), place, place + 1, "");
  return vm.integer(byte);
}
Ref remove(Vm& vm, const Args& a) {
  if (wants_index(a, 2)) return index_args(vm, remove, a, 2);
  unsigned char byte = 0;
  if (!byte_value(vm, a[1], byte, kByteRange)) return nullptr;
  const std::size_t at = bytes_view(a[0]).find(static_cast<char>(byte));
  if (at == std::string_view::npos) return vm.raise(Exc::ValueError, "value not found in bytearray");
  bytearray_assign(vm.heap, array(a[0]), at, at + 1, "");
  return vm.none();
}
Ref clear(Vm& vm, const Args& a) { return bytearray_assign(vm.heap, array(a[0]), 0, array(a[0])->length, ""), vm.none(); }
Ref copy(Vm& vm, const Args& a) { return make_bytearray(vm.heap, bytes_view(a[0])); }
Ref reverse(Vm& vm, const Args& a) { return std::reverse(array(a[0])->data, array(a[0])->data + array(a[0])->length), vm.none(); }

const NativeSpec kMethods[] = {
    {.name = "append", .fn = append, .signature = "(self, item, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "extend", .fn = extend, .signature = "(self, iterable_of_ints, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "insert", .fn = insert, .signature = "(self, index, item, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "pop", .fn = pop, .signature = "(self, index=-1, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "remove", .fn = remove, .signature = "(self, value, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "clear", .fn = clear, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "copy", .fn = copy, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "reverse", .fn = reverse, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
};

}  // namespace

void install_bytearray(Vm& vm) {
  TypeObject* type = vm.types.bytearray;
  size_type(type, sizeof(BytearrayObject));
  Slots& s = type->slots;
  s.repr = repr_slot;
  s.length = bytes_length;
  s.compare = bytes_compare;
  s.binary = binary_slot;
  s.get_item = bytes_get_item;
  s.set_item = set_item_slot;
  s.contains = bytes_contains;
  s.iter = bytes_iter;
  s.create = create;
  s.init = init;
  s.destroy = bytearray_destroy;
  add_methods(vm, type, kMethods);
}

}  // namespace gilscope
