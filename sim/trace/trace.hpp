// The read side of the trace: what every thread, core, lock and object did, by time range and at the detail of a pixel.
// Totals are always exact. Spans are exact until a lane outgrows the memory limit; resolution() then says how coarse it is.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/sim_time.hpp"
#include "sim/trace/call_stacks.hpp"
#include "sim/trace/change_column.hpp"
#include "sim/trace/event_table.hpp"
#include "sim/trace/memory_report.hpp"
#include "sim/base/thread_state_kind.hpp"
#include "sim/trace/traffic_bins.hpp"

namespace gilscope {

struct ThreadInfo {
  std::string name;
  SimTime start = 0;
  SimTime end = 0;        ///< the instant of Finished; while the thread lives, its last change
  bool finished = false;  ///< false after the run: the thread never came to its end
  ThreadState state = ThreadState::Runnable;  ///< since `end`; after the run, the state it was left in
  CoreId core;
  std::array<SimTime, kThreadStateCount> totals{};  ///< per state; they sum to end - start
  std::uint64_t bytecodes = 0;
  LockId awaits;  ///< the lock it waits for now; after the run, the one it never got

  SimTime total(ThreadState s) const { return totals[static_cast<std::size_t>(s)]; }
};

struct CoreInfo {
  SimTime busy = 0;
  std::uint64_t switches = 0;  ///< how often it went on with another thread than before
  ThreadId thread;             ///< runs now
  SimTime since = 0;
};

struct LockInfo {
  std::string kind;
  std::string name;
  std::uint64_t acquisitions = 0;
  std::uint64_t contended = 0;
  SimTime wait = 0;
  SimTime longest_wait = 0;
  SimTime hold = 0;
  ThreadId holder;
  SimTime held_since = 0;
  TrafficBins traffic;  ///< acquisitions, contended acquisitions, wait in ns
};

struct ObjectInfo {
  std::string type;
  std::string name;
  ThreadId owner;
  bool immortal = false;
  TrafficBins traffic;  ///< local operations, shared operations, cache-line transfers

  std::uint64_t local_ops() const { return traffic.total()[0]; }
  std::uint64_t shared_ops() const { return traffic.total()[1]; }
  std::uint64_t transfers() const { return traffic.total()[2]; }
};

/// An interpreter of the run, each with a GIL of its own: the main one, a subinterpreter, or the one of another process.
struct InterpreterInfo {
  std::string name;            ///< "main", "interpreter 1", "SpawnProcess-1"
  bool is_process = false;     ///< in another process than the main one
  SimTime start = 0;
  SimTime end = 0;             ///< when it was closed; while it lives, and if nobody closed it, the end of the trace so far
  bool ended = false;
  SimTime gil_held = 0;
  std::uint64_t gil_switches = 0;
  ThreadId gil_holder = {};
  SimTime gil_since = 0;
};

/// In which interpreter a thread executes.
struct InterpreterSpan {
  SimTime begin = 0;
  SimTime end = 0;
  InterpreterId interpreter;
};

struct StateSpan {
  SimTime begin = 0;
  SimTime end = 0;
  ThreadState state = ThreadState::Running;
  CoreId core;
  bool merged = false;  ///< the dominant state of a stretch whose detail was dropped
};

/// Who occupied a core, held the GIL or held a lock; an invalid thread = nobody.
struct HolderSpan {
  SimTime begin = 0;
  SimTime end = 0;
  ThreadId thread;
  bool merged = false;
};

struct LockWait {
  SimTime begin = 0;
  SimTime end = 0;
  LockId lock;
  ThreadId thread;
};

struct Mark {
  SimTime at = 0;
  std::uint64_t payload = 0;
  ThreadId thread;
  MarkKind kind{};
};

struct WakeEvent {
  SimTime at = 0;
  ThreadId waker;
  ThreadId woken;
};

/// An item put into a queue by one thread and taken out by another.
struct ItemFlow {
  SimTime put = 0;
  SimTime got = 0;
  ThreadId from;
  ThreadId to;
};

/// Bytes of modeled memory at an instant, as CPython's allocator has them (sim/objects/block_ledger.hpp).
struct MemoryFigures {
  std::uint64_t live = 0;      ///< objects and their arrays
  std::uint64_t taken = 0;     ///< given by the operating system for them
  std::uint64_t held = 0;      ///< dead arrays that wait for QSBR
  std::uint64_t immortal = 0;  ///< objects that immortalization made immortal
};

struct MemorySample {
  SimTime at = 0;
  std::uint64_t bytes = 0;  ///< live
  std::uint64_t taken = 0, held = 0, immortal = 0;
};

/// A lane that can be drawn: the states or the call stacks of a thread, or the holders of a core, a lock or the GIL.
struct Lane {
  enum class Kind : std::uint8_t { ThreadStates, CoreThreads, LockHolders, GilHolders, CallStacks };
  Kind kind = Kind::ThreadStates;
  std::uint32_t index = 0;

