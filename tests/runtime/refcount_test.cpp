#include "tests/catch.hpp"
#include "tests/runtime/fixture.hpp"

using namespace gilscope;
using namespace gilscope::test;

TEST_CASE("a foreign thread counts in the shared half, and the object dies when both halves are gone") {
  World w(2, config_of("3.13t"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    w->shared = w->object();
    co_await w->compute(t, kMillisecond);
    CHECK(w->shared->ref_local == 1);
    CHECK(w->shared->ref_shared >> kSharedShift == 1);
    CHECK((w->shared->flags & kFlagShared) != 0);
    w->heap.decref(w->shared);  // the owner's last one: merged, alive through the foreign reference
    CHECK(w->shared->owner == kNoOwner);
    CHECK(w->heap.live_objects() == 1);
  });
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->compute(t, 200 * kMicrosecond);
    w->heap.incref(w->shared);
    co_await w->compute(t, 3 * kMillisecond);
    w->heap.decref(w->shared);
    CHECK(w->heap.live_objects() == 0);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.heap.live_objects() == 0);
}

TEST_CASE("what another thread drops last is queued, and freed in the owner's time") {
  World w(2, config_of("3.13t"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    w->shared = w->object();  // its reference is the other thread's now
    co_await w->compute(t, 200 * kMicrosecond);
    co_await w->machine.compute(2 * kMillisecond);  // no eval-breaker check for long
    CHECK((t->eval_breaker & kMergeRefcounts) != 0);
    CHECK(w->heap.live_objects() == 1);
    co_await w->compute(t, 20 * kMicrosecond);
    CHECK(w->heap.live_objects() == 0);
  });
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->compute(t, 400 * kMicrosecond);
    w->heap.decref(w->shared);
    CHECK((w->shared->ref_shared & kSharedFlagMask) == kQueued);
    CHECK(w->heap.live_objects() == 1);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.recorder.trace().mark_count(MarkKind::RefcountQueued) == 1);
  CHECK(w.recorder.trace().mark_count(MarkKind::RefcountMerged) == 1);
}

TEST_CASE("an object that was read under its container's lock is queued like any other, and lives on") {
  World w(2, config_of("3.13t"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    w->shared = w->object();
    w->heap.incref(w->shared);  // one reference is the other thread's
    co_await w->compute(t, 200 * kMicrosecond);
    co_await w->machine.compute(2 * kMillisecond);  // no eval-breaker check for long
    CHECK(w->heap.live_objects() == 1);
    co_await w->compute(t, 20 * kMicrosecond);
    CHECK(w->shared->owner == kNoOwner);
    CHECK(w->shared->ref_shared >> kSharedShift == 1);
    w->heap.decref(w->shared);
    CHECK(w->heap.live_objects() == 0);
  });
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->compute(t, 400 * kMicrosecond);
    w->runtime.read_under_lock(w->shared);  // _Py_REF_MAYBE_WEAKREF
    w->heap.decref(w->shared);
    CHECK((w->shared->ref_shared & kSharedFlagMask) == kQueued);
    w->heap.incref(w->shared);
    w->heap.decref(w->shared);
    CHECK(w->heap.live_objects() == 1);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
}

TEST_CASE("when the owner has exited, the foreign thread merges and frees") {
  World w(2, config_of("3.13t"));
  w.spawn([](World* w, RuntimeThread*) -> Co<> {
    w->shared = w->object();
    co_return;
  });
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->compute(t, 5 * kMillisecond);
    w->heap.decref(w->shared);
    CHECK(w->heap.live_objects() == 0);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
}

