#include "sim/objects/bytes_ops.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "sim/objects/payload.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_alpha(char c) { return is_lower(c) || is_upper(c); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }
char upper(char c) { return is_lower(c) ? static_cast<char>(c - 32) : c; }
int hex_value(char32_t c) { return c >= '0' && c <= '9' ? static_cast<int>(c - '0') : (c | 32) >= 'a' && (c | 32) <= 'f' ? static_cast<int>((c | 32) - 'a' + 10) : -1; }

}  // namespace

std::string_view bytes_view(Value v) {
  if (is_bytes(v)) {
    const auto* b = static_cast<const BytesObject*>(v.object());
    return {reinterpret_cast<const char*>(b->data), b->length};
  }
  const auto* b = static_cast<const BytearrayObject*>(v.object());
  return {reinterpret_cast<const char*>(b->data), b->length};
}

Ref make_bytes(Heap& heap, std::string_view data, TypeObject* cls) {
  if (cls == nullptr) cls = heap.types().bytes;
  const std::size_t base = std::max<std::size_t>(cls->basic_bytes, sizeof(BytesObject));
  const bool fits = base + data.size() <= Heap::kMaxObjectBytes;
  auto* b = static_cast<BytesObject*>(heap.allocate(cls, base + (fits ? data.size() : 0)));
  b->length = static_cast<std::uint32_t>(data.size());
  b->data = fits ? reinterpret_cast<std::uint8_t*>(b) + base : static_cast<std::uint8_t*>(payload_new(data.size()));
  if (!fits) heap.array_changed(b, static_cast<std::int64_t>(data.size()), data.size());
  if (!data.empty()) std::memcpy(b->data, data.data(), data.size());
  return steal(b);
}

Ref make_bytearray(Heap& heap, std::string_view data, TypeObject* cls) {
  if (cls == nullptr) cls = heap.types().bytearray;
  auto* b = static_cast<BytearrayObject*>(heap.allocate(cls, std::max<std::size_t>(cls->basic_bytes, sizeof(BytearrayObject))));
  Ref result = steal(b);
  bytearray_assign(heap, b, 0, 0, data);
  return result;
}

Ref make_bytes_like(Heap& heap, Value model, std::string_view data) {
  return is_bytearray(model) ? make_bytearray(heap, data) : make_bytes(heap, data);
}

void bytearray_assign(Heap& heap, BytearrayObject* b, std::size_t start, std::size_t stop, std::string_view data) {
  const std::string fresh(data);
  const std::size_t tail = b->length - stop, length = start + fresh.size() + tail;
  if (length > b->capacity) {
    const std::size_t capacity = length + (length >> 3) + (length < 9 ? 3 : 6);  // bytearrayobject.c: mild over-allocation
    heap.array_changed(b, static_cast<std::int64_t>(capacity - b->capacity), capacity + 1);
    b->data = static_cast<std::uint8_t*>(payload_resized(b->data, capacity));
    b->capacity = static_cast<std::uint32_t>(capacity);
  }
  if (tail != 0) std::memmove(b->data + start + fresh.size(), b->data + stop, tail);
  if (!fresh.empty()) std::memcpy(b->data + start, fresh.data(), fresh.size());
  b->length = static_cast<std::uint32_t>(length);
}

std::uint64_t bytes_hash(BytesObject* b) {
  if (b->hashed) return b->hash;
  std::uint64_t h = 0;
  if (b->length != 0) {
    h = 0xCBF2'9CE4'8422'2325;  // FNV-1a, then spread over all bits
    for (std::uint32_t i = 0; i < b->length; ++i) h = (h ^ b->data[i]) * 0x0000'0100'0000'01B3;
    h ^= h >> 32;
    h *= 0x9E37'79B9'7F4A'7C15;
    h ^= h >> 29;
  }
  b->hash = h == ~std::uint64_t{0} ? ~std::uint64_t{1} : h;
  b->hashed = true;
  return b->hash;
}

std::string bytes_repr(std::string_view data) {
  static constexpr char kHex[] = "0123456789abcdef";
  const bool double_quotes = data.find('\'') != data.npos && data.find('"') == data.npos;
  const char quote = double_quotes ? '"' : '\'';
  std::string out = "b";
  out += quote;
  for (char c : data) {
    if (c == quote || c == '\\') (out += '\\') += c;
    else if (c == '\t') out += "\\t";
    else if (c == '\n') out += "\\n";
    else if (c == '\r') out += "\\r";
    else if (c >= 0x20 && c < 0x7F) out += c;
    else ((out += "\\x") += kHex[c >> 4 & 15]) += kHex[c & 15];
  }
  return out += quote;
}

