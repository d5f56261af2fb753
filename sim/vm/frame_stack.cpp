#include "sim/vm/frame_stack.hpp"

#include <algorithm>
#include <cstdlib>

namespace gilscope {

// A chunk remembers nothing about where the chunk under it was filled to: `top` of that one is the end of its last frame,
// which is where the first frame of this chunk was pushed from. It is kept in the chunk's last word.
namespace {
char*& saved_top(Thread::Stack::Chunk* c) { return *reinterpret_cast<char**>(c->end); }

void free_chunk(Thread::Stack::Chunk* c) {
  if (c != nullptr) unpoison(c, static_cast<std::size_t>(c->end - reinterpret_cast<char*>(c)));
  std::free(c);
}
}  // namespace

void Thread::Stack::grow(std::size_t bytes) {
  const std::size_t room = std::max(kChunkBytes, bytes);
  Chunk* next = chunk != nullptr ? chunk->spare : nullptr;
  if (next != nullptr && static_cast<std::size_t>(next->end - next->begin()) < bytes) {
    free_chunk(next);
    next = nullptr;
  }
  if (chunk != nullptr) chunk->spare = nullptr;
  if (next == nullptr) {
    next = static_cast<Chunk*>(std::malloc(sizeof(Chunk) + room + sizeof(char*)));
    next->end = next->begin() + room;
    poison(next->begin(), room);
  }
  next->previous = chunk;
  next->spare = nullptr;
  saved_top(next) = top;
  chunk = next;
  top = next->begin();
  end = next->end;
}

void Thread::Stack::shrink() {
  Chunk* empty = chunk;
  chunk = empty->previous;
  top = saved_top(empty);
  end = chunk->end;
  free_chunk(empty->spare);
  empty->spare = nullptr;
  free_chunk(chunk->spare);
  chunk->spare = empty;
}

Thread::Stack::~Stack() {
  while (chunk != nullptr) {
    Chunk* previous = chunk->previous;
    free_chunk(chunk->spare);
    free_chunk(chunk);
    chunk = previous;
  }
}

}  // namespace gilscope
