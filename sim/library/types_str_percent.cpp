// printf-style formatting: text % values (Objects/unicodeobject.c: unicode_format_arg and its kin).
#include <fmt/format.h>

#include "sim/library/type_helpers.hpp"
#include "sim/library/types_str.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/float_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/payload.hpp"
#include "sim/objects/percent_format.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

/// Where the values come from: a tuple's items in turn, one single value, or a mapping.
struct Values {
  Value source;
  std::uint32_t next = 0;
  bool tuple = false, mapping = false;

  /// Null if there is none left.
  Value take() {
    if (tuple) return next < as_tuple(source)->length ? as_tuple(source)->items[next++] : Value();
    return next++ == 0 ? source : Value();
  }
  bool left_over() const { return tuple ? next < as_tuple(source)->length : next == 0 && !mapping; }
};

Ref not_enough(Vm& vm) { return vm.raise(Exc::TypeError, "not enough arguments for format string"); }

/// A star's value. False: an exception is set.
bool star(Vm& vm, Values& values, std::int64_t& out, bool precision, bool& left) {
  const Value v = values.take();
  if (!v) return not_enough(vm), false;
  if (!is_int(v)) return vm.raise(Exc::TypeError, "* wants int"), false;
  out = clamped_int64(v);
  if (precision) out = std::max<std::int64_t>(out, 0);
  else if (out < 0) left = true, out = -out;
  return true;
}

bool is_mapping(Vm& vm, Value v) { return !is_tuple(v) && !is_str(v) && vm.types.of(v)->slots.get_item != nullptr; }

/// %c
Ref char_text(Vm& vm, Value v, const PercentSpec& spec) {
  std::int64_t code = 0;
  if (is_str(v)) {
    if (as_str(v)->length != 1) return vm.raise(Exc::TypeError, "%c requires int or char");
    code = static_cast<std::int64_t>(as_str(v)->at(0));
  } else if (!is_int(v)) {
    return vm.raise(Exc::TypeError, "%c requires int or char");
  } else if (!as_int64(v, code) || code < 0 || code > 0x10FFFF) {
    return vm.raise(Exc::OverflowError, "%c arg not in range(0x110000)");
  }
  Ref one = make_char(vm.heap, static_cast<char32_t>(code));
  return new_str(vm, percent_pad(to_utf8(one), 1, spec));
}

/// %s, %r and %a once the text is there.
Ref cut_and_pad(Vm& vm, Value text, const PercentSpec& spec) {
  StrObject* s = as_str(text);
  Ref cut = spec.precision >= 0 && spec.precision < s->length ? str_substring(vm.heap, s, 0, static_cast<std::size_t>(spec.precision)) : share(text);
  if (spec.width <= as_str(cut)->length) return cut;
  const auto room = static_cast<std::size_t>(spec.width - as_str(cut)->length);
  return str_pad(vm.heap, as_str(cut), spec.left ? 0 : room, spec.left ? room : 0, ' ');
}

/// %d and its kin: ints, or (for d, i, u) whatever has __int__; x, o, X want __index__.
Co<Ref> int_text(Vm& vm, Value v, PercentSpec spec) {
  const char letter = static_cast<char>(spec.conversion);
  const bool decimal = letter == 'd' || letter == 'i' || letter == 'u';
  const TypeObject* type = vm.types.of(v);
  Ref number;
  if (is_int(v)) {
    number = share(v);
  } else if (type->slots.as_index != nullptr) {
    number = co_await vm.finish(as_index(vm, v));
  } else if (decimal && type->slots.as_int != nullptr) {
    number = co_await vm.finish(type->slots.as_int(vm, v));
  } else {
    co_return vm.raise(Exc::TypeError, decimal ? fmt::format("%{} format: a real number is required, not {}", letter, type_name_of(vm, v))
                                               : fmt::format("%{} format: an integer is required, not {}", letter, type_name_of(vm, v)));
  }
  if (!number) co_return nullptr;
  vm.charge(Cost::IntToText);
  co_return new_str(vm, percent_int(number, spec));
}

