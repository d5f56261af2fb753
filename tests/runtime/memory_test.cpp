// The allocators, free lists, QSBR and thread exit, by hand-made objects of modeled threads.
#include <set>
#include <utility>
#include <vector>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/objects/types.hpp"
#include "sim/runtime/allocator.hpp"
#include "sim/runtime/biased_refcount.hpp"
#include "sim/runtime/mimalloc.hpp"
#include "sim/runtime/pymalloc.hpp"
#include "sim/runtime/qsbr.hpp"
#include "tests/catch.hpp"
#include "tests/runtime/fixture.hpp"

using namespace gilscope;
using namespace gilscope::test;

namespace {

/// A world with enough classes for lists, tuples and floats.
struct MemoryWorld : World {
  MemoryWorld(std::uint32_t cores, const RuntimeConfig& config) : World(cores, config) {
    fill(list, types.list, Layout::List, sizeof(ListObject), list_destroy, list_visit);
    fill(tuple, types.tuple, Layout::Tuple, sizeof(TupleObject), tuple_destroy, tuple_visit);
    fill(real, types.float_, Layout::Float, sizeof(FloatObject), nullptr, nullptr);
    type.layout = Layout::Native;
    heap.set_types(&types);
  }
  const MemoryTotals& totals() { return runtime.allocator().totals(); }
  Object* number() { return heap.make<FloatObject>(&real); }
  ListObject* new_list() { return static_cast<ListObject*>(make_list(heap).release().object()); }
  /// Appends until the array has grown `times` times.
  void grow(ListObject* l, int times) {
    while (times > 0) times -= list_append(heap, l, Value::none()) ? 1 : 0;
  }

  Types types;
  TypeObject list{}, tuple{}, real{};
  ListObject* shared_list = nullptr;
  std::uint64_t seen = 0;

 private:
  static void fill(TypeObject& t, TypeObject*& place, Layout layout, std::size_t bytes, decltype(Slots::destroy) destroy, decltype(Slots::visit) visit) {
    t.layout = layout;
    t.basic_bytes = static_cast<std::uint32_t>(bytes);
    t.slots.destroy = destroy;
    t.slots.visit = visit;
    place = &t;
  }
};

MemoryWorld& mine(World* w) { return *static_cast<MemoryWorld*>(w); }

}  // namespace

TEST_CASE("sizes are CPython's: a float is 24 bytes and its block 32 under the GIL, 40 and 48 without") {
  for (const auto& [preset, block] : {std::pair{"3.13", 32u}, std::pair{"3.13t", 48u}}) {
    MemoryWorld w(1, config_of(preset));
    const std::uint64_t before = w.totals().live;
    w.number();
    CHECK(w.totals().live - before == block);
  }
}

