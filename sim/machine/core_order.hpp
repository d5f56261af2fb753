// CoreOrder: which core is earliest in simulated time, and which comes second.
//
// A tournament tree over the cores' clocks: the inner nodes hold the earlier core of their subtree, so a changed clock costs one
// comparison per level (3 for 8 cores, 8 for 256). It is paid at every slice; a heap or a sorted list would cost more moves.
// Ties go to the lower core number. An idle core's clock is kForever.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/base/sim_time.hpp"

namespace gilscope {

class CoreOrder {
 public:
  explicit CoreOrder(std::uint32_t cores) {
    while (leaves_ < cores) leaves_ *= 2;
    times_.assign(leaves_, kForever);
    winners_.resize(2 * leaves_);
    for (std::uint32_t i = 0; i < leaves_; ++i) winners_[leaves_ + i] = i;
    for (std::uint32_t i = leaves_ - 1; i > 0; --i) winners_[i] = earlier(winners_[2 * i], winners_[2 * i + 1]);
  }

  SimTime time(std::uint32_t core) const { return times_[core]; }
  std::uint32_t first() const { return leaves_ == 1 ? 0 : winners_[1]; }

  void set(std::uint32_t core, SimTime time) {
    times_[core] = time;
    for (std::uint32_t i = (leaves_ + core) / 2; i > 0; i /= 2) winners_[i] = earlier(winners_[2 * i], winners_[2 * i + 1]);
  }

  /// The latest instant at which first() still precedes every other core: its clock may reach it without overtaking anybody.
  SimTime horizon_of_first() const {
    const std::uint32_t core = first();
    SimTime horizon = kForever;
    for (std::uint32_t i = leaves_ + core; i > 1; i /= 2) {
      const SimTime other = precedence_limit(core, winners_[i ^ 1]);
      if (other < horizon) horizon = other;
    }
    return horizon;
  }
  /// The latest instant at which `core` precedes `other` as the other's clock stands.
  SimTime precedence_limit(std::uint32_t core, std::uint32_t other) const {
    const SimTime time = times_[other];
    return time == kForever || core < other ? time : time - 1;
  }

 private:
  std::uint32_t earlier(std::uint32_t left, std::uint32_t right) const { return times_[right] < times_[left] ? right : left; }

  std::uint32_t leaves_ = 1;
  std::vector<SimTime> times_;
  std::vector<std::uint32_t> winners_;
};

}  // namespace gilscope
