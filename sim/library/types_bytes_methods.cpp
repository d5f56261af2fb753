// The methods that bytes and bytearray have in common.
#include <fmt/format.h>

#include <limits>

#include "sim/library/types_bytes.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/payload.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();

std::string_view data_of(const Args& a) { return bytes_view(a[0]); }
Ref like(Vm& vm, const Args& a, std::string_view data) {
  vm.charge(Cost::CharCopy, static_cast<std::int64_t>(data.size()));
  return make_bytes_like(vm.heap, a[0], std::string(data));
}
Ref need_bytes(Vm& vm, Value v) { return vm.raise(Exc::TypeError, fmt::format("a bytes-like object is required, not '{}'", type_name_of(vm, v))); }

// ---- searching ------------------------------------------------------------------------------------------------------------------------------

using Finder = std::int64_t (*)(std::string_view, std::string_view, std::int64_t, std::int64_t);

template <Finder finder, bool must_find>
Ref search(Vm& vm, const Args& a, NativeFn again) {
  if (wants_slice(a, 12)) return slice_args(vm, again, a, 12);
  unsigned char byte = 0;
  char single = 0;
  std::string_view what;
  if (is_byteslike(a[1])) {
    what = bytes_view(a[1]);
  } else if (is_int(a[1])) {
    if (!byte_value(vm, a[1], byte, "byte must be in range(0, 256)")) return nullptr;
    single = static_cast<char>(byte);
    what = {&single, 1};
  } else {
    return vm.raise(Exc::TypeError, fmt::format("argument should be integer or bytes-like object, not '{}'", type_name_of(vm, a[1])));
  }
  vm.charge(Cost::CharScan, bytes_size(a[0]));
  const std::int64_t at = finder(data_of(a), what, int_or(a[2], 0), int_or(a[3], kEnd));
  if (must_find && at < 0) return vm.raise(Exc::ValueError, "subsection not found");
  return vm.integer(at);
}
Ref find(Vm& vm, const Args& a) { return search<bytes_find, false>(vm, a, find); }
Ref rfind(Vm& vm, const Args& a) { return search<bytes_rfind, false>(vm, a, rfind); }
Ref index(Vm& vm, const Args& a) { return search<bytes_find, true>(vm, a, index); }
Ref rindex(Vm& vm, const Args& a) { return search<bytes_rfind, true>(vm, a, rindex); }
Ref count(Vm& vm, const Args& a) { return search<bytes_count, false>(vm, a, count); }

bool has_affix(std::string_view s, std::string_view affix, std::int64_t begin, std::int64_t end, bool at_end) {
  clamp_range(begin, end, static_cast<std::int64_t>(s.size()));
  if (end - begin < static_cast<std::int64_t>(affix.size())) return false;
  const std::string_view part = s.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
  return at_end ? part.ends_with(affix) : part.starts_with(affix);
}
Ref affix(Vm& vm, const Args& a, bool at_end, NativeFn again) {
  if (wants_slice(a, 12)) return slice_args(vm, again, a, 12);
  const std::int64_t begin = int_or(a[2], 0), end = int_or(a[3], kEnd);
  if (is_byteslike(a[1])) return vm.boolean(has_affix(data_of(a), bytes_view(a[1]), begin, end, at_end));
  if (!is_tuple(a[1])) {
    return vm.raise(Exc::TypeError, fmt::format("{} first arg must be bytes or a tuple of bytes, not {}", at_end ? "endswith" : "startswith", type_name_of(vm, a[1])));
  }
  for (std::uint32_t i = 0; i < as_tuple(a[1])->length; ++i) {
    const Value choice = as_tuple(a[1])->items[i];
    if (!is_byteslike(choice)) return need_bytes(vm, choice);
    if (has_affix(data_of(a), bytes_view(choice), begin, end, at_end)) return vm.boolean(true);
  }
  return vm.boolean(false);
}
Ref startswith(Vm& vm, const Args& a) { return affix(vm, a, false, startswith); }
Ref endswith(Vm& vm, const Args& a) { return affix(vm, a, true, endswith); }

