// CALL and its relatives, and the rare intrinsics.
#include <fmt/format.h>

#include <cstring>

#include "sim/bytecode/opcode.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/classes.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/import.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/text.hpp"

namespace gilscope {

namespace {

/// The operands of CALL and CALL_KW: callee, self or NULL, positional arguments, keyword values.
struct Operands {
  Value* base;          ///< where the callee lies
  std::uint32_t count;  ///< arguments, keyword values included, self not
};

/// `x.m` that was bound to an object: its function and self go into the two places they belong to.
void unpack_bound_method(const Op& op, const Operands& o) {
  if (o.base[1] || op.vm.types.of(o.base[0]) != op.vm.types.method) return;
  const Value method = o.base[0];
  auto* bound = static_cast<BoundMethod*>(method.object());
  o.base[1] = share(bound->self).release();
  o.base[0] = share(bound->function).release();
  op.vm.heap.decref(method);
}

Args arguments_of(const Operands& o, const TupleObject* keywords) {
  const std::uint32_t names = keywords == nullptr ? 0 : keywords->length;
  if (o.base[1]) return Args{o.base + 1, o.count - names + 1, keywords};
  return Args{o.base + 2, o.count - names, keywords};
}

/// The specialized CALL_LEN, CALL_ISINSTANCE, CALL_TYPE_1 and CALL_LIST_APPEND do not test the eval breaker (model document 1.7).
bool skips_poll(const Op& op, Value callee, std::uint32_t args) {
  if (!op.vm.runtime.config.specialize) return false;
  if (callee == Value(op.vm.types.type)) return args == 1;
  const TypeObject* type = op.vm.types.of(callee);
  if (type == op.vm.types.builtin_function) {
    const char* name = static_cast<NativeFunction*>(callee.object())->spec->name;
    return std::strcmp(name, "len") == 0 || std::strcmp(name, "isinstance") == 0;
  }
  if (type != op.vm.types.method_descriptor) return false;
  auto* native = static_cast<NativeFunction*>(callee.object());
  return native->owner == op.vm.types.list && std::strcmp(native->spec->name, "append") == 0 &&
         op.frame.ip->opcode == static_cast<std::uint16_t>(Opcode::PopTop);
}

/// A Python function: its frame takes the arguments over from the stack.
Step enter_function(const Op& op, Value* base, const Args& args) {
  Vm& vm = op.vm;
  auto* function = static_cast<FunctionObject*>(base[0].object());
  op.frame.deliver = Deliver::Push;
  op.frame.pending_pops = 0;
  PythonFrame* called = push_frame(vm, function);
  if (called == nullptr) return Step::Raised;
  const bool bound = bind_arguments(vm, *called, args, const_cast<Value*>(args.data));
  if (!bound) pop_python_frame(vm, called);
  // What is left on the caller's stack: the callee, and arguments that were copied into *args.
  while (op.frame.sp > base) vm.heap.decref(*--op.frame.sp);
  return bound ? Step::Switch : Step::Raised;
}

/// A class whose construction is an empty instance and a Python __init__: the instance stays on the stack under __init__'s frame.
Step enter_init(const Op& op, Value* base, const Args& args, FunctionObject* init) {
  Vm& vm = op.vm;
  auto* cls = static_cast<TypeObject*>(base[0].object());
  Ref instance = new_plain_instance(vm, cls);
  if (!instance) return Step::Raised;
  // CALL_ALLOC_AND_ENTER_INIT wants inline values; otherwise type_call and slot_tp_init enter the interpreter once more.
  if (!vm.runtime.config.specialize || (cls->type_flags & kTypeHasDict) == 0) vm.charge(Cost::PythonCallFromNative);
  PythonFrame* called = push_frame(vm, init);
  if (called == nullptr) return Step::Raised;
  std::vector<Value> all;  // rare shapes only: keywords, many arguments
  Value few[8];
  const std::uint32_t total = args.count + args.keyword_count();
  Value* values = few;
  if (total + 1 > 8) {
    all.resize(total + 1);
    values = all.data();
  }
  values[0] = share(instance).release();
  for (std::uint32_t i = 0; i < total; ++i) values[i + 1] = std::exchange(const_cast<Value*>(args.data)[i], Value());
  const bool bound = bind_arguments(vm, *called, Args{values, args.count + 1, args.keywords}, values);
  for (std::uint32_t i = 0; i <= total; ++i) vm.heap.decref(values[i]);
  if (!bound) {
    pop_python_frame(vm, called);
    return Step::Raised;
  }
  while (op.frame.sp > base) vm.heap.decref(*--op.frame.sp);
  op.push(instance.release());
  op.frame.deliver = Deliver::InitResult;
  op.frame.pending_pops = 0;
  return Step::Switch;
}

Step finish_native(const Op& op, Value* base, Ref result, bool polls) {
  const int pops = static_cast<int>(op.frame.sp - base);
  if (!polls) return finish_push(op, std::move(result), pops);
  if (result.is_pending()) {
    op.frame.deliver = Deliver::Custom;
    op.frame.step = static_cast<std::uint8_t>(CustomStep::CallPolled);
    op.frame.pending_pops = static_cast<std::uint32_t>(pops);
    return Step::Switch;
  }
  const Step step = finish_push(op, std::move(result), pops);
  return step == Step::Next ? Step::Polled : step;
}

Step call_operands(const Op& op, const Operands& o, const TupleObject* keywords) {
  Vm& vm = op.vm;
  unpack_bound_method(op, o);
  const Value callee = o.base[0];
  const Args args = arguments_of(o, keywords);
  TypeObject* type = vm.types.of(callee);
  if (type == vm.types.function) return enter_function(op, o.base, args);
  if (must_wait(vm)) {
    for (const Value* v = o.base; v < op.frame.sp; ++v) if (needs_order(vm, *v)) return Step::Retry;
  }
  if (type == vm.types.type || (type->layout == Layout::Type && type->slots.call == vm.types.type->slots.call)) {
    auto* cls = static_cast<TypeObject*>(callee.object());
    Value init;
    if ((cls->type_flags & kTypeHeap) != 0 && has_plain_construction(vm, cls, init) && init && vm.types.of(init) == vm.types.function) {
      return enter_init(op, o.base, args, static_cast<FunctionObject*>(init.object()));
    }
  }
  const bool polls = !skips_poll(op, callee, args.count);
  return finish_native(op, o.base, call(vm, callee, args), polls);
}

}  // namespace

Step op_call(const Op& op) {
  const std::uint32_t n = op.instr.arg;
  return call_operands(op, Operands{op.frame.sp - n - 2, n}, nullptr);
}

/// The tuple of keyword names lies on top; it is a constant of the code, so it stays alive without the stack's reference.
Step op_call_kw(const Op& op) {
  const std::uint32_t n = op.instr.arg;
  const Value names = op.top();
  const Operands o{op.frame.sp - n - 3, n};
  unpack_bound_method(op, o);
  if (op.vm.types.of(o.base[0]) == op.vm.types.function) {
    op.pop();  // an immortal constant
    return enter_function(op, o.base, arguments_of(o, as_tuple(names)));
  }
  return call_operands(op, o, as_tuple(names));
}

// ---- CALL_FUNCTION_EX -----------------------------------------------------------------------------------------------------

namespace {

/// callee(*args, **kwargs): the mapping's keys and values are laid out behind the positional ones.
Co<Ref> call_spread(Vm& vm, Value callee, Value args, Value keywords) {
  Ref positional;
  if (vm.types.of(args) == vm.types.tuple) {
    positional = share(args);
  } else {
    positional = co_await vm.finish(tuple_of(vm, args));
  }
  if (!positional) {
    const TypeObject* type = vm.types.of(args);
    if (vm.raised_is(Exc::TypeError) && type->slots.iter == nullptr && type->slots.get_item == nullptr) {
      vm.clear_raised();
      co_return vm.raise(Exc::TypeError, fmt::format("{} argument after * must be an iterable, not {}", callable_name(vm, callee), type_name(type)));
    }
    co_return nullptr;
  }
  const TupleObject* front = as_tuple(positional);
  std::vector<Value> all(front->items, front->items + front->length);
  std::vector<Value> names;
  Ref keep = share(keywords);
  if (keywords) {
    const DictObject* d = as_dict(keywords);
    for (std::int64_t i = dict_next(d, 0); i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
      if (!is_str(d->entries[i].key)) co_return vm.raise(Exc::TypeError, "keywords must be strings");
      names.push_back(d->entries[i].key);
      all.push_back(d->entries[i].value);
    }
  }
  Ref name_tuple = gilscope::make_tuple(vm.heap, names);
  const TupleObject* keyword_names = names.empty() ? nullptr : as_tuple(name_tuple);
  Ref result = co_await vm.finish(call(vm, callee, Args{all.data(), front->length, keyword_names}));
  co_return result;
}

Ref spread_call(Vm& vm, Value callee, Value args, Value keywords) {
  const bool none = !keywords || (is_dict(keywords) && as_dict(keywords)->used == 0);
  if (none && vm.types.of(args) == vm.types.tuple) {
    return call(vm, callee, Args{as_tuple(args)->items, as_tuple(args)->length, nullptr});
  }
  return vm.start(call_spread(vm, callee, args, none ? Value() : keywords));
}

}  // namespace

Step op_call_function_ex(const Op& op) {
  const bool has_keywords = (op.instr.arg & 1) != 0;
  const int pops = has_keywords ? 4 : 3;
  Value* base = op.frame.sp - pops;
  if (must_wait(op.vm)) {
    for (const Value* v = base; v < op.frame.sp; ++v) if (needs_order(op.vm, *v)) return Step::Retry;
  }
  const bool python = op.vm.types.of(base[0]) == op.vm.types.function;
  const InlinedCall entered(op.vm, python);
  Ref result = spread_call(op.vm, base[0], base[2], has_keywords ? base[3] : Value());
  return finish_native(op, base, std::move(result), !python);
}

// ---- CALL_INTRINSIC_1 -----------------------------------------------------------------------------------------------------

namespace {

/// A StopIteration that escapes from a generator's body becomes a RuntimeError (PEP 479).
Step stop_iteration_error(const Op& op) {
  Vm& vm = op.vm;
  const Value v = op.top();
  ExceptionObject* raised = as_exception(vm, v);
  if (raised == nullptr || !vm.types.of(v)->is_subtype_of(vm.types.exception(Exc::StopIteration))) return Step::Next;
  Ref text = vm.str("generator raised StopIteration");
  ExceptionObject* error = make_exception(vm, vm.types.exception(Exc::RuntimeError), {text});
  error->cause = share(v).release();
  error->context = share(v).release();
  error->suppress_context = true;
  op.drop(1);
  op.push(Value(error));
  return Step::Next;
}

}  // namespace

Step op_call_intrinsic_1(const Op& op) {
  switch (op.instr.arg) {
    case kIntrinsicImportStar: return finish_push(op, import_star(op.vm, op.top(), op.frame.locals), 1);
    case kIntrinsicStopIterationError: return stop_iteration_error(op);
    case kIntrinsicUnaryPositive: return finish_push(op, unary(op.vm, UnaryOp::Positive, op.top()), 1);
    case kIntrinsicListToTuple: {
      const ListObject* list = as_list(op.top());
      return finish_push(op, make_tuple(op.vm.heap, {list->items, list->length}), 1);
    }
    default: return op_not_modeled(op);
  }
}

}  // namespace gilscope