  static Lane of(ThreadId t) { return {Kind::ThreadStates, t.value}; }
  static Lane of(CoreId c) { return {Kind::CoreThreads, c.value}; }
  static Lane of(LockId l) { return {Kind::LockHolders, l.value}; }
  static Lane gil(InterpreterId i = InterpreterId{0}) { return {Kind::GilHolders, i.value}; }
  static Lane calls(ThreadId t) { return {Kind::CallStacks, t.value}; }
  bool operator==(const Lane&) const = default;
};

/// What one pixel column of a lane shows. Values: a ThreadState as number, or the id of a thread or a stack.
struct Pixel {
  static constexpr std::uint32_t kNothing = 0xFFFF'FFFFu;
  std::uint32_t dominant = kNothing;  ///< the value with most of the time; kNothing: nobody, or outside the lane's life
  double share = 0;                   ///< its part of the pixel's time, 0 to 1
  double covered = 0;                 ///< the part of the pixel's time with any value
  std::uint64_t contained = 0;        ///< bit v: value v (below 64) occurs
};

/// What a row of pixels shows of a lane, from left to right: the part of one exact span, or one pixel that stands for several spans.
struct LanePiece {
  SimTime from = 0, to = 0;      ///< the part of the picture that it fills
  SimTime begin = 0, end = 0;    ///< of the span, unclipped; for a collapsed pixel from and to
  std::uint32_t value = 0;       ///< as in Pixel; for a collapsed pixel the one with most of its time
  CoreId core;                   ///< thread states only: the core it occupied
  bool merged = false;           ///< a stretch whose detail was dropped
  bool collapsed = false;
  std::uint64_t spans = 1;
  std::span<const std::pair<std::uint32_t, SimTime>> totals;  ///< time per value, of collapsed pixels only
};

class Trace {
 public:
  SimTime end() const { return end_; }  ///< the last instant reported; the end of the run once finished
  bool finished() const { return finished_; }
  bool has_spans() const { return keep_spans_; }

  const std::vector<ThreadInfo>& threads() const { return threads_; }
  const std::vector<CoreInfo>& cores() const { return cores_; }
  const std::vector<LockInfo>& locks() const { return locks_; }
  const std::vector<ObjectInfo>& objects() const { return objects_; }
  /// The main one first; at least one.
  const std::vector<InterpreterInfo>& interpreters() const { return interpreters_; }
  /// How long each thread held a GIL; for how long anybody held one and how often one was taken, summed over the interpreters.
  SimTime gil_held(ThreadId thread) const;
  SimTime gil_held() const;
  std::uint64_t gil_switches() const;
  /// In which interpreter a thread executes at an instant.
  InterpreterId interpreter_of(ThreadId thread, SimTime at) const;
  /// Where it executes over time; one span for a thread that never leaves its interpreter.
  void for_each_interpreter(ThreadId thread, const std::function<void(const InterpreterSpan&)>& visit) const;
  /// Exact number of marks of a kind, also where the marks themselves were thinned out.
  std::uint64_t mark_count(MarkKind kind) const { return mark_counts_[static_cast<std::size_t>(kind)]; }
  std::uint64_t bytecodes() const;

  /// Spans that overlap [from, to), in order, unclipped.
  void for_each_state(ThreadId thread, SimTime from, SimTime to, const std::function<void(const StateSpan&)>& visit) const;
  void for_each_run(CoreId core, SimTime from, SimTime to, const std::function<void(const HolderSpan&)>& visit) const;
  void for_each_gil_hold(SimTime from, SimTime to, const std::function<void(const HolderSpan&)>& visit,
                         InterpreterId interpreter = InterpreterId{0}) const;
  void for_each_hold(LockId lock, SimTime from, SimTime to, const std::function<void(const HolderSpan&)>& visit) const;

