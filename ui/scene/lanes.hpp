// Which lanes a timeline shows and where each lies. Pinned lanes stay at the top; the others scroll under them.
#pragma once

#include <string>
#include <vector>

#include "ui/scene/picture.hpp"
#include "ui/scene/run_index.hpp"
#include "ui/scene/theme.hpp"

namespace gilscope::scene {

struct LaneRow {
  LaneChoice choice;
  bool heading = false;       ///< a line that names the group of the lanes below it
  float y = 0, height = 0;    ///< within its part: the pinned rows or the scrolled ones
  float states = 0;           ///< threads: the height of the states above the nested calls
};

struct LaneRows {
  std::vector<LaneRow> pinned, scrolled;
  float pinned_height = 0, scrolled_height = 0;
};

/// `room`: the height there is for all lanes. Rows get lower so that cores, the GIL and threads fit into it, as far as they stay readable.
LaneRows lay_out_lanes(const RunPicture& run, const RunIndex& index, const TimelineView& view, const Theme& theme, float room);
inline constexpr float kAnyRoom = 1e9f;  ///< every row as high as it is by itself

float axis_height(const Theme& theme);
float gutter_width(const Theme& theme, const Rect& area);
float call_row_height(const Theme& theme);

std::string lane_name(const RunPicture& run, const LaneChoice& choice);
std::string lock_name(const Trace& trace, LockId lock);
/// "GIL", or where a run has several interpreters "GIL of interpreter 1".
std::string gil_name(const Trace& trace, InterpreterId interpreter);
std::string object_name(const Trace& trace, ObjectId object);
std::string thread_name(const Trace& trace, ThreadId thread);
std::string_view group_name(LaneGroup group);
/// Whether a name contains what is searched for, whatever the case. Nothing is searched for: false.
bool matches(std::string_view name, std::string_view search);
/// The lane of the trace behind a choice; nullopt for objects and memory.
std::optional<Lane> trace_lane(const LaneChoice& choice);

}  // namespace gilscope::scene
