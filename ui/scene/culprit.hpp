// Who made a thread wait: the way from a span to the span that explains it.
#pragma once

#include <optional>

#include "ui/scene/hit.hpp"
#include "ui/scene/picture.hpp"

namespace gilscope::scene {

/// For a span in which a thread waits for the GIL, a lock or a core: the lane of the thread that had it for the longest part of the wait, and
/// that thread's longest stretch with it. nullopt: it does not wait, or nobody in particular had it.
std::optional<Hit> find_culprit(const RunPicture& run, const Hit& hit);

}  // namespace gilscope::scene
