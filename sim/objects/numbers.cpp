#include "sim/objects/numbers.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

#include "sim/objects/int_ops.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

const IntObject* boxed(Value v) { return static_cast<const IntObject*>(v.object()); }

template <class T>
T* make_instance(Heap& heap, TypeObject* cls) {
  return static_cast<T*>(heap.allocate(cls, std::max<std::size_t>(cls->basic_bytes, sizeof(T))));
}

void store(IntObject* into, mpz_srcptr value) {
  if (mpz_fits_slong_p(value) && Value::fits_int(mpz_get_si(value))) {
    into->small = mpz_get_si(value);
    return;
  }
  into->big = new __mpz_struct;
  mpz_init_set(into->big, value);
}

}  // namespace

bool as_int64_slow(Value v, std::int64_t& out) {
  if (v.is_integer()) out = v.integer();
  else if (v.is_bool()) out = v.is_true();
  else if (!has_layout(v, Layout::Int)) return false;
  else if (boxed(v)->big == nullptr) out = boxed(v)->small;
  else if (mpz_fits_slong_p(boxed(v)->big)) out = mpz_get_si(boxed(v)->big);
  else return false;
  return true;
}

std::int64_t clamped_int64(Value v) {
  std::int64_t i = 0;
  if (as_int64(v, i)) return i;
  return int_sign(v) < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
}

int int_sign(Value v) {
  std::int64_t i = 0;
  if (as_int64(v, i)) return i < 0 ? -1 : i > 0;
  return mpz_sgn(boxed(v)->big);
}

bool to_double(Value v, double& out) {
  if (is_float(v)) {
    out = float_value(v);
    return true;
  }
  if (!is_int(v)) return false;
  std::int64_t i = 0;
  if (as_int64(v, i)) {
    out = static_cast<double>(i);  // rounds to nearest even
    return true;
  }
  return int_to_double(IntView(v), out);
}

IntView::IntView(Value v) {
  if (v.is_object() && boxed(v)->big != nullptr) {
    view_ = boxed(v)->big;
    return;
  }
  std::int64_t i = 0;
  as_int64(v, i);
  limb_ = i < 0 ? -static_cast<mp_limb_t>(i) : static_cast<mp_limb_t>(i);
  view_ = mpz_roinit_n(local_, &limb_, i < 0 ? -1 : i > 0);
}

Ref make_int_slow(Heap& heap, std::int64_t i) {
  BigInt big(i);
  return make_int_big(heap, big.get());
}

Ref make_int_unsigned(Heap& heap, std::uint64_t i) {
  if (i < (std::uint64_t{1} << 48)) return Ref::steal(Value::integer(static_cast<std::int64_t>(i)));
  BigInt big;
  mpz_set_ui(big, i);
  return make_int_big(heap, big.get());
}

Ref make_int_big(Heap& heap, mpz_srcptr value) {
  if (mpz_fits_slong_p(value) && Value::fits_int(mpz_get_si(value))) return Ref::steal(Value::integer(mpz_get_si(value)));
  auto* o = heap.make<IntObject>(heap.types().int_);
  store(o, value);
  return steal(o);
}

Ref make_int_of(Heap& heap, TypeObject* cls, Value v) {
  auto* o = make_instance<IntObject>(heap, cls);
  store(o, IntView(v));
  return steal(o);
}

Ref make_float_of(Heap& heap, TypeObject* cls, double d) {
  auto* o = make_instance<FloatObject>(heap, cls);
  o->value = d;
  return steal(o);
}

Ref exact_int(Heap& heap, Value v) {
  if (v.is_integer() || (v.is_object() && v.object()->type == heap.types().int_)) return share(v);
  if (v.is_bool()) return steal(Value::integer(v.is_true()));
  return make_int_big(heap, IntView(v).get());
}

void int_destroy(Heap&, Object* self) {
  auto* o = static_cast<IntObject*>(self);
  if (o->big == nullptr) return;
  mpz_clear(o->big);
  delete o->big;
  o->big = nullptr;
}

}  // namespace gilscope
