// The interpreter loop. Threaded code: each handler jumps to the next one's address. What is common and short happens here, on locals
// that the compiler keeps in registers; everything else is a handler function (ops.hpp) called with the frame written back.
//
// Time: an instruction's cost is added when it begins; its effect happens at the end of that. Where an effect needs global time order
// and its turn has not come, the instruction is put back (Retry) with its cost already paid (Thread::prepaid).
//
// There are two copies of this loop, so that the one that nobody watches is as fast as if nobody could. Each is compiled by itself (dispatch.cpp,
// dispatch_watched.cpp): in one file, the compiler would no longer inline what each of them is the only user of.
#pragma once

#include "sim/bytecode/opcode.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/dispatch_macros.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/finalizers.hpp"
#include "sim/vm/frame_stack.hpp"
#include "sim/vm/frame_view.hpp"
#include "sim/vm/inline_cache.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/native_frames.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/watcher.hpp"

namespace gilscope {

namespace {

/// An immortal boxed number has no count to keep: its value does as well, and is fast to compute with.
Value without_box(const Vm& vm, Value v) {
  if (!v.is_object() || v.object()->ref_local != kImmortal) return v;
  if (v.object()->type == vm.types.float_) return Value::real(static_cast<FloatObject*>(v.object())->value);
  if (v.object()->type != vm.types.int_ || static_cast<IntObject*>(v.object())->big != nullptr) return v;
  return Value::integer(static_cast<IntObject*>(v.object())->small);
}

/// Null `labels`: run. Otherwise: fill in the handlers' addresses.
template <bool kWatched>
void run_frames(Vm* vm_pointer, const void** labels) {
  if (labels != nullptr) {
#define GILSCOPE_OPCODE(id, name, number, ...) labels[number] = &&L_##id;
#include "sim/bytecode/opcodes.def"
#define FAST(id) labels[static_cast<std::size_t>(FastLabel::id)] = &&L_##id;
    FAST(BinaryAdd) FAST(BinarySubtract) FAST(BinaryMultiply) FAST(BinaryFloorDivide) FAST(BinaryRemainder)
    FAST(CompareLt) FAST(CompareLe) FAST(CompareEq) FAST(CompareNe) FAST(CompareGt) FAST(CompareGe) FAST(LoadConstMortal)
#undef FAST
    return;
  }
  Vm& vm = *vm_pointer;
  Heap& heap = vm.heap;
  Thread& t = *vm.thread;
  Vm::Private& p = vm.priv();
  Clock& clock = vm.machine.clock;
  TypeObject* const function_type = vm.types.function;
  const OwnerKey owner = heap.current_owner();
  bool parallel = vm.runtime.parallel();
  const bool locks = vm.runtime.config.object_locks;
  const bool boxes = vm.runtime.config.free_threaded;
  const SimTime divide_cost = vm.runtime.costs[Cost::IntDivide];
  PythonFrame* frame = static_cast<PythonFrame*>(t.top);
  Value* slots = frame->slots;
  ExecInstr* ip = nullptr;
  ExecInstr* in = nullptr;
  Value* sp = nullptr;
  SimTime now = 0;
  std::uint64_t count = 0;
  Step step = Step::Next;
  [[maybe_unused]] ExecutionWatcher* const watcher = vm.host.watcher;
  [[maybe_unused]] SimTime watch_from = t.watch_from;
  LOAD();
  if (t.prepaid) {
    t.prepaid = false;
    now -= ip->cost;
  }
  if (t.raised) goto raised_in_flight;
  NEXT();

  // ---- locals and constants -----------------------------------------------------------------------------------------------
L_LoadFast: {
  const Value v = slots[in->arg];
  INCREF(v);
  *sp++ = v;
  NEXT();
}
L_LoadFastLoadFast: {
  const Value a = slots[in->arg >> 4], b = slots[in->arg & 15];
  TURN_FOR(a);
  TURN_FOR(b);
  INCREF_IN_TURN(a);
  INCREF_IN_TURN(b);
  sp[0] = a;
  sp[1] = b;
  sp += 2;
  NEXT();
}
L_LoadFastCheck: {
  const Value v = slots[in->arg];
  if (UNLIKELY(!v)) SLOW(unbound_local);
  INCREF(v);
  *sp++ = v;
  NEXT();
}
L_LoadFastAndClear:
  *sp++ = std::exchange(slots[in->arg], Value());
  NEXT();
L_StoreFast: {
  const Value old = slots[in->arg];
  TURN_FOR(old);
  slots[in->arg] = *--sp;
  DROP_LAST(old);
  NEXT();
}
L_StoreFastLoadFast: {
  Value& to = slots[in->arg >> 4];
  const Value old = to;
  TURN_FOR(old);
  const std::uint32_t from = in->arg & 15;
  const Value v = from == (in->arg >> 4) ? sp[-1] : slots[from];
  INCREF(v);
  to = sp[-1];
  sp[-1] = v;
  DROP_LAST(old);
  NEXT();
}
L_StoreFastStoreFast: {
  const Value old = slots[in->arg >> 4];
  const Value old2 = slots[in->arg & 15];
  TURN_FOR(old);
  TURN_FOR(old2);
  slots[in->arg >> 4] = sp[-1];
  const Value second = slots[in->arg & 15];  // both may name the same slot
  slots[in->arg & 15] = sp[-2];
  sp -= 2;
  clock.now = now;
  heap.decref(old);
  heap.decref(second);
  now = clock.now;
  if (UNLIKELY(p.attention)) goto attention;
  NEXT();
}
L_DeleteFast: SLOW(delete_fast);
L_LoadConst:
  *sp++ = constant_of(*in);
  NEXT();
L_LoadConstMortal: {
  const Value v = constant_of(*in);
  INCREF(v);
  *sp++ = v;
  NEXT();
}

  // ---- stack --------------------------------------------------------------------------------------------------------------
L_PopTop:
L_EndFor: {
  const Value v = sp[-1];
  TURN_FOR(v);
  --sp;
  DROP_LAST(v);
  NEXT();
}
L_PushNull:
  *sp++ = Value();
  NEXT();
L_Copy: {
  const Value v = sp[-static_cast<int>(in->arg)];
  INCREF(v);
  *sp++ = v;
  NEXT();
}
L_Swap: {
  std::swap(sp[-1], sp[-static_cast<int>(in->arg)]);
  NEXT();
}
L_EndSend: {
  const Value v = sp[-2];
  TURN_FOR(v);
  sp[-2] = sp[-1];
  --sp;
  DROP_LAST(v);
  NEXT();
}
L_Nop:
L_Cache:
L_ExtendedArg:
L_Reserved:
L_EnterExecutor:
  NEXT();

  // ---- operators ----------------------------------------------------------------------------------------------------------
  INT_BINARY(BinaryAdd, false, x + y, +)
  INT_BINARY(BinarySubtract, false, x - y, -)
  INT_BINARY(BinaryMultiply, (__builtin_mul_overflow(x, y, &r)), r, *)
L_BinaryFloorDivide: {
  const Value a = sp[-2], b = sp[-1];
  if (LIKELY(a.is_integer() && b.is_integer() && b.integer() != 0)) {
    const std::int64_t r = floor_div(a.integer(), b.integer());
    if (LIKELY(Value::fits_int(r))) {
      now += divide_cost;
      --sp;
      sp[-1] = Value::integer(r);
      NEXT();
    }
  }
  SLOW(binary_op);
}
L_BinaryRemainder: {
  const Value a = sp[-2], b = sp[-1];
  if (LIKELY(a.is_integer() && b.is_integer() && b.integer() != 0)) {
    now += divide_cost;
    --sp;
    sp[-1] = Value::integer(floor_mod(a.integer(), b.integer()));
    NEXT();
  }
  SLOW(binary_op);
}
L_BinaryOp: SLOW(binary_op);
  COMPARE(CompareLt, <)
  COMPARE(CompareLe, <=)
  COMPARE(CompareEq, ==)
  COMPARE(CompareNe, !=)
  COMPARE(CompareGt, >)
  COMPARE(CompareGe, >=)
L_CompareOp: SLOW(compare_op);
L_ContainsOp: SLOW(contains_op);
L_IsOp: {
  const Value a = sp[-2], b = sp[-1];
  if ((a.is_object() && a.object()->ref_local != kImmortal) || (b.is_object() && b.object()->ref_local != kImmortal) || a.is_real() || a.is_integer()) {
    SLOW(is_op);
  }
  --sp;
  sp[-1] = Value::boolean((a == b) != (in->arg == 1));
  NEXT();
}
L_UnaryNot:
  sp[-1] = Value::boolean(!sp[-1].is_true());
  NEXT();
L_UnaryNegative:
L_UnaryInvert: SLOW(unary_op);
L_ToBool: {
  const Value v = sp[-1];
  if (v.is_bool()) NEXT();
  if (v.is_integer()) {
    sp[-1] = Value::boolean(v.integer() != 0);
    NEXT();
  }
  if (v.is_none()) {
    sp[-1] = Value::false_();
    NEXT();
  }
  SLOW(to_bool);
}

  // ---- jumps --------------------------------------------------------------------------------------------------------------
L_PopJumpIfFalse:
  if ((--sp)->is_false()) ip = const_cast<ExecInstr*>(in->target);
  NEXT();
L_PopJumpIfTrue:
  if ((--sp)->is_true()) ip = const_cast<ExecInstr*>(in->target);
  NEXT();
L_PopJumpIfNone: {
  const Value v = sp[-1];
  TURN_FOR(v);
  --sp;
  if (v.is_none()) ip = const_cast<ExecInstr*>(in->target);
  DROP_LAST(v);
  NEXT();
}
L_PopJumpIfNotNone: {
  const Value v = sp[-1];
  TURN_FOR(v);
  --sp;
  if (!v.is_none()) ip = const_cast<ExecInstr*>(in->target);
  DROP_LAST(v);
  NEXT();
}
L_JumpForward:
L_JumpBackwardNoInterrupt:
  ip = const_cast<ExecInstr*>(in->target);
  NEXT();
L_JumpBackward:
  ip = const_cast<ExecInstr*>(in->target);
  if (UNLIKELY(t.eval_breaker != 0)) goto pending_work;
  if (UNLIKELY(now > clock.limit)) goto slice_over;
  NEXT();
L_Resume:
  if ((in->arg & 3) <= 1 && UNLIKELY(t.eval_breaker != 0)) goto pending_work;
  if (UNLIKELY(now > clock.limit)) goto slice_over;
  NEXT();

  // ---- names --------------------------------------------------------------------------------------------------------------
L_LoadGlobal: {
  DictObject* const globals = frame->globals;
  Value v;
  if (LIKELY(globals->version == in->version)) {
    if (in->kind == kGlobalEntry) {
      v = globals->entries[in->index].value;
    } else if (frame->builtins->version == reinterpret_cast<std::uintptr_t>(in->pointer)) {
      v = frame->builtins->entries[in->index].value;
    } else {
      SLOW(load_global);
    }
    if (UNLIKELY(parallel) && (globals->flags & kFlagShared) != 0 && !(v.is_object() && v.object()->ref_local == kImmortal) &&
        now > clock.horizon) {
      goto retry;
    }
    if (UNLIKELY(boxes)) v = without_box(vm, v);
    if (UNLIKELY(locks) && FOREIGN(v) && v.object()->ref_shared == 0) SLOW(load_global);
    INCREF(v);
    *sp++ = v;
    if ((in->arg & 1) != 0) *sp++ = Value();
    NEXT();
  }
  SLOW(load_global);
}
L_StoreGlobal: {
  DictObject* const globals = frame->globals;
  if (LIKELY(!locks && !parallel && globals->version == in->version)) {
    Value& place = globals->entries[in->index].value;
    const Value v = *--sp;
    const Value old = place;
    clock.now = now;
    place = heap.publish(v);
    heap.decref(v);
    heap.decref(old);
    now = clock.now;
    if (UNLIKELY(p.attention)) goto attention;
    NEXT();
  }
  SLOW(store_global);
}
L_DeleteGlobal: SLOW(delete_global);
L_LoadName: SLOW(load_name);
L_StoreName: SLOW(store_name);
L_DeleteName: SLOW(delete_name);
L_LoadDeref: {
  auto* cell = static_cast<CellObject*>(slots[in->arg].object());
  const Value v = cell->value;
  if (LIKELY(v && !locks && !(parallel && ((cell->flags & kFlagShared) != 0 || FOREIGN(Value(cell)))))) {
    INCREF(v);
    *sp++ = v;
    NEXT();
  }
  SLOW(load_deref);
}
L_StoreDeref: SLOW(store_deref);
L_DeleteDeref: SLOW(delete_deref);
L_LoadFromDictOrDeref: SLOW(load_from_dict_or_deref);
L_LoadFromDictOrGlobals: SLOW(load_from_dict_or_globals);
L_LoadLocals: SLOW(load_locals);
L_LoadBuildClass: SLOW(load_build_class);
L_SetupAnnotations: SLOW(setup_annotations);

  // ---- attributes ---------------------------------------------------------------------------------------------------------
L_LoadAttr: {
  const Value object = sp[-1];
  if (LIKELY(object.is_object() && object.object()->type->version == in->version)) {
    Object* const o = object.object();
    if (in->kind == kInlineValue && (in->arg & 1) == 0) {
      const InstanceObject* fields = attribute_fields(o);
      if (LIKELY(fields->values != nullptr && in->index < fields->count)) {
        const Value v = fields->values[in->index];
        if (LIKELY(v)) {
          if (UNLIKELY(parallel) && ((o->flags & kFlagShared) != 0 || !IS_MINE(o) || FOREIGN(v)) && o->ref_local != kImmortal && now > clock.horizon) {
            goto retry;
          }
          if (UNLIKELY(locks) && FOREIGN(v) && v.object()->ref_shared == 0) SLOW(load_attr);
          INCREF(v);
          sp[-1] = v;
          DROP_LAST(object);
          NEXT();
        }
      }
    } else if (in->kind == kMethod && (in->arg & 1) != 0) {
      auto* method = static_cast<Object*>(in->pointer);
      if (LIKELY(no_shadow(o, *in))) {
        const Value m = Value(method);
        INCREF(m);
        sp[-1] = m;
        *sp++ = object;
        NEXT();
      }
    } else if (in->kind == kModuleEntry) {
      const DictObject* const dict = static_cast<ModuleObject*>(o)->dict;
      if (LIKELY(dict->version == reinterpret_cast<std::uintptr_t>(in->pointer))) {
        const Value v = dict->entries[in->index].value;
        if (UNLIKELY(parallel) && !(v.is_object() && v.object()->ref_local == kImmortal) && now > clock.horizon) goto retry;
        INCREF(v);
        sp[-1] = v;
        if ((in->arg & 1) != 0) *sp++ = Value();
        DROP_LAST(object);
        NEXT();
      }
    }
  }
  SLOW(load_attr);
}
L_StoreAttr: {
  const Value object = sp[-1];
  if (LIKELY(!locks && !parallel && object.is_object() && object.object()->type->version == in->version && in->kind == kInlineValue)) {
    InstanceObject* fields = attribute_fields(object.object());
    if (LIKELY(fields->values != nullptr && in->index < fields->count && fields->values[in->index])) {
      Value& place = fields->values[in->index];
      const Value v = sp[-2];
      const Value old = place;
      clock.now = now;
      place = heap.publish(v);
      sp -= 2;
      heap.decref(v);
      heap.decref(old);
      heap.decref(object);
      now = clock.now;
      if (UNLIKELY(p.attention)) goto attention;
      NEXT();
    }
  }
  SLOW(store_attr);
}
L_DeleteAttr: SLOW(delete_attr);
L_LoadSuperAttr: SLOW(load_super_attr);

  // ---- containers ---------------------------------------------------------------------------------------------------------
L_BinarySubscr: {
  const Value container = sp[-2], key = sp[-1];
  if (LIKELY(container.is_object() && key.is_integer())) {
    Object* const o = container.object();
    const Value* items = nullptr;
    std::uint32_t length = 0;
    if (o->type == vm.types.list) {
      items = static_cast<ListObject*>(o)->items;
      length = static_cast<ListObject*>(o)->length;
    } else if (o->type == vm.types.tuple) {
      items = static_cast<TupleObject*>(o)->items;
      length = static_cast<TupleObject*>(o)->length;
    }
    std::int64_t i = key.integer();
    if (i < 0) i += length;
    if (LIKELY(static_cast<std::uint64_t>(i) < length && !(parallel && ((o->flags & kFlagShared) != 0 || !IS_MINE(o))))) {
      const Value v = items[i];
      INCREF(v);
      --sp;
      sp[-1] = v;
      DROP_LAST(container);
      NEXT();
    }
  }
  SLOW(binary_subscr);
}
L_StoreSubscr: {
  const Value container = sp[-2], key = sp[-1];
  if (LIKELY(!locks && !parallel && container.is_object() && key.is_integer() && container.object()->type == vm.types.list)) {
    auto* list = static_cast<ListObject*>(container.object());
    std::int64_t i = key.integer();
    if (i < 0) i += list->length;
    if (LIKELY(static_cast<std::uint64_t>(i) < list->length)) {
      const Value v = sp[-3];
      sp -= 3;
      clock.now = now;
      const Value old = list->items[i];
      list->items[i] = heap.publish(v);
      heap.decref(v);
      heap.decref(old);
      heap.decref(container);
      now = clock.now;
      if (UNLIKELY(p.attention)) goto attention;
      NEXT();
    }
  }
  SLOW(store_subscr);
}
L_ListAppend: {
  auto* list = static_cast<ListObject*>(sp[-static_cast<int>(in->arg) - 1].object());
  const Value v = *--sp;
  clock.now = now;
  if (list_append(heap, list, v)) vm.charge(Cost::ListResize);
  heap.decref(v);
  now = clock.now;
  NEXT();
}
L_DeleteSubscr: SLOW(delete_subscr);
L_BinarySlice: SLOW(binary_slice);
L_StoreSlice: SLOW(store_slice);
L_BuildList: SLOW(build_list);
L_BuildTuple: SLOW(build_tuple);
L_BuildMap: SLOW(build_map);
L_BuildConstKeyMap: SLOW(build_const_key_map);
L_BuildSet: SLOW(build_set);
L_BuildSlice: SLOW(build_slice);
L_ListExtend: SLOW(list_extend);
L_SetAdd: SLOW(set_add);
L_SetUpdate: SLOW(set_update);
L_MapAdd: SLOW(map_add);
L_DictUpdate: SLOW(dict_update);
L_DictMerge: SLOW(dict_merge);
L_UnpackSequence: {
  const Value sequence = sp[-1];
  if (LIKELY(sequence.is_object() && sequence.object()->type == vm.types.tuple && IS_MINE(sequence.object()))) {
    auto* tuple = static_cast<TupleObject*>(sequence.object());
    if (LIKELY(tuple->length == in->arg)) {
      if (parallel) {
        for (std::uint32_t i = 0; i < in->arg; ++i) TURN_FOR(tuple->items[i]);
      }
      clock.now = now;
      --sp;
      for (std::uint32_t i = in->arg; i-- > 0;) {
        const Value v = tuple->items[i];
        heap.incref(v);
        *sp++ = v;
      }
      now = clock.now;
      DROP_LAST(sequence);
      NEXT();
    }
  }
  SLOW(unpack_sequence);
}
L_UnpackEx: SLOW(unpack_ex);
L_GetLen: SLOW(get_len);

  // ---- iteration ----------------------------------------------------------------------------------------------------------
L_GetIter: SLOW(get_iter);
L_GetYieldFromIter: SLOW(get_yield_from_iter);
L_ForIter: {
  Object* const iterator = sp[-1].object();
  if (LIKELY(!(parallel && ((iterator->flags & kFlagShared) != 0 || !IS_MINE(iterator))))) {
    Value v;
    if (quick_next(vm, iterator, parallel, v)) {
      if (LIKELY(v)) {
        *sp++ = v;
        NEXT();
      }
      const Value done = *--sp;
      ip = const_cast<ExecInstr*>(in->target) + 2;  // past END_FOR and POP_TOP
      DROP_LAST(done);
      NEXT();
    }
  }
  SLOW(for_iter);
}
L_Send: SLOW(send);
L_YieldValue: SLOW(yield_value);
L_ReturnGenerator: SLOW(return_generator);

  // ---- calls --------------------------------------------------------------------------------------------------------------
L_Call: {
  const auto n = static_cast<int>(in->arg);
  const Value callee = sp[-n - 2];
  if (LIKELY(callee.is_object() && callee.object()->type == function_type)) {
    auto* function = static_cast<FunctionObject*>(callee.object());
    auto* e = static_cast<Executable*>(function->code->executable);
    Value* first = sp - n;
    std::uint32_t total = in->arg;
    if (first[-1]) {
      --first;
      ++total;
    }
    if (LIKELY(e != nullptr && e->simple_args && e->arg_count == total && t.depth < p.recursion_limit)) {
      ++t.depth;
      frame->ip = ip;
      frame->sp = sp - n - 2;
      frame->deliver = Deliver::Push;
      frame->pending_pops = 0;
      auto* called = static_cast<PythonFrame*>(t.stack->push(e->frame_bytes));
      called->kind = FrameKind::Python;
      called->back = frame;
      called->attached = nullptr;
      called->executable = e;
      called->function = function;
      called->code = function->code;
      called->globals = function->globals;
      called->builtins = function->builtins;
      called->locals = Value();
      called->view = nullptr;
      called->generator = nullptr;
      slots = reinterpret_cast<Value*>(called + 1);
      called->slots = slots;
      std::uint32_t i = 0;
      for (; i < total; ++i) slots[i] = first[i];
      for (; i < e->slot_count; ++i) slots[i] = Value();
      sp = slots + i;
      ip = e->instrs.data();
      t.top = called;
      frame = called;
      if constexpr (kWatched) {
        SAVE();
        watcher->entered(t, *called);
      }
      NEXT();
    }
  }
  SLOW(call);
}
L_CallKw: SLOW(call_kw);
L_CallFunctionEx: SLOW(call_function_ex);
L_CallIntrinsic1: SLOW(call_intrinsic_1);
L_ReturnValue:
  if (UNLIKELY(frame->generator != nullptr)) SLOW(generator_return);
  if (UNLIKELY(parallel) && now > clock.horizon && holds_foreign(vm, *frame)) goto retry;
  --sp;
  goto leave_frame;
L_ReturnConst:
  if (UNLIKELY(frame->generator != nullptr)) SLOW(generator_return);
  if (UNLIKELY(parallel) && now > clock.horizon && holds_foreign(vm, *frame)) goto retry;
  *sp = constant_of(*in);
leave_frame: {
  const Value result = *sp;
  PythonFrame* const left = frame;
  clock.now = now;
  if (UNLIKELY(left->view != nullptr)) detach_view(heap, *left);
  const std::uint32_t slot_count = left->executable->slot_count;
  for (std::uint32_t i = 0; i < slot_count; ++i) heap.decref(std::exchange(slots[i], Value()));  // whoever looks at frames meanwhile sees no dead local
  if (UNLIKELY(static_cast<bool>(left->locals))) heap.decref(left->locals);
  heap.decref(left->function);
  now = clock.now;
  --t.depth;
  Frame* const back = left->back;
  t.top = back;
  if constexpr (kWatched) {
    clock.now = now;
    watcher->left(t, left);
  }
  Attachment* const attached = left->attached;
  t.stack->pop(left);
  if (UNLIKELY(attached != nullptr)) {
    release_attachment(vm, attached);
    now = clock.now;
  }
  if (UNLIKELY(back->kind == FrameKind::Native)) {
    p.delivered = Ref::steal(result);
    p.has_delivered = true;
    clock.now = now;
    goto out;
  }
  frame = static_cast<PythonFrame*>(back);
  slots = frame->slots;
  if (LIKELY(frame->deliver == Deliver::Push && frame->pending_pops == 0)) {
    sp = frame->sp;
    ip = frame->ip;
    *sp++ = result;
    if (UNLIKELY(p.attention)) goto attention;
    NEXT();
  }
  clock.now = now;
  step = deliver_to_python(vm, *frame, Ref::steal(result));
  goto after_slow;
}

  // ---- exceptions and the rest --------------------------------------------------------------------------------------------
L_RaiseVarargs: SLOW(raise_varargs);
L_CheckExcMatch: SLOW(check_exc_match);
L_Reraise: SLOW(reraise);
L_BeforeWith: SLOW(before_with);
L_WithExceptStart: SLOW(with_except_start);
L_CleanupThrow: SLOW(cleanup_throw);
L_PushExcInfo: SLOW(push_exc_info);
L_PopExcept: SLOW(pop_except);
L_LoadAssertionError: SLOW(load_assertion_error);
L_MakeFunction: SLOW(make_function);
L_SetFunctionAttribute: SLOW(set_function_attribute);
L_CopyFreeVars: SLOW(copy_free_vars);
L_MakeCell: SLOW(make_cell);
L_FormatSimple: SLOW(format_simple);
L_FormatWithSpec: SLOW(format_with_spec);
L_ConvertValue: SLOW(convert_value);
L_BuildString: SLOW(build_string);
L_ImportName: SLOW(import_name);
L_ImportFrom: SLOW(import_from);
L_BeforeAsyncWith:
L_CheckEgMatch:
L_EndAsyncFor:
L_ExitInitCheck:
L_GetAiter:
L_GetAnext:
L_GetAwaitable:
L_InterpreterExit:
L_MatchKeys:
L_MatchMapping:
L_MatchSequence:
L_MatchClass:
L_CallIntrinsic2: SLOW(not_modeled);

  // ---- after a handler ----------------------------------------------------------------------------------------------------
after_slow:
  parallel = vm.runtime.parallel();  // an import may have switched the GIL on or off
  switch (step) {
    case Step::Next:
      LOAD();
      if (UNLIKELY(p.attention)) goto attention;
      NEXT();
    case Step::Polled:
      LOAD();
      if (UNLIKELY(t.eval_breaker != 0)) goto pending_work;
      if (UNLIKELY(p.attention)) goto attention;
      NEXT();
    case Step::Raised:
      goto raised_in_flight;
    case Step::Switch:
      goto switch_frame;
    case Step::Retry:
      now = clock.now;
      sp = frame->sp;
      goto retry;
  }

raised_in_flight:
  if (!unwind(vm, true)) goto out;
switch_frame:
  if (t.top->kind == FrameKind::Native) goto out;
  frame = static_cast<PythonFrame*>(t.top);
  slots = frame->slots;
  LOAD();
  if (UNLIKELY(static_cast<bool>(t.raised))) goto raised_in_flight;
  NEXT();

pending_work:
  SAVE();
  step = push_pending_work(vm, *frame);
  goto after_slow;

attention:
  SAVE();
  frame->deliver = Deliver::Discard;
  frame->pending_pops = 0;
  step = push_finalizers(vm);
  goto after_slow;

retry:
  --count;
  ip = in;
  SAVE();
  t.prepaid = true;
  if constexpr (kWatched) watcher->put_back(t);
  goto out;

[[maybe_unused]] watched:
  if constexpr (kWatched) {
    SAVE();
    if (!watcher->at_instruction(t, *frame)) goto out;
    watch_from = t.watch_from;
    EXECUTE();
  }

slice_over:
  SAVE();
  if constexpr (kWatched) watcher->paused(t);

out:
  t.bytecodes += count;
}

}  // namespace

}  // namespace gilscope
