// Instants of a trace at which something happens: where steps and "run until" go.
#pragma once

#include <optional>

#include "sim/base/sim_time.hpp"
#include "ui/desktop/state.hpp"

namespace gilscope::desktop {

/// The next or previous instant at which a thread changed its state, or a GIL or lock its holder, strictly after or before `at`.
std::optional<SimTime> event_beside(const Trace& trace, SimTime at, Direction direction);
/// The same for the GIL's holder alone.
std::optional<SimTime> gil_switch_beside(const Trace& trace, SimTime at, Direction direction);
/// The first instant in (from, to] at which the condition comes true. Line: needs recorded calls.
std::optional<SimTime> first_stop(const Trace& trace, const std::string& source_file, const StopAt& stop, SimTime from, SimTime to);
/// "any thread waits for a lock"
std::string describe(const StopAt& stop);

}  // namespace gilscope::desktop
