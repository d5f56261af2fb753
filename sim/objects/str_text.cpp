#include "sim/objects/str_ops.hpp"

namespace gilscope {

namespace {

constexpr char kHex[] = "0123456789abcdef";

void add_hex(StrBuilder& out, char32_t c, int digits) {
  while (digits-- > 0) out.add(static_cast<char32_t>(kHex[c >> (4 * digits) & 15]));
}

void add_escape(StrBuilder& out, char32_t c) {
  out.add(U'\\');
  out.add(c < 0x100 ? U'x' : c < 0x10000 ? U'u' : U'U');
  add_hex(out, c, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
}

}  // namespace

Ref str_repr(Heap& heap, const StrObject* s) {
  // Single quotes, unless the text has some and no double ones.
  const bool has_single = str_find_char(s, '\'', 0, s->length) >= 0, has_double = str_find_char(s, '"', 0, s->length) >= 0;
  const char32_t quote = has_single && !has_double ? '"' : '\'';
  StrBuilder out;
  out.add(quote);
  for (std::size_t i = 0; i < s->length; ++i) {
    const char32_t c = s->at(i);
    if (c == quote || c == '\\') {
      out.add(U'\\');
      out.add(c);
    } else if (c == '\n' || c == '\t' || c == '\r') {
      out.add(U'\\');
      out.add(c == '\n' ? U'n' : c == '\t' ? U't' : U'r');
    } else if (char_is_printable(c)) {
      out.add(c);
    } else {
      add_escape(out, c);
    }
  }
  out.add(quote);
  return out.finish(heap);
}

Ref str_to_ascii(Heap& heap, StrObject* s) {
  if (s->ascii) return share(s);
  StrBuilder out;
  for (std::size_t i = 0; i < s->length; ++i) {
    if (s->at(i) < 0x80) out.add(s->at(i));
    else add_escape(out, s->at(i));
  }
  return out.finish(heap);
}

std::string decimal_digits_to_ascii(const StrObject* s) {
  std::string out(s->length, '?');
  for (std::size_t i = 0; i < s->length; ++i) {
    const char32_t c = s->at(i);
    if (c < 0x80) out[i] = static_cast<char>(c);
    else if (char_is_space(c)) out[i] = ' ';
    else if (const int digit = char_decimal_value(c); digit >= 0) out[i] = static_cast<char>('0' + digit);
  }
  return out;
}

}  // namespace gilscope
