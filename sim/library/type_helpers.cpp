#include "sim/library/type_helpers.hpp"

#include <fmt/format.h>

#include <array>

#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/float_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/types.hpp"
#include "sim/vm/exceptions.hpp"

namespace gilscope {

bool positional_args(Vm& vm, const char* name, const Args& args, std::uint32_t most) {
  if (args.keyword_count() != 0) {
    vm.raise(Exc::TypeError, fmt::format("{}() takes no keyword arguments", name));
    return false;
  }
  if (args.count <= most) return true;
  vm.raise(Exc::TypeError, fmt::format("{} expected at most {} argument{}, got {}", name, most, most == 1 ? "" : "s", args.count));
  return false;
}

bool positional_args(Vm& vm, const char* name, TypeObject* cls, const TypeObject* builtin, const Args& args, std::uint32_t most) {
  if (cls != builtin && cls->slots.init != builtin->slots.init) return positional_args(vm, name, Args{args.data, args.count, nullptr}, most);
  return positional_args(vm, name, args, most);
}

// ---- __index__ --------------------------------------------------------------------------------------------------------------

bool wants_index(const Args& args, std::uint32_t mask) {
  for (std::uint32_t i = 0; i < args.count; ++i) if ((mask >> i & 1) != 0 && args[i] && !is_int(args[i])) return true;
  return false;
}

bool wants_slice(const Args& args, std::uint32_t mask) {
  for (std::uint32_t i = 0; i < args.count; ++i) if ((mask >> i & 1) != 0 && is_given(args[i]) && !is_int(args[i])) return true;
  return false;
}

namespace {

constexpr const char* kWrongBound = "slice indices must be integers or have an __index__ method";
constexpr const char* kWrongSlice = "slice indices must be integers or None or have an __index__ method";

Co<Ref> index_args_co(Vm& vm, NativeFn fn, const Args args, std::uint32_t mask, const char* wrong, bool allow_none) {
  std::array<Value, 8> values;
  std::array<Ref, 8> held;
  for (std::uint32_t i = 0; i < args.count; ++i) values[i] = args[i];
  for (std::uint32_t i = 0; i < args.count; ++i) {
    if ((mask >> i & 1) == 0 || !values[i] || is_int(values[i]) || (allow_none && values[i].is_none())) continue;
    if (wrong != nullptr && vm.types.of(values[i])->slots.as_index == nullptr) co_return vm.raise(Exc::TypeError, wrong);
    held[i] = co_await vm.finish(as_index(vm, values[i]));
    if (!held[i]) co_return nullptr;
    values[i] = held[i];
  }
  Ref result = co_await vm.finish(fn(vm, Args{values.data(), args.count, nullptr}));
  co_return result;
}

Ref out_of_range(Vm& vm, const SequenceOps& ops) { return vm.raise(Exc::IndexError, ops.out_of_range); }

Ref index_with_number(Vm& vm, Value self, Value number, Value extra, IndexThen then) {
  std::int64_t i = 0;
  if (!as_int64(number, i)) return vm.raise(Exc::IndexError, fmt::format("cannot fit '{}' into an index-sized integer", type_name_of(vm, number)));
  return then(vm, self, i, extra);
}

Co<Ref> with_index_co(Vm& vm, Value self, Value key, Value extra, IndexThen then) {
  Ref number = co_await vm.finish(as_index(vm, key));
  if (!number) co_return nullptr;
  Ref result = co_await vm.finish(index_with_number(vm, self, number, extra, then));
  co_return result;
}

Ref wrong_index(Vm& vm, const SequenceOps& ops, Value key) {
  const std::string name = type_name_of(vm, key);
  return vm.raise(Exc::TypeError, ops.quoted ? fmt::format("{}'{}'", ops.indices, name) : fmt::format("{}{}", ops.indices, name));
}

}  // namespace

Ref index_args(Vm& vm, NativeFn fn, const Args& args, std::uint32_t mask) { return vm.start(index_args_co(vm, fn, args, mask, nullptr, false)); }
Ref slice_args(Vm& vm, NativeFn fn, const Args& args, std::uint32_t mask) { return vm.start(index_args_co(vm, fn, args, mask, kWrongSlice, true)); }
Ref bound_args(Vm& vm, NativeFn fn, const Args& args, std::uint32_t mask) { return vm.start(index_args_co(vm, fn, args, mask, kWrongBound, false)); }

Ref with_index(Vm& vm, const SequenceOps& ops, Value self, Value key, Value extra, IndexThen then) {
  if (is_int(key)) return index_with_number(vm, self, key, extra, then);
  if (vm.types.of(key)->slots.as_index == nullptr) return wrong_index(vm, ops, key);
  return vm.start(with_index_co(vm, self, key, extra, then));
}

namespace {

Co<Ref> with_slice_co(Vm& vm, Value self, Value slice, std::int64_t (*length)(Value), Value extra, SliceThen then) {
  const auto* s = static_cast<SliceObject*>(slice.object());
  const Value bounds[] = {s->start, s->stop, s->step};
  Ref numbers[3];
  for (int i = 0; i < 3; ++i) {
    if (bounds[i].is_none()) {
      numbers[i] = vm.none();
      continue;
    }
    if (!is_int(bounds[i]) && vm.types.of(bounds[i])->slots.as_index == nullptr) {
      co_return vm.raise(Exc::TypeError, kWrongSlice);
    }
    numbers[i] = co_await vm.finish(as_index(vm, bounds[i]));
    if (!numbers[i]) co_return nullptr;
  }
  Ref known = make_slice(vm.heap, numbers[0], numbers[1], numbers[2]);
  SliceRange range{};
  if (!slice_range(static_cast<SliceObject*>(known.get().object()), length(self), range)) {
    co_return vm.raise(Exc::ValueError, "slice step cannot be zero");
  }
  Ref result = co_await vm.finish(then(vm, self, range, extra));
  co_return result;
}


}  // namespace

Ref with_slice(Vm& vm, Value self, Value slice, std::int64_t (*length)(Value), Value extra, SliceThen then) {
  SliceRange range{};
  if (slice_range(static_cast<SliceObject*>(slice.object()), length(self), range)) return then(vm, self, range, extra);
  if (range.step == 0) return vm.raise(Exc::ValueError, "slice step cannot be zero");
  return vm.start(with_slice_co(vm, self, slice, length, extra, then));
}

namespace {

Ref item_at(Vm& vm, const SequenceOps& ops, Value self, std::int64_t i) {
  const std::int64_t length = ops.length(self);
  if (i < 0) i += length;
  return i < 0 || i >= length ? out_of_range(vm, ops) : ops.item(vm, self, i);
}

Co<Ref> get_item_co(Vm& vm, const SequenceOps* ops, Value self, Value key) {
  Ref number = co_await vm.finish(as_index(vm, key));
  if (!number) co_return nullptr;
  std::int64_t i = 0;
  if (!as_int64(number, i)) co_return vm.raise(Exc::IndexError, fmt::format("cannot fit '{}' into an index-sized integer", type_name_of(vm, key)));
  co_return item_at(vm, *ops, self, i);
}

Co<Ref> get_slice_co(Vm& vm, const SequenceOps* ops, Value self, Value key) {
  struct Keep { static Ref range(Vm& vm, Value, const SliceRange& r, Value) {
    return vm.tuple({Value::integer(r.start), Value::integer(r.step), Value::integer(r.length)}); } };
  Ref parts = co_await vm.finish(with_slice(vm, self, key, ops->length, Value(), Keep::range));
  if (!parts) co_return nullptr;
  const TupleObject* t = as_tuple(parts);
  const std::int64_t start = clamped_int64(t->items[0]), step = clamped_int64(t->items[1]), length = clamped_int64(t->items[2]);
  co_return ops->slice(vm, self, SliceRange{start, start + step * length, step, length});
}

}  // namespace

Ref sequence_get_item(Vm& vm, const SequenceOps& ops, Value self, Value key) {
  std::int64_t i = 0;
  if (as_int64(key, i)) return item_at(vm, ops, self, i);
  if (is_slice(vm, key)) {
    SliceRange range{};
    if (slice_range(static_cast<SliceObject*>(key.object()), ops.length(self), range)) return ops.slice(vm, self, range);
    if (range.step == 0) return vm.raise(Exc::ValueError, "slice step cannot be zero");
    return vm.start(get_slice_co(vm, &ops, self, key));
  }
  if (is_int(key)) return vm.raise(Exc::IndexError, fmt::format("cannot fit '{}' into an index-sized integer", type_name_of(vm, key)));
  if (vm.types.of(key)->slots.as_index == nullptr) return wrong_index(vm, ops, key);
  return vm.start(get_item_co(vm, &ops, self, key));
}

// ---- texts and encodings ------------------------------------------------------------------------------------------------------

bool simple_repr(Vm& vm, Value v, StrBuilder& out) {
  if (v.is_integer()) return out.add(int_to_text(v)), true;
  if (v.is_real()) return out.add(float_text(v.real())), true;
  if (v.is_none()) return out.add("None"), true;
  if (v.is_bool()) return out.add(v.is_true() ? "True" : "False"), true;
  if (v.is_ellipsis()) return out.add("Ellipsis"), true;
  if (!v.is_object()) return false;
  const TypeObject* type = v.object()->type;
  if (type == vm.types.str) {
    Ref text = str_repr(vm.heap, as_str(v));
    return out.add(as_str(text)), true;
  }
  if (type == vm.types.int_ && !int_text_too_long(v)) return out.add(int_to_text(v)), true;
  if (type == vm.types.float_) return out.add(float_text(float_value(v))), true;
  if (type == vm.types.bytes) return out.add(bytes_repr(bytes_view(v))), true;
  return false;
}

namespace {

Ref raise_unicode(Vm& vm, Exc kind, const CodecError& error, Encoding encoding, Value object) {
  if (!error.unknown_handler.empty()) {
    return vm.raise(Exc::LookupError, fmt::format("unknown error handler name '{}'", error.unknown_handler));
  }
  Ref name = new_str(vm, encoding_name(encoding)), reason = new_str(vm, error.reason);
  const Value start = Value::integer(static_cast<std::int64_t>(error.start)), end = Value::integer(static_cast<std::int64_t>(error.end));
  return raise_exception(vm, make_exception(vm, vm.types.exception(kind), {name, object, start, end, reason}));
}

}  // namespace

Ref raise_encode_error(Vm& vm, const CodecError& error, Encoding encoding, Value text) {
  return raise_unicode(vm, Exc::UnicodeEncodeError, error, encoding, text);
}

Ref raise_decode_error(Vm& vm, const CodecError& error, Encoding encoding, std::string_view bytes) {
  Ref object = make_bytes(vm.heap, bytes);
  return raise_unicode(vm, Exc::UnicodeDecodeError, error, encoding, object);
}

bool encoding_arg(Vm& vm, Value name, Encoding& out) {
  out = Encoding::Utf8;
  if (!is_given(name)) return true;
  const std::string text = to_utf8(name);
  out = find_encoding(text);
  if (out == Encoding::Unknown) vm.raise(Exc::LookupError, fmt::format("unknown encoding: {}", text));
  return out != Encoding::Unknown;
}

namespace {

bool check_codec_arg(Vm& vm, const char* function, const char* name, Value v) {
  if (!v || is_str(v)) return true;
  vm.raise(Exc::TypeError, fmt::format("{}() argument '{}' must be str, not {}", function, name, v.is_none() ? "None" : type_name_of(vm, v)));
  return false;
}

}  // namespace

Ref decode_bytes(Vm& vm, std::string_view bytes, Value encoding, Value errors) {
  Encoding e = Encoding::Utf8;
  if (!check_codec_arg(vm, "decode", "encoding", encoding) || !check_codec_arg(vm, "decode", "errors", errors)) return nullptr;
  if (!encoding_arg(vm, encoding, e)) return nullptr;
  vm.charge(Cost::CharCopy, static_cast<std::int64_t>(bytes.size()));
  const auto text = str_decode(bytes, e, errors ? to_utf8(errors) : std::string("strict"));
  if (!text) return raise_decode_error(vm, text.error(), e, bytes);
  return make_str(vm.heap, std::u32string_view(*text));
}

Ref encode_str(Vm& vm, Value text, Value encoding, Value errors) {
  Encoding e = Encoding::Utf8;
  if (!check_codec_arg(vm, "encode", "encoding", encoding) || !check_codec_arg(vm, "encode", "errors", errors)) return nullptr;
  if (!encoding_arg(vm, encoding, e)) return nullptr;
  vm.charge(Cost::CharCopy, as_str(text)->length);
  const auto bytes = str_encode(as_str(text), e, errors ? to_utf8(errors) : std::string("strict"));
  if (!bytes) return raise_encode_error(vm, bytes.error(), e, text);
  return make_bytes(vm.heap, *bytes);
}

}  // namespace gilscope
