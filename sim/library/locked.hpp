// Operators on containers hold the containers' locks in the free-threaded build (model document 4.5); in the GIL build this is nothing.
#pragma once

#include "sim/vm/call.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

template <class F>
Co<Ref> locked_later(Vm& vm, Object* a, Object* b, F f) {
  co_await vm.runtime.section_begin(*vm.thread, a);
  if (b != nullptr) co_await vm.runtime.section_begin(*vm.thread, b);
  Ref result = co_await vm.finish(f());
  if (b != nullptr) vm.runtime.section_end(*vm.thread, b);
  vm.runtime.section_end(*vm.thread, a);
  co_return result;
}

/// Runs f (captures trivially copyable things only; returns a Ref) holding the locks of a and, if it is another object than a and not
/// null, of b, until f's result is delivered (critical_section.h: _PyCriticalSection, _PyCriticalSection2).
template <class F>
Ref locked(Vm& vm, Value a, Value b, F f) {
  if (!vm.runtime.uses_object_locks()) return f();
  Object* first = a.object();
  Object* second = b && b != a ? b.object() : nullptr;
  if (!vm.runtime.section_try_begin(*vm.thread, first)) return vm.start(locked_later(vm, first, second, f));
  if (second != nullptr && !vm.runtime.section_try_begin(*vm.thread, second)) {
    vm.runtime.section_end(*vm.thread, first);
    return vm.start(locked_later(vm, first, second, f));
  }
  Frame* below = vm.thread->top;
  Attachment* attachment = push_attachment(vm, 0);
  attachment->sections[0] = first;
  attachment->sections[1] = second;
  return settle_attachment(vm, attachment, below, f());
}
template <class F>
Ref locked(Vm& vm, Value a, F f) { return locked(vm, a, Value(), f); }

}  // namespace gilscope
