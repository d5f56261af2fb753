// sys: functions (Python/sysmodule.c).

#include <fmt/core.h>

#include "sim/library/builtins.hpp"
#include "sim/library/native_module.hpp"
#include "sim/library/sys.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/set_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/frame_view.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/stopped_world.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/threads.hpp"
#include "sim/vm/vm.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

namespace {

Ref sys_exit(Vm& vm, const Args& args) {
  const Value exit_class(vm.types.exception(Exc::SystemExit));
  Ref instance = call(vm, exit_class, args[0] && !args[0].is_none() ? Args{args.data, 1, nullptr} : Args{});
  if (!instance || instance.is_pending()) return instance;
  return vm.raise_value(instance);
}

// ---- exceptions ----

Ref sys_exception(Vm& vm, const Args&) {
  Value handled = handled_exception(vm);
  return handled ? share(handled) : vm.none();
}

Ref sys_exc_info(Vm& vm, const Args&) {
  Value handled = handled_exception(vm);
  if (!handled || handled.is_none()) return vm.tuple({Value::none(), Value::none(), Value::none()});
  Value traceback = as<ExceptionObject>(handled)->traceback;
  return vm.tuple({Value(vm.types.of(handled)), handled, traceback ? traceback : Value::none()});
}

/// excepthook(type, value, traceback): prints as an uncaught exception.
Co<Ref> excepthook_co(Vm& vm, Value exception) {
  Ref done = co_await print_exception(vm, exception);
  if (!done) co_return nullptr;
  co_return vm.none();
}
Ref sys_excepthook(Vm& vm, const Args& args) { return vm.start(excepthook_co(vm, args[1])); }

Co<Ref> displayhook_co(Vm& vm, Value value) {
  if (value.is_none()) co_return vm.none();
  Ref text = co_await vm.finish(repr(vm, value));
  if (!text) co_return nullptr;
  Ref line = vm.str(to_utf8(text) + "\n");
  Ref done = co_await write_text(vm, current_stream(vm, "stdout"), as_str(line));
  if (!done) co_return nullptr;
  co_return vm.none();
}
Ref sys_displayhook(Vm& vm, const Args& args) { return vm.start(displayhook_co(vm, args[0])); }

// ---- reference counts and sizes ----

/// What Py_REFCNT shows. The argument's own reference on the caller's stack counts, as in CPython.
std::int64_t reference_count(const Object* o) {
  if (o->ref_local == kImmortal) return 4294967295;
  return static_cast<std::int64_t>(o->ref_local) + (o->ref_shared >> kSharedShift);
}

Ref sys_getrefcount(Vm& vm, const Args& args) {
  if (args[0].is_object()) return vm.integer(reference_count(args[0].object()));
  const bool small_or_singleton = !args[0].is_real() && (!args[0].is_integer() || (args[0].integer() >= -5 && args[0].integer() <= 256));
  return vm.integer(small_or_singleton ? 4294967295 : 2);  // a number that has no box yet: the caller's reference and ours
}

std::int64_t int_size(Value v) { return 24 + 4 * static_cast<std::int64_t>(std::max<std::uint64_t>(1, int_digits(v))); }

std::int64_t str_size(const StrObject* s) {
  const std::int64_t head = s->ascii ? 40 : 56;
  return head + (std::int64_t{s->length} + 1) * s->kind;
}

std::int64_t dict_size(const DictObject* d) {
  if (d->used == 0 && d->entry_capacity == 0) return 64;
  std::int64_t log2 = 3;
  while ((std::int64_t{1} << log2) * 2 / 3 < d->entry_count) ++log2;
  return 64 + static_cast<std::int64_t>(dict_keys_bytes(static_cast<std::uint32_t>(log2), d->only_str_keys));
}

/// Sizes on a 64-bit build with a GIL, GC header included; what no table below knows answers __sizeof__.
std::int64_t known_size(Vm& vm, Value v) {
  TypeObject* type = vm.types.of(v);
  const Types& t = vm.types;
  if (v.is_none() || v.is_ellipsis() || v.is_not_implemented()) return 16;
  if (type == t.int_ || type == t.bool_) return int_size(v);
  if (type == t.float_) return 24;
  if (type == t.str) return str_size(as_str(v));
  if (type == t.bytes) return 33 + std::int64_t{as<BytesObject>(v)->length};
  if (type == t.bytearray) return 57 + static_cast<std::int64_t>(bytes_view(v).size());
  if (type == t.tuple) return 40 + 8 * std::int64_t{static_cast<TupleObject*>(v.object())->length};
  if (type == t.list) return 56 + 8 * std::int64_t{as_list(v)->capacity};
  if (type == t.dict) return dict_size(as_dict(v));
  if (type == t.set || type == t.frozenset) return 216;
  if (type == t.range || type == t.method) return type == t.range ? 48 : 64;
  if (type == t.function) return 160;
  return -1;
}

Co<Ref> getsizeof_co(Vm& vm, Value object) {
  Ref size = co_await vm.finish(call_special(vm, object, vm.names->dunder_sizeof));
  if (!size) co_return nullptr;
  const bool gc_header = vm.types.of(object)->type_flags & kTypeHeap;
  co_return int_add(vm.heap, size, Value::integer(gc_header ? 32 : 0));
}
Ref sys_getsizeof(Vm& vm, const Args& args) {
  const std::int64_t size = known_size(vm, args[0]);
  return size >= 0 ? vm.integer(size) : vm.start(getsizeof_co(vm, args[0]));
}

// ---- threads and the GIL ----

Ref sys_getswitchinterval(Vm& vm, const Args&) {
  return steal(Value::real(static_cast<double>(vm.runtime.switch_interval() / 1'000'000) / 1e6));
}

Ref sys_setswitchinterval(Vm& vm, const Args& args) {
  double seconds = 0;
  if (!to_double(args[0], seconds)) return vm.raise(Exc::TypeError, fmt::format("must be real number, not {}", type_name_of(vm, args[0])));
  if (!(seconds > 0)) return vm.raise(Exc::ValueError, "switch interval must be strictly positive");
  vm.runtime.set_switch_interval(static_cast<SimTime>(seconds * 1e6) * 1'000'000);
  return vm.none();
}

Ref sys_is_gil_enabled(Vm& vm, const Args&) { return vm.boolean(vm.runtime.gil_enabled()); }

Ref current_frames(Vm& vm) {
  Ref frames = make_dict(vm.heap);
  for (Thread* thread : live_threads(vm)) {
    Ref frame = make_frame_view(vm, thread->top);
    if (!frame) return nullptr;
    Ref ident = vm.integer(static_cast<std::int64_t>(thread_ident(*thread)));
    if (!frame.get().is_none()) dict_set_simple(vm.heap, as_dict(frames), ident, frame);
  }
  return frames;
}

Ref sys_current_frames(Vm& vm, const Args&) {
  return in_stopped_world(vm, StopReason::CurrentFrames, [&vm] { return current_frames(vm); });
}

/// The exception that each thread handles, or None.
Ref current_exceptions(Vm& vm) {
  Ref exceptions = make_dict(vm.heap);
  for (Thread* thread : live_threads(vm)) {
    const ExcInfo* handled = thread->exc_info;
    while (handled->previous != nullptr && !handled->exception) handled = handled->previous;
    Ref ident = vm.integer(static_cast<std::int64_t>(thread_ident(*thread)));
    dict_set_simple(vm.heap, as_dict(exceptions), ident, handled->exception ? handled->exception : Value::none());
  }
  return exceptions;
}
Ref sys_current_exceptions(Vm& vm, const Args&) {
  return in_stopped_world(vm, StopReason::CurrentExceptions, [&vm] { return current_exceptions(vm); });
}

Ref sys_getframe(Vm& vm, const Args& args) {
  std::int64_t depth = 0;
  if (args[0] && !as_int64(args[0], depth)) return vm.raise(Exc::TypeError, "an integer is required");
  return frame_at_depth(vm, *vm.thread, std::max<std::int64_t>(depth, 0));
}

Ref sys_getframemodulename(Vm& vm, const Args& args) {
  Ref frame = sys_getframe(vm, args);
  if (!frame) {
    vm.clear_raised();
    return vm.none();
  }
  Value name = dict_get_str(as<FrameView>(frame)->globals, vm.names->dunder_name);
  return name ? share(name) : vm.none();
}

Ref sys_getrecursionlimit(Vm& vm, const Args&) { return vm.integer(vm.priv().recursion_limit); }
Ref sys_setrecursionlimit(Vm& vm, const Args& args) {
  std::int64_t limit = 0;
  if (!as_int64(args[0], limit)) {
    return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name_of(vm, args[0])));
  }
  if (limit < 1) return vm.raise(Exc::ValueError, "recursion limit must be greater or equal than 1");
  if (limit <= static_cast<std::int64_t>(vm.thread->depth)) {
    return vm.raise(Exc::RecursionError, fmt::format("cannot set the recursion limit to {} at the recursion depth {}: the limit is too low", limit,
                                                     vm.thread->depth));
  }
  return in_stopped_world(vm, StopReason::RecursionLimit, [&vm, limit] {
    vm.priv().recursion_limit = static_cast<std::uint32_t>(std::min<std::int64_t>(limit, 1'000'000));
    return vm.none();
  });
}

