// Runtime: one CPython build with its switches, as the vm asks it. One file per mechanism lies beside this header.
//
// Everything that may wait is a coroutine of the current thread, written in the order CPython does it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/base/co.hpp"
#include "sim/machine/machine.hpp"
#include "sim/objects/heap.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/runtime/runtime_config.hpp"
#include "sim/runtime/thread_state.hpp"

namespace gilscope {

class Allocator;
class Recorder;
class GarbageCollector;
class Gil;
class BiasedRefcount;
class ParkingLot;
class StopTheWorld;
class Immortalization;
class Qsbr;
class Semaphore;
class ObjectTraffic;
class ThreadLocalBytecode;
enum class MarkKind : std::uint8_t;

class Runtime {
 public:
  /// `interpreter`: several runtimes may share a machine and a recorder, each with a GIL, a heap, a collector and threads of its own.
  Runtime(const RuntimeConfig& config, const CostModel& model, Machine& machine, Recorder& recorder,
          InterpreterId interpreter = InterpreterId{0});
  ~Runtime();

  const RuntimeConfig config;
  CostTable costs;             ///< picoseconds per Cost under this build on this machine
  Machine& machine;
  Recorder& recorder;
  const InterpreterId interpreter;

  Heap* heap = nullptr;        ///< set by attach_heap
  void attach_heap(Heap& heap);
  RefcountSlowPath* refcounts();  ///< what Heap's constructor wants

  // ---- what only the vm knows; set before the run ----
  /// An object with a finalizer or weak references is dead. True: the vm runs Python code for it and calls Heap::destroy() afterwards.
  std::function<bool(Object*)> finalizer;
  /// What the source calls an object that several threads fight for ("cache", "Account"), for the trace; "" if unknown.
  std::function<std::string(Object*)> describe_object;

  bool free_threaded_build() const { return config.free_threaded; }
  bool gil_enabled() const;    ///< sys._is_gil_enabled(): always true in the GIL build
  /// True where several threads may execute Python at the same time, so that touches of shared objects must be ordered in time.
  bool parallel() const { return parallel_; }

  // ---- thread states (thread_state.cpp) ----
  void add_thread(RuntimeThread& thread, OsThread& os);  ///< a new PyThreadState
  Co<> prepare_new_thread(RuntimeThread& creator);       ///< first extra thread: immortalization; QSBR slot growth: stop-the-world
  Co<> attach(RuntimeThread& thread);                    ///< PyEval_RestoreThread: take the GIL, wait out a stopped world
  Co<> detach(RuntimeThread& thread);                    ///< PyEval_SaveThread: suspend critical sections, drop the GIL
  Co<> exit_thread(RuntimeThread& thread);               ///< gives up what it has of its own, detaches for good (thread_exit.cpp)
  void becomes_current(RuntimeThread& thread);           ///< the simulator switched to it: sets the heap's owner
  const std::vector<RuntimeThread*>& threads() const { return threads_; }  ///< those that have not exited, oldest first
  RuntimeThread* owner(OwnerKey key) const;              ///< the living thread with that key, or null
  /// Detach, leave the core until woken or the deadline, attach again: sleep, a join, a device. The caller adds timer slack to the deadline.
  Co<Wake> block_detached(RuntimeThread& thread, ThreadState why, SimTime deadline);

  // ---- eval breaker (eval_breaker.cpp) ----
  /// _Py_HandlePending; called when thread.eval_breaker != 0 at a check. Leaves kSignals and kAsyncException set: those are the vm's.
  Co<> handle_pending(RuntimeThread& thread);
  /// At a check whose eval breaker is not 0: what only the simulator wants to know is done at once and takes no time. True if that was all.
  bool passes_quiescent_point(RuntimeThread& thread);
  /// A free-threaded collection has stopped the world: all queues of counts are merged, all delayed frees are done.
  void drain_stopped_threads(RuntimeThread& collector);

  // ---- PyMutex (parking_lot.cpp, mutex.cpp) ----
  /// `word`: the PyMutex byte; `line` its cache line record; `id` names it in the trace (invalid: an object lock without a record).
  /// Requires for all three: the thread is at its turn in global order (ordered call).
  bool mutex_try_lock(RuntimeThread& thread, std::uint8_t& word, std::uint32_t& line, LockId id = {});
  /// A deadline that has passed already = do not wait, not even spin. Returns false if the deadline came first.
  Co<bool> mutex_lock(RuntimeThread& thread, std::uint8_t& word, std::uint32_t& line, SimTime deadline, ThreadState why, LockId id = {});
  void mutex_unlock(RuntimeThread& thread, std::uint8_t& word, std::uint32_t& line, LockId id = {});

  // ---- POSIX semaphores: RLock, and Lock before 3.13's PyMutex (semaphore.cpp) ----
  bool semaphore_try_acquire(RuntimeThread& thread, Semaphore& semaphore, LockId id = {});
  Co<bool> semaphore_acquire(RuntimeThread& thread, Semaphore& semaphore, SimTime deadline, ThreadState why, LockId id = {});
  void semaphore_release(RuntimeThread& thread, Semaphore& semaphore, LockId id = {});

