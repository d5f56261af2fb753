#include "ui/desktop/centre_menu.hpp"

#include <imgui.h>

#include "ui/desktop/centre_mouse.hpp"
#include "ui/desktop/time_text.hpp"

namespace gilscope::desktop {
namespace {

void time_items(const CentreState& centre, Actions& actions) {
  const SimTime at = centre.menu_at;
  if (ImGui::MenuItem("Go here")) actions.push_back(Seek{at});
  if (ImGui::MenuItem("Run until here")) actions.push_back(SetStop{StopKind::Time, time_text(at)});
  if (ImGui::MenuItem("Marker A here")) actions.push_back(SetMarker{MarkerName::A, at});
  if (ImGui::MenuItem("Marker B here")) actions.push_back(SetMarker{MarkerName::B, at});
  if (ImGui::MenuItem("Remove the markers")) {
    actions.push_back(SetMarker{MarkerName::A, std::nullopt});
    actions.push_back(SetMarker{MarkerName::B, std::nullopt});
  }
}

void lane_items(const AppState& state, const Derived& derived, const scene::Hit& hit, Actions& actions) {
  const auto lane = lane_index(state, derived, hit);
  if (!lane) return;
  ImGui::Separator();
  if (ImGui::MenuItem("Pin this lane, or let it go")) actions.push_back(PinLane{hit.run, *lane});
  if (hit.thread.valid() && ImGui::MenuItem("Show its calls, or fold them")) actions.push_back(ExpandLane{hit.run, *lane});
  if (ImGui::MenuItem("Move up")) actions.push_back(MoveLane{hit.run, *lane, -1});
  if (ImGui::MenuItem("Move down")) actions.push_back(MoveLane{hit.run, *lane, 1});
  if (ImGui::MenuItem("Hide this lane")) actions.push_back(HideLane{hit.run, *lane});
}

}  // namespace

void picture_menu(AppState& state, CentreState& centre, const Derived& derived, Actions& actions) {
  if (!ImGui::BeginPopup("picture menu")) return;
  time_items(centre, actions);
  if (centre.menu) lane_items(state, derived, *centre.menu, actions);
  ImGui::Separator();
  if (ImGui::MenuItem("All lanes as at first")) actions.push_back(ResetLanes{});
  if (ImGui::MenuItem("Arrows", nullptr, state.view.arrows)) actions.push_back(SetArrows{});
  if (ImGui::MenuItem("Show everything", "0")) actions.push_back(ShowAll{});
  ImGui::EndPopup();
}

}  // namespace gilscope::desktop
