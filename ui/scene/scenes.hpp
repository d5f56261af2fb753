// The pictures there are. Each draws into `area` of a canvas and reports what lies where; none keeps anything between frames.
// `hits` may be null where nobody points (files).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "ui/scene/canvas.hpp"
#include "ui/scene/hit.hpp"
#include "ui/scene/picture.hpp"
#include "ui/scene/theme.hpp"

namespace gilscope::scene {

// ---- the timeline (timeline.cpp, lanes.cpp, calls.cpp, axis.cpp) ----
std::vector<LaneChoice> default_lanes(const RunPicture& run);
/// How high all lanes are together, to scroll by.
float timeline_height(const RunPicture& run, const TimelineView& view, const Theme& theme);
void draw_timeline(const RunPicture& run, const TimelineView& view, const Theme& theme, const Rect& area, Canvas& canvas, HitList* hits);
/// Where draw_timeline's time axis lies, to turn mouse positions into instants.
TimeScale timeline_scale(const TimelineView& view, const Theme& theme, const Rect& area);
/// The strip with the whole run and the visible range in it.
void draw_overview(const RunPicture& run, const TimelineView& view, const Theme& theme, const Rect& area, Canvas& canvas, HitList* hits);
/// What stands in two runs at the same time, as a strip: where they wait for different reasons.
void draw_difference(const RunPicture& a, const RunPicture& b, const TimelineView& view, const Theme& theme, const Rect& area, Canvas& canvas,
                     HitList* hits);

// ---- the machine at an instant (machine.cpp, pulses.cpp) ----
struct MachineView {
  SimTime at = 0;
  double slow_motion = 0;           ///< simulated seconds per second of the viewer; 0 = at rest: pulses stand still
  double wall = 0;                  ///< seconds of the viewer, for things that move at a pace of their own
  std::optional<Hit> selection, hover;
};
void draw_machine(const RunPicture& run, const MachineView& view, const Theme& theme, const Rect& area, Canvas& canvas, HitList* hits);

// ---- speed-up over cores (curve.cpp) ----
struct CurveSeries {
  std::string label;
  std::vector<std::pair<double, double>> points;  ///< (cores, speed-up), by cores
};
void draw_speedup(std::span<const CurveSeries> series, const Theme& theme, const Rect& area, Canvas& canvas, HitList* hits);

// ---- what colours and patterns mean (legend.cpp) ----
void draw_legend(const RunPicture& run, const Theme& theme, const Rect& area, Canvas& canvas, HitList* hits);
float legend_height(const RunPicture& run, const Theme& theme, float width, Canvas& canvas);
/// The same for compared runs: what occurs in any of them. `objects`: whether lanes or boxes of objects are in the picture at all.
enum class LegendObjects : std::uint8_t { Shown, Hidden };
void draw_legend(std::span<const RunPicture> runs, const Theme& theme, const Rect& area, Canvas& canvas, HitList* hits,
                 LegendObjects objects = LegendObjects::Shown);
float legend_height(std::span<const RunPicture> runs, const Theme& theme, float width, Canvas& canvas,
                    LegendObjects objects = LegendObjects::Shown);

// ---- words (words.cpp) ----
/// What a tooltip says about a hit, line by line; the first line is its title. For a collapsed pixel: what is in it.
std::vector<std::string> describe(const RunPicture& run, const Hit& hit);
/// The picture in words, for screen readers and the descriptions in files.
std::string describe_timeline(const RunPicture& run, const TimelineView& view);
std::string describe_machine(const RunPicture& run, SimTime at);
/// An instant or duration with at most three digits and a unit: "5.12 ms".
std::string short_time(SimTime t);

}  // namespace gilscope::scene
