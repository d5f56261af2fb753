#include "sim/analysis/speedup.hpp"

namespace gilscope {

std::vector<SpeedupPoint> speedups(const std::vector<Measured>& runs, SimTime base) {
  std::vector<SpeedupPoint> points;
  for (const Measured& run : runs) {
    SpeedupPoint point{run.cores, run.wall, 1, 1, 0};
    if (run.wall > 0) point.speedup = static_cast<double>(base) / static_cast<double>(run.wall);
    point.efficiency = point.speedup / run.cores;
    if (run.cores > 1 && point.speedup > 0)
      point.serial_fraction = (1 / point.speedup - 1.0 / run.cores) / (1 - 1.0 / run.cores);
    points.push_back(point);
  }
  return points;
}

double amdahl(double serial_fraction, std::uint32_t cores) {
  return 1 / (serial_fraction + (1 - serial_fraction) / cores);
}

}  // namespace gilscope
