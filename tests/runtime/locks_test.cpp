#include "sim/runtime/semaphore.hpp"
#include "tests/catch.hpp"
#include "tests/runtime/fixture.hpp"

using namespace gilscope;
using namespace gilscope::test;

namespace {

// Increments that would be lost without the lock: read, compute, write.
Co<> locked_increments(World* w, RuntimeThread* t) {
  for (int i = 0; i < 50; ++i) {
    const bool got = co_await w->runtime.mutex_lock(*t, w->word, w->line, kForever, ThreadState::WaitingForLock);
    CHECK(got);
    const int seen = w->counter;
    co_await w->compute(t, 2 * kMicrosecond, kMicrosecond);
    w->counter = seen + 1;
    co_await w->machine.order();
    w->runtime.mutex_unlock(*t, w->word, w->line);
  }
}

Co<> section_increments(World* w, RuntimeThread* t) {
  if (!w->shared) w->shared = w->object();
  for (int i = 0; i < 50; ++i) {
    co_await w->runtime.section_begin(*t, w->shared);
    const int seen = w->counter;
    co_await w->machine.compute(kMicrosecond);
    w->counter = seen + 1;
    w->runtime.section_end(*t, w->shared);
    co_await w->compute(t, kMicrosecond, kMicrosecond);
  }
}

Co<> hold_for_long(World* w, RuntimeThread* t) {
  co_await w->runtime.mutex_lock(*t, w->word, w->line, kForever, ThreadState::WaitingForLock);
  co_await w->compute(t, 3 * kMillisecond);
  co_await w->machine.order();
  w->runtime.mutex_unlock(*t, w->word, w->line);
}

}  // namespace

TEST_CASE("a mutex excludes, in every build") {
  for (const char* preset : {"3.13", "3.13t"}) {
    World w(4, config_of(preset));
    for (int i = 0; i < 4; ++i) w.spawn(locked_increments);
    REQUIRE(w.run() == MachineStop::AllFinished);
    CHECK(w.counter == 200);
    CHECK(w.word == 0);
  }
}

TEST_CASE("without any lock the same increments are lost") {
  World w(4, config_of("3.13t"));
  for (int i = 0; i < 4; ++i) {
    w.spawn([](World* w, RuntimeThread* t) -> Co<> {
      for (int k = 0; k < 50; ++k) {
        co_await w->machine.order();
        const int seen = w->counter;
        co_await w->compute(t, 2 * kMicrosecond, kMicrosecond);
        w->counter = seen + 1;
      }
    });
  }
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.counter < 100);
}

TEST_CASE("3.13t spins 40 yields before it parks, 3.13 parks at once") {
  for (const char* preset : {"3.13", "3.13t"}) {
    World w(4, config_of(preset));
    w.spawn(hold_for_long);
    w.spawn([](World* w, RuntimeThread* t) -> Co<> {
      co_await w->compute(t, 100 * kMicrosecond);
      co_await w->runtime.mutex_lock(*t, w->word, w->line, kForever, ThreadState::WaitingForLock);
      w->runtime.mutex_unlock(*t, w->word, w->line);
    });
    REQUIRE(w.run() == MachineStop::AllFinished);
    w.recorder.finish(w.machine.time());
    const SimTime spun = w.recorder.trace().threads()[1].total(ThreadState::Spinning);
    const SimTime waited = w.recorder.trace().threads()[1].total(ThreadState::WaitingForLock);
    CHECK((spun > 0) == (std::string(preset) == "3.13t"));
    if (spun > 0) CHECK(spun > 30 * w.machine.cost(MachineCost::Yield));  // one yield takes more or less by the seed
    if (spun > 0) CHECK(spun < 50 * w.machine.cost(MachineCost::Yield));
    if (spun > 0) CHECK(waited > 2 * kMillisecond);
  }
}

TEST_CASE("a lock wait ends at its deadline") {
  World w(4, config_of("3.13t"));
  w.spawn(hold_for_long);
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->compute(t, 100 * kMicrosecond);
    const SimTime begin = w->machine.clock.now;
    const bool got = co_await w->runtime.mutex_lock(*t, w->word, w->line, begin + kMillisecond, ThreadState::WaitingForLock);
    CHECK_FALSE(got);
    CHECK(w->machine.clock.now - begin >= kMillisecond);
    CHECK(w->machine.clock.now - begin < kMillisecond + 60 * kMicrosecond);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.word == 0);
}

TEST_CASE("after a millisecond of waiting the lock is handed over") {
  World w(4, config_of("3.13t"));
  for (int i = 0; i < 2; ++i) {
    w.spawn([](World* w, RuntimeThread* t) -> Co<> {
      for (int k = 0; k < 3; ++k) {
        co_await w->runtime.mutex_lock(*t, w->word, w->line, kForever, ThreadState::WaitingForLock);
        w->order.push_back(static_cast<int>(t->id.value));
        co_await w->compute(t, 3 * kMillisecond);
        co_await w->machine.order();
        w->runtime.mutex_unlock(*t, w->word, w->line);
      }
    });
  }
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.order == std::vector<int>{0, 1, 0, 1, 0, 1});
  CHECK(w.recorder.trace().mark_count(MarkKind::LockHandOff) >= 4);
}