  // ---- calls: only if the run recorded them (RunOptions::record_calls) ----
  bool has_calls() const { return !stack_lanes_.empty(); }
  const CallStacks& call_stacks() const { return call_stacks_; }
  /// The thread's call stack over time. A new one begins at each call, each return, each change of the thread's state (with the line), and at
  /// samples in between, so that computing time falls on the lines that took it.
  void for_each_stack(ThreadId thread, SimTime from, SimTime to, const std::function<void(const StackSpan&)>& visit) const;
  /// Calls that overlap [from, to), in order of their begin, callers before callees.
  void for_each_call(ThreadId thread, SimTime from, SimTime to, const std::function<void(const CallSpan&)>& visit) const;
  /// The same over the thread's whole life as it unfolds, in memory that does not grow with the number of calls: each entry (then call.end is
  /// its begin) and each return, in order of time, properly nested.
  void for_each_call_edge(ThreadId thread, const std::function<void(const CallEdge&)>& visit) const;
  /// Time per stack over the thread's life so far, by stack; invalid = no Python frame. Exact, also where spans were merged.
  std::vector<std::pair<StackId, SimTime>> stack_totals(ThreadId thread) const;
  /// Things passed from thread to thread through queues, in order of `got`; beyond a million of them every n-th is kept.
  const std::vector<ItemFlow>& item_flows() const { return item_flows_; }
  /// Memory over time, sampled: at most a few thousand points; each figure is its maximum since the point before.
  const std::vector<MemorySample>& memory() const { return memory_; }

  /// What memory came to over the whole run; all zero before its end.
  const MemoryReport& memory_report() const { return memory_report_; }

  /// In order of recording: waits by their end, marks and wakes by their instant.
  const std::vector<LockWait>& lock_waits() const { return waits_; }
  const std::vector<Mark>& marks() const { return marks_; }
  const std::vector<WakeEvent>& wakes() const { return wakes_; }

  /// Splits [from, to) into `columns` equal pixels. Requires: columns > 0, from < to.
  std::vector<Pixel> level_of_detail(Lane lane, SimTime from, SimTime to, int columns) const;

  /// The same split for the states of a thread: each state's part of each pixel's time, 0 to 1; all 0 outside the thread's life.
  std::vector<std::array<double, kThreadStateCount>> state_shares(ThreadId thread, SimTime from, SimTime to, int columns) const;

  /// The same split as what is to be drawn: exact spans where at most one change falls into a pixel, pixels that stand for several where
  /// more do. What it costs grows with the pixels, not with the spans.
  void for_each_piece(Lane lane, SimTime from, SimTime to, int columns, const std::function<void(const LanePiece&)>& visit) const;

  /// The coarsest cell any lane was merged to; 0 = every span is exact.
  SimTime resolution() const;
  /// Waits shorter than this were dropped from lock_waits() to save memory; 0 = none was.
  SimTime shortest_wait_kept() const { return shortest_wait_kept_; }
  /// Memory in use by spans, marks, waits and bins.
  std::size_t bytes() const;

 private:
  friend class Recorder;
  friend class TraceCodec;

  const ChangeColumn* column(Lane lane) const;
  void holders(const ChangeColumn& column, SimTime from, SimTime to,
               const std::function<void(const HolderSpan&)>& visit) const;

  bool keep_spans_ = true;
  bool finished_ = false;
  SimTime end_ = 0;
  std::vector<ThreadInfo> threads_;
  std::vector<CoreInfo> cores_;
  std::vector<LockInfo> locks_;
  std::vector<ObjectInfo> objects_;
  std::vector<ChangeColumn> thread_lanes_;  // state | (core + 1) << 4
  std::vector<ChangeColumn> core_lanes_;    // thread + 1, 0 = idle
  std::vector<ChangeColumn> lock_lanes_;    // thread + 1, 0 = free
  std::vector<ChangeColumn> gil_lanes_;     // by interpreter: thread + 1, 0 = free
  std::vector<ChangeColumn> interpreter_lanes_;  // by thread: interpreter; empty = never left interpreter 0
  CallStacks call_stacks_;
  std::vector<ChangeColumn> stack_lanes_;   // by thread: (stack + 1) * 2, 0 = none; the lowest bit flips at every entry of a frame
  std::vector<std::unordered_map<std::uint32_t, SimTime>> stack_times_;  // by thread: value of the lane / 2 -> time; without the open span
  std::vector<ItemFlow> item_flows_;
  std::uint64_t item_flow_count_ = 0;
  std::uint32_t item_flow_stride_ = 1;
  std::vector<MemorySample> memory_;
  MemoryReport memory_report_;
  SimTime memory_bin_ = kMicrosecond;       // one sample per bin
  std::vector<LockWait> waits_;
  std::vector<Mark> marks_;
  std::vector<WakeEvent> wakes_;
  std::array<std::uint64_t, 64> mark_counts_{};
  std::array<std::uint32_t, 64> mark_stride_{};  // every n-th mark of a kind is kept
  std::uint64_t wake_count_ = 0;
  std::uint32_t wake_stride_ = 1;
  SimTime shortest_wait_kept_ = 0;
  std::vector<InterpreterInfo> interpreters_ = {InterpreterInfo{.name = "main"}};
  std::vector<SimTime> gil_held_;  // by thread
};

}  // namespace gilscope
