#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>

#include "sim/objects/heap_private.hpp"
#include "sim/objects/payload.hpp"
#include "sim/objects/str_ops.hpp"

namespace gilscope {

namespace {

/// One code point of (W)UTF-8; malformed bytes count as one U+FFFD each.
char32_t next_char(const unsigned char*& p, const unsigned char* end) {
  const unsigned char c = *p++;
  if (c < 0x80) return c;
  const int more = c >= 0xF0 && c < 0xF5 ? 3 : c >= 0xE0 && c < 0xF0 ? 2 : c >= 0xC2 && c < 0xE0 ? 1 : 0;
  if (more == 0 || end - p < more) return 0xFFFD;
  char32_t code = c & (0x3F >> more);
  for (int i = 0; i < more; ++i) {
    if ((p[i] & 0xC0) != 0x80) return 0xFFFD;
    code = code << 6 | (p[i] & 0x3F);
  }
  if ((more == 2 && code < 0x800) || (more == 3 && (code < 0x10000 || code > 0x10FFFF))) return 0xFFFD;
  p += more;
  return code;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
    return;
  }
  if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | c >> 6));
  } else {
    if (c < 0x10000) {
      out.push_back(static_cast<char>(0xE0 | c >> 12));
    } else {
      out.push_back(static_cast<char>(0xF0 | c >> 18));
      out.push_back(static_cast<char>(0x80 | (c >> 12 & 0x3F)));
    }
    out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
  }
  out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
}

bool in_block(const Object* o, const void* payload) {
  return (reinterpret_cast<std::uintptr_t>(o) ^ reinterpret_cast<std::uintptr_t>(payload)) < Heap::kPageBytes;
}

StrObject* make_storage(Heap& heap, TypeObject* cls, std::size_t length, char32_t largest) {
  const std::uint8_t kind = largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4;
  const std::size_t base = std::max<std::size_t>(cls->basic_bytes, sizeof(StrObject)), bytes = length * kind;
  const bool fits = base + bytes <= Heap::kMaxObjectBytes;
  auto* s = static_cast<StrObject*>(heap.allocate(cls, base + (fits ? bytes : 0)));
  s->length = static_cast<std::uint32_t>(length);
  s->kind = kind;
  s->ascii = largest < 0x80;
  if (fits) {
    s->data = reinterpret_cast<char*>(s) + base;
  } else {
    s->data = payload_new(bytes);
    heap.array_changed(s, static_cast<std::int64_t>(bytes), bytes);
  }
  return s;
}

template <class Char>
void store(StrObject* s, const Char* from) {
  const std::size_t n = s->length;
  if (s->kind == 1) std::copy_n(from, n, static_cast<std::uint8_t*>(s->data));
  else if (s->kind == 2) std::copy_n(from, n, static_cast<std::uint16_t*>(s->data));
  else std::copy_n(from, n, static_cast<std::uint32_t*>(s->data));
}

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  const unsigned __int128 product = static_cast<unsigned __int128>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace

StrObject* make_str_storage(Heap& heap, std::size_t length, char32_t largest) {
  return make_storage(heap, heap.types().str, length, largest);
}

namespace {

/// A string object of its own, whatever others there are of that text.
Ref make_fresh(Heap& heap, std::u32string_view text) {
  char32_t all = 0;
  for (char32_t c : text) all |= c;
  StrObject* s = make_str_storage(heap, text.size(), all);
  store(s, text.data());
  return steal(s);
}

Ref make_fresh(Heap& heap, std::string_view utf8) {
  const auto* p = reinterpret_cast<const unsigned char*>(utf8.data());
  const auto* end = p + utf8.size();
  if (std::all_of(p, end, [](unsigned char c) { return c < 0x80; })) {
    StrObject* s = make_str_storage(heap, utf8.size(), 0);
    if (!utf8.empty()) std::memcpy(s->data, utf8.data(), utf8.size());
    return steal(s);
  }
  std::u32string text;
  text.reserve(utf8.size());
  while (p != end) text.push_back(next_char(p, end));
  return make_fresh(heap, std::u32string_view(text));
}

}  // namespace

Ref make_str(Heap& heap, std::string_view utf8) {
  if (utf8.empty() || (utf8.size() == 1 && static_cast<unsigned char>(utf8[0]) < 0x80)) return share(intern(heap, utf8));
  return make_fresh(heap, utf8);
}

// "" and the strings of one Latin-1 character exist once and are immortal (CPython: static objects).
Ref make_str(Heap& heap, std::u32string_view text) {
  if (text.size() > 1 || (text.size() == 1 && text[0] > 0xFF)) return make_fresh(heap, text);
  std::string utf8;
  if (!text.empty()) append_utf8(utf8, text[0]);
  return share(intern(heap, utf8));
}

