#include "ui/cli/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/analysis/waits.hpp"
#include "sim/trace/trace.hpp"
#include "ui/cli/table.hpp"

namespace gilscope::cli {
namespace {

constexpr int kLongestLabel = 26;
constexpr int kLabelsPart = 4;  // labels take at most a quarter of the width
constexpr int kNoteWidth = 22;
constexpr int kNarrowestPicture = 20;
using Shares = std::array<double, kThreadStateCount>;

constexpr std::array<std::string_view, 9> kHeights = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

// Anything in use at all gets at least the lowest block.
int height_of(double share) {
  if (share <= 0) return 0;
  return std::clamp(static_cast<int>(std::lround(share * 8)), 1, 8);
}

struct Layout {
  SimTime from, to;
  int label, picture;  // columns
};

// ---- Cells ------------------------------------------------------------------------------------------------------------

// The state with the largest share, Running and Finished left out; Finished if there is none.
ThreadState main_wait(const Shares& shares) {
  ThreadState best = ThreadState::Finished;
  double most = 0.004;  // less than that is not worth a colour
  for (int i = 0; i < kThreadStateCount; ++i) {
    const auto state = static_cast<ThreadState>(i);
    if (state == ThreadState::Running || state == ThreadState::Finished || shares[i] <= most) continue;
    most = shares[i];
    best = state;
  }
  return best;
}

void add_thread_cell(PaintedLine& line, const Style& style, const Shares& shares) {
  const double running = shares[static_cast<std::size_t>(ThreadState::Running)];
  const int height = height_of(running);
  const ThreadState wait = main_wait(shares);
  const bool sign_instead = !style.color && wait != ThreadState::Finished && running < 0.0625;
  line.add(sign_instead ? look_of(wait).sign : kHeights[static_cast<std::size_t>(height)], kGreen,
           height == 8 ? kDefault : look_of(wait).color);
}

void add_holder_cell(PaintedLine& line, const Pixel& pixel) {
  line.add(kHeights[static_cast<std::size_t>(height_of(pixel.covered))],
           pixel.dominant == Pixel::kNothing ? kDefault : color_of(ThreadId{pixel.dominant}));
}

// ---- Rows -------------------------------------------------------------------------------------------------------------

std::string row(const Style& style, const Layout& layout, const std::string& label, Color color, const std::string& cells,
                const std::string& note) {
  return " " + paint(style, pad_right(shorten_middle(label, layout.label), layout.label), color) + dim(style, " │") + cells +
         dim(style, "│ ") + note + "\n";
}

std::string section(const Style& style, const std::string& title) { return bold(style, title) + "\n"; }

std::string more(const Style& style, const Layout& layout, std::size_t count, const std::string& what) {
  return dim(style, fmt::format(" {} … and {} more {}\n", std::string(static_cast<std::size_t>(layout.label), ' '), count, what));
}

std::string_view short_word(ThreadState state) {
  constexpr std::string_view kWords[kThreadStateCount] = {"CPU", "ready", "GIL", "lock", "spin", "sleep", "I/O", "stopped", ""};
  return kWords[static_cast<int>(state)];
}

// "25 % CPU, 74 % GIL": the running time, and the state that took most of the rest.
std::string thread_note(const ThreadInfo& thread) {
  const SimTime life = thread.end - thread.start;
  if (life <= 0) return "";
  Shares shares{};
  for (std::size_t i = 0; i < shares.size(); ++i) shares[i] = static_cast<double>(thread.totals[i]) / static_cast<double>(life);
  std::string note = format_percent(shares[0]) + " CPU";
  const ThreadState wait = main_wait(shares);
  if (wait != ThreadState::Finished)
    note += fmt::format(", {} {}", format_percent(shares[static_cast<std::size_t>(wait)]), short_word(wait));
  return note;
}

std::string thread_rows(const Trace& trace, const Style& style, const Layout& layout, int max_rows) {
  std::string text = section(style, "Threads");
  const std::size_t shown = std::min(trace.threads().size(), static_cast<std::size_t>(max_rows));
  for (std::uint32_t i = 0; i < shown; ++i) {
    PaintedLine cells(style);
    for (const Shares& shares : trace.state_shares(ThreadId{i}, layout.from, layout.to, layout.picture))
      add_thread_cell(cells, style, shares);
    const ThreadInfo& thread = trace.threads()[i];
    text += row(style, layout, thread.name, color_of(ThreadId{i}), cells.take(), thread_note(thread));
  }
  if (shown < trace.threads().size()) text += more(style, layout, trace.threads().size() - shown, "threads");
  return text;
}

std::string holder_row(const Trace& trace, const Style& style, const Layout& layout, Lane lane, const std::string& label,
                       const std::string& note) {
  PaintedLine cells(style);
  for (const Pixel& pixel : trace.level_of_detail(lane, layout.from, layout.to, layout.picture)) add_holder_cell(cells, pixel);
  return row(style, layout, label, kDefault, cells.take(), note);
}

double part(SimTime time, SimTime whole) { return whole > 0 ? static_cast<double>(time) / static_cast<double>(whole) : 0; }

std::string core_rows(const Trace& trace, const Style& style, const Layout& layout, int max_rows) {
  std::string text = section(style, "Cores");
  const std::size_t shown = std::min(trace.cores().size(), static_cast<std::size_t>(max_rows));
  for (std::uint32_t i = 0; i < shown; ++i)
    text += holder_row(trace, style, layout, Lane::of(CoreId{i}), fmt::format("core {}", i),
                       format_percent(part(trace.cores()[i].busy, trace.end())) + " busy");
  if (shown < trace.cores().size()) text += more(style, layout, trace.cores().size() - shown, "cores");
  return text;
}

std::string gil_row(const Trace& trace, const Style& style, const Layout& layout) {
  if (trace.gil_held() == 0) return "";
  const auto& interpreters = trace.interpreters();
  std::string rows = section(style, interpreters.size() > 1 ? "GILs" : "GIL");
  for (std::uint32_t i = 0; i < interpreters.size(); ++i) {
    const InterpreterInfo& info = interpreters[i];
    if (info.gil_switches == 0) continue;
    const std::string note = fmt::format("{} held, {} turn{}", format_percent(part(info.gil_held, trace.end())), format_count(info.gil_switches),
                                         info.gil_switches == 1 ? "" : "s");
    rows += holder_row(trace, style, layout, Lane::gil(InterpreterId{i}), interpreters.size() > 1 ? info.name : "holder", note);
  }
  return rows;
}

// ---- The time axis ----------------------------------------------------------------------------------------------------

// 1, 2 or 5 times a power of ten, so that ticks are at least `columns_apart` columns apart.
SimTime tick_step(const Layout& layout, int columns_apart) {
  const double least = static_cast<double>(layout.to - layout.from) * columns_apart / layout.picture;
  SimTime step = 1;
  for (;;) {
    for (const int factor : {1, 2, 5})
      if (static_cast<double>(step * factor) >= least) return step * factor;
    step *= 10;
  }
}

// "20 ms" instead of "20.00 ms": ticks are round numbers.
std::string tick_label(SimTime at) {
  std::string text = format_time(at);
  const auto blank = text.find(' ');
  std::string number = text.substr(0, blank);
  if (number.find('.') != std::string::npos) {
    number.erase(number.find_last_not_of('0') + 1);
    if (number.back() == '.') number.pop_back();
  }
  return number + text.substr(blank);
}

std::string axis(const Style& style, const Layout& layout) {
  const SimTime step = tick_step(layout, 12);
  std::string ruler, labels;
  int written = 0;
  for (SimTime at = (layout.from + step - 1) / step * step; at < layout.to; at += step) {
    const auto column = static_cast<int>(static_cast<double>(at - layout.from) / static_cast<double>(layout.to - layout.from) * layout.picture);
    const std::string label = tick_label(at);
    while (written < column) ++written, ruler += "─";
    ruler += "┴", ++written;
    if (column + display_width(label) <= layout.picture) labels = pad_right(labels, column) + label;
  }
  while (written < layout.picture) ++written, ruler += "─";
  const std::string margin(static_cast<std::size_t>(layout.label) + 2, ' ');
  return dim(style, margin + "└" + ruler + "┘") + "\n" + dim(style, margin + " " + labels) + "\n";
}

// ---- The legend -------------------------------------------------------------------------------------------------------

std::string legend(const Trace& trace, const Style& style) {
  Shares totals{};
  for (const auto& thread : trace.threads())
    for (std::size_t i = 0; i < totals.size(); ++i) totals[i] += static_cast<double>(thread.totals[i]);
  std::string text = " " + paint(style, "▃█", kGreen) + " On CPU (height: part of the time)";
  for (int i = 1; i < kThreadStateCount - 1; ++i) {
    if (totals[static_cast<std::size_t>(i)] <= 0) continue;
    const auto state = static_cast<ThreadState>(i);
    const StateLook look = look_of(state);
    text += "  " + (style.color ? paint(style, "  ", kDefault, look.color) : std::string(look.sign)) + " " + std::string(display_name(state));
  }
  return text + "\n";
}

Layout lay_out(const Trace& trace, const Style& style, const TimelineView& view) {
  int label = 7;
  for (const auto& thread : trace.threads()) label = std::max(label, display_width(thread.name));
  label = std::min({label, kLongestLabel, std::max(style.width / kLabelsPart, 12)});
  const int picture = std::max(kNarrowestPicture, style.width - label - kNoteWidth - 5);
  return {view.from, std::min(view.to, trace.end()), label, picture};
}

}  // namespace

std::string render_timeline(const Trace& trace, const Style& style, const TimelineView& view) {
  const Layout layout = lay_out(trace, style, view);
  if (!trace.has_spans() || layout.to <= layout.from) return "";
  return thread_rows(trace, style, layout, view.max_rows) + core_rows(trace, style, layout, view.max_rows) +
         gil_row(trace, style, layout) + axis(style, layout) + legend(trace, style);
}

}  // namespace gilscope::cli
