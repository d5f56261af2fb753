// bytes and bytearray: making, searching, splitting, text forms. Both are read through a string_view.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/objects/objects.hpp"
#include "sim/objects/str_ops.hpp"

namespace gilscope {

struct BytearrayObject : Object { std::uint32_t length, capacity; std::uint8_t* data; };

inline bool is_bytes(Value v) { return v.is_object() && v.object()->type->layout == Layout::Bytes; }
inline bool is_bytearray(Value v) { return v.is_object() && v.object()->type->layout == Layout::Bytearray; }
inline bool is_byteslike(Value v) { return is_bytes(v) || is_bytearray(v); }
/// The bytes, valid until the object changes. Requires: is_byteslike(v).
std::string_view bytes_view(Value v);

Ref make_bytes(Heap& heap, std::string_view data, TypeObject* cls = nullptr);
Ref make_bytearray(Heap& heap, std::string_view data, TypeObject* cls = nullptr);
/// A new object like `model`: bytearray for a bytearray (or subclass), bytes otherwise.
Ref make_bytes_like(Heap& heap, Value model, std::string_view data);

/// b[start:stop] = data. Requires: 0 <= start <= stop <= length. `data` may point into b.
void bytearray_assign(Heap& heap, BytearrayObject* b, std::size_t start, std::size_t stop, std::string_view data);

std::uint64_t bytes_hash(BytesObject* b);  ///< deterministic, 0 for b""
/// "b'...'" as CPython writes it.
std::string bytes_repr(std::string_view data);

std::int64_t bytes_find(std::string_view s, std::string_view what, std::int64_t begin, std::int64_t end);
std::int64_t bytes_rfind(std::string_view s, std::string_view what, std::int64_t begin, std::int64_t end);
std::int64_t bytes_count(std::string_view s, std::string_view what, std::int64_t begin, std::int64_t end);
std::string bytes_replace(std::string_view s, std::string_view from, std::string_view to, std::int64_t max_count);
std::vector<StrRange> bytes_split(std::string_view s, const std::string_view* separator, std::int64_t max_splits);  ///< null: whitespace
std::vector<StrRange> bytes_rsplit(std::string_view s, const std::string_view* separator, std::int64_t max_splits);
std::vector<StrRange> bytes_splitlines(std::string_view s, bool keep_ends);
StrRange bytes_strip(std::string_view s, const std::string_view* chars, Strip sides);  ///< null: whitespace
std::string bytes_expandtabs(std::string_view s, std::int64_t tab_size);
bool bytes_test(std::string_view s, StrTest test);
std::string bytes_change_case(std::string_view s, StrCase to);

/// "0a 1B" -> bytes. False: `position` is where the text stops being hexadecimal pairs.
bool bytes_from_hex(const StrObject* text, std::string& out, std::size_t& position);
/// Lower-case hex digits; a separator every `group` bytes counted from the right (from the left if negative), 0 = none.
std::string bytes_to_hex(std::string_view data, char separator, int group);

void bytes_destroy(Heap& heap, Object* self);
void bytearray_destroy(Heap& heap, Object* self);

}  // namespace gilscope
