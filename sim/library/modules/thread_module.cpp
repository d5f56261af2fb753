// _thread: the primitives that threading.py builds on (Modules/_threadmodule.c).
#include "sim/library/modules/thread_module.hpp"

#include <fmt/format.h>

#include "sim/library/modules/modules.hpp"
#include "sim/library/modules/object_names.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/interpreters.hpp"
#include "sim/vm/threads.hpp"

namespace gilscope {

namespace {

constexpr const char* kStateName = "<state>";  // in the module's dict; no identifier, so that no script stumbles over it
constexpr double kTimeoutMax = 9223372036.0;   // seconds: PY_TIMEOUT_MAX
constexpr std::int64_t kSmallestStack = 32768;
constexpr std::int64_t kMainNativeId = 4242;   // Linux: the main thread's id is the process id (posix_module.cpp)

Ref thread_get_ident(Vm& vm, const Args&) { return vm.integer(static_cast<std::int64_t>(thread_ident(*vm.thread))); }
Ref thread_get_native_id(Vm& vm, const Args&) { return vm.integer(kMainNativeId + vm.thread->id.value); }
Ref thread_count(Vm& vm, const Args&) { return vm.integer(thread_module(vm).running); }
bool is_subinterpreter(Vm& vm) {
  Interpreters* all = vm.host.interpreters;
  return all != nullptr && all->of(vm).kind == Interpreter::Kind::Sub;
}
/// Isolated interpreters have none: their threads must be over before they are (PEP 684).
Ref thread_daemon_allowed(Vm& vm, const Args&) { return vm.boolean(!is_subinterpreter(vm)); }
Ref thread_is_main_interpreter(Vm& vm, const Args&) { return vm.boolean(!is_subinterpreter(vm)); }

/// The first thread of the process; it may be a guest in a subinterpreter, or not be there at all.
ThreadId main_thread(Vm& vm) {
  Interpreters* all = vm.host.interpreters;
  return all != nullptr ? all->process_of(vm).main_thread : ThreadId(0);
}
Ref thread_exit(Vm& vm, const Args&) { return vm.raise(Exc::SystemExit); }
Ref thread_shutdown(Vm& vm, const Args&) { return vm.start(join_all_co(vm)); }

Ref thread_main_ident(Vm& vm, const Args&) {
  return vm.integer(static_cast<std::int64_t>(thread_ident(main_thread(vm))));
}

Ref thread_stack_size(Vm& vm, const Args& a) {
  ThreadModuleState& state = thread_module(vm);
  std::int64_t size = 0;
  if (a[0] && !as_int64(a[0], size)) {
    return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name(vm, a[0])));
  }
  if (size < 0) return vm.raise(Exc::ValueError, "size must be 0 or a positive value");
  if (size > 0 && size < kSmallestStack) return vm.raise(Exc::ValueError, fmt::format("size not valid: {} bytes", size));
  const std::int64_t before = state.stack_size;
  if (a[0]) state.stack_size = size;
  return vm.integer(before);
}

/// SIGINT for the main thread: it raises KeyboardInterrupt at its next eval-breaker check.
Ref thread_interrupt_main(Vm& vm, const Args&) {
  for (Thread* t : live_threads(vm)) if (t->id == main_thread(vm)) t->eval_breaker |= kSignals;
  return vm.none();
}

/// What threads that die of an exception print when threading.py is not in between: args are (type, value, traceback, thread).
Co<Ref> excepthook_co(Vm& vm, Value args) {
  const Ref keep = share(args);
  Ref kind = co_await vm.finish(get_item(vm, args, Value::integer(0)));
  if (!kind) co_return nullptr;
  if (kind.get() == Value(vm.types.exception(Exc::SystemExit))) co_return vm.none();
  Ref value = co_await vm.finish(get_item(vm, args, Value::integer(1)));
  if (!value) co_return nullptr;
  if (vm.host.write) vm.host.write(2, fmt::format("Exception in thread {}:\n", vm.thread->name));
  Ref printed = co_await vm.finish(vm.start(print_exception(vm, value)));
  co_return printed;
}
Ref thread_excepthook(Vm& vm, const Args& a) { return vm.start(excepthook_co(vm, a[0])); }

const NativeSpec kFunctions[] = {
    {.name = "get_ident", .fn = thread_get_ident, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "get_native_id", .fn = thread_get_native_id, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "_count", .fn = thread_count, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "daemon_threads_allowed", .fn = thread_daemon_allowed, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "_is_main_interpreter", .fn = thread_is_main_interpreter, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "_get_main_thread_ident", .fn = thread_main_ident, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "exit", .fn = thread_exit, .signature = "()", .cost = Cost::NativeCall},
    {.name = "exit_thread", .fn = thread_exit, .signature = "()", .cost = Cost::NativeCall},
    {.name = "_shutdown", .fn = thread_shutdown, .signature = "()", .cost = Cost::NativeCall},
    {.name = "stack_size", .fn = thread_stack_size, .signature = "(size=0, /)", .cost = Cost::NativeCall},
    {.name = "interrupt_main", .fn = thread_interrupt_main, .signature = "(signum=2, /)", .cost = Cost::NativeCall},
    {.name = "_excepthook", .fn = thread_excepthook, .signature = "(args, /)", .cost = Cost::NativeCallLarge},
};

void destroy_state(Heap& heap, Object* self) {
  auto* state = static_cast<ThreadModuleState*>(self);
  for (Value handle : *state->handles) heap.decref(handle);
  delete state->handles;
  delete state->locals;
}

ThreadModuleState* make_state(Vm& vm) {
  TypeObject* type = make_type(vm, {.name = "_thread._state", .instance_bytes = sizeof(ThreadModuleState), .flags = 0,
                                    .slots = {.destroy = destroy_state}});
  auto* state = new_object<ThreadModuleState>(vm, type);
  state->handles = new std::vector<Value>;
  state->locals = new LocalRegistry(std::make_shared<std::vector<LocalObject*>>());
  vm.heap.make_immortal(state);
  return state;
}

}  // namespace

ThreadModuleState& thread_module(Vm& vm) {
  return *as<ThreadModuleState>(module_value(vm, "_thread", kStateName));
}

void init_thread(Vm& vm, ModuleObject* module) {
  ThreadModuleState* state = make_state(vm);
  add_value(vm, module, kStateName, Value(state));
  add_lock_types(vm, module, *state);
  add_thread_starting(vm, module, *state);
  add_local_type(vm, module);
  add_functions(vm, module, kFunctions);
  add_value(vm, module, "TIMEOUT_MAX", Value::real(kTimeoutMax));
  add_value(vm, module, "error", Value(vm.types.exception(Exc::RuntimeError)));
  vm.runtime.describe_object = [&vm](Object* o) { return object_name(vm, o); };
}

}  // namespace gilscope
