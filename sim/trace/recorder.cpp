#include "sim/trace/recorder.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

#include "sim/trace/trace.hpp"

namespace gilscope {
namespace {

constexpr std::size_t kMaxPoints = std::size_t{1} << 20;   // of waits, of marks and of wakes each
constexpr std::size_t kMaxMemorySamples = 4096;
constexpr std::size_t kMaxBinnedTracks = 4096;             // locks or objects with counts over time; later ones keep totals
constexpr std::uint32_t kChangesBetweenChecks = 1u << 16;  // of the memory limit

// A multiplicative hash over 64-bit words; the constants are odd and otherwise arbitrary, but fixed for ever.
class RunningHash {
 public:
  template <class... Words>
  void add(Words... words) {
    (mix(static_cast<std::uint64_t>(words)), ...);
  }
  void add_text(std::string_view text) {
    mix(text.size());
    for (const char c : text) mix(static_cast<unsigned char>(c));
  }
  std::uint64_t value() const { return state_ ^ (state_ >> 29); }

 private:
  void mix(std::uint64_t word) {
    state_ = (state_ ^ word) * 0x9FB2'1C65'1E98'DF25u;
    state_ ^= state_ >> 32;
  }
  std::uint64_t state_ = 0xC2B2'AE3D'27D4'EB4Fu;
};

std::uint32_t holder_value(ThreadId thread) { return thread.valid() ? thread.value + 1 : 0; }
std::uint32_t state_value(ThreadState state, CoreId core) {
  return static_cast<std::uint32_t>(state) | ((core.valid() ? core.value + 1 : 0) << 4);
}

// Grows `tracks` so that `index` exists. An index far beyond the end is our bug, not a reason to eat all memory.
template <class Track>
Track& track(std::vector<Track>& tracks, std::uint32_t index) {
  if (index >= tracks.size()) tracks.resize(std::size_t{index} + 1);
  return tracks[index];
}

}  // namespace

struct Recorder::State {
  MemoryFigures memory;  // of all interpreters together
  std::shared_ptr<Trace> trace = std::make_shared<Trace>();
  RecorderOptions options;
  RunningHash hash;
  std::uint32_t changes = 0;
  std::uint32_t locks = 0, objects = 0;  ///< numbers given away

