// mimalloc, the free-threaded build's allocator (Objects/mimalloc, version 2.1.2 in CPython 3.13, with CPython's changes;
// Include/internal/pycore_mimalloc.h).
//
// Every thread has memory of its own, so that an allocation needs no lock and no atomic instruction: a segment of 32 MiB of addresses is
// cut into slices of 64 KiB, and a page (one slice; eight for blocks above 16 KiB) serves blocks of one size, for one thread. Sizes are
// rounded to 16 bytes up to 64, then to four steps per doubling. A page touches memory 4 KiB at a time as it fills. Each thread has four
// heaps: arrays, objects, objects with cycles, and such with two words in front, because the garbage collector finds its objects by
// walking the pages. So a program with many threads has many pages that are hardly used: part of why 3.14t takes 15 to 20 percent more
// memory than 3.14 (PEP 779).
//
// The owner frees a block with plain instructions. Any other thread pushes it onto the page's list with an atomic exchange (mi_free_block_mt):
// it pays for the cache line, and the owner pays again when it runs out of blocks and collects that list (_mi_page_free_collect). Until
// then the block counts as used. A page that was full is put on a second list, so that the owner finds it again.
//
// A page of objects that becomes empty may still be looked at by a thread that reads without locks: it can be used again for the same size
// at once, but for another size only when QSBR says so (Objects/obmalloc.c: _PyMem_mi_page_maybe_free). Free pages go back to the
// operating system after 10 ms (mi_option_purge_delay).
//
// A thread that exits leaves what is still in use behind: its segments are *abandoned* to the interpreter's pool. A thread that needs a
// new segment looks there first and takes over whole segments (mi_segment_try_reclaim); until then blocks freed in them wait.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "sim/runtime/allocator.hpp"

namespace gilscope {

class Mimalloc final : public Allocator {
 public:
  static constexpr std::size_t kSliceBytes = 64 * 1024;
  static constexpr std::uint32_t kSlicesPerSegment = 511;      // 512, less the header's
  static constexpr std::size_t kMostSmall = 16 * 1024;         // MI_SMALL_OBJ_SIZE_MAX: a page of one slice
  static constexpr std::size_t kMostMedium = 128 * 1024;       // MI_MEDIUM_OBJ_SIZE_MAX: a page of eight
  static constexpr SimTime kPurgeDelay = 10 * kMillisecond;    // mi_option_purge_delay

  explicit Mimalloc(Runtime& runtime);
  ~Mimalloc() override;
  void add_thread(RuntimeThread& thread) override;
  void abandon(RuntimeThread& thread) override;
  std::uint64_t abandoned_bytes() const override;
  void clear_all_free_lists() override;

 protected:
  std::size_t bin_of_large(std::size_t bytes) const override;
  std::uint32_t take_slowly(BlockKind kind, std::size_t bin, std::size_t bytes) override;
  void give_slowly(std::uint32_t page) override;

 private:
  struct ThreadHeap;
  struct Segments;

  ThreadHeap& mine() const;
  ThreadHeap& new_heap();
  std::uint32_t page_with_room(ThreadHeap& heap, BlockKind kind, std::size_t bin);
  bool refill(BlockPage& page);
  void collect_foreign(BlockPage& page);
  void collect_full(ThreadHeap& heap);
  std::uint32_t new_mimalloc_page(ThreadHeap& heap, BlockKind kind, std::size_t bin);
  void find_slices(ThreadHeap& heap, std::uint32_t slices);
  void reclaim(ThreadHeap& heap);
  void retire(ThreadHeap& heap, std::uint32_t number);
  void free_retired(ThreadHeap& heap);
  void free_page(ThreadHeap& heap, std::uint32_t number);
  void purge(ThreadHeap& heap, SimTime until);
  std::uint32_t take_span(std::size_t bytes);
  void give_span(std::uint32_t number);
  void give_foreign(std::uint32_t number);

  std::vector<std::uint64_t> bin_bytes_;           ///< block size of each bin
  std::vector<std::unique_ptr<ThreadHeap>> heaps_; ///< by id - 1
  bool first_is_taken_ = false;
  std::vector<Segments> abandoned_;                ///< oldest first
};

}  // namespace gilscope
