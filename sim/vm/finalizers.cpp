#include "sim/vm/finalizers.hpp"

#include <fmt/format.h>

#include "sim/objects/weakref.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/generators.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/ops.hpp"

namespace gilscope {

namespace {

/// The class's __del__ written in Python, borrowed; null if it has none.
Value del_method(Vm& vm, Object* o) {
  if ((o->type->type_flags & kTypeHeap) == 0) return Value();
  return lookup_special(vm, o->type, vm.names->dunder_del);
}

void queue_weakref_calls(Vm& vm, Object* o) {
  std::vector<Ref> calls = clear_weakrefs(vm.heap, o);
  for (std::size_t i = calls.size(); i-- > 0;) {  // the youngest first (weakrefobject.c: PyObject_ClearWeakRefs)
    vm.priv().weakref_calls.push_back(calls[i].release());
    vm.priv().attention = true;
  }
}

/// The heap's question about a dead object. True: it stays until its finalizer has run; then the heap asks again, and the weak references
/// are cleared (typeobject.c: subtype_dealloc).
bool wants_finalizer(Vm& vm, Object* o) {
  Vm::Private& p = vm.priv();
  if (p.shutting_down) return false;
  const bool generator = o->type == vm.types.generator;
  const bool has_finalizer = (o->flags & kFlagFinalized) == 0 &&
                             (generator ? generator_needs_close(static_cast<GeneratorObject*>(o)) : static_cast<bool>(del_method(vm, o)));
  if (!has_finalizer) {
    if ((o->flags & kFlagHasWeakrefs) != 0) queue_weakref_calls(vm, o);
    return p.borrowed.keeps(vm, o);
  }
  o->flags |= kFlagFinalized;
  o->ref_local = 1;  // alive again while its finalizer runs
  o->ref_shared = 0;
  o->owner = vm.heap.current_owner();
  p.dying.push_back(o);
  p.attention = true;
  return true;
}

Co<Ref> finalize_object(Vm& vm, Object* o) {
  Ref keep = Ref::steal(Value(o));
  Ref result;
  if (o->type == vm.types.generator) {
    result = co_await vm.finish(generator_close(vm, static_cast<GeneratorObject*>(o)));
    if (!result) co_await print_unraisable(vm, "generator", o);
  } else {
    const Value method = del_method(vm, o);
    result = co_await vm.call(method, Value(o));
    if (!result) co_await print_unraisable(vm, "", method);
  }
  co_return vm.none();
}

Co<Ref> call_weakref(Vm& vm, Value weakref) {
  Ref keep = Ref::steal(weakref);
  Ref callback = share(static_cast<WeakrefObject*>(weakref.object())->callback);
  if (!callback) co_return vm.none();
  Ref result = co_await vm.call(callback, weakref);
  if (!result) co_await print_unraisable(vm, "", callback);
  co_return vm.none();
}

Co<Ref> run_finalizers(Vm& vm) {
  Vm::Private& p = vm.priv();
  // A finalizer runs with nothing raised, whatever instruction it interrupts.
  while (!p.dying.empty() || !p.weakref_calls.empty()) {
    if (!p.weakref_calls.empty()) {
      const Value weakref = p.weakref_calls.front();
      p.weakref_calls.pop_front();
      co_await call_weakref(vm, weakref);
      continue;
    }
    Object* o = p.dying.front();
    p.dying.pop_front();
    co_await finalize_object(vm, o);
  }
  co_return vm.none();
}

}  // namespace

void connect_finalizers(Vm& vm) {
  vm.runtime.finalizer = [&vm](Object* o) { return wants_finalizer(vm, o); };
}

Ref drain_finalizers(Vm& vm) {
  if (!std::exchange(vm.priv().attention, false)) return vm.none();
  return vm.start(run_finalizers(vm));
}

Step push_finalizers(Vm& vm) { return drain_finalizers(vm).is_pending() ? Step::Switch : Step::Next; }

}  // namespace gilscope