/// Tracing and profiling hooks are not modeled; switching them off is harmless.
template <const char* kWhat>
Ref set_hook(Vm& vm, const Args& args) {
  if (args[0].is_none()) return in_stopped_world(vm, StopReason::Tracing, [&vm] { return vm.none(); });
  return vm.raise(Exc::NotImplementedError, fmt::format("sys.{}() is not modeled by GilScope: the run's trace shows every bytecode", kWhat));
}
constexpr char kSettrace[] = "settrace", kSetprofile[] = "setprofile";
Ref no_hook(Vm& vm, const Args&) { return vm.none(); }

// ---- text ----

Ref sys_intern(Vm& vm, const Args& args) {
  if (!is_str(args[0])) return vm.raise(Exc::TypeError, fmt::format("intern() argument must be str, not {}", type_name_of(vm, args[0])));
  if (vm.types.of(args[0]) != vm.types.str) return vm.raise(Exc::TypeError, fmt::format("can't intern {}", type_name_of(vm, args[0])));
  return share(Value(intern(vm.heap, as_str(args[0]))));
}
Ref sys_is_interned(Vm& vm, const Args& args) { return vm.boolean(is_str(args[0]) && as_str(args[0])->interned); }
Ref sys_encoding(Vm& vm, const Args&) { return vm.str("utf-8"); }
Ref sys_encode_errors(Vm& vm, const Args&) { return vm.str("surrogateescape"); }
Ref sys_max_digits(Vm& vm, const Args&) { return vm.integer(4300); }
Ref sys_allocated_blocks(Vm& vm, const Args&) { return vm.integer(static_cast<std::int64_t>(vm.heap.live_objects())); }
Ref sys_is_finalizing(Vm& vm, const Args&) { return vm.boolean(vm.priv().shutting_down); }
Ref sys_ignore(Vm& vm, const Args&) { return vm.none(); }

