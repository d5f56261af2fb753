// The vocabulary of the handlers (handlers_*.inc). Included by dispatch_loop.hpp alone: the macros speak of the loop's local variables (in, ip, sp, now,
// frame, slots, heap, clock, owner, parallel, p) and labels (retry, attention, after_slow).
#pragma once

#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12
#pragma GCC diagnostic ignored "-Wdangling-pointer"  // it takes labels for local variables
#endif

#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

// ---- moving on ----
#define EXECUTE()         \
  do {                    \
    in = ip++;            \
    now += in->cost;      \
    ++count;              \
    goto* in->handler;    \
  } while (0)
#define NEXT()                                          \
  do {                                                  \
    if constexpr (kWatched)                             \
      if (UNLIKELY(now >= watch_from)) goto watched;    \
    EXECUTE();                                          \
  } while (0)
#define SAVE() (frame->ip = ip, frame->sp = sp, clock.now = now)
#define LOAD() (ip = frame->ip, sp = frame->sp, now = clock.now)
#define SLOW(name)                          \
  do {                                      \
    SAVE();                                 \
    step = op_##name(Op{vm, *frame, *in});  \
    goto after_slow;                        \
  } while (0)

// ---- counts ----
#define IS_MINE(o) ((o)->owner == owner)
#define FOREIGN(v) ((v).is_object() && !IS_MINE((v).object()) && (v).object()->ref_local != kImmortal)
#define OUT_OF_TURN() (parallel && now > clock.horizon)
/// Before touching v's count: wait for our turn if it belongs to another thread.
#define TURN_FOR(v) \
  if (UNLIKELY(parallel) && FOREIGN(v) && now > clock.horizon) goto retry
/// Before changing a local variable: wait for our turn if Python code has this frame in its hands, so that another thread may be reading it.
#define TURN_FOR_LOCALS() \
  if (UNLIKELY(parallel) && UNLIKELY(frame->view != nullptr) && now > clock.horizon) goto retry
#define COUNT_ONE_MORE(v, before_foreign)  \
  if ((v).is_object()) {                   \
    Object* const o_ = (v).object();       \
    if (o_->ref_local != kImmortal) {      \
      if (LIKELY(IS_MINE(o_))) {           \
        ++o_->ref_local;                   \
      } else {                             \
        before_foreign;                    \
        clock.now = now;                   \
        heap.incref(o_);                   \
        now = clock.now;                   \
      }                                    \
    }                                      \
  }
#define INCREF(v) COUNT_ONE_MORE(v, if (OUT_OF_TURN()) goto retry)
/// The same after TURN_FOR.
#define INCREF_IN_TURN(v) COUNT_ONE_MORE(v, (void)0)
/// The last thing an instruction does. An object that dies may be asked about: the frame says where in the program that is.
#define DROP_LAST(v)                                                               \
  if ((v).is_object()) {                                                           \
    Object* const o_ = (v).object();                                               \
    if (LIKELY(o_->ref_local - 2u < kImmortal - 2u && IS_MINE(o_))) {              \
      --o_->ref_local;                                                             \
    } else if (o_->ref_local != kImmortal) {                                       \
      frame->ip = ip;                                                              \
      clock.now = now;                                                             \
      heap.decref(o_);                                                             \
      now = clock.now;                                                             \
      if (UNLIKELY(p.attention)) goto attention;                                   \
    }                                                                              \
  }

/// An int outside -5..256 is an object of its own: allocated here, freed later.
#define INT_MADE(r) now += is_small_int(r) ? 0 : int_cost

#define INT_BINARY(label, slow_test, result_expression, float_operator)                                     \
  L_##label : {                                                                                             \
    const Value a = sp[-2], b = sp[-1];                                                                     \
    if (LIKELY(a.is_integer() && b.is_integer())) {                                                         \
      const std::int64_t x = a.integer(), y = b.integer();                                                  \
      std::int64_t r = 0;                                                                                   \
      if (LIKELY(!(slow_test))) {                                                                           \
        r = (result_expression);                                                                            \
        if (LIKELY(Value::fits_int(r))) {                                                                   \
          INT_MADE(r);                                                                                      \
          --sp;                                                                                             \
          sp[-1] = Value::integer(r);                                                                       \
          NEXT();                                                                                           \
        }                                                                                                   \
      }                                                                                                     \
    } else if (a.is_real() && b.is_real()) {                                                                \
      --sp;                                                                                                 \
      sp[-1] = Value::real(a.real() float_operator b.real());                                               \
      NEXT();                                                                                               \
    }                                                                                                       \
    SLOW(binary_op);                                                                                        \
  }

#define COMPARE(label, op)                                                             \
  L_##label : {                                                                        \
    const Value a = sp[-2], b = sp[-1];                                                \
    if (LIKELY(a.is_integer() && b.is_integer())) {                                    \
      --sp;                                                                            \
      sp[-1] = Value::boolean(a.integer() op b.integer());                             \
      NEXT();                                                                          \
    }                                                                                  \
    if (a.is_real() && b.is_real()) {                                                  \
      --sp;                                                                            \
      sp[-1] = Value::boolean(a.real() op b.real());                                   \
      NEXT();                                                                          \
    }                                                                                  \
    SLOW(compare_op);                                                                  \
  }