std::int64_t bytes_find(std::string_view s, std::string_view what, std::int64_t begin, std::int64_t end) {
  clamp_range(begin, end, static_cast<std::int64_t>(s.size()));
  if (begin > end) return -1;
  const std::size_t hit = s.substr(0, static_cast<std::size_t>(end)).find(what, static_cast<std::size_t>(begin));
  return hit == s.npos ? -1 : static_cast<std::int64_t>(hit);
}

std::int64_t bytes_rfind(std::string_view s, std::string_view what, std::int64_t begin, std::int64_t end) {
  clamp_range(begin, end, static_cast<std::int64_t>(s.size()));
  if (begin > end) return -1;
  const std::size_t hit = s.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)).rfind(what);
  return hit == s.npos ? -1 : static_cast<std::int64_t>(hit) + begin;
}

std::int64_t bytes_count(std::string_view s, std::string_view what, std::int64_t begin, std::int64_t end) {
  clamp_range(begin, end, static_cast<std::int64_t>(s.size()));
  if (begin > end) return 0;
  if (what.empty()) return end - begin + 1;
  std::int64_t count = 0;
  for (std::int64_t i = bytes_find(s, what, begin, end); i >= 0; i = bytes_find(s, what, i + static_cast<std::int64_t>(what.size()), end)) ++count;
  return count;
}

std::string bytes_replace(std::string_view s, std::string_view from, std::string_view to, std::int64_t max_count) {
  std::string out;
  std::size_t at = 0;
  for (; max_count != 0; --max_count) {
    if (from.empty()) {
      out += to;
      if (at == s.size()) return out;
      out += s[at++];
      continue;
    }
    const std::size_t hit = s.find(from, at);
    if (hit == s.npos) break;
    (out += s.substr(at, hit - at)) += to;
    at = hit + from.size();
  }
  return out += s.substr(at);
}

std::vector<StrRange> bytes_split(std::string_view s, const std::string_view* separator, std::int64_t max_splits) {
  std::vector<StrRange> parts;
  std::size_t at = 0;
  while (separator == nullptr) {
    while (at < s.size() && is_blank(s[at])) ++at;
    if (at == s.size()) return parts;
    const std::size_t begin = at;
    if (max_splits-- == 0) {
      parts.push_back({begin, s.size()});
      return parts;
    }
    at = static_cast<std::size_t>(std::find_if(s.begin() + static_cast<std::ptrdiff_t>(begin), s.end(), is_blank) - s.begin());
    parts.push_back({begin, at});
  }
  while (max_splits-- != 0) {
    const std::size_t hit = s.find(*separator, at);
    if (hit == s.npos) break;
    parts.push_back({at, hit});
    at = hit + separator->size();
  }
  parts.push_back({at, s.size()});
  return parts;
}

std::vector<StrRange> bytes_rsplit(std::string_view s, const std::string_view* separator, std::int64_t max_splits) {
  std::vector<StrRange> parts;
  std::size_t end = s.size();
  while (separator == nullptr) {
    while (end > 0 && is_blank(s[end - 1])) --end;
    if (end == 0) break;
    if (max_splits-- == 0) {
      parts.push_back({0, end});
      break;
    }
    std::size_t begin = end;
    for (; begin > 0 && !is_blank(s[begin - 1]);) --begin;
    parts.push_back({begin, end});
    end = begin;
  }
  while (separator != nullptr) {
    const std::size_t hit = max_splits-- == 0 ? s.npos : s.substr(0, end).rfind(*separator);
    parts.push_back({hit == s.npos ? 0 : hit + separator->size(), end});
    if (hit == s.npos) break;
    end = hit;
  }
  std::reverse(parts.begin(), parts.end());
  return parts;
}

std::vector<StrRange> bytes_splitlines(std::string_view s, bool keep_ends) {
  std::vector<StrRange> lines;
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t begin = at;
    at = std::min(s.find_first_of("\r\n", at), s.size());
    const std::size_t end = at;
    if (at < s.size()) at += s[at] == '\r' && at + 1 < s.size() && s[at + 1] == '\n' ? 2 : 1;
    lines.push_back({begin, keep_ends ? at : end});
  }
  return lines;
}

