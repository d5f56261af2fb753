// Builtins about numbers and characters (Python/bltinmodule.c).

#include <cmath>

#include <fmt/core.h>

#include "sim/library/builtins.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/float_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/iteration.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

Ref builtin_abs(Vm& vm, const Args& args) { return unary(vm, UnaryOp::Absolute, args[0]); }

// ---- bin, oct, hex ----

template <int kBase>
std::string prefixed(Value number) {
  constexpr const char* kPrefix = kBase == 2 ? "0b" : kBase == 8 ? "0o" : "0x";
  const std::string digits = int_to_text(number, kBase);
  return digits[0] == '-' ? "-" + (kPrefix + digits.substr(1)) : kPrefix + digits;
}
template <int kBase>
Co<Ref> in_base_co(Vm& vm, Value object) {
  Ref index = co_await vm.finish(as_index(vm, object));
  if (!index) co_return nullptr;
  co_return vm.str(prefixed<kBase>(index));
}
template <int kBase>
Ref in_base(Vm& vm, const Args& args) {
  vm.charge(Cost::IntToText);
  return is_int(args[0]) ? vm.str(prefixed<kBase>(args[0])) : vm.start(in_base_co<kBase>(vm, args[0]));
}

// ---- chr, ord ----

Co<Ref> chr_co(Vm& vm, Value object) {
  Ref index = co_await vm.finish(as_index(vm, object));
  if (!index) co_return nullptr;
  std::int64_t code = 0;
  if (!as_int64(index, code)) co_return vm.raise(Exc::OverflowError, "Python int too large to convert to C int");
  if (code < 0 || code > 0x10FFFF) co_return vm.raise(Exc::ValueError, "chr() arg not in range(0x110000)");
  co_return make_char(vm.heap, static_cast<char32_t>(code));
}
Ref builtin_chr(Vm& vm, const Args& args) {
  if (args[0].is_integer() && args[0].integer() >= 0 && args[0].integer() <= 0x10FFFF) {
    return make_char(vm.heap, static_cast<char32_t>(args[0].integer()));
  }
  return vm.start(chr_co(vm, args[0]));
}

Ref builtin_ord(Vm& vm, const Args& args) {
  std::size_t length = 0;
  if (is_str(args[0])) {
    length = as_str(args[0])->length;
    if (length == 1) return vm.integer(as_str(args[0])->at(0));
  } else if (has_layout(args[0], Layout::Bytes)) {
    length = as<BytesObject>(args[0])->length;
    if (length == 1) return vm.integer(as<BytesObject>(args[0])->data[0]);
  } else {
    return vm.raise(Exc::TypeError, fmt::format("ord() expected string of length 1, but {} found", type_name_of(vm, args[0])));
  }
  return vm.raise(Exc::TypeError, fmt::format("ord() expected a character, but string of length {} found", length));
}

// ---- divmod, pow, round ----

Co<Ref> divmod_co(Vm& vm, Value left, Value right) {
  Names& n = *vm.names;
  TypeObject* lt = vm.types.of(left);
  if (lookup_special(vm, lt, n.dunder_divmod)) {
    Ref result = co_await vm.finish(call_special(vm, left, n.dunder_divmod, 1, right));
    if (!result || !result.get().is_not_implemented()) co_return result;
  }
  if (vm.types.of(right) != lt && lookup_special(vm, vm.types.of(right), n.dunder_rdivmod)) {
    Ref result = co_await vm.finish(call_special(vm, right, n.dunder_rdivmod, 1, left));
    if (!result || !result.get().is_not_implemented()) co_return result;
  }
  co_return vm.raise(Exc::TypeError, fmt::format("unsupported operand type(s) for divmod(): '{}' and '{}'", type_name(lt),
                                                 type_name_of(vm, right)));
}

bool plain_number(Vm& vm, Value v) {
  TypeObject* t = vm.types.of(v);
  return t == vm.types.int_ || t == vm.types.float_ || t == vm.types.bool_;
}

