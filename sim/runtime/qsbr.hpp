// QSBR, quiescent-state-based reclamation (Python/qsbr.c, Objects/obmalloc.c): when may memory be freed that another thread may be reading
// without a lock?
//
// The free-threaded build reads lists and dicts without locking. Whoever replaces their arrays must not free the old one while a
// reader may still look at it. So freeing is put off until every thread has passed a point at which it holds no such pointer: an
// eval-breaker check.
//
// How that is known. There is one shared number, wr_seq, and per thread a slot. At every check a thread copies wr_seq into its slot; when it
// detaches it writes 0, offline, and when it attaches it copies wr_seq. Whoever puts memory aside notes a *goal*: a value of wr_seq that
// is only given out afterwards. When the smallest number in all slots that are not offline has got there, no reader is left.
//
// Raising wr_seq dirties a cache line that all threads read. So only every tenth delayed free of a thread really raises it, by 2; the
// others take the value that comes next as their goal. The items lie in chunks of 254; when a chunk is full, and at every garbage collection,
// the thread frees those whose goal has been reached. 3.13.5 does it at no other time: 253 old arrays of a list, however large, stay for
// good. 3.14 also looks after each raise, at the next check, and raises after 127 frees or 1 MiB (gh-133136; 3.13.6 has that too).
//
// A thread that stays attached without coming to a check, in a long call of an extension that does not detach, keeps its old number:
// nothing that is put aside meanwhile can be freed, by anybody, however much it is.
//
// What goes this way: the old array of a list, the old table of a dict, if another thread than the owner has read it (SHARED) or resizes it;
// and pages of objects that became empty (mimalloc.hpp). What a thread has left at its exit goes to the interpreter's queue.
//
// A slot can only change when wr_seq has: so the simulator does not store at each check, but sets a mark of its own in every thread's eval
// breaker when wr_seq is raised (kQuiescentProbe), and the thread's next check stores. The cost of CPython's store is part of the instruction
// costs of the model files.
//
// The slots are one array, of 8, 16, 32, ... entries, and growing it stops the world. That happens when thread number 9, 17, 33 ...
// of those alive at once is created.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

#include "sim/base/co.hpp"
#include "sim/runtime/thread_state.hpp"

namespace gilscope {

class Runtime;

class Qsbr {
 public:
  explicit Qsbr(Runtime& runtime) : runtime_(runtime) {}

  /// A slot for one more thread; grows the array, with the world stopped, if there is none (_Py_qsbr_reserve).
  Co<> reserve(RuntimeThread& creator);
  void release() { if (used_ > 1) --used_; }
  std::uint32_t slots() const { return slots_; }

  // ---- slots ----
  void online(RuntimeThread& thread) { thread.qsbr.seq = wr_seq_; }
  void offline(RuntimeThread& thread);
  /// The thread is at an eval-breaker check.
  void quiescent(RuntimeThread& thread);

  // ---- delayed frees ----
  /// A block of `bytes` in that page of the allocator is freed when nobody can be reading it any more.
  void free_delayed(RuntimeThread& thread, std::uint32_t page, std::uint64_t bytes);
  /// The same for a whole empty page: what is_reached must say before it may change hands.
  std::uint64_t goal_for_page(RuntimeThread& thread, std::uint64_t bytes);
  bool is_reached(std::uint64_t goal) const;
  /// Frees what of the thread's items, and of the interpreter's, may be freed (_PyMem_ProcessDelayed).
  void process(RuntimeThread& thread);
  /// A collection has stopped the world: everybody's items can go (gc_free_threading.c: process_delayed_frees).
  void process_all(RuntimeThread& collector);
  /// The thread exits: what it has left becomes the interpreter's (_PyMem_AbandonDelayed).
  void abandon(RuntimeThread& thread);

 private:
  static constexpr std::uint32_t kFirstSize = 8;  // Python/qsbr.c: MIN_ARRAY_SIZE
  void raise();
  bool raise_is_due(QsbrSlot& slot, std::uint64_t bytes, std::uint64_t most_bytes) const;
  std::uint64_t next_goal(RuntimeThread& thread, std::uint64_t bytes, std::uint64_t most_bytes);
  std::uint64_t free_reached(std::deque<DelayedFree>& items);

  Runtime& runtime_;
  std::uint32_t slots_ = kFirstSize;  ///< the main thread's reservation at start-up made the first array
  std::uint32_t used_ = 1;
  std::uint64_t wr_seq_ = 1;
  std::uint32_t line_ = 0;            ///< wr_seq's
  std::deque<DelayedFree> interpreter_;
};

}  // namespace gilscope
