// gc: the switches, collect(), and questions about the heap. When collections start by themselves: sim/runtime/garbage_collector.hpp.

#include <array>
#include <vector>

#include "sim/library/native_module.hpp"
#include "sim/library/sys.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/runtime/garbage_collector.hpp"
#include "sim/vm/stopped_world.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

GarbageCollector& collector(Vm& vm) { return vm.runtime.garbage_collector(); }

Ref three(Vm& vm, const std::array<std::int64_t, 3>& n) {
  return vm.tuple({Value::integer(n[0]), Value::integer(n[1]), Value::integer(n[2])});
}

Ref gc_enable(Vm& vm, const Args&) { collector(vm).set_enabled(true); return vm.none(); }
Ref gc_disable(Vm& vm, const Args&) { collector(vm).set_enabled(false); return vm.none(); }
Ref gc_isenabled(Vm& vm, const Args&) { return vm.boolean(collector(vm).is_enabled()); }

bool wants_int(Vm& vm, Value value, std::int64_t& out) {
  if (as_int64(value, out)) return true;
  vm.raise(Exc::TypeError, "'" + type_name_of(vm, value) + "' object cannot be interpreted as an integer");
  return false;
}

Co<Ref> collect_now(Vm& vm, int generation) {
  const std::int64_t found = co_await collector(vm).collect(*vm.thread, generation);
  co_return vm.integer(found);
}

Ref gc_collect(Vm& vm, const Args& args) {
  std::int64_t generation = 2;
  if (args[0] && !wants_int(vm, args[0], generation)) return nullptr;
  if (generation < 0 || generation > 2) return vm.raise(Exc::ValueError, "invalid generation");
  return vm.start(collect_now(vm, collector(vm).is_generational() ? static_cast<int>(generation) : 2));
}

Ref gc_get_threshold(Vm& vm, const Args&) { return three(vm, collector(vm).thresholds()); }
Ref gc_set_threshold(Vm& vm, const Args& args) {
  auto thresholds = collector(vm).thresholds();
  for (std::uint32_t i = 0; i < 3; ++i) if (args[i] && !wants_int(vm, args[i], thresholds[i])) return nullptr;
  collector(vm).set_thresholds(thresholds);
  return vm.none();
}
Ref gc_get_count(Vm& vm, const Args&) { return three(vm, collector(vm).counts()); }
Ref gc_nothing(Vm& vm, const Args&) { return vm.none(); }
Ref gc_zero(Vm& vm, const Args&) { return vm.integer(0); }

bool holds_references(const TypeObject* type) { return type->slots.visit != nullptr; }

/// What a collector would track: everything that can hold references.
Ref gc_get_objects(Vm& vm, const Args&) {
  std::vector<Object*> tracked;
  vm.heap.for_each_object([](Object* o, void* out) {
    if (o->type != nullptr && holds_references(o->type)) static_cast<std::vector<Object*>*>(out)->push_back(o);
  }, &tracked);
  Ref list = make_list(vm.heap);
  for (Object* o : tracked) list_append(vm.heap, as_list(list), o);
  return list;
}
Ref gc_is_tracked(Vm& vm, const Args& args) { return vm.boolean(args[0].is_object() && holds_references(args[0].object()->type)); }

Ref gc_get_referents(Vm& vm, const Args& args) {
  std::vector<Value> held;
  for (std::uint32_t i = 0; i < args.count; ++i) {
    if (!args[i].is_object() || !holds_references(args[i].object()->type)) continue;
    args[i].object()->type->slots.visit(args[i].object(), [](Value v, void* out) { static_cast<std::vector<Value>*>(out)->push_back(v); }, &held);
  }
  Ref list = make_list(vm.heap);
  for (Value v : held) list_append(vm.heap, as_list(list), v);
  return list;
}

struct ReferrerSearch {
  const Value* targets;
  std::uint32_t count;
  std::vector<Object*> found;
  bool holds;
};