Ref builtin_divmod(Vm& vm, const Args& args) {
  if (!plain_number(vm, args[0]) || !plain_number(vm, args[1])) return vm.start(divmod_co(vm, args[0], args[1]));
  double divisor = 1;
  const bool floats = is_float(args[0]) || is_float(args[1]);
  if (floats && to_double(args[1], divisor) && divisor == 0) return vm.raise(Exc::ZeroDivisionError, "float divmod()");
  Ref quotient = binary(vm, BinaryOp::FloorDivide, args[0], args[1]);
  if (!quotient) return nullptr;
  Ref rest = binary(vm, BinaryOp::Remainder, args[0], args[1]);
  return rest ? vm.tuple({quotient, rest}) : Ref();
}

Co<Ref> pow_method_co(Vm& vm, Value base, Value exponent, Value modulus) {
  if (lookup_special(vm, vm.types.of(base), vm.names->dunder_pow) && !is_int(base)) {
    Ref result = co_await vm.finish(call_special(vm, base, vm.names->dunder_pow, 2, exponent, modulus));
    if (!result || !result.get().is_not_implemented()) co_return result;
  }
  co_return vm.raise(Exc::TypeError, fmt::format("unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'", type_name_of(vm, base),
                                                 type_name_of(vm, exponent), type_name_of(vm, modulus)));
}

Ref builtin_pow(Vm& vm, const Args& args) {
  if (!args[2] || args[2].is_none()) return binary(vm, BinaryOp::Power, args[0], args[1]);
  if (is_float(args[0]) || is_float(args[1]) || is_float(args[2])) {
    return vm.raise(Exc::TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
  }
  if (!is_int(args[0]) || !is_int(args[1]) || !is_int(args[2])) return vm.start(pow_method_co(vm, args[0], args[1], args[2]));
  if (int_sign(args[2]) == 0) return vm.raise(Exc::ValueError, "pow() 3rd argument cannot be 0");
  vm.charge(Cost::BigIntDigit, static_cast<std::int64_t>(int_digits(args[2]) * int_bit_length(args[1])));
  Ref result = int_pow_mod(vm.heap, args[0], args[1], args[2]);
  return result ? std::move(result) : vm.raise(Exc::ValueError, "base is not invertible for the given modulus");
}

Ref builtin_round(Vm& vm, const Args& args) {
  if (!lookup_special(vm, vm.types.of(args[0]), vm.names->dunder_round)) {
    return vm.raise(Exc::TypeError, fmt::format("type {} doesn't define __round__ method", type_name_of(vm, args[0])));
  }
  const bool digits = args[1] && !args[1].is_none();
  return call_special(vm, args[0], vm.names->dunder_round, digits ? 1 : 0, args[1]);
}

// ---- sum ----

bool refuses_start(Vm& vm, Value start) {
  const char* advice = is_str(start)                         ? "sum() can't sum strings [use ''.join(seq) instead]"
                       : has_layout(start, Layout::Bytes)     ? "sum() can't sum bytes [use b''.join(seq) instead]"
                       : has_layout(start, Layout::Bytearray) ? "sum() can't sum bytearray [use b''.join(seq) instead]"
                                                              : nullptr;
  if (advice != nullptr) vm.raise(Exc::TypeError, advice);
  return advice != nullptr;
}

/// Neumaier's compensated sum, as 3.12 and later use for floats.
struct FloatSum {
  double high = 0, low = 0;
  void add(double x) {
    const double t = high + x;
    low += std::fabs(high) >= std::fabs(x) ? (high - t) + x : (x - t) + high;
    high = t;
  }
  double value() const { return low != 0 && std::isfinite(low) ? high + low : high; }
};

/// The running total, in the representation that its type so far allows.
class Total {
 public:
  Total(Vm& vm, Value start) : vm_(vm), exact_(share(start)) {
    floats_ = vm.types.of(start) == vm.types.float_;
    if (floats_) sum_.high = float_value(start);
  }
  /// False: `item` needs the general addition (get the total with take()).
  bool add(Value item) {
    TypeObject* type = vm_.types.of(item);
    if (floats_) {
      double d = 0;
      if (type != vm_.types.float_ && type != vm_.types.int_ && type != vm_.types.bool_) return false;
      if (!to_double(item, d)) return false;
      type == vm_.types.float_ ? sum_.add(d) : add_int(d);
      return true;
    }
    TypeObject* so_far = vm_.types.of(exact_);
    const bool int_so_far = so_far == vm_.types.int_ || so_far == vm_.types.bool_;
    if (int_so_far && (type == vm_.types.int_ || type == vm_.types.bool_)) {
      exact_ = int_add(vm_.heap, exact_, item);
      return true;
    }
    if (!int_so_far || type != vm_.types.float_) return false;
    double start = 0;
    if (!to_double(exact_, start)) return false;
    floats_ = true;
    sum_ = FloatSum{start, 0};
    sum_.add(float_value(item));
    return true;
  }
  Ref take() {
    if (floats_) {
      floats_ = false;
      exact_ = steal(Value::real(sum_.value()));
    }
    return std::move(exact_);
  }
  void set(Ref total) {
    exact_ = std::move(total);
    floats_ = vm_.types.of(exact_) == vm_.types.float_;
    if (floats_) sum_ = FloatSum{float_value(exact_), 0};
  }

 private:
  void add_int(double d) { sum_.high += d; }
  Vm& vm_;
  Ref exact_;
  FloatSum sum_;
  bool floats_ = false;
};

Co<Ref> sum_co(Vm& vm, Value iterable, Value start) {
  Ref iterator = co_await vm.finish(iter(vm, iterable));
  if (!iterator) co_return nullptr;
  Total total(vm, start);
  for (;;) {
    Ref item = co_await vm.finish(next(vm, iterator));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) co_return total.take();
    vm.charge(Cost::IterNext);
    if (total.add(item)) continue;
    Ref so_far = total.take();
    Ref sum = co_await vm.finish(binary(vm, BinaryOp::Add, so_far, item));
    if (!sum) co_return nullptr;
    total.set(std::move(sum));
  }
}

