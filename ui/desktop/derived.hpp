// What is computed once per result rather than once per frame.
#pragma once

#include <string>
#include <vector>

#include "ui/desktop/state.hpp"
#include "ui/scene/picture.hpp"

namespace gilscope::desktop {

struct Derived {
  std::uint64_t generation = 0;
  std::vector<scene::RunPicture> pictures;  ///< by run
  std::vector<std::string> headlines;       ///< by run: "with the GIL: 61 ms, 1.0 of 8 cores busy"

  /// Brings itself up to date with the runs on screen.
  void update(const RunSet& set);
};

}  // namespace gilscope::desktop
