// str's methods.
#include <fmt/format.h>

#include <bitset>
#include <limits>

#include "sim/library/type_helpers.hpp"
#include "sim/library/types_str.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/format_spec.hpp"
#include "sim/objects/payload.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();

StrObject* self_of(const Args& a) { return as_str(a[0]); }
std::int64_t length_of(Value v) { return as_str(v)->length; }

Ref wrong_argument(Vm& vm, const char* function, int number, Value v) {
  return vm.raise(Exc::TypeError, fmt::format("{}() argument {} must be str, not {}", function, number, v.is_none() ? "None" : type_name_of(vm, v)));
}

// ---- searching ------------------------------------------------------------------------------------------------------------------------------

using Finder = std::int64_t (*)(const StrObject*, const StrObject*, std::int64_t, std::int64_t);

/// find and its kin share their arguments: (self, sub, start=None, end=None).
template <Finder finder, bool must_find>
Ref search(Vm& vm, const Args& a, const char* name, NativeFn again) {
  if (!is_str(a[1])) return wrong_argument(vm, name, 1, a[1]);
  if (wants_slice(a, 12)) return slice_args(vm, again, a, 12);
  vm.charge(Cost::SearchSetup);
  vm.charge(Cost::CharScan, length_of(a[0]));
  const std::int64_t at = finder(self_of(a), as_str(a[1]), int_or(a[2], 0), int_or(a[3], kEnd));
  if (must_find && at < 0) return vm.raise(Exc::ValueError, "substring not found");
  return vm.integer(at);
}
Ref find(Vm& vm, const Args& a) { return search<str_find, false>(vm, a, "find", find); }
Ref rfind(Vm& vm, const Args& a) { return search<str_rfind, false>(vm, a, "rfind", rfind); }
Ref index(Vm& vm, const Args& a) { return search<str_find, true>(vm, a, "index", index); }
Ref rindex(Vm& vm, const Args& a) { return search<str_rfind, true>(vm, a, "rindex", rindex); }
Ref count(Vm& vm, const Args& a) { return search<str_count, false>(vm, a, "count", count); }

bool has_affix(const StrObject* s, const StrObject* affix, std::int64_t begin, std::int64_t end, bool at_end) {
  clamp_range(begin, end, s->length);
  if (end - begin < static_cast<std::int64_t>(affix->length)) return false;
  return str_matches_at(s, affix, static_cast<std::size_t>(at_end ? end - affix->length : begin));
}

Ref affix(Vm& vm, const Args& a, bool at_end, NativeFn again) {
  const char* name = at_end ? "endswith" : "startswith";
  if (wants_slice(a, 12)) return slice_args(vm, again, a, 12);
  const std::int64_t begin = int_or(a[2], 0), end = int_or(a[3], kEnd);
  if (is_str(a[1])) return vm.boolean(has_affix(self_of(a), as_str(a[1]), begin, end, at_end));
  if (!is_tuple(a[1])) {
    return vm.raise(Exc::TypeError, fmt::format("{} first arg must be str or a tuple of str, not {}", name, type_name_of(vm, a[1])));
  }
  const TupleObject* choices = as_tuple(a[1]);
  for (std::uint32_t i = 0; i < choices->length; ++i) {
    if (!is_str(choices->items[i])) {
      return vm.raise(Exc::TypeError, fmt::format("tuple for {} must only contain str, not {}", name, type_name_of(vm, choices->items[i])));
    }
    if (has_affix(self_of(a), as_str(choices->items[i]), begin, end, at_end)) return vm.boolean(true);
  }
  return vm.boolean(false);
}
Ref startswith(Vm& vm, const Args& a) { return affix(vm, a, false, startswith); }
Ref endswith(Vm& vm, const Args& a) { return affix(vm, a, true, endswith); }

Ref remove_affix(Vm& vm, const Args& a, bool at_end) {
  if (!is_str(a[1])) {
    return vm.raise(Exc::TypeError, fmt::format("{}() argument must be str, not {}", at_end ? "removesuffix" : "removeprefix", type_name_of(vm, a[1])));
  }
  StrObject* s = self_of(a);
  const StrObject* what = as_str(a[1]);
  if (!has_affix(s, what, 0, kEnd, at_end)) return exact_str(vm.heap, a[0]);
  return str_substring(vm.heap, s, at_end ? 0 : what->length, at_end ? s->length - what->length : s->length);
}
Ref removeprefix(Vm& vm, const Args& a) { return remove_affix(vm, a, false); }
Ref removesuffix(Vm& vm, const Args& a) { return remove_affix(vm, a, true); }

