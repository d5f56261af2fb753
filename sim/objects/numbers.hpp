// Looking at numbers without caring how they are stored: immediate, boxed, or an instance of a subclass.
// A bool counts as an int, as in Python.
#pragma once

#include <gmp.h>

#include <cstdint>

#include "sim/objects/objects.hpp"

namespace gilscope {

inline bool has_layout(Value v, Layout layout) { return v.is_object() && v.object()->type->layout == layout; }

inline bool is_int(Value v) { return v.is_integer() || v.is_bool() || has_layout(v, Layout::Int); }
inline bool is_float(Value v) { return v.is_real() || has_layout(v, Layout::Float); }
inline bool is_number(Value v) { return is_int(v) || is_float(v); }

/// Requires: is_float(v).
inline double float_value(Value v) { return v.is_real() ? v.real() : static_cast<const FloatObject*>(v.object())->value; }

bool as_int64_slow(Value v, std::int64_t& out);
/// The int's value, if v is an int that fits 64 bits.
inline bool as_int64(Value v, std::int64_t& out) {
  if (v.is_integer()) {
    out = v.integer();
    return true;
  }
  return as_int64_slow(v, out);
}

/// The int's value clamped to 64 bits. Requires: is_int(v).
std::int64_t clamped_int64(Value v);

/// -1, 0 or 1. Requires: is_int(v).
int int_sign(Value v);

/// v as a double: floats as they are, ints correctly rounded. False: v is no number, or an int beyond the range of a double.
bool to_double(Value v, double& out);

/// A GMP view of any int, without allocating. Requires: is_int(v); v outlives the view.
class IntView {
 public:
  explicit IntView(Value v);
  IntView(const IntView&) = delete;
  IntView& operator=(const IntView&) = delete;
  mpz_srcptr get() const { return view_; }
  operator mpz_srcptr() const { return view_; }  // NOLINT: a view may be used wherever GMP reads

 private:
  mpz_t local_;
  mp_limb_t limb_ = 0;
  mpz_srcptr view_;
};

/// An mpz_t that clears itself.
class BigInt {
 public:
  BigInt() { mpz_init(value_); }
  explicit BigInt(mpz_srcptr from) { mpz_init_set(value_, from); }
  explicit BigInt(std::int64_t from) { mpz_init_set_si(value_, from); }
  ~BigInt() { mpz_clear(value_); }
  BigInt(const BigInt&) = delete;
  BigInt& operator=(const BigInt&) = delete;
  mpz_ptr get() { return value_; }
  operator mpz_ptr() { return value_; }  // NOLINT

 private:
  mpz_t value_;
};

/// A new int: immediate if it fits.
Ref make_int_slow(Heap& heap, std::int64_t i);
inline Ref make_int(Heap& heap, std::int64_t i) {
  return Value::fits_int(i) ? Ref::steal(Value::integer(i)) : make_int_slow(heap, i);
}
Ref make_int_unsigned(Heap& heap, std::uint64_t i);
Ref make_int_big(Heap& heap, mpz_srcptr value);

/// An instance of a subclass of int with v's value. Requires: is_int(v), cls has layout Int.
Ref make_int_of(Heap& heap, TypeObject* cls, Value v);
Ref make_float_of(Heap& heap, TypeObject* cls, double d);
/// v itself if it is exactly an int or float (immediate or boxed); an immediate or exact copy of a bool or a subclass's instance.
Ref exact_int(Heap& heap, Value v);

inline Ref make_float(double d) { return Ref::steal(Value::real(d)); }

void int_destroy(Heap& heap, Object* self);  ///< for Slots::destroy

}  // namespace gilscope
