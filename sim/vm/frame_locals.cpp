#include "sim/vm/frame_locals.hpp"

#include "sim/objects/dict_ops.hpp"
#include "sim/vm/executable.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

PythonFrame* current_python_frame(Vm& vm) {
  Frame* frame = vm.thread->top;
  while (frame != nullptr && frame->kind != FrameKind::Python) frame = frame->back;
  return static_cast<PythonFrame*>(frame);
}

DictObject* current_globals(Vm& vm) {
  PythonFrame* frame = current_python_frame(vm);
  return frame == nullptr ? nullptr : frame->globals;
}

Ref frame_locals(Vm& vm, PythonFrame& frame) {
  if (frame.locals) return share(frame.locals);
  const Executable& executable = *frame.executable;
  Ref locals = make_dict(vm.heap);
  for (std::uint32_t i = 0; i < executable.slot_count; ++i) {
    const std::uint8_t kind = executable.code->localsplus_kinds[i];
    Value value = frame.slots[i];
    if ((kind & (slot_kind::kCell | slot_kind::kFree)) != 0 && value && vm.types.of(value) == vm.types.cell) {
      value = static_cast<CellObject*>(value.object())->value;
    }
    if (value && (kind & slot_kind::kHidden) == 0) dict_set_str(vm.heap, as_dict(locals), executable.local_names[i], value);
  }
  return locals;
}

Ref current_locals(Vm& vm) {
  PythonFrame* frame = current_python_frame(vm);
  return frame == nullptr ? make_dict(vm.heap) : frame_locals(vm, *frame);
}

}  // namespace gilscope
