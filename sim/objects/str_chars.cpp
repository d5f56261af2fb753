#include <utf8proc.h>

#include <algorithm>
#include <iterator>

#include "sim/objects/str_ops.hpp"

namespace gilscope {

namespace {

enum class RangeTable { Digit, Numeric, OtherLower, OtherUpper, IdStartExtra, IdStartMissing, IdPartExtra, IdPartMissing };

struct Range { RangeTable table; char32_t first, last; };

constexpr Range kRanges[] = {
#define GILSCOPE_UNICODE_RANGE(table, first, last) {RangeTable::table, first, last},
#define GILSCOPE_LONG_CASE(...)
#include "sim/objects/unicode_ranges.def"
#undef GILSCOPE_LONG_CASE
#undef GILSCOPE_UNICODE_RANGE
};

bool listed(RangeTable table, char32_t c) {
  // Sorted by table, then by code point.
  const auto* found = std::partition_point(std::begin(kRanges), std::end(kRanges),
                                           [&](const Range& r) { return r.table < table || (r.table == table && r.last < c); });
  return found != std::end(kRanges) && found->table == table && found->first <= c;
}

utf8proc_category_t category(char32_t c) { return utf8proc_category(static_cast<utf8proc_int32_t>(c)); }

bool is_letter(utf8proc_category_t k) { return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO; }

bool ascii_alpha(char32_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

}  // namespace

bool char_is_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31);
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

bool char_is_line_end(char32_t c) {
  return (c >= 10 && c <= 13) || (c >= 28 && c <= 30) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool char_is_alpha(char32_t c) { return c < 0x80 ? ascii_alpha(c) : is_letter(category(c)); }

bool char_is_decimal(char32_t c) { return c < 0x80 ? c >= '0' && c <= '9' : category(c) == UTF8PROC_CATEGORY_ND; }

bool char_is_digit(char32_t c) { return char_is_decimal(c) || (c >= 0x80 && listed(RangeTable::Digit, c)); }

bool char_is_numeric(char32_t c) { return char_is_digit(c) || (c >= 0x80 && listed(RangeTable::Numeric, c)); }

bool char_is_lower(char32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z';
  return category(c) == UTF8PROC_CATEGORY_LL || listed(RangeTable::OtherLower, c);
}

bool char_is_upper(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return category(c) == UTF8PROC_CATEGORY_LU || listed(RangeTable::OtherUpper, c);
}

bool char_is_title(char32_t c) { return c >= 0x80 && category(c) == UTF8PROC_CATEGORY_LT; }

bool char_is_printable(char32_t c) {
  if (c < 0x80) return c >= 0x20 && c < 0x7F;
  const utf8proc_category_t k = category(c);
  return k != UTF8PROC_CATEGORY_CN && k != UTF8PROC_CATEGORY_CO && k < UTF8PROC_CATEGORY_ZS;
}

bool char_is_identifier_start(char32_t c) {
  if (c < 0x80) return ascii_alpha(c) || c == '_';
  const utf8proc_category_t k = category(c);
  if (is_letter(k) || k == UTF8PROC_CATEGORY_NL) return !listed(RangeTable::IdStartMissing, c);
  return listed(RangeTable::IdStartExtra, c);
}

bool char_is_identifier_part(char32_t c) {
  if (c < 0x80) return ascii_alpha(c) || c == '_' || (c >= '0' && c <= '9');
  const utf8proc_category_t k = category(c);
  const bool usual = is_letter(k) || k == UTF8PROC_CATEGORY_NL || k == UTF8PROC_CATEGORY_MN || k == UTF8PROC_CATEGORY_MC ||
                     k == UTF8PROC_CATEGORY_ND || k == UTF8PROC_CATEGORY_PC;
  return usual ? !listed(RangeTable::IdPartMissing, c) : listed(RangeTable::IdPartExtra, c);
}

int char_decimal_value(char32_t c) {
  if (!char_is_decimal(c)) return -1;
  if (c < 0x80) return static_cast<int>(c - '0');
  char32_t zero = c;  // every script's digits stand together, zero first; mathematical ones in rows of ten
  while (char_is_decimal(zero - 1)) --zero;
  return static_cast<int>((c - zero) % 10);
}

namespace {

template <class F>
bool all_of(const StrObject* s, F test) {
  return s->length > 0 && visit_chars(s, [&](const auto* p) { return std::all_of(p, p + s->length, test); });
}

/// At least one cased character, and none of the wrong case.
bool one_case(const StrObject* s, bool (*right)(char32_t), bool (*wrong)(char32_t)) {
  bool any = false;
  for (std::size_t i = 0; i < s->length; ++i) {
    const char32_t c = s->at(i);
    if (wrong(c) || char_is_title(c)) return false;
    any = any || right(c);
  }
  return any;
}

bool title_case(const StrObject* s) {
  bool any = false, after_cased = false;
  for (std::size_t i = 0; i < s->length; ++i) {
    const char32_t c = s->at(i);
    const bool starts = char_is_upper(c) || char_is_title(c), goes_on = char_is_lower(c);
    if ((starts && after_cased) || (goes_on && !after_cased)) return false;
    after_cased = starts || goes_on;
    any = any || after_cased;
  }
  return any;
}

bool identifier(const StrObject* s) {
  if (s->length == 0 || !char_is_identifier_start(s->at(0))) return false;
  for (std::size_t i = 1; i < s->length; ++i) if (!char_is_identifier_part(s->at(i))) return false;
  return true;
}

}  // namespace

bool str_test(const StrObject* s, StrTest test) {
  switch (test) {
    case StrTest::Alpha: return all_of(s, char_is_alpha);
    case StrTest::Alnum: return all_of(s, [](char32_t c) { return char_is_alpha(c) || char_is_numeric(c); });
    case StrTest::Ascii: return s->ascii;
    case StrTest::Decimal: return all_of(s, char_is_decimal);
    case StrTest::Digit: return all_of(s, char_is_digit);
    case StrTest::Numeric: return all_of(s, char_is_numeric);
    case StrTest::Space: return all_of(s, char_is_space);
    case StrTest::Printable: return s->length == 0 || all_of(s, char_is_printable);
    case StrTest::Lower: return one_case(s, char_is_lower, char_is_upper);
    case StrTest::Upper: return one_case(s, char_is_upper, char_is_lower);
    case StrTest::Title: return title_case(s);
    default: return identifier(s);
  }
}

}  // namespace gilscope
