#include <algorithm>
#include <cstring>

#include "sim/objects/str_ops.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

/// A bound on the code points that decides the storage: the largest of its class.
char32_t class_of(const StrObject* s) { return s->ascii ? 0x7F : s->kind == 1 ? 0xFF : s->kind == 2 ? 0xFFFF : 0x10FFFF; }

template <class To>
void copy_as(To* to, const StrObject* from, std::size_t begin, std::size_t count) {
  visit_chars(from, [&](const auto* p) { std::copy_n(p + begin, count, to); });
}

/// Requires: into's storage is wide enough for the characters that are copied.
void copy_into(StrObject* into, std::size_t at, const StrObject* from, std::size_t begin, std::size_t count) {
  if (count == 0) return;
  if (into->kind == from->kind) {
    std::memcpy(static_cast<char*>(into->data) + at * into->kind, static_cast<const char*>(from->data) + begin * from->kind, count * from->kind);
  } else if (into->kind == 1) {
    copy_as(static_cast<std::uint8_t*>(into->data) + at, from, begin, count);
  } else if (into->kind == 2) {
    copy_as(static_cast<std::uint16_t*>(into->data) + at, from, begin, count);
  } else {
    copy_as(static_cast<std::uint32_t*>(into->data) + at, from, begin, count);
  }
}

/// OR of the code points: as good as the largest for choosing the storage.
char32_t largest_in(const StrObject* s, std::size_t begin, std::size_t end) {
  if (s->ascii) return 0x7F;
  return visit_chars(s, [&](const auto* p) {
    char32_t all = 0;
    for (std::size_t i = begin; i < end; ++i) all |= p[i];
    return all;
  });
}

}  // namespace

Ref str_concat(Heap& heap, StrObject* a, StrObject* b) {
  if (a->length == 0) return exact_str(heap, b);
  if (b->length == 0) return exact_str(heap, a);
  StrObject* s = make_str_storage(heap, std::size_t{a->length} + b->length, std::max(class_of(a), class_of(b)));
  copy_into(s, 0, a, 0, a->length);
  copy_into(s, a->length, b, 0, b->length);
  return steal(s);
}

Ref str_repeat(Heap& heap, StrObject* s, std::int64_t times) {
  if (times == 1) return exact_str(heap, s);
  if (times <= 0 || s->length == 0) return make_str(heap, "");
  StrObject* result = make_str_storage(heap, s->length * static_cast<std::size_t>(times), class_of(s));
  for (std::size_t i = 0; i < static_cast<std::size_t>(times); ++i) copy_into(result, i * s->length, s, 0, s->length);
  return steal(result);
}

Ref str_substring(Heap& heap, StrObject* s, std::size_t begin, std::size_t end) {
  if (begin == 0 && end == s->length) return exact_str(heap, s);
  if (begin >= end) return make_str(heap, "");
  const std::size_t n = end - begin;
  if (n == 1) return make_char(heap, s->at(begin));
  const char32_t largest = largest_in(s, begin, end);
  StrObject* result = make_str_storage(heap, n, largest);
  copy_into(result, 0, s, begin, n);
  return steal(result);
}

Ref str_slice(Heap& heap, StrObject* s, std::int64_t start, std::int64_t, std::int64_t step, std::int64_t length) {
  if (step == 1) return str_substring(heap, s, static_cast<std::size_t>(start), static_cast<std::size_t>(start + length));
  StrBuilder out;
  for (std::int64_t i = 0; i < length; ++i) out.add(s->at(static_cast<std::size_t>(start + i * step)));
  return out.finish(heap);
}

Ref str_join(Heap& heap, StrObject* separator, const Value* items, std::size_t count) {
  if (count == 0) return make_str(heap, "");
  if (count == 1) return exact_str(heap, items[0]);
  std::size_t length = separator->length * (count - 1);
  char32_t largest = separator->length == 0 ? 0 : class_of(separator);
  for (std::size_t i = 0; i < count; ++i) {
    length += as_str(items[i])->length;
    largest = std::max(largest, class_of(as_str(items[i])));
  }
  StrObject* s = make_str_storage(heap, length, largest);
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (i != 0) {
      copy_into(s, at, separator, 0, separator->length);
      at += separator->length;
    }
    copy_into(s, at, as_str(items[i]), 0, as_str(items[i])->length);
    at += as_str(items[i])->length;
  }
  return steal(s);
}

Ref str_replace(Heap& heap, StrObject* s, StrObject* from, StrObject* to, std::int64_t max_count) {
  StrBuilder out;
  const std::size_t n = s->length;
  if (max_count == 0 || (max_count > 0 && from->length > n)) return exact_str(heap, s);
  if (from->length == 0) {  // before every character, and at the end
    for (std::size_t i = 0; i <= n; ++i) {
      if (max_count != 0) out.add(to);
      if (max_count > 0) --max_count;
      if (i < n) out.add(s->at(i));
    }
    return out.finish(heap);
  }
  std::size_t at = 0;
  for (; max_count != 0; --max_count) {
    const std::int64_t hit = str_find(s, from, static_cast<std::int64_t>(at), static_cast<std::int64_t>(n));
    if (hit < 0) break;
    out.add(s, at, static_cast<std::size_t>(hit));
    out.add(to);
    at = static_cast<std::size_t>(hit) + from->length;
  }
  if (at == 0) return exact_str(heap, s);
  out.add(s, at, n);
  return out.finish(heap);
}

Ref str_pad(Heap& heap, StrObject* s, std::size_t left, std::size_t right, char32_t fill) {
  if (left == 0 && right == 0) return exact_str(heap, s);
  StrBuilder out;
  out.fill(left, fill);
  out.add(s);
  out.fill(right, fill);
  return out.finish(heap);
}

Ref str_center(Heap& heap, StrObject* s, std::int64_t width, char32_t fill) {
  const std::int64_t room = width - static_cast<std::int64_t>(s->length);
  if (room <= 0) return exact_str(heap, s);
  const std::int64_t left = room / 2 + (room & width & 1);  // the odd one goes left if the width is odd too
  return str_pad(heap, s, static_cast<std::size_t>(left), static_cast<std::size_t>(room - left), fill);
}

Ref str_zfill(Heap& heap, StrObject* s, std::int64_t width) {
  const std::int64_t room = width - static_cast<std::int64_t>(s->length);
  if (room <= 0) return exact_str(heap, s);
  const bool has_sign = s->length > 0 && (s->at(0) == '+' || s->at(0) == '-');
  StrBuilder out;
  if (has_sign) out.add(s->at(0));
  out.fill(static_cast<std::size_t>(room), '0');
  out.add(s, has_sign ? 1 : 0, s->length);
  return out.finish(heap);
}

Ref str_expandtabs(Heap& heap, StrObject* s, std::int64_t tab_size) {
  StrBuilder out;
  std::int64_t column = 0;
  for (std::size_t i = 0; i < s->length; ++i) {
    const char32_t c = s->at(i);
    if (c == '\t') {
      const std::int64_t blanks = tab_size > 0 ? tab_size - column % tab_size : 0;
      out.fill(static_cast<std::size_t>(blanks), ' ');
      column += blanks;
    } else {
      out.add(c);
      column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
  }
  return out.finish(heap);
}

}  // namespace gilscope
