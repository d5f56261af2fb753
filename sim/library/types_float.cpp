// float (Objects/floatobject.c).
#include <fmt/format.h>

#include <cmath>

#include "sim/library/type_helpers.hpp"
#include "sim/library/types.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/float_ops.hpp"
#include "sim/objects/format_spec.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/types.hpp"
#include "sim/vm/exceptions.hpp"

namespace gilscope {

namespace {

Ref finish_float(Vm& vm, TypeObject* cls, double d) { return cls == vm.types.float_ ? make_float(d) : make_float_of(vm.heap, cls, d); }

Ref float_from_value(Vm& vm, TypeObject* cls, Value text) {
  const std::string ascii = is_str(text) ? decimal_digits_to_ascii(as_str(text)) : std::string(bytes_view(text));
  vm.charge(Cost::FloatToText);
  double d = 0;
  if (float_from_text(ascii, d)) return finish_float(vm, cls, d);
  Ref shown = is_str(text) ? str_repr(vm.heap, as_str(text)) : new_str(vm, bytes_repr(bytes_view(text)));
  return vm.raise(Exc::ValueError, fmt::format("could not convert string to float: {}", to_utf8(shown)));
}

Co<Ref> float_from_object_co(Vm& vm, TypeObject* cls, Value object) {
  const TypeObject* type = vm.types.of(object);
  Ref number;
  if (type->slots.as_float != nullptr) {
    number = co_await vm.finish(type->slots.as_float(vm, object));
    if (!number) co_return nullptr;
    if (!is_float(number)) {
      co_return vm.raise(Exc::TypeError, fmt::format("{}.__float__ returned non-float (type {})", type_name_of(vm, object), type_name_of(vm, number)));
    }
  } else if (type->slots.as_index != nullptr) {
    number = co_await vm.finish(as_index(vm, object));
    if (!number) co_return nullptr;
  } else {
    co_return vm.raise(Exc::TypeError, fmt::format("float() argument must be a string or a real number, not '{}'", type_name_of(vm, object)));
  }
  double d = 0;
  if (!to_double(number, d)) co_return vm.raise(Exc::OverflowError, "int too large to convert to float");
  co_return finish_float(vm, cls, d);
}

Ref float_create(Vm& vm, TypeObject* cls, const Args& args) {
  if (!positional_args(vm, "float", cls, vm.types.float_, args, 1)) return nullptr;
  if (args.count == 0) return finish_float(vm, cls, 0);
  const Value x = args[0];
  if (is_str(x) || is_byteslike(x)) return float_from_value(vm, cls, x);
  if (x.is_real()) return finish_float(vm, cls, x.real());
  return vm.start(float_from_object_co(vm, cls, x));
}

// ---- operators ------------------------------------------------------------------------------------------------------------------

/// Both operands as doubles. False: one is no number (out.number false) or an int too large (OverflowError is set).
struct Operands { double a, b; bool numbers, fit; };
Operands operands(Vm& vm, Value a, Value b) {
  Operands o{0, 0, is_number(a) && is_number(b), true};
  if (!o.numbers) return o;
  o.fit = to_double(a, o.a) && to_double(b, o.b);
  if (!o.fit) vm.raise(Exc::OverflowError, "int too large to convert to float");
  return o;
}

Ref divide_by_zero(Vm& vm, const char* message) { return vm.raise(Exc::ZeroDivisionError, message); }

Ref power(Vm& vm, double a, double b) {
  double d = 0;
  vm.charge(Cost::FloatMath);
  switch (float_pow(a, b, d)) {
    case PowResult::ZeroToNegative: return divide_by_zero(vm, "0.0 cannot be raised to a negative power");
    case PowResult::Complex: return vm.raise(Exc::ValueError, "negative number cannot be raised to a fractional power (complex numbers are not modeled)");
    case PowResult::Overflow: {
      Ref message = new_str(vm, "Numerical result out of range");
      return raise_exception(vm, make_exception(vm, vm.types.exception(Exc::OverflowError), {Value::integer(34), message}));
    }
    default: return make_float(d);
  }
}

Ref float_binary(Vm& vm, Value x, Value y, BinaryOp op) {
  const auto [a, b, numbers, fit] = operands(vm, x, y);
  if (!numbers) return not_implemented();
  if (!fit) return nullptr;
  switch (op) {
    case BinaryOp::Add: return make_float(a + b);
    case BinaryOp::Subtract: return make_float(a - b);
    case BinaryOp::Multiply: return make_float(a * b);
    case BinaryOp::TrueDivide: return b == 0 ? divide_by_zero(vm, "float division by zero") : make_float(a / b);
    case BinaryOp::FloorDivide: return b == 0 ? divide_by_zero(vm, "float floor division by zero") : make_float(float_floordiv(a, b));
    case BinaryOp::Remainder: return b == 0 ? divide_by_zero(vm, "float modulo by zero") : make_float(float_mod(a, b));
    case BinaryOp::Power: return power(vm, a, b);
    default: return not_implemented();
  }
}

Ref float_unary(Vm&, Value v, UnaryOp op) {
  const double d = float_value(v);
  switch (op) {
    case UnaryOp::Negative: return make_float(-d);
    case UnaryOp::Positive: return make_float(d);
    case UnaryOp::Absolute: return make_float(std::fabs(d));
    default: return not_implemented();
  }
}

Ref float_compare(Vm& vm, Value a, Value b, CompareOp op) {
  if (!is_number(b)) return not_implemented();
  bool unordered = false;
  const int order = number_compare(a, b, unordered);
  return vm.boolean(unordered ? op == CompareOp::Ne : compare_result(order, op));
}

Ref float_repr_slot(Vm& vm, Value v) {
  vm.charge(Cost::FloatToText);
  return new_str(vm, float_text(float_value(v)));
}
Ref float_hash_slot(Vm& vm, Value v) { return make_int(vm.heap, static_cast<std::int64_t>(float_hash(float_value(v)))); }
Ref float_truth(Vm& vm, Value v) { return vm.boolean(float_value(v) != 0); }
Ref float_as_float(Vm&, Value v) { return make_float(float_value(v)); }

Ref integral(Vm& vm, double original, double whole) {
  if (original != original) return vm.raise(Exc::ValueError, "cannot convert float NaN to integer");
  if (std::isinf(original)) return vm.raise(Exc::OverflowError, "cannot convert float infinity to integer");
  return int_from_double(vm.heap, whole);
}
Ref float_as_int(Vm& vm, Value v) { return integral(vm, float_value(v), std::trunc(float_value(v))); }

// ---- methods ----------------------------------------------------------------------------------------------------------------------

Ref trunc_method(Vm& vm, const Args& a) { return float_as_int(vm, a[0]); }
Ref floor_method(Vm& vm, const Args& a) { return integral(vm, float_value(a[0]), std::floor(float_value(a[0]))); }
Ref ceil_method(Vm& vm, const Args& a) { return integral(vm, float_value(a[0]), std::ceil(float_value(a[0]))); }
Ref itself(Vm&, const Args& a) { return make_float(float_value(a[0])); }
Ref is_integer(Vm& vm, const Args& a) { return vm.boolean(std::isfinite(float_value(a[0])) && float_value(a[0]) == std::floor(float_value(a[0]))); }

Ref round_method(Vm& vm, const Args& a) {
  const double d = float_value(a[0]);
  if (!is_given(a[1])) return integral(vm, d, float_round_half_even(d));
  if (wants_index(a, 2)) return index_args(vm, round_method, a, 2);
  vm.charge(Cost::FloatToFixed, 2);  // to digits, and back
  double rounded = 0;
  if (!float_round(d, clamped_int64(a[1]), rounded)) return vm.raise(Exc::OverflowError, "rounded value too large to represent");
  return make_float(rounded);
}

Ref ratio(Vm& vm, const Args& a) {
  const double d = float_value(a[0]);
  if (d != d) return vm.raise(Exc::ValueError, "cannot convert NaN to integer ratio");
  if (std::isinf(d)) return vm.raise(Exc::OverflowError, "cannot convert Infinity to integer ratio");
  Ref numerator, denominator;
  float_as_ratio(vm.heap, d, numerator, denominator);
  return vm.tuple({numerator, denominator});
}

Ref hex_method(Vm& vm, const Args& a) { return new_str(vm, float_hex(float_value(a[0]))); }

Co<Ref> make_with_class(Vm& vm, Value cls, double d) {
  Ref instance = co_await vm.call(cls, Value::real(d));
  co_return instance;
}

Ref from_hex(Vm& vm, const Args& a) {
  if (!is_str(a[1])) return vm.raise(Exc::TypeError, "bad argument type for built-in operation");
  double d = 0;
  switch (float_from_hex(to_utf8(a[1]), d)) {
    case HexResult::Invalid: return vm.raise(Exc::ValueError, "invalid hexadecimal floating-point string");
    case HexResult::TooLarge: return vm.raise(Exc::OverflowError, "hexadecimal value too large to represent as a float");
    default: break;
  }
  return a[0] == Value(vm.types.float_) ? make_float(d) : vm.start(make_with_class(vm, a[0], d));
}

Ref divmod(Vm& vm, Value x, Value y) {
  const auto [a, b, numbers, fit] = operands(vm, x, y);
  if (!numbers) return not_implemented();
  if (!fit) return nullptr;
  if (b == 0) return divide_by_zero(vm, "float divmod()");
  double quotient = 0, remainder = 0;
  float_divmod(a, b, quotient, remainder);
  return vm.tuple({Value::real(quotient), Value::real(remainder)});
}
Ref divmod_method(Vm& vm, const Args& a) { return divmod(vm, a[0], a[1]); }
Ref rdivmod_method(Vm& vm, const Args& a) { return divmod(vm, a[1], a[0]); }

Ref pow_method(Vm& vm, const Args& a) {
  if (is_given(a[2])) return vm.raise(Exc::TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
  return float_binary(vm, a[0], a[1], BinaryOp::Power);
}

Ref format_method(Vm& vm, const Args& a) {
  if (!is_str(a[1])) return vm.raise(Exc::TypeError, fmt::format("__format__() argument must be str, not {}", type_name_of(vm, a[1])));
  if (as_str(a[1])->length == 0) return str_of(vm, a[0]);
  vm.charge(Cost::FormatSpec);
  vm.charge(Cost::FloatToFixed);
  const auto text = format_float(float_value(a[0]), as_str(a[1]), type_name_of(vm, a[0]));
  return text ? new_str(vm, *text) : raise_op(vm, text.error());
}

Ref get_format(Vm& vm, const Args&) { return new_str(vm, "IEEE, little-endian"); }
Ref new_args(Vm& vm, const Args& a) { return vm.tuple({Value::real(float_value(a[0]))}); }

const NativeSpec kMethods[] = {
    {.name = "as_integer_ratio", .fn = ratio, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "conjugate", .fn = itself, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "hex", .fn = hex_method, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "fromhex", .fn = from_hex, .signature = "(cls, string, /)", .kind = NativeKind::ClassMethod, .cost = Cost::NativeCall},
    {.name = "is_integer", .fn = is_integer, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "__trunc__", .fn = trunc_method, .signature = "(self, /)", .kind = NativeKind::Method},
    {.name = "__floor__", .fn = floor_method, .signature = "(self, /)", .kind = NativeKind::Method},
    {.name = "__ceil__", .fn = ceil_method, .signature = "(self, /)", .kind = NativeKind::Method},
    {.name = "__round__", .fn = round_method, .signature = "(self, ndigits=None, /)", .kind = NativeKind::Method},
    {.name = "__divmod__", .fn = divmod_method, .signature = "(self, value, /)", .kind = NativeKind::Method},
    {.name = "__rdivmod__", .fn = rdivmod_method, .signature = "(self, value, /)", .kind = NativeKind::Method},
    {.name = "__pow__", .fn = pow_method, .signature = "(self, value, mod=None, /)", .kind = NativeKind::Method},
    {.name = "__format__", .fn = format_method, .signature = "(self, format_spec, /)", .kind = NativeKind::Method},
    {.name = "__getformat__", .fn = get_format, .signature = "(cls, typestr, /)", .kind = NativeKind::ClassMethod},
    {.name = "__getnewargs__", .fn = new_args, .signature = "(self, /)", .kind = NativeKind::Method},
};

Ref get_real(Vm&, Value self) { return make_float(float_value(self)); }
Ref get_imag(Vm&, Value) { return make_float(0); }
const GetSetSpec kAttributes[] = {{"real", get_real, nullptr, "the real part of a complex number"},
                                  {"imag", get_imag, nullptr, "the imaginary part of a complex number"}};

}  // namespace

void install_float(Vm& vm) {
  TypeObject* type = vm.types.float_;
  size_type(type, sizeof(FloatObject));
  Slots& s = type->slots;
  s.repr = float_repr_slot;
  s.hash = float_hash_slot;
  s.truth = float_truth;
  s.compare = float_compare;
  s.binary = float_binary;
  s.unary = float_unary;
  s.as_int = float_as_int;
  s.as_float = float_as_float;
  s.create = float_create;
  add_methods(vm, type, kMethods);
  add_getset(vm, type, kAttributes);
}

}  // namespace gilscope