const NativeSpec kFunctions[] = {
    {.name = "exit", .fn = sys_exit, .signature = "(status=None, /)", .cost = Cost::NativeCall},
    {.name = "exception", .fn = sys_exception, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "exc_info", .fn = sys_exc_info, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "excepthook", .fn = sys_excepthook, .signature = "(exctype, value, traceback, /)", .cost = Cost::NativeCallLarge},
    {.name = "displayhook", .fn = sys_displayhook, .signature = "(value, /)", .cost = Cost::NativeCallLarge},
    {.name = "getrefcount", .fn = sys_getrefcount, .signature = "(object, /)", .cost = Cost::NativeCallSmall},
    {.name = "getsizeof", .fn = sys_getsizeof, .signature = "(object, default=None)", .cost = Cost::NativeCall},
    {.name = "getswitchinterval", .fn = sys_getswitchinterval, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "setswitchinterval", .fn = sys_setswitchinterval, .signature = "(interval, /)", .cost = Cost::NativeCallSmall},
    {.name = "_is_gil_enabled", .fn = sys_is_gil_enabled, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "_current_frames", .fn = sys_current_frames, .signature = "()", .cost = Cost::NativeCallLarge},
    {.name = "_current_exceptions", .fn = sys_current_exceptions, .signature = "()", .cost = Cost::NativeCallLarge},
    {.name = "_getframe", .fn = sys_getframe, .signature = "(depth=0, /)", .cost = Cost::NativeCall},
    {.name = "_getframemodulename", .fn = sys_getframemodulename, .signature = "(depth=0)", .cost = Cost::NativeCall},
    {.name = "getrecursionlimit", .fn = sys_getrecursionlimit, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "setrecursionlimit", .fn = sys_setrecursionlimit, .signature = "(limit, /)", .cost = Cost::NativeCallSmall},
    {.name = "settrace", .fn = set_hook<kSettrace>, .signature = "(function, /)", .cost = Cost::NativeCallSmall},
    {.name = "setprofile", .fn = set_hook<kSetprofile>, .signature = "(function, /)", .cost = Cost::NativeCallSmall},
    {.name = "gettrace", .fn = no_hook, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "getprofile", .fn = no_hook, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "intern", .fn = sys_intern, .signature = "(string, /)", .cost = Cost::NativeCallSmall},
    {.name = "_is_interned", .fn = sys_is_interned, .signature = "(string, /)", .cost = Cost::NativeCallSmall},
    {.name = "getdefaultencoding", .fn = sys_encoding, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "getfilesystemencoding", .fn = sys_encoding, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "getfilesystemencodeerrors", .fn = sys_encode_errors, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "get_int_max_str_digits", .fn = sys_max_digits, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "getallocatedblocks", .fn = sys_allocated_blocks, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "is_finalizing", .fn = sys_is_finalizing, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "audit", .fn = sys_ignore, .signature = "(event, *args)", .cost = Cost::NativeCallSmall},
    {.name = "_clear_internal_caches", .fn = sys_ignore, .signature = "()", .cost = Cost::NativeCallSmall},
};

}  // namespace

void init_sys(Vm& vm, ModuleObject* module) {
  add_functions(vm, module, kFunctions);
  if (vm.runtime.config.minor < 13) dict_remove_str(vm.heap, module->dict, vm.intern("_is_gil_enabled"));
  add_value(vm, module, "__excepthook__", module_value(vm, module, "excepthook"));
  add_value(vm, module, "__displayhook__", module_value(vm, module, "displayhook"));
  add_value(vm, module, "modules", vm.modules);
  add_sys_values(vm, module);
}

}  // namespace gilscope
