#include "sim/vm/call_recorder.hpp"

#include <algorithm>

#include "sim/machine/machine.hpp"
#include "sim/runtime/allocator.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/interpreters.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

namespace {

constexpr SimTime kWorthAFrame =
    kMicrosecond;  // native functions that take less, and do nothing else of note, are part of their caller
constexpr SimTime kFirstSample = kMicrosecond;
constexpr SimTime kSamplesPerLife = 1024;

std::uint32_t line_in(const PythonFrame& frame) {
  const int line = frame.ip == frame.executable->instrs.data() ? frame.executable->code->first_line : line_of(frame);
  return line > 0 ? static_cast<std::uint32_t>(line) : 0;
}

}  // namespace

CallRecorder::ThreadCalls& CallRecorder::calls_of(ThreadId thread) {
  if (thread.value >= threads_.size()) threads_.resize(std::size_t{thread.value} + 1);
  return threads_[thread.value];
}

Machine& CallRecorder::machine() const { return vms_.front()->machine; }

/// The interpreter that executes now.
Vm& CallRecorder::current_vm() const { return *static_cast<Vm*>(machine().current().executor); }

/// The interpreter whose object it is: a thread may have gone on in another one since it called it.
Vm& CallRecorder::home_of(const NativeFunction& native) const {
  const auto owns = [&](const Vm* vm) {
    const Types& t = vm->types;
    const TypeObject* kinds[] = {t.builtin_function, t.method_descriptor, t.wrapper_descriptor, t.method_wrapper, t.classmethod_descriptor};
    return std::find(std::begin(kinds), std::end(kinds), native.type) != std::end(kinds);
  };
  const auto found = std::find_if(vms_.begin(), vms_.end(), owns);
  return found == vms_.end() ? *vms_.front() : **found;
}

void CallRecorder::change(ThreadId thread, SimTime at, StackId stack, bool entered) {
  recorder_.stack_changed(thread, at, stack, entered);
  vms_.front()->runtime.allocator().sample_at(at);
}

StackId CallRecorder::current(const ThreadCalls& calls) const {
  for (auto level = calls.levels.rbegin(); level != calls.levels.rend(); ++level) if (level->shown) return level->node;
  return StackId{};
}

// ---- functions ------------------------------------------------------------------------------------------------------

FunctionId CallRecorder::function_of(const PythonFrame& frame) {
  Executable& e = *frame.executable->main_copy;
  if (e.trace_function == FunctionId::kNoneValue) {
    e.trace_function =
        recorder_
            .function(e.code->qualname, e.code->filename, static_cast<std::uint32_t>(std::max(e.code->first_line, 0)))
            .value;
  }
  return FunctionId{e.trace_function};
}

FunctionId CallRecorder::function_of(NativeFunction& native) {
  FunctionId& known = natives_[native.spec];
  if (!known.valid()) {
    std::string name = callable_name(home_of(native), Value(&native));
    if (name.ends_with("()")) name.resize(name.size() - 2);
    known = recorder_.function(name, "", 0);
  }
  return known;
}

/// A node at another line takes the place of the last one: the samples and states of a frame differ in nothing else.
StackId CallRecorder::move_to_line(Level& level, const PythonFrame& frame) {
  const std::uint32_t line = line_in(frame);
  if (line != 0) level.node = recorder_.stack(level.below, level.function, line);
  return level.node;
}

// ---- Python frames --------------------------------------------------------------------------------------------------

void CallRecorder::entered(Thread& thread, PythonFrame& frame) {
  ThreadCalls& calls = calls_of(thread.id);
  show_natives(thread.id, calls);
  StackId caller;
  if (!calls.levels.empty()) {
    Level& below = calls.levels.back();
    caller = below.native != nullptr ? below.node : move_to_line(below, *static_cast<const PythonFrame*>(below.frame));
  }
  const FunctionId function = function_of(frame);
  const SimTime now = machine().clock.now;
  calls.levels.push_back({&frame, function, caller, recorder_.stack(caller, function, line_in(frame)), now});
  change(thread.id, now, calls.levels.back().node, true);
}

void CallRecorder::left(Thread& thread, const Frame* frame) {
  ThreadCalls& calls = calls_of(thread.id);
  std::size_t size = calls.levels.size();
  while (size > 0 && calls.levels[size - 1].frame != frame) --size;
  if (size == 0) return;
  --size;
  if (size > 0 && calls.levels[size - 1].ends_with_next) --size;
  pop_to(thread.id, calls, size, machine().clock.now);
}

void CallRecorder::pop_to(ThreadId thread, ThreadCalls& calls, std::size_t size, SimTime at) {
  calls.levels.resize(size);
  change(thread, at, current(calls), false);
}

