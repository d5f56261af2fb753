// The parking lot (Python/parking_lot.c): where threads sleep that wait for a one-byte lock.
//
// A PyMutex has room for two bits: "locked" and "somebody is parked". Who is parked is kept elsewhere, in queues found by the
// lock's address: first come, first served. (CPython hashes addresses into 257 buckets; two locks of one bucket share a queue and
// its short internal lock. Here each address has a queue of its own, so that host addresses cannot influence a run.)
#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "sim/base/sim_time.hpp"

namespace gilscope {

struct OsThread;

/// One thread's wait for one lock; lives in its coroutine.
struct ParkedThread {
  OsThread* os = nullptr;
  SimTime time_to_be_fair = 0;  ///< from then on the lock is handed over to it directly
  bool handed_off = false;      ///< it owns the lock
};

class ParkingLot {
 public:
  using Key = const void*;  ///< the address of the lock; only ever compared

  void park(Key key, ParkedThread& thread) { queues_[key].push_back(&thread); }
  /// Those that wait for it, longest first.
  std::vector<OsThread*> parked(Key key) const;
  bool has_parked(Key key) const { return queues_.contains(key); }
  /// The one that has waited longest, taken out; null if there is none.
  ParkedThread* unpark_one(Key key);
  /// Takes out one that gave up. Returns false if somebody has unparked it already.
  bool remove(Key key, ParkedThread& thread);

 private:
  std::unordered_map<Key, std::deque<ParkedThread*>> queues_;  ///< no empty queues
};

}  // namespace gilscope
