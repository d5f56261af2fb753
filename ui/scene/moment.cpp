#include "ui/scene/moment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace gilscope::scene {
namespace {

constexpr int kMostSteps = 12;  // back through a thread's spans

HolderSpan gil_at(const Trace& trace, SimTime at, InterpreterId interpreter) {
  HolderSpan found;
  trace.for_each_gil_hold(at, at + 1, [&](const HolderSpan& span) { found = span; }, interpreter);
  return found;
}

StateSpan state_at(const Trace& trace, ThreadId thread, SimTime at) {
  StateSpan found;
  trace.for_each_state(thread, at, at + 1, [&](const StateSpan& span) { found = span; });
  return found;
}

// A waiter wakes up now and then to ask for the GIL; that does not end its wait. Getting the GIL does.
SimTime waits_since(const Trace& trace, const ThreadNow& now) {
  SimTime since = now.since;
  const InterpreterId where = trace.interpreter_of(now.id, now.since);
  for (int i = 0; i < kMostSteps && since > 0; ++i) {
    const StateSpan before = state_at(trace, now.id, since - 1);
    if (before.end != since) break;
    const bool look = before.state == ThreadState::Runnable || (before.state == ThreadState::Running && gil_at(trace, before.begin, where).thread != now.id &&
                                                                 gil_at(trace, before.end - 1, where).thread != now.id);
    if (before.state != ThreadState::WaitingForGil && !look) break;
    since = before.begin;
    if (look && i + 1 == kMostSteps) break;
  }
  return since;
}

ThreadNow thread_now(const RunPicture& run, const RunIndex& index, ThreadId id, SimTime at) {
  const Trace& trace = *run.trace;
  ThreadNow now;
  now.id = id;
  const ThreadInfo& info = trace.threads()[id.value];
  now.over = info.finished && at >= info.end;
  if (!now.over && trace.finished() && at >= trace.end()) {  // left behind by a run that is over
    now.state = info.state;
    trace.for_each_state(id, trace.end() - 1, trace.end(), [&](const StateSpan& s) { now.since = now.waits_since = s.state == info.state ? s.begin : trace.end(); });
    now.until = trace.end();
    now.awaits = info.awaits;
    return now;
  }
  const StateSpan span = state_at(trace, id, at);
  if (span.end == 0 || now.over) return now;
  now.state = span.state;
  now.core = span.core;
  now.since = now.waits_since = span.begin;
  now.until = span.end;
  if (span.state == ThreadState::WaitingForGil) now.waits_since = waits_since(trace, now);
  if (span.state == ThreadState::WaitingForLock || span.state == ThreadState::Spinning || span.state == ThreadState::Sleeping)
    now.awaits = index.awaited_lock(id, at);
  if (trace.has_calls()) trace.for_each_stack(id, at, at + 1, [&](const StackSpan& s) { now.stack = s.stack; });
  return now;
}

std::vector<CoreNow> cores_now(const RunPicture& run, SimTime at, SimTime window) {
  std::vector<CoreNow> cores(std::max<std::size_t>(run.cores, run.trace->cores().size()));
  for (std::uint32_t i = 0; i < cores.size(); ++i) {
    CoreNow& core = cores[i];
    run.trace->for_each_run(CoreId{i}, at, at + 1, [&](const HolderSpan& span) {
      core.thread = core.mostly = span.thread;
      core.since = span.begin;
      core.until = span.end;
    });
    core.busy = core.thread.valid() ? 1 : 0;
    if (window < 2) continue;
    const Pixel pixel = run.trace->level_of_detail(Lane::of(CoreId{i}), std::max<SimTime>(0, at - window), at + 1, 1).front();
    core.busy = pixel.covered;
    core.mostly = pixel.dominant == Pixel::kNothing ? ThreadId{} : ThreadId{pixel.dominant};
  }
  return cores;
}

GilNow gil_now(const RunPicture& run, SimTime at, SimTime window, InterpreterId interpreter) {
  const Trace& trace = *run.trace;
  GilNow gil;
  gil.interpreter = interpreter;
  gil.exists = interpreter.value == 0 ? run.has_gil || trace.gil_held() > 0 : trace.interpreters()[interpreter.value].gil_held > 0;
  if (!gil.exists) return gil;
  const HolderSpan now = gil_at(trace, at, interpreter);
  gil.holder = now.thread;
  gil.since = now.begin;
  gil.until = now.end;
  SimTime begin = now.begin;
  for (int i = 0; i < 2 && begin > 0 && !gil.before.valid(); ++i) {
    const HolderSpan before = gil_at(trace, begin - 1, interpreter);
    gil.before = before.thread;
    if (before.begin >= begin) break;
    begin = before.begin;
  }
  if (window > 1)
    trace.for_each_piece(Lane::gil(interpreter), std::max<SimTime>(0, at - window), at + 1, 1, [&](const LanePiece& piece) { gil.turns += piece.spans; });
  return gil;
}

std::vector<LockNow> locks_now(const RunPicture& run, const RunIndex& index, const std::vector<ThreadNow>& threads, SimTime at, std::size_t most) {
  std::vector<LockNow> locks;
  for (std::size_t i = 0; i < std::min(most, index.contended_locks().size()); ++i) {
    LockNow now;
    now.lock = index.contended_locks()[i];
    run.trace->for_each_hold(now.lock, at, at + 1, [&](const HolderSpan& span) { now.holder = span.thread, now.since = span.begin; });
    const LockInfo& info = run.trace->locks()[now.lock.value];
    if (run.trace->finished() && at >= run.trace->end()) {
      now.holder = info.holder;
      now.since = at;
      run.trace->for_each_hold(now.lock, at - 1, at, [&](const HolderSpan& span) { now.since = span.begin; });
    }
    for (const ThreadNow& thread : threads)
      if (thread.awaits == now.lock) now.queue.push_back(thread.id);
    std::stable_sort(now.queue.begin(), now.queue.end(), [&](ThreadId a, ThreadId b) { return threads[a.value].since < threads[b.value].since; });
    locks.push_back(std::move(now));
  }
  return locks;
}

// Counts so far, with the part of the current bin that has passed.
ObjectNow object_now(const Trace& trace, ObjectId object, SimTime at) {
  const TrafficBins& traffic = trace.objects()[object.value].traffic;
  ObjectNow now{object, 0, 0};
  const SimTime width = traffic.bin_width();
  const auto bin = static_cast<std::size_t>(at / width);
  for (std::size_t i = 0; i < std::min(bin, traffic.bins().size()); ++i) now.count += static_cast<double>(traffic.bins()[i][2]);
  if (bin >= traffic.bins().size()) return now;
  const auto here = static_cast<double>(traffic.bins()[bin][2]);
  now.count += here * static_cast<double>(at % width) / static_cast<double>(width);
  now.rate = here / to_seconds(std::min(width, std::max<SimTime>(1, trace.end() - static_cast<SimTime>(bin) * width)));
  return now;
}

const Pause* pause_at(const RunIndex& index, SimTime at) {
  const auto& pauses = index.pauses();
  const auto after = std::partition_point(pauses.begin(), pauses.end(), [&](const Pause& p) { return p.begin <= at; });
  for (std::ptrdiff_t i = 1; i <= std::min<std::ptrdiff_t>(8, after - pauses.begin()); ++i)
    if ((after - i)->end > at) return &*(after - i);
  return nullptr;
}

}  // namespace

