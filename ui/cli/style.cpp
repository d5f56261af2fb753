#include "ui/cli/style.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace gilscope::cli {
namespace {

constexpr int kWidthWithoutTerminal = 100;
constexpr int kNarrowest = 40;
constexpr int kWidest = 200;

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value && *value;
}

bool has_colors(ColorMode mode, int fd) {
  if (mode != ColorMode::Auto) return mode == ColorMode::Always;
  const char* term = std::getenv("TERM");
  return isatty(fd) && !is_set("NO_COLOR") && term && std::string_view(term) != "dumb";
}

int terminal_width(int fd) {
  winsize size{};
  if (isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  if (is_set("COLUMNS"))
    if (const int columns = std::atoi(std::getenv("COLUMNS")); columns > 0) return columns;
  return kWidthWithoutTerminal;
}

bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

}  // namespace

Style detect_style(ColorMode mode, int fd) {
  return {has_colors(mode, fd), std::clamp(terminal_width(fd), kNarrowest, kWidest)};
}

std::string paint(const Style& style, std::string_view text, Color foreground, Color background) {
  if (!style.color || (foreground == kDefault && background == kDefault)) return std::string(text);
  std::string codes;
  if (foreground != kDefault) codes = fmt::format("38;5;{}", foreground);
  if (background != kDefault) codes += fmt::format("{}48;5;{}", codes.empty() ? "" : ";", background);
  return fmt::format("\x1b[{}m{}\x1b[0m", codes, text);
}

void PaintedLine::add(std::string_view text, Color foreground, Color background) {
  const bool same_look = (text == " " || foreground == foreground_) && background == background_;  // a blank has no foreground
  if (!same_look) {
    done_ += paint(style_, run_, foreground_, background_);
    run_.clear();
    foreground_ = foreground;
    background_ = background;
  }
  run_ += text;
}

std::string PaintedLine::take() {
  done_ += paint(style_, run_, foreground_, background_);
  run_.clear();
  return std::exchange(done_, {});
}

std::string bold(const Style& style, std::string_view text) {
  return style.color ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
}

std::string dim(const Style& style, std::string_view text) { return paint(style, text, kGrey); }

int display_width(std::string_view utf8) {
  return static_cast<int>(std::count_if(utf8.begin(), utf8.end(), starts_character));
}

std::string shorten(std::string_view utf8, int width) {
  if (display_width(utf8) <= width) return std::string(utf8);
  int left = width - 1;
  std::size_t end = 0;
  while (end < utf8.size() && (left > 0 || !starts_character(utf8[end]))) {
    ++end;
    if (end == utf8.size() || starts_character(utf8[end])) --left;
    if (left == 0) break;
  }
  return std::string(utf8.substr(0, end)) + "…";
}

std::string shorten_middle(std::string_view utf8, int width) {
  const int all = display_width(utf8);
  if (all <= width) return std::string(utf8);
  const int tail = (width - 1) * 2 / 5;
  std::size_t begin = utf8.size();
  for (int left = tail; left > 0 && begin > 0;)
    if (starts_character(utf8[--begin])) --left;
  return shorten(utf8.substr(0, begin), width - tail) + std::string(utf8.substr(begin));
}

std::string pad_right(std::string_view utf8, int width) {
  return std::string(utf8) + std::string(static_cast<std::size_t>(std::max(0, width - display_width(utf8))), ' ');
}

std::string pad_left(std::string_view utf8, int width) {
  return std::string(static_cast<std::size_t>(std::max(0, width - display_width(utf8))), ' ') + std::string(utf8);
}

StateLook look_of(ThreadState state) {
  switch (state) {
    case ThreadState::Running: return {kGreen, "█"};
    case ThreadState::Runnable: return {136, "·"};
    case ThreadState::WaitingForGil: return {124, "░"};
    case ThreadState::WaitingForLock: return {97, "▒"};
    case ThreadState::Spinning: return {166, "≈"};
    case ThreadState::Sleeping: return {kDark, "─"};
    case ThreadState::InIo: return {24, "~"};
    case ThreadState::Stopped: return {250, "×"};
    case ThreadState::Finished: return {kDefault, " "};
  }
  return {kDefault, " "};
}

Color color_of(ThreadId thread) {
  static constexpr std::array<Color, 12> kColors = {75, 214, 78, 204, 141, 220, 44, 208, 111, 150, 176, 180};
  return thread.valid() ? kColors[thread.value % kColors.size()] : kDefault;
}

}  // namespace gilscope::cli
