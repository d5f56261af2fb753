// Where in the script the threads spent their time: per line of source, the time in each state.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "sim/base/sim_time.hpp"
#include "sim/base/thread_state_kind.hpp"

namespace gilscope {
class Trace;
}

namespace gilscope::picture {

struct LineTimes {
  std::array<SimTime, kThreadStateCount> states{};  ///< over all threads
  std::uint64_t waits = 0;                          ///< how often a wait (for the GIL, a lock or a core) began at this line

  SimTime total(ThreadState s) const { return states[static_cast<std::size_t>(s)]; }
  SimTime waited() const;
};

/// By line number. A frame of a library counts for the line of the script that called it. Empty unless the run recorded its calls.
std::map<std::uint32_t, LineTimes> line_times(const Trace& trace, const std::string& script_path);

}  // namespace gilscope::picture
