#include "sim/calibration/parameters.hpp"

#include "sim/bytecode/opcode.hpp"
#include "sim/runtime/cost_model.hpp"

namespace gilscope {
namespace {

struct NamedCost {
  std::string_view name, doc;
};

constexpr NamedCost kMechanisms[] = {
#define GILSCOPE_COST(name, unit, doc) {#name, doc},
#include "sim/runtime/costs.def"
#undef GILSCOPE_COST
};
constexpr NamedCost kMachine[] = {
#define GILSCOPE_MACHINE_COST(name, doc) {#name, doc},
#include "sim/machine/machine_costs.def"
#undef GILSCOPE_MACHINE_COST
};

// The first opcode of a cost class: its cost stands for all of the class.
std::size_t opcode_of(std::uint16_t cost_class) {
  for (std::size_t op = 1; op < kOpcodeLimit; ++op)
    if (static_cast<std::uint16_t>(opcode_info(static_cast<Opcode>(op)).cost) == cost_class) return op;
  return 0;
}

void add_instructions(std::vector<CostParameter>& all, CostTableKind table) {
  for (std::uint16_t i = 0; i < kCostClassCount; ++i) {
    const auto op = opcode_of(i);
    if (op != 0)
      all.push_back({table, i, cost_class_name(static_cast<CostClass>(i)), opcode_info(static_cast<Opcode>(op)).name});
  }
}

}  // namespace

bool operator==(const CostParameter& a, const CostParameter& b) { return a.table == b.table && a.index == b.index; }

std::string_view table_name(CostTableKind table) {
  switch (table) {
    case CostTableKind::Specialized:
    case CostTableKind::Generic: return "instruction";
    case CostTableKind::Mechanism: return "mechanism";
    case CostTableKind::Machine: return "machine";
  }
  return "";
}

std::vector<CostParameter> cost_parameters() {
  std::vector<CostParameter> all;
  add_instructions(all, CostTableKind::Specialized);
  add_instructions(all, CostTableKind::Generic);
  for (std::uint16_t i = 0; i < kCostCount; ++i)
    all.push_back({CostTableKind::Mechanism, i, kMechanisms[i].name, kMechanisms[i].doc});
  for (std::uint16_t i = 0; i < kMachineCostCount; ++i)
    if (static_cast<MachineCost>(i) != MachineCost::RunAhead)
      all.push_back({CostTableKind::Machine, i, kMachine[i].name, kMachine[i].doc});
  return all;
}

SimTime get_cost(const CostModel& model, const CostParameter& parameter) {
  switch (parameter.table) {
    case CostTableKind::Specialized: return model.specialized[opcode_of(parameter.index)];
    case CostTableKind::Generic: return model.generic[opcode_of(parameter.index)];
    case CostTableKind::Mechanism: return model.mechanism[parameter.index];
    case CostTableKind::Machine: return model.machine.duration[parameter.index];
  }
  return 0;
}

void set_cost(CostModel& model, const CostParameter& parameter, SimTime cost) {
  if (parameter.table == CostTableKind::Mechanism) {
    model.mechanism[parameter.index] = cost;
  } else if (parameter.table == CostTableKind::Machine) {
    model.machine.duration[parameter.index] = cost;
  } else {
    auto& costs = parameter.table == CostTableKind::Specialized ? model.specialized : model.generic;
    for (std::size_t op = 0; op < kOpcodeLimit; ++op)
      if (static_cast<std::uint16_t>(opcode_info(static_cast<Opcode>(op)).cost) == parameter.index)
        costs[op] = static_cast<std::uint32_t>(cost);
  }
}

}  // namespace gilscope
