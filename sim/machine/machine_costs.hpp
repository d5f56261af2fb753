// MachineCosts: how long the modeled hardware and operating system take, in picoseconds. Read from assets/models/*.toml.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/base/sim_time.hpp"

namespace gilscope {

enum class MachineCost : std::uint8_t {
#define GILSCOPE_MACHINE_COST(name, doc) name,
#include "sim/machine/machine_costs.def"
#undef GILSCOPE_MACHINE_COST
  kCount
};
inline constexpr std::size_t kMachineCostCount = static_cast<std::size_t>(MachineCost::kCount);

struct MachineCosts {
  std::array<SimTime, kMachineCostCount> duration{};
  SimTime operator[](MachineCost c) const { return duration[static_cast<std::size_t>(c)]; }
  SimTime& operator[](MachineCost c) { return duration[static_cast<std::size_t>(c)]; }
};

}  // namespace gilscope
