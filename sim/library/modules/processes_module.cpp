// _processes: what multiprocessing needs of the operating system: processes, pipes, semaphores, shared memory. (CPython has it spread over
// os, _posixsubprocess, _multiprocessing and mmap.)
//
// A call that may wait is a system call: the thread detaches, so other threads of its own interpreter go on meanwhile.
#include <fmt/format.h>

#include <cerrno>

#include "sim/library/modules/modules.hpp"
#include "sim/library/modules/pickle.hpp"
#include "sim/library/modules/timeouts.hpp"
#include "sim/library/native_module.hpp"
#include "sim/machine/machine_costs.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/trace/event_table.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/vm/channels.hpp"
#include "sim/vm/import.hpp"
#include "sim/vm/interpreters.hpp"
#include "sim/vm/threads.hpp"

namespace gilscope {

namespace {

Interpreters& table(Vm& vm) { return *vm.host.interpreters; }
Channels& channels(Vm& vm) { return table(vm).channels(); }
InterpreterId process(Vm& vm) { return table(vm).of(vm).process; }

/// None: for ever. False: an exception is set.
bool deadline_arg(Vm& vm, Value seconds, SimTime& deadline) {
  deadline = kForever;
  if (!seconds || seconds.is_none()) return true;
  SimTime duration = 0;
  if (!read_seconds(vm, seconds, duration)) return false;
  const SimTime slack = duration > 0 ? vm.machine.cost(MachineCost::TimerSlack) : 0;
  deadline = duration <= 0 ? 0 : saturating_add(vm.machine.clock.now, duration + slack);
  return true;
}

// ---- pipes ----------------------------------------------------------------------------------------------------------------

Co<Ref> pipe_co(Vm& vm) {
  co_await vm.machine.order();
  const auto [read_end, write_end] = channels(vm).make_pipe(process(vm));
  co_return vm.tuple({Value::integer(read_end), Value::integer(write_end)});
}
Ref processes_pipe(Vm& vm, const Args&) { return vm.start(pipe_co(vm)); }

Co<Ref> close_co(Vm& vm, int fd) {
  co_await vm.machine.order();
  channels(vm).close(process(vm), fd);
  co_return vm.none();
}
Ref processes_close(Vm& vm, const Args& a) { return vm.start(close_co(vm, static_cast<int>(clamped_int64(a[0])))); }

/// The pipe behind a number; null: it is not open, or the wrong end (EBADF is set).
std::shared_ptr<Pipe> pipe_arg(Vm& vm, int fd, bool writes) {
  const PipeEnd* end = channels(vm).end(process(vm), fd);
  if (end != nullptr && end->writes == writes) return end->pipe;
  raise_os_error(vm, EBADF, "");
  return nullptr;
}

/// Broken: nobody reads any more.
enum class Written { All, Broken };

/// Detached: write(2) until all is in the pipe, which holds 64 KiB.
Co<Written> write_all(Vm& vm, Pipe* pipe, const std::string* bytes) {
  for (std::size_t at = 0; at < bytes->size();) {
    vm.charge(Cost::Syscall);
    co_await vm.machine.order();
    if (pipe->readers == 0) co_return Written::Broken;
    const std::size_t room = Pipe::kCapacity - pipe->size();
    if (room == 0) {
      Signal* const signal = &pipe->changed;
      co_await sleep_for(vm.machine, {&signal, 1}, ThreadState::InIo, kForever);
      continue;
    }
    const std::size_t count = std::min(room, bytes->size() - at);
    const SimTime copying = vm.runtime.costs[Cost::PipeByte] * static_cast<SimTime>(count);
    co_await vm.machine.compute(copying);
    pipe->write(std::string_view(*bytes).substr(at, count));
    at += count;
    pipe->changed.wake_all(vm.machine);
  }
  co_return Written::All;
}

/// Detached: read(2) until `count` bytes are there, or nobody can write any more.
Co<std::string> read_all(Vm& vm, Pipe* pipe, std::size_t count) {
  std::string bytes;
  while (bytes.size() < count) {
    vm.charge(Cost::Syscall);
    co_await vm.machine.order();
    if (pipe->size() == 0) {
      if (pipe->writers == 0) break;
      Signal* const signal = &pipe->changed;
      co_await sleep_for(vm.machine, {&signal, 1}, ThreadState::InIo, kForever);
      continue;
    }
    const std::string part = pipe->read(count - bytes.size());
    const SimTime copying = vm.runtime.costs[Cost::PipeByte] * static_cast<SimTime>(part.size());
    co_await vm.machine.compute(copying);
    bytes += part;
    pipe->changed.wake_all(vm.machine);
  }
  co_return bytes;
}

/// A message: its length in four bytes, then itself (Lib/multiprocessing/connection.py: _send_bytes).
Co<Ref> send_co(Vm& vm, int fd, Value data) {
  const Ref keep = share(data);
  const std::shared_ptr<Pipe> pipe = pipe_arg(vm, fd, true);
  if (!pipe) co_return nullptr;
  const std::string_view content = bytes_view(data);
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(content.size() >> shift);
  bytes += content;
  vm.runtime.mark(MarkKind::ValueSent, vm.thread, content.size());
  co_await vm.runtime.detach(*vm.thread);
  const Written written = co_await write_all(vm, pipe.get(), &bytes);
  co_await vm.runtime.attach(*vm.thread);
  if (written == Written::Broken) co_return raise_os_error(vm, EPIPE, "");
  co_return vm.none();
}
Ref processes_send(Vm& vm, const Args& a) {
  if (!is_byteslike(a[1])) return vm.raise(Exc::TypeError, fmt::format("a bytes-like object is required, not '{}'", type_name(vm, a[1])));
  return vm.start(send_co(vm, static_cast<int>(clamped_int64(a[0])), a[1]));
}

Co<Ref> receive_co(Vm& vm, int fd) {
  const std::shared_ptr<Pipe> pipe = pipe_arg(vm, fd, false);
  if (!pipe) co_return nullptr;
  co_await vm.runtime.detach(*vm.thread);
  const std::string head = co_await read_all(vm, pipe.get(), 4);
  std::size_t size = 0;
  for (const char c : head) size = size << 8 | static_cast<unsigned char>(c);
  std::string body;
  if (head.size() == 4) body = co_await read_all(vm, pipe.get(), size);
  co_await vm.runtime.attach(*vm.thread);
  if (head.size() < 4 || body.size() < size) co_return vm.raise(Exc::EOFError);
  vm.runtime.mark(MarkKind::ValueReceived, vm.thread, size);
  co_return make_bytes(vm.heap, body);
}
Ref processes_receive(Vm& vm, const Args& a) { return vm.start(receive_co(vm, static_cast<int>(clamped_int64(a[0])))); }

/// Which of some read ends have something to read, or have come to their end: select(2). [] when the time is over.
Co<Ref> select_co(Vm& vm, std::vector<int>* handed, SimTime deadline) {
  const std::unique_ptr<std::vector<int>> fds(handed);
  std::vector<std::shared_ptr<Pipe>> pipes;
  std::vector<Signal*> signals;
  for (const int fd : *fds) {
    pipes.push_back(pipe_arg(vm, fd, false));
    if (!pipes.back()) co_return nullptr;
    signals.push_back(&pipes.back()->changed);
  }
  Ref ready = make_list(vm.heap);
  vm.charge(Cost::Syscall);
  co_await vm.runtime.detach(*vm.thread);
  co_await vm.machine.order();
  for (bool looking = true; looking;) {
    for (std::size_t i = 0; i < pipes.size(); ++i) {
      if (pipes[i]->size() > 0 || pipes[i]->writers == 0) list_append(vm.heap, as_list(ready), Value::integer((*fds)[i]));
    }
    looking = as_list(ready)->length == 0 && deadline > vm.machine.clock.now;
    if (looking) co_await sleep_for(vm.machine, signals, ThreadState::InIo, deadline);
  }
  co_await vm.runtime.attach(*vm.thread);
  co_return ready;
}
Ref processes_select(Vm& vm, const Args& a) {
  SimTime deadline = 0;
  if (!deadline_arg(vm, a[1], deadline)) return nullptr;
  auto fds = std::make_unique<std::vector<int>>();
  const TupleObject* given = as_tuple(a[0]);
  for (std::uint32_t i = 0; i < given->length; ++i) fds->push_back(static_cast<int>(clamped_int64(given->items[i])));
  return vm.start(select_co(vm, fds.release(), deadline));
}

// ---- processes ------------------------------------------------------------------------------------------------------------

/// What a spawned process does: unpickle what its parent wrote, and go on from there (Lib/multiprocessing/spawn.py: _main).
Co<Ref> child_body(Vm& vm, const std::string* orders) {
  Ref main = steal(Value(new_module(vm, "__main__")));
  Ref module = co_await vm.finish(import_module(vm, "multiprocessing.spawn"));
  if (!module) co_return nullptr;
  Ref start = co_await vm.finish(get_attr(vm, module, "_main"));
  if (!start) co_return nullptr;
  Ref data = make_bytes(vm.heap, *orders);
  Ref code = co_await vm.call(start, data);
  if (code && is_int(code)) vm.exit_status = static_cast<int>(clamped_int64(code));
  co_return code;
}

Co<Ref> spawn_co(Vm& vm, Value name, Value orders, Value fds) {
  const Ref keep_orders = share(orders), keep_fds = share(fds);
  co_await vm.machine.compute(vm.runtime.costs[Cost::ProcessFork]);
  Interpreter& child = table(vm).create(Interpreter::Kind::Process, to_utf8(name), vm);
  std::vector<int> inherited;
  for (std::uint32_t i = 0; i < as_tuple(fds)->length; ++i) inherited.push_back(static_cast<int>(clamped_int64(as_tuple(fds)->items[i])));
  channels(vm).inherit(child.id, process(vm), inherited);
  auto bytes = std::make_shared<std::string>(bytes_view(orders));
  Interpreters* all = &table(vm);
  NewProcess what{to_utf8(name), [bytes](Vm& there) { return child_body(there, bytes.get()); },
                  [all, id = child.id](Vm& there) { all->end_process(all->at(id), there.exit_status); }};
  Thread& main = start_process(*child.vm, std::move(what));
  child.main_thread = main.id;
  child.running_main = true;
  vm.runtime.recorder.mark(MarkKind::ThreadSpawn, vm.thread->id, vm.machine.clock.now, main.id.value);
  co_return vm.integer(all->pid(child));
}
Ref processes_spawn(Vm& vm, const Args& a) { return vm.start(spawn_co(vm, a[0], a[1], a[2])); }

/// The exit code; None: it goes on still.
Co<Ref> wait_co(Vm& vm, Interpreter* child, SimTime deadline) {
  vm.charge(Cost::Syscall);
  co_await vm.machine.order();
  if (!child->closed && deadline > vm.machine.clock.now) {
    vm.thread->joins = child->main_thread;
    co_await vm.runtime.detach(*vm.thread);
    co_await vm.machine.order();
    Signal* const signal = &channels(vm).process_ended(child->id);
    while (!child->closed && deadline > vm.machine.clock.now) {
      co_await sleep_for(vm.machine, {&signal, 1}, ThreadState::Sleeping, deadline);
    }
    co_await vm.runtime.attach(*vm.thread);
    vm.thread->joins = ThreadId();
  }
  if (!child->closed) co_return vm.none();
  vm.runtime.mark(MarkKind::ThreadJoin, vm.thread, child->main_thread.value);
  co_return vm.integer(child->exit_code);
}
Ref processes_wait(Vm& vm, const Args& a) {
  SimTime deadline = 0;
  Interpreter* child = table(vm).find_process(clamped_int64(a[0]));
  if (child == nullptr) return raise_os_error(vm, ECHILD, "");
  if (!deadline_arg(vm, a[1], deadline)) return nullptr;
  return vm.start(wait_co(vm, child, deadline));
}

Co<Ref> kill_co(Vm& vm, Interpreter* child, int signal) {
  vm.charge(Cost::Syscall);
  co_await vm.machine.order();
  table(vm).end_process(*child, -signal);
  co_return vm.none();
}
Ref processes_kill(Vm& vm, const Args& a) {
  Interpreter* child = table(vm).find_process(clamped_int64(a[0]));
  if (child == nullptr || child->kind == Interpreter::Kind::Main) return raise_os_error(vm, ESRCH, "");
  if (child->id == process(vm)) return vm.raise(Exc::NotImplementedError, "not modeled by GilScope: a process that kills itself");
  return vm.start(kill_co(vm, child, static_cast<int>(clamped_int64(a[1]))));
}

// ---- semaphores -----------------------------------------------------------------------------------------------------------

Ref semaphore_create(Vm& vm, const Args& a) {
  const LockId id = vm.runtime.new_lock(to_utf8(a[2]), "");
  return vm.integer(channels(vm).make_semaphore(static_cast<int>(clamped_int64(a[0])), static_cast<int>(clamped_int64(a[1])), id));
}

/// sem_trywait(3). Requires: at its turn in time.
bool try_take(Vm& vm, SharedSemaphore& s, bool contended) {
  vm.machine.line_rmw(s.line, vm.runtime.costs[Cost::SemaphoreOp]);
  if (s.value == 0) return false;
  --s.value;
  if (s.maximum == 1) vm.runtime.recorder.lock_acquired(s.id, vm.thread->id, vm.machine.clock.now, contended);
  return true;
}

Co<Ref> acquire_co(Vm& vm, std::int64_t number, SimTime deadline) {
  SharedSemaphore& s = channels(vm).semaphore(number);
  co_await vm.machine.order();
  if (try_take(vm, s, false)) co_return vm.boolean(true);
  if (deadline <= vm.machine.clock.now) co_return vm.boolean(false);
  const SimTime begin = vm.machine.clock.now;
  vm.runtime.recorder.lock_awaited(s.id, vm.thread->id);
  co_await vm.runtime.detach(*vm.thread);
  co_await vm.machine.order();
  bool got = try_take(vm, s, true);
  while (!got && deadline > vm.machine.clock.now) {
    Signal* const signal = &s.freed;
    co_await sleep_for(vm.machine, {&signal, 1}, ThreadState::WaitingForLock, deadline);
    co_await vm.machine.order();
    got = try_take(vm, s, true);
  }
  const SimTime end = vm.machine.clock.now;
  co_await vm.runtime.attach(*vm.thread);
  vm.runtime.recorder.lock_wait(s.id, vm.thread->id, begin, end);
  co_return vm.boolean(got);
}
Ref semaphore_acquire(Vm& vm, const Args& a) {
  SimTime deadline = 0;
  if (!deadline_arg(vm, a[1], deadline)) return nullptr;
  return vm.start(acquire_co(vm, clamped_int64(a[0]), deadline));
}

Co<Ref> release_co(Vm& vm, std::int64_t number) {
  SharedSemaphore& s = channels(vm).semaphore(number);
  co_await vm.machine.order();
  if (s.value >= s.maximum) co_return vm.raise(Exc::ValueError, "semaphore or lock released too many times");
  vm.machine.line_rmw(s.line, vm.runtime.costs[Cost::SemaphoreOp]);
  ++s.value;
  if (s.maximum == 1) vm.runtime.recorder.lock_released(s.id, vm.thread->id, vm.machine.clock.now);
  s.freed.wake_one(vm.machine);
  co_return vm.none();
}
Ref semaphore_release(Vm& vm, const Args& a) { return vm.start(release_co(vm, clamped_int64(a[0]))); }
Ref semaphore_value(Vm& vm, const Args& a) { return vm.integer(channels(vm).semaphore(clamped_int64(a[0])).value); }

// ---- shared memory --------------------------------------------------------------------------------------------------------

Ref array_create(Vm& vm, const Args& a) {
  return vm.integer(channels(vm).make_array(to_utf8(a[0])[0], static_cast<std::size_t>(clamped_int64(a[1]))));
}

std::uint32_t& line_of_item(SharedArray& array, std::int64_t index) { return array.lines[static_cast<std::size_t>(index) / 8]; }

Co<Ref> array_get_co(Vm& vm, SharedArray* array, std::int64_t index) {
  co_await vm.machine.order();
  vm.machine.line_read(line_of_item(*array, index));
  const auto i = static_cast<std::size_t>(index);
  co_return array->is_real() ? make_float(array->reals[i]) : vm.integer(array->integers[i]);
}
Ref array_get(Vm& vm, const Args& a) { return vm.start(array_get_co(vm, channels(vm).array(clamped_int64(a[0])), clamped_int64(a[1]))); }

Co<Ref> array_set_co(Vm& vm, SharedArray* array, std::int64_t index, Value value) {
  const Ref keep = share(value);
  co_await vm.machine.order();
  vm.machine.line_write(line_of_item(*array, index));
  const auto i = static_cast<std::size_t>(index);
  if (array->is_real()) to_double(value, array->reals[i]);
  else array->integers[i] = clamped_int64(value);
  co_return vm.none();
}
Ref array_set(Vm& vm, const Args& a) {
  SharedArray* array = channels(vm).array(clamped_int64(a[0]));
  if (!is_number(a[2]) || (!array->is_real() && !is_int(a[2]))) {
    return vm.raise(Exc::TypeError, array->is_real() ? fmt::format("must be real number, not {}", type_name(vm, a[2]))
                                                     : fmt::format("'{}' object cannot be interpreted as an integer", type_name(vm, a[2])));
  }
  return vm.start(array_set_co(vm, array, clamped_int64(a[1]), a[2]));
}

/// The main script as __mp_main__, in a process that was spawned.
Co<Ref> run_main_co(Vm& vm) {
  Ref main = co_await run_main_script_again(vm, "__mp_main__");
  if (main) vm.runtime.mark(MarkKind::InterpreterReady, vm.thread, vm.runtime.interpreter.value);
  co_return main;
}
Ref processes_run_main(Vm& vm, const Args&) { return vm.start(run_main_co(vm)); }

constexpr NativeSpec function(const char* name, NativeFn fn, const char* signature) {
  return {.name = name, .fn = fn, .signature = signature, .cost = Cost::NativeCallSmall};
}
const NativeSpec kFunctions[] = {
    function("pipe", processes_pipe, "()"),
    function("close", processes_close, "(fd, /)"),
    function("send", processes_send, "(fd, data, /)"),
    function("receive", processes_receive, "(fd, /)"),
    function("select", processes_select, "(fds, timeout, /)"),
    function("spawn", processes_spawn, "(name, orders, fds, /)"),
    function("wait", processes_wait, "(pid, timeout, /)"),
    function("kill", processes_kill, "(pid, signal, /)"),
    function("semaphore", semaphore_create, "(value, maximum, kind, /)"),
    function("acquire", semaphore_acquire, "(semaphore, timeout, /)"),
    function("release", semaphore_release, "(semaphore, /)"),
    function("value", semaphore_value, "(semaphore, /)"),
    function("array", array_create, "(typecode, length, /)"),
    function("array_get", array_get, "(array, index, /)"),
    function("array_set", array_set, "(array, index, value, /)"),
    function("run_main_again", processes_run_main, "()"),
};

}  // namespace

void init_processes(Vm& vm, ModuleObject* module) { add_functions(vm, module, kFunctions); }

}  // namespace gilscope
