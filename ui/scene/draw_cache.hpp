// Keeps what the expensive parts of a picture drew, so that a frame in which they did not change costs a replay of a few thousand rectangles.
// Owned by whoever draws a run again and again (RunPicture::cache); its size hangs on the pixels, not on the trace.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ui/scene/canvas.hpp"
#include "ui/scene/hit.hpp"
#include "ui/scene/picture.hpp"
#include "ui/scene/theme.hpp"

namespace gilscope::scene {

class DrawCache {
 public:
  /// Which part of a picture; stays the same while it changes.
  using Part = std::uint64_t;

  /// Everything that decides what the part looks like, but for where it lies.
  struct Key {
    TimeRange range;
    float x = 0, width = 0, height = 0;
    SimTime trace_end = 0;
    const Trace* trace = nullptr;
    bool dark = false, presenter = false;
    float scale = 1;
    std::string search;
    bool operator==(const Key&) const = default;
  };

  /// Draws the part: from memory if `key` is what it was drawn for last, else through `draw`, which is given the canvas and hit list to use.
  /// `top`: where it lies now; a part that only moved up or down is not drawn afresh. `hits` may be null.
  void draw(Part part, const Key& key, float top, Canvas& canvas, HitList* hits, const std::function<void(Canvas&, HitList*)>& draw);

  /// Parts drawn afresh so far, for tests and benchmarks.
  std::uint64_t misses() const { return misses_; }

 private:
  struct Op {
    enum class Kind : std::uint8_t { FillRect, Pattern, StrokeRect, Line, Circle, StrokeCircle, Text, Polygon, Polyline, PushClip, PopClip } kind;
    Pattern pattern = Pattern::Solid;
    Color color;
    Rect box;             // lines: x, y to w, h
    float size = 0, radius = 0;
    std::uint32_t index = 0, count = 0;  // into texts, or points
  };
  struct Entry {
    Key key;
    float top = 0;
    bool with_hits = false;
    std::vector<Op> ops;
    std::vector<std::pair<std::string, TextStyle>> texts;
    std::vector<Point> points;
    HitList hits;
    std::uint64_t used = 0;
  };
  class Recorder;

  static void replay(const Entry& entry, float dy, Canvas& canvas, HitList* hits);
  void forget_old();

  std::unordered_map<Part, Entry> entries_;
  std::uint64_t clock_ = 0, misses_ = 0;
};

}  // namespace gilscope::scene
