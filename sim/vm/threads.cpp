#include "sim/vm/threads.hpp"

#include <fmt/format.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/runtime/allocator.hpp"
#include "sim/trace/event_table.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/finalizers.hpp"
#include "sim/vm/frame_stack.hpp"
#include "sim/vm/import.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/native_frames.hpp"
#include "sim/vm/stopped_world.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

// ---- the tables -----------------------------------------------------------------------------------------------------------

// CPython's idents are pthread_t values: large, and spaced by the stacks.
std::uint64_t thread_ident(ThreadId thread) { return 140'000'000'000'000 + std::uint64_t{thread.value} * 8'392'704; }

Thread* find_thread(Vm& vm, std::uint64_t ident) {
  for (auto& t : vm.priv().threads) if (!t->finished && thread_ident(*t) == ident) return t.get();
  return nullptr;
}

std::vector<Thread*> live_threads(Vm& vm) {
  std::vector<Thread*> live;
  for (auto& t : vm.priv().threads) if (!t->finished) live.push_back(t.get());
  return live;
}

Thread* adopt_thread(Vm& vm, OsThread& os, const std::string& name) {
  auto owned = std::make_unique<Thread>();
  Thread* t = owned.get();
  t->stack = new Thread::Stack;
  t->name = name;
  vm.runtime.add_thread(*t, os);
  vm.priv().threads.push_back(std::move(owned));
  return t;
}

namespace {

Thread* add_thread(Vm& vm, const std::string& name) {
  OsThread& os = vm.machine.create_thread(name);
  Thread* t = adopt_thread(vm, os, name);
  os.user = t;
  os.executor = &vm;
  if (vm.runtime.interpreter.value != 0) vm.runtime.recorder.thread_interpreter(t->id, vm.machine.clock.now, vm.runtime.interpreter);
  return t;
}

/// The thread begins with this coroutine; when it is done, the thread is over.
void set_life(Vm& vm, Thread& t, Co<Ref> life) {
  NativeFrame* frame = push_native_frame(vm, t, std::move(life));
  t.os->resume = frame->task.handle();
}

/// From now on a second thread may run: what modules hold is touched by several threads, in global time order if they run in parallel.
void mark_modules_shared(Vm& vm) {
  Vm::Private& p = vm.priv();
  if (p.other_threads_ran) return;
  p.other_threads_ran = true;
  vm.modules->flags |= kFlagShared;
  for (std::int64_t i = dict_next(vm.modules, 0); i >= 0; i = dict_next(vm.modules, static_cast<std::uint32_t>(i) + 1)) {
    const Value m = vm.modules->entries[i].value;
    if (m.is_object() && m.object()->type->layout == Layout::Module) static_cast<ModuleObject*>(m.object())->dict->flags |= kFlagShared;
  }
}

// ---- the life of a started thread -----------------------------------------------------------------------------------------

Ref call_target(Vm& vm, Thread& t) {
  const Value args = t.target_args, keywords = t.target_keywords;
  Args call_args{args ? as_tuple(args)->items : nullptr, args ? as_tuple(args)->length : 0, nullptr};
  if (!keywords || as_dict(keywords)->used == 0) return call(vm, t.target, call_args);
  return vm.start([](Vm& v, Thread* thread) -> Co<Ref> {
    const TupleObject* front = as_tuple(thread->target_args);
    std::vector<Value> all(front->items, front->items + front->length), names;
    const DictObject* d = as_dict(thread->target_keywords);
    for (std::int64_t i = dict_next(d, 0); i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
      names.push_back(d->entries[i].key);
      all.push_back(d->entries[i].value);
    }
    Ref name_tuple = gilscope::make_tuple(v.heap, names);
    Ref result = co_await v.finish(call(v, thread->target, Args{all.data(), front->length, as_tuple(name_tuple)}));
    co_return result;
  }(vm, &t));
}

void drop_target(Vm& vm, Thread& t) {
  for (Value* v : {&t.target, &t.target_args, &t.target_keywords}) vm.heap.decref(std::exchange(*v, Value()));
}

Co<> report_lost_exception(Vm& vm, Thread& t) {
  if (vm.raised_is(Exc::SystemExit)) {
    vm.clear_raised();
    co_return;
  }
  vm.runtime.recorder.mark(MarkKind::UncaughtException, t.id, vm.machine.clock.now, 0);
  Ref shown = co_await vm.finish(repr(vm, t.target));
  std::string what = "Exception ignored in thread started by";
  if (shown) what += ": " + to_utf8(shown);
  if (!shown) vm.clear_raised();
  co_await print_unraisable(vm, what, Value());
}

Co<Ref> thread_life(Vm& vm, Thread* t, std::function<Co<>(Vm&, Thread&)>* on_exit) {
  vm.charge(Cost::ThreadBoot);
  co_await vm.runtime.attach(*t);
  Ref result = co_await vm.finish(call_target(vm, *t));
  if (!result) co_await report_lost_exception(vm, *t);
  result = nullptr;
  drop_target(vm, *t);
  vm.heap.decref(std::exchange(t->stop_value, Value()));
  Ref drained = co_await vm.finish(drain_finalizers(vm));
  vm.runtime.recorder.thread_bytecodes(t->id, t->bytecodes);
  co_await vm.runtime.exit_thread(*t);
  if (*on_exit) co_await (*on_exit)(vm, *t);
  delete on_exit;
  t->finished = true;
  vm.machine.finish_current();
  co_return vm.none();
}

Co<Thread*> start_thread_co(Vm& vm, NewThread* handed) {
  const std::unique_ptr<NewThread> owned(handed);
  NewThread& what = *owned;
  co_await vm.runtime.prepare_new_thread(*vm.thread);
  mark_modules_shared(vm);
  co_await vm.machine.order();
  const std::string name = what.name.empty() ? fmt::format("Thread-{}", vm.priv().threads.size()) : what.name;
  Thread* t = add_thread(vm, name);
  t->daemon = what.daemon;
  t->target = share(what.function).release();
  t->target_args = share(what.args).release();
  t->target_keywords = share(what.keywords).release();
  vm.runtime.recorder.mark(MarkKind::ThreadSpawn, vm.thread->id, vm.machine.clock.now, t->id.value);
  set_life(vm, *t, thread_life(vm, t, new std::function<Co<>(Vm&, Thread&)>(std::move(what.on_exit))));
  co_return t;
}

}  // namespace