TEST_CASE("random counting by several threads frees each object exactly once") {
  World w(4, config_of("3.13t"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    w->shared = w->object();
    co_await w->compute(t, 100 * kMicrosecond);
    for (int i = 0; i < 300; ++i) {
      co_await w->machine.order();
      w->heap.incref(w->shared);
      co_await w->compute(t, kMicrosecond, kMicrosecond);
      w->heap.decref(w->shared);
    }
    co_await w->compute(t, kMillisecond);
    w->heap.decref(w->shared);
  });
  for (int i = 0; i < 3; ++i) {
    w.spawn([](World* w, RuntimeThread* t) -> Co<> {
      co_await w->compute(t, 300 * kMicrosecond);
      co_await w->machine.order();
      w->heap.incref(w->shared);
      for (int k = 0; k < 200; ++k) {
        co_await w->machine.order();
        w->heap.incref(w->shared);
        co_await w->compute(t, kMicrosecond, kMicrosecond);
        w->heap.decref(w->shared);
      }
      co_await w->compute(t, static_cast<SimTime>(t->id.value) * kMillisecond);
      w->heap.decref(w->shared);
    });
  }
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.heap.live_objects() == 0);
  w.runtime.finish_trace();
  REQUIRE(w.recorder.trace().objects().size() == 1);
  CHECK(w.recorder.trace().objects()[0].shared_ops() > 1000);
  CHECK(w.recorder.trace().objects()[0].transfers() > 300);
}

TEST_CASE("contention: foreign counting of one object by more cores is slower for each") {
  SimTime took[3];
  int n = 0;
  for (int threads : {1, 2, 4}) {
    World w(8, config_of("3.13t"));
    w.spawn([](World* w, RuntimeThread* t) -> Co<> {
      w->shared = w->object();
      co_await w->sleep(t, 50 * kMillisecond);
    });
    for (int i = 0; i < threads; ++i) {
      w.spawn([](World* w, RuntimeThread* t) -> Co<> {
        co_await w->compute(t, kMillisecond);
        const SimTime begin = w->machine.clock.now;
        for (int k = 0; k < 20000; ++k) {  // much longer than the cores' wake-ups differ
          co_await w->machine.order();
          w->heap.incref(w->shared);
          co_await w->machine.order();
          w->heap.decref(w->shared);
        }
        w->times.push_back(w->machine.clock.now - begin);
      });
    }
    REQUIRE(w.run() == MachineStop::AllFinished);
    took[n++] = *std::max_element(w.times.begin(), w.times.end());
  }
  CHECK(took[1] > 3 * took[0]);
  CHECK(took[2] > 3 * took[1] / 2);
}

TEST_CASE("in the GIL build every thread is the owner") {
  World w(2, config_of("3.13"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    w->shared = w->object();
    co_await w->sleep(t, kMillisecond);
  });
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->compute(t, 300 * kMicrosecond);
    w->heap.incref(w->shared);
    w->heap.decref(w->shared);
    CHECK(w->shared->ref_shared == 0);
    w->heap.decref(w->shared);
    CHECK(w->heap.live_objects() == 0);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
}

TEST_CASE("the first extra thread makes deferred objects immortal in 3.13t, once, with the world stopped") {
  World w(2, config_of("3.13t"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    Object* function = w->object();
    Object* plain = w->object();
    w->runtime.object_born_deferred(function);
    CHECK(function->ref_local == 1);
    co_await w->runtime.prepare_new_thread(*t);
    CHECK(function->ref_local == kImmortal);
    CHECK(plain->ref_local == 1);
    Object* later = w->object();
    w->runtime.object_born_deferred(later);
    CHECK(later->ref_local == kImmortal);
    co_await w->runtime.prepare_new_thread(*t);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.recorder.trace().mark_count(MarkKind::Immortalized) == 1);
  CHECK(w.recorder.trace().mark_count(MarkKind::StopTheWorldBegin) == 1);
}

TEST_CASE("deferred objects: born free of counting in 3.14t, ordinary in 3.13 and with no-immortal") {
  for (const char* preset : {"3.14t", "3.13"}) {
    World w(2, config_of(preset));
    Object* o = w.object();
    w.runtime.object_born_deferred(o);
    CHECK((o->ref_local == kImmortal) == (std::string(preset) == "3.14t"));
  }
  World w(2, apply_what_if(config_of("3.13t"), "no-immortal").value());
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    Object* o = w->object();
    w->runtime.object_born_deferred(o);
    co_await w->runtime.prepare_new_thread(*t);
    CHECK(o->ref_local == 1);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
}
