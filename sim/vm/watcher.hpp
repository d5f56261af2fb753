// Watching a run from inside the interpreter: its calls, its instructions, the items in its queues. A watcher changes
// nothing of what happens or when; it may only end a thread's slice for good, in a run that nobody looks at beyond that
// instant (replays).
//
// A vm with a watcher runs a second copy of the interpreter loop (see dispatch_loop.hpp), so that one without pays
// nothing.
#pragma once

#include <cstddef>

#include "sim/base/sim_time.hpp"
#include "sim/vm/frame.hpp"
#include "sim/vm/thread.hpp"

namespace gilscope {

class Vm;
struct NativeFunction;

enum class QueueEnd : std::uint8_t { Front, Back };

/// All of these speak of the current thread, at Machine::clock.now, unless they say otherwise.
class ExecutionWatcher {
 public:
  virtual ~ExecutionWatcher() = default;

  /// Before the instruction at frame.ip, if the clock has reached thread.watch_from (which it may set). False: the
  /// thread goes no further.
  virtual bool at_instruction(Thread&, PythonFrame&) { return true; }
  /// The instruction begun last was put back, to be executed when its turn in time comes; its cost is paid.
  virtual void put_back(Thread&) {}
  /// The slice is over, between two instructions.
  virtual void paused(Thread&) {}

  /// A Python frame is on top now, by a call or because its generator was resumed.
  virtual void entered(Thread&, PythonFrame&) {}
  /// That frame is on top no longer: it returned, yielded or was unwound.
  virtual void left(Thread&, const Frame*) {}
  /// A native function is called. Returns what native_called wants back.
  virtual std::size_t native_call(Thread&, NativeFunction&) { return 0; }
  /// Its function returned: it is done (`pushed` null), or will be when the frame `pushed` delivers its result.
  virtual void native_called(Thread&, std::size_t, const Frame* /*pushed*/) {}
  /// A native frame has ended.
  virtual void native_left(Thread&, const Frame*) {}

  /// An item goes into, or came out of, a container that threads use as a queue and that held `length` items before.
  virtual void item_put(const Object* /*queue*/, std::size_t /*length*/, QueueEnd) {}
  virtual void item_got(const Object* /*queue*/, std::size_t /*length*/, QueueEnd) {}
  /// An item was handed directly to a thread that had waited for it.
  virtual void item_handed(ThreadId /*from*/, SimTime /*put*/, ThreadId /*to*/, SimTime /*got*/) {}
};

}  // namespace gilscope
