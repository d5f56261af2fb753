// int and bool: slots, construction, operators (Objects/longobject.c, boolobject.c).
#include <fmt/format.h>

#include <cmath>

#include "sim/library/type_helpers.hpp"
#include "sim/library/types.hpp"
#include "sim/library/types_int.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/float_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/types.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"

namespace gilscope {

namespace {

// ---- construction -----------------------------------------------------------------------------------------------------------

Ref finish_int(Vm& vm, TypeObject* cls, Value number) {
  if (cls == vm.types.int_) return exact_int(vm.heap, number);
  return make_int_of(vm.heap, cls, number);
}

std::string literal_repr(Vm& vm, Value text) {
  if (is_byteslike(text)) return bytes_repr(bytes_view(text));
  Ref shown = str_repr(vm.heap, as_str(text));
  return to_utf8(shown);
}

Ref int_from_value(Vm& vm, TypeObject* cls, Value text, int base) {
  const std::string digits = is_str(text) ? decimal_digits_to_ascii(as_str(text)) : std::string(bytes_view(text));
  vm.charge(Cost::IntToText);
  std::size_t count = 0;
  for (char c : digits) count += c >= '0' && c <= '9';
  const bool power_of_two = base == 2 || base == 4 || base == 8 || base == 16 || base == 32;
  if (count > kMaxStrDigits && !power_of_two && base != 0) {
    return vm.raise(Exc::ValueError, fmt::format("Exceeds the limit ({} digits) for integer string conversion: value has {} digits; "
                                                 "use sys.set_int_max_str_digits() to increase the limit", kMaxStrDigits, count));
  }
  Ref number = int_from_text(vm.heap, digits, base);
  if (!number) vm.charge(Cost::NativeCallLarge);  // PyLong_FromString and PyLong_FromUnicodeObject write the message, one after the other
  if (!number) return vm.raise(Exc::ValueError, fmt::format("invalid literal for int() with base {}: {}", base, literal_repr(vm, text)));
  return finish_int(vm, cls, number);
}

Ref int_from_float(Vm& vm, TypeObject* cls, double d) {
  if (d != d) return vm.raise(Exc::ValueError, "cannot convert float NaN to integer");
  if (std::isinf(d)) return vm.raise(Exc::OverflowError, "cannot convert float infinity to integer");
  Ref number = int_from_double(vm.heap, d);
  return finish_int(vm, cls, number);
}

/// __int__, then __index__, then __trunc__.
Co<Ref> int_from_object_co(Vm& vm, TypeObject* cls, Value object) {
  const TypeObject* type = vm.types.of(object);
  Ref number;
  const char* what = "__int__";
  if (type->slots.as_int != nullptr) {
    number = co_await vm.finish(type->slots.as_int(vm, object));
  } else if (type->slots.as_index != nullptr) {
    number = co_await vm.finish(as_index(vm, object));
    what = "__index__";
  } else if (lookup_special(vm, vm.types.of(object), vm.names->dunder_trunc)) {
    number = co_await vm.finish(call_special(vm, object, vm.names->dunder_trunc));
    what = "__trunc__";
  } else {
    co_return vm.raise(Exc::TypeError, fmt::format("int() argument must be a string, a bytes-like object or a real number, not '{}'", type_name_of(vm, object)));
  }
  if (!number) co_return nullptr;
  if (!is_int(number)) co_return vm.raise(Exc::TypeError, fmt::format("{} returned non-int (type {})", what, type_name_of(vm, number)));
  co_return finish_int(vm, cls, number);
}

Ref int_from_base(Vm& vm, TypeObject* cls, Value x, Value base) {
  if (!is_int(base)) return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name_of(vm, base)));
  const std::int64_t b = clamped_int64(base);
  if (b != 0 && (b < 2 || b > 36)) return vm.raise(Exc::ValueError, "int() base must be >= 2 and <= 36, or 0");
  if (!x) return vm.raise(Exc::TypeError, "int() missing string argument");
  if (!is_str(x) && !is_byteslike(x)) return vm.raise(Exc::TypeError, "int() can't convert non-string with explicit base");
  return int_from_value(vm, cls, x, static_cast<int>(b));
}

