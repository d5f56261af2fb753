// What each thread of a run that can never go on waits for.
#pragma once

#include <vector>

#include "sim/analysis/deadlock.hpp"

namespace gilscope {

class Interpreters;
class Trace;

/// One entry per unfinished thread. `library`: the folder of the modules written in Python; their frames are "inside" a call such as
/// Queue.get, and the place shown is the script's own.
std::vector<BlockedThread> stuck_threads(Interpreters& interpreters, const Trace& trace, const std::string& library);

}  // namespace gilscope