Ref builtin_sum(Vm& vm, const Args& args) {
  const Value start = args[1] ? args[1] : Value::integer(0);
  return refuses_start(vm, start) ? Ref() : vm.start(sum_co(vm, args[0], start));
}

const NativeSpec kFunctions[] = {
    {.name = "abs", .fn = builtin_abs, .signature = "(x, /)", .cost = Cost::NativeCallSmall},
    {.name = "bin", .fn = in_base<2>, .signature = "(number, /)", .cost = Cost::NativeCall},
    {.name = "oct", .fn = in_base<8>, .signature = "(number, /)", .cost = Cost::NativeCall},
    {.name = "hex", .fn = in_base<16>, .signature = "(number, /)", .cost = Cost::NativeCall},
    {.name = "chr", .fn = builtin_chr, .signature = "(i, /)", .cost = Cost::NativeCallSmall},
    {.name = "ord", .fn = builtin_ord, .signature = "(c, /)", .cost = Cost::NativeCallSmall},
    {.name = "divmod", .fn = builtin_divmod, .signature = "(x, y, /)", .cost = Cost::NativeCall},
    {.name = "pow", .fn = builtin_pow, .signature = "(base, exp, mod=None)", .cost = Cost::NativeCall},
    {.name = "round", .fn = builtin_round, .signature = "(number, ndigits=None)", .cost = Cost::NativeCall},
    {.name = "sum", .fn = builtin_sum, .signature = "(iterable, /, start=0)", .cost = Cost::NativeCall},
};

}  // namespace

std::span<const NativeSpec> builtin_number_functions() { return kFunctions; }

}  // namespace gilscope
