// BlockLedger: in which page of CPython's allocator each object and each array would lie.
//
// The simulator keeps modeled objects in memory of its own, laid out for its own speed. What CPython would have taken from the operating
// system for them is another matter: its headers have other sizes, its allocator cuts memory into pages of one block size each, keeps
// such pages per thread or per interpreter, and gives a page back only when its last block is free. This ledger keeps those pages, as
// counters, beside the simulator's memory: every block knows the number of its page, and nothing else.
//
// Here is what both allocators share and what happens at every allocation: the current page of a size class gives a block, the page
// of a dying block takes it back, and objects of some types rest in free lists in between (Include/internal/pycore_freelist.h). What
// happens when a page is full, empty or another thread's is the allocator's own affair: sim/runtime/pymalloc.hpp, mimalloc.hpp.
//
// Numbers are bytes as CPython requests them: the object with its header and the garbage collector's words in front of it, as
// sys.getsizeof counts them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/objects/heap.hpp"

namespace gilscope {

struct TypeObject;

/// What objects of a type are to the allocator. Worked out at the first allocation (plan_block).
/// The heap's kind: mimalloc has one per row and thread, pymalloc one for all (Include/internal/pycore_mimalloc.h).
enum class BlockKind : std::uint8_t { Unplanned, Object, Gc, GcPreheader, Memory };
inline constexpr std::size_t kBlockKinds = 5;

/// Types whose dead objects are kept for the next one of their kind. Tuples have a list per length, from Tuple on.
enum class FreeListKind : std::uint8_t { None, Float, List, Dict, DictKeys, Slice, Int, Method, BuiltinFunction, Range, RangeIterator, ListIterator, TupleIterator, Tuple };
inline constexpr std::size_t kTupleLists = 20;  // PyTuple_MAXSAVESIZE
inline constexpr std::size_t kFreeLists = static_cast<std::size_t>(FreeListKind::Tuple) + kTupleLists;

/// A page (mimalloc) or pool (pymalloc) of blocks of one size, or one large block by itself.
struct BlockPage {
  enum State : std::uint8_t { kFull, kRoom, kCurrent, kUnused };
  std::uint32_t used = 0;     ///< blocks given out; one that another thread freed counts until the owner collects it
  std::uint32_t carved = 0;   ///< blocks it has been cut into so far: memory beyond them was never touched
  std::uint32_t capacity = 0;
  std::uint32_t heap = 0;     ///< BlockHeap::id of the owner; kAbandoned
  std::uint64_t block_bytes = 0;
  std::uint64_t resident = 0; ///< touched, in whole pages of the OS
  std::uint64_t goal = 0;     ///< QSBR: an empty page that must not be used for another size before; 0 = none
  std::uint32_t foreign = 0;  ///< blocks that other threads have freed since the owner last looked
  std::uint32_t line = 0;     ///< the machine's record of the word that they are freed through
  std::uint32_t next = 0, previous = 0;  ///< the owner's list of pages with room
  std::uint32_t area = 0;     ///< the arena it is part of (pymalloc); its 64 KiB slices (mimalloc)
  State state = kUnused;
  BlockKind kind = BlockKind::Object;
  std::uint8_t bin = 0;
  bool single = false;        ///< one large block
};

/// The pages and free lists of one thread (free-threaded build), or of the interpreter.
struct BlockHeap {
  static constexpr std::size_t kBins = 80;
  static constexpr std::uint32_t kAbandoned = 0;  ///< no heap has this id
  std::uint32_t id = 1;
  std::array<std::array<std::uint32_t, kBins>, kBlockKinds> current{};  ///< page numbers; 0 = none
  std::array<std::array<std::uint32_t, kBins>, kBlockKinds> room{};     ///< first page of the list of those with room
  std::array<std::vector<std::uint32_t>, kFreeLists> free_lists;        ///< the pages of the resting blocks, last in first out
  virtual ~BlockHeap() = default;
};

/// What the simulator keeps per block of its own memory.
struct BlockEntry {
  std::uint32_t page = 0;   ///< of the object; 0 = it was there before the ledger
  std::uint32_t array = 0;  ///< of the array that hangs off it; 0 = none
  std::uint32_t mark = 0;   ///< the census's own (memory_census.cpp)
  bool buried = false;      ///< gone, as far as CPython's memory is concerned
};

struct MemoryTotals {
  std::uint64_t live = 0, live_peak = 0;    ///< bytes of blocks in use by objects and their arrays
  std::uint64_t taken = 0, taken_peak = 0;  ///< bytes that the OS has given: touched pages of 4 KiB
  std::uint64_t held = 0, held_peak = 0;    ///< bytes of arrays that are dead but wait for QSBR
  std::uint64_t foreign_frees = 0;          ///< blocks freed by a thread that did not own their page
  std::uint64_t resting = 0;                ///< blocks in free lists
};

class BlockLedger {
 public:
  static constexpr std::uint64_t kOsPage = 4096;

