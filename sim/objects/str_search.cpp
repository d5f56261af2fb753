#include <algorithm>
#include <cstring>

#include "sim/objects/str_ops.hpp"

namespace gilscope {

namespace {

/// Runs f with both strings' typed character pointers.
template <class F>
auto with_both(const StrObject* a, const StrObject* b, F f) {
  return visit_chars(a, [&](const auto* p) { return visit_chars(b, [&](const auto* q) { return f(p, q); }); });
}

template <class A, class B>
bool equal_at(const A* text, const B* what, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) if (text[i] != what[i]) return false;
  return true;
}

template <class A, class B>
std::int64_t find_from(const A* text, std::int64_t begin, std::int64_t last, const B* what, std::size_t n) {
  for (std::int64_t i = begin; i <= last; ++i) {
    if constexpr (sizeof(A) == 1) {
      if (what[0] > 0xFF) return -1;
      const void* hit = std::memchr(text + i, static_cast<int>(what[0]), static_cast<std::size_t>(last - i + 1));
      if (hit == nullptr) return -1;
      i = static_cast<const A*>(hit) - text;
    }
    if (equal_at(text + i, what, n)) return i;
  }
  return -1;
}

}  // namespace

void clamp_range(std::int64_t& begin, std::int64_t& end, std::int64_t length) {
  if (end > length) end = length;
  if (end < 0) end = std::max<std::int64_t>(0, end + length);
  if (begin < 0) begin = std::max<std::int64_t>(0, begin + length);
}

bool str_matches_at(const StrObject* s, const StrObject* what, std::size_t at) {
  if (at + what->length > s->length) return false;
  return with_both(s, what, [&](const auto* p, const auto* q) { return equal_at(p + at, q, what->length); });
}

std::int64_t str_find(const StrObject* s, const StrObject* what, std::int64_t begin, std::int64_t end) {
  clamp_range(begin, end, s->length);
  const std::int64_t last = end - static_cast<std::int64_t>(what->length);
  if (begin > last) return -1;
  if (what->length == 0) return begin;
  if (what->kind > s->kind) return -1;
  return with_both(s, what, [&](const auto* p, const auto* q) { return find_from(p, begin, last, q, what->length); });
}

std::int64_t str_rfind(const StrObject* s, const StrObject* what, std::int64_t begin, std::int64_t end) {
  clamp_range(begin, end, s->length);
  for (std::int64_t i = end - static_cast<std::int64_t>(what->length); i >= begin; --i) {
    if (str_matches_at(s, what, static_cast<std::size_t>(i))) return i;
  }
  return -1;
}

std::int64_t str_find_char(const StrObject* s, char32_t c, std::size_t begin, std::size_t end) {
  return visit_chars(s, [&](const auto* p) {
    const auto* hit = std::find(p + begin, p + end, c);
    return hit == p + end ? std::int64_t{-1} : static_cast<std::int64_t>(hit - p);
  });
}

std::int64_t str_count(const StrObject* s, const StrObject* what, std::int64_t begin, std::int64_t end) {
  clamp_range(begin, end, s->length);
  if (begin > end) return 0;
  if (what->length == 0) return end - begin + 1;
  std::int64_t count = 0;
  for (std::int64_t i = str_find(s, what, begin, end); i >= 0; i = str_find(s, what, i + what->length, end)) ++count;
  return count;
}

}  // namespace gilscope
