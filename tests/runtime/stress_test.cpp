// Random programs over all mechanisms at once: whatever they do, locks exclude, counts add up, everybody comes to an end, and the same
// seed gives the same trace.
#include <random>

#include "sim/runtime/semaphore.hpp"
#include "tests/catch.hpp"
#include "tests/runtime/fixture.hpp"

using namespace gilscope;
using namespace gilscope::test;

namespace {

struct Shared {
  std::mt19937 random;
  struct Lock { std::uint8_t word = 0; std::uint32_t line = 0; int inside = 0; LockId id; } locks[3];
  Semaphore semaphore;
  int in_semaphore = 0;
  Object* objects[3] = {};
  int in_section[3] = {};
};

thread_local Shared* shared = nullptr;  // what test bodies, which take no further arguments, work on

std::uint32_t pick(std::uint32_t n) { return shared->random() % n; }

Co<> use_mutex(World* w, RuntimeThread* t) {
  Shared::Lock& lock = shared->locks[pick(3)];
  const SimTime deadline = pick(3) == 0 ? w->machine.clock.now + pick(300) * kMicrosecond : kForever;
  const bool got = co_await w->runtime.mutex_lock(*t, lock.word, lock.line, deadline, ThreadState::WaitingForLock, lock.id);
  if (!got) co_return;
  CHECK(++lock.inside == 1);
  if (pick(2) == 0) co_await w->sleep(t, pick(200) * kMicrosecond);
  else co_await w->compute(t, pick(30) * kMicrosecond, 3 * kMicrosecond);
  co_await w->machine.order();
  CHECK(--lock.inside == 0);
  w->runtime.mutex_unlock(*t, lock.word, lock.line, lock.id);
}

Co<> use_semaphore(World* w, RuntimeThread* t) {
  const bool got = co_await w->runtime.semaphore_acquire(*t, shared->semaphore, kForever, ThreadState::WaitingForLock);
  CHECK(got);
  CHECK(++shared->in_semaphore == 1);
  co_await w->compute(t, pick(20) * kMicrosecond, 2 * kMicrosecond);
  co_await w->machine.order();
  --shared->in_semaphore;
  w->runtime.semaphore_release(*t, shared->semaphore);
}

Co<> use_section(World* w, RuntimeThread* t) {
  const std::uint32_t which = pick(3);
  Object* o = shared->objects[which];
  co_await w->runtime.section_begin(*t, o);
  if (w->runtime.uses_object_locks()) CHECK(++shared->in_section[which] == 1);
  co_await w->machine.compute(pick(5) * kMicrosecond);  // nothing here that may detach: the section holds
  if (w->runtime.uses_object_locks()) CHECK(--shared->in_section[which] == 0);
  w->runtime.section_end(*t, o);
}

Co<> use_counts(World* w, RuntimeThread* t) {
  Object* o = shared->objects[pick(3)];
  co_await w->machine.order();
  w->heap.incref(o);
  co_await w->compute(t, pick(20) * kMicrosecond, kMicrosecond);
  co_await w->machine.order();
  w->heap.decref(o);
}

Co<> stop_world(World* w, RuntimeThread* t) {
  co_await w->runtime.stop_the_world().begin(*t, StopReason::GarbageCollection);
  for (const RuntimeThread* other : w->runtime.threads()) {
    if (other != t) CHECK(other->attachment == AttachState::Suspended);
  }
  co_await w->machine.compute(pick(50) * kMicrosecond);
  w->runtime.stop_the_world().end(*t);
}

Co<> random_program(World* w, RuntimeThread* t) {
  for (int i = 0; i < 40; ++i) {
    switch (pick(8)) {
      case 0: case 1: co_await use_mutex(w, t); break;
      case 2: co_await use_semaphore(w, t); break;
      case 3: case 4: co_await use_section(w, t); break;
      case 5: co_await use_counts(w, t); break;
      case 6: co_await w->sleep(t, pick(400) * kMicrosecond); break;
      default:
        if (w->runtime.free_threaded_build() && pick(4) == 0) co_await stop_world(w, t);
        else co_await w->compute(t, pick(3000) * kMicrosecond, 20 * kMicrosecond);
    }
    if (t->eval_breaker != 0) co_await w->runtime.handle_pending(*t);
  }
}

std::uint64_t run_once(const RuntimeConfig& config, std::uint32_t cores, std::uint32_t seed) {
  Shared s;
  s.random.seed(seed);
  shared = &s;
  World w(cores, config);
  for (auto& lock : s.locks) lock.id = w.runtime.new_lock("Lock", "");
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    for (Object*& o : shared->objects) o = w->object();
    co_await w->compute(t, 100 * kMicrosecond);
    co_await random_program(w, t);
    co_await w->sleep(t, 5 * kSecond);
  });
  for (int i = 0; i < 5; ++i) {
    w.spawn([](World* w, RuntimeThread* t) -> Co<> {
      co_await w->sleep(t, kMillisecond);
      co_await random_program(w, t);
    });
  }
  CHECK(w.run(20 * kSecond) == MachineStop::AllFinished);
  for (const auto& lock : s.locks) CHECK(lock.word == 0);
  CHECK_FALSE(s.semaphore.taken());
  CHECK(w.heap.live_objects() == 3);
  for (const Object* o : s.objects) {
    CHECK(o->mutex == 0);
    CHECK((o->owner == kNoOwner ? 0 : o->ref_local) + (o->ref_shared >> kSharedShift) == 1);
  }
  w.runtime.finish_trace();
  w.recorder.finish(w.machine.time());
  for (const ThreadInfo& thread : w.recorder.trace().threads()) {
    SimTime sum = 0;
    for (int state = 0; state < kThreadStateCount; ++state) sum += thread.total(static_cast<ThreadState>(state));
    CHECK(sum == thread.end - thread.start);
  }
  return w.recorder.hash();
}

}  // namespace

TEST_CASE("random programs: exclusion, balance, an end, and the same trace for the same seed") {
  for (const char* preset : {"3.13", "3.13t", "3.14t", "gil=1", "no-object-locks"}) {
    RuntimeConfig config = config_of(std::string(preset).starts_with("3") ? preset : "3.13t");
    if (std::string(preset) == "gil=1") config.gil = GilOption::On;
    if (std::string(preset) == "no-object-locks") config = apply_what_if(config, preset).value();
    for (std::uint32_t cores : {1u, 2u, 3u, 8u}) {
      for (std::uint32_t seed = 1; seed <= 6; ++seed) {
        INFO(preset << ", " << cores << " cores, seed " << seed);
        const std::uint64_t first = run_once(config, cores, seed);
        CHECK(first == run_once(config, cores, seed));
      }
    }
  }
}
