#include "sim/library/cycle_collector.hpp"

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "sim/objects/deque_ops.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/set_ops.hpp"
#include "sim/objects/weakref.hpp"
#include "sim/runtime/allocator.hpp"
#include "sim/runtime/garbage_collector.hpp"
#include "sim/runtime/stop_the_world.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/finalizers.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/vm.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

namespace {

using Objects = std::vector<Object*>;

/// References to each candidate that do not come from another candidate. Looked up, never walked: its order means nothing.
using OutsideCounts = std::unordered_map<const Object*, std::int64_t>;

bool is_candidate(const Types& t, const Object* o) {
  if (o->type == nullptr || o->ref_local == kImmortal || o->type->slots.visit == nullptr) return false;
  const TypeObject* native = native_base(o->type);
  switch (native->layout) {
    case Layout::Plain: case Layout::List: case Layout::Dict: case Layout::Tuple: case Layout::Set: case Layout::FrozenSet:
    case Layout::Exception: case Layout::Deque: return true;
    default: return native == t.function || native == t.method || native == t.cell;
  }
}

std::int64_t reference_count(const Object* o) { return static_cast<std::int64_t>(o->ref_local) + (o->ref_shared >> kSharedShift); }

Objects all_candidates(Vm& vm) {
  struct Walk { const Types* types; const Heap* heap; Objects found; } walk{&vm.types, &vm.heap, {}};
  vm.heap.for_each_object([](Object* o, void* context) {
    auto& w = *static_cast<Walk*>(context);
    if (is_candidate(*w.types, o) && !w.heap->block_entry(o).buried) w.found.push_back(o);
  }, &walk);
  return std::move(walk.found);
}

/// What a collection of `generation` looks at: that generation and all younger ones; everything in the free-threaded build.
Objects candidates(Vm& vm, int generation) {
  if (!vm.runtime.garbage_collector().is_generational()) return all_candidates(vm);
  Objects objects = vm.heap.take_generation(kYoung);
  if (generation > 0) {
    const Objects middle = vm.heap.take_generation(kMiddle);
    objects.insert(objects.begin(), middle.begin(), middle.end());
  }
  if (generation == 2) return all_candidates(vm);
  std::erase_if(objects, [&](const Object* o) { return !is_candidate(vm.types, o) || vm.heap.block_entry(o).buried; });
  return objects;
}

/// How often each of `objects` is held by somebody else than one of them.
OutsideCounts outside_counts(const Objects& objects, std::int64_t held_by_us) {
  OutsideCounts counts;
  for (Object* o : objects) counts.emplace(o, reference_count(o) - held_by_us);
  for (Object* o : objects) {
    o->type->slots.visit(o, [](Value held, void* context) {
      if (!held.is_object()) return;
      auto& all = *static_cast<OutsideCounts*>(context);
      const auto found = all.find(held.object());
      if (found != all.end()) --found->second;
    }, &counts);
  }
  return counts;
}

/// Those of `objects` that cannot be reached from one with an outside reference.
Objects unreachable(const Objects& objects, std::int64_t held_by_us) {
  OutsideCounts counts = outside_counts(objects, held_by_us);
  constexpr std::int64_t kReached = -1'000'000'000;
  struct Mark { OutsideCounts* counts; Objects work; } mark{&counts, {}};
  for (Object* o : objects) {
    if (counts[o] <= 0) continue;
    counts[o] = kReached;
    mark.work.push_back(o);
  }
  while (!mark.work.empty()) {
    Object* o = mark.work.back();
    mark.work.pop_back();
    o->type->slots.visit(o, [](Value held, void* context) {
      auto& m = *static_cast<Mark*>(context);
      const auto found = held.is_object() ? m.counts->find(held.object()) : m.counts->end();
      if (found == m.counts->end() || found->second == kReached) return;
      found->second = kReached;
      m.work.push_back(held.object());
    }, &mark);
  }
  Objects rest;
  for (Object* o : objects) if (counts[o] != kReached) rest.push_back(o);
  return rest;
}

/// Weak references to garbage die first; callbacks of weak references that are garbage themselves are never called.
void clear_weak_references(Vm& vm, const Objects& garbage) {
  OutsideCounts members;
  for (Object* o : garbage) members.emplace(o, 0);
  for (Object* o : garbage) {
    if ((o->flags & kFlagHasWeakrefs) == 0) continue;
    std::vector<Ref> calls = clear_weakrefs(vm.heap, o);
    for (std::size_t i = calls.size(); i-- > 0;) {
      if (members.count(calls[i].get().object()) != 0) continue;
      vm.priv().weakref_calls.push_back(calls[i].release());
      vm.priv().attention = true;
    }
  }
}

Co<> run_finalizers(Vm& vm, const Objects& garbage) {
  for (std::size_t i = 0; i < garbage.size(); ++i) {
    Object* o = garbage[i];
    if ((o->flags & kFlagFinalized) != 0 || (o->type->type_flags & kTypeHasFinalizer) == 0) continue;
    o->flags |= kFlagFinalized;
    Ref method = share(lookup_special(vm, o->type, vm.names->dunder_del));
    Ref done = co_await vm.finish(call_special(vm, o, vm.names->dunder_del));
    if (!done) co_await print_unraisable(vm, "", method);
  }
}

void drop(Heap& heap, Value& field) {
  Value old = field;
  field = Value();
  heap.decref(old);
}

/// tp_clear: lets go of what the object holds, without ending it.
void clear_object(Vm& vm, Object* o) {
  if (has_attribute_fields(o->type)) drop_attribute_fields(vm.heap, o);
  const TypeObject* native = native_base(o->type);
  switch (native->layout) {
    case Layout::List: list_clear(vm.heap, static_cast<ListObject*>(o)); return;
    case Layout::Dict: dict_clear(vm.heap, static_cast<DictObject*>(o)); return;
    case Layout::Set: set_clear(vm.heap, static_cast<SetObject*>(o)); return;
    case Layout::Deque: deque_clear(vm.heap, static_cast<DequeObject*>(o)); return;
    case Layout::Exception: {
      auto* e = static_cast<ExceptionObject*>(o);
      drop(vm.heap, e->traceback);
      drop(vm.heap, e->context);
      drop(vm.heap, e->cause);
      if (e->dict != nullptr) dict_clear(vm.heap, e->dict);
      return;
    }
    default: break;
  }
  if (native == vm.types.cell) drop(vm.heap, static_cast<CellObject*>(o)->value);
  if (native == vm.types.function && static_cast<FunctionObject*>(o)->dict != nullptr) dict_clear(vm.heap, static_cast<FunctionObject*>(o)->dict);
}

}  // namespace

