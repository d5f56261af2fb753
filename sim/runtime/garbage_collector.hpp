// The cyclic garbage collector: when it runs, and on what. (What it does with the heap is sim/library/cycle_collector.hpp.)
//
// Reference counts free everything but cycles. So both builds count allocations of container objects less their deallocations, and when
// too many are alive, the allocating thread gets a bit in its eval breaker and collects at its next check. A pause is thus a matter of
// that one thread; what it means for the others is where the builds differ.
//
// GIL build (Python/gc.c): generations. More than 2000 net allocations since the last collection start one of the young objects; every
// 10 of these, one that includes the middle generation; every 10 of those, a full one, but only if the objects that reached the oldest
// generation since the last full collection are at least a quarter of those that survived it, so that the cost of full collections stays
// proportional to the allocations. The collecting thread holds the GIL throughout: everybody waits anyway.
//
// Free-threaded build (Python/gc_free_threading.c): no generations. Each thread counts for itself and adds to the interpreter's count 512
// at a time (record_allocation), and only then looks whether to collect: above 2000, and above a quarter of the objects that survived last
// time (gc_should_collect). Each collection looks at every object of the interpreter, with the world stopped, twice: to find the garbage,
// and after the finalizers ran, to see what they brought back. In 3.13.5 the interpreter's count has no floor: deallocating K garbage objects
// postpones the next collection by K allocations (gh-142048).
//
// 3.14.0 to 3.14.4 collect in increments instead, 3.14.5 is as 3.13 again (gh-148726): modeled is the latter. 3.14t has another gate,
// process memory must have grown (gh-133399): not modeled.
#pragma once

#include <array>
#include <cstdint>
#include <functional>

#include "sim/base/co.hpp"
#include "sim/objects/heap.hpp"

namespace gilscope {

class Runtime;
struct RuntimeThread;

class GarbageCollector {
 public:
  explicit GarbageCollector(Runtime& runtime);

  // ---- what the gc module shows and sets ----
  bool is_enabled() const { return enabled_; }
  void set_enabled(bool on);
  const std::array<std::int64_t, 3>& thresholds() const { return thresholds_; }
  void set_thresholds(const std::array<std::int64_t, 3>& thresholds);
  std::array<std::int64_t, 3> counts() const;        ///< gc.get_count()
  struct Stats { std::int64_t collections = 0, collected = 0; };
  const std::array<Stats, 3>& stats() const { return stats_; }

  // ---- counting: called by the runtime ----
  void attach_heap(Heap& heap);
  void becomes_current(RuntimeThread& thread);        ///< its account is the one that counts now
  /// The eval breaker's GC bit was set: collects if that is still due.
  Co<> handle_request(RuntimeThread& thread);

  // ---- collecting ----
  /// Set by the library: collects `generation` (0, 1, 2) and all younger ones; returns the number of unreachable objects.
  std::function<Co<std::int64_t>(int generation)> collect_heap;
  /// gc.collect(), or an automatic collection. 0 at once if one is under way.
  Co<std::int64_t> collect(RuntimeThread& thread, int generation);
  /// What the walk of a collection met; called by collect_heap. `survivors`: tracked objects that stay.
  void collected(int generation, std::int64_t survivors);
  bool is_generational() const { return generational_; }
  /// So many of those that `collected` counted as survivors are gone after all (memory_census.hpp).
  void buried(int generation, std::uint64_t objects);

 private:
  void crossed(GcAccount& account);
  bool is_due() const;
  int generation_due() const;
  void arm();

  Runtime& runtime_;
  const bool generational_;
  Heap* heap_ = nullptr;
  RuntimeThread* current_ = nullptr;
  bool enabled_ = true;
  bool collecting_ = false;
  std::array<std::int64_t, 3> thresholds_ = {2000, 10, 10};  // pycore_runtime_init.h
  GcAccount account_;                   // the interpreter's young count; in the GIL build every thread counts here
  std::array<std::int64_t, 2> older_{}; // collections of the generation below since the last of this one
  std::int64_t long_lived_total_ = 0;   // survivors of the last full collection
  std::int64_t long_lived_pending_ = 0; // joined the oldest generation since
  std::array<Stats, 3> stats_{};
};

}  // namespace gilscope
