// str: making, reading and transforming PEP 393 strings. All of it is independent of the vm; costs and exceptions are the library's.
//
// Positions and lengths are code points. A search that finds nothing returns -1.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/objects/objects.hpp"
#include "sim/objects/op_error.hpp"

namespace gilscope {

inline bool is_str(Value v) { return v.is_object() && v.object()->type->layout == Layout::Str; }
inline StrObject* as_str(Value v) { return static_cast<StrObject*>(v.object()); }

// ---- making (str_make.cpp) ----
/// "" and strings of one Latin-1 character are the run's only ones of that text, and immortal, as in CPython.
/// From UTF-8; lone surrogates as 3-byte sequences are kept (WTF-8); other malformed bytes become U+FFFD.
Ref make_str(Heap& heap, std::string_view utf8);
Ref make_str(Heap& heap, std::u32string_view text);
Ref make_char(Heap& heap, char32_t c);
/// An instance of a subclass of str with the same text.
Ref make_str_of(Heap& heap, TypeObject* cls, const StrObject* text);
/// v itself if exactly a str, else an exact copy of the subclass's instance.
Ref exact_str(Heap& heap, Value v);
/// Uninitialised characters of the given storage width, to be filled at once. Requires: kind is what the text's largest code point needs.
StrObject* make_str_storage(Heap& heap, std::size_t length, char32_t largest);
void str_destroy(Heap& heap, Object* self);  ///< for Slots::destroy

/// The run's one string of that text: immortal, so borrowed.
StrObject* intern(Heap& heap, std::string_view utf8);
/// The interned twin of s (s itself if it is not yet there). Requires: s is exactly a str.
StrObject* intern(Heap& heap, StrObject* s);

// ---- reading ----
std::string to_utf8(const StrObject* s);  ///< WTF-8
inline std::string to_utf8(Value v) { return to_utf8(as_str(v)); }
std::u32string to_u32(const StrObject* s);
std::uint64_t str_hash_slow(StrObject* s);
/// Deterministic: a function of the text alone; 0 for the empty string.
inline std::uint64_t str_hash(StrObject* s) { return s->hashed ? s->hash : str_hash_slow(s); }
bool str_equal_slow(const StrObject* a, const StrObject* b);
inline bool str_equal(const StrObject* a, const StrObject* b) {
  if (a == b) return true;
  if (a->length != b->length || a->kind != b->kind || (a->interned && b->interned)) return false;
  return str_equal_slow(a, b);
}
bool str_equals(const StrObject* s, std::string_view ascii);
int str_compare(const StrObject* a, const StrObject* b);

/// Reads code points of any storage width.
template <class F>
decltype(auto) visit_chars(const StrObject* s, F f) {
  if (s->kind == 1) return f(s->chars<std::uint8_t>());
  if (s->kind == 2) return f(s->chars<std::uint16_t>());
  return f(s->chars<std::uint32_t>());
}

/// Collects code points, then makes the narrowest string of them.
class StrBuilder {
 public:
  void add(char32_t c) { text_.push_back(c); }
  void add(const StrObject* s) { add(s, 0, s->length); }
  void add(const StrObject* s, std::size_t begin, std::size_t end);
  void add(std::string_view ascii) { text_.append(ascii.begin(), ascii.end()); }
  void fill(std::size_t count, char32_t c) { text_.append(count, c); }
  std::size_t size() const { return text_.size(); }
  Ref finish(Heap& heap) const { return make_str(heap, std::u32string_view(text_)); }