// ---- splitting and joining --------------------------------------------------------------------------------------------------------------

Ref parts_list(Vm& vm, Value self, const std::vector<StrRange>& parts) {
  ListObject* list = make_list_reserved(vm.heap, parts.size());
  Ref result = steal(list);
  for (const StrRange& part : parts) {
    Ref text = str_substring(vm.heap, as_str(self), part.begin, part.end);
    list_append(vm.heap, list, text);
  }
  vm.charge(Cost::AllocGc);
  vm.charge(Cost::AllocSmall, static_cast<std::int64_t>(parts.size()));
  vm.charge(Cost::CharScan, length_of(self));
  return result;
}

Ref split_with(Vm& vm, const Args& a, bool from_right, NativeFn again) {
  if (wants_index(a, 4)) return index_args(vm, again, a, 4);
  if (is_given(a[1]) && !is_str(a[1])) return vm.raise(Exc::TypeError, fmt::format("must be str or None, not {}", type_name_of(vm, a[1])));
  if (is_given(a[1]) && length_of(a[1]) == 0) return vm.raise(Exc::ValueError, "empty separator");
  const StrObject* separator = is_given(a[1]) ? as_str(a[1]) : nullptr;
  const std::int64_t most = int_or(a[2], -1);
  return parts_list(vm, a[0], from_right ? str_rsplit(self_of(a), separator, most) : str_split(self_of(a), separator, most));
}
Ref split(Vm& vm, const Args& a) { return split_with(vm, a, false, split); }
Ref rsplit(Vm& vm, const Args& a) { return split_with(vm, a, true, rsplit); }

bool is_true_flag(Value v) { return v && (v.is_true() || (is_int(v) && int_sign(v) != 0)); }
Ref splitlines(Vm& vm, const Args& a) { return parts_list(vm, a[0], str_splitlines(self_of(a), is_true_flag(a[1]))); }

Ref partition_at(Vm& vm, const Args& a, const char* name, bool from_right) {
  if (!is_str(a[1])) return vm.raise(Exc::TypeError, fmt::format("{}() argument must be str, not {}", name, type_name_of(vm, a[1])));
  if (length_of(a[1]) == 0) return vm.raise(Exc::ValueError, "empty separator");
  StrObject* s = self_of(a);
  vm.charge(Cost::CharScan, s->length);
  const std::int64_t at = from_right ? str_rfind(s, as_str(a[1]), 0, kEnd) : str_find(s, as_str(a[1]), 0, kEnd);
  Ref empty = new_str(vm, ""), whole = exact_str(vm.heap, a[0]);
  if (at < 0) return from_right ? vm.tuple({empty, empty, whole}) : vm.tuple({whole, empty, empty});
  const auto begin = static_cast<std::size_t>(at);
  vm.charge(Cost::AllocSmall, 2);
  vm.charge(Cost::AllocGc);
  Ref head = str_substring(vm.heap, s, 0, begin), tail = str_substring(vm.heap, s, begin + as_str(a[1])->length, s->length);
  return vm.tuple({head, a[1], tail});
}
Ref partition(Vm& vm, const Args& a) { return partition_at(vm, a, "partition", false); }
Ref rpartition(Vm& vm, const Args& a) { return partition_at(vm, a, "rpartition", true); }

Ref join_items(Vm& vm, Value self, Value items) {
  const ItemSpan span = items_of(items);
  std::int64_t chars = 0;
  for (std::uint32_t i = 0; i < span.length; ++i) {
    if (!is_str(span.items[i])) {
      return vm.raise(Exc::TypeError, fmt::format("sequence item {}: expected str instance, {} found", i, type_name_of(vm, span.items[i])));
    }
    chars += length_of(span.items[i]) + length_of(self);
  }
  vm.charge(Cost::AllocSmall);
  vm.charge(Cost::ItemCopy, span.length);
  vm.charge(Cost::CharCopy, chars);
  return str_join(vm.heap, as_str(self), span.items, span.length);
}
Ref join(Vm& vm, const Args& a) { return with_items(vm, a[0], a[1], join_items, "can only join an iterable"); }