bool CallRecorder::at_instruction(Thread& thread, PythonFrame& frame) {
  ThreadCalls& calls = calls_of(thread.id);
  const SimTime now = machine().clock.now;
  if (!calls.levels.empty() && calls.levels.back().frame == &frame) {
    // The frame's ip is at the instruction that comes next: that is the one which takes the time.
    const int line = frame.executable->code->code[frame.executable->index_of(frame.ip)].line;
    Level& level = calls.levels.back();
    if (line > 0) level.node = recorder_.stack(level.below, level.function, static_cast<std::uint32_t>(line));
    change(thread.id, now, level.node, false);
  }
  // Unequal distances, so that a loop cannot run in step with them.
  calls.random = calls.random * 6364136223846793005u + 1442695040888963407u;
  const SimTime mean = std::max(kFirstSample, (now - calls.start) / kSamplesPerLife);
  thread.watch_from = now + mean / 2 + static_cast<SimTime>((calls.random >> 33) % static_cast<std::uint64_t>(mean));
  return true;
}

// ---- native functions -----------------------------------------------------------------------------------------------

std::size_t CallRecorder::native_call(Thread& thread, NativeFunction& function) {
  ThreadCalls& calls = calls_of(thread.id);
  calls.levels.push_back(
      {nullptr, FunctionId{}, StackId{}, StackId{}, machine().clock.now, &function, false, false});
  return calls.levels.size() - 1;
}

/// The native functions on top turn out to be worth a frame each.
void CallRecorder::show_natives(ThreadId thread, ThreadCalls& calls) {
  std::size_t first = calls.levels.size();
  while (first > 0 && !calls.levels[first - 1].shown) --first;
  for (std::size_t i = first; i < calls.levels.size(); ++i) {
    Level& level = calls.levels[i];
    if (i > 0) {
      Level& below = calls.levels[i - 1];
      level.below =
          below.native != nullptr ? below.node : move_to_line(below, *static_cast<const PythonFrame*>(below.frame));
    }
    level.shown = true;
    level.function = function_of(*level.native);
    level.node = recorder_.stack(level.below, level.function, 0);
    change(thread, level.begin, level.node, true);
  }
}

void CallRecorder::native_called(Thread& thread, std::size_t token, const Frame* pushed) {
  ThreadCalls& calls = calls_of(thread.id);
  if (token >= calls.levels.size()) return;  // it was unwound
  if (pushed != nullptr) {
    show_natives(thread.id, calls);
    Level& level = calls.levels[token];
    level.ends_with_next = pushed->kind == FrameKind::Python;
    if (!level.ends_with_next) level.frame = pushed;
    return;
  }
  const SimTime now = machine().clock.now;
  if (now - calls.levels[token].begin >= kWorthAFrame) show_natives(thread.id, calls);
  const bool shown = calls.levels[token].shown;
  calls.levels.resize(token);
  if (shown) change(thread.id, now, current(calls), false);
}

void CallRecorder::native_left(Thread& thread, const Frame* frame) {
  ThreadCalls& calls = calls_of(thread.id);
  std::size_t size = calls.levels.size();
  while (size > 0 && calls.levels[size - 1].native != nullptr && calls.levels[size - 1].frame != frame) --size;
  if (size > 0 && calls.levels[size - 1].frame == frame) pop_to(thread.id, calls, size - 1, machine().clock.now);
}

// ---- thread states --------------------------------------------------------------------------------------------------

void CallRecorder::thread_started(ThreadId thread, SimTime at) {
  ThreadCalls& calls = calls_of(thread);
  calls.start = at;
  calls.random = thread.value + 1;
  change(thread, at, StackId{}, false);
}

void CallRecorder::thread_state(ThreadId thread, SimTime at) {
  ThreadCalls& calls = calls_of(thread);
  if (calls.levels.empty()) return;
  show_natives(thread, calls);
  Level& level = calls.levels.back();
  if (level.native == nullptr) move_to_line(level, *static_cast<const PythonFrame*>(level.frame));
  change(thread, at, level.node, false);
}

// ---- queues ---------------------------------------------------------------------------------------------------------

/// Other operations than put and get leave a queue with another length than we know: then nothing is known of what lies
/// in it.
std::deque<CallRecorder::Put>& CallRecorder::puts_of(const Object* queue, std::size_t length) {
  std::deque<Put>& puts = queues_[queue];
  if (puts.size() != length) puts.assign(length, Put{});
  return puts;
}

void CallRecorder::item_put(const Object* queue, std::size_t length, QueueEnd end) {
  std::deque<Put>& puts = puts_of(queue, length);
  const Put put{current_vm().thread->id, machine().clock.now};
  end == QueueEnd::Back ? puts.push_back(put) : puts.push_front(put);
}

void CallRecorder::item_got(const Object* queue, std::size_t length, QueueEnd end) {
  if (length == 0) return;
  std::deque<Put>& puts = puts_of(queue, length);
  const Put put = end == QueueEnd::Back ? puts.back() : puts.front();
  end == QueueEnd::Back ? puts.pop_back() : puts.pop_front();
  if (puts.empty()) queues_.erase(queue);
  if (put.thread.valid()) recorder_.item_passed({put.at, machine().clock.now, put.thread, current_vm().thread->id});
}

void CallRecorder::item_handed(ThreadId from, SimTime put, ThreadId to, SimTime got) {
  recorder_.item_passed({put, got, from, to});
}

}  // namespace gilscope
