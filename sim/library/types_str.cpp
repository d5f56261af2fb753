// str: slots and construction (Objects/unicodeobject.c).
#include "sim/library/types_str.hpp"

#include <fmt/format.h>

#include "sim/library/type_helpers.hpp"
#include "sim/library/types.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/iterators.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

Ref finish_str(Vm& vm, TypeObject* cls, Value text) {
  return cls == vm.types.str ? exact_str(vm.heap, text) : make_str_of(vm.heap, cls, as_str(text));
}

// ---- construction -----------------------------------------------------------------------------------------------------------------------

Co<Ref> str_of_co(Vm& vm, TypeObject* cls, Value object) {
  Ref text = co_await vm.finish(str_of(vm, object));
  if (!text) co_return nullptr;
  if (!is_str(text)) co_return vm.raise(Exc::TypeError, fmt::format("__str__ returned non-string (type {})", type_name_of(vm, text)));
  co_return cls == vm.types.str ? text : finish_str(vm, cls, text);
}

Ref decoded(Vm& vm, TypeObject* cls, Value object, Value encoding, Value errors) {
  if (is_str(object)) return vm.raise(Exc::TypeError, "decoding str is not supported");
  if (!is_byteslike(object)) {
    return vm.raise(Exc::TypeError, fmt::format("decoding to str: need a bytes-like object, {} found", type_name_of(vm, object)));
  }
  Ref text = decode_bytes(vm, bytes_view(object), encoding, errors);
  return text ? finish_str(vm, cls, text) : nullptr;
}

Ref str_create(Vm& vm, TypeObject* cls, const Args& args) {
  if (args.count > 3) return vm.raise(Exc::TypeError, fmt::format("str expected at most 3 arguments, got {}", args.count));
  Value a[3];
  for (std::uint32_t i = 0; i < args.count; ++i) a[i] = args[i];
  for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
    const StrObject* name = as_str(args.keywords->items[i]);
    const int at = str_equals(name, "object") ? 0 : str_equals(name, "encoding") ? 1 : str_equals(name, "errors") ? 2 : -1;
    if (at < 0) return vm.raise(Exc::TypeError, fmt::format("str() got an unexpected keyword argument '{}'", to_utf8(name)));
    a[at] = args.keyword_value(i);
  }
  if (!a[0]) {
    Ref empty = new_str(vm, "");
    return finish_str(vm, cls, empty);
  }
  if (a[1] || a[2]) return decoded(vm, cls, a[0], a[1], a[2]);
  if (cls == vm.types.str && vm.types.of(a[0]) == vm.types.str) return share(a[0]);
  return vm.start(str_of_co(vm, cls, a[0]));
}

// ---- slots --------------------------------------------------------------------------------------------------------------------------------

std::int64_t text_length(Value self) { return as_str(self)->length; }
Ref char_at(Vm& vm, Value self, std::int64_t i) { return make_char(vm.heap, as_str(self)->at(static_cast<std::size_t>(i))); }
Ref slice_of(Vm& vm, Value self, const SliceRange& r) {
  if (r.length > 1) vm.charge(Cost::AllocSmall);
  vm.charge(Cost::CharCopy, r.length);
  return str_slice(vm.heap, as_str(self), r.start, r.stop, r.step, r.length);
}
constexpr SequenceOps kSequence = {"string indices must be integers, not ", true, "string index out of range", text_length, char_at, slice_of};

Ref str_repr_slot(Vm& vm, Value self) {
  vm.charge(Cost::CharCopy, text_length(self));
  return str_repr(vm.heap, as_str(self));
}
Ref str_str(Vm& vm, Value self) { return exact_str(vm.heap, self); }
Ref str_hash_slot(Vm& vm, Value self) { return make_int(vm.heap, static_cast<std::int64_t>(str_hash(as_str(self)))); }
Ref str_length(Vm& vm, Value self) { return vm.integer(text_length(self)); }
Ref str_get_item(Vm& vm, Value self, Value key) { return sequence_get_item(vm, kSequence, self, key); }
Ref str_iter(Vm& vm, Value self) {
  vm.charge(Cost::AllocTracked);
  return make_index_iterator(vm.heap, as_str(self)->ascii ? vm.types.str_ascii_iterator : vm.types.str_iterator, self);
}

Ref str_compare_slot(Vm& vm, Value a, Value b, CompareOp op) {
  if (!is_str(b)) return not_implemented();
  if (op == CompareOp::Eq || op == CompareOp::Ne) return vm.boolean(str_equal(as_str(a), as_str(b)) == (op == CompareOp::Eq));
  return vm.boolean(compare_result(str_compare(as_str(a), as_str(b)), op));
}

Ref str_contains(Vm& vm, Value self, Value what) {
  if (!is_str(what)) {
    return vm.raise(Exc::TypeError, fmt::format("'in <string>' requires string as left operand, not {}", type_name_of(vm, what)));
  }
  vm.charge(Cost::CharScan, text_length(self));
  return vm.boolean(str_find(as_str(self), as_str(what), 0, text_length(self)) >= 0);
}

Ref repeat(Vm& vm, Value self, std::int64_t times, Value) {
  const std::int64_t total = text_length(self) * std::clamp<std::int64_t>(times, 0, 2'000'000'001);
  if (total > 2'000'000'000 || total * as_str(self)->kind > 4'000'000'000) return vm.raise(Exc::MemoryError);
  vm.charge(Cost::AllocSmall);
  vm.charge(Cost::CharCopy, total);
  return str_repeat(vm.heap, as_str(self), times);
}

Ref repeat_by(Vm& vm, Value self, Value factor) {
  constexpr SequenceOps kFactor = {"can't multiply sequence by non-int of type ", true, "", nullptr, nullptr, nullptr};
  if (is_int(factor)) {
    std::int64_t times = 0;
    if (!as_int64(factor, times)) return vm.raise(Exc::OverflowError, "cannot fit 'int' into an index-sized integer");
    return repeat(vm, self, times, Value());
  }
  if (vm.types.of(factor)->slots.as_index == nullptr) return not_implemented();
  return with_index(vm, kFactor, self, factor, Value(), repeat);
}

Ref str_binary(Vm& vm, Value a, Value b, BinaryOp op) {
  switch (op) {
    case BinaryOp::Add:
      if (!is_str(a) || !is_str(b)) return not_implemented();
      vm.charge(Cost::AllocSmall);
      vm.charge(Cost::CharCopy, text_length(a) + text_length(b));
      return str_concat(vm.heap, as_str(a), as_str(b));
    case BinaryOp::Multiply:
      vm.charge(Cost::NativeCall, 2);  // the int's multiplication is asked first, and declines; the factor becomes an index
      return is_str(a) ? repeat_by(vm, a, b) : repeat_by(vm, b, a);
    case BinaryOp::Remainder: return is_str(a) ? str_percent(vm, a, b) : not_implemented();
    default: return not_implemented();
  }
}

}  // namespace

void install_str(Vm& vm) {
  TypeObject* type = vm.types.str;
  size_type(type, sizeof(StrObject));
  Slots& s = type->slots;
  s.repr = str_repr_slot;
  s.str = str_str;
  s.hash = str_hash_slot;
  s.length = str_length;
  s.compare = str_compare_slot;
  s.binary = str_binary;
  s.get_item = str_get_item;
  s.contains = str_contains;
  s.iter = str_iter;
  s.create = str_create;
  s.destroy = str_destroy;
  add_str_methods(vm);
}

}  // namespace gilscope
