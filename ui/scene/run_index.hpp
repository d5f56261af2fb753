// What pictures look up again and again in a finished trace, sorted once: drawing a frame then costs what is on screen.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "sim/trace/trace.hpp"
#include "ui/scene/picture.hpp"

namespace gilscope::scene {

/// A stretch in which all threads stood still, or a garbage collection.
struct Pause {
  SimTime begin = 0, end = 0;
  ThreadId thread;          ///< whose doing it is
  bool collection = false;  ///< false: stop-the-world
};

class RunIndex {
 public:
  explicit RunIndex(const Trace& trace);

  /// The lock that a thread waits for at `at`; invalid: none that is known.
  LockId awaited_lock(ThreadId thread, SimTime at) const;
  /// A thread's lock waits, by their begin.
  std::span<const LockWait> waits_of(ThreadId thread) const;

  /// By time.
  const std::vector<WakeEvent>& wakes() const { return wakes_; }
  const std::vector<Mark>& marks() const { return marks_; }        ///< those that lanes show: everything but the most frequent bookkeeping
  const std::vector<std::uint32_t>& hand_overs() const { return hand_overs_; }  ///< of the GIL: their places in marks()
  std::optional<std::uint32_t> crash() const { return crash_; }       ///< where in marks() the run's modeled crash is, if it ended in one
  std::optional<std::uint32_t> crash_cause() const { return cause_; }  ///< and the mark of the other thread that freed what was used
  const std::vector<ItemFlow>& flows() const { return flows_; }    ///< by `got`
  const std::vector<Pause>& pauses() const { return pauses_; }

  const std::vector<LockId>& contended_locks() const { return locks_; }  ///< most waited for first, at most kMostRanked
  const std::vector<ObjectId>& hot_objects() const { return objects_; }  ///< most transfers first, at most kMostRanked
  std::uint32_t call_depth(ThreadId thread) const { return thread.value < depths_.size() ? depths_[thread.value] : 0; }
  /// Over all threads, to know which states occur at all.
  SimTime total(ThreadState state) const { return totals_[static_cast<std::size_t>(state)]; }
  SimTime longest_flow() const { return longest_flow_; }

  static constexpr std::size_t kMostRanked = 64;

 private:
  void sort_waits(const Trace& trace);
  void find_pauses(const Trace& trace);
  void measure_depths(const Trace& trace);

  const Trace* trace_;
  std::vector<LockWait> waits_;          // by thread, then begin
  std::vector<std::size_t> first_wait_;  // by thread
  std::vector<WakeEvent> wakes_;
  std::vector<Mark> marks_;
  std::vector<ItemFlow> flows_;
  std::vector<std::uint32_t> hand_overs_;
  std::optional<std::uint32_t> crash_, cause_;
  std::vector<Pause> pauses_;
  std::vector<LockId> locks_;
  std::vector<ObjectId> objects_;
  std::vector<std::uint32_t> depths_;
  std::array<SimTime, kThreadStateCount> totals_{};
  SimTime longest_flow_ = 0;
};

/// Borrows the trace, which must not change any more while the index is in use.
std::shared_ptr<const RunIndex> make_index(const Trace& trace);
/// The picture's own index, or a new one.
std::shared_ptr<const RunIndex> index_of(const RunPicture& run);

}  // namespace gilscope::scene
