// Reading a run's trace for a file: clipped to the range asked for, with progress, and in memory that does not grow with the trace.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "sim/export/export.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope {

/// Counts lanes, and time within the current one, as parts of a whole.
class ProgressMeter {
 public:
  /// `lanes`: how many there will be over all runs and passes.
  ProgressMeter(const ExportOptions& options, std::size_t lanes) : options_(options), lanes_(static_cast<double>(lanes == 0 ? 1 : lanes)) {}
  void begin_lane(SimTime from, SimTime to);
  /// Called for every span; looks at the clock of the user once in a few thousand.
  void at(SimTime time) {
    if (++calls_ % 8192 == 0) report(time);
  }
  bool cancelled() const { return cancelled_; }

 private:
  void report(SimTime time);

  const ExportOptions& options_;
  double lanes_;
  double begun_ = -1;
  SimTime from_ = 0, to_ = 1;
  std::uint32_t calls_ = 0;
  bool cancelled_ = false;
};

class LaneReader {
 public:
  LaneReader(const ExportRun& run, const ExportOptions& options, ProgressMeter& meter);

  const Trace& trace() const { return trace_; }
  SimTime from() const { return from_; }
  SimTime to() const { return to_; }
  bool within(SimTime at) const { return at >= from_ && (at < to_ || at == trace_.end()); }
  bool whole() const { return from_ <= 0 && to_ >= trace_.end(); }

  /// In order; clipped to the range. After a cancellation nothing is visited any more.
  void states(ThreadId thread, const std::function<void(const StateSpan&)>& visit);
  void runs(CoreId core, const std::function<void(const HolderSpan&)>& visit);
  void gil_holds(InterpreterId interpreter, const std::function<void(const HolderSpan&)>& visit);
  void holds(LockId lock, const std::function<void(const HolderSpan&)>& visit);
  /// Each entry and each return as it happens, nested; calls that reach out of the range begin or end at its edge.
  void call_edges(ThreadId thread, const std::function<void(const CallEdge&)>& visit);
  /// Each call when it returns, so callees before their callers.
  void calls(ThreadId thread, const std::function<void(const CallSpan&)>& visit);

 private:
  template <class Span, class ForEach>
  void visit_lane(const std::function<void(const Span&)>& visit, ForEach for_each);

  const Trace& trace_;
  SimTime from_, to_;
  ProgressMeter& meter_;
};

/// A stretch of a thread's life with one state and one call stack.
struct Piece {
  SimTime begin = 0;
  SimTime end = 0;
  StackId stack;  ///< invalid: no Python frame, or calls were not recorded
  ThreadState state = ThreadState::Running;
};
/// The thread's life in pieces, in order and without gaps. Gathers them in windows, so memory is bounded.
void for_each_piece(LaneReader& reader, ThreadId thread, ProgressMeter& meter, const std::function<void(const Piece&)>& visit);

/// Cuts [from, to) into windows in which `count` finds at most about `most` things, and visits them in order.
void for_each_window(SimTime from, SimTime to, std::size_t most, const std::function<std::size_t(SimTime, SimTime)>& count,
                     const std::function<void(SimTime, SimTime)>& visit);

/// A wait while which the thread uses no core, or burns one: what files show as a frame or a marker of its own. Not: On CPU, Finished.
bool is_waiting(ThreadState state);

/// What tells run `index` from its companions, to stand before a name: "3.13t, 8 cores: "; empty for a single run.
std::string run_prefix(std::span<const ExportRun> runs, std::size_t index);
/// "worker-1"; "thread 7" where it has no name.
std::string thread_name(const Trace& trace, ThreadId thread);
/// "Lock guard", "RLock #3".
std::string lock_name(const Trace& trace, LockId lock);
/// "dict cache", "list #3".
std::string object_name(const Trace& trace, ObjectId object);
/// What the number of a mark names: a thread, a lock, an object; empty if it is just a number.
std::string mark_words(const Trace& trace, const Mark& mark);
/// Whether anybody ever waited for it, or found it taken.
bool is_contended(const LockInfo& lock);

/// An order of `count` things in which their times do not go backwards; the identity where they do not already.
std::vector<std::uint32_t> order_by_time(std::size_t count, const std::function<SimTime(std::size_t)>& time);

/// Reference-count traffic of one object, or of all, in bins of one common width.
struct CounterSeries {
  ObjectId object;  ///< invalid: all objects together
  std::vector<TrafficBins::Counts> bins;
};
struct TrafficSeries {
  SimTime bin_width = 0;
  std::vector<CounterSeries> series;  ///< the busiest first; before them, the sum over all objects
  std::size_t left_out = 0;           ///< objects with traffic that did not fit into `most`
  std::size_t without_bins = 0;       ///< objects of which the trace kept totals only
};
TrafficSeries traffic_series(const Trace& trace, std::size_t most);

}  // namespace gilscope
