// gc: the collector's switches. Reference counting frees everything but cycles; the cyclic collector itself is not modeled yet
// (sim/runtime/garbage_collector.hpp), so collect() finds nothing and cycles stay until the run ends.
#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

/// The settings live in the module's own dict: one gc per run.
ModuleObject* gc_module(Vm& vm) {
  Ref module = dict_get(vm, vm.modules, Value(vm.intern("gc")));
  return as<ModuleObject>(module);
}
Ref set_enabled(Vm& vm, bool on) {
  add_value(vm, gc_module(vm), "_enabled", Value::boolean(on));
  return vm.none();
}
Ref gc_enable(Vm& vm, const Args&) { return set_enabled(vm, true); }
Ref gc_disable(Vm& vm, const Args&) { return set_enabled(vm, false); }
Ref gc_isenabled(Vm& vm, const Args&) { return share(module_value(vm, gc_module(vm), "_enabled")); }
Ref gc_collect(Vm& vm, const Args&) { return vm.integer(0); }
Ref gc_get_threshold(Vm& vm, const Args&) { return share(module_value(vm, gc_module(vm), "_threshold")); }
Ref gc_set_threshold(Vm& vm, const Args& a) {
  Value parts[3] = {a[0], a[1] ? a[1] : Value::integer(10), a[2] ? a[2] : Value::integer(10)};
  for (Value part : parts) {
    if (!is_int(part)) return vm.raise(Exc::TypeError, "'" + type_name(vm, part) + "' object cannot be interpreted as an integer");
  }
  Ref all = vm.tuple({parts[0], parts[1], parts[2]});
  add_value(vm, gc_module(vm), "_threshold", all);
  return vm.none();
}
Ref gc_get_count(Vm& vm, const Args&) { return vm.tuple({Value::integer(0), Value::integer(0), Value::integer(0)}); }
Ref gc_nothing(Vm& vm, const Args&) { return vm.none(); }
Ref gc_zero(Vm& vm, const Args&) { return vm.integer(0); }
Ref gc_is_tracked(Vm& vm, const Args& a) {
  return vm.boolean(a[0].is_object() && vm.types.of(a[0])->slots.visit != nullptr);
}
struct Referrers {
  Vm& vm;
  Object* wanted;
  std::vector<Object*> found;
  Object* current = nullptr;
};
/// Objects that hold `object`, as gc.get_referrers reports them.
Ref gc_get_referrers(Vm& vm, const Args& a) {
  Ref list = make_list(vm.heap);
  for (std::uint32_t i = 0; i < a.count; ++i) {
    if (!a[i].is_object()) continue;
    Referrers search{vm, a[i].object(), {}, nullptr};
    vm.heap.for_each_object(
        [](Object* o, void* context) {
          if (o->type == nullptr || o->type->slots.visit == nullptr) return;
          auto* s = static_cast<Referrers*>(context);
          s->current = o;
          o->type->slots.visit(
              o,
              [](Value held, void* inner) {
                auto* search_state = static_cast<Referrers*>(inner);
                const bool hit = held == Value(search_state->wanted);
                if (hit && (search_state->found.empty() || search_state->found.back() != search_state->current)) {
                  search_state->found.push_back(search_state->current);
                }
              },
              context);
        },
        &search);
    for (Object* o : search.found) list_append(vm.heap, as_list(list), o);
  }
  return list;
}

const NativeSpec kFunctions[] = {
    {.name = "enable", .fn = gc_enable, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "disable", .fn = gc_disable, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "isenabled", .fn = gc_isenabled, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "collect", .fn = gc_collect, .signature = "(generation=2)", .cost = Cost::NativeCallLarge},
    {.name = "get_threshold", .fn = gc_get_threshold, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "set_threshold", .fn = gc_set_threshold, .signature = "(threshold0, threshold1=10, threshold2=10, /)", .cost = Cost::NativeCallSmall},
    {.name = "get_count", .fn = gc_get_count, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "freeze", .fn = gc_nothing, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "unfreeze", .fn = gc_nothing, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "get_freeze_count", .fn = gc_zero, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "is_tracked", .fn = gc_is_tracked, .signature = "(obj, /)", .cost = Cost::NativeCallSmall},
    {.name = "get_referrers", .fn = gc_get_referrers, .cost = Cost::NativeCallLarge},
};

}  // namespace

void init_gc(Vm& vm, ModuleObject* module) {
  add_functions(vm, module, kFunctions);
  add_value(vm, module, "_enabled", Value::true_());
  Ref threshold = vm.tuple({Value::integer(2000), Value::integer(10), Value::integer(10)});  // pycore_runtime_init.h
  add_value(vm, module, "_threshold", threshold);
  Ref garbage = make_list(vm.heap);
  Ref callbacks = make_list(vm.heap);
  add_value(vm, module, "garbage", garbage);
  add_value(vm, module, "callbacks", callbacks);
}

}  // namespace gilscope
