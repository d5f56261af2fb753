#include <array>

#include "sim/objects/str_ops.hpp"

namespace gilscope {

namespace {

struct NamedEncoding { std::string_view name; Encoding encoding; };
constexpr NamedEncoding kNames[] = {
    {"utf8", Encoding::Utf8}, {"u8", Encoding::Utf8}, {"utf", Encoding::Utf8}, {"cp65001", Encoding::Utf8}, {"utf8sig", Encoding::Utf8Sig},
    {"ascii", Encoding::Ascii}, {"usascii", Encoding::Ascii}, {"646", Encoding::Ascii}, {"latin1", Encoding::Latin1}, {"latin", Encoding::Latin1},
    {"l1", Encoding::Latin1}, {"iso88591", Encoding::Latin1}, {"88591", Encoding::Latin1}, {"cp819", Encoding::Latin1},
    {"utf16", Encoding::Utf16}, {"u16", Encoding::Utf16}, {"utf16le", Encoding::Utf16Le}, {"utf16be", Encoding::Utf16Be},
    {"utf32", Encoding::Utf32}, {"u32", Encoding::Utf32}, {"utf32le", Encoding::Utf32Le}, {"utf32be", Encoding::Utf32Be}};

bool is_surrogate(char32_t c) { return c >= 0xD800 && c < 0xE000; }

void add_utf8(std::string& out, char32_t c) {
  const int more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  constexpr unsigned char kLead[] = {0, 0xC0, 0xE0, 0xF0};
  out.push_back(static_cast<char>(kLead[more] | c >> (6 * more)));
  for (int i = more; i-- > 0;) out.push_back(static_cast<char>(0x80 | (c >> (6 * i) & 0x3F)));
}

void add_unit(std::string& out, std::uint32_t unit, int bytes, bool big_endian) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(unit >> 8 * (big_endian ? bytes - 1 - i : i)));
}

bool is_utf16(Encoding e) { return e == Encoding::Utf16 || e == Encoding::Utf16Le || e == Encoding::Utf16Be; }
bool is_utf8(Encoding e) { return e == Encoding::Utf8 || e == Encoding::Utf8Sig; }
bool is_big_endian(Encoding e) { return e == Encoding::Utf16Be || e == Encoding::Utf32Be; }

bool can_encode(Encoding e, char32_t c) {
  if (e == Encoding::Ascii) return c < 0x80;
  if (e == Encoding::Latin1) return c < 0x100;
  return !is_surrogate(c);
}

void add_encoded(std::string& out, Encoding e, char32_t c) {
  if (e == Encoding::Ascii || e == Encoding::Latin1) {
    out.push_back(static_cast<char>(c));
  } else if (is_utf8(e)) {
    add_utf8(out, c);
  } else if (is_utf16(e) && c >= 0x10000) {
    add_unit(out, 0xD7C0 + (c >> 10), 2, is_big_endian(e));
    add_unit(out, 0xDC00 + (c & 0x3FF), 2, is_big_endian(e));
  } else {
    add_unit(out, c, is_utf16(e) ? 2 : 4, is_big_endian(e));
  }
}

std::string escape(char32_t c, std::string_view style) {
  static constexpr char kHex[] = "0123456789abcdef";
  if (style == "xmlcharrefreplace") return "&#" + std::to_string(static_cast<std::uint32_t>(c)) + ";";
  const int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
  std::string text = c < 0x100 ? "\\x" : c < 0x10000 ? "\\u" : "\\U";
  for (int i = digits; i-- > 0;) text.push_back(kHex[c >> (4 * i) & 15]);
  return text;
}

const char* encode_reason(Encoding e) {
  return e == Encoding::Ascii ? "ordinal not in range(128)" : e == Encoding::Latin1 ? "ordinal not in range(256)" : "surrogates not allowed";
}