StrRange bytes_strip(std::string_view s, const std::string_view* chars, Strip sides) {
  const auto goes = [&](char c) { return chars == nullptr ? is_blank(c) : chars->find(c) != chars->npos; };
  StrRange r{0, s.size()};
  if (sides != Strip::Right) while (r.begin < r.end && goes(s[r.begin])) ++r.begin;
  if (sides != Strip::Left) while (r.end > r.begin && goes(s[r.end - 1])) --r.end;
  return r;
}

std::string bytes_expandtabs(std::string_view s, std::int64_t tab_size) {
  std::string out;
  std::int64_t column = 0;
  for (char c : s) {
    const std::int64_t blanks = c != '\t' ? 0 : tab_size > 0 ? tab_size - column % tab_size : 0;
    if (c == '\t') out.append(static_cast<std::size_t>(blanks), ' ');
    else out += c;
    column = c == '\t' ? column + blanks : c == '\n' || c == '\r' ? 0 : column + 1;
  }
  return out;
}

namespace {

template <class F>
bool all_are(std::string_view s, F test) { return !s.empty() && std::all_of(s.begin(), s.end(), test); }

bool is_title(std::string_view s) {
  bool any = false, after = false;
  for (char c : s) {
    if (is_upper(c) ? after : is_lower(c) && !after) return false;
    after = is_alpha(c);
    any = any || after;
  }
  return any;
}

}  // namespace

bool bytes_test(std::string_view s, StrTest test) {
  switch (test) {
    case StrTest::Alpha: return all_are(s, is_alpha);
    case StrTest::Alnum: return all_are(s, [](char c) { return is_alpha(c) || is_digit(c); });
    case StrTest::Ascii: return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    case StrTest::Digit: return all_are(s, is_digit);
    case StrTest::Space: return all_are(s, is_blank);
    case StrTest::Lower: return std::none_of(s.begin(), s.end(), is_upper) && std::any_of(s.begin(), s.end(), is_lower);
    case StrTest::Upper: return std::none_of(s.begin(), s.end(), is_lower) && std::any_of(s.begin(), s.end(), is_upper);
    case StrTest::Title: return is_title(s);
    default: return false;
  }
}

std::string bytes_change_case(std::string_view s, StrCase to) {
  std::string out(s);
  bool after = false;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const char c = out[i];
    switch (to) {
      case StrCase::Upper: out[i] = upper(c); break;
      case StrCase::SwapCase: out[i] = is_upper(c) ? lower(c) : upper(c); break;
      case StrCase::Capitalize: out[i] = i == 0 ? upper(c) : lower(c); break;
      case StrCase::Title: out[i] = after ? lower(c) : upper(c); break;
      default: out[i] = lower(c);
    }
    after = is_alpha(c);
  }
  return out;
}

bool bytes_from_hex(const StrObject* text, std::string& out, std::size_t& position) {
  for (std::size_t i = 0; i < text->length; i += 2) {
    while (i < text->length && char_is_space(text->at(i)) && text->at(i) < 0x80) ++i;
    if (i >= text->length) break;
    const int high = hex_value(text->at(i)), low = i + 1 < text->length ? hex_value(text->at(i + 1)) : -1;
    position = high < 0 ? i : i + 1;
    if (high < 0 || low < 0) return false;
    out.push_back(static_cast<char>(high * 16 + low));
  }
  return true;
}

std::string bytes_to_hex(std::string_view data, char separator, int group) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  const std::size_t size = static_cast<std::size_t>(std::abs(group));
  for (std::size_t i = 0; i < data.size(); ++i) {
    const bool boundary = size != 0 && i != 0 && (group > 0 ? (data.size() - i) % size == 0 : i % size == 0);
    if (boundary) out += separator;
    (out += kHex[data[i] >> 4 & 15]) += kHex[data[i] & 15];
  }
  return out;
}

void bytes_destroy(Heap& heap, Object* self) {
  auto* b = static_cast<BytesObject*>(self);
  if ((reinterpret_cast<std::uintptr_t>(b) ^ reinterpret_cast<std::uintptr_t>(b->data)) < Heap::kPageBytes) return;
  heap.array_changed(b, -static_cast<std::int64_t>(b->length), 0);
  std::free(b->data);
}

void bytearray_destroy(Heap& heap, Object* self) {
  auto* b = static_cast<BytearrayObject*>(self);
  if (b->capacity != 0) heap.array_changed(b, -static_cast<std::int64_t>(b->capacity), 0);
  std::free(b->data);
}

}  // namespace gilscope
