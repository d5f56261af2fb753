// The links of the chain of causes, one function per kind of thing. Private to blame.
#pragma once

#include "sim/analysis/blame.hpp"
#include "sim/analysis/instant.hpp"

namespace gilscope {

struct Link {
  Cause cause;
  ThreadId next;              ///< whose state is the reason; invalid: the chain ends here
  bool waits_for_lock = false;
  bool never_ends = false;    ///< a wait that lasts to the end of the run and beyond
};

/// KnownHolder: the link before said already how long the thread will hold what it holds, and who waits for it.
enum class Role : std::uint8_t { Asked, KnownHolder };

/// What a thread does at the instant, and for whom it waits (blame_threads.cpp).
Link explain_thread(const Instant& now, ThreadId thread, Role role = Role::Asked);
/// The same for what threads use (blame_things.cpp).
Link explain_gil(const Instant& now, InterpreterId interpreter);
Link explain_lock(const Instant& now, LockId lock);
Link explain_core(const Instant& now, CoreId core);
Link explain_object(const Instant& now, ObjectId object);

/// The next holder of a lock or of the GIL after `from` that is not `except`. Invalid thread: none before the end of the run.
struct NextHolder {
  ThreadId thread;
  SimTime at = 0;
  int others = 0;   ///< turns of other threads in between
};
NextHolder next_gil_turn(const Instant& now, ThreadId wanted, InterpreterId interpreter);
HolderSpan next_lock_holder(const Instant& now, LockId lock, SimTime from);

/// What ends the holder's turn with the GIL: a request and the eval breaker, its own will, or the end of the run.
void describe_end_of_turn(const Instant& now, const HolderSpan& turn, std::vector<Sentence>& details);

}  // namespace gilscope
