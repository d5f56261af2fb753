// What lies where in a drawing: scenes report hit regions beside what they draw, so that hovering and clicking need no second layout.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/sim_time.hpp"
#include "sim/trace/call_stacks.hpp"
#include "sim/trace/trace.hpp"
#include "ui/scene/canvas.hpp"

namespace gilscope::scene {

enum class HitKind : std::uint8_t {
  Nothing, Lane, LaneLabel, ThreadSpan, CoreSpan, GilSpan, LockSpan, CallSpan, Mark, WakeArrow, FlowArrow, HeatCell, Memory,
  Thread, Core, Gil, Lock, Object, MarkerA, MarkerB, Playhead, Overview, Axis, CurvePoint, Legend,
};

enum class LaneGroup : std::uint8_t { Cores, Threads, Gil, Locks, Objects, Memory };

/// The value of a LaneLabel hit: which part of the label it is.
enum class LabelPart : std::uint8_t { Name, Expand, Pin, Hide };

/// One thing in a picture. The fields that its kind does not need stay unset.
struct Hit {
  HitKind kind = HitKind::Nothing;
  std::uint32_t run = 0;       ///< which of the compared runs
  ThreadId thread;
  CoreId core;
  LockId lock;
  ObjectId object;
  FunctionId function;
  Lane lane;                   ///< for Lane, LaneLabel and the spans
  LaneGroup group = LaneGroup::Threads;  ///< for Lane and LaneLabel: with thread, core, lock or object it says which LaneChoice
  std::uint32_t value = 0;     ///< the span's state or holder; a LabelPart; the number of a mark, arrow or curve point
  SimTime begin = 0, end = 0;  ///< of the span; for a collapsed pixel, the time it stands for
  bool collapsed = false;      ///< a pixel that stands for several spans

  bool operator==(const Hit&) const = default;
};

struct HitRegion {
  Rect area;
  Hit hit;
  int columns = 0;  ///< > 0: a row of that many pixels that share the hit's time evenly; at() narrows to the one under the point
};

class HitList {
 public:
  void clear() { regions_.clear(); }
  void add(const Rect& area, const Hit& hit) { regions_.push_back({area, hit, 0}); }
  void add_row(const Rect& area, const Hit& hit, int columns) { regions_.push_back({area, hit, columns}); }
  /// The topmost region at `p`: the one added last.
  std::optional<HitRegion> at(Point p) const;
  const std::vector<HitRegion>& regions() const { return regions_; }

 private:
  std::vector<HitRegion> regions_;
};

}  // namespace gilscope::scene
