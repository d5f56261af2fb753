// AddressSanitizer does not know the blocks of our own allocators: these tell it which bytes of them are in use. Without the
// sanitizer they are nothing.
#pragma once

#include <cstddef>

#if defined(__SANITIZE_ADDRESS__)
#define GILSCOPE_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GILSCOPE_ADDRESS_SANITIZER 1
#endif
#endif

#if defined(GILSCOPE_ADDRESS_SANITIZER)
#include <sanitizer/asan_interface.h>
#define GILSCOPE_UNCHECKED __attribute__((no_sanitize("address")))  ///< this function may look at poisoned bytes
#else
#define GILSCOPE_UNCHECKED
#endif

namespace gilscope {

#if defined(GILSCOPE_ADDRESS_SANITIZER)
inline constexpr bool kPoisons = true;
/// From now on a touch of these bytes is reported.
inline void poison(const void* begin, std::size_t bytes) { __asan_poison_memory_region(begin, bytes); }
inline void unpoison(const void* begin, std::size_t bytes) { __asan_unpoison_memory_region(begin, bytes); }
#else
inline constexpr bool kPoisons = false;
inline void poison(const void*, std::size_t) {}
inline void unpoison(const void*, std::size_t) {}
#endif

}  // namespace gilscope
