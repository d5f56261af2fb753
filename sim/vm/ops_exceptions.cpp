// raise, except, with.
#include <fmt/format.h>

#include "sim/bytecode/opcode.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/text.hpp"

namespace gilscope {

// ---- raise ----------------------------------------------------------------------------------------------------------------

namespace {

Co<Ref> instance_of(Vm& vm, Value type) {
  Ref made = co_await vm.call(type);
  if (!made) co_return nullptr;
  if (as_exception(vm, made) == nullptr) {
    co_return vm.raise(Exc::TypeError, fmt::format("calling <class '{}'> should have returned an instance of BaseException, not <class '{}'>",
                                                   full_type_name(vm, static_cast<TypeObject*>(type.object())),
                                                   full_type_name(vm, vm.types.of(made))));
  }
  co_return made;
}

/// raise X from Y with both still to be made into instances.
Co<Ref> make_raised(Vm& vm, Value what, Value cause, bool has_cause) {
  Ref exception;
  if (is_exception_class(vm, what)) {
    exception = co_await instance_of(vm, what);
    if (!exception) co_return nullptr;
  } else if (as_exception(vm, what) != nullptr) {
    exception = share(what);
  } else {
    co_return vm.raise(Exc::TypeError, "exceptions must derive from BaseException");
  }
  if (!has_cause) co_return exception;
  Ref reason;
  if (is_exception_class(vm, cause)) {
    reason = co_await instance_of(vm, cause);
    if (!reason) co_return nullptr;
  } else if (as_exception(vm, cause) != nullptr) {
    reason = share(cause);
  } else if (!cause.is_none()) {
    co_return vm.raise(Exc::TypeError, "exception causes must derive from BaseException");
  }
  auto* e = static_cast<ExceptionObject*>(exception.get().object());
  vm.heap.decref(std::exchange(e->cause, reason.release()));
  e->suppress_context = true;
  co_return exception;
}

}  // namespace

Step op_raise_varargs(const Op& op) {
  Vm& vm = op.vm;
  if (must_wait(vm) && must_wait_for(vm, op.frame.sp - op.instr.arg, op.instr.arg)) return Step::Retry;
  if (op.instr.arg == 0) {
    const Value handled = handled_exception(vm);
    if (!handled) {
      vm.raise(Exc::RuntimeError, "No active exception to reraise");
      return Step::Raised;
    }
    vm.thread->raised = share(handled).release();
    return unwind_again(op);
  }
  vm.charge(Cost::ExceptionRaise);
  const bool has_cause = op.instr.arg == 2;
  const Value what = op.top(has_cause ? 2 : 1), cause = has_cause ? op.top(1) : Value();
  return finish_later(op, vm.start(make_raised(vm, what, cause, has_cause)), CustomStep::RaiseInstance);
}

Step finish_raise(const Op& op, Ref exception) {
  raise_exception(op.vm, static_cast<ExceptionObject*>(exception.release().object()));
  return Step::Raised;
}

/// The raised exception goes on from here without a new traceback entry.
Step unwind_again(const Op& op) {
  op.vm.priv().skip_traceback_entry = true;
  return Step::Raised;
}

/// The operand under it (where the exception was first raised) serves f_lineno only; the handler search begins here.
Step op_reraise(const Op& op) {
  op.vm.heap.decref(std::exchange(op.vm.thread->raised, op.pop()));
  return unwind_again(op);
}

// ---- except ---------------------------------------------------------------------------------------------------------------

Step op_push_exc_info(const Op& op) {
  ExcInfo* info = op.vm.thread->exc_info;
  const Value raised = op.pop();
  op.push(info->exception ? info->exception : Value::none());
  info->exception = share(raised).release();
  op.push(raised);
  return Step::Next;
}

Step op_pop_except(const Op& op) {
  ExcInfo* info = op.vm.thread->exc_info;
  const Value before = op.pop();
  op.vm.heap.decref(std::exchange(info->exception, before.is_none() ? Value() : before));
  return Step::Next;
}

namespace {

bool check_catchable(Vm& vm, Value type) {
  if (type.is_object() && type.object()->type->layout == Layout::Tuple) {
    const TupleObject* t = as_tuple(type);
    for (std::uint32_t i = 0; i < t->length; ++i) if (!check_catchable(vm, t->items[i])) return false;
    return true;
  }
  if (is_exception_class(vm, type)) return true;
  vm.raise(Exc::TypeError, "catching classes that do not inherit from BaseException is not allowed");
  return false;
}

bool matches(TypeObject* raised, Value type) {
  if (type.object()->type->layout != Layout::Tuple) return raised->is_subtype_of(static_cast<TypeObject*>(type.object()));
  const TupleObject* t = as_tuple(type);
  for (std::uint32_t i = 0; i < t->length; ++i) if (matches(raised, t->items[i])) return true;
  return false;
}

}  // namespace

Step op_check_exc_match(const Op& op) {
  const Value type = op.top(1), raised = op.top(2);
  if (!check_catchable(op.vm, type)) return Step::Raised;
  const bool match = matches(op.vm.types.of(raised), type);
  op.drop(1);
  op.push(Value::boolean(match));
  return Step::Next;
}

Step op_load_assertion_error(const Op& op) {
  op.push(share(Value(op.vm.types.exception(Exc::AssertionError))).release());
  return Step::Next;
}

/// An exception thrown into `yield from`: the sub-iterator's StopIteration ends the delegation with its value.
Step op_cleanup_throw(const Op& op) {
  Vm& vm = op.vm;
  const Value raised = op.top(1);
  if (!vm.types.of(raised)->is_subtype_of(vm.types.exception(Exc::StopIteration))) {
    vm.thread->raised = op.pop();
    return unwind_again(op);
  }
  const Value value = static_cast<ExceptionObject*>(raised.object())->notes_or_value;
  Ref result = value ? share(value) : vm.none();
  op.drop(3);
  op.push(Value::none());
  op.push(result.release());
  return Step::Next;
}

// ---- with -----------------------------------------------------------------------------------------------------------------

namespace {

/// A special method bound to its object. Null: TypeError is set.
Ref special_method(Vm& vm, Value object, StrObject* name, const char* missing) {
  const Value found = lookup_special(vm, vm.types.of(object), name);
  if (found) return bind_descriptor(vm, found, object, vm.types.of(object));
  return vm.raise(Exc::TypeError, fmt::format("'{}' object does not support the context manager protocol{}", type_name_of(vm, object), missing));
}

}  // namespace

/// Replaces the manager by its bound __exit__, then calls __enter__ (no eval-breaker test afterwards in 3.13).
Step op_before_with(const Op& op) {
  Vm& vm = op.vm;
  if (must_wait(vm) && needs_order(vm, op.top())) return Step::Retry;
  const Value manager = op.top();
  Ref enter = special_method(vm, manager, vm.names->dunder_enter, "");
  if (!enter) return Step::Raised;
  Ref exit = special_method(vm, manager, vm.names->dunder_exit, " (missed __exit__ method)");
  if (!exit) return Step::Raised;
  op.top() = exit.release();
  Ref keep = steal(manager);
  // The bound __enter__ holds the manager while it runs: it waits above the stack's top until its result replaces it.
  op.push(enter.release());
  return finish_push(op, call(vm, op.top(), Args{}), 1);
}

/// exit_func, lasti, previous exception, exception: calls exit_func(type, exception, traceback).
Step op_with_except_start(const Op& op) {
  Vm& vm = op.vm;
  if (must_wait(vm) && needs_order(vm, op.top(4))) return Step::Retry;
  const Value raised = op.top(1);
  const Value traceback = static_cast<ExceptionObject*>(raised.object())->traceback;
  Value args[3] = {Value(vm.types.of(raised)), raised, traceback ? traceback : Value::none()};
  return finish_push(op, vm.start([](Vm& v, Value exit, Value a, Value b, Value c) -> Co<Ref> {
    Ref result = co_await v.call(exit, a, b, c);
    co_return result;
  }(vm, op.top(4), args[0], args[1], args[2])), 0);
}

}  // namespace gilscope
