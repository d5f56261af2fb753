// What is remembered from one start to the next: scenario, looks, panels. JSON in $XDG_CONFIG_HOME/gilscope/settings.json.
#pragma once

#include <string>

#include "sim/base/result.hpp"
#include "ui/desktop/state.hpp"

namespace gilscope::desktop {

struct Settings {
  Appearance appearance;
  std::string scenario = "primes";
  double speed = Playback{}.speed;
  int width = 1280, height = 720;
};

/// $XDG_CONFIG_HOME/gilscope, else ~/.config/gilscope; "" if there is no home.
std::string settings_folder();

/// Reads the file. A missing one gives the defaults. A broken one is set aside as settings.json.broken, and `complaint` says so.
Settings load_settings(const std::string& folder, std::string& complaint);
/// Writes it whole or not at all.
Result<bool> save_settings(const std::string& folder, const Settings& settings);

}  // namespace gilscope::desktop