  void advance(SimTime at) { trace->end_ = std::max(trace->end_, at); }
  void lane_change(std::vector<ChangeColumn>& lanes, std::uint32_t index, SimTime at, std::uint32_t value);
  void check_memory();
  void close_thread_span(ThreadInfo& thread, SimTime at);
  void close_gil_span(InterpreterInfo& info, SimTime at);
  void keep_wait(const LockWait& wait);
  void keep_mark(const Mark& mark);
  void keep_wake(const WakeEvent& wake);
  void close_stack_span(std::uint32_t thread, SimTime at);
  void widen_memory_bins();
};

Recorder::Recorder(RecorderOptions options) : state_(std::make_unique<State>()) {
  state_->options = options;
  state_->trace->keep_spans_ = options.keep_spans;
  state_->trace->mark_stride_.fill(1);
}
Recorder::~Recorder() = default;
Recorder::Recorder(Recorder&&) noexcept = default;
Recorder& Recorder::operator=(Recorder&&) noexcept = default;

const Trace& Recorder::trace() const { return *state_->trace; }
std::shared_ptr<const Trace> Recorder::shared_trace() const { return state_->trace; }

// ---- Lanes ------------------------------------------------------------------------------------------------------------

void Recorder::State::lane_change(std::vector<ChangeColumn>& lanes, std::uint32_t index, SimTime at, std::uint32_t value) {
  if (!options.keep_spans) return;
  track(lanes, index).change(at, value);
  if (++changes % kChangesBetweenChecks == 0) check_memory();
}

// Halves the lanes that hold most of the memory; small ones stay exact.
void Recorder::State::check_memory() {
  std::vector<ChangeColumn*> lanes;
  for (auto* group : {&trace->gil_lanes_, &trace->interpreter_lanes_, &trace->thread_lanes_, &trace->core_lanes_, &trace->lock_lanes_, &trace->stack_lanes_})
    for (auto& lane : *group) lanes.push_back(&lane);
  std::size_t total = 0;
  for (const auto* lane : lanes) total += lane->bytes();
  if (total <= options.max_bytes) return;
  const std::size_t fair_share = options.max_bytes / 2 / lanes.size();
  for (auto* lane : lanes)
    if (lane->bytes() > fair_share) lane->coarsen(std::max(fair_share, lane->bytes() / 4));
}

// ---- Threads ----------------------------------------------------------------------------------------------------------

void Recorder::thread_started(ThreadId thread, SimTime at, std::string name) {
  state_->hash.add(EventKind::ThreadStarted, thread.value, at);
  state_->hash.add_text(name);
  state_->advance(at);
  ThreadInfo& info = track(state_->trace->threads_, thread.value);
  info.name = std::move(name);
  info.start = info.end = at;
  info.state = ThreadState::Runnable;
  state_->lane_change(state_->trace->thread_lanes_, thread.value, at, state_value(info.state, CoreId{}));
}

void Recorder::thread_renamed(ThreadId thread, std::string name) {
  state_->hash.add(EventKind::ThreadRenamed, thread.value);
  state_->hash.add_text(name);
  track(state_->trace->threads_, thread.value).name = std::move(name);
}

void Recorder::State::close_thread_span(ThreadInfo& thread, SimTime at) {
  if (thread.finished || at <= thread.end) return;
  thread.totals[static_cast<std::size_t>(thread.state)] += at - thread.end;
  thread.end = at;
}

void Recorder::thread_state(ThreadId thread, SimTime at, ThreadState state, CoreId core) {
  ThreadInfo& info = track(state_->trace->threads_, thread.value);
  if (info.state == state && info.core == core && !info.finished) return;
  state_->hash.add(EventKind::ThreadState, thread.value, at, state, core.value);
  state_->advance(at);
  state_->close_thread_span(info, at);
  info.state = state;
  info.core = core;
  info.finished = info.finished || state == ThreadState::Finished;
  state_->lane_change(state_->trace->thread_lanes_, thread.value, at, state_value(state, core));
  if (state != ThreadState::Finished || !state_->options.keep_spans) return;
  Trace& trace = *state_->trace;
  trace.thread_lanes_[thread.value].close(at);
  if (thread.value >= trace.stack_lanes_.size() || trace.stack_lanes_[thread.value].empty()) return;
  state_->close_stack_span(thread.value, at);
  trace.stack_lanes_[thread.value].close(at);
}

void Recorder::thread_bytecodes(ThreadId thread, std::uint64_t total) {
  track(state_->trace->threads_, thread.value).bytecodes = total;
}

// ---- Cores and the GIL ------------------------------------------------------------------------------------------------

void Recorder::core_runs(CoreId core, SimTime at, ThreadId thread) {
  state_->hash.add(EventKind::CoreRuns, core.value, at, thread.value);
  state_->advance(at);
  CoreInfo& info = track(state_->trace->cores_, core.value);
  if (info.thread.valid()) info.busy += at - info.since;
  if (thread.valid() && thread != info.thread) ++info.switches;
  info.thread = thread;
  info.since = at;
  state_->lane_change(state_->trace->core_lanes_, core.value, at, holder_value(thread));
}

void Recorder::gil_holder(SimTime at, ThreadId thread, InterpreterId interpreter) {
  Trace& trace = *state_->trace;
  state_->hash.add(EventKind::GilHolder, at, thread.value);
  if (interpreter.value != 0) state_->hash.add(interpreter.value);
  state_->advance(at);
  InterpreterInfo& info = track(trace.interpreters_, interpreter.value);
  state_->close_gil_span(info, at);
  if (thread.valid()) ++info.gil_switches;
  info.gil_holder = thread;
  info.gil_since = at;
  state_->lane_change(trace.gil_lanes_, interpreter.value, at, holder_value(thread));
}

void Recorder::State::close_gil_span(InterpreterInfo& info, SimTime at) {
  if (!info.gil_holder.valid()) return;
  track(trace->gil_held_, info.gil_holder.value) += at - info.gil_since;
  info.gil_held += at - info.gil_since;
}

// ---- Interpreters -----------------------------------------------------------------------------------------------------

void Recorder::interpreter_started(InterpreterId interpreter, SimTime at, std::string name, bool is_process) {
  state_->hash.add(EventKind::InterpreterStarted, interpreter.value, at, is_process);
  state_->hash.add_text(name);
  state_->advance(at);
  InterpreterInfo& info = track(state_->trace->interpreters_, interpreter.value);
  info.name = std::move(name);
  info.is_process = is_process;
  info.start = info.end = at;
}

void Recorder::interpreter_ended(InterpreterId interpreter, SimTime at) {
  state_->hash.add(EventKind::InterpreterEnded, interpreter.value, at);
  state_->advance(at);
  InterpreterInfo& info = track(state_->trace->interpreters_, interpreter.value);
  info.ended = true;
  info.end = at;
}

void Recorder::thread_interpreter(ThreadId thread, SimTime at, InterpreterId interpreter) {
  state_->hash.add(EventKind::ThreadInterpreter, thread.value, at, interpreter.value);
  state_->advance(at);
  state_->lane_change(state_->trace->interpreter_lanes_, thread.value, at, interpreter.value);
}

// ---- Locks ------------------------------------------------------------------------------------------------------------

LockId Recorder::new_lock_id() { return LockId(state_->locks++); }
ObjectId Recorder::new_object_id() { return ObjectId(state_->objects++); }

void Recorder::lock_created(LockId lock, std::string kind, std::string name) {
  state_->hash.add(EventKind::LockCreated, lock.value);
  state_->hash.add_text(kind);
  state_->hash.add_text(name);
  LockInfo& info = track(state_->trace->locks_, lock.value);
  info.kind = std::move(kind);
  info.name = std::move(name);
  if (!state_->options.keep_spans || lock.value >= kMaxBinnedTracks) info.traffic.keep_totals_only();
}

void Recorder::lock_awaited(LockId lock, ThreadId thread) { track(state_->trace->threads_, thread.value).awaits = lock; }

void Recorder::lock_wait(LockId lock, ThreadId thread, SimTime begin, SimTime end) {
  track(state_->trace->threads_, thread.value).awaits = LockId{};
  state_->hash.add(EventKind::LockWait, lock.value, thread.value, begin, end);
  if (end <= begin) return;
  state_->advance(end);
  LockInfo& info = track(state_->trace->locks_, lock.value);
  info.wait += end - begin;
  info.longest_wait = std::max(info.longest_wait, end - begin);
  info.traffic.add(end, {0, 0, static_cast<std::uint64_t>((end - begin) / kNanosecond)});
  state_->keep_wait({begin, end, lock, thread});
}

void Recorder::lock_acquired(LockId lock, ThreadId thread, SimTime at, bool contended) {
  state_->hash.add(EventKind::LockAcquired, lock.value, thread.value, at, contended);
  state_->advance(at);
  LockInfo& info = track(state_->trace->locks_, lock.value);
  ++info.acquisitions;
  if (contended) ++info.contended;
  if (info.holder.valid()) info.hold += at - info.held_since;
  info.holder = thread;
  info.held_since = at;
  info.traffic.add(at, {1, contended ? 1u : 0u, 0});
  state_->lane_change(state_->trace->lock_lanes_, lock.value, at, holder_value(thread));
}

void Recorder::lock_released(LockId lock, ThreadId thread, SimTime at) {
  state_->hash.add(EventKind::LockReleased, lock.value, thread.value, at);
  state_->advance(at);
  LockInfo& info = track(state_->trace->locks_, lock.value);
  if (info.holder.valid()) info.hold += at - info.held_since;
  info.holder = ThreadId{};
  info.held_since = at;
  state_->lane_change(state_->trace->lock_lanes_, lock.value, at, 0);
}

// ---- Objects ----------------------------------------------------------------------------------------------------------

void Recorder::object_named(ObjectId object, std::string type, std::string name, ThreadId owner, bool immortal) {
  state_->hash.add(EventKind::ObjectNamed, object.value, owner.value, immortal);
  state_->hash.add_text(type);
  state_->hash.add_text(name);
  ObjectInfo& info = track(state_->trace->objects_, object.value);
  info.type = std::move(type);
  info.name = std::move(name);
  info.owner = owner;
  info.immortal = immortal;
  if (!state_->options.keep_spans || object.value >= kMaxBinnedTracks) info.traffic.keep_totals_only();
}

void Recorder::object_traffic(ObjectId object, SimTime at, std::uint64_t local_ops, std::uint64_t shared_ops,
                              std::uint64_t transfers) {
  track(state_->trace->objects_, object.value).traffic.add(at, {local_ops, shared_ops, transfers});
}

// ---- Calls ------------------------------------------------------------------------------------------------------------

FunctionId Recorder::function(const std::string& name, const std::string& file, std::uint32_t first_line) {
  return state_->trace->call_stacks_.function(name, file, first_line);
}

StackId Recorder::stack(StackId parent, FunctionId function, std::uint32_t line) {
  return state_->trace->call_stacks_.stack(parent, function, line);
}

// The open span of the lane goes into the exact totals.
void Recorder::State::close_stack_span(std::uint32_t thread, SimTime at) {
  const ChangeColumn& lane = trace->stack_lanes_[thread];
  if (at > lane.current_since()) track(trace->stack_times_, thread)[lane.current() / 2] += at - lane.current_since();
}

void Recorder::stack_changed(ThreadId thread, SimTime at, StackId stack, bool entered) {
  if (!state_->options.keep_spans) return;
  state_->advance(at);
  ChangeColumn& lane = track(state_->trace->stack_lanes_, thread.value);
  std::uint32_t call = 0;
  if (!lane.empty()) {
    at = std::max(at, lane.current_since());
    call = (lane.current() & 1) ^ (entered ? 1 : 0);
    if (lane.current() == ((stack.value + 1) << 1 | call)) return;
    if (!state_->trace->threads_[thread.value].finished) state_->close_stack_span(thread.value, at);
  }
  state_->lane_change(state_->trace->stack_lanes_, thread.value, at, (stack.value + 1) << 1 | call);
}

// In order of `got`; cores that compute ahead report a little out of order.
void Recorder::item_passed(const ItemFlow& flow) {
  Trace& trace = *state_->trace;
  if (!state_->options.keep_spans || flow.from == flow.to || trace.item_flow_count_++ % trace.item_flow_stride_ != 0) return;
  auto& flows = trace.item_flows_;
  auto place = flows.end();
  while (place != flows.begin() && std::prev(place)->got > flow.got) --place;
  flows.insert(place, flow);
  if (flows.size() < kMaxPoints) return;
  bool drop = true;
  std::erase_if(flows, [&](const ItemFlow&) { return drop = !drop; });
  trace.item_flow_stride_ *= 2;
}

namespace {

void join(MemorySample& sample, const MemorySample& later) {
  if (later.bytes > sample.bytes) sample.at = later.at;
  sample.bytes = std::max(sample.bytes, later.bytes);
  sample.taken = std::max(sample.taken, later.taken);
  sample.held = std::max(sample.held, later.held);
  sample.immortal = std::max(sample.immortal, later.immortal);
}

}  // namespace

void Recorder::memory(SimTime at, const MemoryFigures& now, MemoryFigures* before) {
  const MemoryFigures old = before == nullptr ? state_->memory : *before;
  MemoryFigures& figures = state_->memory;
  figures = {figures.live + now.live - old.live, figures.taken + now.taken - old.taken, figures.held + now.held - old.held,
             figures.immortal + now.immortal - old.immortal};
  if (before != nullptr) *before = now;
  Trace& trace = *state_->trace;
  if (!state_->options.keep_spans) return;
  auto& samples = trace.memory_;
  const SimTime bin = at / trace.memory_bin_;
  auto place = samples.end();
  while (place != samples.begin() && std::prev(place)->at / trace.memory_bin_ > bin) --place;
  if (place != samples.begin() && std::prev(place)->at / trace.memory_bin_ == bin) {
    join(*std::prev(place), {at, figures.live, figures.taken, figures.held, figures.immortal});
    return;
  }
  samples.insert(place, {at, figures.live, figures.taken, figures.held, figures.immortal});
  if (samples.size() >= kMaxMemorySamples) state_->widen_memory_bins();
}

void Recorder::memory_report(const MemoryReport& report) { state_->trace->memory_report_ = report; }

void Recorder::State::widen_memory_bins() {
  trace->memory_bin_ *= 2;
  std::vector<MemorySample> kept;
  for (const MemorySample& sample : trace->memory_) {
    const bool same_bin = !kept.empty() && kept.back().at / trace->memory_bin_ == sample.at / trace->memory_bin_;
    if (!same_bin) kept.push_back(sample);
    else join(kept.back(), sample);
  }
  trace->memory_ = std::move(kept);
}

// ---- Points in time ---------------------------------------------------------------------------------------------------

// When the list is full, the shorter half of the waits goes: the long ones are what people look for.
void Recorder::State::keep_wait(const LockWait& wait) {
  if (!options.keep_spans || wait.end - wait.begin < trace->shortest_wait_kept_) return;
  auto& waits = trace->waits_;
  if (waits.size() >= kMaxPoints) {
    std::vector<SimTime> lengths;
    for (const auto& w : waits) lengths.push_back(w.end - w.begin);
    std::nth_element(lengths.begin(), lengths.begin() + kMaxPoints / 2, lengths.end());
    const SimTime shortest = lengths[kMaxPoints / 2] + 1;
    std::erase_if(waits, [&](const LockWait& w) { return w.end - w.begin < shortest; });
    trace->shortest_wait_kept_ = shortest;
    if (wait.end - wait.begin < shortest) return;
  }
  waits.push_back(wait);
}

void Recorder::mark(MarkKind kind, ThreadId thread, SimTime at, std::uint64_t payload) {
  state_->hash.add(EventKind::Mark, kind, thread.value, at, payload);
  state_->advance(at);
  state_->keep_mark({at, payload, thread, kind});
}

// When the list is full, every second mark of the most frequent kind goes; mark_count stays exact.
void Recorder::State::keep_mark(const Mark& mark) {
  const auto kind = static_cast<std::size_t>(mark.kind);
  const std::uint64_t number = trace->mark_counts_[kind]++;
  if (!options.keep_spans || number % trace->mark_stride_[kind] != 0) return;
  auto& marks = trace->marks_;
  marks.push_back(mark);
  if (marks.size() < kMaxPoints) return;
  std::array<std::size_t, 64> kept{};
  for (const Mark& m : marks) ++kept[static_cast<std::size_t>(m.kind)];
  const auto busiest = static_cast<std::size_t>(std::max_element(kept.begin(), kept.end()) - kept.begin());
  bool drop = true;
  std::erase_if(marks, [&](const Mark& m) { return static_cast<std::size_t>(m.kind) == busiest && (drop = !drop); });
  trace->mark_stride_[busiest] *= 2;
}

void Recorder::wake(ThreadId waker, ThreadId woken, SimTime at) {
  state_->hash.add(EventKind::Wake, waker.value, woken.value, at);
  state_->advance(at);
  state_->keep_wake({at, waker, woken});
}

void Recorder::State::keep_wake(const WakeEvent& wake) {
  if (!options.keep_spans || trace->wake_count_++ % trace->wake_stride_ != 0) return;
  auto& wakes = trace->wakes_;
  wakes.push_back(wake);
  if (wakes.size() < kMaxPoints) return;
  bool drop = true;
  std::erase_if(wakes, [&](const WakeEvent&) { return drop = !drop; });
  trace->wake_stride_ *= 2;
}

// ---- The end ----------------------------------------------------------------------------------------------------------

void Recorder::finish(SimTime at) {
  Trace& trace = *state_->trace;
  if (trace.finished_) return;
  state_->hash.add(EventKind::Finish, at);
  state_->advance(at);
  const SimTime end = trace.end_;
  for (auto& thread : trace.threads_) state_->close_thread_span(thread, end);
  for (auto& core : trace.cores_) {
    if (core.thread.valid()) core.busy += end - core.since;
    core.since = end;
  }
  for (auto& lock : trace.locks_) {
    if (lock.holder.valid()) lock.hold += end - lock.held_since;
    lock.held_since = end;
  }
  for (auto& interpreter : trace.interpreters_) {
    state_->close_gil_span(interpreter, end);
    if (!interpreter.ended) interpreter.end = end;
  }
  for (std::uint32_t t = 0; t < trace.stack_lanes_.size(); ++t)
    if (!trace.stack_lanes_[t].empty() && !trace.threads_[t].finished) state_->close_stack_span(t, end);
  for (auto* lanes : {&trace.thread_lanes_, &trace.core_lanes_, &trace.lock_lanes_, &trace.stack_lanes_, &trace.gil_lanes_, &trace.interpreter_lanes_})
    for (auto& lane : *lanes) lane.close(end);
  trace.finished_ = true;
}

std::uint64_t Recorder::hash() const {
  RunningHash hash = state_->hash;
  for (const auto& thread : state_->trace->threads_) hash.add(thread.bytecodes);
  for (const auto& object : state_->trace->objects_) hash.add(object.local_ops(), object.shared_ops(), object.transfers());
  return hash.value();
}

}  // namespace gilscope
