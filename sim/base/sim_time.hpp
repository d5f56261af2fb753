// Simulated time: a signed 64-bit count of picoseconds since the start of the run (about 106 days until it overflows).
// Integer time makes every run exact and repeatable on every compiler.
#pragma once

#include <cstdint>
#include <limits>

namespace gilscope {

using SimTime = std::int64_t;  ///< picoseconds; both an instant (since the start of the run) and a duration

inline constexpr SimTime kPicosecond = 1;
inline constexpr SimTime kNanosecond = 1'000;
inline constexpr SimTime kMicrosecond = 1'000'000;
inline constexpr SimTime kMillisecond = 1'000'000'000;
inline constexpr SimTime kSecond = 1'000'000'000'000;
inline constexpr SimTime kForever = std::numeric_limits<SimTime>::max();

/// Seconds -> picoseconds, rounded to nearest; saturates at kForever.
constexpr SimTime from_seconds(double seconds) {
  const double ps = seconds * 1e12;
  if (ps >= 9.2e18) return kForever;
  if (ps <= -9.2e18) return -kForever;
  return static_cast<SimTime>(ps < 0 ? ps - 0.5 : ps + 0.5);
}
constexpr double to_seconds(SimTime t) { return static_cast<double>(t) / 1e12; }

/// t + d without wrapping past kForever. Requires: d >= 0.
constexpr SimTime saturating_add(SimTime t, SimTime d) { return t > kForever - d ? kForever : t + d; }

}  // namespace gilscope
