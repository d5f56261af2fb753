// Spans beside a selected one: the next on its lane, and the one that is to blame for it.
#pragma once

#include <optional>

#include "ui/desktop/state.hpp"

namespace gilscope::desktop {

/// The span after or before the selected one on the same lane. nullopt: there is none, or nothing with a lane is selected.
std::optional<scene::Hit> span_beside(const Trace& trace, const scene::Hit& hit, Direction direction);
/// For a thread's wait: the stretch during which the thread that held what it waited for held it longest. nullopt: it waits for nobody.
std::optional<scene::Hit> culprit_of(const Trace& trace, const scene::Hit& wait);

}  // namespace gilscope::desktop