Co<Ref> float_text_of(Vm& vm, Value v, PercentSpec spec) {
  double d = 0;
  vm.charge(Cost::FloatToText);
  if (is_number(v)) {
    if (!to_double(v, d)) co_return vm.raise(Exc::OverflowError, "int too large to convert to float");
    co_return new_str(vm, percent_float(d, spec));
  }
  const TypeObject* type = vm.types.of(v);
  Ref number;
  if (type->slots.as_float != nullptr) number = co_await vm.finish(type->slots.as_float(vm, v));
  else if (type->slots.as_index != nullptr) number = co_await vm.finish(as_index(vm, v));
  else co_return vm.raise(Exc::TypeError, fmt::format("must be real number, not {}", type_name_of(vm, v)));
  if (!number) co_return nullptr;
  to_double(number, d);
  co_return new_str(vm, percent_float(d, spec));
}

Ref start_text(Vm& vm, Value v, char32_t conversion) {
  return conversion == 's' ? str_of(vm, v) : conversion == 'r' ? repr(vm, v) : ascii(vm, v);
}

Co<Ref> converted(Vm& vm, Value v, PercentSpec spec, std::size_t position) {
  Ref text;
  switch (spec.conversion) {
    case 's':
    case 'r':
    case 'a':
      text = co_await vm.finish(start_text(vm, v, spec.conversion));
      if (!text) co_return nullptr;
      co_return cut_and_pad(vm, text, spec);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X': text = co_await int_text(vm, v, spec); co_return text;
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': text = co_await float_text_of(vm, v, spec); co_return text;
    case 'c': co_return char_text(vm, v, spec);
    default: {
      const char32_t c = spec.conversion;
      const std::string shown = c > 31 && c < 128 ? std::string(1, static_cast<char>(c)) : "?";
      co_return vm.raise(Exc::ValueError, fmt::format("unsupported format character '{}' ({:#x}) at index {}", shown, static_cast<unsigned>(c), position));
    }
  }
}

Co<Ref> percent_co(Vm& vm, Value text, Value source) {
  const StrObject* s = as_str(text);
  Values values{source, 0, is_tuple(source), is_mapping(vm, source)};
  StrBuilder out;
  Ref keyed;  // the value that a %(key) gave
  for (std::size_t at = 0; at < s->length;) {
    const std::int64_t percent = str_find_char(s, '%', at, s->length);
    out.add(s, at, percent < 0 ? s->length : static_cast<std::size_t>(percent));
    if (percent < 0) break;
    const auto parsed = parse_percent(s, static_cast<std::size_t>(percent));
    if (!parsed) co_return raise_op(vm, parsed.error());
    PercentSpec spec = *parsed;
    at = spec.end;
    if (spec.has_key) {
      if (!values.mapping) co_return vm.raise(Exc::TypeError, "format requires a mapping");
      Ref key = str_substring(vm.heap, as_str(text), spec.key.begin, spec.key.end);
      keyed = co_await vm.finish(get_item(vm, source, key));
      if (!keyed) co_return nullptr;
    }
    if (spec.width_star && !star(vm, values, spec.width, false, spec.left)) co_return nullptr;
    if (spec.precision_star && !star(vm, values, spec.precision, true, spec.left)) co_return nullptr;
    if (spec.width > kLongestText || spec.precision > kLongestText) co_return vm.raise(Exc::MemoryError);
    if (spec.conversion == '%' && !spec.has_key && spec.end == static_cast<std::size_t>(percent) + 2) {
      out.add(U'%');
      continue;
    }
    const Value v = spec.has_key ? keyed.get() : values.take();
    if (!v) co_return not_enough(vm);
    Ref held = share(v);
    Ref part = co_await converted(vm, held, spec, spec.end - 1);
    if (!part) co_return nullptr;
    out.add(as_str(part));
  }
  if (values.left_over()) co_return vm.raise(Exc::TypeError, "not all arguments converted during string formatting");
  vm.charge(Cost::NativeCall);
  vm.charge(Cost::CharCopy, static_cast<std::int64_t>(out.size()));
  co_return out.finish(vm.heap);
}

}  // namespace

Ref str_percent(Vm& vm, Value text, Value values) { return vm.start(percent_co(vm, text, values)); }

}  // namespace gilscope
