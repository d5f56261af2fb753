// The memory of a run, as CPython would have it: which allocator serves objects and arrays, what it has taken from the operating system,
// and who keeps what back.
//
// The two builds have different allocators, each explained in its own file:
//   pymalloc.hpp   GIL build: one per interpreter, arenas of pools, and the C library's malloc for what is larger than 512 bytes
//   mimalloc.hpp   free-threaded build: four heaps per thread, pages that belong to the thread that filled them
// Both are BlockLedgers (sim/objects/block_ledger.hpp): pages as counters beside the simulator's own memory.
//
// Four things keep memory that no object uses. Pages with room: a page goes back only when its last block is free. Free lists: dead floats,
// tuples, lists and dicts wait for the next of their kind, up to a number each; per interpreter in the GIL build, per thread in the
// free-threaded one, emptied when the thread ends and by every free-threaded (GIL build: every full) collection, after which a burst of
// ordinary allocations follows. QSBR (qsbr.hpp): arrays that somebody may be reading. Immortality (immortal.hpp): objects that never die.
//
// What is counted are the program's objects and what the interpreter makes of objects, not the interpreter's code, stacks and static data
// (a bare CPython 3.13 takes 8 to 10 MB of those). Ints and floats have no object in the simulated GIL build while they lie in containers;
// their number is found by looking (memory_census.hpp). A number that is stored twice counts twice.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/base/sim_time.hpp"
#include "sim/objects/block_ledger.hpp"
#include "sim/trace/memory_report.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope {

class Runtime;
struct RuntimeThread;

class Allocator : public BlockLedger {
 public:
  explicit Allocator(Runtime& runtime) : runtime_(runtime) {}
  /// pymalloc or mimalloc, as the build has it.
  static std::unique_ptr<Allocator> make(Runtime& runtime);

  virtual void add_thread(RuntimeThread& thread) = 0;
  /// Its pages become the interpreter's: whoever needs memory next may take them over.
  virtual void abandon(RuntimeThread& thread) = 0;
  /// Touched bytes of pages whose thread has ended, and which nobody has taken over.
  virtual std::uint64_t abandoned_bytes() const { return 0; }
  void becomes_current(RuntimeThread& thread);
  /// The interpreter is complete: types that were in use before they had all their slots are looked at again.
  void forget_plans();
  virtual void clear_all_free_lists() = 0;

  /// QSBR keeps `bytes` back, or lets go of them.
  void count_held(std::int64_t bytes);
  /// Immortalization made, or found out, that so much will never be freed (for the trace).
  void count_immortal(std::uint64_t bytes);
  /// A function, class or the like was made: the next collection looks for dead ones (memory_census.hpp).
  void note_deferred() { ++deferred_born_; }
  /// A collection is over. Returns how many of the objects that the collector counted as survivors are gone nevertheless.
  std::uint64_t collection_done();
  /// The heap has doubled since the numbers in it were counted (GIL build), and the thread is at a check.
  void look_if_asked();
  /// The program is over, its globals are still there: the final figures.
  void program_ends();
  /// The final figures, or those of this instant.
  MemoryReport report();

  /// The interpreter is gone: none of its memory is in use any more.
  void close();
  /// A point for the trace.
  void sample() { sample_at(now()); }
  void sample_at(SimTime at);

 protected:
  BlockPlan plan_block(const TypeObject& type) const override;
  std::size_t free_list_room(FreeListKind kind) const override;
  void hold_back(std::uint32_t page) override;

  SimTime now() const;
  void take_from_os(std::int64_t bytes);
  /// Cuts `page` into more blocks: as many as begin in the next 4 KiB.
  void carve(BlockPage& page);
  /// The atomic operation on the word through which blocks of a page come back from other threads.
  void touch_page(BlockPage& page);

  Runtime& runtime_;
  RuntimeThread* thread_ = nullptr;  ///< runs now
  std::uint64_t immortal_ = 0;

 private:
  void count_numbers(std::uint64_t number_bytes);

  std::uint64_t deferred_born_ = 0, deferred_seen_ = 0;
  MemoryReport final_;
  bool has_final_ = false;
  // Numbers in containers (GIL build): bytes per live byte when last counted, and the most there can have been.
  double number_share_ = 0;
  std::uint64_t counted_at_ = 1 << 20, live_since_ = 0, numbers_ = 0, numbers_peak_ = 0;
  bool asked_ = false;
  MemoryFigures told_;   // what the trace knows of this interpreter
  bool closed_ = false;
};

}  // namespace gilscope