Ref removeprefix(Vm& vm, const Args& a) {
  if (!is_byteslike(a[1])) return need_bytes(vm, a[1]);
  return like(vm, a, data_of(a).substr(data_of(a).starts_with(bytes_view(a[1])) ? bytes_view(a[1]).size() : 0));
}
Ref removesuffix(Vm& vm, const Args& a) {
  if (!is_byteslike(a[1])) return need_bytes(vm, a[1]);
  return like(vm, a, data_of(a).substr(0, data_of(a).size() - (data_of(a).ends_with(bytes_view(a[1])) ? bytes_view(a[1]).size() : 0)));
}

// ---- splitting and joining --------------------------------------------------------------------------------------------------------------

Ref parts_list(Vm& vm, const Args& a, const std::vector<StrRange>& parts) {
  Ref list = make_list(vm.heap);
  vm.charge(Cost::AllocSmall, static_cast<std::int64_t>(parts.size()));
  for (const StrRange& r : parts) {
    Ref part = like(vm, a, data_of(a).substr(r.begin, r.end - r.begin));
    list_append(vm.heap, as_list(list), part);
  }
  return list;
}
Ref split_with(Vm& vm, const Args& a, bool from_right, NativeFn again) {
  if (wants_index(a, 4)) return index_args(vm, again, a, 4);
  if (is_given(a[1]) && !is_byteslike(a[1])) return need_bytes(vm, a[1]);
  std::string_view separator;
  if (is_given(a[1])) separator = bytes_view(a[1]);
  if (is_given(a[1]) && separator.empty()) return vm.raise(Exc::ValueError, "empty separator");
  const std::string_view* given = is_given(a[1]) ? &separator : nullptr;
  const std::int64_t most = int_or(a[2], -1);
  return parts_list(vm, a, from_right ? bytes_rsplit(data_of(a), given, most) : bytes_split(data_of(a), given, most));
}
Ref split(Vm& vm, const Args& a) { return split_with(vm, a, false, split); }
Ref rsplit(Vm& vm, const Args& a) { return split_with(vm, a, true, rsplit); }
Ref splitlines(Vm& vm, const Args& a) {
  const bool keep = a[1] && (a[1].is_true() || (is_int(a[1]) && int_sign(a[1]) != 0));
  return parts_list(vm, a, bytes_splitlines(data_of(a), keep));
}

Ref partition_at(Vm& vm, const Args& a, bool from_right) {
  if (!is_byteslike(a[1])) return need_bytes(vm, a[1]);
  const std::string_view s = data_of(a), separator = bytes_view(a[1]);
  if (separator.empty()) return vm.raise(Exc::ValueError, "empty separator");
  const std::size_t at = from_right ? s.rfind(separator) : s.find(separator);
  const bool found = at != s.npos;
  Ref head = like(vm, a, found ? s.substr(0, at) : from_right ? std::string_view() : s);
  Ref middle = like(vm, a, found ? separator : std::string_view());
  Ref tail = like(vm, a, found ? s.substr(at + separator.size()) : from_right ? s : std::string_view());
  return vm.tuple({head, middle, tail});
}
Ref partition(Vm& vm, const Args& a) { return partition_at(vm, a, false); }
Ref rpartition(Vm& vm, const Args& a) { return partition_at(vm, a, true); }

Ref join_items(Vm& vm, Value self, Value items) {
  const ItemSpan span = items_of(items);
  std::string out;
  for (std::uint32_t i = 0; i < span.length; ++i) {
    if (!is_byteslike(span.items[i])) {
      return vm.raise(Exc::TypeError, fmt::format("sequence item {}: expected a bytes-like object, {} found", i, type_name_of(vm, span.items[i])));
    }
    if (i != 0) out += bytes_view(self);
    out += bytes_view(span.items[i]);
  }
  vm.charge(Cost::CharCopy, static_cast<std::int64_t>(out.size()));
  return make_bytes_like(vm.heap, self, out);
}
Ref join(Vm& vm, const Args& a) { return with_items(vm, a[0], a[1], join_items, "can only join an iterable"); }

// ---- changing -------------------------------------------------------------------------------------------------------------------------------

