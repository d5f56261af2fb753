// What the methods of the data types share: arguments, indexes, and the algorithms on runs of items that may call Python code
// (search, comparison, repr), each with a plain fast path.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/op_error.hpp"
#include "sim/objects/range_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

inline bool is_given(Value v) { return v && !v.is_none(); }
inline Ref raise_op(Vm& vm, const OpError& e) { return vm.raise(e.kind, e.message); }
inline Ref not_implemented() { return steal(Value::not_implemented()); }
inline Ref new_str(Vm& vm, std::string_view utf8) { return make_str(vm.heap, utf8); }

/// Sets up a class: layout size and flags beyond what bootstrap gave it.
inline void size_type(TypeObject* type, std::size_t bytes) { type->basic_bytes = static_cast<std::uint32_t>(bytes); }

/// A constructor that takes positional arguments only. False: TypeError "X expected at most N arguments, got M" or "X() takes no keyword
/// arguments" (the latter not if a subclass has an __init__ of its own: cls->slots.init differs from own_init).
bool positional_args(Vm& vm, const char* name, const Args& args, std::uint32_t most);
bool positional_args(Vm& vm, const char* name, TypeObject* cls, const TypeObject* builtin, const Args& args, std::uint32_t most);

// ---- __index__ ------------------------------------------------------------------------------------------------------------
/// True if some argument whose bit is set in `mask` is given and no int: then return index_args(...) at once, which converts them with
/// __index__ (or raises) and calls fn again.
bool wants_index(const Args& args, std::uint32_t mask);
Ref index_args(Vm& vm, NativeFn fn, const Args& args, std::uint32_t mask);
/// The same for start and stop arguments, which complain as slices do and (the first pair) may be None.
bool wants_slice(const Args& args, std::uint32_t mask);
Ref slice_args(Vm& vm, NativeFn fn, const Args& args, std::uint32_t mask);
Ref bound_args(Vm& vm, NativeFn fn, const Args& args, std::uint32_t mask);
/// The int's value clamped to 64 bits; `missing` for null and None.
inline std::int64_t int_or(Value v, std::int64_t missing) { return is_given(v) ? clamped_int64(v) : missing; }

/// Names of a sequence type in messages, and its parts.
struct SequenceOps {
  const char* indices;       ///< "list indices must be integers or slices, not {}" without "{}"
  bool quoted;               ///< str puts the class in quotes
  const char* out_of_range;  ///< "list index out of range"
  std::int64_t (*length)(Value self);
  Ref (*item)(Vm&, Value self, std::int64_t index);  ///< index is within bounds
  Ref (*slice)(Vm&, Value self, const SliceRange& range);
};
Ref sequence_get_item(Vm& vm, const SequenceOps& ops, Value self, Value key);
/// Slice bounds as ints: for slices whose bounds have __index__ in Python, `then` runs once they are known. Raises "slice step cannot be zero".
using SliceThen = Ref (*)(Vm&, Value self, const SliceRange& range, Value extra);
Ref with_slice(Vm& vm, Value self, Value slice, std::int64_t (*length)(Value), Value extra, SliceThen then);
/// An index key (int or __index__), then `then(self, index as given, extra)`. Raises IndexError for ints beyond 64 bits; TypeError otherwise.
using IndexThen = Ref (*)(Vm&, Value self, std::int64_t index, Value extra);
Ref with_index(Vm& vm, const SequenceOps& ops, Value self, Value key, Value extra, IndexThen then);
inline bool is_slice(Vm& vm, Value v) { return v.is_object() && v.object()->type == vm.types.slice; }

// ---- runs of items: lists and tuples -----------------------------------------------------------------------------------------
struct ItemSpan { const Value* items; std::uint32_t length; };
inline ItemSpan items_of(Value v) {
  if (v.object()->type->layout == Layout::List) return {as_list(v)->items, as_list(v)->length};
  return {as_tuple(v)->items, as_tuple(v)->length};
}
/// Finds the first item equal to `wanted` at begin <= i < end, and calls then(container, wanted, i) or, if there is none, with -1.
using FoundThen = Ref (*)(Vm&, Value container, Value wanted, std::int64_t index);
Ref find_item(Vm& vm, Value container, Value wanted, std::int64_t begin, std::int64_t end, FoundThen then);
Ref count_items(Vm& vm, Value container, Value wanted);
/// Lexicographic, as list and tuple compare with their own kind.
Ref compare_items(Vm& vm, Value a, Value b, CompareOp op);
/// "[1, 'a']"; recursion shows `again`. `single_comma`: (1,).
Ref repr_items(Vm& vm, Value container, const char* open, const char* close, const char* again, bool single_comma);

/// repr without Python code: exact numbers, str, bytes, None, True, False, Ellipsis. False: not that simple.
bool simple_repr(Vm& vm, Value v, StrBuilder& out);

/// The items of any iterable as a list or tuple that lives at least until `then` returns: `then(self, items)`. `wrong`: a TypeError text to
/// use instead of "'X' object is not iterable", or null.
using ItemsThen = Ref (*)(Vm&, Value self, Value items);
Ref with_items(Vm& vm, Value self, Value iterable, ItemsThen then, const char* wrong = nullptr);

/// Unicode errors (Objects/exceptions.c): the five-argument exceptions.
Ref raise_encode_error(Vm& vm, const CodecError& error, Encoding encoding, Value text);
Ref raise_decode_error(Vm& vm, const CodecError& error, Encoding encoding, std::string_view bytes);
/// Encoding named by an argument (null or None: utf-8). Unknown: LookupError is set.
bool encoding_arg(Vm& vm, Value name, Encoding& out);
/// bytes.decode / str(b, ...): errors null or a str.
Ref decode_bytes(Vm& vm, std::string_view bytes, Value encoding, Value errors);
Ref encode_str(Vm& vm, Value text, Value encoding, Value errors);  ///< a bytes object

}  // namespace gilscope
