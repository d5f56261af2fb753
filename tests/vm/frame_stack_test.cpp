#include "sim/vm/frame_stack.hpp"

#include <cstring>
#include <vector>

#include "tests/catch.hpp"

using namespace gilscope;

TEST_CASE("frames are popped in reverse order across chunks, and their contents survive") {
  Thread::Stack stack;
  struct Block { char* at; std::size_t bytes; };
  std::vector<Block> blocks;
  for (int i = 0; i < 4000; ++i) {
    const std::size_t bytes = frame_align(16 + static_cast<std::size_t>(i % 37) * 24);
    auto* at = static_cast<char*>(stack.push(bytes));
    CHECK(reinterpret_cast<std::uintptr_t>(at) % 8 == 0);
    std::memset(at, i % 251, bytes);
    blocks.push_back({at, bytes});
  }
  for (int i = 3999; i >= 0; --i) {
    const Block b = blocks[static_cast<std::size_t>(i)];
    for (std::size_t k = 0; k < b.bytes; ++k) REQUIRE(b.at[k] == static_cast<char>(i % 251));
    stack.pop(b.at);
  }
  CHECK(stack.push(32) == blocks[0].at);
}

TEST_CASE("a frame larger than a chunk gets one of its own; calls at a chunk's edge reuse memory") {
  Thread::Stack stack;
  void* small = stack.push(64);
  void* large = stack.push(Thread::Stack::kChunkBytes * 3);
  std::memset(large, 1, Thread::Stack::kChunkBytes * 3);
  stack.pop(large);
  void* first = stack.push(Thread::Stack::kChunkBytes - 32);
  stack.pop(first);
  CHECK(stack.push(Thread::Stack::kChunkBytes - 32) == first);
  stack.pop(first);
  stack.pop(small);
}
