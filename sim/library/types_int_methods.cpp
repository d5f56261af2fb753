// int's methods and attributes.
#include <fmt/format.h>

#include "sim/library/type_helpers.hpp"
#include "sim/library/types_int.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/format_spec.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/payload.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

Ref bit_length(Vm& vm, const Args& a) { return make_int_unsigned(vm.heap, int_bit_length(a[0])); }
Ref bit_count(Vm& vm, const Args& a) { return make_int_unsigned(vm.heap, int_bit_count(a[0])); }
Ref itself(Vm& vm, const Args& a) { return exact_int(vm.heap, a[0]); }
Ref is_integer(Vm& vm, const Args&) { return vm.boolean(true); }
Ref ratio(Vm& vm, const Args& a) {
  Ref n = exact_int(vm.heap, a[0]);
  return vm.tuple({n, Value::integer(1)});
}

Ref divmod(Vm& vm, Value a, Value b) {
  if (!is_int(a) || !is_int(b)) return not_implemented();
  vm.charge(Cost::IntDivide, 2);
  Ref quotient = int_floordiv(vm.heap, a, b), remainder = int_mod(vm.heap, a, b);
  if (!quotient) return vm.raise(Exc::ZeroDivisionError, "integer division or modulo by zero");
  return vm.tuple({quotient, remainder});
}
Ref divmod_method(Vm& vm, const Args& a) { return divmod(vm, a[0], a[1]); }
Ref rdivmod_method(Vm& vm, const Args& a) { return divmod(vm, a[1], a[0]); }

Ref pow_method(Vm& vm, const Args& a) { return int_power(vm, a[0], a[1], a[2] ? a[2] : Value::none()); }
Ref rpow_method(Vm& vm, const Args& a) { return int_power(vm, a[1], a[0], a[2] ? a[2] : Value::none()); }