// Not a coroutine itself: g++ 12 does not keep parameters with destructors right (see co.hpp).
Co<Thread*> start_thread(Vm& vm, NewThread what) { return start_thread_co(vm, new NewThread(std::move(what))); }

// ---- the life of the main thread ------------------------------------------------------------------------------------------

namespace {

/// sys.exit(...): the status, and what is printed for a status that is no int (pythonrun.c: handle_system_exit).
Co<> exit_with(Vm& vm) {
  Ref raised = vm.take_raised();
  const Value code = static_cast<ExceptionObject*>(raised.get().object())->notes_or_value;
  if (!code || code.is_none()) {
    vm.exit_status = 0;
  } else if (is_int(code)) {
    vm.exit_status = static_cast<int>(clamped_int64(code) & 0xFF);
  } else {
    vm.exit_status = 1;
    Ref text = co_await vm.finish(str_of(vm, code));
    if (text) vm.host.write(2, to_utf8(text) + "\n");
    if (!text) vm.clear_raised();
  }
}

Co<> report_uncaught(Vm& vm) {
  if (vm.raised_is(Exc::SystemExit)) {
    co_await exit_with(vm);
    co_return;
  }
  vm.exit_status = vm.raised_is(Exc::KeyboardInterrupt) ? 130 : 1;  // a shell's word for "ended by SIGINT"
  vm.runtime.recorder.mark(MarkKind::UncaughtException, vm.thread->id, vm.machine.clock.now, 0);
  Ref raised = vm.take_raised();
  // sys.excepthook, if the program replaced it.
  Ref sys = co_await vm.finish(import_module(vm, "sys"));
  Ref hook;
  if (sys) hook = co_await vm.finish(find_attr(vm, sys, vm.names->excepthook));
  if (hook && hook.get().is_object() && vm.types.of(hook) != vm.types.builtin_function) {
    auto* e = static_cast<ExceptionObject*>(raised.get().object());
    Ref traceback = e->traceback ? share(e->traceback) : vm.none();
    Ref done = co_await vm.call(hook, Value(vm.types.of(raised)), raised, traceback);
    if (done) co_return;
    vm.clear_raised();
  }
  Ref printed = co_await print_exception(vm, raised);
  if (!printed) vm.clear_raised();
}

/// Calls module.name() if the module was imported; errors are printed.
Co<> call_at_exit(Vm& vm, std::string_view module, std::string_view name) {
  const Value m = dict_get_str(vm.modules, vm.intern(module));
  if (!m || !m.is_object()) co_return;
  Ref function = co_await vm.finish(find_attr(vm, m, vm.intern(name)));
  if (!function) {
    vm.clear_raised();
    co_return;
  }
  if (function.get().is_exhausted()) co_return;
  Ref done = co_await vm.call(function);
  const std::string what = fmt::format("Exception ignored on {} shutdown", module);
  if (!done) co_await print_unraisable(vm, what, Value());
}

/// The globals of __main__ go away: names with one underscore first, then all others (moduleobject.c: _PyModule_ClearDict).
Co<> clear_main(Vm& vm) {
  const Value m = dict_get_str(vm.modules, vm.names->dunder_main);
  if (!m || !m.is_object()) co_return;
  DictObject* d = static_cast<ModuleObject*>(m.object())->dict;
  for (int pass = 0; pass < 2; ++pass) {
    for (std::int64_t i = dict_next(d, 0); i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
      const Value key = d->entries[i].key;
      if (!is_str(key) || d->entries[i].value.is_none()) continue;
      const StrObject* name = as_str(key);
      const bool one_underscore = name->length > 1 && name->at(0) == '_' && name->at(1) != '_';
      if (pass == 0 ? !one_underscore : str_equals(name, "__builtins__")) continue;
      dict_replace(vm.heap, d, i, Value::none());
      Ref drained = co_await vm.finish(drain_finalizers(vm));
    }
  }
}

Co<Ref> run_main(Vm& vm, Value code) {
  Ref keep = steal(code);
  import_start_modules(vm);
  Ref m = steal(Value(new_module(vm, "__main__")));
  auto* module = static_cast<ModuleObject*>(m.get().object());
  dict_set_str(vm.heap, module->dict, vm.names->dunder_package, Value::none());
  Ref builtins_module = share(dict_get_str(vm.modules, vm.names->builtins));
  dict_set_str(vm.heap, module->dict, vm.names->dunder_builtins, builtins_module ? builtins_module.get() : Value(vm.builtins));
  Ref file = vm.str((*static_cast<CodeValue*>(code.object())->code)->filename);
  dict_set_str(vm.heap, module->dict, vm.names->dunder_file, file);
  Ref function = steal(Value(make_function_object(vm, static_cast<CodeValue*>(code.object()), module->dict)));
  Ref result = co_await vm.finish(run_body(vm, static_cast<FunctionObject*>(function.get().object()), Value(module->dict)));
  co_return result;
}

Co<Ref> main_life(Vm& vm, Value code) {
  Thread& t = *vm.thread;
  co_await vm.runtime.attach(t);
  Ref result = co_await run_main(vm, code);
  if (!result) co_await report_uncaught(vm);
  co_await finalize_interpreter(vm);
  vm.runtime.recorder.thread_bytecodes(t.id, t.bytecodes);
  co_await vm.runtime.exit_thread(t);
  t.finished = true;
  vm.machine.finish_current();
  vm.machine.request_stop();  // daemon threads never get the interpreter again
  co_return vm.none();
}

// Another process: the same, but the others go on without it.
Co<Ref> process_life(Vm& vm, Thread* t, NewProcess* handed) {
  const std::unique_ptr<NewProcess> what(handed);
  co_await vm.machine.compute(vm.runtime.costs[Cost::ProcessStart]);
  co_await vm.runtime.attach(*t);
  import_start_modules(vm);
  Ref result = co_await what->body(vm);
  if (!result) co_await report_uncaught(vm);
  result = nullptr;
  co_await finalize_interpreter(vm);
  vm.runtime.recorder.thread_bytecodes(t->id, t->bytecodes);
  co_await vm.runtime.exit_thread(*t);
  t->finished = true;
  what->ended(vm);
  vm.machine.finish_current();
  co_return vm.none();
}

}  // namespace

Co<> finalize_interpreter(Vm& vm) {
  co_await call_at_exit(vm, "threading", "_shutdown");
  co_await call_at_exit(vm, "atexit", "_run_exitfuncs");
  co_await end_subinterpreters(vm);
  Ref alone = co_await vm.finish(in_stopped_world(vm, StopReason::Finalization, [&vm] { return vm.none(); }));
  vm.runtime.allocator().program_ends();
  co_await clear_main(vm);
}

Thread& start_process(Vm& vm, NewProcess what) {
  Thread* t = add_thread(vm, what.name);
  vm.priv().main_thread = t;
  set_life(vm, *t, process_life(vm, t, new NewProcess(std::move(what))));
  return *t;
}

void Vm::start_main(std::shared_ptr<const CodeObject> code) {
  Private& p = *private_;
  Thread* t = add_thread(*this, "MainThread");
  p.main_thread = t;
  thread = t;
  runtime.becomes_current(*t);
  set_life(*this, *t, main_life(*this, Value(make_code_value(*this, std::move(code)))));
}

}  // namespace gilscope