 private:
  std::u32string text_;
};

// ---- building from parts (str_build.cpp) ----
Ref str_concat(Heap& heap, StrObject* a, StrObject* b);  ///< one of them itself if the other is empty (and it is exactly a str)
Ref str_repeat(Heap& heap, StrObject* s, std::int64_t times);
Ref str_slice(Heap& heap, StrObject* s, std::int64_t start, std::int64_t stop, std::int64_t step, std::int64_t length);
Ref str_substring(Heap& heap, StrObject* s, std::size_t begin, std::size_t end);
Ref str_join(Heap& heap, StrObject* separator, const Value* items, std::size_t count);  ///< Requires: all are str
Ref str_replace(Heap& heap, StrObject* s, StrObject* from, StrObject* to, std::int64_t max_count);  ///< max_count < 0: all
Ref str_pad(Heap& heap, StrObject* s, std::size_t left, std::size_t right, char32_t fill);
Ref str_center(Heap& heap, StrObject* s, std::int64_t width, char32_t fill);
Ref str_zfill(Heap& heap, StrObject* s, std::int64_t width);
Ref str_expandtabs(Heap& heap, StrObject* s, std::int64_t tab_size);

// ---- searching and splitting (str_search.cpp, str_split.cpp) ----
std::int64_t str_find(const StrObject* s, const StrObject* what, std::int64_t begin, std::int64_t end);
std::int64_t str_rfind(const StrObject* s, const StrObject* what, std::int64_t begin, std::int64_t end);
std::int64_t str_find_char(const StrObject* s, char32_t c, std::size_t begin, std::size_t end);
std::int64_t str_count(const StrObject* s, const StrObject* what, std::int64_t begin, std::int64_t end);
bool str_matches_at(const StrObject* s, const StrObject* what, std::size_t at);
/// Python's treatment of optional slice bounds: negative from the end, clamped to [0, length].
void clamp_range(std::int64_t& begin, std::int64_t& end, std::int64_t length);

/// Each calls back with ranges of s, left to right.
struct StrRange { std::size_t begin, end; };
std::vector<StrRange> str_split(const StrObject* s, const StrObject* separator, std::int64_t max_splits);  ///< null: whitespace
std::vector<StrRange> str_rsplit(const StrObject* s, const StrObject* separator, std::int64_t max_splits);
std::vector<StrRange> str_splitlines(const StrObject* s, bool keep_ends);
enum class Strip { Left = 1, Right = 2, Both = 3 };
StrRange str_strip(const StrObject* s, const StrObject* chars, Strip sides);  ///< chars null: whitespace

// ---- characters (str_chars.cpp) ----
bool char_is_space(char32_t c);
bool char_is_alpha(char32_t c);
bool char_is_decimal(char32_t c);
bool char_is_digit(char32_t c);
bool char_is_numeric(char32_t c);
bool char_is_lower(char32_t c);
bool char_is_upper(char32_t c);
bool char_is_title(char32_t c);
bool char_is_printable(char32_t c);
bool char_is_identifier_start(char32_t c);
bool char_is_identifier_part(char32_t c);
int char_decimal_value(char32_t c);  ///< 0..9, or -1
bool char_is_line_end(char32_t c);

enum class StrTest { Alpha, Alnum, Ascii, Decimal, Digit, Numeric, Space, Printable, Lower, Upper, Title, Identifier };
bool str_test(const StrObject* s, StrTest test);

// ---- case (str_case.cpp) ----
enum class StrCase { Lower, Upper, Title, Capitalize, SwapCase, Fold };
Ref str_change_case(Heap& heap, StrObject* s, StrCase to);

// ---- as source text (str_text.cpp) ----
Ref str_repr(Heap& heap, const StrObject* s);
/// Replaces non-ASCII by \x, \u and \U escapes: what ascii() does to a repr.
Ref str_to_ascii(Heap& heap, StrObject* s);
/// Decimal digits of any script become 0-9 and Unicode spaces blanks, as int() and float() read text. Other non-ASCII: '?'.
std::string decimal_digits_to_ascii(const StrObject* s);

// ---- encodings (str_codec.cpp) ----
enum class Encoding { Utf8, Utf8Sig, Ascii, Latin1, Utf16, Utf16Le, Utf16Be, Utf32, Utf32Le, Utf32Be, Unknown };
Encoding find_encoding(std::string_view name);
const char* encoding_name(Encoding encoding);  ///< as exceptions spell it: "utf-8", "ascii", "latin-1"
/// What str.encode and bytes.decode raise: UnicodeEncodeError(encoding, object, start, end, reason); or, if `handler` is not empty, LookupError.
struct CodecError {
  std::size_t start = 0, end = 0;
  std::string reason;
  std::string unknown_handler;
};
Result<std::string, CodecError> str_encode(const StrObject* s, Encoding encoding, std::string_view errors);
Result<std::u32string, CodecError> str_decode(std::string_view bytes, Encoding encoding, std::string_view errors);

}  // namespace gilscope
