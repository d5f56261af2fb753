// ObjectTraffic: which objects several threads fight for. Counts foreign reference-count operations per object and reports them to
// the trace in portions, so that hammering an object costs one addition, not one record.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/sim_time.hpp"

namespace gilscope {

class Runtime;
struct Object;

class ObjectTraffic {
 public:
  explicit ObjectTraffic(Runtime& runtime) : runtime_(runtime) {}

  /// One atomic operation on o's header by a thread that does not own it.
  void count(Object* o, bool travelled);
  void object_died(Object* o);
  /// Reports everything that is still buffered, in the order in which the objects became known.
  void flush_all();
  /// Invalid for an object that nobody fights for.
  ObjectId id_of(const Object* o) const;
  /// The living objects that the trace knows, by id.
  std::vector<const Object*> known() const;
  /// Who made the last operation that is counted here; invalid: nobody yet.
  ThreadId last_foreigner(const Object* o) const;

 private:
  struct Counters {
    ObjectId id;
    std::uint32_t operations = 0, transfers = 0;  ///< since the last report
    std::uint32_t seen = 0;                       ///< operations before it got an id
    SimTime since = 0;
    ThreadId last;                                ///< who made the last operation
  };
  void report(Counters& counters, SimTime now);
  void introduce(Object* o, Counters& counters);

  Runtime& runtime_;
  std::unordered_map<const Object*, Counters> counters_;  // looked up, never iterated for results
  const Object* last_ = nullptr;                          // the object hammered most recently, and
  Counters* last_counters_ = nullptr;                     // its counters (map nodes do not move)
};

}  // namespace gilscope
