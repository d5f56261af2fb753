#include "sim/vm/exceptions.hpp"

#include <fmt/format.h>

#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/frame_view.hpp"
#include "sim/vm/generators.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/native_frames.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"

namespace gilscope {

// ---- instances ------------------------------------------------------------------------------------------------------------

ExceptionObject* as_exception(Vm& vm, Value v) {
  if (!v.is_object() || v.object()->type->layout != Layout::Exception) return nullptr;
  (void)vm;
  return static_cast<ExceptionObject*>(v.object());
}

bool is_exception_class(Vm& vm, Value v) {
  if (!v.is_object() || v.object()->type->layout != Layout::Type) return false;
  return static_cast<TypeObject*>(v.object())->is_subtype_of(vm.types.exception(Exc::BaseException));
}

ExceptionObject* make_exception(Vm& vm, TypeObject* type, std::initializer_list<Value> args) {
  auto* e = new_object<ExceptionObject>(vm, type);
  e->args = as_tuple(make_tuple(vm.heap, {args.begin(), args.size()}).release());
  vm.charge(Cost::AllocGc);  // the tuple of its arguments
  return e;
}

// ---- raising --------------------------------------------------------------------------------------------------------------

Value handled_exception(Vm& vm) {
  for (const ExcInfo* info = vm.thread->exc_info; info != nullptr; info = info->previous) {
    if (info->exception && !info->exception.is_none()) return info->exception;
  }
  return Value();
}

namespace {

ExceptionObject* context_of(ExceptionObject* e) { return e->context.is_object() ? static_cast<ExceptionObject*>(e->context.object()) : nullptr; }

/// The exception being handled becomes the new one's context; a chain that leads back to the new one is cut (errors.c: _PyErr_SetObject).
void chain_context(Vm& vm, ExceptionObject* e) {
  const Value handled = handled_exception(vm);
  if (!handled || handled == Value(e)) return;
  // The chain may be a ring already (a program can set __context__): a second walker at half the speed notices, as in CPython.
  auto* slow = static_cast<ExceptionObject*>(handled.object());
  bool advance_slow = false;
  for (auto* link = slow; context_of(link) != nullptr; link = context_of(link)) {
    if (context_of(link) == e) {
      vm.heap.decref(std::exchange(link->context, Value()));
      break;
    }
    if (context_of(link) == slow) break;
    if (advance_slow) slow = context_of(slow);
    advance_slow = !advance_slow;
  }
  vm.heap.incref(handled);
  vm.heap.decref(std::exchange(e->context, handled));
}

}  // namespace

Ref raise_exception(Vm& vm, ExceptionObject* owned) {
  chain_context(vm, owned);
  vm.heap.decref(std::exchange(vm.thread->raised, Value(owned)));
  return nullptr;
}

Ref Vm::raise(Exc kind, std::string_view message) {
  Ref text = str(message);
  charge(Cost::ExceptionRaise);
  if (message.find('\'') != std::string_view::npos) charge(Cost::NativeCallLarge);  // it names something: PyErr_Format, not PyErr_SetString
  return raise_exception(*this, make_exception(*this, types.exception(kind), {text}));
}

Ref Vm::raise(Exc kind) {
  charge(Cost::ExceptionRaise);
  return raise_exception(*this, make_exception(*this, types.exception(kind), {}));
}

Ref Vm::raise_value(Value exception) {
  if (as_exception(*this, exception) != nullptr) {
    heap.incref(exception);
    return raise_exception(*this, static_cast<ExceptionObject*>(exception.object()));
  }
  return raise_exception(*this, make_exception(*this, static_cast<TypeObject*>(exception.object()), {}));
}

bool Vm::raised_is(Exc kind) const {
  return thread->raised && thread->raised.object()->type->is_subtype_of(types.exception(kind));
}

Ref Vm::take_raised() { return Ref::steal(std::exchange(thread->raised, Value())); }

Ref raise_key_error(Vm& vm, Value key) {
  vm.charge(Cost::ExceptionRaise);
  return raise_exception(vm, make_exception(vm, vm.types.exception(Exc::KeyError), {key}));
}

Ref raise_stop_iteration(Vm& vm, Value value) {
  ExceptionObject* e = value.is_none() ? make_exception(vm, vm.types.exception(Exc::StopIteration), {})
                                       : make_exception(vm, vm.types.exception(Exc::StopIteration), {value});
  e->notes_or_value = share(value).release();
  vm.charge(Cost::ExceptionRaise);
  return raise_exception(vm, e);
}

Ref raise_name_error(Vm& vm, Exc kind, std::string_view text, StrObject* name) {
  Ref message = vm.str(text);
  ExceptionObject* e = make_exception(vm, vm.types.exception(kind), {message});
  e->extra[0] = share(Value(name)).release();
  vm.charge(Cost::ExceptionRaise);
  return raise_exception(vm, e);
}

// ---- unwinding ------------------------------------------------------------------------------------------------------------

int line_of(const PythonFrame& frame) {
  const std::uint32_t index = frame.executable->index_of(frame.ip);
  return frame.executable->code->code[index == 0 ? 0 : index - 1].line;
}

namespace {

/// The local names that a NameError could have meant are known only while its frame is there.
void remember_names(Vm& vm, ExceptionObject* e, const PythonFrame& frame) {
  if (e->traceback.is_object() || !e->type->is_subtype_of(vm.types.exception(Exc::NameError)) || e->extra[2] || !e->extra[0]) return;
  std::vector<Value> names;
  for (std::uint32_t i = 0; i < frame.executable->slot_count; ++i) {
    if (!frame.slots[i]) continue;
    StrObject* name = frame.executable->local_names[i];
    names.push_back(Value(name));
    const bool is_self = str_equals(name, "self") && is_str(e->extra[0]);
    if (is_self && (lookup_in_mro(vm, vm.types.of(frame.slots[i]), as_str(e->extra[0])) ||
                    (frame.slots[i].is_object() && instance_attribute(vm, frame.slots[i].object(), as_str(e->extra[0]))))) {
      e->extra[1] = vm.str("self." + to_utf8(e->extra[0])).release();
    }
  }
  e->extra[2] = gilscope::make_tuple(vm.heap, names).release();
}

}  // namespace

void add_traceback(Vm& vm, PythonFrame& frame, std::uint32_t index) {
  auto* e = static_cast<ExceptionObject*>(vm.thread->raised.object());
  remember_names(vm, e, frame);
  auto* entry = vm.heap.make<TracebackObject>(vm.types.traceback);
  entry->next = e->traceback.is_object() ? static_cast<TracebackObject*>(e->traceback.object()) : nullptr;
  vm.heap.incref(frame.code);
  entry->code = frame.code;
  entry->instruction = index;
  const int line = frame.executable->code->code[index].line;
  entry->line = line > 0 ? static_cast<std::uint32_t>(line) : static_cast<std::uint32_t>(frame.executable->code->first_line);
  entry->frame = share(Value(view_of(vm, frame))).release();
  e->traceback = Value(entry);
}

namespace {

/// The stack is cut to the handler's depth, and the handler begins with the exception on top.
void enter_handler(Vm& vm, PythonFrame& frame, const ExceptionEntry& entry, std::uint32_t index) {
  Value* depth = frame.stack_base() + entry.depth;
  while (frame.sp > depth) vm.heap.decref(*--frame.sp);
  if (entry.push_lasti) *frame.sp++ = Value::integer(index);
  *frame.sp++ = std::exchange(vm.thread->raised, Value());
  frame.ip = frame.executable->instrs.data() + entry.target;
}

}  // namespace

bool unwind(Vm& vm, bool add_entry) {
  Thread& t = *vm.thread;
  if (std::exchange(vm.priv().skip_traceback_entry, false)) add_entry = false;
  for (;;) {
    if (t.top->kind == FrameKind::Native) {
      vm.priv().delivered = nullptr;
      vm.priv().has_delivered = true;
      return false;
    }
    auto& frame = static_cast<PythonFrame&>(*t.top);
    const std::uint32_t at = frame.executable->index_of(frame.ip);
    const std::uint32_t index = at == 0 ? 0 : at - 1;
    vm.charge(Cost::ExceptionUnwind);
    if (add_entry) {
      vm.charge(Cost::TracebackEntry);
      add_traceback(vm, frame, index);
    }
    add_entry = true;
    const ExceptionEntry* entry = frame.executable->code->handler_of(index);
    if (entry != nullptr) {
      enter_handler(vm, frame, *entry, index);
      return true;
    }
    if (frame.generator != nullptr) {
      finish_generator(vm, &frame);
    } else {
      pop_python_frame(vm, &frame);
    }
  }
}

}  // namespace gilscope
