// Actions on how the app looks.
#include <algorithm>

#include "ui/desktop/apply.hpp"

namespace gilscope::desktop {
namespace {

constexpr double kSmallestScale = 0.6, kLargestScale = 3;

// Those that share a place; opening one closes the others.
constexpr Panel kDialogs[] = {Panel::Palette, Panel::Bindings, Panel::Export, Panel::Scenarios, Panel::StopAt, Panel::Search};

struct LooksActions {
  AppState& state;
  Appearance& looks = state.appearance;

  template <class Other>
  bool operator()(const Other&) const { return false; }

  bool operator()(const SetDark& a) const { return looks.dark = switched(looks.dark, a.on), true; }
  bool operator()(const SetScale& a) const {
    looks.scale = static_cast<float>(std::clamp(a.scale, kSmallestScale, kLargestScale));
    return true;
  }
  bool operator()(const ScaleBy& a) const { return (*this)(SetScale{looks.scale * a.factor}); }
  bool operator()(const SetPresenter& a) const { return looks.presenter = switched(looks.presenter, a.on), true; }
  bool operator()(const SetReducedMotion& a) const { return looks.reduced_motion = switched(looks.reduced_motion, a.on), true; }
  bool operator()(const ShowPanel& a) const {
    const bool on = switched(state.is_open(a.panel), a.on);
    std::erase(looks.panels, a.panel);
    if (!on) return true;
    if (std::find(std::begin(kDialogs), std::end(kDialogs), a.panel) != std::end(kDialogs))
      for (const Panel dialog : kDialogs) std::erase(looks.panels, dialog);
    looks.panels.push_back(a.panel);
    return true;
  }
  bool operator()(const SetSplit& a) const {
    const auto part = static_cast<float>(a.part);
    switch (a.split) {
      case Split::Left: looks.left = std::clamp(part, 0.1f, 0.6f); break;
      case Split::Right: looks.right = std::clamp(part, 0.1f, 0.6f); break;
      case Split::LeftSplit: looks.left_split = std::clamp(part, 0.1f, 0.9f); break;
      case Split::Machine: looks.machine = std::clamp(part, 0.1f, 0.9f); break;
    }
    return true;
  }
};

}  // namespace

bool apply_looks(AppState& state, const AnyAction& action) { return std::visit(LooksActions{state}, action); }

}  // namespace gilscope::desktop
