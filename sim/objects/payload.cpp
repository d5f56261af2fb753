#include "sim/objects/payload.hpp"

#include <cstdio>
#include <cstdlib>

namespace gilscope {

namespace {

constexpr int kLimitReached = 4;  ///< the command's exit status for it

[[noreturn]] void out_of_memory(std::size_t bytes) {
  std::fflush(nullptr);
  std::fprintf(stderr, "gilscope: out of memory: the program asks for %zu bytes at once (--max-memory sets a limit of its own)\n", bytes);
  std::_Exit(kLimitReached);
}

void* checked(void* memory, std::size_t bytes) {
  if (memory == nullptr && bytes != 0) out_of_memory(bytes);
  return memory;
}

std::size_t allowed(std::size_t bytes) {
  if (bytes > kMaxPayloadBytes) out_of_memory(bytes);
  return bytes;
}

}  // namespace

void* payload_new(std::size_t bytes) { return checked(std::malloc(allowed(bytes)), bytes); }
void* payload_zeroed(std::size_t bytes) { return checked(std::calloc(allowed(bytes), 1), bytes); }
void* payload_resized(void* old, std::size_t bytes) { return checked(std::realloc(old, allowed(bytes)), bytes); }

}  // namespace gilscope