Moment moment_at(const RunPicture& run, const RunIndex& index, SimTime at, const MomentOptions& options) {
  const Trace& trace = *run.trace;
  Moment moment;
  moment.at = at = std::clamp<SimTime>(at, 0, trace.end());
  moment.over = trace.finished() && at >= trace.end();
  for (std::uint32_t i = 0; i < trace.threads().size(); ++i) moment.threads.push_back(thread_now(run, index, ThreadId{i}, at));
  moment.cores = cores_now(run, at, options.window);
  moment.gil = gil_now(run, at, options.window, InterpreterId{0});
  for (std::uint32_t i = 1; i < trace.interpreters().size(); ++i) {
    const InterpreterInfo& info = trace.interpreters()[i];
    if (at < info.start || at >= info.end) continue;
    GilNow gil = gil_now(run, at, options.window, InterpreterId{i});
    if (gil.exists) moment.other_gils.push_back(std::move(gil));
  }
  moment.locks = locks_now(run, index, moment.threads, at, options.locks);
  for (std::size_t i = 0; i < std::min(options.objects, index.hot_objects().size()); ++i)
    moment.objects.push_back(object_now(trace, index.hot_objects()[i], at));
  moment.pause = pause_at(index, at);
  const auto waits = [](const ThreadNow& t) { return t.state != ThreadState::Finished && t.state != ThreadState::Running && t.state != ThreadState::Runnable; };
  moment.stuck = moment.over && std::any_of(moment.threads.begin(), moment.threads.end(), waits) &&
                 std::none_of(moment.threads.begin(), moment.threads.end(), [](const ThreadNow& t) { return t.state == ThreadState::Running; });
  return moment;
}

std::size_t Moment::count(ThreadState state) const {
  return static_cast<std::size_t>(std::count_if(threads.begin(), threads.end(), [&](const ThreadNow& t) { return t.state == state; }));
}

std::size_t Moment::busy_cores() const {
  return static_cast<std::size_t>(std::count_if(cores.begin(), cores.end(), [](const CoreNow& c) { return c.thread.valid(); }));
}

std::vector<ThreadId> Moment::in_state(ThreadState state) const {
  std::vector<ThreadId> found;
  for (const ThreadNow& thread : threads)
    if (thread.state == state) found.push_back(thread.id);
  std::stable_sort(found.begin(), found.end(), [&](ThreadId a, ThreadId b) { return threads[a.value].waits_since < threads[b.value].waits_since; });
  return found;
}

std::string place_of(const RunPicture& run, StackId stack) {
  if (!stack.valid()) return "";
  const StackNode& node = run.trace->call_stacks().node(stack);
  const std::string& name = run.trace->call_stacks().info(node.function).name;
  return node.line > 0 ? fmt::format("{}, line {}", name, node.line) : name;
}

}  // namespace gilscope::scene