Ref int_create(Vm& vm, TypeObject* cls, const Args& args) {
  Value x[2];
  if (args.keywords == nullptr && args.count <= 2) {
    for (std::uint32_t i = 0; i < args.count; ++i) x[i] = args[i];
  } else if (args.count > 2) {
    return vm.raise(Exc::TypeError, fmt::format("int expected at most 2 arguments, got {}", args.count));
  } else {
    for (std::uint32_t i = 0; i < args.count; ++i) x[i] = args[i];
    for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
      const StrObject* name = as_str(args.keywords->items[i]);
      if (!str_equals(name, "base")) return vm.raise(Exc::TypeError, fmt::format("int() got an unexpected keyword argument '{}'", to_utf8(name)));
      x[1] = args.keyword_value(i);
    }
  }
  if (x[1]) return int_from_base(vm, cls, x[0], x[1]);
  if (!x[0]) return finish_int(vm, cls, Value::integer(0));
  const bool python_number = x[0].is_object() && (x[0].object()->type->type_flags & kTypeHeap) != 0 && x[0].object()->type->layout != Layout::Str;
  if (is_int(x[0]) && !python_number) return finish_int(vm, cls, x[0]);
  if (is_float(x[0]) && !python_number) return int_from_float(vm, cls, float_value(x[0]));
  if (is_str(x[0]) || is_byteslike(x[0])) return int_from_value(vm, cls, x[0], 10);
  return vm.start(int_from_object_co(vm, cls, x[0]));
}

// ---- operators ----------------------------------------------------------------------------------------------------------------

void charge_digits(Vm& vm, Value a, Value b, bool quadratic) {
  if (!a.is_object() && !b.is_object()) return;
  const auto x = static_cast<std::int64_t>(int_digits(a)), y = static_cast<std::int64_t>(int_digits(b));
  vm.charge(Cost::IntAlloc);
  if (x + y > 2) vm.charge(Cost::BigIntDigit, quadratic ? x * y : std::max(x, y));
}

Ref divide_by_zero(Vm& vm, const char* message) { return vm.raise(Exc::ZeroDivisionError, message); }

Ref true_divide(Vm& vm, Value a, Value b) {
  double d = 0;
  switch (int_true_divide(a, b, d)) {
    case Division::ByZero: return divide_by_zero(vm, "division by zero");
    case Division::TooLarge: return vm.raise(Exc::OverflowError, "integer division result too large for a float");
    default: return make_float(d);
  }
}

Ref shift(Vm& vm, Value a, Value b, bool left) {
  if (int_sign(b) < 0) return vm.raise(Exc::ValueError, "negative shift count");
  Ref result = left ? int_lshift(vm.heap, a, b) : int_rshift(vm.heap, a, b);
  return result ? std::move(result) : vm.raise(Exc::OverflowError, "too many digits in integer");
}

Ref bitwise(Vm& vm, Value a, Value b, BinaryOp op) {
  if (a.is_bool() && b.is_bool()) {
    const bool x = a.is_true(), y = b.is_true();
    return vm.boolean(op == BinaryOp::And ? x && y : op == BinaryOp::Or ? x || y : x != y);
  }
  charge_digits(vm, a, b, false);
  if (op == BinaryOp::And) return int_and(vm.heap, a, b);
  return op == BinaryOp::Or ? int_or(vm.heap, a, b) : int_xor(vm.heap, a, b);
}

Ref int_binary(Vm& vm, Value a, Value b, BinaryOp op) {
  if (!is_int(a) || !is_int(b)) return not_implemented();
  Ref result;
  switch (op) {
    case BinaryOp::Add: charge_digits(vm, a, b, false); return int_add(vm.heap, a, b);
    case BinaryOp::Subtract: charge_digits(vm, a, b, false); return int_sub(vm.heap, a, b);
    case BinaryOp::Multiply: charge_digits(vm, a, b, true); return int_mul(vm.heap, a, b);
    case BinaryOp::FloorDivide:
      charge_digits(vm, a, b, true);
      vm.charge(Cost::IntDivide);
      result = int_floordiv(vm.heap, a, b);
      return result ? std::move(result) : divide_by_zero(vm, "integer division or modulo by zero");
    case BinaryOp::Remainder:
      charge_digits(vm, a, b, true);
      vm.charge(Cost::IntDivide);
      result = int_mod(vm.heap, a, b);
      return result ? std::move(result) : divide_by_zero(vm, "integer modulo by zero");
    case BinaryOp::TrueDivide: return true_divide(vm, a, b);
    case BinaryOp::Power:
      vm.charge(Cost::NativeCall);
      return int_power(vm, a, b, Value::none());
    case BinaryOp::Lshift: return shift(vm, a, b, true);
    case BinaryOp::Rshift: return shift(vm, a, b, false);
    case BinaryOp::And:
    case BinaryOp::Or:
    case BinaryOp::Xor: return bitwise(vm, a, b, op);
    default: return not_implemented();
  }
}

