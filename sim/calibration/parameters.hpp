// The numbers of a cost model as a list: for everything that varies one after another of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/sim_time.hpp"

namespace gilscope {

struct CostModel;

enum class CostTableKind : std::uint8_t { Specialized, Generic, Mechanism, Machine };

/// One number of a model file. `Specialized` and `Generic` are the two of an instruction's cost class.
struct CostParameter {
  CostTableKind table = CostTableKind::Mechanism;
  std::uint16_t index = 0;
  std::string_view name;  ///< the key in the file
  std::string_view doc;
};

bool operator==(const CostParameter& a, const CostParameter& b);

/// "instruction", "mechanism", "machine": the table's name in the file.
std::string_view table_name(CostTableKind table);

/// All of them, table by table, without those that only steer the simulation.
std::vector<CostParameter> cost_parameters();

SimTime get_cost(const CostModel& model, const CostParameter& parameter);
void set_cost(CostModel& model, const CostParameter& parameter, SimTime cost);

}  // namespace gilscope
