// EventQueue: what will happen at a known instant: timers, ends of sleeps, devices. A binary heap by (time, sequence number), so
// that events of one instant happen in the order in which they were asked for.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "sim/base/sim_time.hpp"

namespace gilscope {

class EventQueue {
 public:
  using Id = std::uint64_t;  ///< never 0, never reused
  using Action = std::function<void(SimTime)>;

  Id add(SimTime when, Action action);
  /// Does nothing if the event has happened or was cancelled before.
  void cancel(Id id);

  bool empty() const { return heap_.empty(); }
  SimTime next_time() const { return next_time_; }  ///< kForever if there is none
  /// Removes the earliest event and returns what it does. Requires: !empty().
  Action pop();

 private:
  struct Entry {
    SimTime when;
    std::uint64_t sequence;
    std::uint32_t slot;
    bool before(const Entry& other) const { return when != other.when ? when < other.when : sequence < other.sequence; }
  };
  struct Slot {
    Action action;
    std::uint64_t sequence = 0;  ///< 0 = unused
    std::uint32_t place = 0;     ///< index in heap_
  };

  void put(std::uint32_t place, const Entry& entry);
  void sift_up(std::uint32_t place);
  void sift_down(std::uint32_t place);
  void remove(std::uint32_t place);

  std::vector<Entry> heap_;
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_slots_;
  std::uint64_t last_sequence_ = 0;
  SimTime next_time_ = kForever;
};

}  // namespace gilscope
