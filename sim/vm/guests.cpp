// Guests: threads that go from one interpreter of a process to another and come back, and the end of interpreters that they bring about.
#include "sim/runtime/allocator.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/vm/finalizers.hpp"
#include "sim/vm/interpreters.hpp"
#include "sim/vm/native_frames.hpp"
#include "sim/vm/threads.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

namespace {

Thread& guest_state(Vm& there, OsThread& os, const std::string& name) {
  for (auto& t : there.priv().threads) {
    if (t->os != &os || !t->finished) continue;
    t->finished = false;
    there.runtime.add_thread(*t, os);
    return *t;
  }
  return *adopt_thread(there, os, name);
}

Co<Ref> guest_life(Vm& there, Thread* t, const std::function<Co<>(Vm&)>* job) {
  there.runtime.recorder.thread_interpreter(t->id, there.machine.clock.now, there.runtime.interpreter);
  co_await there.runtime.attach(*t);
  co_await (*job)(there);
  Ref drained = co_await there.finish(drain_finalizers(there));
  co_await there.runtime.exit_thread(*t);
  t->finished = true;
  const Thread::Origin home = std::exchange(t->origin, {});
  home.thread->bytecodes += std::exchange(t->bytecodes, 0);
  OsThread& os = *t->os;
  os.executor = home.vm;
  os.user = home.thread;
  os.resume = home.resume;
  there.runtime.recorder.thread_interpreter(t->id, there.machine.clock.now, home.vm->runtime.interpreter);
  co_return there.none();
}

struct Enter {
  Vm& here;
  Vm& there;
  Thread& guest;
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> h) const {
    OsThread& os = *guest.os;
    guest.origin = {&here, here.thread, h};
    os.executor = &there;
    os.user = &guest;
    os.resume = static_cast<NativeFrame*>(guest.top)->task.handle();
  }
  void await_resume() const {}
};

}  // namespace

Co<> run_in(Vm& here, Vm& there, const std::function<Co<>(Vm&)>* job) {
  Thread& me = *here.thread;
  co_await here.runtime.detach(me);
  co_await here.machine.order();
  Thread& guest = guest_state(there, *me.os, me.name);
  NativeFrame* frame = push_native_frame(there, guest, guest_life(there, &guest, job));
  co_await Enter{here, there, guest};
  pop_native_frame(there, guest, frame);
  co_await here.runtime.attach(me);
}

Co<> end_interpreter(Vm& here, Interpreter& sub) {
  const std::function<Co<>(Vm&)> job = [](Vm& there) -> Co<> {
    co_await finalize_interpreter(there);
    co_await there.machine.compute(there.runtime.costs[Cost::InterpreterDestroy]);
  };
  sub.running_main = true;
  co_await run_in(here, *sub.vm, &job);
  sub.running_main = false;
  here.host.interpreters->close(sub);
}

namespace {

/// The one that was made last; null: none is left. One in which a daemon thread is still at work stays as it is.
Interpreter* newest_sub(Vm& vm) {
  Interpreter* newest = nullptr;
  for (const auto& i : vm.host.interpreters->all()) {
    const bool left = i->kind == Interpreter::Kind::Sub && i->process == vm.runtime.interpreter && !i->closed && !i->running_main;
    if (left) newest = i.get();
  }
  return newest;
}

}  // namespace

Co<> end_subinterpreters(Vm& vm) {
  Interpreters* all = vm.host.interpreters;
  if (all == nullptr || all->of(vm).process != vm.runtime.interpreter) co_return;
  Interpreter* sub = newest_sub(vm);
  // A ResourceWarning up to 3.13, which nobody sees.
  if (sub != nullptr && vm.runtime.config.minor >= 14) {
    vm.host.write(2, "<sys>:0: RuntimeWarning: remaining subinterpreters; close them with Interpreter.close()\n");
  }
  for (; sub != nullptr; sub = newest_sub(vm)) co_await end_interpreter(vm, *sub);
}

}  // namespace gilscope
