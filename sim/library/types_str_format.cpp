// str.format and str.format_map: replacement fields (Objects/stringlib/unicode_format.h).
#include <fmt/format.h>

#include "sim/library/type_helpers.hpp"
#include "sim/library/types_str.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/types.hpp"
#include "sim/vm/exceptions.hpp"

namespace gilscope {

namespace {

/// The values: positional ones, keywords by name, or (format_map) one mapping.
struct Fields {
  Args args;      ///< without self
  Value mapping;  ///< null: keywords
  std::int64_t automatic = 0;              ///< next number for {}
  enum { Unknown, Automatic, Manual } numbering = Unknown;
};

/// "{name!conversion:spec}" inside a text: positions of its parts.
struct Field {
  StrRange name{0, 0}, spec{0, 0};
  char32_t conversion = 0;
  bool nested = false;  ///< the spec has fields of its own
  std::size_t end = 0;
};

Ref value_error(Vm& vm, const char* message) { return vm.raise(Exc::ValueError, message); }

/// Parses a field whose '{' is at begin - 1. False: ValueError is set.
bool parse_field(Vm& vm, const StrObject* s, std::size_t begin, std::size_t end, Field& f) {
  std::size_t at = begin;
  int brackets = 0;
  for (; at < end; ++at) {
    const char32_t c = s->at(at);
    if (c == '{') return value_error(vm, "unexpected '{' in field name"), false;
    if (c == '[') brackets = 1;
    if (c == ']') brackets = 0;
    if (brackets == 0 && (c == '}' || c == ':' || c == '!')) break;
  }
  f.name = {begin, at};
  if (at == end) return value_error(vm, begin == end ? "Single '{' encountered in format string" : "expected '}' before end of string"), false;
  if (s->at(at) == '!') {
    if (at + 1 >= end) return value_error(vm, "end of string while looking for conversion specifier"), false;
    f.conversion = s->at(at + 1);
    if (f.conversion == '}') return value_error(vm, "unmatched '{' in format spec"), false;
    at += 2;
    if (at >= end) return value_error(vm, "unmatched '{' in format spec"), false;
    if (s->at(at) != ':' && s->at(at) != '}') return value_error(vm, "expected ':' after conversion specifier"), false;
  }
  f.spec = {at, at};
  if (s->at(at) == ':') {
    f.spec.begin = ++at;
    for (int depth = 1; at < end; ++at) {
      if (s->at(at) == '{') ++depth, f.nested = true;
      if (s->at(at) == '}' && --depth == 0) break;
    }
    if (at == end) return value_error(vm, "unmatched '{' in format spec"), false;
    f.spec.end = at;
  }
  f.end = at + 1;
  return true;
}

/// A decimal number made of the characters [r.begin, r.end), or -1.
std::int64_t number_in(const StrObject* s, StrRange r) {
  if (r.begin == r.end) return -1;
  std::int64_t n = 0;
  for (std::size_t i = r.begin; i < r.end; ++i) {
    const int digit = char_decimal_value(s->at(i));
    if (digit < 0 || n > 100'000'000'000'000'000) return -1;
    n = n * 10 + digit;
  }
  return n;
}

/// {} and {0} may not be mixed. False: ValueError is set.
bool set_numbering(Vm& vm, Fields& fields, bool automatic) {
  if (fields.numbering == Fields::Unknown) fields.numbering = automatic ? Fields::Automatic : Fields::Manual;
  if ((fields.numbering == Fields::Automatic) == automatic) return true;
  value_error(vm, automatic ? "cannot switch from manual field specification to automatic field numbering"
                            : "cannot switch from automatic field numbering to manual field specification");
  return false;
}

Ref positional(Vm& vm, const Fields& fields, std::int64_t n) {
  if (fields.mapping) return value_error(vm, "Format string contains positional fields");
  if (n < static_cast<std::int64_t>(fields.args.count)) return share(fields.args[static_cast<std::uint32_t>(n)]);
  return vm.raise(Exc::IndexError, fmt::format("Replacement index {} out of range for positional args tuple", n));
}

Ref named(Vm& vm, const Fields& fields, Value name) {
  if (fields.mapping) return get_item(vm, fields.mapping, name);
  for (std::uint32_t i = 0; i < fields.args.keyword_count(); ++i) {
    if (str_equal(as_str(fields.args.keywords->items[i]), as_str(name))) return share(fields.args.keyword_value(i));
  }
  return raise_key_error(vm, name);
}

/// "0.name[key]": the first part, then attributes and items.
Co<Ref> look_up(Vm& vm, StrObject* s, StrRange name, Fields& fields) {
  std::size_t at = name.begin;
  while (at < name.end && s->at(at) != '.' && s->at(at) != '[') ++at;
  const StrRange first{name.begin, at};
  Ref value;
  const std::int64_t number = number_in(s, first);
  if (first.begin == first.end || number >= 0) {
    const bool automatic = first.begin == first.end;
    if (!set_numbering(vm, fields, automatic)) co_return nullptr;
    value = positional(vm, fields, automatic ? fields.automatic++ : number);
  } else {
    Ref key = str_substring(vm.heap, s, first.begin, first.end);
    value = co_await vm.finish(named(vm, fields, key));
  }
  while (value && at < name.end) {
    const bool item = s->at(at) == '[';
    if (!item && s->at(at) != '.') co_return value_error(vm, "Only '.' or '[' may follow ']' in format field specifier");
    const std::size_t begin = ++at;
    while (at < name.end && (item ? s->at(at) != ']' : s->at(at) != '.' && s->at(at) != '[')) ++at;
    if (item && at == name.end) co_return value_error(vm, "Missing ']' in format string");
    const StrRange part{begin, at};
    if (item) ++at;
    if (part.begin == part.end) co_return value_error(vm, "Empty attribute in format string");
    Ref key = str_substring(vm.heap, s, part.begin, part.end);
    const std::int64_t index = item ? number_in(s, part) : -1;
    if (index >= 0) key = vm.integer(index);
    Ref next;
    if (item) next = co_await vm.finish(get_item(vm, value, key));
    else next = co_await vm.finish(get_attr(vm, value, intern(vm.heap, as_str(key))));
    value = std::move(next);
  }
  co_return value;
}

Ref start_conversion(Vm& vm, Value v, char32_t conversion) {
  switch (conversion) {
    case 0: return share(v);
    case 's': return str_of(vm, v);
    case 'r': return repr(vm, v);
    case 'a': return ascii(vm, v);
    default: return vm.raise(Exc::ValueError, conversion > 32 && conversion < 127 ? fmt::format("Unknown conversion specifier {}", static_cast<char>(conversion))
                                                                                  : fmt::format("Unknown conversion specifier \\x{:x}", static_cast<unsigned>(conversion)));
  }
}

Co<Ref> expand(Vm& vm, StrObject* s, StrRange range, Fields& fields, int depth);

Co<Ref> expand_field(Vm& vm, StrObject* s, const Field f, Fields& fields, int depth) {
  vm.charge(Cost::NativeCall);  // the field is taken apart
  Ref value = co_await look_up(vm, s, f.name, fields);
  if (!value) co_return nullptr;
  Ref shown = co_await vm.finish(start_conversion(vm, value, f.conversion));
  if (!shown) co_return nullptr;
  Ref spec = str_substring(vm.heap, s, f.spec.begin, f.spec.end);
  if (f.nested) {
    spec = co_await expand(vm, s, f.spec, fields, depth - 1);
    if (!spec) co_return nullptr;
  }
  Ref text = co_await vm.finish(format(vm, shown, spec));
  co_return text;
}

Co<Ref> expand(Vm& vm, StrObject* s, StrRange range, Fields& fields, int depth) {
  if (depth <= 0) co_return value_error(vm, "Max string recursion exceeded");
  StrBuilder out;
  for (std::size_t at = range.begin; at < range.end;) {
    const char32_t c = s->at(at++);
    if (c != '{' && c != '}') {
      out.add(c);
      continue;
    }
    if (at < range.end && s->at(at) == c) {
      out.add(s->at(at++));
      continue;
    }
    if (c == '}') co_return value_error(vm, "Single '}' encountered in format string");
    Field field;
    if (!parse_field(vm, s, at, range.end, field)) co_return nullptr;
    at = field.end;
    Ref text = co_await expand_field(vm, s, field, fields, depth);
    if (!text) co_return nullptr;
    out.add(as_str(text));
  }
  co_return out.finish(vm.heap);
}

Co<Ref> format_co(Vm& vm, Value self, const Args args, Value mapping) {
  Fields fields{args, mapping};
  StrObject* s = as_str(self);
  Ref text = co_await expand(vm, s, {0, s->length}, fields, 2);
  vm.charge(Cost::AllocSmall);
  if (text) vm.charge(Cost::CharCopy, as_str(text)->length);
  co_return text;
}

}  // namespace

Ref str_format(Vm& vm, const Args& args) { return vm.start(format_co(vm, args[0], args.without_first(), Value())); }
Ref str_format_map(Vm& vm, const Args& args) { return vm.start(format_co(vm, args[0], Args{}, args[1])); }

}  // namespace gilscope
