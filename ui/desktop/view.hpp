// What a panel is given for one frame besides the state: derived things that it only reads.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/session/replay.hpp"
#include "ui/desktop/actions.hpp"
#include "ui/scene/picture.hpp"
#include "ui/scene/theme.hpp"

struct ImFont;

namespace gilscope::desktop {

/// What a replay found out about one run at the playhead. It arrives later than the playhead moves: compare `at`.
struct Instant {
  std::uint64_t generation = 0;                 ///< of the RunSet it belongs to
  SimTime at = 0;                               ///< the instant asked for
  bool pending = false;                         ///< a newer one is being computed
  std::optional<Snapshot> snapshot;
  std::vector<InstructionEvent> instructions;   ///< a few hundred around `at`, in order; empty: not asked for
  std::string error;
};

struct Fonts {
  ImFont* regular = nullptr;
  ImFont* bold = nullptr;
  ImFont* mono = nullptr;
};

class FontAtlas;

struct View {
  const scene::Theme& theme;
  std::span<const scene::RunPicture> pictures;  ///< by run; empty until the first result
  std::span<const Instant> instants;            ///< by run, kept up to date while the inspector or the bytecode is open
  Fonts fonts;
  double wall = 0;                              ///< seconds since the app began
  const FontAtlas* atlas = nullptr;             ///< for scenes that a panel draws (canvas_imgui.hpp); null: it draws none
};

/// What the panels want to happen, in order; applied between frames.
using Actions = std::vector<Action>;

/// A panel fills the region it is called in; those that float over everything open a window of their own. Registered in panels.cpp.
using PanelFunction = void (*)(AppState& state, const View& view, Actions& actions);

}  // namespace gilscope::desktop
