// The app's state as JSON: for tests and for reports of mistakes.
#pragma once

#include <map>
#include <string>

#include "ui/desktop/derived.hpp"
#include "ui/desktop/state.hpp"

namespace gilscope::desktop {

struct DrawnThing {
  std::uint32_t run = 0;
  scene::HitRegion region;
};

/// `drawn` and `controls`: what lay where in the last frame.
std::string dump_state(const AppState& state, const std::vector<DrawnThing>& drawn, const std::map<std::string, scene::Rect>& controls, int width, int height);

}  // namespace gilscope::desktop
