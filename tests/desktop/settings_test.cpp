// What is remembered, and what happens when it cannot be read.
#include "ui/desktop/settings.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/catch.hpp"

using namespace gilscope::desktop;
namespace fs = std::filesystem;

namespace {

struct Folder {
  fs::path path = fs::temp_directory_path() / ("gilscope-settings-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  void write(const std::string& text) const { std::ofstream(path / "settings.json") << text; }
};

}  // namespace

TEST_CASE("settings come back as they were") {
  const Folder folder;
  Settings settings;
  settings.scenario = "/tmp/a \"quoted\" name.py";
  settings.appearance.dark = false;
  settings.appearance.scale = 1.5f;
  settings.appearance.panels = {Panel::Timeline, Panel::Results, Panel::Palette};
  settings.width = 1920;
  REQUIRE(save_settings((folder.path / "deep" / "er").string(), settings));
  std::string complaint;
  const Settings again = load_settings((folder.path / "deep" / "er").string(), complaint);
  CHECK(complaint.empty());
  CHECK(again.scenario == settings.scenario);
  CHECK(!again.appearance.dark);
  CHECK(again.appearance.scale == Approx(1.5f));
  CHECK(again.width == 1920);
  CHECK(again.appearance.panels == std::vector<Panel>{Panel::Timeline, Panel::Results});  // dialogs are not remembered
}

TEST_CASE("no settings yet: the usual ones, without a word") {
  const Folder folder;
  std::string complaint;
  CHECK(load_settings(folder.path.string(), complaint).scenario == "primes");
  CHECK(complaint.empty());
}

TEST_CASE("broken settings are reported, set aside and replaced") {
  for (const std::string text : {"{\"looks\": ", "[]", "{\"looks\": {\"dark\": \"very\"}}", "\x01\x02"}) {
    INFO(text);
    const Folder folder;
    folder.write(text);
    std::string complaint;
    const Settings settings = load_settings(folder.path.string(), complaint);
    CHECK(settings.appearance.dark);
    CHECK(complaint.find("settings.json.broken") != std::string::npos);
    CHECK(fs::exists(folder.path / "settings.json.broken"));
    CHECK(!fs::exists(folder.path / "settings.json"));
  }
}

TEST_CASE("values out of range are brought into it") {
  const Folder folder;
  folder.write(R"({"speed": 1e9, "window": {"width": -5}, "looks": {"scale": 1000, "left": 7, "panels": ["timeline", "nonsense"]}})");
  std::string complaint;
  const Settings settings = load_settings(folder.path.string(), complaint);
  CHECK(settings.speed == Playback::kFastest);
  CHECK(settings.width == 480);
  CHECK(settings.appearance.scale == 3);
  CHECK(settings.appearance.left <= 0.9f);
  CHECK(settings.appearance.panels == std::vector<Panel>{Panel::Timeline});
}
