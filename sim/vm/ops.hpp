// Between the dispatch loop and the handlers that are too long for it. A handler sees the frame with ip (already past the instruction), sp
// and the clock written back, and says with its Step how the loop goes on.
#pragma once

#include "sim/objects/heap.hpp"
#include "sim/vm/executable.hpp"
#include "sim/vm/frame.hpp"
#include "sim/vm/vm.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

enum class Step : std::uint8_t {
  Next,    ///< done: go on at frame.ip
  Polled,  ///< done, and CPython tests the eval breaker here
  Raised,  ///< an exception is set: find its handler
  Switch,  ///< the top frame changed: go on there (a result will be delivered to this frame)
  Retry,   ///< must wait for its turn in simulated time: the same instruction again
};

/// Everything a handler needs.
struct Op {
  Vm& vm;
  PythonFrame& frame;
  ExecInstr& instr;  ///< its inline cache may be written

  Value& top(int from_top = 1) const { return frame.sp[-from_top]; }
  void push(Value owned) const { *frame.sp++ = owned; }
  Value pop() const { return *--frame.sp; }                 ///< the caller owns it
  void drop(int count) const {                              ///< pop and release
    for (int i = 0; i < count; ++i) vm.heap.decref(*--frame.sp);
  }
};

/// True when the current instant lies beyond what this core may touch of shared state: return Step::Retry.
inline bool must_wait(const Vm& vm) { return vm.runtime.parallel() && vm.machine.clock.now > vm.machine.clock.horizon; }
/// Touching `v` (its count, or its contents) needs global time order.
inline bool is_shared(const Vm& vm, Value v) {
  if (!v.is_object()) return false;
  const Object* o = v.object();
  return vm.heap.is_foreign(o) || ((o->flags & kFlagShared) != 0 && o->ref_local != kImmortal);
}
/// Retry is needed before an instruction that touches these `count` values.
inline bool must_wait_for(const Vm& vm, const Value* values, std::size_t count) {
  if (!must_wait(vm)) return false;
  for (std::size_t i = 0; i < count; ++i) if (is_shared(vm, values[i])) return true;
  return false;
}

/// While it lives, the Python function that the instruction calls is entered by the instruction itself: its frame is pushed, no new
/// interpreter loop begins (LOAD_ATTR_PROPERTY, BINARY_SUBSCR_GETITEM, CALL_FUNCTION_EX of a Python function).
class InlinedCall {
 public:
  InlinedCall(Vm& vm, bool inlined) : flag_(vm.priv().inlined_call) { flag_ = inlined; }
  ~InlinedCall() { flag_ = false; }
  InlinedCall(const InlinedCall&) = delete;
  InlinedCall& operator=(const InlinedCall&) = delete;

 private:
  bool& flag_;
};

/// The usual end of an instruction: drop `pops` operands and push the result, now or when it is delivered.
Step finish_push(const Op& op, Ref result, int pops);
/// The same without a result (stores, deletes).
Step finish_discard(const Op& op, Ref result, int pops);


/// Where in an instruction a Deliver::Custom result belongs.
enum class CustomStep : std::uint8_t {
  CompareTruth,    ///< COMPARE_OP with its bool flag: the truth of what the comparison returned is wanted
  Invert,          ///< CONTAINS_OP 1: the opposite
  CallPolled,      ///< CALL & co. of something native: push, then poll the eval breaker
  MethodLoaded,    ///< LOAD_ATTR with its method bit: push the attribute, then NULL
  SuperLoaded,     ///< LOAD_SUPER_ATTR with its method bit: the same over three operands
  Send,            ///< SEND: a yielded value; or the end, with Thread::stop_value
  RaiseInstance,   ///< RAISE_VARARGS: the exception class was called
  WithEnter,       ///< BEFORE_WITH: __enter__'s result; the exit method is in place
  Unpack,          ///< UNPACK_SEQUENCE, UNPACK_EX: the iterable as a list
};
/// The result, now or later, goes to finish_custom.
Step finish_later(const Op& op, Ref result, CustomStep step);
/// Continues an instruction with a delivered result.
Step finish_custom(const Op& op, Ref result);