// ---- changing -------------------------------------------------------------------------------------------------------------------------------

template <StrCase to>
Ref change_case(Vm& vm, const Args& a) {
  vm.charge(Cost::AllocSmall);
  vm.charge(Cost::CharCopy, length_of(a[0]));
  return str_change_case(vm.heap, self_of(a), to);
}

template <StrTest test>
Ref tests(Vm& vm, const Args& a) {
  vm.charge(Cost::CharScan, length_of(a[0]));
  return vm.boolean(str_test(self_of(a), test));
}

Ref strip_sides(Vm& vm, const Args& a, const char* name, Strip sides) {
  if (is_given(a[1]) && !is_str(a[1])) return vm.raise(Exc::TypeError, fmt::format("{} arg must be None or str", name));
  const StrRange r = str_strip(self_of(a), is_given(a[1]) ? as_str(a[1]) : nullptr, sides);
  if (r.end - r.begin < self_of(a)->length) vm.charge(Cost::AllocSmall);
  vm.charge(Cost::CharCopy, static_cast<std::int64_t>(r.end - r.begin));
  return str_substring(vm.heap, self_of(a), r.begin, r.end);
}
Ref strip(Vm& vm, const Args& a) { return strip_sides(vm, a, "strip", Strip::Both); }
Ref lstrip(Vm& vm, const Args& a) { return strip_sides(vm, a, "lstrip", Strip::Left); }
Ref rstrip(Vm& vm, const Args& a) { return strip_sides(vm, a, "rstrip", Strip::Right); }

/// The fill character. False: TypeError is set.
bool fill_char(Vm& vm, Value v, char32_t& out) {
  out = ' ';
  if (!v) return true;
  if (!is_str(v)) vm.raise(Exc::TypeError, fmt::format("The fill character must be a unicode character, not {}", type_name_of(vm, v)));
  else if (length_of(v) != 1) vm.raise(Exc::TypeError, "The fill character must be exactly one character long");
  else return out = as_str(v)->at(0), true;
  return false;
}

enum class Side { Left, Right, Both };
Ref justify(Vm& vm, const Args& a, Side side, NativeFn again) {
  if (wants_index(a, 2)) return index_args(vm, again, a, 2);
  char32_t fill = ' ';
  if (!fill_char(vm, a[2], fill)) return nullptr;
  const std::int64_t width = clamped_int64(a[1]), room = std::max<std::int64_t>(0, width - length_of(a[0]));
  if (room > kLongestText) return vm.raise(Exc::MemoryError);
  vm.charge(Cost::AllocSmall);
  vm.charge(Cost::CharCopy, std::max(width, length_of(a[0])));
  if (side == Side::Both) return str_center(vm.heap, self_of(a), width, fill);
  const auto blanks = static_cast<std::size_t>(room);
  return str_pad(vm.heap, self_of(a), side == Side::Left ? 0 : blanks, side == Side::Left ? blanks : 0, fill);
}
Ref ljust(Vm& vm, const Args& a) { return justify(vm, a, Side::Left, ljust); }
Ref rjust(Vm& vm, const Args& a) { return justify(vm, a, Side::Right, rjust); }
Ref center(Vm& vm, const Args& a) { return justify(vm, a, Side::Both, center); }

Ref zfill(Vm& vm, const Args& a) {
  if (wants_index(a, 2)) return index_args(vm, zfill, a, 2);
  if (clamped_int64(a[1]) > kLongestText) return vm.raise(Exc::MemoryError);
  vm.charge(Cost::AllocSmall);
  vm.charge(Cost::CharCopy, std::max(clamped_int64(a[1]), length_of(a[0])));
  return str_zfill(vm.heap, self_of(a), clamped_int64(a[1]));
}
Ref expandtabs(Vm& vm, const Args& a) {
  if (wants_index(a, 2)) return index_args(vm, expandtabs, a, 2);
  if (int_or(a[1], 8) > kLongestText) return vm.raise(Exc::OverflowError, "new string is too long");
  return str_expandtabs(vm.heap, self_of(a), int_or(a[1], 8));
}

