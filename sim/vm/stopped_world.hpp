// Operations for which the free-threaded build stops the world (sim/trace/stop_reasons.def); elsewhere they just happen.
#pragma once

#include "sim/runtime/stop_the_world.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

template <class F>
Co<Ref> in_stopped_world_later(Vm& vm, StopReason reason, F f) {
  Thread& thread = *vm.thread;
  co_await vm.runtime.stop_the_world().begin(thread, reason);
  Ref result = co_await vm.finish(f());
  vm.runtime.stop_the_world().end(thread);
  co_return result;
}

/// Runs f (which returns a Ref, and captures trivially copyable things that outlive it) while no other thread is attached, if this build
/// stops the world for that. f must not wait for another thread.
template <class F>
Ref in_stopped_world(Vm& vm, StopReason reason, F f) {
  if (!vm.runtime.stop_the_world().stops_for(reason)) return f();
  return vm.start(in_stopped_world_later(vm, reason, f));
}

}  // namespace gilscope
