// Nested calls under a thread's states, callers above callees. Where several stacks share a pixel, each depth shows the function that took most
// of it, the paler the less of the pixel it took.
#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/scene/lane_painter.hpp"
#include "ui/scene/paint.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::scene {
namespace {

// A function keeps its colour everywhere: one of the thread colours, toned down so that the states above stay the figure.
Color function_color(const Theme& theme, FunctionId function) {
  return blend(theme.panel, theme.threads[(function.value * 7 + 1) % theme.threads.size()], theme.dark ? 0.62 : 0.55);
}

struct Frame {
  StackId node;
  FunctionId function;
};

// Draws calls as it is shown one stack after the other.
class CallDrawer {
 public:
  CallDrawer(const TimelineFrame& frame, ThreadId thread, const Rect& rows)
      : frame_(frame), stacks_(frame.run.trace->call_stacks()), thread_(thread), rows_(rows), height_(call_row_height(frame.theme)),
        most_(static_cast<std::size_t>(std::max(0.f, std::floor(rows.h / height_)))) {}

  void add(const LanePiece& piece) {
    if (piece.collapsed) {
      close(0);
      add_mixed(piece);
      last_stack_ = Pixel::kNothing;
      return;
    }
    path_of(StackId{piece.value});
    std::size_t common = common_frames();
    // Two neighbours with the same stack are two calls of its innermost function.
    if (!open_.empty() && piece.value == last_stack_ && common == path_.size() && common > 0) --common;
    last_stack_ = piece.value;
    close(common);
    for (std::size_t d = 0; d < open_.size(); ++d) open_[d].node = path_[d].node;
    for (std::size_t d = open_.size(); d < path_.size(); ++d) open_.push_back({path_[d].node, path_[d].function, piece.begin, piece.begin, piece.from, piece.to});
    for (Open& call : open_) call.end = piece.end, call.to = piece.to;
  }
  void finish() { close(0); }

 private:
  struct Open {
    StackId node;
    FunctionId function;
    SimTime begin, end;  // as far as is known
    SimTime from, to;    // drawn
  };

  void path_of(StackId stack) {
    path_.clear();
    for (; stack.valid(); stack = stacks_.node(stack).parent) path_.push_back({stack, stacks_.node(stack).function});
    std::reverse(path_.begin(), path_.end());
    if (path_.size() > most_) path_.resize(most_);
  }

  std::size_t common_frames() const {
    std::size_t d = 0;
    for (; d < open_.size() && d < path_.size(); ++d) {
      if (open_[d].node == path_[d].node) continue;
      return open_[d].function == path_[d].function ? d + 1 : d;  // it goes on at another line, in other callees
    }
    return d;
  }

  void close(std::size_t keep) {
    for (; open_.size() > keep; open_.pop_back()) {
      const Open& call = open_.back();
      draw(open_.size() - 1, call.function, call.from, call.to, call.begin, call.end, 1, false);
    }
  }

  // Per depth, the function with the most time in the pixel.
  void add_mixed(const LanePiece& piece) {
    shares_.clear();
    for (const auto& [stack, time] : piece.totals) {
      path_of(StackId{stack});
      for (std::size_t d = 0; d < path_.size(); ++d) {
        const auto known = std::find_if(shares_.begin(), shares_.end(), [&](const Share& s) { return s.depth == d && s.function == path_[d].function; });
        if (known == shares_.end())
          shares_.push_back({d, path_[d].function, time});
        else
          known->time += time;
      }
    }
    for (std::size_t d = 0; d < most_; ++d) {
      const Share* best = nullptr;
      for (const Share& share : shares_)
        if (share.depth == d && (!best || share.time > best->time)) best = &share;
      if (!best) break;
      const double part = static_cast<double>(best->time) / static_cast<double>(piece.to - piece.from);
      draw(d, best->function, piece.from, piece.to, piece.from, piece.to, part, true);
    }
  }

  void draw(std::size_t depth, FunctionId function, SimTime from, SimTime to, SimTime begin, SimTime end, double part, bool collapsed) {
    const float left = frame_.x(from), right = frame_.x(to);
    const Rect r{left, rows_.y + static_cast<float>(depth) * height_, right - left, height_ - 1};
    const Theme& theme = frame_.theme;
    const Color fill = blend(theme.panel, function_color(theme, function), 0.25 + 0.75 * part);
    frame_.canvas.fill_rect(r, fill);
    const Rect seen = clipped(r, frame_.lanes);
    if (seen.w > 24 && !collapsed) {
      const std::string& name = stacks_.info(function).name;
      const bool found = matches(name, frame_.view.search);
      if (found) frame_.canvas.stroke_rect(r, theme.accent, 2);
      const TextStyle style{text_on(fill), theme.small_text_size(), found ? Font::Bold : Font::Regular, Align::Left};
      frame_.canvas.line({right - 0.5f, r.y}, {right - 0.5f, r.bottom()}, theme.panel);
      draw_fitted(frame_.canvas, {seen.x + 4, r.center().y}, name, style, seen.w - 8);
    }
    if (!frame_.hits) return;
    Hit hit;
    hit.kind = HitKind::CallSpan;
    hit.thread = thread_;
    hit.lane = Lane::calls(thread_);
    hit.function = function;
    hit.value = static_cast<std::uint32_t>(depth);
    hit.begin = begin;
    hit.end = end;
    hit.collapsed = collapsed;
    frame_.hits->add(r, hit);
  }

  struct Share {
    std::size_t depth;
    FunctionId function;
    SimTime time;
  };

  const TimelineFrame& frame_;
  const CallStacks& stacks_;
  ThreadId thread_;
  Rect rows_;
  float height_;
  std::size_t most_;  // rows there are
  std::vector<Open> open_;
  std::vector<Frame> path_;
  std::vector<Share> shares_;
  std::uint32_t last_stack_ = Pixel::kNothing;
};

}  // namespace

void draw_calls(const TimelineFrame& frame, ThreadId thread, const Rect& rows) {
  if (!frame.run.trace->has_calls()) return;
  CallDrawer drawer(frame, thread, rows);
  frame.run.trace->for_each_piece(Lane::calls(thread), frame.scale.range.from, frame.scale.range.to, frame.columns,
                                  [&](const LanePiece& piece) { drawer.add(piece); });
  drawer.finish();
}

}  // namespace gilscope::scene