Ref replace(Vm& vm, const Args& a) {
  if (!is_str(a[1])) return wrong_argument(vm, "replace", 1, a[1]);
  if (!is_str(a[2])) return wrong_argument(vm, "replace", 2, a[2]);
  if (wants_index(a, 8)) return index_args(vm, replace, a, 8);
  vm.charge(Cost::SearchSetup, 2);  // counted first, so that the result has room
  vm.charge(Cost::CharScan, 2 * length_of(a[0]));
  Ref result = str_replace(vm.heap, self_of(a), as_str(a[1]), as_str(a[2]), int_or(a[3], -1));
  if (result && result.get() != a[0]) vm.charge(Cost::AllocSmall);
  return result;
}

// ---- translate ------------------------------------------------------------------------------------------------------------------------------

/// Adds what a translation table answered for `c`. False: TypeError or ValueError is set.
bool add_translation(Vm& vm, StrBuilder& out, Value answer) {
  std::int64_t code = 0;
  if (answer.is_none()) return true;
  if (is_str(answer)) return out.add(as_str(answer)), true;
  if (!as_int64(answer, code)) {
    vm.raise(Exc::TypeError, "character mapping must return integer, None or str");
    return false;
  }
  if (code < 0 || code > 0x10FFFF) {
    vm.raise(Exc::ValueError, "character mapping must be in range(0x110000)");
    return false;
  }
  out.add(static_cast<char32_t>(code));
  return true;
}

Co<Ref> translate_co(Vm& vm, Value self, Value table) {
  StrBuilder out;
  for (std::uint32_t i = 0; i < as_str(self)->length; ++i) {
    const char32_t c = as_str(self)->at(i);
    vm.charge(Cost::DictProbe);
    Ref answer = co_await vm.finish(get_item(vm, table, Value::integer(static_cast<std::int64_t>(c))));
    if (!answer) {
      if (!vm.raised_is(Exc::LookupError)) co_return nullptr;
      vm.clear_raised();
      out.add(c);
      continue;
    }
    if (!add_translation(vm, out, answer)) co_return nullptr;
  }
  co_return out.finish(vm.heap);
}

Ref translate(Vm& vm, const Args& a) {
  if (vm.types.of(a[1]) != vm.types.dict) return vm.start(translate_co(vm, a[0], a[1]));
  StrBuilder out;
  std::bitset<128> known;  // an ASCII character is looked up once; one that the table lacks costs a LookupError
  vm.charge(Cost::AllocSmall);
  vm.charge(Cost::CharCopy, length_of(a[0]));
  for (std::uint32_t i = 0; i < self_of(a)->length; ++i) {
    const char32_t c = self_of(a)->at(i);
    const std::int64_t entry = dict_find(as_dict(a[1]), Value::integer(static_cast<std::int64_t>(c)), c);
    if (entry == kDictAskPython) return vm.start(translate_co(vm, a[0], a[1]));
    if (c >= known.size() || !known[c]) {
      vm.charge(Cost::DictProbe);
      if (entry < 0) {
        vm.charge(Cost::ExceptionRaise);
        vm.charge(Cost::AllocTracked);
        vm.charge(Cost::AllocGc);
      }
      if (c < known.size()) known.set(c);
    }
    if (entry < 0) out.add(c);
    else if (!add_translation(vm, out, as_dict(a[1])->entries[entry].value)) return nullptr;
  }
  return out.finish(vm.heap);
}

void map_char(Vm& vm, Value table, char32_t c, Value to) {
  dict_set_simple(vm.heap, as_dict(table), Value::integer(static_cast<std::int64_t>(c)), to);
}

