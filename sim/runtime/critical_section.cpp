// Critical sections: the object locks of the free-threaded build (Python/critical_section.c; PEP 703, "Python Critical Sections").
//
// `list.append`, `d[k] = v` and their like lock the object they change, with the PyMutex byte in its header. Such locks nest: a dict
// operation may call an __eq__ that changes a list. Plain nested locks would invite deadlocks between threads that nest them in
// different orders, and would be held across anything that waits. A critical section is therefore a lock that gives way:
// each thread keeps a stack of its sections, and whenever the thread *detaches*, that is whenever it would block for any reason, all
// locks on the stack are released ("suspended"). Back again, only the innermost section is locked; outer ones when they become the
// innermost. So no thread ever sleeps holding an object lock: no deadlock, by construction. The price is the guarantee: a section
// protects only up to the next thing that may block. A single operation on a list or dict is safe; a sequence of two is not.
//
// One detail of the simulation. A native operation executes at one host instant, but takes simulated time: it holds the lock from its
// begin to its end. When the end lies beyond what this core may touch already (Clock::horizon), the byte is cleared at once, and the
// line remembers until when the lock was held. A thread on another core that comes in between finds it contended, as it should.
#include <cassert>

#include "sim/runtime/runtime.hpp"
#include "sim/trace/recorder.hpp"

namespace gilscope {

namespace {
constexpr std::uint8_t kLocked = 1, kHasParked = 2;
}

bool Runtime::section_try_begin(RuntimeThread& thread, Object* o) {
  if (!config.object_locks) return true;
  charge(Cost::SectionFast);
  const bool reentered = config.minor >= 14 && !thread.sections.empty() && thread.sections.back().object == o;
  if (reentered) {  // 3.14: the innermost section holds it already
    thread.sections.push_back({nullptr, true});
    return true;
  }
  machine.line_rmw(o->line, costs[Cost::AtomicRmw]);
  if (!mutex_is_free(o->mutex, o->line)) return false;
  o->mutex |= kLocked;
  thread.sections.push_back({o, true});
  return true;
}

// The placeholder on the stack keeps the attach after the wait from locking the section outside of this one: that one may be the very
// same object, and 3.13 then waits for itself until its own detach lets go (slow, but no deadlock).
Co<> Runtime::section_begin(RuntimeThread& thread, Object* o) {
  co_await machine.order();
  if (section_try_begin(thread, o)) co_return;
  const LockId id = object_lock_id(o);
  const std::size_t place = thread.sections.size();
  thread.sections.push_back({nullptr, false});
  co_await mutex_lock(thread, o->mutex, o->line, kForever, ThreadState::WaitingForLock, id);
  assert(thread.sections.size() == place + 1);
  thread.sections[place] = {o, true, id};
}

void Runtime::section_end(RuntimeThread& thread, Object* o) {
  if (!config.object_locks) return;
  assert(!thread.sections.empty());
  const HeldSection top = thread.sections.back();
  thread.sections.pop_back();
  if (top.object != nullptr && top.active) {
    assert(top.object == o);
    (void)o;
    machine.line_rmw(top.object->line, costs[Cost::AtomicRmw]);
    if (top.lock.valid()) recorder.lock_released(top.lock, thread.id, machine.clock.now);
    if (parallel_ && machine.clock.now > machine.clock.horizon) machine.line_hold(top.object->line, machine.clock.now);
    top.object->mutex &= static_cast<std::uint8_t>(~kLocked);
    if ((top.object->mutex & kHasParked) != 0) wake_parked(thread, top.object->mutex, top.lock);
  }
  relock_top_section(thread);
}

// The section outside of the one that ended was suspended meanwhile. CPython would wait for its lock here; this takes it if it is
// free, and otherwise goes on without (the rest of that outer operation is not protected, which can only matter to Python code that
// an operation on a container calls, and that changes the same container).
void Runtime::relock_top_section(RuntimeThread& thread) {
  if (thread.sections.empty()) return;
  HeldSection& top = thread.sections.back();
  if (top.active || top.object == nullptr || !mutex_is_free(top.object->mutex, top.object->line)) return;
  machine.line_rmw(top.object->line, costs[Cost::AtomicRmw]);
  top.object->mutex |= kLocked;
  top.active = true;
  if (top.lock.valid()) recorder.lock_acquired(top.lock, thread.id, machine.clock.now, false);
}

void Runtime::suspend_sections(RuntimeThread& thread) {
  std::uint64_t released = 0;
  for (HeldSection& section : thread.sections) {
    if (!section.active || section.object == nullptr) continue;
    section.active = false;
    mutex_unlock(thread, section.object->mutex, section.object->line, section.lock);
    ++released;
  }
  if (released > 0) mark(MarkKind::CriticalSectionSuspended, &thread, released);
}

Co<> Runtime::resume_top_section(RuntimeThread& thread) {
  if (thread.sections.empty() || thread.sections.back().active || thread.sections.back().object == nullptr) co_return;
  const std::size_t place = thread.sections.size() - 1;
  const HeldSection section = thread.sections[place];
  thread.sections[place].object = nullptr;  // should the wait detach, its attach must not come here again
  co_await mutex_lock(thread, section.object->mutex, section.object->line, kForever, ThreadState::WaitingForLock, section.lock);
  thread.sections[place] = {section.object, true, section.lock};
  mark(MarkKind::CriticalSectionResumed, &thread, 1);
}

LockId Runtime::object_lock_id(Object* o) {
  LockId& id = object_locks_[o];
  if (!id.valid()) {
    o->flags |= kFlagTraced;  // so that its death is reported and the address can be used again
    id = new_lock("object lock", describe_object ? describe_object(o) : std::string());
  }
  return id;
}

}  // namespace gilscope