TEST_CASE("pymalloc: a pool serves one size, fills by 4 KiB, and its arena goes back when its last block is free") {
  MemoryWorld w(1, config_of("3.13"));
  w.spawn([](World* w, RuntimeThread*) -> Co<> {
    std::vector<Object*> objects;
    objects.push_back(w->object());
    CHECK(mine(w).totals().taken == 4096);
    const std::uint64_t block = mine(w).totals().live;
    while (objects.size() * block <= 3 * 4096) objects.push_back(w->object());
    CHECK(mine(w).totals().taken == 4 * 4096);
    while (objects.size() * block <= Pymalloc::kArenaBytes) objects.push_back(w->object());
    auto& pymalloc = static_cast<Pymalloc&>(w->runtime.allocator());
    CHECK(pymalloc.arenas() == 2);
    // All but one in the first arena and one in the second: one object is enough to keep an arena.
    Object* last = objects.back();
    objects.pop_back();
    while (objects.size() > 1) w->heap.decref(objects.back()), objects.pop_back();
    CHECK(pymalloc.arenas() == 2);
    CHECK(mine(w).totals().taken > Pymalloc::kArenaBytes / 2);
    w->heap.decref(objects.back());
    CHECK(pymalloc.arenas() == 1);
    CHECK(mine(w).totals().taken < Pymalloc::kArenaBytes / 2);
    w->heap.decref(last);
    co_return;
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.totals().taken_peak > Pymalloc::kArenaBytes);
}

TEST_CASE("mimalloc: each thread allocates from pages of its own; in the GIL build threads share them") {
  for (const auto& [preset, pages] : {std::pair{"3.13", 1u}, std::pair{"3.13t", 2u}}) {
    MemoryWorld w(2, config_of(preset));
    for (int i = 0; i < 2; ++i) {
      w.spawn([](World* w, RuntimeThread* t) -> Co<> {
        Object* o = w->object();
        w->order.push_back(static_cast<int>(w->heap.block_entry(o).page));
        co_await w->sleep(t, kMillisecond);
      });
    }
    REQUIRE(w.run() == MachineStop::AllFinished);
    CHECK(std::set<int>(w.order.begin(), w.order.end()).size() == pages);
  }
}

TEST_CASE("a block freed by another thread goes back to its owner's page, and costs the freeing thread an atomic operation") {
  MemoryWorld w(2, config_of("3.13t"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    w->shared = w->object();
    w->heap.incref(w->shared);
    const std::uint32_t page = w->heap.block_entry(w->shared).page;
    w->counter = static_cast<int>(page);
    co_await w->compute(t, 3 * kMillisecond);
    CHECK(w->runtime.allocator().page(page).used == 1);     // the owner has not looked yet
    CHECK(w->runtime.allocator().page(page).foreign == 1);
    const BlockPage& p = w->runtime.allocator().page(page);
    const std::uint32_t carved = p.carved;
    for (std::uint32_t i = 0; i < carved; ++i) w->object(); // it runs out of blocks, and collects
    CHECK(w->runtime.allocator().page(page).foreign == 0);
    CHECK(w->runtime.allocator().page(page).used == carved);
  });
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->compute(t, kMillisecond);
    co_await w->machine.order();
    w->shared->ref_shared = (std::int64_t{1} << kSharedShift) | kMerged;  // merged: this reference is the last one
    w->shared->owner = kNoOwner;
    Object* own = w->object();
    const SimTime before_own = w->machine.clock.now;
    w->heap.decref(own);
    const SimTime own_time = w->machine.clock.now - before_own;
    const SimTime before = w->machine.clock.now;
    w->heap.destroy(w->shared);
    CHECK(own_time == 0);
    CHECK(w->machine.clock.now - before >= w->runtime.costs[Cost::AtomicRmw]);
    CHECK(mine(w).totals().foreign_frees == 1);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
}

TEST_CASE("an exiting thread abandons its pages, and a new thread takes them over") {
  MemoryWorld w(1, config_of("3.13t"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->sleep(t, 10 * kMillisecond);
    CHECK(w->runtime.allocator().abandoned_bytes() == 4096);
    w->spawn([](World* w, RuntimeThread*) -> Co<> {
      const std::uint64_t taken = mine(w).totals().taken;
      Object* o = w->object();
      CHECK(w->runtime.allocator().abandoned_bytes() == 0);
      CHECK(mine(w).totals().taken == taken);  // nothing new from the OS: a block of the page that was left
      CHECK(w->heap.block_entry(o).page == w->heap.block_entry(w->shared).page);
      co_return;
    });
  });
  w.spawn([](World* w, RuntimeThread*) -> Co<> {
    w->shared = w->object();
    CHECK(w->runtime.allocator().abandoned_bytes() == 0);
    co_return;
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
}

TEST_CASE("a thread that leaves nothing behind gives everything back to the OS") {
  MemoryWorld w(1, config_of("3.13t"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->sleep(t, 10 * kMillisecond);
    CHECK(w->runtime.allocator().abandoned_bytes() == 0);
    CHECK(mine(w).totals().taken == w->times.size());
    CHECK(mine(w).totals().taken_peak > 30'000);
  });
  w.spawn([](World* w, RuntimeThread*) -> Co<> {
    std::vector<Object*> objects;
    for (int i = 0; i < 1000; ++i) objects.push_back(w->object());
    for (Object* o : objects) w->heap.decref(o);
    co_return;
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
}

TEST_CASE("free lists: per thread without the GIL, the interpreter's with it; a collection and the end of a thread empty them") {
  for (const char* preset : {"3.13", "3.13t"}) {
    MemoryWorld w(1, config_of(preset));
    w.spawn([](World* w, RuntimeThread* t) -> Co<> {
      std::vector<Object*> numbers;
      for (int i = 0; i < 150; ++i) numbers.push_back(mine(w).number());
      for (Object* o : numbers) w->heap.decref(o);
      CHECK(mine(w).totals().resting == 100);  // PyFloat_MAXFREELIST
      Object* again = mine(w).number();
      CHECK(mine(w).totals().resting == 99);
      w->heap.decref(again);
      co_await w->sleep(t, 5 * kMillisecond);
      const bool gil = !w->runtime.free_threaded_build();
      CHECK(mine(w).totals().resting == 100);  // the other one's are gone with it, or were these
      CHECK(mine(w).seen == (gil ? 99u : 100u));
      w->runtime.allocator().clear_all_free_lists();
      CHECK(mine(w).totals().resting == 0);
    });
    w.spawn([](World* w, RuntimeThread* t) -> Co<> {
      co_await w->sleep(t, kMillisecond);
      Object* first = mine(w).number();
      mine(w).seen = mine(w).totals().resting;  // the interpreter's list gave it, or its own was empty
      w->heap.decref(first);
    });
    REQUIRE(w.run() == MachineStop::AllFinished);
  }
}

TEST_CASE("QSBR: old arrays of a list that another thread reads wait until the reader has come to a check") {
  MemoryWorld w(2, config_of("3.13t"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    mine(w).shared_list = mine(w).new_list();
    mine(w).grow(mine(w).shared_list, 3);
    CHECK(mine(w).totals().held == 0);  // nobody else has read it
    co_await w->compute(t, 400 * kMicrosecond);
    mine(w).grow(mine(w).shared_list, 20);
    const std::uint64_t held = mine(w).totals().held;
    CHECK(held > 0);
    w->runtime.qsbr().process(*t);
    CHECK(mine(w).totals().held == held);  // the reader is in C code and has not come to a check since
    co_await w->compute(t, 4 * kMillisecond);
    w->runtime.qsbr().process(*t);
    CHECK(mine(w).totals().held < held / 2);  // all but those whose number will only be given out by a later free
  });
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->compute(t, 200 * kMicrosecond);
    w->heap.note_lockless_read(mine(w).shared_list);
    for (int i = 0; i < 40; ++i) co_await w->machine.compute(50 * kMicrosecond);  // attached, without a check
    co_await w->compute(t, 5 * kMillisecond);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.recorder.trace().mark_count(MarkKind::QsbrAdvance) >= 1);
}

TEST_CASE("QSBR: 3.13 looks when a chunk of 254 is full, 3.14 at the check after a raise; neither exists under the GIL") {
  std::uint64_t most[3];
  int n = 0;
  for (const char* preset : {"3.13", "3.13t", "3.14t"}) {
    MemoryWorld w(2, config_of(preset));
    w.spawn([](World* w, RuntimeThread* t) -> Co<> {
      for (int i = 0; i < 600; ++i) {
        ListObject* l = mine(w).new_list();
        l->flags |= w->runtime.free_threaded_build() ? kFlagReadShared : 0;
        mine(w).grow(l, 2);
        w->heap.decref(l);
        co_await w->compute(t, 10 * kMicrosecond);
      }
    });
    REQUIRE(w.run() == MachineStop::AllFinished);
    most[n++] = w.totals().held_peak;
    CHECK((w.recorder.trace().mark_count(MarkKind::QsbrAdvance) > 0) == (n > 1));
  }
  CHECK(most[0] == 0);
  CHECK(most[1] >= 253 * 32);
  CHECK(most[2] > 0);
  CHECK(most[2] < most[1]);
}

TEST_CASE("QSBR: a thread's leftovers become the interpreter's at its exit; somebody else frees them") {
  MemoryWorld w(1, config_of("3.13t"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->sleep(t, 10 * kMillisecond);
    CHECK(mine(w).totals().held > 0);
    w->runtime.qsbr().process_all(*t);  // as a collection does
    CHECK(mine(w).totals().held == 0);
  });
  w.spawn([](World* w, RuntimeThread*) -> Co<> {
    ListObject* l = mine(w).new_list();
    l->flags |= kFlagReadShared;
    mine(w).grow(l, 4);
    co_return;
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
}

TEST_CASE("thread exit: what others queued for the thread is merged before it goes") {
  MemoryWorld w(2, config_of("3.13t"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    w->shared = w->object();
    co_await w->compute(t, 100 * kMicrosecond);
    co_await w->machine.compute(3 * kMillisecond);  // comes to no check before its end
    CHECK(w->heap.live_objects() == 1);
  });
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->compute(t, kMillisecond);
    w->heap.decref(w->shared);
    co_await w->compute(t, 10 * kMillisecond);
    CHECK(w->heap.live_objects() == 0);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.runtime.biased_refcount().most_queued() == 1);
  CHECK(w.recorder.trace().mark_count(MarkKind::RefcountMerged) == 1);
}

TEST_CASE("memory over time goes into the trace") {
  MemoryWorld w(1, config_of("3.13"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    for (int i = 0; i < 1000; ++i) {
      w->object();
      co_await w->compute(t, 10 * kMicrosecond);
    }
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
  const auto& samples = w.recorder.trace().memory();
  REQUIRE(samples.size() > 3);
  CHECK(samples.back().taken > samples.front().taken);
  CHECK(samples.back().taken == w.totals().taken_peak);
}
