// The write side of the trace: the machine, the runtime and the vm report here, and nobody of them reads back.
// Instants are simulated picoseconds. Per thread, per lock, per core and for the GIL they must not go backwards.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "sim/base/ids.hpp"
#include "sim/base/sim_time.hpp"
#include "sim/trace/call_stacks.hpp"
#include "sim/trace/event_table.hpp"
#include "sim/base/thread_state_kind.hpp"

namespace gilscope {

class Trace;
struct ItemFlow;
struct MemoryFigures;
struct MemoryReport;

struct RecorderOptions {
  /// false: no spans, marks or bins are kept; the totals per thread, core, lock and object, and the hash, stay exact.
  bool keep_spans = true;
  /// When the lanes outgrow this, the largest ones are merged to a coarser grid (see Trace::resolution).
  std::size_t max_bytes = std::size_t{128} << 20;
};

class Recorder {
 public:
  explicit Recorder(RecorderOptions options = {});
  ~Recorder();
  Recorder(Recorder&&) noexcept;
  Recorder& operator=(Recorder&&) noexcept;

  /// Threads are numbered from 0 without gaps; so are cores, locks and objects, in the order in which they appear. Each GIL
  /// belongs to an interpreter, and has its number.
  void thread_started(ThreadId thread, SimTime at, std::string name);
  void thread_renamed(ThreadId thread, std::string name);
  /// `core`: the core that the thread occupies from now on; not valid when it is on none.
  void thread_state(ThreadId thread, SimTime at, ThreadState state, CoreId core);
  /// Bytecodes executed by a thread so far.
  void thread_bytecodes(ThreadId thread, std::uint64_t total);

  /// An invalid thread = the core is idle, the GIL is free.
  void core_runs(CoreId core, SimTime at, ThreadId thread);
  void gil_holder(SimTime at, ThreadId thread, InterpreterId interpreter = InterpreterId{0});

  /// Interpreters are numbered in the order in which they are made; interpreter 0 needs no report.
  void interpreter_started(InterpreterId interpreter, SimTime at, std::string name, bool is_process);
  void interpreter_ended(InterpreterId interpreter, SimTime at);
  /// A thread goes on in another interpreter.
  void thread_interpreter(ThreadId thread, SimTime at, InterpreterId interpreter);

  /// `kind`: "Lock", "RLock", "object lock", ...; `name` as the source calls it.
  /// The next free number. Several interpreters make locks and name objects in one run.
  LockId new_lock_id();
  ObjectId new_object_id();
  void lock_created(LockId lock, std::string kind, std::string name);
  /// A thread starts to wait for a lock. Only a note for whoever asks what a stuck thread waits for; lock_wait ends it.
  void lock_awaited(LockId lock, ThreadId thread);
  void lock_wait(LockId lock, ThreadId thread, SimTime begin, SimTime end);
  void lock_acquired(LockId lock, ThreadId thread, SimTime at, bool contended);
  void lock_released(LockId lock, ThreadId thread, SimTime at);

  /// May be called again for the same object when its owner or immortality changes.
  void object_named(ObjectId object, std::string type, std::string name, ThreadId owner, bool immortal);
  void object_traffic(ObjectId object, SimTime at, std::uint64_t local_ops, std::uint64_t shared_ops,
                      std::uint64_t transfers);

  // ---- calls: nothing here enters the hash ----
  FunctionId function(const std::string& name, const std::string& file, std::uint32_t first_line);
  StackId stack(StackId parent, FunctionId function, std::uint32_t line);
  /// From `at` on the thread has this call stack; invalid = no Python frame. `entered`: its innermost frame begins here.
  void stack_changed(ThreadId thread, SimTime at, StackId stack, bool entered = false);
  /// Something left a queue. Flows within one thread are dropped.
  void item_passed(const ItemFlow& flow);
  /// May be reported as often as one likes. Several interpreters add up: each reports what changed against `before`, and gets `now` back as that.
  void memory(SimTime at, const MemoryFigures& now, MemoryFigures* before = nullptr);
  void memory_report(const MemoryReport& report);

  void mark(MarkKind kind, ThreadId thread, SimTime at, std::uint64_t payload);
  void wake(ThreadId waker, ThreadId woken, SimTime at);

  /// The run is over: every open span ends at `at` (or at the last instant reported, if that is later).
  void finish(SimTime at);

  /// A stable hash over everything reported so far, the same with and without kept spans, on every compiler and platform.
  std::uint64_t hash() const;

  /// What has been recorded so far; append-only until finish, read-only afterwards.
  const Trace& trace() const;
  std::shared_ptr<const Trace> shared_trace() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace gilscope
