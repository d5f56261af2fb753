// RuntimeThread: what the runtime knows of a modeled thread (the threading half of PyThreadState).
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/objects/heap.hpp"

namespace gilscope {

struct BlockHeap;
struct OsThread;

/// pycore_ceval.h: event bits of the eval breaker (3.13).
enum EvalBreaker : std::uint32_t {
  kGilDropRequest = 1 << 0, kSignals = 1 << 1, kPendingCalls = 1 << 2, kAsyncException = 1 << 3, kGcScheduled = 1 << 4,
  kPleaseStop = 1 << 5, kMergeRefcounts = 1 << 6,
  kQuiescentProbe = 1u << 31,  ///< the simulator's own: the next check is to update the thread's QSBR slot (qsbr.hpp); costs no time
};

/// pystate.h: _Py_THREAD_DETACHED, _ATTACHED, _SUSPENDED.
enum class AttachState : std::uint8_t { Detached, Attached, Suspended };

/// A critical section on the thread's stack (critical_section.h). object: null while its lock is being waited for, or nothing to unlock.
/// active: the lock is held; a detach suspends it. lock: its trace record, if it was ever contended.
struct HeldSection { Object* object; bool active; LockId lock = {}; };

/// A thread's part in QSBR (qsbr.hpp).
struct QsbrSlot {
  std::uint64_t seq = 0;            ///< wr_seq at its last check; 0 = offline
  std::uint64_t deferred_bytes = 0; ///< put aside since wr_seq was last raised
  std::uint32_t deferred = 0;
  std::uint32_t in_chunk = 0;       ///< items in the chunk that is being filled
  bool should_process = false;      ///< at its next check (3.14)
};

/// A block that waits until nobody can be reading it: its page in the allocator's books.
struct DelayedFree { std::uint64_t goal; std::uint32_t page; };

struct RuntimeThread {
  ThreadId id;
  OwnerKey owner_key = kGilOwner;  ///< what its objects carry as owner: kGilOwner in the GIL build, id + 2 in the free-threaded one
  std::uint32_t eval_breaker = 0;  ///< polled by the interpreter at RESUME, JUMP_BACKWARD and after C calls
  AttachState attachment = AttachState::Detached;
  std::uint32_t bytecode_index = 0;  ///< which of each code object's copies of the bytecode is its own (thread_local_bytecode.hpp)
  bool holds_gil = false;
  bool daemon = false;
  OsThread* os = nullptr;
  std::string name;
  ThreadId joins;                  ///< the thread whose end it waits for, if it does (set by _thread's join): deadlocks are told with it
  std::vector<Object*> objects_to_merge;  ///< brc queue: objects whose last foreign reference went (brc.c)
  std::vector<HeldSection> sections;
  GcAccount gc;                    ///< free-threaded build: its tracked allocations since it last told the interpreter (gc.alloc_count)
  QsbrSlot qsbr;
  std::deque<DelayedFree> delayed_frees;  ///< oldest first
  BlockHeap* block_heap = nullptr; ///< where its allocations come from: its own, or the interpreter's (allocator.hpp)
  virtual ~RuntimeThread() = default;
};

}  // namespace gilscope
