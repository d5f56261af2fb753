// atexit: functions to call, last registered first, when the program ends. Written over a list that the vm empties at the end.
#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

ListObject* registered(Vm& vm) {
  Ref module = dict_get(vm, vm.modules, Value(vm.intern("atexit")));
  return as_list(module_value(vm, as<ModuleObject>(module), "_registered"));
}

/// Each entry is a tuple (function, positional arguments, keyword dict).
Ref atexit_register(Vm& vm, const Args& a) {
  if (a.count == 0) return vm.raise(Exc::TypeError, "register() takes at least 1 argument (0 given)");
  if (!vm.types.of(a[0])->slots.call) return vm.raise(Exc::TypeError, "the first argument must be callable");
  Ref positional = make_tuple(vm.heap, {a.data + 1, a.count - 1});
  Ref keywords = make_tuple(vm.heap, {a.data + a.count, a.keyword_count()});
  Ref names = a.keywords ? make_tuple(vm.heap, {a.keywords->items, a.keywords->length}) : vm.tuple({});
  Ref entry = vm.tuple({a[0], positional, keywords, names});
  list_append(vm.heap, registered(vm), entry);
  return share(a[0]);
}

Co<Ref> unregister_co(Vm& vm, Value function) {
  ListObject* all = registered(vm);
  for (std::uint32_t i = all->length; i-- > 0;) {
    if (i >= all->length) continue;
    const Ref entry = share(all->items[i]);
    Ref same = co_await vm.finish(equal(vm, as_tuple(entry)->items[0], function));
    if (!same) co_return nullptr;
    if (same.get().is_true() && i < all->length && all->items[i] == entry) list_take(vm.heap, all, i);
  }
  co_return vm.none();
}
Ref atexit_unregister(Vm& vm, const Args& a) { return vm.start(unregister_co(vm, a[0])); }

/// Calls and forgets everything registered; an exception is left set after the rest has run.
Co<Ref> run_co(Vm& vm) {
  ListObject* all = registered(vm);
  Ref failure;
  while (all->length) {
    Ref entry = list_take(vm.heap, all, all->length - 1);
    auto* parts = as_tuple(entry);
    auto* positional = as_tuple(parts->items[1]);
    auto* keywords = as_tuple(parts->items[2]);
    Ref args = make_list(vm.heap, {positional->items, positional->length});
    for (std::uint32_t i = 0; i < keywords->length; ++i) list_append(vm.heap, as_list(args), keywords->items[i]);
    const TupleObject* names = keywords->length ? as_tuple(parts->items[3]) : nullptr;
    Ref done = co_await vm.finish(call(vm, parts->items[0], Args{as_list(args)->items, positional->length, names}));
    if (!done) failure = vm.take_raised();
  }
  if (failure) co_return vm.raise_value(failure);
  co_return vm.none();
}
Ref atexit_run(Vm& vm, const Args&) { return vm.start(run_co(vm)); }
Ref atexit_clear(Vm& vm, const Args&) {
  list_clear(vm.heap, registered(vm));
  return vm.none();
}
Ref atexit_count(Vm& vm, const Args&) { return vm.integer(registered(vm)->length); }

const NativeSpec kFunctions[] = {
    {.name = "register", .fn = atexit_register, .cost = Cost::NativeCall},
    {.name = "unregister", .fn = atexit_unregister, .signature = "(func, /)", .cost = Cost::NativeCall},
    {.name = "_run_exitfuncs", .fn = atexit_run, .signature = "()", .cost = Cost::NativeCall},
    {.name = "_clear", .fn = atexit_clear, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "_ncallbacks", .fn = atexit_count, .signature = "()", .cost = Cost::NativeCallSmall},
};

}  // namespace

void init_atexit(Vm& vm, ModuleObject* module) {
  Ref list = make_list(vm.heap);
  add_value(vm, module, "_registered", list);
  add_functions(vm, module, kFunctions);
}

}  // namespace gilscope
