// Critical sections around what an instruction does to one object (free-threaded builds with object locks; nothing otherwise).
#pragma once

#include "sim/vm/vm.hpp"

namespace gilscope {

template <class F>
Co<Ref> in_section_later(Vm& vm, Object* o, F f) {
  co_await vm.runtime.section_begin(*vm.thread, o);
  Ref result = co_await vm.finish(f());
  vm.runtime.section_end(*vm.thread, o);
  co_return result;
}

/// Runs f (which returns a Ref, and captures trivially copyable things only) while holding o's lock. The caller has taken its turn.
template <class F>
Ref in_section(Vm& vm, Object* o, F f) {
  if (!vm.runtime.uses_object_locks()) return f();
  if (!vm.runtime.section_try_begin(*vm.thread, o)) return vm.start(in_section_later(vm, o, f));
  Ref result = f();
  vm.runtime.section_end(*vm.thread, o);
  return result;
}

/// A lock-free read found a value that only a reader under the container's lock may count: `look` reads it again, under the lock.
template <class F>
Ref read_in_section(Vm& vm, Object* container, F look) {
  return in_section(vm, container, [&vm, look] {
    Ref found = look();
    if (found.get().is_object() && vm.heap.is_foreign(found.get().object())) vm.runtime.read_under_lock(found.get().object());
    return found;
  });
}

}  // namespace gilscope
