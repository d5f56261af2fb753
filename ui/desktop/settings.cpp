#include "ui/desktop/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace gilscope::desktop {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// Dialogs are not remembered: the app opens with the picture in sight.
bool is_lasting(Panel panel) { return panel < Panel::Search; }

json to_json(const Settings& settings) {
  const Appearance& looks = settings.appearance;
  json panels = json::array();
  for (const Panel panel : looks.panels)
    if (is_lasting(panel)) panels.push_back(panel_name(panel));
  return {{"version", 1},
          {"scenario", settings.scenario},
          {"speed", settings.speed},
          {"window", {{"width", settings.width}, {"height", settings.height}}},
          {"looks",
           {{"dark", looks.dark},
            {"reduced_motion", looks.reduced_motion},
            {"scale", looks.scale},
            {"left", looks.left},
            {"right", looks.right},
            {"left_split", looks.left_split},
            {"machine", looks.machine},
            {"panels", panels}}}};
}

float part(const json& looks, const char* key, float otherwise) { return std::clamp(looks.value(key, otherwise), 0.1f, 0.9f); }

// Throws json::exception where a value has the wrong type.
Settings from_json(const json& file) {
  Settings settings;
  settings.scenario = file.value("scenario", settings.scenario);
  settings.speed = std::clamp(file.value("speed", settings.speed), Playback::kSlowest, Playback::kFastest);
  const json window = file.value("window", json::object());
  settings.width = std::clamp(window.value("width", settings.width), 480, 16384);
  settings.height = std::clamp(window.value("height", settings.height), 360, 16384);
  const json looks = file.value("looks", json::object());
  Appearance& a = settings.appearance;
  a.dark = looks.value("dark", a.dark);
  a.reduced_motion = looks.value("reduced_motion", a.reduced_motion);
  a.scale = std::clamp(looks.value("scale", a.scale), 0.6f, 3.f);
  a.left = part(looks, "left", a.left);
  a.right = part(looks, "right", a.right);
  a.left_split = part(looks, "left_split", a.left_split);
  a.machine = part(looks, "machine", a.machine);
  if (!looks.contains("panels")) return settings;
  a.panels.clear();
  for (const auto& name : looks.at("panels"))
    if (const auto panel = panel_of(name.get<std::string>()); panel && is_lasting(*panel)) a.panels.push_back(*panel);
  return settings;
}

std::string set_aside(const fs::path& file) {
  std::error_code error;
  fs::rename(file, file.string() + ".broken", error);
  return error ? "it could not be set aside" : fmt::format("it is kept as {}.broken", file.string());
}

}  // namespace

std::string settings_folder() {
  if (const char* folder = std::getenv("XDG_CONFIG_HOME"); folder && *folder) return (fs::path(folder) / "gilscope").string();
  if (const char* home = std::getenv("HOME"); home && *home) return (fs::path(home) / ".config" / "gilscope").string();
  return "";
}

Settings load_settings(const std::string& folder, std::string& complaint) {
  const fs::path file = fs::path(folder) / "settings.json";
  std::ifstream in(file, std::ios::binary);
  if (folder.empty() || !in) return {};
  std::ostringstream text;
  text << in.rdbuf();
  try {
    return from_json(json::parse(text.str()));
  } catch (const json::exception&) {
    complaint = fmt::format("The settings could not be read, so they are the usual ones again; {}.", set_aside(file));
    return {};
  }
}

Result<bool> save_settings(const std::string& folder, const Settings& settings) {
  if (folder.empty()) return Error{"there is no home directory to keep settings in"};
  std::error_code error;
  fs::create_directories(folder, error);
  const fs::path file = fs::path(folder) / "settings.json", draft = fs::path(folder) / "settings.json.new";
  std::ofstream out(draft, std::ios::binary);
  out << to_json(settings).dump(1) << '\n';
  out.close();
  if (out) fs::rename(draft, file, error);
  if (!out || error) return Error{fmt::format("can't write the settings to '{}'", file.string())};
  return true;
}

}  // namespace gilscope::desktop
