// The app: one loop that gathers input, applies actions, lets the clock run, and draws when something is to be seen.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "ui/desktop/bindings.hpp"
#include "ui/desktop/centre.hpp"
#include "ui/desktop/controls.hpp"
#include "ui/desktop/derived.hpp"
#include "ui/desktop/dump.hpp"
#include "ui/desktop/exporting.hpp"
#include "ui/desktop/file_watch.hpp"
#include "ui/desktop/fonts.hpp"
#include "ui/desktop/launch.hpp"
#include "ui/desktop/panels.hpp"
#include "ui/desktop/replays.hpp"
#include "ui/desktop/runner.hpp"
#include "ui/desktop/script_player.hpp"
#include "ui/desktop/settings.hpp"
#include "ui/desktop/window.hpp"

namespace gilscope::desktop {

class App {
 public:
  App(const LaunchOptions& options, std::unique_ptr<Window> window, Settings settings, std::string folder);
  int run();

 private:
  using Clock = std::chrono::steady_clock;

  // ---- app.cpp: the loop ----
  void start();
  bool screenshot_mode() const { return !options_.screenshot.empty(); }
  bool settled() const;         ///< nothing goes on in the background
  double patience() const;      ///< how long to wait for input
  void tick();                  ///< everything but drawing
  void play_script();
  void watch_file();
  void remember();              ///< settings

  // ---- app_keys.cpp ----
  void handle_keys();
  Action adapted(Action action) const;  ///< fills in what the table of keys cannot know: the mouse, the playhead, the selection

  // ---- app_frame.cpp: one frame ----
  void draw();
  void build(float width, float height);
  void side_panel(PanelPlace place, const scene::Rect& area, const View& view);
  void splitters(const Layout& layout);
  void floating(const View& view);
  void status_bar(const scene::Rect& area, const View& view);
  void statistics_box(const Layout& layout, const View& view);
  scene::Theme theme() const;

  // ---- app_effects.cpp: what apply() left over ----
  void do_effects();
  void perform(const Action& effect);
  void save_picture(const std::string& path, bool copy_path);
  void dump(const std::string& path);

  LaunchOptions options_;
  std::unique_ptr<Window> window_;
  std::string folder_;          ///< of the settings
  AppState state_;
  Runner runner_;
  Replays replays_;
  Exporting exporting_;
  ExportDialog export_dialog_;
  Derived derived_;
  CentreState centre_;
  ControlsState controls_;
  FontAtlas fonts_;
  std::vector<Binding> bindings_;
  ScriptPlayer script_;
  FileWatch watch_;
  Actions actions_;             ///< of this frame
  scene::Theme shown_theme_;    ///< with which the style was set
  bool styled_ = false;
  float controls_height_ = 60;
  std::optional<Panel> newest_panel_;  ///< whose tab was brought to the front
  bool leave_ = false;
  int frames_to_draw_ = 3;      ///< after input: hovering settles a frame later
  std::uint64_t notice_number_ = 0;
  Clock::time_point began_ = Clock::now(), last_tick_ = began_, last_frame_ = began_, notice_since_ = began_;
  int exit_status_ = 0;
};

}  // namespace gilscope::desktop
