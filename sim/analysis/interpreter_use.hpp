// Where the time of a run with several interpreters goes: starting them, computing in them, copying values into and out of them.
#pragma once

#include <string>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/sim_time.hpp"

namespace gilscope {

class Trace;

struct InterpreterUse {
  InterpreterId id;
  std::string name;
  SimTime start = 0, end = 0;
  SimTime start_up = 0;  ///< from its creation until it began with the program's own work; 0: of the main one, and where it never did
  SimTime on_cpu = 0;    ///< of all threads while they executed in it, start-up included
  SimTime gil_held = 0;
  std::uint64_t sent = 0, bytes_sent = 0;  ///< values copied to be sent elsewhere
  std::uint64_t received = 0, bytes_received = 0;
};

/// One entry per interpreter, in their order. What was copied is counted as far as marks were kept.
std::vector<InterpreterUse> interpreter_use(const Trace& trace);

}  // namespace gilscope
