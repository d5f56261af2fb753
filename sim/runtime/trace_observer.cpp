#include "sim/runtime/trace_observer.hpp"

#include "sim/trace/recorder.hpp"

namespace gilscope {

void TraceObserver::thread_started(ThreadId thread, SimTime at, const std::string& name) {
  recorder_.thread_started(thread, at, name);
  if (also) also(thread, at, true);
}
void TraceObserver::thread_state(ThreadId thread, SimTime at, ThreadState state, CoreId core) {
  if (also) also(thread, at, false);
  recorder_.thread_state(thread, at, state, core);
}
void TraceObserver::core_runs(CoreId core, SimTime at, ThreadId thread) { recorder_.core_runs(core, at, thread); }
void TraceObserver::woken(ThreadId waker, ThreadId thread, SimTime at) {
  if (waker.valid()) recorder_.wake(waker, thread, at);
}
void TraceObserver::preempted(ThreadId thread, SimTime at, CoreId core) { recorder_.mark(MarkKind::Preempted, thread, at, core.value); }
void TraceObserver::migrated(ThreadId thread, SimTime at, CoreId from, CoreId) {
  recorder_.mark(MarkKind::Migrated, thread, at, from.value);
}

}  // namespace gilscope
