// What each runtime preset assumes: its switches, and the numbers that matter most, each with its source.
#pragma once

#include <string>
#include <vector>

#include "sim/base/result.hpp"

namespace gilscope {

struct Assumption {
  std::string name;
  std::string value;
  std::string source;
};

struct PresetFacts {
  std::string preset;                ///< "3.13t"
  std::string model;                 ///< the name of its cost model
  std::vector<Assumption> switches;  ///< the same names in the same order for every preset
  std::vector<Assumption> costs;     ///< likewise
};

/// All presets. Error: a cost model cannot be read.
Result<std::vector<PresetFacts>> preset_facts();

}  // namespace gilscope
