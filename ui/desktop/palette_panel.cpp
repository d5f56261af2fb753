#include "ui/desktop/palette_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "ui/desktop/bindings.hpp"
#include "ui/desktop/catalog.hpp"

namespace gilscope::desktop {
namespace {

constexpr std::size_t kMostRuntimes = 4;

std::string capital(std::string_view text) {
  std::string out(text);
  if (!out.empty()) out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
  return out;
}

Choice command(std::string group, std::string text, Action action, std::string key = "") {
  return {std::move(text), std::move(group), std::move(key), {std::move(action)}, std::nullopt, 0};
}

void add_bindings(std::vector<Choice>& out) {
  for (const Binding& binding : default_bindings()) {
    const std::string text = capital(binding.what);
    const auto same = std::find_if(out.begin(), out.end(), [&](const Choice& c) { return c.text == text && c.group == binding.group; });
    if (same != out.end()) same->key += ", " + std::string(binding.chord);
    else out.push_back(command(std::string(binding.group), text, binding.action, std::string(binding.chord)));
  }
}

void add_without_keys(std::vector<Choice>& out) {
  out.push_back(command("Program", "Go back to the file's text", RevertSource{}));
  out.push_back(command("Looking", "Show or hide arrows of wake-ups and hand-overs", SetArrows{}));
  out.push_back(command("Looking", "Show all lanes in their first order", ResetLanes{}));
  out.push_back(command("Looking", "Remove marker A", SetMarker{MarkerName::A, std::nullopt}));
  out.push_back(command("Looking", "Remove marker B", SetMarker{MarkerName::B, std::nullopt}));
  out.push_back(command("Looks", "Reduced motion", SetReducedMotion{}));
  out.push_back(command("Playback", "Stop at the next wait for a lock", SetStop{StopKind::AnyWaitsForLock, "-"}));
  out.push_back(command("Playback", "Stop at the next wait for the GIL", SetStop{StopKind::AnyWaitsForGil, "-"}));
  out.push_back(command("Playback", "Stop at a deadlock", SetStop{StopKind::Deadlock, "-"}));
  for (const std::uint32_t cores : {1u, 2u, 4u, 8u, 16u, 32u, 64u}) out.push_back(command("Machine", fmt::format("{} {}", cores, cores == 1 ? "core" : "cores"), SetCores{cores}));
}

void add_catalog(const AppState& state, const Catalog& catalog, std::vector<Choice>& out) {
  const auto& on = state.setup.runtimes;
  for (const std::string& spec : catalog.runtimes) {
    const bool shown = std::find(on.begin(), on.end(), spec) != on.end();
    if (!shown && on.size() >= kMostRuntimes) continue;
    out.push_back(command("Runtime", fmt::format("{} {}", shown ? "Hide" : "Compare with", spec), SetRuntime{spec, Switch::Toggle}));
  }
  for (const CatalogEntry& entry : catalog.what_ifs) {
    const bool set = std::find(state.setup.what_ifs.begin(), state.setup.what_ifs.end(), entry.name) != state.setup.what_ifs.end();
    out.push_back(command("What if", entry.title, SetWhatIf{entry.name, Switch::Toggle}, set ? "on" : ""));
  }
  for (const CatalogEntry& entry : catalog.cost_presets) out.push_back(command("Costs", entry.title, SetCostPreset{entry.name}));
  for (const CatalogEntry& entry : catalog.scenarios) out.push_back(command("Open", entry.title, OpenScenario{entry.name}, entry.name));
}

}  // namespace

std::vector<Choice> commands(const AppState& state, const Catalog& catalog) {
  std::vector<Choice> out;
  add_bindings(out);
  add_without_keys(out);
  add_catalog(state, catalog, out);
  return out;
}

void palette_panel(AppState& state, const View& view, Actions& actions) {
  PalettePanelState& s = state.panels.palette;
  if (s.frame == 0 || s.catalog == nullptr) s.catalog = std::make_shared<Catalog>(load_catalog(""));
  finder_window("Commands", "What do you want to do?", {s.text, s.chosen, s.frame}, commands(state, *s.catalog), Panel::Palette, view, actions);
}

}  // namespace gilscope::desktop
