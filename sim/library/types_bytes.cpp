// bytes: construction and the slots it shares with bytearray (Objects/bytesobject.c).
#include "sim/library/types_bytes.hpp"

#include <fmt/format.h>

#include "sim/library/types.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/iterators.hpp"
#include "sim/objects/types.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"

namespace gilscope {

bool byte_value(Vm& vm, Value v, unsigned char& out, const char* range_error) {
  std::int64_t i = 0;
  if (!is_int(v)) return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name_of(vm, v))), false;
  if (!as_int64(v, i) || i < 0 || i > 255) return vm.raise(Exc::ValueError, range_error), false;
  out = static_cast<unsigned char>(i);
  return true;
}

bool bind_bytes_args(Vm& vm, const char* class_name, const Args& args, Value (&out)[3]) {
  if (args.count + args.keyword_count() > 3) {
    vm.raise(Exc::TypeError, fmt::format("{}() takes at most 3 arguments ({} given)", class_name, args.count + args.keyword_count()));
    return false;
  }
  for (std::uint32_t i = 0; i < args.count; ++i) out[i] = args[i];
  for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
    const StrObject* name = as_str(args.keywords->items[i]);
    const int at = str_equals(name, "source") ? 0 : str_equals(name, "encoding") ? 1 : str_equals(name, "errors") ? 2 : -1;
    if (at < 0) return vm.raise(Exc::TypeError, fmt::format("{}() got an unexpected keyword argument '{}'", class_name, to_utf8(name))), false;
    out[at] = args.keyword_value(i);
  }
  return true;
}

