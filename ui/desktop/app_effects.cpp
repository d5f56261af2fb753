// What actions ask of the world outside: files, the clipboard, the window, replays.
#include <fmt/format.h>

#include <ctime>
#include <filesystem>
#include <fstream>

#include "ui/desktop/app.hpp"
#include "ui/desktop/link.hpp"

namespace gilscope::desktop {
namespace {

namespace fs = std::filesystem;

std::string picture_name() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  localtime_r(&now, &parts);
  char text[64];
  std::strftime(text, sizeof text, "gilscope-%Y-%m-%d-%H%M%S.png", &parts);
  return text;
}

// ~/Pictures where there is one, else the current folder.
fs::path picture_folder() {
  std::error_code error;
  if (const char* home = std::getenv("HOME"); home && fs::is_directory(fs::path(home) / "Pictures", error)) return fs::path(home) / "Pictures";
  return fs::current_path(error);
}

}  // namespace

void App::do_effects() {
  for (const Action& effect : std::exchange(state_.effects, {})) perform(effect);
}

void App::perform(const Action& effect) {
  if (std::holds_alternative<CopyPicture>(effect)) save_picture((picture_folder() / picture_name()).string(), true);
  else if (const auto* picture = std::get_if<SavePicture>(&effect)) save_picture(picture->path, false);
  else if (const auto* text = std::get_if<CopyText>(&effect)) window_->set_clipboard(text->text);
  else if (const auto* target = std::get_if<DumpState>(&effect)) dump(!target->path.empty() ? target->path : !options_.dump_state.empty() ? options_.dump_state : "gilscope-state.json");
  else if (const auto* size = std::get_if<Resize>(&effect)) window_->resize(static_cast<int>(size->width), static_cast<int>(size->height));
  else if (std::holds_alternative<Quit>(effect)) leave_ = true;
  else if (const auto* step = std::get_if<Step>(&effect))
    replays_.step(state_, state_.view.selection ? state_.view.selection->run : 0, step->kind, step->direction);
  else if (const auto* file = std::get_if<ExportFile>(&effect))
    exporting_.start(state_, file->run, file->path, file->overwrite == Switch::On ? Overwrite::Yes : Overwrite::No);
  else if (std::holds_alternative<CopyLink>(effect)) {
    const std::string link = make_link(state_);
    window_->set_clipboard(link);
    if (lacks_program(link))
      state_.notify(fmt::format("the view is in the clipboard as a link, without your changes of the program: with them it would be longer than {} characters", kLongestLink));
    else
      state_.notify("the state of the view is in the clipboard, as a link");
  } else if (const auto* link = std::get_if<OpenLink>(&effect)) {
    auto actions = open_link(link->link);
    if (actions) script_.add(actions.value());
    else state_.notify(actions.error().message, true);
  }
}

void App::save_picture(const std::string& path, bool copy_path) {
  const auto written = write_png(path, window_->pixels());
  if (!written) {
    if (screenshot_mode()) std::fprintf(stderr, "gilscope: %s\n", written.error().message.c_str());
    exit_status_ = screenshot_mode() ? 2 : exit_status_;
    return state_.notify(written.error().message, true);
  }
  if (copy_path) window_->set_clipboard(path);
  state_.notify(fmt::format("picture: {}", path));
}

void App::dump(const std::string& path) {
  std::vector<DrawnThing> drawn;
  const auto add = [&](const std::vector<scene::HitList>& lists) {
    for (std::uint32_t run = 0; run < lists.size(); ++run)
      for (const auto& region : lists[run].regions()) drawn.push_back({run, region});
  };
  add(centre_.timelines);
  add(centre_.machines);
  for (const auto& region : centre_.common.regions()) drawn.push_back({0, region});
  const fs::path draft = path + ".new";
  std::ofstream out(draft, std::ios::binary);
  out << dump_state(state_, drawn, controls_.places, window_->width(), window_->height());
  out.close();
  std::error_code error;
  if (out) fs::rename(draft, path, error);
  if (!out || error) state_.notify(fmt::format("can't write '{}'", path), true);
}

}  // namespace gilscope::desktop