namespace {

/// Those that live on grow older: a young collection's become middle-aged, the others' old.
void promote(Vm& vm, const Objects& all, const Objects& garbage, int generation) {
  if (!vm.runtime.garbage_collector().is_generational()) return;
  for (Object* o : garbage) o->generation = kYoung;
  const GcGeneration next = generation == 0 ? kMiddle : kOld;
  const std::unordered_set<const Object*> dead(garbage.begin(), garbage.end());
  for (Object* o : all) if (dead.count(o) == 0) vm.heap.set_generation(o, next);
}

struct StoppedWorld {
  Vm& vm;
  Thread& thread;
  const bool stops;
  Co<> begin() {
    if (stops) co_await vm.runtime.stop_the_world().begin(thread, StopReason::GarbageCollection);
  }
  void end() {
    if (stops) vm.runtime.stop_the_world().end(thread);
  }
};

Co<std::int64_t> collect_garbage(Vm& vm, int generation) {
  GarbageCollector& collector = vm.runtime.garbage_collector();
  StoppedWorld world{vm, *vm.thread, vm.runtime.free_threaded_build()};
  co_await world.begin();
  if (world.stops) vm.runtime.drain_stopped_threads(*vm.thread);
  const Objects all = candidates(vm, generation);
  vm.charge(Cost::GcPerObject, static_cast<std::int64_t>(all.size()));
  Objects garbage = unreachable(all, 0);
  const auto found = static_cast<std::int64_t>(garbage.size());
  promote(vm, all, garbage, generation);
  collector.collected(generation, static_cast<std::int64_t>(all.size()) - found);
  std::vector<Ref> held;
  for (Object* o : garbage) held.push_back(share(o));
  clear_weak_references(vm, garbage);
  world.end();
  Ref called = co_await vm.finish(drain_finalizers(vm));
  co_await run_finalizers(vm, garbage);
  co_await world.begin();
  garbage = unreachable(garbage, 1);  // what a finalizer made reachable again stays
  if (world.stops || generation == 2) vm.runtime.allocator().clear_all_free_lists();  // gc.c: a full collection only
  world.end();
  vm.charge(Cost::GcPerGarbage, static_cast<std::int64_t>(garbage.size()));
  for (Object* o : garbage) clear_object(vm, o);
  held.clear();
  collector.buried(generation, vm.runtime.allocator().collection_done());
  Ref after = co_await vm.finish(drain_finalizers(vm));
  co_return found;
}

}  // namespace

void connect_collector(Vm& vm) {
  vm.runtime.garbage_collector().collect_heap = [&vm](int generation) { return collect_garbage(vm, generation); };
}

}  // namespace gilscope