template <StrCase to>
Ref change_case(Vm& vm, const Args& a) { return like(vm, a, bytes_change_case(data_of(a), to)); }
template <StrTest test>
Ref tests(Vm& vm, const Args& a) {
  vm.charge(Cost::CharScan, bytes_size(a[0]));
  return vm.boolean(bytes_test(data_of(a), test));
}

Ref strip_sides(Vm& vm, const Args& a, Strip sides) {
  if (is_given(a[1]) && !is_byteslike(a[1])) return need_bytes(vm, a[1]);
  std::string_view chars;
  if (is_given(a[1])) chars = bytes_view(a[1]);
  const StrRange r = bytes_strip(data_of(a), is_given(a[1]) ? &chars : nullptr, sides);
  return like(vm, a, data_of(a).substr(r.begin, r.end - r.begin));
}
Ref strip(Vm& vm, const Args& a) { return strip_sides(vm, a, Strip::Both); }
Ref lstrip(Vm& vm, const Args& a) { return strip_sides(vm, a, Strip::Left); }
Ref rstrip(Vm& vm, const Args& a) { return strip_sides(vm, a, Strip::Right); }

enum class Side { Left, Right, Both };
Ref justify(Vm& vm, const Args& a, Side side, const char* name, NativeFn again) {
  if (wants_index(a, 2)) return index_args(vm, again, a, 2);
  char fill = ' ';
  if (a[2]) {
    if (!is_byteslike(a[2]) || bytes_size(a[2]) != 1) {
      return vm.raise(Exc::TypeError, fmt::format("{}() argument 2 must be a byte string of length 1, not {}", name, type_name_of(vm, a[2])));
    }
    fill = bytes_view(a[2])[0];
  }
  const std::int64_t width = int_or(a[1], 0), room = std::max<std::int64_t>(0, width - bytes_size(a[0]));
  if (room > kLongestText) return vm.raise(Exc::MemoryError);
  const std::int64_t left = side == Side::Left ? 0 : side == Side::Right ? room : room / 2 + (room & width & 1);
  return like(vm, a, std::string(static_cast<std::size_t>(left), fill) + std::string(data_of(a)) + std::string(static_cast<std::size_t>(room - left), fill));
}
Ref ljust(Vm& vm, const Args& a) { return justify(vm, a, Side::Left, "ljust", ljust); }
Ref rjust(Vm& vm, const Args& a) { return justify(vm, a, Side::Right, "rjust", rjust); }
Ref center(Vm& vm, const Args& a) { return justify(vm, a, Side::Both, "center", center); }

Ref zfill(Vm& vm, const Args& a) {
  if (wants_index(a, 2)) return index_args(vm, zfill, a, 2);
  std::string s(data_of(a));
  const std::int64_t room = int_or(a[1], 0) - bytes_size(a[0]);
  if (room > kLongestText) return vm.raise(Exc::MemoryError);
  if (room > 0) s.insert(!s.empty() && (s[0] == '+' || s[0] == '-') ? 1 : 0, static_cast<std::size_t>(room), '0');
  return like(vm, a, s);
}
Ref expandtabs(Vm& vm, const Args& a) {
  if (wants_index(a, 2)) return index_args(vm, expandtabs, a, 2);
  if (int_or(a[1], 8) > kLongestText) return vm.raise(Exc::OverflowError, "result too long");
  return like(vm, a, bytes_expandtabs(data_of(a), int_or(a[1], 8)));
}
Ref replace(Vm& vm, const Args& a) {
  if (!is_byteslike(a[1])) return need_bytes(vm, a[1]);
  if (!is_byteslike(a[2])) return need_bytes(vm, a[2]);
  if (wants_index(a, 8)) return index_args(vm, replace, a, 8);
  return like(vm, a, bytes_replace(data_of(a), bytes_view(a[1]), bytes_view(a[2]), int_or(a[3], -1)));
}