TEST_CASE("short holds are barged: the releasing thread takes the lock again before the woken one is there") {
  World w(4, config_of("3.13"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    for (int k = 0; k < 20; ++k) {
      co_await w->runtime.mutex_lock(*t, w->word, w->line, kForever, ThreadState::WaitingForLock);
      w->order.push_back(0);
      co_await w->sleep(t, 20 * kMicrosecond);  // holds the lock, not the GIL
      w->runtime.mutex_unlock(*t, w->word, w->line);
    }
  });
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->runtime.mutex_lock(*t, w->word, w->line, kForever, ThreadState::WaitingForLock);
    w->order.push_back(1);
    w->runtime.mutex_unlock(*t, w->word, w->line);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
  REQUIRE(w.order.size() == 21);
  const auto place = std::find(w.order.begin(), w.order.end(), 1) - w.order.begin();
  CHECK(place > 5);
}

TEST_CASE("a semaphore excludes and times out") {
  for (const char* preset : {"3.13", "3.13t"}) {
    World w(4, config_of(preset));
    static thread_local Semaphore* current = nullptr;
    Semaphore semaphore;
    current = &semaphore;
    for (int i = 0; i < 3; ++i) {
      w.spawn([](World* w, RuntimeThread* t) -> Co<> {
        for (int k = 0; k < 20; ++k) {
          const bool got = co_await w->runtime.semaphore_acquire(*t, *current, kForever, ThreadState::WaitingForLock);
          CHECK(got);
          const int seen = w->counter;
          co_await w->compute(t, 3 * kMicrosecond, kMicrosecond);
          w->counter = seen + 1;
          co_await w->machine.order();
          w->runtime.semaphore_release(*t, *current);
        }
      });
    }
    REQUIRE(w.run() == MachineStop::AllFinished);
    CHECK(w.counter == 60);
    CHECK_FALSE(semaphore.taken());
  }
}

TEST_CASE("critical sections exclude where object locks are on") {
  World w(4, config_of("3.13t"));
  w.spawn(section_increments);
  w.spawn(section_increments);
  w.spawn(section_increments);
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.counter == 150);
  CHECK(w.shared->mutex == 0);
}

TEST_CASE("what if there were no object locks: updates are lost") {
  World w(4, apply_what_if(config_of("3.13t"), "no-object-locks").value());
  w.spawn(section_increments);
  w.spawn(section_increments);
  w.spawn(section_increments);
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.counter < 150);
}

TEST_CASE("a thread that detaches releases its object locks, and comes back to the innermost one") {
  World w(4, config_of("3.13t"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    w->shared = w->object();
    co_await w->runtime.section_begin(*t, w->shared);
    co_await w->sleep(t, 5 * kMillisecond);
    CHECK((w->shared->mutex & 1) == 1);
    w->runtime.section_end(*t, w->shared);
    w->order.push_back(0);
  });
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->compute(t, kMillisecond);
    co_await w->runtime.section_begin(*t, w->shared);
    w->runtime.section_end(*t, w->shared);
    w->order.push_back(1);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.order == std::vector<int>{1, 0});
  CHECK(w.recorder.trace().mark_count(MarkKind::CriticalSectionSuspended) == 1);
  CHECK(w.recorder.trace().mark_count(MarkKind::CriticalSectionResumed) == 1);
}

TEST_CASE("locking the innermost object again does not deadlock; 3.13t waits for itself, 3.14t does not") {
  SimTime took[2];
  int i = 0;
  for (const char* preset : {"3.13t", "3.14t"}) {
    World w(2, config_of(preset));
    w.spawn([](World* w, RuntimeThread* t) -> Co<> {
      w->shared = w->object();
      co_await w->runtime.section_begin(*t, w->shared);
      co_await w->runtime.section_begin(*t, w->shared);
      w->runtime.section_end(*t, w->shared);
      w->runtime.section_end(*t, w->shared);
    });
    REQUIRE(w.run() == MachineStop::AllFinished);
    CHECK(w.shared->mutex == 0);
    took[i++] = w.machine.time();
  }
  CHECK(took[0] > took[1] + 10 * kMicrosecond);
}

TEST_CASE("a lock held to the end of an operation is contended for a core that comes in between") {
  World w(2, config_of("3.13t"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    w->shared = w->object();
    co_await w->compute(t, kMillisecond);
    for (int i = 0; i < 2000; ++i) {
      co_await w->machine.order();
      if (!w->runtime.section_try_begin(*t, w->shared)) co_await w->runtime.section_begin(*t, w->shared);
      w->machine.clock.now += 300 * kNanosecond;  // one native operation: no other core in between on the host
      w->runtime.section_end(*t, w->shared);
    }
  });
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->compute(t, kMillisecond);
    for (int i = 0; i < 2000; ++i) {
      co_await w->machine.order();
      if (!w->runtime.section_try_begin(*t, w->shared)) {
        ++w->counter;
        co_await w->runtime.section_begin(*t, w->shared);
      }
      w->machine.clock.now += 300 * kNanosecond;
      w->runtime.section_end(*t, w->shared);
    }
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.counter > 0);
}
