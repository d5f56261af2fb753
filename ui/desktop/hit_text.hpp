// A selection as text: key=value pairs, "kind=thread-span run=0 thread=2 begin=1ms end=6ms value=2".
#pragma once

#include <span>
#include <string>

#include "sim/base/result.hpp"
#include "ui/scene/hit.hpp"

namespace gilscope::desktop {

std::string hit_text(const scene::Hit& hit);
/// Error: a key or value that is not understood.
Result<scene::Hit> parse_hit(std::span<const std::string> words);

}  // namespace gilscope::desktop
