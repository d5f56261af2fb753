// Simulated time as exact text: "12.5ms". What scripts, links and settings hold; `short_time` of ui/scene is for the eye.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/base/sim_time.hpp"

namespace gilscope::desktop {

/// The largest unit in which the number is at least one, with all its digits: parse_time() gives the same instant back.
std::string time_text(SimTime time);
/// A number and s, ms, us, ns or ps. nullopt: it is no such text, or too long a time.
std::optional<SimTime> parse_time(std::string_view text);

}  // namespace gilscope::desktop
