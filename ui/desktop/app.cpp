#include "ui/desktop/app.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "sim/trace/trace.hpp"
#include "ui/desktop/playback.hpp"

namespace gilscope::desktop {
namespace {

constexpr double kFrame = 1.0 / 60;
constexpr double kLongestTick = 0.25;  // a machine that was asleep does not jump
constexpr double kWatchEvery = 0.5;

double seconds_between(std::chrono::steady_clock::time_point a, std::chrono::steady_clock::time_point b) {
  return std::chrono::duration<double>(b - a).count();
}

void complain(const std::string& message) { std::fprintf(stderr, "gilscope: %s\n", message.c_str()); }

Result<std::vector<Action>> read_script(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return Error{fmt::format("can't read '{}'", path)};
  return parse_script(path, text.str());
}

}  // namespace

App::App(const LaunchOptions& options, std::unique_ptr<Window> window, Settings settings, std::string folder)
    : options_(options), window_(std::move(window)), folder_(std::move(folder)), runner_(&Window::wake), replays_(&Window::wake), exporting_(&Window::wake), bindings_(default_bindings()) {
  controls_.catalog = load_catalog(folder_);
  state_.appearance = settings.appearance;
  state_.playback.speed = settings.speed;
  if (options_.scenario.empty()) options_.scenario = settings.scenario;
}

void App::start() {
  if (options_.theme == "light") state_.appearance.dark = false;
  if (options_.theme == "dark") state_.appearance.dark = true;
  for (const auto& name : options_.panels)
    if (const auto panel = panel_of(name)) apply(state_, ShowPanel{*panel, Switch::On});
  apply(state_, OpenScenario{options_.scenario});
  if (state_.setup.path.empty()) apply(state_, OpenScenario{"primes"});  // the scenario of the last time is gone
  if (!options_.runtimes.empty()) apply(state_, SetRuntimes{options_.runtimes});
  if (options_.cores) apply(state_, SetCores{*options_.cores});
  if (options_.args) apply(state_, SetArgs{*options_.args});
  if (screenshot_mode()) apply(state_, Pause{});
}

bool App::settled() const { return runner_.idle(state_) && script_.done() && state_.effects.empty(); }

double App::patience() const {
  if (frames_to_draw_ > 0 || !script_.done()) return 0;
  if (is_moving(state_)) return std::max(0.0, kFrame - seconds_between(last_frame_, Clock::now()));
  return kWatchEvery;
}

void App::play_script() {
  const bool idle = runner_.idle(state_) && replays_.idle();
  if (auto action = script_.next(idle)) actions_.push_back(std::move(*action));
}

void App::watch_file() {
  if (state_.setup.path.empty() || !watch_.changed(state_.setup.path)) return;
  if (state_.source_edited) return state_.notify("the file was changed by another program; the text here was edited too and stays");
  apply(state_, RevertSource{});
  state_.notify("the file was changed: run again");
}

void App::tick() {
  const auto now = Clock::now();
  const double passed = std::min(seconds_between(last_tick_, now), kLongestTick);
  last_tick_ = now;
  handle_keys();
  play_script();
  watch_file();
  bool changed = !actions_.empty();
  for (const Action& action : std::exchange(actions_, {})) apply(state_, action);
  do_effects();
  changed |= runner_.poll(state_);
  derived_.update(state_.shown);
  changed |= !screenshot_mode() && advance(state_, passed);
  changed |= replays_.poll(state_);
  changed |= exporting_.poll(state_);
  if (const auto stepped = replays_.take_step()) {
    if (stepped->at) apply(state_, Seek{*stepped->at});
    state_.notify(stepped->what);
  }
  if (state_.notice.number != notice_number_) {
    notice_number_ = state_.notice.number;
    notice_since_ = now;
    changed = true;
  }
  if (changed || state_.job.running) frames_to_draw_ = std::max(frames_to_draw_, 2);
}

int App::run() {
  start();
  if (!options_.script.empty()) {
    auto script = read_script(options_.script);
    if (!script) return complain(script.error().message), 2;
    script_.add(script.value());
  }
  if (!options_.link.empty()) apply(state_, OpenLink{options_.link});
  bool pictured = false;
  while (!leave_ && !window_->close_requested()) {
    const double patience_now = screenshot_mode() ? 0.005 : patience();
    const auto before = Clock::now();
    window_->wait(patience_now);
    if (patience_now > 0 && seconds_between(before, Clock::now()) < patience_now * 0.95) frames_to_draw_ = 3;  // something came in
    tick();
    if (frames_to_draw_ > 0 || is_moving(state_)) draw();
    if (!screenshot_mode() || !settled()) continue;
    if (!pictured && !options_.at && options_.script.empty() && state_.view.playhead == 0) options_.at = [&] {
      SimTime shortest = state_.shown.end;
      for (const auto& run : state_.shown.runs) shortest = std::min(shortest, run.trace->end());
      return shortest / 2;
    }();
    if (!pictured && options_.at) apply(state_, Seek{*options_.at});
    pictured = true;
    replays_.poll(state_);
    if (!replays_.idle()) continue;
    replays_.poll(state_);
    for (int i = 0; i < 4; ++i) draw();  // sizes of what is laid out settle
    save_picture(options_.screenshot, false);
    leave_ = true;
  }
  if (!options_.dump_state.empty()) dump(options_.dump_state);
  if (!screenshot_mode()) remember();
  return exit_status_;
}

void App::remember() {
  Settings settings;
  settings.appearance = state_.appearance;
  settings.scenario = state_.setup.path;
  settings.speed = state_.playback.speed;
  settings.width = window_->width();
  settings.height = window_->height();
  if (const auto saved = save_settings(folder_, settings); !saved) complain(saved.error().message);
}

int launch(const LaunchOptions& options) {
  const bool screenshot = !options.screenshot.empty();
  std::string complaint;
  const std::string folder = settings_folder();
  Settings settings = screenshot ? Settings{} : load_settings(folder, complaint);
  if (!complaint.empty()) complain(complaint);
  WindowOptions window_options;
  window_options.width = options.width > 0 ? options.width : settings.width;
  window_options.height = options.height > 0 ? options.height : settings.height;
  window_options.visible = !screenshot;
  auto window = Window::open(window_options);
  if (!window) return complain(window.error().message), 1;
  return App(options, std::move(window).value(), std::move(settings), folder).run();
}

}  // namespace gilscope::desktop
