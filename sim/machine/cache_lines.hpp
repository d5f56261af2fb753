// CacheLines: who has which contended cache line, as in a MESI protocol, and until when it is busy.
//
// Only lines that a second core has touched get a record. Until then the id itself says which core uses the line alone, so that
// the millions of private objects cost nothing. An id is kept with the object it belongs to (Object::line) and starts at 0.
//
// Atomic read-modify-writes on one line happen one after the other: each waits until the line is free, fetches it if another core
// had it, and occupies it until it is done. k cores hammering one line therefore get the throughput of 1 / (transfer + RMW)
// together, however large k is: negative scaling is not a rule here, it follows.
//
// A core executes an operation of some length at one host instant, so its last access may lie in the simulated future when another core
// comes with an earlier one. That one is served before it, if it fits in.
#pragma once

#include <bitset>
#include <cstdint>
#include <vector>

#include "sim/base/sim_time.hpp"

namespace gilscope {

class CacheLines {
 public:
  static constexpr std::uint32_t kMaxCores = 256;

  /// `transfer`: the mean. A journey takes from half to one and a half times that, as where on the chip the two cores are, and what else is on
  /// the way, decide; drawn from `seed`. Without this, cores that share a line fall into step and never meet in a race. Seed 0: always the mean.
  explicit CacheLines(SimTime transfer, std::uint64_t seed = 0) : transfer_(transfer), random_(seed), lines_(1) {}

  /// Each advances `now` to the end of the access and returns true if the line had to travel.
  bool rmw(std::uint32_t& id, std::uint32_t core, SimTime cost, SimTime& now);
  bool write(std::uint32_t& id, std::uint32_t core, SimTime& now) { return rmw(id, core, 0, now); }
  bool read(std::uint32_t& id, std::uint32_t core, SimTime& now);
  void forget(std::uint32_t id);

  /// This core alone has a valid copy: its accesses stay in its cache.
  bool is_mine(std::uint32_t id, std::uint32_t core) const;
  /// When the last access asked for so far is over; 0 = long ago.
  SimTime busy_until(std::uint32_t id) const { return is_record(id) ? lines_[id].busy_until : 0; }

  /// A lock on this line is held until `until` although its word says free already: see critical_section.cpp.
  void hold(std::uint32_t id, SimTime until);
  SimTime held_until(std::uint32_t id) const { return is_record(id) ? lines_[id].held_until : 0; }

 private:
  static constexpr std::uint32_t kPrivate = 0x8000'0000u;  ///< flag in an id: the low bits are the only core that used the line
  struct Line {
    SimTime busy_from = 0, busy_until = 0;  ///< the last period of accesses without a gap
    SimTime held_until = 0;
    std::uint32_t owner = 0;            ///< the core that wrote it last
    std::bitset<kMaxCores> sharers;     ///< cores with a valid copy
  };

  static bool is_record(std::uint32_t id) { return id != 0 && (id & kPrivate) == 0; }
  bool is_alone(std::uint32_t& id, std::uint32_t core);
  std::uint32_t make_record(std::uint32_t owner);
  SimTime journey();

  SimTime transfer_;
  std::uint64_t random_;
  std::vector<Line> lines_;  ///< index 0 is unused
  std::vector<std::uint32_t> free_;
};

}  // namespace gilscope
