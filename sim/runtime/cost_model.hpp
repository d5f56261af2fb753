// Costs are data: what each instruction and each mechanism costs, read from assets/models/*.toml, in picoseconds of a core with
// clock factor 1.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "sim/base/result.hpp"
#include "sim/base/sim_time.hpp"
#include "sim/machine/machine_costs.hpp"

namespace gilscope {

struct RuntimeConfig;

enum class Cost : std::uint16_t {
#define GILSCOPE_COST(name, unit, doc) name,
#include "sim/runtime/costs.def"
#undef GILSCOPE_COST
  kCount
};
inline constexpr std::size_t kCostCount = static_cast<std::size_t>(Cost::kCount);

/// The costs of one build on one machine.
struct CostTable {
  std::array<SimTime, kCostCount> mechanism{};
  std::array<std::uint32_t, 256> opcode{};  ///< by 3.13 opcode number, for the specialization setting in force
  std::array<std::uint32_t, 256> generic{};  ///< the same before an instruction has specialized
  /// What an instruction costs more when the specializing interpreter has no form for its operands (PEP 659); 0 where it is off.
  std::array<std::uint32_t, 256> unspecialized{};
  SimTime operator[](Cost c) const { return mechanism[static_cast<std::size_t>(c)]; }
};

/// A model file: instruction costs specialized and generic, mechanism costs, machine costs; each number has a source in the file.
struct CostModel {
  std::string name;
  std::array<std::uint32_t, 256> specialized{};
  std::array<std::uint32_t, 256> generic{};
  std::array<SimTime, kCostCount> mechanism{};
  MachineCosts machine;

  /// Scaled by the machine's clock factor and chosen by the config's switches.
  CostTable table(const RuntimeConfig& config, double clock_factor) const;
};

/// Reads a model file. Error: file, key, what is missing or not a number.
Result<CostModel> load_cost_model(const std::string& path);
/// assets/models/cpython-<preset>.toml's path under `assets`.
std::string cost_model_path(const std::string& assets, const std::string& preset);

}  // namespace gilscope
