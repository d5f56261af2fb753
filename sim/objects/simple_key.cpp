#include "sim/objects/simple_key.hpp"

#include <cmath>

#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/set_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

bool has_identity_equality(const TypeObject* type, const TypeObject* object_type) {
  if ((type->type_flags & kTypeCustomEq) != 0) return false;
  for (const TypeObject* t = type; t != nullptr && t != object_type; t = t->base) {
    if (t->slots.compare != nullptr && t->slots.compare != object_type->slots.compare) return false;
    if (t->slots.hash != nullptr && t->slots.hash != object_type->slots.hash) return false;
  }
  return true;
}

KeyKind key_kind(Value key) {
  if (key.is_integer() || key.is_real() || key.is_bool()) return KeyKind::Number;
  if (!key.is_object()) return KeyKind::Identity;
  const TypeObject* type = key.object()->type;
  if ((type->type_flags & kTypeCustomEq) != 0) return KeyKind::Other;
  switch (type->layout) {
    case Layout::Str: return KeyKind::Str;
    case Layout::Int:
    case Layout::Float: return KeyKind::Number;
    case Layout::Bytes: return KeyKind::Bytes;
    case Layout::Tuple: return KeyKind::Tuple;
    case Layout::FrozenSet: return KeyKind::FrozenSet;
    case Layout::Bytearray:
    case Layout::List:
    case Layout::Dict:
    case Layout::Set: return KeyKind::Other;
    default: return has_identity_equality(type, Heap::of(key.object()).types().object_) ? KeyKind::Identity : KeyKind::Other;
  }
}

