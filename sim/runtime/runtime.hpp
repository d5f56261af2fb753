// Runtime: one CPython build with its switches, as the vm asks it. One file per mechanism lies beside this header.
//
// Everything that may wait is a coroutine of the current thread, written in the order CPython does it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "sim/base/co.hpp"
#include "sim/machine/machine.hpp"
#include "sim/objects/heap.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/runtime/runtime_config.hpp"
#include "sim/runtime/thread_state.hpp"

namespace gilscope {

class Recorder;
class Gil;
class BiasedRefcount;
class ParkingLot;
class StopTheWorld;
class Immortalization;

class Runtime {
 public:
  Runtime(const RuntimeConfig& config, const CostModel& model, Machine& machine, Recorder& recorder);
  ~Runtime();

  const RuntimeConfig config;
  CostTable costs;             ///< picoseconds per Cost under this build on this machine
  Machine& machine;
  Recorder& recorder;

  Heap* heap = nullptr;        ///< set by attach_heap
  void attach_heap(Heap& heap);
  RefcountSlowPath* refcounts();  ///< what Heap's constructor wants

  bool free_threaded_build() const { return config.free_threaded; }
  bool gil_enabled() const;    ///< sys._is_gil_enabled(): always true in the GIL build
  /// True where several threads may execute Python at the same time, so that touches of shared objects must be ordered in time.
  bool parallel() const { return parallel_; }

  // ---- thread states (thread_state.cpp) ----
  void add_thread(RuntimeThread& thread, OsThread& os);  ///< a new PyThreadState
  Co<> prepare_new_thread(RuntimeThread& creator);       ///< first extra thread: immortalization; QSBR slot growth: stop-the-world
  Co<> attach(RuntimeThread& thread);                    ///< PyEval_RestoreThread: take the GIL, wait out a stopped world
  Co<> detach(RuntimeThread& thread);                    ///< PyEval_SaveThread: suspend critical sections, drop the GIL
  Co<> exit_thread(RuntimeThread& thread);               ///< merge its queue, detach for good
  void becomes_current(RuntimeThread& thread);           ///< the simulator switched to it: sets the heap's owner

  // ---- eval breaker (eval_breaker.cpp) ----
  Co<> handle_pending(RuntimeThread& thread);            ///< _Py_HandlePending; called when thread.eval_breaker != 0 at a check

  // ---- PyMutex (parking_lot.cpp, mutex.cpp) ----
  /// `word`: the PyMutex byte; `line` its cache line record; `id` names it in the trace (invalid: an object lock without a record).
  bool mutex_try_lock(RuntimeThread& thread, std::uint8_t& word, std::uint32_t& line);
  Co<bool> mutex_lock(RuntimeThread& thread, std::uint8_t& word, std::uint32_t& line, SimTime deadline, ThreadState why);  ///< false: timed out
  void mutex_unlock(RuntimeThread& thread, std::uint8_t& word, std::uint32_t& line);

  // ---- critical sections on objects (critical_section.cpp): nothing in the GIL build or with object locks switched off ----
  /// Short sections around one native operation. begin: true = entered without waiting (clock advanced by its cost).
  bool section_try_begin(RuntimeThread& thread, Object* o);
  Co<> section_begin(RuntimeThread& thread, Object* o);
  void section_end(RuntimeThread& thread, Object* o);

  // ---- extension modules (extension_import.cpp) ----
  /// EnableGILTransient ... _PyImport_CheckGILForModule around the import of a builtin or extension module. Returns true if the RuntimeWarning is due.
  Co<bool> import_extension(RuntimeThread& thread, std::string name, bool declares_gil_not_used, SimTime init_cost);

  // ---- immortalization, deferred counts (immortal.cpp) ----
  /// A function, class, module, code object or descriptor was made: mark it deferred, or make it immortal if that has begun.
  void object_born_deferred(Object* o);

  void set_switch_interval(SimTime interval);
  SimTime switch_interval() const;

  Gil& gil() { return *gil_; }
  StopTheWorld& stop_the_world() { return *stop_the_world_; }
  ParkingLot& parking_lot() { return *parking_lot_; }

 private:
  friend class Gil;
  friend class StopTheWorld;
  bool parallel_ = false;
  std::unique_ptr<Gil> gil_;
  std::unique_ptr<ParkingLot> parking_lot_;
  std::unique_ptr<StopTheWorld> stop_the_world_;
  std::unique_ptr<BiasedRefcount> biased_refcount_;
  std::unique_ptr<Immortalization> immortalization_;
};

}  // namespace gilscope
