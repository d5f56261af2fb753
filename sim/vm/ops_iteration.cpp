// Iteration, and the instructions of generator bodies.
#include <fmt/format.h>

#include "sim/bytecode/opcode.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/generators.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/shared_iterators.hpp"
#include "sim/vm/text.hpp"

namespace gilscope {

Step op_get_iter(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 1, 1)) return Step::Retry;
  if (op.vm.types.of(op.top()) == op.vm.types.generator) return Step::Next;
  return finish_push(op, iter(op.vm, op.top()), 1);
}

Step op_get_yield_from_iter(const Op& op) { return op_get_iter(op); }

// ---- FOR_ITER -------------------------------------------------------------------------------------------------------------

namespace {

Step finish_for(const Op& op, Ref result) {
  if (result.is_pending()) {
    op.frame.deliver = Deliver::ForIter;
    op.frame.pending_pops = 0;
    return Step::Switch;
  }
  if (!result) return Step::Raised;
  op.frame.deliver = Deliver::ForIter;
  return deliver_to_python(op.vm, op.frame, std::move(result));
}

}  // namespace

Step op_for_iter(const Op& op) {
  Vm& vm = op.vm;
  const Value iterator = op.top();
  TypeObject* type = vm.types.of(iterator);
  if (type != vm.types.generator && must_wait(vm)) return Step::Retry;  // its container or its next item may belong to another thread
  if (type == vm.types.generator) {
    return finish_for(op, resume_generator(vm, static_cast<GeneratorObject*>(iterator.object()), Value::none(), ResumeMode::Next));
  }
  read_container(vm, iterator);
  const bool has_form = type == vm.types.list_iterator || type == vm.types.tuple_iterator || type == vm.types.range_iterator;
  if (!has_form) vm.charge_unspecialized(op.instr.opcode);
  return finish_for(op, type == vm.types.set_iterator ? next_of_set(vm, iterator) : next(vm, iterator));
}

// ---- yield from -----------------------------------------------------------------------------------------------------------

namespace {

/// Not a generator: next(it) for None, it.send(v) otherwise. The end is exhausted() with its value in stop_value.
Co<Ref> send_to_iterator(Vm& vm, Value it, Value sent) {
  Ref result;
  if (sent.is_none()) {
    result = co_await vm.finish(next(vm, it));
  } else {
    result = co_await vm.finish(call_method(vm, it, vm.names->send, Args{&sent, 1, nullptr}));
  }
  if (result || !vm.raised_is(Exc::StopIteration)) co_return result;
  Ref stop = vm.take_raised();
  vm.thread->stop_value = share(static_cast<ExceptionObject*>(stop.get().object())->notes_or_value).release();
  co_return steal(Value::exhausted());
}

}  // namespace

Step op_send(const Op& op) {
  Vm& vm = op.vm;
  if (must_wait_for(vm, op.frame.sp - 2, 2)) return Step::Retry;
  const Value target = op.top(2), sent = op.top(1);
  if (vm.types.of(target) == vm.types.generator) {
    return finish_later(op, resume_generator(vm, static_cast<GeneratorObject*>(target.object()), sent, ResumeMode::Next), CustomStep::Send);
  }
  return finish_later(op, vm.start(send_to_iterator(vm, target, sent)), CustomStep::Send);
}

Step finish_send(const Op& op, Ref result) {
  op.drop(1);
  if (!result.get().is_exhausted()) {
    op.push(result.release());
    return Step::Next;
  }
  op.push(op.vm.thread->take_stop_value().release());
  op.frame.ip = const_cast<ExecInstr*>(op.instr.target);
  return Step::Next;
}

// ---- inside a generator ---------------------------------------------------------------------------------------------------

Step op_return_generator(const Op& op) {
  GeneratorObject* g = generator_from_frame(op.vm, &op.frame);
  return deliver_to_top(op.vm, steal(Value(g)));
}

Step op_yield_value(const Op& op) {
  Vm& vm = op.vm;
  // Whoever else has the generator sees it suspended from this instant on.
  if (must_wait(vm) && is_shared(vm, Value(op.frame.generator))) return Step::Retry;
  Ref value = steal(op.pop());
  // The generator itself stays alive through the caller's operand.
  suspend_generator(vm, &op.frame);
  return deliver_to_top(vm, std::move(value));
}

/// RETURN_VALUE and RETURN_CONST in a generator's frame.
Step op_generator_return(const Op& op) {
  Vm& vm = op.vm;
  const bool is_const = op.instr.opcode == static_cast<std::uint16_t>(Opcode::ReturnConst);
  if (must_wait(vm)) return Step::Retry;
  Ref value = is_const ? share(constant_of(op.instr)) : steal(op.pop());
  const ResumeMode mode = op.frame.generator->mode;
  finish_generator(vm, &op.frame);
  if (mode == ResumeMode::Send) {
    raise_stop_iteration(vm, value);
    return deliver_to_top(vm, nullptr);
  }
  vm.heap.decref(std::exchange(vm.thread->stop_value, Value()));
  if (!value.get().is_none()) vm.thread->stop_value = value.release();
  return deliver_to_top(vm, steal(Value::exhausted()));
}

}  // namespace gilscope