namespace {

// pyhash.c and object.c use constants or addresses for the singletons; None's is fixed since 3.12.
std::uint64_t singleton_hash(Value v) { return v.is_none() ? 0xFCA8'6420 : v.is_ellipsis() ? 0x0E11'1951 : 0x0007'1313; }

std::uint64_t number_hash(Value v) {
  return is_int(v) ? static_cast<std::uint64_t>(int_hash(v)) : float_hash(float_value(v));
}

}  // namespace

// ---- hashes ---------------------------------------------------------------------------------------------------------------

namespace {

constexpr int kDeepestTuple = 400;  ///< tuples in tuples: a deeper key is left to the vm, which counts the depth of all recursion

bool hash_of_tuple(Heap& heap, TupleObject* t, std::uint64_t& out, int deepest) {
  if (t->hashed) {
    out = t->hash;
    return true;
  }
  if (deepest == 0) return false;
  TupleHash hash;
  for (std::uint32_t i = 0; i < t->length; ++i) {
    const Value v = t->items[i];
    std::uint64_t item = 0;
    const bool nested = !v.is_integer() && key_kind(v) == KeyKind::Tuple;
    if (!(nested ? hash_of_tuple(heap, static_cast<TupleObject*>(v.object()), item, deepest - 1) : simple_hash(heap, v, item))) return false;
    hash.add(item);
  }
  t->hash = out = hash.finish(t->length);
  t->hashed = true;
  return true;
}

}  // namespace

bool tuple_hash(Heap& heap, TupleObject* t, std::uint64_t& out) { return hash_of_tuple(heap, t, out, kDeepestTuple); }

bool simple_hash_slow(Heap& heap, Value key, std::uint64_t& out) {
  switch (key_kind(key)) {
    case KeyKind::Number: out = number_hash(key); return true;
    case KeyKind::Str: out = str_hash(as_str(key)); return true;
    case KeyKind::Bytes: out = bytes_hash(static_cast<BytesObject*>(key.object())); return true;
    case KeyKind::Tuple: return tuple_hash(heap, static_cast<TupleObject*>(key.object()), out);
    case KeyKind::FrozenSet: out = frozenset_hash(static_cast<SetObject*>(key.object())); return true;
    case KeyKind::Identity: out = key.is_object() ? identity_hash(heap, key.object()) : singleton_hash(key); return true;
    default: return false;
  }
}

int number_compare(Value a, Value b, bool& unordered) {
  unordered = false;
  if (is_int(a) && is_int(b)) return int_compare(a, b);
  if (is_float(a) && is_float(b)) {
    const double x = float_value(a), y = float_value(b);
    unordered = x != x || y != y;
    return x < y ? -1 : x > y;
  }
  if (is_float(a)) return -number_compare(b, a, unordered);
  const double y = float_value(b);
  unordered = y != y;
  if (unordered) return 0;
  if (std::isinf(y)) return y > 0 ? -1 : 1;
  return mpz_cmp_d(IntView(a), y);
}

bool number_equal(Value a, Value b) {
  bool unordered = false;
  return number_compare(a, b, unordered) == 0 && !unordered;
}

// ---- equality -------------------------------------------------------------------------------------------------------------

namespace {

bool are_tuples(Value a, Value b) {
  return a.is_object() && b.is_object() && key_kind(a) == KeyKind::Tuple && key_kind(b) == KeyKind::Tuple;
}

KeyMatch match_tuples(const TupleObject* a, const TupleObject* b, int deepest) {
  if (a->length != b->length) return KeyMatch::No;
  if (deepest == 0) return KeyMatch::AskPython;
  for (std::uint32_t i = 0; i < a->length; ++i) {
    const Value x = a->items[i], y = b->items[i];
    if (x == y) continue;
    const KeyMatch match = are_tuples(x, y) ? match_tuples(as_tuple(x), as_tuple(y), deepest - 1) : simple_equal_slow(x, y);
    if (match != KeyMatch::Yes) return match;
  }
  return KeyMatch::Yes;
}

}  // namespace

KeyMatch tuple_equal(const TupleObject* a, const TupleObject* b) { return match_tuples(a, b, kDeepestTuple); }

KeyMatch simple_equal_slow(Value a, Value b) {
  if (a.is_object() && b.is_object() && a.object()->type == b.object()->type && a.object()->type->layout == Layout::Str &&
      (a.object()->type->type_flags & kTypeCustomEq) == 0) {
    return str_equal(as_str(a), as_str(b)) ? KeyMatch::Yes : KeyMatch::No;  // by far the most frequent
  }
  const KeyKind kind = key_kind(a), other = key_kind(b);
  if (kind == KeyKind::Other || other == KeyKind::Other) return KeyMatch::AskPython;
  if (kind != other) return KeyMatch::No;
  const auto answer = [](bool yes) { return yes ? KeyMatch::Yes : KeyMatch::No; };
  switch (kind) {
    case KeyKind::Number: return answer(number_equal(a, b));
    case KeyKind::Str: return answer(str_equal(as_str(a), as_str(b)));
    case KeyKind::Bytes: return answer(bytes_view(a) == bytes_view(b));
    case KeyKind::Tuple: return tuple_equal(static_cast<TupleObject*>(a.object()), static_cast<TupleObject*>(b.object()));
    case KeyKind::FrozenSet: return set_equal(static_cast<SetObject*>(a.object()), static_cast<SetObject*>(b.object()));
    default: return KeyMatch::No;
  }
}

std::uint64_t float_hash(double d) {
  if (!std::isfinite(d)) return std::isinf(d) ? static_cast<std::uint64_t>(d > 0 ? 314159 : -314159) : 0;
  // The value modulo the Mersenne prime, 28 bits of the mantissa at a time; a power of two is a rotation.
  constexpr int kBits = 61;
  int exponent = 0;
  double m = std::frexp(std::fabs(d), &exponent);
  std::uint64_t x = 0;
  while (m != 0) {
    x = ((x << 28) & kHashModulus) | x >> (kBits - 28);
    m *= 268435456.0;
    exponent -= 28;
    const auto chunk = static_cast<std::uint64_t>(m);
    m -= static_cast<double>(chunk);
    x += chunk;
    if (x >= kHashModulus) x -= kHashModulus;
  }
  exponent = exponent >= 0 ? exponent % kBits : kBits - 1 - ((-1 - exponent) % kBits);
  if (exponent != 0) x = ((x << exponent) & kHashModulus) | x >> (kBits - exponent);
  const std::int64_t h = d < 0 ? -static_cast<std::int64_t>(x) : static_cast<std::int64_t>(x);
  return static_cast<std::uint64_t>(h == -1 ? -2 : h);
}

std::uint64_t identity_hash(Heap& heap, Object* o) { return heap.identity(o) >> 4; }

}  // namespace gilscope
