// What happened in a measured range of a run.
#pragma once

#include <string>
#include <vector>

#include "ui/desktop/state.hpp"

namespace gilscope::desktop {

/// Line by line: its length, how busy the cores were, what the threads did, how often the GIL changed hands, which locks were waited for.
std::vector<std::string> range_statistics(const RunSet& set, std::uint32_t run, const scene::TimeRange& range);

}  // namespace gilscope::desktop