Ref make_char(Heap& heap, char32_t c) { return make_str(heap, std::u32string_view(&c, 1)); }

Ref make_str_of(Heap& heap, TypeObject* cls, const StrObject* text) {
  const char32_t largest = text->ascii ? 0x7F : text->kind == 1 ? 0xFF : text->kind == 2 ? 0xFFFF : 0x10FFFF;
  StrObject* s = make_storage(heap, cls, text->length, largest);
  if (text->length != 0) std::memcpy(s->data, text->data, std::size_t{text->length} * text->kind);
  return steal(s);
}

Ref exact_str(Heap& heap, Value v) {
  return v.object()->type == heap.types().str ? share(v) : make_str_of(heap, heap.types().str, as_str(v));
}

void str_destroy(Heap& heap, Object* self) {
  auto* s = static_cast<StrObject*>(self);
  if (in_block(s, s->data)) return;
  heap.array_changed(s, -static_cast<std::int64_t>(std::size_t{s->length} * s->kind), 0);
  std::free(s->data);
}

std::string to_utf8(const StrObject* s) {
  if (s->ascii) return std::string(static_cast<const char*>(s->data), s->length);
  std::string out;
  out.reserve(s->length * 2u);
  for (std::size_t i = 0; i < s->length; ++i) append_utf8(out, s->at(i));
  return out;
}

std::u32string to_u32(const StrObject* s) {
  return visit_chars(s, [s](const auto* p) { return std::u32string(p, p + s->length); });
}

std::uint64_t str_hash_slow(StrObject* s) {
  if (s->length == 0) {
    s->hashed = true;
    return s->hash = 0;
  }
  // Eight bytes a step, folded by a wide multiplication.
  const auto* p = static_cast<const unsigned char*>(s->data);
  std::size_t left = std::size_t{s->length} * s->kind;
  std::uint64_t h = 0x2D358DCCAA6C78A5 ^ left ^ (std::uint64_t{s->kind} << 56);
  for (; left > 0;) {
    std::uint64_t word = 0;
    const std::size_t step = std::min<std::size_t>(left, 8);
    for (std::size_t i = 0; i < step; ++i) word |= std::uint64_t{p[i]} << (8 * i);
    h = mix(h ^ word, 0x8BB84B93962EACC9);
    p += step;
    left -= step;
  }
  h = mix(h, 0x4B33A62ED433D4A3);
  s->hash = h == ~std::uint64_t{0} ? ~std::uint64_t{1} : h;  // -1 is not a hash
  s->hashed = true;
  return s->hash;
}

bool str_equal_slow(const StrObject* a, const StrObject* b) {
  return std::memcmp(a->data, b->data, std::size_t{a->length} * a->kind) == 0;
}

bool str_equals(const StrObject* s, std::string_view ascii) {
  return s->ascii && s->length == ascii.size() && std::memcmp(s->data, ascii.data(), ascii.size()) == 0;
}

int str_compare(const StrObject* a, const StrObject* b) {
  const std::size_t n = std::min(a->length, b->length);
  if (a->kind == 1 && b->kind == 1) {
    if (const int order = n == 0 ? 0 : std::memcmp(a->data, b->data, n)) return order;
  } else {
    for (std::size_t i = 0; i < n; ++i) {
      if (a->at(i) != b->at(i)) return a->at(i) < b->at(i) ? -1 : 1;
    }
  }
  return a->length < b->length ? -1 : a->length > b->length;
}

void StrBuilder::add(const StrObject* s, std::size_t begin, std::size_t end) {
  visit_chars(s, [&](const auto* p) { text_.append(p + begin, p + end); });
}

StrObject* intern(Heap& heap, std::string_view utf8) {
  auto& table = heap.priv().interned;
  if (const auto found = table.find(utf8); found != table.end()) return found->second;
  auto* s = static_cast<StrObject*>(make_fresh(heap, utf8).release().object());
  s->interned = true;
  str_hash(s);
  heap.make_immortal(s);
  table.emplace(heap.priv().interned_text.emplace_back(utf8), s);
  return s;
}

StrObject* intern(Heap& heap, StrObject* s) {
  if (s->interned) return s;
  const std::string text = to_utf8(s);
  auto& table = heap.priv().interned;
  if (const auto found = table.find(text); found != table.end()) return found->second;
  s->interned = true;
  str_hash(s);
  heap.make_immortal(s);
  table.emplace(heap.priv().interned_text.emplace_back(text), s);
  return s;
}

}  // namespace gilscope