/// What stands for the unencodable character. False: the handler does not help (or there is no such handler).
bool replace_unencodable(std::string& out, Encoding e, char32_t c, std::string_view errors) {
  if (errors == "ignore") return true;
  if (errors == "replace") return add_encoded(out, e, '?'), true;
  if (errors == "surrogateescape" && c >= 0xDC80 && c <= 0xDCFF) return out.push_back(static_cast<char>(c & 0xFF)), true;
  if (errors == "surrogatepass" && is_surrogate(c) && e != Encoding::Ascii && e != Encoding::Latin1) return add_encoded(out, e, c), true;
  if (errors != "backslashreplace" && errors != "xmlcharrefreplace") return false;
  for (char escaped : escape(c, errors)) add_encoded(out, e, static_cast<unsigned char>(escaped));
  return true;
}

bool known_handler(std::string_view h) {
  return h == "strict" || h == "ignore" || h == "replace" || h == "surrogateescape" || h == "surrogatepass" || h == "backslashreplace" ||
         h == "xmlcharrefreplace" || h == "namereplace";
}

// ---- decoding ----

struct Decoder {
  std::string_view bytes;
  std::string_view errors;
  std::u32string out;
  CodecError error;

  unsigned char at(std::size_t i) const { return static_cast<unsigned char>(bytes[i]); }

  /// Bytes [begin, end) mean nothing. False: raise.
  bool bad(std::size_t begin, std::size_t end, const char* reason) {
    if (errors == "ignore") return true;
    if (errors == "replace") return out.push_back(0xFFFD), true;
    if (errors == "surrogateescape" && at(begin) >= 0x80) {
      for (std::size_t i = begin; i < end; ++i) out.push_back(0xDC00 + at(i));
      return true;
    }
    if (errors == "backslashreplace") {
      for (std::size_t i = begin; i < end; ++i) for (char c : escape(at(i), errors)) out.push_back(static_cast<unsigned char>(c));
      return true;
    }
    error = {begin, end, reason, known_handler(errors) ? std::string() : std::string(errors)};
    return false;
  }
};

/// How many bytes of a UTF-8 sequence are well formed from `i` on, and how many it needs (0: a wrong first byte).
struct Utf8Shape { int needed, good; };
Utf8Shape utf8_shape(const Decoder& d, std::size_t i) {
  const unsigned char c = d.at(i);
  const int needed = c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
  int good = 1;
  for (; good < needed && i + static_cast<std::size_t>(good) < d.bytes.size(); ++good) {
    const unsigned char next = d.at(i + static_cast<std::size_t>(good));
    const unsigned char low = good > 1 ? 0x80 : c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = good > 1 ? 0xBF : c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    if (next < low || next > high) break;
  }
  return {needed, good};
}

bool surrogate_passes(Decoder& d, std::size_t i) {
  if (d.errors != "surrogatepass" || i + 3 > d.bytes.size() || d.at(i) != 0xED || d.at(i + 1) < 0xA0 || (d.at(i + 2) & 0xC0) != 0x80) return false;
  d.out.push_back(0xD000 | (d.at(i + 1) & 0x3Fu) << 6 | (d.at(i + 2) & 0x3Fu));
  return true;
}

bool decode_utf8(Decoder& d) {
  for (std::size_t i = 0; i < d.bytes.size();) {
    const auto [needed, good] = utf8_shape(d, i);
    if (needed == good && needed > 0) {
      char32_t c = needed == 1 ? d.at(i) : d.at(i) & (0xFFu >> (needed + 1));
      for (int k = 1; k < needed; ++k) c = c << 6 | (d.at(i + static_cast<std::size_t>(k)) & 0x3Fu);
      d.out.push_back(c);
      i += static_cast<std::size_t>(needed);
      continue;
    }
    if (surrogate_passes(d, i)) {
      i += 3;
      continue;
    }
    const bool cut = needed > 0 && i + static_cast<std::size_t>(good) == d.bytes.size();
    const char* reason = needed == 0 ? "invalid start byte" : cut ? "unexpected end of data" : "invalid continuation byte";
    if (!d.bad(i, i + static_cast<std::size_t>(good), reason)) return false;
    i += static_cast<std::size_t>(good);
  }
  return true;
}

std::uint32_t unit_at(const Decoder& d, std::size_t i, int bytes, bool big_endian) {
  std::uint32_t unit = 0;
  for (int k = 0; k < bytes; ++k) unit |= std::uint32_t{d.at(i + static_cast<std::size_t>(k))} << 8 * (big_endian ? bytes - 1 - k : k);
  return unit;
}