Ref int_unary(Vm& vm, Value v, UnaryOp op) {
  switch (op) {
    case UnaryOp::Negative: return int_negative(vm.heap, v);
    case UnaryOp::Positive: return exact_int(vm.heap, v);
    case UnaryOp::Invert: return int_invert(vm.heap, v);
    default: return int_absolute(vm.heap, v);
  }
}

Ref int_compare_slot(Vm& vm, Value a, Value b, CompareOp op) {
  if (!is_int(b)) return not_implemented();
  return vm.boolean(compare_result(int_compare(a, b), op));
}

Ref int_hash_slot(Vm& vm, Value v) { return make_int(vm.heap, int_hash(v)); }
Ref int_truth(Vm& vm, Value v) { return vm.boolean(int_sign(v) != 0); }
Ref int_as_int(Vm& vm, Value v) { return exact_int(vm.heap, v); }

Ref int_as_float(Vm& vm, Value v) {
  double d = 0;
  if (!to_double(v, d)) return vm.raise(Exc::OverflowError, "int too large to convert to float");
  return make_float(d);
}

Ref int_repr(Vm& vm, Value v) {
  if (int_text_too_long(v)) {
    return vm.raise(Exc::ValueError, fmt::format("Exceeds the limit ({} digits) for integer string conversion; "
                                                 "use sys.set_int_max_str_digits() to increase the limit", kMaxStrDigits));
  }
  vm.charge(Cost::IntToText);
  return new_str(vm, int_to_text(v));
}

// ---- bool -----------------------------------------------------------------------------------------------------------------------

Ref bool_create(Vm& vm, TypeObject*, const Args& args) {
  if (!positional_args(vm, "bool", args, 1)) return nullptr;
  return args.count == 0 ? vm.boolean(false) : truth(vm, args[0]);
}
Ref bool_repr(Vm& vm, Value v) { return new_str(vm, v.is_true() ? "True" : "False"); }

}  // namespace

Ref int_power(Vm& vm, Value a, Value b, Value modulus) {
  if (!is_int(a) || !is_int(b)) return not_implemented();
  if (!modulus.is_none()) {
    if (!is_int(modulus)) return not_implemented();
    charge_digits(vm, a, modulus, true);
    Ref result = int_pow_mod(vm.heap, a, b, modulus);
    if (result) return result;
    return vm.raise(Exc::ValueError, int_sign(modulus) == 0 ? "pow() 3rd argument cannot be 0" : "base is not invertible for the given modulus");
  }
  if (int_sign(b) < 0) {
    double x = 0, y = 0, d = 0;
    if (!to_double(a, x) || !to_double(b, y)) return vm.raise(Exc::OverflowError, "int too large to convert to float");
    if (float_pow(x, y, d) == PowResult::ZeroToNegative) return divide_by_zero(vm, "0.0 cannot be raised to a negative power");
    return make_float(d);
  }
  Ref result = int_pow(vm.heap, a, b);
  if (!result) return vm.raise(Exc::MemoryError);
  charge_digits(vm, result, a, true);
  return result;
}

void install_int(Vm& vm) {
  Slots& s = vm.types.int_->slots;
  size_type(vm.types.int_, sizeof(IntObject));
  s.repr = int_repr;
  s.hash = int_hash_slot;
  s.truth = int_truth;
  s.compare = int_compare_slot;
  s.binary = int_binary;
  s.unary = int_unary;
  s.as_int = int_as_int;
  s.as_float = int_as_float;
  s.as_index = int_as_int;
  s.create = int_create;
  s.destroy = int_destroy;
  add_int_methods(vm);

  size_type(vm.types.bool_, sizeof(IntObject));
  vm.types.bool_->slots.create = bool_create;
  vm.types.bool_->slots.repr = bool_repr;
  vm.types.bool_->slots.binary = int_binary;
}

}  // namespace gilscope
