// Which cost model a run uses, and what its runtime assumes, in words.
//
// A model file that `gilscope calibrate` wrote for a machine consists of two: FILE has the GIL build's costs and names, under
// `free_threaded`, the file beside it that has the free-threaded build's.
#pragma once

#include <string>

namespace gilscope {

struct RuntimeConfig;

/// `model_file`, or the file that it names for free-threaded builds; empty: the shipped model of the preset.
std::string choose_model(const RuntimeConfig& config, const std::string& model_file);

/// "no specializing interpreter, immortal functions and classes, object locks, ..."
std::string describe_switches(const RuntimeConfig& config);

}  // namespace gilscope