Ref translate(Vm& vm, const Args& a) {
  std::string_view table, gone;
  if (is_given(a[1])) {
    if (!is_byteslike(a[1])) return need_bytes(vm, a[1]);
    table = bytes_view(a[1]);
    if (table.size() != 256) return vm.raise(Exc::ValueError, "translation table must be 256 characters long");
  }
  if (a[2] && !is_byteslike(a[2])) return need_bytes(vm, a[2]);
  if (a[2]) gone = bytes_view(a[2]);
  std::string out;
  for (char c : data_of(a)) if (gone.find(c) == gone.npos) out += table.empty() ? c : table[static_cast<unsigned char>(c)];
  return like(vm, a, out);
}
Ref maketrans(Vm& vm, const Args& a) {
  if (!is_byteslike(a[0])) return need_bytes(vm, a[0]);
  if (!is_byteslike(a[1])) return need_bytes(vm, a[1]);
  const std::string_view from = bytes_view(a[0]), to = bytes_view(a[1]);
  if (from.size() != to.size()) return vm.raise(Exc::ValueError, "maketrans arguments must have same length");
  std::string table(256, '\0');
  for (std::size_t i = 0; i < 256; ++i) table[i] = static_cast<char>(i);
  for (std::size_t i = 0; i < from.size(); ++i) table[static_cast<unsigned char>(from[i])] = to[i];
  return make_bytes(vm.heap, table);
}

// ---- text -------------------------------------------------------------------------------------------------------------------------------------

Ref decode(Vm& vm, const Args& a) { return decode_bytes(vm, data_of(a), a[1], a[2]); }

Ref hex(Vm& vm, const Args& a) {
  if (wants_index(a, 4)) return index_args(vm, hex, a, 4);
  char separator = 0;
  if (is_given(a[1])) {
    const bool text = is_str(a[1]);
    if (!text && !is_bytes(a[1])) return vm.raise(Exc::TypeError, fmt::format("object of type '{}' has no len()", type_name_of(vm, a[1])));
    if ((text ? as_str(a[1])->length : static_cast<std::size_t>(bytes_size(a[1]))) != 1) return vm.raise(Exc::ValueError, "sep must be length 1.");
    if (text && as_str(a[1])->at(0) > 127) return vm.raise(Exc::ValueError, "sep must be ASCII.");
    separator = text ? static_cast<char>(as_str(a[1])->at(0)) : bytes_view(a[1])[0];
  }
  const int group = separator == 0 ? 0 : static_cast<int>(int_or(a[2], 1));
  vm.charge(Cost::CharCopy, 2 * bytes_size(a[0]));
  return new_str(vm, bytes_to_hex(data_of(a), separator, group));
}

/// Takes over `owned`, a bytes object.
Co<Ref> of_class_co(Vm& vm, Value cls, Value owned) {
  Ref bytes = steal(owned);
  Ref instance = co_await vm.call(cls, bytes);
  co_return instance;
}
Ref fromhex(Vm& vm, const Args& a) {
  if (!is_str(a[1])) return vm.raise(Exc::TypeError, fmt::format("fromhex() argument must be str, not {}", type_name_of(vm, a[1])));
  std::string data;
  std::size_t position = 0;
  if (!bytes_from_hex(as_str(a[1]), data, position)) {
    return vm.raise(Exc::ValueError, fmt::format("non-hexadecimal number found in fromhex() arg at position {}", position));
  }
  Ref bytes = make_bytes(vm.heap, data);
  return a[0] == Value(vm.types.bytes) ? std::move(bytes) : vm.start(of_class_co(vm, a[0], bytes.release()));
}
Ref sizeof_method(Vm& vm, const Args& a) {
  if (is_bytearray(a[0])) return vm.integer(56 + static_cast<std::int64_t>(static_cast<BytearrayObject*>(a[0].object())->capacity));
  return vm.integer(33 + bytes_size(a[0]));
}

#define GILSCOPE_METHOD(text, function, parameters) \
  {.name = text, .fn = function, .signature = parameters, .kind = NativeKind::Method, .cost = Cost::NativeCall}
#define GILSCOPE_SIMPLE(text, function) GILSCOPE_METHOD(text, function, "(self, /)")

