// Counts over time in a bounded number of bins: when they are full, the bins double in width. Totals stay exact.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/base/sim_time.hpp"

namespace gilscope {

class TrafficBins {
 public:
  static constexpr int kCounters = 3;
  static constexpr int kMaxBins = 128;
  /// The first bins are this wide: 2^20 ps, about a microsecond.
  static constexpr int kFirstShift = 20;

  using Counts = std::array<std::uint64_t, kCounters>;

  /// Requires: at >= 0. Not necessarily in order of time.
  void add(SimTime at, const Counts& counts) {
    for (int i = 0; i < kCounters; ++i) total_[i] += counts[i];
    if (!keep_bins_) return;
    auto index = static_cast<std::uint64_t>(at) >> shift_;
    if (index >= static_cast<std::uint64_t>(kMaxBins)) index = widen(at);
    if (index >= bins_.size()) bins_.resize(index + 1);
    for (int i = 0; i < kCounters; ++i) bins_[index][i] += counts[i];
  }
  /// Totals only from here on; the bins are dropped.
  void keep_totals_only();

  const Counts& total() const { return total_; }
  SimTime bin_width() const { return SimTime{1} << shift_; }
  /// Bin i covers [i * bin_width, (i + 1) * bin_width).
  const std::vector<Counts>& bins() const { return bins_; }

 private:
  friend class TraceCodec;

  std::uint64_t widen(SimTime at);

  std::vector<Counts> bins_;
  Counts total_{};
  int shift_ = kFirstShift;
  bool keep_bins_ = true;
};

}  // namespace gilscope