Ref table_from_dict(Vm& vm, Value from) {
  if (!is_dict(from)) return vm.raise(Exc::TypeError, "if you give only one argument to maketrans it must be a dict");
  Ref table = make_dict(vm.heap);
  for (std::int64_t i = dict_next(as_dict(from), 0); i >= 0; i = dict_next(as_dict(from), static_cast<std::uint32_t>(i) + 1)) {
    const DictEntry& e = as_dict(from)->entries[i];
    if (is_str(e.key)) {
      if (length_of(e.key) != 1) return vm.raise(Exc::ValueError, "string keys in translate table must be of length 1");
      map_char(vm, table, as_str(e.key)->at(0), e.value);
    } else if (is_int(e.key)) {
      dict_set_simple(vm.heap, as_dict(table), e.key, e.value);
    } else {
      return vm.raise(Exc::TypeError, "keys in translate table must be strings or integers");
    }
  }
  return table;
}

Ref maketrans(Vm& vm, const Args& a) {
  if (!a[1]) return table_from_dict(vm, a[0]);
  if (!is_str(a[0])) return vm.raise(Exc::TypeError, "first maketrans argument must be a string if there is a second argument");
  for (int i = 1; i < 3; ++i) if (a[i] && !is_str(a[i])) return wrong_argument(vm, "maketrans", i + 1, a[i]);
  if (length_of(a[0]) != length_of(a[1])) return vm.raise(Exc::ValueError, "the first two maketrans arguments must have equal length");
  Ref table = make_dict(vm.heap);
  for (std::uint32_t i = 0; i < as_str(a[0])->length; ++i) map_char(vm, table, as_str(a[0])->at(i), Value::integer(static_cast<std::int64_t>(as_str(a[1])->at(i))));
  for (std::uint32_t i = 0; a[2] && i < as_str(a[2])->length; ++i) map_char(vm, table, as_str(a[2])->at(i), Value::none());
  return table;
}

// ---- the rest -------------------------------------------------------------------------------------------------------------------------------

Ref encode(Vm& vm, const Args& a) { return encode_str(vm, a[0], a[1], a[2]); }

Ref format_method(Vm& vm, const Args& a) {
  if (!is_str(a[1])) return vm.raise(Exc::TypeError, fmt::format("__format__() argument must be str, not {}", type_name_of(vm, a[1])));
  if (length_of(a[1]) == 0) return str_of(vm, a[0]);
  vm.charge(Cost::CharCopy, length_of(a[0]));
  const auto text = format_text(self_of(a), as_str(a[1]), type_name_of(vm, a[0]));
  return text ? new_str(vm, *text) : raise_op(vm, text.error());
}

Ref new_args(Vm& vm, const Args& a) {
  Ref text = make_str_of(vm.heap, vm.types.str, self_of(a));
  return vm.tuple({text});
}
Ref sizeof_method(Vm& vm, const Args& a) {
  const StrObject* s = self_of(a);
  const std::int64_t header = s->ascii ? 40 : 56;
  return vm.integer(header + (static_cast<std::int64_t>(s->length) + 1) * s->kind);
}

#define GILSCOPE_METHOD(text, function, parameters, price) \
  {.name = text, .fn = function, .signature = parameters, .kind = NativeKind::Method, .cost = Cost::price}
#define GILSCOPE_SIMPLE(text, function) GILSCOPE_METHOD(text, function, "(self, /)", NativeCallSmall)

