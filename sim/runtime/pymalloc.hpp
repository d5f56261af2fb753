// pymalloc, the GIL build's allocator (Objects/obmalloc.c, Include/internal/pycore_obmalloc.h of 3.13).
//
// Requests of up to 512 bytes are rounded to a multiple of 16: 32 size classes. Memory comes from the operating system in arenas of 1 MiB;
// an arena is cut into pools of 16 KiB, and each pool serves blocks of one size class only. An allocation takes the next free block of
// the first pool of its class that has one; a pool whose blocks are all free may serve another class; an arena whose pools are all free
// goes back to the operating system. New pools come from the arena with the fewest free ones, so that the others get a chance to
// become empty. One long-lived object is enough to keep its pool, and its arena.
//
// There is nothing to lock: the allocator belongs to the interpreter, and only the holder of its GIL is in it.
//
// What is larger goes to the C library's malloc: 16 bytes are added and the sum rounded up; from 128 KiB on a block is mapped by itself
// and goes back when it is freed, below that freed memory stays with the process (glibc; that it sometimes can return the top of its
// heap, and that the limit of 128 KiB moves, is not modeled).
#pragma once

#include <vector>

#include "sim/runtime/allocator.hpp"

namespace gilscope {

class Pymalloc final : public Allocator {
 public:
  static constexpr std::size_t kArenaBytes = 1 << 20;
  static constexpr std::size_t kPoolBytes = 16 * 1024;
  static constexpr std::size_t kPoolsPerArena = kArenaBytes / kPoolBytes - 1;  // what mmap gives begins amid a pool as a rule
  static constexpr std::size_t kPoolHeader = 48;
  static constexpr std::size_t kMostSmall = 512;

  explicit Pymalloc(Runtime& runtime);
  void add_thread(RuntimeThread& thread) override;
  void abandon(RuntimeThread&) override {}  ///< nothing is the thread's own
  void clear_all_free_lists() override { clear_free_lists(interpreter_); }
  std::size_t arenas() const;               ///< in use

 protected:
  std::size_t bin_of_large(std::size_t) const override { return kLargeBin; }
  std::uint32_t take_slowly(BlockKind kind, std::size_t bin, std::size_t bytes) override;
  void give_slowly(std::uint32_t page) override;

 private:
  static constexpr std::uint8_t kLargeBin = kMostSmall / 16;
  struct Arena {
    std::size_t free_pools = kPoolsPerArena;
    std::vector<std::uint64_t> touched;  ///< of its free pools, those that have served: their resident bytes
    std::uint64_t resident = 0;          ///< what all its pools have touched
  };

  std::uint32_t new_pool(BlockKind kind, std::size_t bin);
  std::uint32_t best_arena();
  void free_pool(std::uint32_t number);
  std::uint32_t take_large(std::size_t bytes);
  void give_large(std::uint32_t number);

  BlockHeap interpreter_;
  std::vector<Arena> arenas_;
  std::uint64_t c_heap_ = 0, c_heap_top_ = 0;  ///< bytes of small C blocks in use; the most there were
};

}  // namespace gilscope