/// Everything that holds one of the given objects.
Ref gc_get_referrers(Vm& vm, const Args& args) {
  ReferrerSearch search{args.data, args.count, {}, false};
  vm.heap.for_each_object([](Object* o, void* context) {
    auto& s = *static_cast<ReferrerSearch*>(context);
    if (o->type == nullptr || !holds_references(o->type)) return;
    s.holds = false;
    o->type->slots.visit(o, [](Value held, void* inner) {
      auto& t = *static_cast<ReferrerSearch*>(inner);
      for (std::uint32_t i = 0; i < t.count; ++i) t.holds = t.holds || t.targets[i] == held;
    }, context);
    if (s.holds) s.found.push_back(o);
  }, &search);
  Ref list = make_list(vm.heap);
  for (Object* o : search.found) list_append(vm.heap, as_list(list), o);
  return list;
}

Ref gc_get_stats(Vm& vm, const Args&) {
  Ref list = make_list(vm.heap);
  for (const GarbageCollector::Stats& generation : collector(vm).stats()) {
    Ref stats = make_dict(vm.heap);
    const auto set = [&](const char* name, std::int64_t n) { dict_set_str(vm.heap, as_dict(stats), vm.intern(name), Value::integer(n)); };
    set("collections", generation.collections);
    set("collected", generation.collected);
    set("uncollectable", 0);
    list_append(vm.heap, as_list(list), stats);
  }
  return list;
}

/// A function that looks at, or marks, other threads' objects: with the world stopped in a free-threaded build.
template <StopReason kReason, Ref (*kFunction)(Vm&, const Args&)>
Ref stopping(Vm& vm, const Args& args) {
  return in_stopped_world(vm, kReason, [&vm, args] { return kFunction(vm, args); });
}

const NativeSpec kFunctions[] = {
    {.name = "enable", .fn = gc_enable, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "disable", .fn = gc_disable, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "isenabled", .fn = gc_isenabled, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "collect", .fn = gc_collect, .signature = "(generation=2)", .cost = Cost::NativeCall,
     .doc = "Collects reference cycles of a generation and all younger ones; returns the number of unreachable objects."},
    {.name = "get_threshold", .fn = gc_get_threshold, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "set_threshold", .fn = gc_set_threshold, .signature = "(threshold0, threshold1=None, threshold2=None, /)", .cost = Cost::NativeCallSmall},
    {.name = "get_count", .fn = gc_get_count, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "freeze", .fn = stopping<StopReason::GcFreeze, gc_nothing>, .signature = "()", .cost = Cost::NativeCall},
    {.name = "unfreeze", .fn = stopping<StopReason::GcUnfreeze, gc_nothing>, .signature = "()", .cost = Cost::NativeCall},
    {.name = "get_freeze_count", .fn = stopping<StopReason::GcFreezeCount, gc_zero>, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "get_objects", .fn = stopping<StopReason::GcObjects, gc_get_objects>, .signature = "(generation=None)", .cost = Cost::NativeCallLarge},
    {.name = "get_referents", .fn = stopping<StopReason::GcReferents, gc_get_referents>, .cost = Cost::NativeCallLarge},
    {.name = "get_referrers", .fn = stopping<StopReason::GcReferrers, gc_get_referrers>, .cost = Cost::NativeCallLarge},
    {.name = "is_tracked", .fn = gc_is_tracked, .signature = "(obj, /)", .cost = Cost::NativeCallSmall},
    {.name = "get_stats", .fn = gc_get_stats, .signature = "()", .cost = Cost::NativeCall},
    {.name = "get_debug", .fn = gc_zero, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "set_debug", .fn = gc_nothing, .signature = "(flags, /)", .cost = Cost::NativeCallSmall},
};

}  // namespace

void init_gc(Vm& vm, ModuleObject* module) {
  add_functions(vm, module, kFunctions);
  Ref callbacks = make_list(vm.heap), garbage = make_list(vm.heap);
  add_value(vm, module, "callbacks", callbacks);
  add_value(vm, module, "garbage", garbage);
}

}  // namespace gilscope
