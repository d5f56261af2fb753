#include "sim/vm/frame_view.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/foreign_frames.hpp"
#include "sim/vm/frame_locals.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

// ---- frames ---------------------------------------------------------------------------------------------------------------

namespace {

PythonFrame* next_python(Frame* frame) {
  while (frame != nullptr && frame->kind != FrameKind::Python) frame = frame->back;
  return static_cast<PythonFrame*>(frame);
}

FrameView* new_view(Vm& vm, CodeValue* code, DictObject* globals) {
  auto* view = vm.heap.make<FrameView>(vm.types.frame);
  vm.heap.incref(code);
  vm.heap.incref(globals);
  view->code = code;
  view->globals = globals;
  return view;
}

void note_place(FrameView* view, const PythonFrame& frame) {
  view->line = line_of(frame);
  view->instruction = frame.executable->index_of(frame.ip);
}

}  // namespace

FrameView* view_of(Vm& vm, PythonFrame& frame) {
  if (frame.view == nullptr) {
    frame.view = new_view(vm, frame.code, frame.globals);
    frame.view->frame = &frame;
  }
  return frame.view;
}

void detach_view(Heap& heap, PythonFrame& frame) {
  FrameView* view = std::exchange(frame.view, nullptr);
  view->frame = nullptr;
  note_place(view, frame);
  const bool held = view->ref_local != 1 || view->ref_shared != 0 || heap.is_foreign(view);
  if (held && frame.locals) {
    heap.incref(frame.locals);
    view->locals = frame.locals;
  } else if (held) {
    view->count = frame.executable->slot_count;
    view->values = static_cast<Value*>(std::calloc(view->count + std::size_t{1}, sizeof(Value)));
    for (std::uint32_t i = 0; i < view->count; ++i) view->values[i] = std::exchange(frame.slots[i], Value());
  }
  heap.decref(Value(view));
}

Ref make_frame_view(Vm& vm, Frame* from) {
  PythonFrame* frame = next_python(from);
  return frame == nullptr ? vm.none() : share(Value(view_of(vm, *frame)));
}

Ref frame_at_depth(Vm& vm, const Thread& thread, std::int64_t depth) {
  PythonFrame* frame = next_python(thread.top);
  while (frame != nullptr && depth-- > 0) frame = next_python(frame->back);
  if (frame == nullptr) return vm.raise(Exc::ValueError, "call stack is not deep enough");
  return make_frame_view(vm, frame);
}