const NativeSpec kMethods[] = {
    GILSCOPE_METHOD("find", find, "(self, sub, start=None, end=None, /)", NativeCall),
    GILSCOPE_METHOD("rfind", rfind, "(self, sub, start=None, end=None, /)", NativeCall),
    GILSCOPE_METHOD("index", index, "(self, sub, start=None, end=None, /)", NativeCall),
    GILSCOPE_METHOD("rindex", rindex, "(self, sub, start=None, end=None, /)", NativeCall),
    GILSCOPE_METHOD("count", count, "(self, sub, start=None, end=None, /)", NativeCall),
    GILSCOPE_METHOD("startswith", startswith, "(self, prefix, start=None, end=None, /)", NativeCallSmall),
    GILSCOPE_METHOD("endswith", endswith, "(self, suffix, start=None, end=None, /)", NativeCallSmall),
    GILSCOPE_METHOD("removeprefix", removeprefix, "(self, prefix, /)", NativeCall),
    GILSCOPE_METHOD("removesuffix", removesuffix, "(self, suffix, /)", NativeCall),
    GILSCOPE_METHOD("split", split, "(self, /, sep=None, maxsplit=-1)", NativeCall),
    GILSCOPE_METHOD("rsplit", rsplit, "(self, /, sep=None, maxsplit=-1)", NativeCall),
    GILSCOPE_METHOD("splitlines", splitlines, "(self, /, keepends=False)", NativeCall),
    GILSCOPE_METHOD("partition", partition, "(self, sep, /)", NativeCall),
    GILSCOPE_METHOD("rpartition", rpartition, "(self, sep, /)", NativeCall),
    GILSCOPE_METHOD("join", join, "(self, iterable, /)", NativeCall),
    GILSCOPE_METHOD("strip", strip, "(self, chars=None, /)", NativeCall),
    GILSCOPE_METHOD("lstrip", lstrip, "(self, chars=None, /)", NativeCall),
    GILSCOPE_METHOD("rstrip", rstrip, "(self, chars=None, /)", NativeCall),
    GILSCOPE_METHOD("ljust", ljust, "(self, width, fillchar=' ', /)", NativeCall),
    GILSCOPE_METHOD("rjust", rjust, "(self, width, fillchar=' ', /)", NativeCall),
    GILSCOPE_METHOD("center", center, "(self, width, fillchar=' ', /)", NativeCall),
    GILSCOPE_METHOD("zfill", zfill, "(self, width, /)", NativeCall),
    GILSCOPE_METHOD("expandtabs", expandtabs, "(self, /, tabsize=8)", NativeCall),
    GILSCOPE_METHOD("replace", replace, "(self, old, new, /, count=-1)", NativeCall),
    GILSCOPE_METHOD("translate", translate, "(self, table, /)", NativeCall),
    {.name = "maketrans", .fn = maketrans, .signature = "(x, y=None, z=None, /)", .kind = NativeKind::StaticMethod, .cost = Cost::NativeCall},
    GILSCOPE_METHOD("encode", encode, "(self, /, encoding='utf-8', errors='strict')", NativeCall),
    {.name = "format", .fn = str_format, .kind = NativeKind::Method, .cost = Cost::NativeCall},
    GILSCOPE_METHOD("format_map", str_format_map, "(self, mapping, /)", NativeCall),
    GILSCOPE_SIMPLE("lower", change_case<StrCase::Lower>),
    GILSCOPE_SIMPLE("upper", change_case<StrCase::Upper>),
    GILSCOPE_SIMPLE("title", change_case<StrCase::Title>),
    GILSCOPE_SIMPLE("capitalize", change_case<StrCase::Capitalize>),
    GILSCOPE_SIMPLE("swapcase", change_case<StrCase::SwapCase>),
    GILSCOPE_SIMPLE("casefold", change_case<StrCase::Fold>),
    GILSCOPE_SIMPLE("isalpha", tests<StrTest::Alpha>),
    GILSCOPE_SIMPLE("isalnum", tests<StrTest::Alnum>),
    GILSCOPE_SIMPLE("isascii", tests<StrTest::Ascii>),
    GILSCOPE_SIMPLE("isdecimal", tests<StrTest::Decimal>),
    GILSCOPE_SIMPLE("isdigit", tests<StrTest::Digit>),
    GILSCOPE_SIMPLE("isnumeric", tests<StrTest::Numeric>),
    GILSCOPE_SIMPLE("isspace", tests<StrTest::Space>),
    GILSCOPE_SIMPLE("isprintable", tests<StrTest::Printable>),
    GILSCOPE_SIMPLE("islower", tests<StrTest::Lower>),
    GILSCOPE_SIMPLE("isupper", tests<StrTest::Upper>),
    GILSCOPE_SIMPLE("istitle", tests<StrTest::Title>),
    GILSCOPE_SIMPLE("isidentifier", tests<StrTest::Identifier>),
    GILSCOPE_METHOD("__format__", format_method, "(self, format_spec, /)", NativeCall),
    GILSCOPE_METHOD("__getnewargs__", new_args, "(self, /)", NativeCall),
    GILSCOPE_METHOD("__sizeof__", sizeof_method, "(self, /)", NativeCallSmall),
};
#undef GILSCOPE_SIMPLE
#undef GILSCOPE_METHOD

}  // namespace

void add_str_methods(Vm& vm) { add_methods(vm, vm.types.str, kMethods); }

}  // namespace gilscope