Step finish_send(const Op& op, Ref result);    ///< ops_iteration
Step finish_raise(const Op& op, Ref result);   ///< ops_exceptions
Step finish_unpack(const Op& op, Ref result);  ///< ops_containers
Step unwind_again(const Op& op);               ///< ops_exceptions

/// Hands a result to a Python frame that waits for it. Null result: Raised.
Step deliver_to_python(Vm& vm, PythonFrame& frame, Ref result);

/// Hands a result to whatever frame is on top now; Switch (the loop looks at the new top, and at a raised exception).
Step deliver_to_top(Vm& vm, Ref result);

/// Leaves a Python frame: drops its locals, stack and function, gives its memory back; the thread's top becomes frame.back.
void pop_python_frame(Vm& vm, PythonFrame* frame);

// ---- handlers, one file per group ----
#define GILSCOPE_OPS(X)                                                                                                            \
  X(binary_op) X(compare_op) X(contains_op) X(unary_op) X(to_bool) X(is_op) X(get_len)                                        /* ops_stack */ \
  X(load_name) X(store_name) X(delete_name) X(load_global) X(store_global) X(delete_global) X(load_deref) X(store_deref)           \
  X(delete_deref) X(load_from_dict_or_deref) X(load_from_dict_or_globals) X(unbound_local) X(setup_annotations)    /* ops_names */ \
  X(load_build_class) X(load_locals) X(delete_fast)                                                                                \
  X(load_attr) X(store_attr) X(delete_attr) X(load_super_attr)                                                /* ops_attributes */ \
  X(binary_subscr) X(store_subscr) X(delete_subscr) X(binary_slice) X(store_slice) X(build_list) X(build_tuple) X(build_map)       \
  X(build_const_key_map) X(build_set) X(build_slice) X(list_append) X(list_extend) X(set_add) X(set_update) X(map_add)             \
  X(dict_update) X(dict_merge) X(unpack_sequence) X(unpack_ex)                                     /* ops_containers */ \
  X(call) X(call_kw) X(call_function_ex) X(call_intrinsic_1)                                                       /* ops_calls */ \
  X(get_iter) X(get_yield_from_iter) X(for_iter) X(send) X(yield_value) X(return_generator) X(generator_return) /* ops_iteration */ \
  X(raise_varargs) X(check_exc_match) X(reraise) X(before_with) X(with_except_start) X(cleanup_throw)         /* ops_exceptions */ \
  X(push_exc_info) X(pop_except) X(load_assertion_error)                                                                           \
  X(make_function) X(set_function_attribute) X(copy_free_vars) X(make_cell)                                    /* ops_functions */ \
  X(format_simple) X(format_with_spec) X(convert_value) X(build_string)                                           /* ops_format */ \
  X(import_name) X(import_from) X(not_modeled)                                                                    /* ops_import */
#define X(name) Step op_##name(const Op& op);
GILSCOPE_OPS(X)
#undef X

/// The interpreter loop: runs the current thread's top Python frame and what it calls, until the thread must stop or a native frame is on top.
void dispatch(Vm& vm);
/// Handlers made for one operator of BINARY_OP and COMPARE_OP, chosen when the instruction is decoded.
enum class FastLabel : std::uint16_t { BinaryAdd = 256, BinarySubtract, BinaryMultiply, BinaryFloorDivide, BinaryRemainder, CompareLt, CompareLe,
                                       CompareEq, CompareNe, CompareGt, CompareGe, LoadConstMortal, Adaptive, kEnd };
/// The addresses of dispatch()'s handlers by opcode number and FastLabel, of the loop for watched vms or the plain one. Requires: room for
/// FastLabel::kEnd.
void dispatch_labels(const void** labels, bool watched);
/// Their parts for watched vms: dispatch_watched.cpp.
void dispatch_watched(Vm& vm);
void dispatch_watched_labels(const void** labels);

}  // namespace gilscope