  // ---- locks in the trace ----
  LockId new_lock(std::string kind, std::string name);

  // ---- critical sections on objects (critical_section.cpp): nothing in the GIL build or with object locks switched off ----
  /// Short sections around one native operation. begin: true = entered without waiting (clock advanced by its cost).
  bool section_try_begin(RuntimeThread& thread, Object* o);
  Co<> section_begin(RuntimeThread& thread, Object* o);
  void section_end(RuntimeThread& thread, Object* o);
  bool uses_object_locks() const { return config.object_locks; }

  // ---- reading a container without its lock (biased_refcount.cpp) ----
  /// True if `value`, found in a container, cannot be counted by this thread just like that: it belongs to another thread, and nobody else
  /// has ever held it, so that it might be dying. The reader must take the container's lock, look again, and call read_under_lock.
  bool read_needs_lock(const Object* value) const {
    return config.object_locks && heap->is_foreign(value) && value->ref_shared == 0;
  }
  /// _Py_NewRefWithLock's mark: from now on try-incref works on it.
  void read_under_lock(Object* value);

  // ---- extension modules (extension_import.cpp) ----
  /// EnableGILTransient ... _PyImport_CheckGILForModule around the import of a builtin or extension module. Returns true if the RuntimeWarning is due.
  Co<bool> import_extension(RuntimeThread& thread, std::string name, bool declares_gil_not_used, SimTime init_cost);

  // ---- immortalization, deferred counts (immortal.cpp) ----
  /// A function, class, module, code object or descriptor was made: mark it deferred, or make it immortal if that has begun.
  void object_born_deferred(Object* o);
  /// A constant of a code object (number, bytes, tuple or frozenset of such, string) was made.
  void object_born_constant(Object* o);
  bool immortalization_has_begun() const;
  /// 3.13t interns, and so immortalizes, only string constants that look like names, or have one character; others stay mortal and
  /// owned by the thread that loaded the code (Objects/codeobject.c: should_intern_string).
  bool string_constant_is_immortal(std::string_view utf8) const;
  bool interned_strings_are_immortal() const { return config.free_threaded; }

  void set_switch_interval(SimTime interval);
  SimTime switch_interval() const;

  // ---- for whoever looks into a run ----
  const ObjectTraffic& object_traffic() const;
  const std::unordered_map<const Object*, LockId>& object_locks() const { return object_locks_; }  ///< those that were ever contended

  Gil& gil() { return *gil_; }
  StopTheWorld& stop_the_world() { return *stop_the_world_; }
  GarbageCollector& garbage_collector() { return *garbage_collector_; }
  ParkingLot& parking_lot() { return *parking_lot_; }
  Allocator& allocator() { return *allocator_; }
  Qsbr& qsbr() { return *qsbr_; }
  Immortalization& immortalization() { return *immortalization_; }
  BiasedRefcount& biased_refcount() { return *biased_refcount_; }
  ThreadLocalBytecode& thread_local_bytecode() { return *thread_local_bytecode_; }

  /// A mark at the current instant; `thread` may be null.
  void mark(MarkKind kind, const RuntimeThread* thread, std::uint64_t payload);
  void charge(Cost cost, std::int64_t times = 1) { machine.clock.now += costs[cost] * times; }
  /// The end of the run: what is still buffered for the trace goes out.
  void finish_trace();

 private:
  friend class Gil;
  friend class StopTheWorld;
  friend class Immortalization;
  friend class BiasedRefcount;
  Co<> leave(RuntimeThread& thread, AttachState to, bool final);
  void suspend_sections(RuntimeThread& thread);
  Co<> resume_top_section(RuntimeThread& thread);
  bool mutex_is_free(std::uint8_t word, std::uint32_t line) const;
  void wake_parked(RuntimeThread& thread, std::uint8_t& word, LockId id);
  LockId object_lock_id(Object* o);
  void relock_top_section(RuntimeThread& thread);
  void merge_queued_counts(RuntimeThread& thread);
  void update_parallel();
  void give_up_memory(RuntimeThread& thread);

  bool parallel_ = true;  ///< until update_parallel has objected to running ahead
  bool warned_about_gil_ = false;
  std::unordered_map<const Object*, LockId> object_locks_;  ///< those that were ever contended; looked up only
  std::vector<RuntimeThread*> threads_;
  std::vector<RuntimeThread*> owners_;  ///< by OwnerKey
  std::unique_ptr<GarbageCollector> garbage_collector_;
  std::unique_ptr<Gil> gil_;
  std::unique_ptr<ParkingLot> parking_lot_;
  std::unique_ptr<StopTheWorld> stop_the_world_;
  std::unique_ptr<BiasedRefcount> biased_refcount_;
  std::unique_ptr<Immortalization> immortalization_;
  std::unique_ptr<Qsbr> qsbr_;
  std::unique_ptr<Allocator> allocator_;
  std::unique_ptr<ThreadLocalBytecode> thread_local_bytecode_;
};

}  // namespace gilscope
