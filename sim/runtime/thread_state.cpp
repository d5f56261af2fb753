// Thread states: who may touch Python objects (Python/pystate.c).
//
// A thread is *attached* while it executes Python or C code that handles Python objects, *detached* while it is in a system call,
// asleep or parked on a lock, and *suspended* when a stop-the-world pause holds it. In the GIL build "attached" and "has the GIL" are
// the same thing. In the free-threaded build any number of threads are attached at once, and the states exist so that one thread can
// stop all others: an attached thread must be asked (eval breaker) and must come to a check; a detached one is simply not let back in.
//
// detach (PyEval_SaveThread, Py_BEGIN_ALLOW_THREADS), in this order: suspend the critical sections, i.e. release their object
// locks; go offline for QSBR; state := detached; drop the GIL.
// attach (PyEval_RestoreThread), in this order: take the GIL; if suspended, wait for the end of the pause; state := attached, and
// try again if the GIL was switched on meanwhile; online for QSBR; lock the innermost critical section again.
#include <algorithm>
#include <cassert>

#include "sim/runtime/allocator.hpp"
#include "sim/runtime/gil.hpp"
#include "sim/runtime/immortal.hpp"
#include "sim/runtime/qsbr.hpp"
#include "sim/runtime/garbage_collector.hpp"
#include "sim/runtime/runtime.hpp"
#include "sim/runtime/stop_the_world.hpp"
#include "sim/runtime/thread_local_bytecode.hpp"

namespace gilscope {

void Runtime::add_thread(RuntimeThread& thread, OsThread& os) {
  thread.os = &os;
  thread.id = os.id;
  thread.owner_key = config.free_threaded ? os.id.value + 2 : kGilOwner;
  thread.attachment = stop_the_world_->is_requested() ? AttachState::Suspended : AttachState::Detached;
  thread.bytecode_index = thread_local_bytecode_->reserve_index();
  threads_.push_back(&thread);
  if (threads_.size() == 1) allocator_->forget_plans();
  allocator_->add_thread(thread);
  if (config.free_threaded) {
    if (owners_.size() <= thread.owner_key) owners_.resize(thread.owner_key + 1);
    owners_[thread.owner_key] = &thread;
  }
}

// The creator does this before pthread_create: see immortal.hpp and qsbr.hpp for what it stops the world for.
Co<> Runtime::prepare_new_thread(RuntimeThread& creator) {
  charge(Cost::ThreadCreate);
  if (!config.free_threaded) co_return;
  co_await qsbr_->reserve(creator);
  co_await immortalization_->first_extra_thread(creator);
}

Co<> Runtime::attach(RuntimeThread& thread) {
  assert(thread.attachment != AttachState::Attached);
  for (;;) {
    co_await gil_->take(thread);
    co_await machine.order();
    if (thread.attachment == AttachState::Suspended) co_await stop_the_world_->wait_for_start(thread);
    if (!gil_->enabled() || thread.holds_gil) break;
  }
  thread.attachment = AttachState::Attached;
  if (config.free_threaded) qsbr_->online(thread);
  charge(Cost::Attach);
  co_await resume_top_section(thread);
}

Co<> Runtime::detach(RuntimeThread& thread) { return leave(thread, AttachState::Detached, false); }

Co<> Runtime::leave(RuntimeThread& thread, AttachState to, bool final) {
  assert(thread.attachment == AttachState::Attached);
  charge(Cost::Detach);
  co_await machine.order();
  suspend_sections(thread);
  qsbr_->offline(thread);
  thread.attachment = to;
  if (to == AttachState::Suspended) stop_the_world_->target_stopped();
  co_await gil_->drop(thread, final);
}

Co<Wake> Runtime::block_detached(RuntimeThread& thread, ThreadState why, SimTime deadline) {
  co_await detach(thread);
  const Wake wake = co_await machine.block(why, deadline);
  co_await attach(thread);
  co_return wake;
}

void Runtime::becomes_current(RuntimeThread& thread) {
  heap->set_current_owner(thread.owner_key);
  garbage_collector_->becomes_current(thread);
  allocator_->becomes_current(thread);
}

RuntimeThread* Runtime::owner(OwnerKey key) const { return key < owners_.size() ? owners_[key] : nullptr; }

}  // namespace gilscope
