#include "sim/trace/traffic_bins.hpp"

namespace gilscope {

std::uint64_t TrafficBins::widen(SimTime at) {
  while ((static_cast<std::uint64_t>(at) >> shift_) >= static_cast<std::uint64_t>(kMaxBins)) {
    for (std::size_t i = 0; i < bins_.size(); i += 2) {
      Counts sum = bins_[i];
      if (i + 1 < bins_.size())
        for (int c = 0; c < kCounters; ++c) sum[c] += bins_[i + 1][c];
      bins_[i / 2] = sum;
    }
    bins_.resize((bins_.size() + 1) / 2);
    ++shift_;
  }
  return static_cast<std::uint64_t>(at) >> shift_;
}

void TrafficBins::keep_totals_only() {
  keep_bins_ = false;
  bins_ = {};
}

}  // namespace gilscope
