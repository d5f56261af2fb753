// Extension modules that a scenario declares ([extension.NAME] in its block): imported like any other, their functions use time.
#pragma once

#include <string>
#include <vector>

#include "sim/base/sim_time.hpp"

namespace gilscope {

class Vm;

/// A function of the extension: uses its core for `time`, with the GIL or without, and returns None.
struct ExtensionFunctionModel {
  std::string name;
  SimTime time = 0;
  bool releases_gil = false;
};

struct ExtensionModel {
  std::string name;
  bool gil_not_used = false;  ///< Py_MOD_GIL_NOT_USED
  SimTime init_time = 0;
  std::vector<ExtensionFunctionModel> functions;
};

/// Makes `model` importable. Requires: *model outlives the vm.
void add_extension(Vm& vm, const ExtensionModel* model);

}  // namespace gilscope
