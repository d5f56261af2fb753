// Biased reference counting (PEP 703; Include/object.h, Objects/object.c, Python/brc.c).
//
// Most objects are only ever used by the thread that made them. So each object has an owner thread and two counts: `ref_local`, which
// only the owner touches, with plain instructions, and `ref_shared`, which everybody else touches with atomic ones. The true count is
// the sum. The heap's inline fast path serves the owner; this file serves everybody else.
//
// An atomic instruction costs some nanoseconds on a cache line that this core has already. It costs several times that when another
// core has written the line last, and those of several cores on one line happen one after the other: that, and nothing else,
// is why threads that use one mortal object together slow each other down. Both are charged through Machine::line_rmw. The owner's
// count, the shared count, the object's lock byte and its first fields lie in the same line.
//
// States of ref_shared (low two bits):
//   none, maybe-weakref   the ordinary ones
//   queued                a foreign thread let the count reach a state that only the owner can judge, and queued the object for it
//   merged                the two counts were added into ref_shared; there is no owner any more (owner == kNoOwner)
//
// Foreign decref:
//   - ref_shared counts nothing and the object is not queued: the last reference may or may not have gone, because the
//     owner's count is unknown. The object is put into the *owner's* queue (the reference goes with it) and the merge bit of the
//     owner's eval breaker is set. The owner merges at its next check. So an object that thread C drops last is freed in the time
//     of thread P that made it, and if P is blocked, it stays until P runs Python again.
//   - otherwise one is subtracted (the count may become negative); 0 and merged: the object dies here.
// Owner's last decref with something in ref_shared: merge; dead if the sum is zero.
// The owner has exited: nobody could merge, so the foreign thread does it at once.
//
// Reading a list or dict without its lock needs one more state. The reader finds a pointer and wants to count the object, but its owner may
// be freeing it this very moment. It may only count if it sees that somebody else has a count in ref_shared, or the mark
// maybe-weakref ("try-incref"). A fresh object has neither: then the reader takes the container's lock, under which the container's own
// reference keeps the object alive, counts it, and sets the mark for all later readers. So `counter += 1` on a shared
// counter takes the dict's lock twice each time the other thread has stored last.
//
// All this happens in the free-threaded build with the GIL on, too: the counts are then never fought for at the same instant, but
// the lines still travel at each switch of threads.
#pragma once

#include <cstdint>

#include "sim/objects/heap.hpp"
#include "sim/runtime/object_traffic.hpp"

namespace gilscope {

class Runtime;
struct RuntimeThread;

class BiasedRefcount final : public RefcountSlowPath {
 public:
  explicit BiasedRefcount(Runtime& runtime);

  void incref_foreign(Object* o) override;
  void decref_foreign(Object* o) override;
  void local_count_is_zero(Object* o) override;
  bool finalize(Object* o) override;

  /// The owner's queue, at its eval-breaker check (_Py_brc_merge_refcounts).
  void merge_queue(RuntimeThread& owner);
  void mark_maybe_weakref(Object* o);
  ObjectTraffic& traffic() { return traffic_; }
  std::uint64_t most_queued() const { return most_queued_; }  ///< objects that waited for their owners at one time

 private:
  void touch(Object* o);
  void queue_for_owner(Object* o);
  void merge(Object* o);
  void destroy_if_dead(Object* o);

  Runtime& runtime_;
  ObjectTraffic traffic_;
  std::uint64_t queued_ = 0, most_queued_ = 0;
};

}  // namespace gilscope
