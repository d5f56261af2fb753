// The trace at one instant: who is in which state, who holds what, who queues for it, and what was reported just before and after.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "sim/trace/trace.hpp"

namespace gilscope {

/// Borrows the trace. Made for one question and thrown away; what it looks up it keeps.
class Instant {
 public:
  Instant(const Trace& trace, SimTime at);

  const Trace& trace() const { return trace_; }
  SimTime at() const { return at_; }

  /// The span around the instant; nullopt: before the thread's start, after its end, or no spans were kept.
  const std::optional<StateSpan>& state(ThreadId thread) const;
  bool in_state(ThreadId thread, ThreadState state) const;
  /// Threads in a state, the longest in it first.
  std::vector<ThreadId> threads_in(ThreadState state) const;

  /// Who has it and from when to when; an invalid thread: nobody.
  HolderSpan gil(InterpreterId interpreter = InterpreterId{0}) const;
  /// In which interpreter a thread executes; whose GIL it holds or waits for.
  InterpreterId interpreter_of(ThreadId thread) const { return trace_.interpreter_of(thread, at_); }
  /// Threads that wait for an interpreter's GIL, the longest first.
  std::vector<ThreadId> gil_queue(InterpreterId interpreter = InterpreterId{0}) const;
  HolderSpan lock(LockId lock) const;
  HolderSpan core(CoreId core) const;

  /// The wait for a lock that a thread is in; end = kForever: it never came to an end.
  std::optional<LockWait> wait_of(ThreadId thread) const;
  /// Who waits for a lock, the longest first.
  std::vector<ThreadId> queue_of(LockId lock) const;
  /// Who waits for locks that this thread holds, each with the lock.
  std::vector<LockWait> waits_for(ThreadId holder) const;

  using MarkTest = std::function<bool(const Mark&)>;
  /// The first mark of a kind within [from, to] that passes the test.
  std::optional<Mark> first_mark(MarkKind kind, SimTime from, SimTime to, const MarkTest& test = {}) const;
  /// The last one at or before the instant.
  std::optional<Mark> last_mark(MarkKind kind, const MarkTest& test = {}) const;
  /// Who ended a wait of `thread` that ends at `end`; invalid: a timer did, or nobody.
  ThreadId waker(ThreadId thread, SimTime end) const;

 private:
  void find_last_states();
  void find_waits();

  const Trace& trace_;
  SimTime at_;
  std::vector<std::optional<StateSpan>> states_;  // by thread
  std::vector<LockWait> waits_;                   // in progress, by begin
};

}  // namespace gilscope
