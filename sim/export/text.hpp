// Fast text into a ByteSink: whole numbers, nanosecond-exact microseconds, JSON strings. Nothing here allocates per call.
#pragma once

#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "sim/base/sim_time.hpp"
#include "sim/export/output.hpp"

namespace gilscope {

/// Instants and durations in files are whole nanoseconds, cut. Both ends of a span are cut, so spans that touch still touch.
constexpr std::int64_t nanoseconds(SimTime time) { return time / kNanosecond; }

/// `text` as a JSON string with its quotes. What is no UTF-8 becomes U+FFFD.
std::string json_string(std::string_view text);
/// `text` as a field of RFC 4180.
std::string csv_field(std::string_view text);

inline void put_number(ByteSink& out, std::int64_t value) {
  char* const begin = out.reserve(24);
  out.advance(static_cast<std::size_t>(std::to_chars(begin, begin + 24, value).ptr - begin));
}
inline void put_unsigned(ByteSink& out, std::uint64_t value) {
  char* const begin = out.reserve(24);
  out.advance(static_cast<std::size_t>(std::to_chars(begin, begin + 24, value).ptr - begin));
}

/// Nanoseconds as a decimal fraction with exactly `digits` places: put_decimal(1234567, 3) is 1234.567.
inline void put_decimal(ByteSink& out, std::int64_t value, int digits) {
  std::int64_t unit = 1;
  for (int i = 0; i < digits; ++i) unit *= 10;
  char* const begin = out.reserve(48);
  char* end = begin;
  if (value < 0) *end++ = '-', value = -value;
  end = std::to_chars(end, begin + 24, value / unit).ptr;
  *end++ = '.';
  std::int64_t rest = value % unit;
  for (int i = digits; i-- > 0; rest /= 10) end[i] = static_cast<char>('0' + rest % 10);
  out.advance(static_cast<std::size_t>(end + digits - begin));
}
/// Microseconds with three decimals.
inline void put_micros(ByteSink& out, SimTime time) { put_decimal(out, nanoseconds(time), 3); }
/// Milliseconds with six decimals.
inline void put_millis(ByteSink& out, SimTime time) { put_decimal(out, nanoseconds(time), 6); }

}  // namespace gilscope
