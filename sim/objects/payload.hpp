// The arrays that hang off objects (characters, items, tables): the host's malloc, except that it never returns null. Python's MemoryError
// is for what is obviously too long (`"a" * 2**40`, see the repeat functions); when the host really has no memory left, no modeled
// program can go on, and the process ends with a message. --max-memory is the way to bound a program before that.
#pragma once

#include <cstddef>

namespace gilscope {

/// No single array is larger, so that lengths fit their 32 bits.
inline constexpr std::size_t kMaxPayloadBytes = 0xFFFF'FFFF;

/// A text, or bytes, of more than this cannot be made: MemoryError.
inline constexpr long long kLongestText = 1'000'000'000;

/// Uninitialised. Free it, and what the next two return, with std::free.
void* payload_new(std::size_t bytes);
void* payload_zeroed(std::size_t bytes);
void* payload_resized(void* old, std::size_t bytes);

}  // namespace gilscope