Ref round_method(Vm& vm, const Args& a) {
  if (!is_given(a[1])) return exact_int(vm.heap, a[0]);
  if (wants_index(a, 2)) return index_args(vm, round_method, a, 2);
  const std::int64_t ndigits = clamped_int64(a[1]);
  if (ndigits >= 0) return exact_int(vm.heap, a[0]);
  return int_round(vm.heap, a[0], std::max<std::int64_t>(ndigits, -1'000'000'000));
}

Ref format_method(Vm& vm, const Args& a) {
  if (!is_str(a[1])) return vm.raise(Exc::TypeError, fmt::format("__format__() argument must be str, not {}", type_name_of(vm, a[1])));
  if (as_str(a[1])->length == 0) return str_of(vm, a[0]);
  vm.charge(Cost::IntToText);
  vm.charge(Cost::FormatSpec);
  const auto text = format_int(a[0], as_str(a[1]), type_name_of(vm, a[0]));
  return text ? new_str(vm, *text) : raise_op(vm, text.error());
}

/// 'little' or 'big' (the default). False: ValueError is set.
bool byte_order(Vm& vm, const char* function, Value order, bool& little) {
  little = false;
  if (!order) return true;
  if (!is_str(order)) {
    const std::string given = order.is_none() ? "None" : type_name_of(vm, order);
    vm.raise(Exc::TypeError, fmt::format("{}() argument 'byteorder' must be str, not {}", function, given));
    return false;
  }
  if (str_equals(as_str(order), "little")) return little = true;
  if (str_equals(as_str(order), "big")) return true;
  vm.raise(Exc::ValueError, "byteorder must be either 'little' or 'big'");
  return false;
}

bool flag(Value v) { return v && (v.is_true() || (v.is_integer() && v.integer() != 0)); }

Ref to_bytes(Vm& vm, const Args& a) {
  if (wants_index(a, 2)) return index_args(vm, to_bytes, a, 2);
  bool little = false;
  if (!byte_order(vm, "to_bytes", a[2], little)) return nullptr;
  const std::int64_t length = int_or(a[1], 1);
  if (length < 0) return vm.raise(Exc::ValueError, "length argument must be non-negative");
  if (length > kLongestText) return vm.raise(Exc::MemoryError);
  std::vector<std::uint8_t> bytes;
  const bool is_signed = flag(a[3]);
  if (int_sign(a[0]) < 0 && !is_signed) return vm.raise(Exc::OverflowError, "can't convert negative int to unsigned");
  if (!int_to_bytes(a[0], static_cast<std::size_t>(length), little, is_signed, bytes)) return vm.raise(Exc::OverflowError, "int too big to convert");
  vm.charge(Cost::CharCopy, length);
  return make_bytes(vm.heap, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

Co<Ref> from_bytes_co(Vm& vm, Value cls, Value source, bool little, bool is_signed) {
  Ref bytes = share(source);
  if (is_number(source) || is_str(source)) co_return vm.raise(Exc::TypeError, fmt::format("cannot convert '{}' object to bytes", type_name_of(vm, source)));
  if (!is_byteslike(source)) {
    bytes = co_await vm.call(vm.types.bytes, source);
    if (!bytes) co_return nullptr;
  }
  const std::string_view view = bytes_view(bytes);
  vm.charge(Cost::CharScan, static_cast<std::int64_t>(view.size()));
  Ref number = int_from_bytes(vm.heap, reinterpret_cast<const std::uint8_t*>(view.data()), view.size(), little, is_signed);
  if (cls == Value(vm.types.int_)) co_return number;
  Ref instance = co_await vm.call(cls, number);
  co_return instance;
}

Ref from_bytes(Vm& vm, const Args& a) {
  bool little = false;
  if (!byte_order(vm, "from_bytes", a[2], little)) return nullptr;
  return vm.start(from_bytes_co(vm, a[0], a[1], little, flag(a[3])));
}

Ref sizeof_method(Vm& vm, const Args& a) { return vm.integer(24 + 4 * static_cast<std::int64_t>(std::max<std::uint64_t>(1, int_digits(a[0])))); }
Ref new_args(Vm& vm, const Args& a) {
  Ref n = exact_int(vm.heap, a[0]);
  return vm.tuple({n});
}

const NativeSpec kMethods[] = {
    {.name = "bit_length", .fn = bit_length, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "bit_count", .fn = bit_count, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "conjugate", .fn = itself, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "is_integer", .fn = is_integer, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "as_integer_ratio", .fn = ratio, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "to_bytes", .fn = to_bytes, .signature = "(self, /, length=1, byteorder='big', *, signed=False)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "from_bytes", .fn = from_bytes, .signature = "(cls, /, bytes, byteorder='big', *, signed=False)", .kind = NativeKind::ClassMethod, .cost = Cost::NativeCall},
    {.name = "__divmod__", .fn = divmod_method, .signature = "(self, value, /)", .kind = NativeKind::Method},
    {.name = "__rdivmod__", .fn = rdivmod_method, .signature = "(self, value, /)", .kind = NativeKind::Method},
    {.name = "__pow__", .fn = pow_method, .signature = "(self, value, mod=None, /)", .kind = NativeKind::Method},
    {.name = "__rpow__", .fn = rpow_method, .signature = "(self, value, mod=None, /)", .kind = NativeKind::Method},
    {.name = "__round__", .fn = round_method, .signature = "(self, ndigits=None, /)", .kind = NativeKind::Method},
    {.name = "__trunc__", .fn = itself, .signature = "(self, /)", .kind = NativeKind::Method},
    {.name = "__floor__", .fn = itself, .signature = "(self, /)", .kind = NativeKind::Method},
    {.name = "__ceil__", .fn = itself, .signature = "(self, /)", .kind = NativeKind::Method},
    {.name = "__format__", .fn = format_method, .signature = "(self, format_spec, /)", .kind = NativeKind::Method},
    {.name = "__sizeof__", .fn = sizeof_method, .signature = "(self, /)", .kind = NativeKind::Method},
    {.name = "__getnewargs__", .fn = new_args, .signature = "(self, /)", .kind = NativeKind::Method},
};

Ref get_real(Vm& vm, Value self) { return exact_int(vm.heap, self); }
Ref get_zero(Vm& vm, Value) { return vm.integer(0); }
Ref get_one(Vm& vm, Value) { return vm.integer(1); }

const GetSetSpec kAttributes[] = {
    {"real", get_real, nullptr, "the real part of a complex number"},
    {"imag", get_zero, nullptr, "the imaginary part of a complex number"},
    {"numerator", get_real, nullptr, "the numerator of a rational number in lowest terms"},
    {"denominator", get_one, nullptr, "the denominator of a rational number in lowest terms"},
};

}  // namespace

void add_int_methods(Vm& vm) {
  add_methods(vm, vm.types.int_, kMethods);
  add_getset(vm, vm.types.int_, kAttributes);
}

}  // namespace gilscope
