// Frame memory of one modeled thread: chunks, used strictly last in, first out. Generators keep their frames in blocks of their own.
#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/base/memory_poison.hpp"
#include "sim/vm/thread.hpp"

namespace gilscope {

struct Thread::Stack {
  static constexpr std::size_t kChunkBytes = 64 * 1024;

  struct Chunk {
    Chunk* previous;
    Chunk* spare;   ///< one emptied chunk is kept, so that a call at the edge does not allocate each time
    char* end;
    char* begin() { return reinterpret_cast<char*>(this + 1); }
  };

  Chunk* chunk = nullptr;
  char* top = nullptr;
  char* end = nullptr;

  ~Stack();

  /// Uninitialised memory for a frame. Requires: bytes is a multiple of 16.
  void* push(std::size_t bytes) {
    if (static_cast<std::size_t>(end - top) < bytes) grow(bytes);
    char* block = top;
    top += bytes;
    unpoison(block, bytes);
    return block;
  }
  /// Requires: block is what push returned last among those not popped.
  void pop(void* block) {
    poison(block, static_cast<std::size_t>(top - static_cast<char*>(block)));
    top = static_cast<char*>(block);
    if (top == chunk->begin() && chunk->previous != nullptr) shrink();
  }

 private:
  void grow(std::size_t bytes);
  void shrink();
};

constexpr std::size_t frame_align(std::size_t bytes) { return (bytes + 15) & ~std::size_t{15}; }

}  // namespace gilscope