const NativeSpec kMethods[] = {
    GILSCOPE_METHOD("find", find, "(self, sub, start=None, end=None, /)"),
    GILSCOPE_METHOD("rfind", rfind, "(self, sub, start=None, end=None, /)"),
    GILSCOPE_METHOD("index", index, "(self, sub, start=None, end=None, /)"),
    GILSCOPE_METHOD("rindex", rindex, "(self, sub, start=None, end=None, /)"),
    GILSCOPE_METHOD("count", count, "(self, sub, start=None, end=None, /)"),
    GILSCOPE_METHOD("startswith", startswith, "(self, prefix, start=None, end=None, /)"),
    GILSCOPE_METHOD("endswith", endswith, "(self, suffix, start=None, end=None, /)"),
    GILSCOPE_METHOD("removeprefix", removeprefix, "(self, prefix, /)"),
    GILSCOPE_METHOD("removesuffix", removesuffix, "(self, suffix, /)"),
    GILSCOPE_METHOD("split", split, "(self, /, sep=None, maxsplit=-1)"),
    GILSCOPE_METHOD("rsplit", rsplit, "(self, /, sep=None, maxsplit=-1)"),
    GILSCOPE_METHOD("splitlines", splitlines, "(self, /, keepends=False)"),
    GILSCOPE_METHOD("partition", partition, "(self, sep, /)"),
    GILSCOPE_METHOD("rpartition", rpartition, "(self, sep, /)"),
    GILSCOPE_METHOD("join", join, "(self, iterable_of_bytes, /)"),
    GILSCOPE_METHOD("strip", strip, "(self, bytes=None, /)"),
    GILSCOPE_METHOD("lstrip", lstrip, "(self, bytes=None, /)"),
    GILSCOPE_METHOD("rstrip", rstrip, "(self, bytes=None, /)"),
    GILSCOPE_METHOD("ljust", ljust, "(self, width, fillchar=b' ', /)"),
    GILSCOPE_METHOD("rjust", rjust, "(self, width, fillchar=b' ', /)"),
    GILSCOPE_METHOD("center", center, "(self, width, fillchar=b' ', /)"),
    GILSCOPE_METHOD("zfill", zfill, "(self, width, /)"),
    GILSCOPE_METHOD("expandtabs", expandtabs, "(self, /, tabsize=8)"),
    GILSCOPE_METHOD("replace", replace, "(self, old, new, count=-1, /)"),
    GILSCOPE_METHOD("translate", translate, "(self, table, /, delete=b'')"),
    {.name = "maketrans", .fn = maketrans, .signature = "(frm, to, /)", .kind = NativeKind::StaticMethod, .cost = Cost::NativeCall},
    GILSCOPE_METHOD("decode", decode, "(self, /, encoding='utf-8', errors='strict')"),
    GILSCOPE_METHOD("hex", hex, "(self, /, sep=None, bytes_per_sep=1)"),
    {.name = "fromhex", .fn = fromhex, .signature = "(cls, string, /)", .kind = NativeKind::ClassMethod, .cost = Cost::NativeCall},
    GILSCOPE_SIMPLE("lower", change_case<StrCase::Lower>),
    GILSCOPE_SIMPLE("upper", change_case<StrCase::Upper>),
    GILSCOPE_SIMPLE("title", change_case<StrCase::Title>),
    GILSCOPE_SIMPLE("capitalize", change_case<StrCase::Capitalize>),
    GILSCOPE_SIMPLE("swapcase", change_case<StrCase::SwapCase>),
    GILSCOPE_SIMPLE("isalpha", tests<StrTest::Alpha>),
    GILSCOPE_SIMPLE("isalnum", tests<StrTest::Alnum>),
    GILSCOPE_SIMPLE("isascii", tests<StrTest::Ascii>),
    GILSCOPE_SIMPLE("isdigit", tests<StrTest::Digit>),
    GILSCOPE_SIMPLE("isspace", tests<StrTest::Space>),
    GILSCOPE_SIMPLE("islower", tests<StrTest::Lower>),
    GILSCOPE_SIMPLE("isupper", tests<StrTest::Upper>),
    GILSCOPE_SIMPLE("istitle", tests<StrTest::Title>),
    GILSCOPE_SIMPLE("__sizeof__", sizeof_method),
};
#undef GILSCOPE_SIMPLE
#undef GILSCOPE_METHOD

}  // namespace

void add_bytes_methods(Vm& vm) {
  add_methods(vm, vm.types.bytes, kMethods);
  add_methods(vm, vm.types.bytearray, kMethods);
}

}  // namespace gilscope
