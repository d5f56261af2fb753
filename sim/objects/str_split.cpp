#include <algorithm>

#include "sim/objects/str_ops.hpp"

namespace gilscope {

namespace {

std::vector<StrRange> split_blanks(const StrObject* s, std::int64_t max_splits) {
  std::vector<StrRange> parts;
  std::size_t i = 0;
  const std::size_t n = s->length;
  for (;;) {
    while (i < n && char_is_space(s->at(i))) ++i;
    if (i == n) return parts;
    const std::size_t begin = i;
    if (max_splits-- == 0) {  // the rest, trailing blanks included
      parts.push_back({begin, n});
      return parts;
    }
    while (i < n && !char_is_space(s->at(i))) ++i;
    parts.push_back({begin, i});
  }
}

std::vector<StrRange> rsplit_blanks(const StrObject* s, std::int64_t max_splits) {
  std::vector<StrRange> parts;
  std::size_t i = s->length;
  for (;;) {
    while (i > 0 && char_is_space(s->at(i - 1))) --i;
    if (i == 0) break;
    const std::size_t end = i;
    if (max_splits-- == 0) {
      parts.push_back({0, end});
      break;
    }
    while (i > 0 && !char_is_space(s->at(i - 1))) --i;
    parts.push_back({i, end});
  }
  std::reverse(parts.begin(), parts.end());
  return parts;
}

}  // namespace

std::vector<StrRange> str_split(const StrObject* s, const StrObject* separator, std::int64_t max_splits) {
  if (separator == nullptr) return split_blanks(s, max_splits);
  std::vector<StrRange> parts;
  std::size_t begin = 0;
  while (max_splits-- != 0) {
    const std::int64_t hit = str_find(s, separator, static_cast<std::int64_t>(begin), s->length);
    if (hit < 0) break;
    parts.push_back({begin, static_cast<std::size_t>(hit)});
    begin = static_cast<std::size_t>(hit) + separator->length;
  }
  parts.push_back({begin, s->length});
  return parts;
}

std::vector<StrRange> str_rsplit(const StrObject* s, const StrObject* separator, std::int64_t max_splits) {
  if (separator == nullptr) return rsplit_blanks(s, max_splits);
  std::vector<StrRange> parts;
  std::size_t end = s->length;
  while (max_splits-- != 0) {
    const std::int64_t hit = str_rfind(s, separator, 0, static_cast<std::int64_t>(end));
    if (hit < 0) break;
    parts.push_back({static_cast<std::size_t>(hit) + separator->length, end});
    end = static_cast<std::size_t>(hit);
  }
  parts.push_back({0, end});
  std::reverse(parts.begin(), parts.end());
  return parts;
}

std::vector<StrRange> str_splitlines(const StrObject* s, bool keep_ends) {
  std::vector<StrRange> lines;
  const std::size_t n = s->length;
  for (std::size_t i = 0; i < n;) {
    const std::size_t begin = i;
    while (i < n && !char_is_line_end(s->at(i))) ++i;
    std::size_t end = i;
    if (i < n) i += s->at(i) == '\r' && i + 1 < n && s->at(i + 1) == '\n' ? 2 : 1;
    if (keep_ends) end = i;
    lines.push_back({begin, end});
  }
  return lines;
}

StrRange str_strip(const StrObject* s, const StrObject* chars, Strip sides) {
  const auto goes = [&](char32_t c) { return chars == nullptr ? char_is_space(c) : str_find_char(chars, c, 0, chars->length) >= 0; };
  StrRange r{0, s->length};
  if (sides != Strip::Right) while (r.begin < r.end && goes(s->at(r.begin))) ++r.begin;
  if (sides != Strip::Left) while (r.end > r.begin && goes(s->at(r.end - 1))) --r.end;
  return r;
}

}  // namespace gilscope
