// Speed-up over the number of cores, and how much of the program must be serial for it to look like that.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/base/sim_time.hpp"

namespace gilscope {

struct SpeedupPoint {
  std::uint32_t cores = 1;
  SimTime wall = 0;
  double speedup = 1;     ///< base wall time / wall time
  double efficiency = 1;  ///< speed-up / cores
  /// The serial fraction that Amdahl's law needs to explain this point (the Karp-Flatt metric); 0 for one core.
  double serial_fraction = 0;
};

struct Measured {
  std::uint32_t cores = 1;
  SimTime wall = 0;
};

/// One point per measurement, in the order given. `base`: the wall time on one core. Requires: every wall time and base > 0.
std::vector<SpeedupPoint> speedups(const std::vector<Measured>& runs, SimTime base);

/// Amdahl's speed-up of a program with that serial fraction on `cores` cores.
double amdahl(double serial_fraction, std::uint32_t cores);

}  // namespace gilscope