bool decode_units(Decoder& d, Encoding e) {
  const int width = is_utf16(e) ? 2 : 4;
  const auto step = static_cast<std::size_t>(width);
  bool big = is_big_endian(e);
  std::size_t i = 0;
  if ((e == Encoding::Utf16 || e == Encoding::Utf32) && d.bytes.size() >= step) {  // a byte order mark decides
    const std::uint32_t first = unit_at(d, 0, width, false), swapped = unit_at(d, 0, width, true);
    big = swapped == 0xFEFF;
    if (first == 0xFEFF || big) i = step;
  }
  while (i < d.bytes.size()) {
    if (d.bytes.size() - i < step) return d.bad(i, d.bytes.size(), "truncated data");
    std::uint32_t c = unit_at(d, i, width, big);
    const bool high = width == 2 && c >= 0xD800 && c < 0xDC00;
    const bool paired = high && d.bytes.size() - i >= 4 && (unit_at(d, i + 2, 2, big) & 0xFC00) == 0xDC00;
    if (paired) {
      d.out.push_back(0x10000 + ((c & 0x3FF) << 10) + (unit_at(d, i + 2, 2, big) & 0x3FF));
    } else if (c > 0x10FFFF || (is_surrogate(c) && d.errors != "surrogatepass")) {
      const char* reason = width == 4 ? "code point not in range(0x110000)" : !high ? "illegal encoding"
                           : d.bytes.size() - i < 4 ? "unexpected end of data" : "illegal UTF-16 surrogate";
      if (!d.bad(i, i + step, reason)) return false;
    } else {
      d.out.push_back(c);
    }
    i += paired ? 4 : step;
  }
  return true;
}

bool decode_narrow(Decoder& d, bool ascii) {
  for (std::size_t i = 0; i < d.bytes.size(); ++i) {
    if (!ascii || d.at(i) < 0x80) d.out.push_back(d.at(i));
    else if (!d.bad(i, i + 1, "ordinal not in range(128)")) return false;
  }
  return true;
}

}  // namespace

Encoding find_encoding(std::string_view name) {
  std::string plain;
  for (char c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (c != '-' && c != '_' && c != ' ') plain.push_back(c);
  }
  for (const NamedEncoding& entry : kNames) if (entry.name == plain) return entry.encoding;
  return Encoding::Unknown;
}

const char* encoding_name(Encoding encoding) {
  static constexpr std::array<const char*, 11> kSpelled = {"utf-8", "utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be",
                                                          "utf-32", "utf-32-le", "utf-32-be", "unknown"};
  return kSpelled[static_cast<std::size_t>(encoding)];
}

Result<std::string, CodecError> str_encode(const StrObject* s, Encoding encoding, std::string_view errors) {
  std::string out;
  if (encoding == Encoding::Utf8Sig) add_utf8(out, 0xFEFF);
  if (encoding == Encoding::Utf16 || encoding == Encoding::Utf32) add_encoded(out, encoding, 0xFEFF);
  for (std::size_t i = 0; i < s->length; ++i) {
    const char32_t c = s->at(i);
    if (can_encode(encoding, c)) {
      add_encoded(out, encoding, c);
    } else if (!replace_unencodable(out, encoding, c, errors)) {
      std::size_t end = i + 1;
      while (end < s->length && !can_encode(encoding, s->at(end))) ++end;
      return CodecError{i, end, encode_reason(encoding), known_handler(errors) ? std::string() : std::string(errors)};
    }
  }
  return out;
}

Result<std::u32string, CodecError> str_decode(std::string_view bytes, Encoding encoding, std::string_view errors) {
  if (encoding == Encoding::Utf8Sig && bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  Decoder d{bytes, errors, {}, {}};
  const bool narrow = encoding == Encoding::Ascii || encoding == Encoding::Latin1;
  const bool ok = is_utf8(encoding) ? decode_utf8(d) : narrow ? decode_narrow(d, encoding == Encoding::Ascii) : decode_units(d, encoding);
  if (!ok) return std::move(d.error);
  return std::move(d.out);
}

}  // namespace gilscope
