#include "ui/cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <mutex>

#include "sim/analysis/waits.hpp"
#include "ui/cli/table.hpp"

namespace gilscope::cli {
namespace {

using Clock = std::chrono::steady_clock;
constexpr double kFirstShown = 1.0;  // seconds
constexpr double kEvery = 0.1;
constexpr int kBarWidth = 24;

// A signal handler can reach nothing but a global; this is the only one in GilScope.
volatile std::sig_atomic_t interrupted_by_user = 0;

extern "C" void on_interrupt(int) {
  interrupted_by_user = 1;
  std::signal(SIGINT, SIG_DFL);
}

std::string bar(double part) {
  const int full = static_cast<int>(std::clamp(part, 0.0, 1.0) * kBarWidth + 0.5);
  std::string text;
  for (int i = 0; i < kBarWidth; ++i) text += i < full ? "█" : "░";
  return text;
}

// Where the end is not known, a block wanders to and fro.
std::string wandering_bar(double seconds) {
  constexpr int kBlock = 5, kWay = kBarWidth - kBlock;
  const int step = static_cast<int>(seconds * 10) % (2 * kWay);
  const int begin = step < kWay ? step : 2 * kWay - step;
  std::string text;
  for (int i = 0; i < kBarWidth; ++i) text += i >= begin && i < begin + kBlock ? "█" : "░";
  return text;
}

}  // namespace

struct ProgressLine::State {
  std::mutex mutex;
  Clock::time_point start = Clock::now();
  Clock::time_point shown = start;
  std::size_t runs = 1;
  std::size_t finished = 0;
  std::optional<SimTime> max_time;
  bool terminal = isatty(2);
  bool visible = false;

  double seconds(Clock::time_point since) const { return std::chrono::duration<double>(Clock::now() - since).count(); }
  bool due() const { return terminal && seconds(start) >= kFirstShown && seconds(shown) >= kEvery; }
  void show(const Progress& progress);
  void clear();
};

// The part of the runs that are done, or of the simulated time up to the limit; how far the simulated clock is.
void ProgressLine::State::show(const Progress& progress) {
  shown = Clock::now();
  std::string line = "\r\x1b[K";
  if (runs > 1)
    line +=
        fmt::format("{} {}/{} runs", bar(static_cast<double>(finished) / static_cast<double>(runs)), finished, runs);
  else if (max_time && *max_time > 0)
    line += bar(static_cast<double>(progress.time) / static_cast<double>(*max_time));
  else
    line += wandering_bar(seconds(start));
  line += fmt::format(" {} simulated, {} bytecodes, {:.0f} s", format_time(progress.time),
                      format_count(progress.bytecodes), seconds(start));
  std::fputs(line.c_str(), stderr);
  std::fflush(stderr);
  visible = true;
}

void ProgressLine::State::clear() {
  if (!visible) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  visible = false;
}

ProgressLine::ProgressLine(std::size_t runs, std::optional<SimTime> max_time, bool visible)
    : state_(std::make_shared<State>()) {
  state_->runs = runs;
  state_->terminal = state_->terminal && visible;
  state_->max_time = max_time;
  interrupted_by_user = 0;
  std::signal(SIGINT, on_interrupt);
}

ProgressLine::~ProgressLine() {
  clear();
  std::signal(SIGINT, SIG_DFL);
}

bool ProgressLine::interrupted() const { return interrupted_by_user != 0; }

void ProgressLine::clear() {
  const std::lock_guard guard(state_->mutex);
  state_->clear();
}

ProgressCallback ProgressLine::callback() {
  return [state = state_](const Progress& progress) {
    const std::lock_guard guard(state->mutex);
    if (state->due()) state->show(progress);
    return interrupted_by_user == 0;
  };
}

std::function<void(std::size_t)> ProgressLine::finished() {
  return [state = state_](std::size_t count) {
    const std::lock_guard guard(state->mutex);
    state->finished = count;
  };
}

}  // namespace gilscope::cli
