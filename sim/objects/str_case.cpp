#include <utf8proc.h>

#include <algorithm>
#include <iterator>

#include "sim/objects/str_ops.hpp"

namespace gilscope {

namespace {

/// SpecialCasing.txt's unconditional mappings to more than one character; zeros fill up.
struct LongCase { char32_t c, upper[3], title[3]; };

constexpr LongCase kLongCases[] = {
#define GILSCOPE_UNICODE_RANGE(...)
#define GILSCOPE_LONG_CASE(c, u1, u2, u3, t1, t2, t3) {c, {u1, u2, u3}, {t1, t2, t3}},
#include "sim/objects/unicode_ranges.def"
#undef GILSCOPE_LONG_CASE
#undef GILSCOPE_UNICODE_RANGE
};

const LongCase* long_case(char32_t c) {
  if (c < 0xDF) return nullptr;
  const auto* found = std::lower_bound(std::begin(kLongCases), std::end(kLongCases), c,
                                       [](const LongCase& entry, char32_t wanted) { return entry.c < wanted; });
  return found != std::end(kLongCases) && found->c == c ? found : nullptr;
}

void add_all(StrBuilder& out, const char32_t (&text)[3]) {
  for (char32_t c : text) if (c != 0) out.add(c);
}

char32_t simple(char32_t c, utf8proc_int32_t (*map)(utf8proc_int32_t)) { return static_cast<char32_t>(map(static_cast<utf8proc_int32_t>(c))); }

void add_upper(StrBuilder& out, char32_t c) {
  if (c < 0x80) out.add(c >= 'a' && c <= 'z' ? c - 32 : c);
  else if (const LongCase* entry = long_case(c)) add_all(out, entry->upper);
  else out.add(simple(c, utf8proc_toupper));
}

void add_title(StrBuilder& out, char32_t c) {
  if (const LongCase* entry = long_case(c)) add_all(out, entry->title);
  else out.add(simple(c, utf8proc_totitle));
}

/// Case-ignorable, for the final-sigma rule: marks, formats, modifiers and a few signs.
bool case_ignorable(char32_t c) {
  if (c < 0x80) return c == '\'' || c == '.' || c == ':' || c == '^' || c == '`';
  const auto k = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return k == UTF8PROC_CATEGORY_MN || k == UTF8PROC_CATEGORY_ME || k == UTF8PROC_CATEGORY_CF || k == UTF8PROC_CATEGORY_LM ||
         k == UTF8PROC_CATEGORY_SK || c == 0xB7 || c == 0x2018 || c == 0x2019 || c == 0x2024 || c == 0x2027;
}

bool is_cased(char32_t c) { return char_is_lower(c) || char_is_upper(c) || char_is_title(c); }

/// A capital sigma at the end of a word: a cased letter before it, none after it.
bool final_sigma(const StrObject* s, std::size_t at) {
  std::size_t before = at;
  while (before > 0 && case_ignorable(s->at(before - 1))) --before;
  if (before == 0 || !is_cased(s->at(before - 1))) return false;
  std::size_t after = at + 1;
  while (after < s->length && case_ignorable(s->at(after))) ++after;
  return after == s->length || !is_cased(s->at(after));
}

void add_lower(StrBuilder& out, const StrObject* s, std::size_t at) {
  const char32_t c = s->at(at);
  if (c < 0x80) return out.add(c >= 'A' && c <= 'Z' ? c + 32 : c);
  if (c == 0x3A3) return out.add(final_sigma(s, at) ? U'\u03C2' : U'\u03C3');
  if (c == 0x130) {
    out.add(U'i');
    return out.add(U'\u0307');
  }
  out.add(simple(c, utf8proc_tolower));
}

void add_folded(StrBuilder& out, char32_t c) {
  if (c < 0x80) return out.add(c >= 'A' && c <= 'Z' ? c + 32 : c);
  utf8proc_int32_t folded[8];
  const auto n = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), folded, 8, UTF8PROC_CASEFOLD, nullptr);
  for (utf8proc_ssize_t i = 0; i < n; ++i) out.add(static_cast<char32_t>(folded[i]));
}

void add_titled(StrBuilder& out, const StrObject* s) {
  bool after_cased = false;
  for (std::size_t i = 0; i < s->length; ++i) {
    const char32_t c = s->at(i);
    if (after_cased) add_lower(out, s, i);
    else add_title(out, c);
    after_cased = is_cased(c);
  }
}

}  // namespace

Ref str_change_case(Heap& heap, StrObject* s, StrCase to) {
  StrBuilder out;
  if (to == StrCase::Title) add_titled(out, s);
  for (std::size_t i = 0; i < s->length && to != StrCase::Title; ++i) {
    const char32_t c = s->at(i);
    switch (to) {
      case StrCase::Lower: add_lower(out, s, i); break;
      case StrCase::Upper: add_upper(out, c); break;
      case StrCase::Capitalize: i == 0 ? add_title(out, c) : add_lower(out, s, i); break;
      case StrCase::SwapCase:
        if (char_is_upper(c)) add_lower(out, s, i);
        else if (char_is_lower(c)) add_upper(out, c);
        else out.add(c);
        break;
      default: add_folded(out, c);
    }
  }
  return out.finish(heap);
}

}  // namespace gilscope