namespace {

// ---- construction -----------------------------------------------------------------------------------------------------------------------

Co<Ref> from_iterable(Vm& vm, Value source, const char* class_name) {
  const TypeObject* type = vm.types.of(source);
  if (type->slots.iter == nullptr && type->slots.get_item == nullptr) {
    co_return vm.raise(Exc::TypeError, fmt::format("cannot convert '{}' object to {}", type_name(type), class_name));
  }
  Ref items = co_await vm.finish(list_of(vm, source));
  if (!items) co_return nullptr;
  std::string data;
  const bool array = std::string_view(class_name) == "bytearray";
  for (std::uint32_t i = 0; i < as_list(items)->length; ++i) {
    Ref number = co_await vm.finish(as_index(vm, as_list(items)->items[i]));
    unsigned char byte = 0;
    if (!number || !byte_value(vm, number, byte, array ? "byte must be in range(0, 256)" : "bytes must be in range(0, 256)")) co_return nullptr;
    data.push_back(static_cast<char>(byte));
  }
  vm.charge(Cost::ItemCopy, static_cast<std::int64_t>(data.size()));
  co_return make_bytes(vm.heap, data);
}

/// __bytes__, then a count, then items.
Co<Ref> from_object(Vm& vm, Value source, const char* class_name) {
  TypeObject* type = vm.types.of(source);
  Ref result;
  if (std::string_view(class_name) == "bytes" && lookup_special(vm, type, vm.names->dunder_bytes)) {
    result = co_await vm.finish(call_special(vm, source, vm.names->dunder_bytes));
    if (result && !is_bytes(result)) co_return vm.raise(Exc::TypeError, fmt::format("__bytes__ returned non-bytes (type {})", type_name_of(vm, result)));
    co_return result;
  }
  if (type->slots.as_index != nullptr) {
    Ref number = co_await vm.finish(as_index(vm, source));
    if (!number) co_return nullptr;
    std::int64_t count = 0;
    if (!as_int64(number, count)) co_return vm.raise(Exc::OverflowError, "cannot fit 'int' into an index-sized integer");
    if (count < 0) co_return vm.raise(Exc::ValueError, "negative count");
    if (count > 2'000'000'000) co_return vm.raise(Exc::MemoryError);
    co_return make_bytes(vm.heap, std::string(static_cast<std::size_t>(count), '\0'));
  }
  result = co_await from_iterable(vm, source, class_name);
  co_return result;
}

Ref bytes_of_class(Vm& vm, TypeObject* cls, Value bytes) { return cls == vm.types.bytes ? share(bytes) : make_bytes(vm.heap, bytes_view(bytes), cls); }

Co<Ref> create_co(Vm& vm, TypeObject* cls, Value source, Value encoding, Value errors) {
  Ref bytes = co_await vm.finish(bytes_from(vm, source, encoding, errors, "bytes"));
  if (!bytes) co_return nullptr;
  co_return bytes_of_class(vm, cls, bytes);
}

Ref bytes_create(Vm& vm, TypeObject* cls, const Args& args) {
  Value a[3];
  if (!bind_bytes_args(vm, "bytes", args, a)) return nullptr;
  if (args.count == 1 && args.keywords == nullptr && cls == vm.types.bytes && vm.types.of(a[0]) == cls) return share(a[0]);
  return vm.start(create_co(vm, cls, a[0], a[1], a[2]));
}

// ---- slots --------------------------------------------------------------------------------------------------------------------------------

Ref byte_at(Vm& vm, Value self, std::int64_t i) { return vm.integer(static_cast<unsigned char>(bytes_view(self)[static_cast<std::size_t>(i)])); }

Ref slice_of(Vm& vm, Value self, const SliceRange& r) {
  const std::string_view data = bytes_view(self);
  vm.charge(Cost::AllocSmall);
  vm.charge(Cost::CharCopy, r.length);
  if (r.step == 1) return make_bytes_like(vm.heap, self, data.substr(static_cast<std::size_t>(r.start), static_cast<std::size_t>(r.length)));
  std::string picked;
  for (std::int64_t i = 0; i < r.length; ++i) picked += data[static_cast<std::size_t>(r.start + i * r.step)];
  return make_bytes_like(vm.heap, self, picked);
}

constexpr SequenceOps kBytes = {"byte indices must be integers or slices, not ", false, "index out of range", bytes_size, byte_at, slice_of};
constexpr SequenceOps kBytearray = {"bytearray indices must be integers or slices, not ", false, "bytearray index out of range", bytes_size, byte_at, slice_of};
constexpr SequenceOps kFactor = {"can't multiply sequence by non-int of type ", true, "", nullptr, nullptr, nullptr};

Ref repeat(Vm& vm, Value self, std::int64_t times, Value) {
  const std::int64_t total = bytes_size(self) * std::clamp<std::int64_t>(times, 0, 2'000'000'001);
  if (total > 2'000'000'000) return vm.raise(Exc::MemoryError);
  std::string data;
  data.reserve(static_cast<std::size_t>(total));
  for (std::int64_t i = 0; i < times && total > 0; ++i) data += bytes_view(self);
  vm.charge(Cost::CharCopy, total);
  return make_bytes_like(vm.heap, self, data);
}

Ref bytes_repr_slot(Vm& vm, Value self) {
  vm.charge(Cost::CharCopy, bytes_size(self));
  return new_str(vm, bytes_repr(bytes_view(self)));
}
Ref bytes_hash_slot(Vm& vm, Value self) { return make_int(vm.heap, static_cast<std::int64_t>(bytes_hash(static_cast<BytesObject*>(self.object())))); }

Co<Ref> percent_co(Vm& vm, Value self, Value values) {
  // The text rules on Latin-1 text: %s and %b take bytes-like values, which turn into the same text.
  Ref latin = new_str(vm, "latin-1");
  Ref text = decode_bytes(vm, bytes_view(self), latin, Value());
  Ref items = make_list(vm.heap);
  const Value* given = is_tuple(values) ? as_tuple(values)->items : &values;
  const std::uint32_t count = is_tuple(values) ? as_tuple(values)->length : 1;
  for (std::uint32_t i = 0; i < count; ++i) {
    Ref item = share(given[i]);
    if (is_byteslike(item)) item = decode_bytes(vm, bytes_view(item), latin, Value());
    list_append(vm.heap, as_list(items), item);
  }
  Ref arguments = is_tuple(values) ? make_tuple(vm.heap, {as_list(items)->items, as_list(items)->length}) : share(as_list(items)->items[0]);
  Ref from = new_str(vm, "%b"), to = new_str(vm, "%s");
  Ref pattern = str_replace(vm.heap, as_str(text), as_str(from), as_str(to), -1);
  Ref result = co_await vm.finish(binary(vm, BinaryOp::Remainder, pattern, arguments));
  if (!result) co_return nullptr;
  Ref encoded = encode_str(vm, result, latin, Value());
  if (!encoded) co_return nullptr;
  co_return make_bytes_like(vm.heap, self, bytes_view(encoded));
}

}  // namespace

Ref bytes_from(Vm& vm, Value source, Value encoding, Value errors, const char* class_name) {
  if (!source) {
    if (encoding || errors) return vm.raise(Exc::TypeError, encoding ? "encoding without a string argument" : "errors without a string argument");
    return make_bytes(vm.heap, "");
  }
  if (is_str(source)) {
    if (!encoding) return vm.raise(Exc::TypeError, "string argument without an encoding");
    return encode_str(vm, source, encoding, errors);
  }
  if (encoding || errors) return vm.raise(Exc::TypeError, encoding ? "encoding without a string argument" : "errors without a string argument");
  if (is_byteslike(source)) {
    vm.charge(Cost::CharCopy, bytes_size(source));
    return make_bytes(vm.heap, bytes_view(source));
  }
  return vm.start(from_object(vm, source, class_name));
}

std::int64_t bytes_size(Value v) { return static_cast<std::int64_t>(bytes_view(v).size()); }
Ref bytes_length(Vm& vm, Value self) { return vm.integer(bytes_size(self)); }
Ref bytes_get_item(Vm& vm, Value self, Value key) { return sequence_get_item(vm, is_bytes(self) ? kBytes : kBytearray, self, key); }
Ref bytes_iter(Vm& vm, Value self) {
  vm.charge(Cost::AllocTracked);
  return make_index_iterator(vm.heap, is_bytes(self) ? vm.types.bytes_iterator : vm.types.bytearray_iterator, self);
}

Ref bytes_compare(Vm& vm, Value a, Value b, CompareOp op) {
  if (!is_byteslike(b)) return not_implemented();
  return vm.boolean(compare_result(bytes_view(a).compare(bytes_view(b)), op));
}

Ref bytes_contains(Vm& vm, Value self, Value what) {
  vm.charge(Cost::CharScan, bytes_size(self));
  if (is_byteslike(what)) return vm.boolean(bytes_view(self).find(bytes_view(what)) != std::string_view::npos);
  if (!is_int(what)) return vm.raise(Exc::TypeError, fmt::format("a bytes-like object is required, not '{}'", type_name_of(vm, what)));
  unsigned char byte = 0;
  if (!byte_value(vm, what, byte, "byte must be in range(0, 256)")) return nullptr;
  return vm.boolean(bytes_view(self).find(static_cast<char>(byte)) != std::string_view::npos);
}

Ref bytes_binary(Vm& vm, Value a, Value b, BinaryOp op) {
  switch (op) {
    case BinaryOp::Add:
      if (!is_byteslike(a) || !is_byteslike(b)) return not_implemented();
      vm.charge(Cost::AllocSmall);
      vm.charge(Cost::CharCopy, bytes_size(a) + bytes_size(b));
      return make_bytes_like(vm.heap, a, std::string(bytes_view(a)).append(bytes_view(b)));
    case BinaryOp::Multiply: {
      const Value self = is_byteslike(a) ? a : b, factor = is_byteslike(a) ? b : a;
      if (!is_byteslike(self) || (!is_int(factor) && vm.types.of(factor)->slots.as_index == nullptr)) return not_implemented();
      return with_index(vm, kFactor, self, factor, Value(), repeat);
    }
    case BinaryOp::Remainder: return is_byteslike(a) ? vm.start(percent_co(vm, a, b)) : not_implemented();
    default: return not_implemented();
  }
}

void install_bytes(Vm& vm) {
  TypeObject* type = vm.types.bytes;
  size_type(type, sizeof(BytesObject));
  Slots& s = type->slots;
  s.repr = bytes_repr_slot;
  s.hash = bytes_hash_slot;
  s.length = bytes_length;
  s.compare = bytes_compare;
  s.binary = bytes_binary;
  s.get_item = bytes_get_item;
  s.contains = bytes_contains;
  s.iter = bytes_iter;
  s.create = bytes_create;
  s.destroy = bytes_destroy;
  install_bytearray(vm);
  add_bytes_methods(vm);
}

}  // namespace gilscope