namespace {

FrameView* frame(Value v) { return static_cast<FrameView*>(v.object()); }
TracebackObject* traceback(Value v) { return static_cast<TracebackObject*>(v.object()); }
const CodeObject& code(Value v) { return **static_cast<CodeValue*>(v.object())->code; }
Ref or_none(Vm& vm, Value v) { return v ? share(v) : vm.none(); }

Ref frame_code(Vm&, Value v) { return share(Value(frame(v)->code)); }
Ref frame_globals(Vm&, Value v) { return share(Value(frame(v)->globals)); }
/// The locals of a frame that has ended.
Ref kept_locals(Vm& vm, const FrameView* view) {
  if (view->locals) return share(view->locals);
  Ref locals = make_dict(vm.heap);
  const Executable* e = executable_of(vm, view->code);
  for (std::uint32_t i = 0; i < view->count; ++i) {
    Value v = view->values[i];
    if (v.is_object() && v.object()->type == vm.types.cell && (e->code->localsplus_kinds[i] & (slot_kind::kCell | slot_kind::kFree)) != 0) {
      v = static_cast<CellObject*>(v.object())->value;
    }
    if (v) dict_set_str(vm.heap, as_dict(locals), e->local_names[i], v);
  }
  return locals;
}
Ref frame_get_locals(Vm& vm, Value v) {
  FrameView* view = frame(v);
  const bool has_variables = view->frame != nullptr && !view->frame->locals;  // a module's or class's mapping is an object like any other
  if (const Thread* other = has_variables ? executing_beside_us(vm, view) : nullptr) return read_locals_unsafely(vm, view, other);
  return view->frame != nullptr ? frame_locals(vm, *view->frame) : kept_locals(vm, view);
}
Ref frame_back(Vm& vm, Value v) {
  FrameView* view = frame(v);
  if (const Thread* other = executing_beside_us(vm, view)) return read_back_unsafely(vm, view, other);
  return view->frame != nullptr ? make_frame_view(vm, view->frame->back) : or_none(vm, view->back);
}
Ref frame_line(Vm& vm, Value v) {
  if (const Thread* other = executing_beside_us(vm, frame(v))) note_unsafe_read(vm, other);
  if (frame(v)->frame != nullptr) note_place(frame(v), *frame(v)->frame);
  return vm.integer(frame(v)->line);
}
Ref frame_lasti(Vm& vm, Value v) {
  if (const Thread* other = executing_beside_us(vm, frame(v))) note_unsafe_read(vm, other);
  if (frame(v)->frame != nullptr) note_place(frame(v), *frame(v)->frame);
  return vm.integer(2 * frame(v)->instruction);
}
Ref frame_clear(Vm& vm, const Args& a) {
  FrameView* view = frame(a[0]);
  if (view->frame != nullptr) return vm.raise(Exc::RuntimeError, "cannot clear an executing frame");
  for (std::uint32_t i = 0; i < view->count; ++i) vm.heap.decref(std::exchange(view->values[i], Value()));
  return vm.none();
}
Ref frame_builtins(Vm& vm, Value) { return share(Value(vm.builtins)); }
Ref frame_repr(Vm& vm, Value v) {
  const CodeObject& c = **frame(v)->code->code;
  return vm.str(fmt::format("<frame at {}, file '{}', line {}, code {}>", address_text(vm, v.object()), c.filename,
                            clamped_int64(frame_line(vm, v)), c.name));
}
void frame_destroy(Heap& heap, Object* o) {
  auto* view = static_cast<FrameView*>(o);
  heap.decref(Value(view->code));
  heap.decref(Value(view->globals));
  heap.decref(view->locals);
  heap.decref(view->back);
  for (std::uint32_t i = 0; i < view->count; ++i) heap.decref(view->values[i]);
  std::free(view->values);
}
void frame_visit(Object* o, Visit visit, void* context) {
  auto* view = static_cast<FrameView*>(o);
  for (const Value v : {Value(view->code), Value(view->globals), view->locals, view->back}) if (v) visit(v, context);
  for (std::uint32_t i = 0; i < view->count; ++i) if (view->values[i]) visit(view->values[i], context);
}

// ---- tracebacks -----------------------------------------------------------------------------------------------------------

Ref tb_frame(Vm& vm, Value v) { return or_none(vm, traceback(v)->frame); }
Ref tb_line(Vm& vm, Value v) { return vm.integer(traceback(v)->line); }
Ref tb_lasti(Vm& vm, Value v) { return vm.integer(2 * static_cast<std::int64_t>(traceback(v)->instruction)); }
Ref tb_next(Vm& vm, Value v) { return or_none(vm, Value(static_cast<const Object*>(traceback(v)->next))); }
Ref tb_set_next(Vm& vm, Value v, Value next) {
  if (!next || (!next.is_none() && vm.types.of(next) != vm.types.traceback)) {
    return vm.raise(Exc::TypeError, fmt::format("expected traceback object or None, got '{}'", next ? type_name_of(vm, next) : "NULL"));
  }
  TracebackObject* old = traceback(v)->next;
  traceback(v)->next = next.is_none() ? nullptr : traceback(share(next).release());
  if (old != nullptr) vm.heap.decref(Value(old));
  return vm.none();
}
void tb_destroy(Heap& heap, Object* o) {
  auto* tb = static_cast<TracebackObject*>(o);
  if (tb->next != nullptr) heap.decref(Value(tb->next));
  heap.decref(Value(tb->code));
  heap.decref(tb->frame);
}
void tb_visit(Object* o, Visit visit, void* context) {
  auto* tb = static_cast<TracebackObject*>(o);
  if (tb->next != nullptr) visit(Value(tb->next), context);
  visit(Value(tb->code), context);
  if (tb->frame) visit(tb->frame, context);
}

// ---- code objects -----------------------------------------------------------------------------------------------------------

Ref texts(Vm& vm, const std::vector<std::string>& names) {
  std::vector<Value> values;
  for (const std::string& name : names) values.push_back(Value(vm.intern(name)));
  return gilscope::make_tuple(vm.heap, values);
}
Ref co_name(Vm& vm, Value v) { return share(Value(vm.intern(code(v).name))); }
Ref co_qualname(Vm& vm, Value v) { return share(Value(vm.intern(code(v).qualname))); }
Ref co_filename(Vm& vm, Value v) { return share(Value(vm.intern(code(v).filename))); }
Ref co_firstlineno(Vm& vm, Value v) { return vm.integer(code(v).first_line); }
Ref co_argcount(Vm& vm, Value v) { return vm.integer(code(v).arg_count); }
Ref co_posonlyargcount(Vm& vm, Value v) { return vm.integer(code(v).posonly_arg_count); }
Ref co_kwonlyargcount(Vm& vm, Value v) { return vm.integer(code(v).kwonly_arg_count); }
Ref co_nlocals(Vm& vm, Value v) { return vm.integer(code(v).local_count); }
Ref co_stacksize(Vm& vm, Value v) { return vm.integer(code(v).stack_size); }
Ref co_flags(Vm& vm, Value v) { return vm.integer(code(v).flags); }
Ref co_names(Vm& vm, Value v) { return texts(vm, code(v).names); }
Ref co_varnames(Vm& vm, Value v) { return texts(vm, code(v).varnames()); }
Ref co_cellvars(Vm& vm, Value v) { return texts(vm, code(v).cellvars()); }
Ref co_freevars(Vm& vm, Value v) { return texts(vm, code(v).freevars()); }
Ref co_consts(Vm& vm, Value v) {
  const Executable* e = executable_of(vm, static_cast<CodeValue*>(v.object()));
  return gilscope::make_tuple(vm.heap, e->consts);
}
Ref code_repr(Vm& vm, Value v) {
  return vm.str(fmt::format("<code object {} at {}, file \"{}\", line {}>", code(v).name, address_text(vm, v.object()), code(v).filename, code(v).first_line));
}
void code_destroy(Heap&, Object* o) { delete static_cast<CodeValue*>(o)->code; }

// ---- cells ----------------------------------------------------------------------------------------------------------------

Ref cell_contents(Vm& vm, Value v) {
  const Value held = static_cast<CellObject*>(v.object())->value;
  return held ? share(held) : vm.raise(Exc::ValueError, "Cell is empty");
}
Ref set_cell_contents(Vm& vm, Value v, Value value) {
  auto* cell = static_cast<CellObject*>(v.object());
  vm.heap.decref(std::exchange(cell->value, value ? vm.heap.publish(value) : Value()));
  return vm.none();
}
Ref cell_repr(Vm& vm, Value v) {
  const Value held = static_cast<CellObject*>(v.object())->value;
  if (!held) return vm.str(fmt::format("<cell at {}: empty>", address_text(vm, v.object())));
  const std::string where = held.is_object() ? " at " + address_text(vm, held.object()) : "";
  return vm.str(fmt::format("<cell at {}: {} object{}>", address_text(vm, v.object()), type_name_of(vm, held), where));
}
void cell_destroy(Heap& heap, Object* o) { heap.decref(static_cast<CellObject*>(o)->value); }
void cell_visit(Object* o, Visit visit, void* context) {
  const Value held = static_cast<CellObject*>(o)->value;
  if (held) visit(held, context);
}

const NativeSpec kFrameMethods[] = {{.name = "clear", .fn = frame_clear, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall}};
const GetSetSpec kFrame[] = {{.name = "f_code", .get = frame_code},     {.name = "f_globals", .get = frame_globals},
                             {.name = "f_locals", .get = frame_get_locals}, {.name = "f_back", .get = frame_back},
                             {.name = "f_lineno", .get = frame_line},   {.name = "f_lasti", .get = frame_lasti},
                             {.name = "f_builtins", .get = frame_builtins}};
const GetSetSpec kTraceback[] = {{.name = "tb_frame", .get = tb_frame}, {.name = "tb_lineno", .get = tb_line},
                                 {.name = "tb_lasti", .get = tb_lasti}, {.name = "tb_next", .get = tb_next, .set = tb_set_next}};
const GetSetSpec kCode[] = {{.name = "co_name", .get = co_name}, {.name = "co_qualname", .get = co_qualname}, {.name = "co_filename", .get = co_filename},
                            {.name = "co_firstlineno", .get = co_firstlineno}, {.name = "co_argcount", .get = co_argcount},
                            {.name = "co_posonlyargcount", .get = co_posonlyargcount}, {.name = "co_kwonlyargcount", .get = co_kwonlyargcount},
                            {.name = "co_nlocals", .get = co_nlocals}, {.name = "co_stacksize", .get = co_stacksize}, {.name = "co_flags", .get = co_flags},
                            {.name = "co_names", .get = co_names}, {.name = "co_varnames", .get = co_varnames}, {.name = "co_cellvars", .get = co_cellvars},
                            {.name = "co_freevars", .get = co_freevars}, {.name = "co_consts", .get = co_consts}};
const GetSetSpec kCell[] = {{.name = "cell_contents", .get = cell_contents, .set = set_cell_contents}};

}  // namespace

void install_frame_types(Vm& vm) {
  Types& t = vm.types;
  t.frame->basic_bytes = sizeof(FrameView);
  t.frame->slots.repr = frame_repr;
  t.frame->slots.destroy = frame_destroy;
  t.frame->slots.visit = frame_visit;
  add_getset(vm, t.frame, kFrame);
  add_methods(vm, t.frame, kFrameMethods);
  t.traceback->basic_bytes = sizeof(TracebackObject);
  t.traceback->slots.destroy = tb_destroy;
  t.traceback->slots.visit = tb_visit;
  add_getset(vm, t.traceback, kTraceback);
  t.code->basic_bytes = sizeof(CodeValue);
  t.code->slots.repr = code_repr;
  t.code->slots.destroy = code_destroy;
  add_getset(vm, t.code, kCode);
  t.cell->basic_bytes = sizeof(CellObject);
  t.cell->slots.repr = cell_repr;
  t.cell->slots.destroy = cell_destroy;
  t.cell->slots.visit = cell_visit;
  add_getset(vm, t.cell, kCell);
}

}  // namespace gilscope
