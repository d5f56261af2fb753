// Making functions and closures.
#include "sim/bytecode/opcode.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/ops.hpp"

namespace gilscope {

FunctionObject* make_function_object(Vm& vm, CodeValue* code, DictObject* globals) {
  const Executable* e = executable_of(vm, code);
  auto* f = vm.heap.make<FunctionObject>(vm.types.function);
  vm.heap.incref(code);
  vm.heap.incref(globals);
  f->code = code;
  f->globals = globals;
  const Value builtins = dict_get_str(globals, vm.names->dunder_builtins);
  f->builtins = builtins && is_dict(builtins) ? as_dict(builtins) : vm.builtins;
  vm.heap.incref(f->builtins);
  f->name = vm.intern(e->code->name);
  f->qualname = vm.intern(e->code->qualname);
  // A docstring is the first constant, if that is a str (co_consts[0]; the compiler puts None there otherwise).
  const bool has_doc = !e->code->consts.empty() && e->code->consts[0].kind == ConstantKind::Str;
  f->doc = has_doc ? share(e->consts[0]).release() : Value::none();
  f->module = share(dict_get_str(globals, vm.names->dunder_name)).release();
  // Not functions in functions (Objects/funcobject.c: PyFunction_New): they come and go, and often hold variables.
  if ((e->code->flags & code_flags::kNested) == 0) vm.runtime.object_born_deferred(f);
  return f;
}

Step op_make_function(const Op& op) {
  auto* code = static_cast<CodeValue*>(op.top().object());
  FunctionObject* f = make_function_object(op.vm, code, op.frame.globals);
  op.drop(1);
  op.push(Value(f));
  return Step::Next;
}

/// The value lies under the function and moves into it.
Step op_set_function_attribute(const Op& op) {
  auto* f = static_cast<FunctionObject*>(op.top().object());
  const Value v = op.top(2);
  switch (op.instr.arg) {
    case kFunctionDefaults: f->defaults = as_tuple(v); break;
    case kFunctionKwDefaults: f->kw_defaults = as_dict(v); break;
    case kFunctionAnnotations: f->annotations = v; break;
    case kFunctionClosure: f->closure = as_tuple(v); break;
    default: break;
  }
  op.top(2) = op.top();
  op.pop();
  return Step::Next;
}

Step op_make_cell(const Op& op) {
  Value& slot = op.frame.slots[op.instr.arg];
  auto* cell = op.vm.heap.make<CellObject>(op.vm.types.cell);
  if (slot) {
    cell->value = op.vm.heap.publish(slot);
    op.vm.heap.decref(slot);
  }
  slot = Value(cell);
  return Step::Next;
}

Step op_copy_free_vars(const Op& op) {
  const TupleObject* closure = op.frame.function->closure;
  const std::uint32_t first = op.frame.executable->slot_count - op.instr.arg;
  if (must_wait_for(op.vm, closure->items, op.instr.arg)) return Step::Retry;
  for (std::uint32_t i = 0; i < op.instr.arg; ++i) op.frame.slots[first + i] = share(closure->items[i]).release();
  return Step::Next;
}

}  // namespace gilscope
