// Reads a Snapshot off a run that stands still.
#pragma once

#include "sim/session/replay.hpp"

namespace gilscope {

class Execution;

/// The state of an execution that was advanced up to `at` and no further.
Snapshot take_snapshot(Execution& execution, SimTime at);

}  // namespace gilscope
