// The ints that CPython makes once, at start, and never again: -5..256 (Include/internal/pycore_global_objects.h, _PY_NSMALLNEGINTS and
// _PY_NSMALLPOSINTS).
#pragma once

#include <cstdint>

namespace gilscope {

inline constexpr std::int64_t kLeastSmallInt = -5, kGreatestSmallInt = 256;

constexpr bool is_small_int(std::int64_t i) {
  return static_cast<std::uint64_t>(i - kLeastSmallInt) <= static_cast<std::uint64_t>(kGreatestSmallInt - kLeastSmallInt);
}

}  // namespace gilscope
