// The eval breaker: one word per thread that says "look up from your work".
//
// Nobody can interrupt a thread that executes bytecode. Whoever wants something from it (drop the GIL, stop for a stop-the-world
// pause, collect garbage, merge reference counts, run a signal handler) sets a bit in its eval breaker. The interpreter tests the
// word at a few instructions only: RESUME, JUMP_BACKWARD, and after a call of a C function returns (opcodes.def: "polls"). Between
// two tests nothing of this can happen. That is why `counter += 1` on a plain int is never torn under the GIL: there is no test between
// its load and its store.
//
// The order of work at a tripped test is Python/ceval_gil.c:_Py_HandlePending's (3.13). The word is read once; bits that arrive
// while these are handled wait for the next test.
#include "sim/runtime/runtime.hpp"

#include "sim/runtime/allocator.hpp"
#include "sim/runtime/garbage_collector.hpp"
#include "sim/runtime/qsbr.hpp"
#include "sim/runtime/stop_the_world.hpp"
#include "sim/trace/event_table.hpp"

namespace gilscope {

bool Runtime::passes_quiescent_point(RuntimeThread& thread) {
  if ((thread.eval_breaker & kQuiescentProbe) != 0) {
    qsbr_->quiescent(thread);
    allocator_->look_if_asked();
  }
  return thread.eval_breaker == 0;
}

Co<> Runtime::handle_pending(RuntimeThread& thread) {
  if (passes_quiescent_point(thread)) co_return;
  co_await machine.order();
  const std::uint32_t bits = thread.eval_breaker & ~kQuiescentProbe;
  mark(MarkKind::EvalBreaker, &thread, bits);
  charge(Cost::EvalBreakerTrip);

  if ((bits & kPleaseStop) != 0) {
    thread.eval_breaker &= ~kPleaseStop;
    if (stop_the_world_->wants(thread)) {  // the stop may be over: the thread was detached, and nobody waited for it
      co_await leave(thread, AttachState::Suspended, false);
      co_await attach(thread);
    }
  }
  thread.eval_breaker &= ~kPendingCalls;  // C code's Py_AddPendingCall: nothing here makes such calls
  if ((bits & kMergeRefcounts) != 0) {
    thread.eval_breaker &= ~kMergeRefcounts;
    merge_queued_counts(thread);
  }
  if ((bits & kGcScheduled) != 0) co_await garbage_collector_->handle_request(thread);
  if ((bits & kGilDropRequest) != 0 && thread.holds_gil) {
    co_await detach(thread);
    co_await attach(thread);
  } else {
    thread.eval_breaker &= ~kGilDropRequest;
  }
}

}  // namespace gilscope
