// CallRecorder: what a run's Python code does over time, for the trace: call stacks with lines, items in queues, memory
// in use.
//
// Python frames are recorded as they come and go. A native function gets a frame of its own where it is worth looking
// at: if it waits, calls Python code, or takes a microsecond at least. Between calls, the line of the innermost frame
// is sampled: often at first, then at growing distances, about a thousand times per thread in each span from t to e*t
// of its life.
#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "sim/trace/call_stacks.hpp"
#include "sim/vm/watcher.hpp"

namespace gilscope {

class Machine;
class Recorder;
struct NativeSpec;

class CallRecorder final : public ExecutionWatcher {
 public:
  explicit CallRecorder(Recorder& recorder) : recorder_(recorder) {}
  /// Each interpreter, before anything runs in it.
  void attach(Vm& vm) { vms_.push_back(&vm); }

  /// To be told by the machine's observer.
  void thread_started(ThreadId thread, SimTime at);
  void thread_state(ThreadId thread, SimTime at);

  bool at_instruction(Thread& thread, PythonFrame& frame) override;
  void entered(Thread& thread, PythonFrame& frame) override;
  void left(Thread& thread, const Frame* frame) override;
  std::size_t native_call(Thread& thread, NativeFunction& function) override;
  void native_called(Thread& thread, std::size_t token, const Frame* pushed) override;
  void native_left(Thread& thread, const Frame* frame) override;
  void item_put(const Object* queue, std::size_t length, QueueEnd end) override;
  void item_got(const Object* queue, std::size_t length, QueueEnd end) override;
  void item_handed(ThreadId from, SimTime put, ThreadId to, SimTime got) override;

 private:
  /// A frame of a thread's call stack.
  struct Level {
    const Frame* frame = nullptr;     ///< null: a native function that has not waited yet
    FunctionId function;
    StackId below;                    ///< its caller, at the line of the call
    StackId node;                     ///< itself, where it was seen last
    SimTime begin = 0;
    NativeFunction* native = nullptr; ///< a native function's level: function and nodes are valid once it is shown
    bool shown = true;
    bool ends_with_next = false;      ///< a native function whose result is that of the Python frame it entered
  };
  struct ThreadCalls {
    std::vector<Level> levels;
    SimTime start = 0;
    std::uint64_t random = 1;
  };
  struct Put {
    ThreadId thread;
    SimTime at = 0;
  };

  ThreadCalls& calls_of(ThreadId thread);
  Machine& machine() const;
  Vm& current_vm() const;
  Vm& home_of(const NativeFunction& native) const;
  void change(ThreadId thread, SimTime at, StackId stack, bool entered);
  void show_natives(ThreadId thread, ThreadCalls& calls);
  StackId current(const ThreadCalls& calls) const;
  StackId move_to_line(Level& level, const PythonFrame& frame);
  FunctionId function_of(const PythonFrame& frame);
  FunctionId function_of(NativeFunction& native);
  void pop_to(ThreadId thread, ThreadCalls& calls, std::size_t size, SimTime at);
  std::deque<Put>& puts_of(const Object* queue, std::size_t length);

  Recorder& recorder_;
  std::vector<Vm*> vms_;  ///< the main interpreter first
  std::vector<ThreadCalls> threads_;
  std::unordered_map<const NativeSpec*, FunctionId> natives_;
  std::unordered_map<const Object*, std::deque<Put>> queues_;  ///< who put what lies in them; no empty ones
};

}  // namespace gilscope