  virtual ~BlockLedger() = default;

  // ---- called by the heap, at every allocation ----
  void allocated(BlockEntry& entry, TypeObject* type, std::size_t host_bytes);
  void freed(BlockEntry& entry, const Object* o);
  /// The array that hangs off `o` has `bytes` from now on (0 = none). `delayed`: readers without a lock may still look at the old one.
  void array_changed(BlockEntry& entry, const Object* o, std::size_t bytes, bool delayed);

  /// A block goes back to its page: what QSBR held back, what a cleared free list kept.
  void give(std::uint32_t page);
  void clear_free_lists(BlockHeap& heap);

  const MemoryTotals& totals() const { return totals_; }
  const BlockPage& page(std::uint32_t number) const { return pages_[number]; }
  std::uint64_t bytes_of(const BlockEntry& entry) const {
    return (entry.page == 0 ? 0 : pages_[entry.page].block_bytes) + (entry.array == 0 ? 0 : pages_[entry.array].block_bytes);
  }
  /// CPython would free the object now, though the simulator keeps it.
  void bury(BlockEntry& entry);

 protected:
  BlockLedger() : pages_(1) {}
  /// CPython's requests for objects of this type: their kind, and bytes beyond the simulator's own.
  virtual BlockPlan plan_block(const TypeObject& type) const = 0;
  virtual std::size_t bin_of_large(std::size_t bytes) const = 0;  ///< beyond kMostTabled
  virtual std::uint32_t take_slowly(BlockKind kind, std::size_t bin, std::size_t bytes) = 0;
  virtual void give_slowly(std::uint32_t page) = 0;
  virtual void hold_back(std::uint32_t page) = 0;
  virtual std::size_t free_list_room(FreeListKind kind) const = 0;

  static constexpr std::size_t kMostTabled = 4096;
  std::uint32_t new_page();
  void link_room(BlockHeap& heap, std::uint32_t number);
  void unlink_room(BlockHeap& heap, std::uint32_t number);
  void raise(std::uint64_t& now, std::uint64_t& peak, std::int64_t by) {
    now += static_cast<std::uint64_t>(by);
    if (now > peak) peak = now;
  }

  std::vector<BlockPage> pages_;             ///< number 0 is nobody's
  std::vector<std::uint32_t> unused_pages_;  ///< numbers to give out again
  BlockHeap* heap_ = nullptr;                ///< of the thread that runs now
  MemoryTotals totals_;
  std::array<std::uint8_t, kMostTabled / 16 + 1> bin_table_{};  ///< by (bytes + 15) / 16
  BlockKind array_kind_ = BlockKind::Memory;
  std::size_t min_keys_bytes_ = 0;           ///< a dict's smallest table of string keys: it has a free list

 private:
  std::uint32_t take(BlockKind kind, std::size_t bytes);
  std::size_t list_of(const BlockPlan& plan, std::size_t host_bytes) const;
  bool rests(std::size_t list, std::uint32_t page);
  std::uint32_t wakes(std::size_t list);
};

inline std::uint32_t BlockLedger::take(BlockKind kind, std::size_t bytes) {
  const std::size_t bin = bytes <= kMostTabled ? bin_table_[(bytes + 15) / 16] : bin_of_large(bytes);
  const std::uint32_t number = heap_->current[static_cast<std::size_t>(kind)][bin];
  BlockPage& page = pages_[number];
  if (page.used == page.carved) return take_slowly(kind, bin, bytes);
  ++page.used;
  return number;
}

inline void BlockLedger::give(std::uint32_t number) {
  BlockPage& page = pages_[number];
  if (page.heap == heap_->id && (page.state == BlockPage::kCurrent || (page.state == BlockPage::kRoom && page.used > 1))) --page.used;
  else give_slowly(number);
}

}  // namespace gilscope
