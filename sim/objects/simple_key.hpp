// Hashing and equality of keys whose answer needs no Python code: numbers, str, bytes, None and the other singletons, tuples and
// frozensets of such, and every object that compares by identity. Containers use these first and ask the vm only for the rest.
#pragma once

#include <cstdint>

#include "sim/objects/objects.hpp"

namespace gilscope {

enum class KeyKind : std::uint8_t { Number, Str, Bytes, Tuple, FrozenSet, Identity, Other };
KeyKind key_kind(Value key);  ///< Other: unhashable, or its class has __eq__ or __hash__ of its own

bool simple_hash_slow(Heap& heap, Value key, std::uint64_t& out);
/// CPython's hash for numbers, tuples and frozensets; ours for str, bytes and identities. False: not a simple key.
inline bool simple_hash(Heap& heap, Value key, std::uint64_t& out) {
  if (key.is_integer()) {
    const std::int64_t i = key.integer();
    out = static_cast<std::uint64_t>(i == -1 ? -2 : i);
    return true;
  }
  return simple_hash_slow(heap, key, out);
}

enum class KeyMatch : std::uint8_t { No, Yes, AskPython };
KeyMatch simple_equal_slow(Value a, Value b);
/// Identity, then equality.
inline KeyMatch simple_equal(Value a, Value b) { return a == b ? KeyMatch::Yes : simple_equal_slow(a, b); }

/// int or float against int or float, exact whatever their sizes: <0, 0, >0; unordered (a nan) sets `unordered`.
int number_compare(Value a, Value b, bool& unordered);
bool number_equal(Value a, Value b);

std::uint64_t float_hash(double d);
std::uint64_t identity_hash(Heap& heap, Object* o);

/// Whether instances of the class are equal only to themselves and hash by identity.
bool has_identity_equality(const TypeObject* type, const TypeObject* object_type);

}  // namespace gilscope
