#include "ui/scene/lanes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "ui/scene/scenes.hpp"

namespace gilscope::scene {
namespace {

constexpr std::size_t kShownLocks = 8;
constexpr std::size_t kShownObjects = 6;
constexpr std::uint32_t kMostCallRows = 12;
constexpr std::size_t kMostNamesCompared = 256;
constexpr std::uint32_t kManyCores = 16;  // from here on cores get lower rows
constexpr float kLowestRow = 12;          // of a lane that shares little room with many; below that nobody could read its name
constexpr float kHeadingGap = 5;          // what is left of a heading then

float row_height_of(const RunPicture& run, const LaneChoice& choice, const Theme& theme) {
  const float row = theme.row_height();
  switch (choice.group) {
    case LaneGroup::Cores: return run.cores >= kManyCores ? row * 0.7f : row;
    case LaneGroup::Gil: return row * 1.2f;
    case LaneGroup::Memory: return row * 1.8f;
    default: return row;
  }
}

bool has_gil_lane(const RunPicture& run) { return run.has_gil || run.trace->gil_held() > 0; }

/// In a free-threaded build a GIL is on for moments only, while extension modules are imported.
bool is_gil_in_use(const RunPicture& run, const InterpreterInfo& info) {
  return info.gil_held > 0 && (run.has_gil || info.gil_held > (info.end - info.start) / 5);
}

template <class Ids>
void add_ranked(std::vector<LaneChoice>& lanes, LaneGroup group, const Ids& ids, std::size_t most) {
  for (std::size_t i = 0; i < std::min(ids.size(), most); ++i) lanes.push_back({group, ids[i].value});
}

std::vector<LaneChoice> default_lanes(const RunPicture& run, const RunIndex& index) {
  std::vector<LaneChoice> lanes;
  for (std::uint32_t i = 0; i < std::max<std::size_t>(run.cores, run.trace->cores().size()); ++i) lanes.push_back({LaneGroup::Cores, i});
  const auto& interpreters = run.trace->interpreters();
  for (std::uint32_t i = 0; i < interpreters.size(); ++i)
    if (i == 0 ? has_gil_lane(run) : is_gil_in_use(run, interpreters[i])) lanes.push_back({LaneGroup::Gil, i});
  for (std::uint32_t i = 0; i < run.trace->threads().size(); ++i) lanes.push_back({LaneGroup::Threads, i});
  add_ranked(lanes, LaneGroup::Locks, index.contended_locks(), kShownLocks);
  add_ranked(lanes, LaneGroup::Objects, index.hot_objects(), kShownObjects);
  if (run.trace->memory().size() > 1) lanes.push_back({LaneGroup::Memory, 0});
  return lanes;
}

float calls_height(const RunIndex& index, const LaneChoice& choice, const Theme& theme) {
  if (choice.group != LaneGroup::Threads || !choice.expanded) return 0;
  return static_cast<float>(std::min(index.call_depth(ThreadId{choice.index}), kMostCallRows)) * call_row_height(theme) + 4 * theme.scale;
}

float heading_height(const Theme& theme) { return std::round(theme.small_text_size() * 2); }

// How much lower than usual rows are, and what separates the groups.
struct Squeeze {
  float rows = 1;
  float heading = 0;
};

bool is_essential(LaneGroup group) { return group == LaneGroup::Cores || group == LaneGroup::Gil || group == LaneGroup::Threads; }

// Before it is made lower: nothing stands out where room is short.
float squeezed_height_of(const RunPicture& run, const LaneChoice& choice, const Theme& theme) {
  return std::min(theme.row_height(), row_height_of(run, choice, theme));
}

// Cores, the GIL and threads are to be seen at once: where they would not fit, headings shrink to gaps and rows get lower, within reason.
Squeeze squeeze(const std::vector<LaneChoice>& lanes, const RunPicture& run, const RunIndex& index, const Theme& theme, float room) {
  float usual = 0, rows = 0, fixed = 0;
  int headings = 0;
  std::optional<LaneGroup> group;
  for (const LaneChoice& choice : lanes) {
    if (choice.hidden || !(is_essential(choice.group) || choice.pinned)) continue;
    headings += !choice.pinned && group != choice.group;
    if (!choice.pinned) group = choice.group;
    usual += row_height_of(run, choice, theme);
    rows += squeezed_height_of(run, choice, theme);
    fixed += calls_height(index, choice, theme);
  }
  const float heading = heading_height(theme), gap = std::round(kHeadingGap * theme.scale);
  const auto n = static_cast<float>(headings);
  if (rows <= 0 || usual + fixed + n * heading <= room) return {1, heading};
  return {std::clamp((room - fixed - n * gap) / rows, kLowestRow * theme.scale / theme.row_height(), 1.f), gap};
}

void add_row(LaneRows& rows, const RunPicture& run, const RunIndex& index, const LaneChoice& choice, const Theme& theme, float part_of_height) {
  LaneRow row;
  row.choice = choice;
  row.states = part_of_height < 1 ? std::floor(squeezed_height_of(run, choice, theme) * part_of_height) : row_height_of(run, choice, theme);
  row.height = row.states + calls_height(index, choice, theme);
  auto& part = choice.pinned ? rows.pinned : rows.scrolled;
  float& height = choice.pinned ? rows.pinned_height : rows.scrolled_height;
  row.y = height;
  height += row.height;
  part.push_back(row);
}

void add_heading(LaneRows& rows, LaneGroup group, float height) {
  LaneRow row;
  row.choice.group = group;
  row.heading = true;
  row.y = rows.scrolled_height;
  row.height = height;
  rows.scrolled_height += row.height;
  rows.scrolled.push_back(row);
}

}  // namespace

std::vector<LaneChoice> default_lanes(const RunPicture& run) { return default_lanes(run, *index_of(run)); }

LaneRows lay_out_lanes(const RunPicture& run, const RunIndex& index, const TimelineView& view, const Theme& theme, float room) {
  LaneRows rows;
  const std::vector<LaneChoice> own = view.lanes.empty() ? default_lanes(run, index) : std::vector<LaneChoice>();
  const std::vector<LaneChoice>& lanes = view.lanes.empty() ? own : view.lanes;
  const Squeeze low = squeeze(lanes, run, index, theme, room);
  std::optional<LaneGroup> group;
  for (const LaneChoice& choice : lanes) {
    if (choice.hidden) continue;
    if (!choice.pinned && group != choice.group) {
      group = choice.group;
      add_heading(rows, choice.group, low.heading);
    }
    add_row(rows, run, index, choice, theme, low.rows);
  }
  if (low.rows >= 1) rows.scrolled_height += theme.row_height() * 0.5f;
  return rows;
}

float timeline_height(const RunPicture& run, const TimelineView& view, const Theme& theme) {
  const LaneRows rows = lay_out_lanes(run, *index_of(run), view, theme, kAnyRoom);
  return axis_height(theme) + rows.pinned_height + rows.scrolled_height;
}

float axis_height(const Theme& theme) { return std::round(theme.small_text_size() * 2.3f); }
float gutter_width(const Theme& theme, const Rect& area) {
  return std::round(std::min((theme.presenter ? 210.f : 158.f) * theme.scale, area.w * 0.28f));
}
float call_row_height(const Theme& theme) { return std::round(theme.small_text_size() * 1.55f); }

TimeScale timeline_scale(const TimelineView& view, const Theme& theme, const Rect& area) {
  const float gutter = gutter_width(theme, area);
  TimeRange range = view.range;
  if (range.to <= range.from) range.to = range.from + 1;
  return {range, area.x + gutter, std::max(1.f, area.w - gutter - std::round(8 * theme.scale))};
}

std::string thread_name(const Trace& trace, ThreadId thread) {
  if (!thread.valid()) return "nobody";
  if (thread.value >= trace.threads().size() || trace.threads()[thread.value].name.empty()) return fmt::format("thread {}", thread.value);
  return trace.threads()[thread.value].name;
}

std::string lock_name(const Trace& trace, LockId lock) {
  if (lock.value >= trace.locks().size()) return "a lock";
  const LockInfo& info = trace.locks()[lock.value];
  if (info.name.empty()) return fmt::format("{} {}", info.kind.empty() ? "lock" : info.kind, lock.value);
  // Locks are named after the variable they are first bound to; those that share one are told apart by their number.
  const std::size_t known = std::min(trace.locks().size(), kMostNamesCompared);
  for (std::size_t i = 0; i < known; ++i)
    if (i != lock.value && trace.locks()[i].name == info.name) return fmt::format("{} #{}", info.name, lock.value);
  return info.name;
}

std::string object_name(const Trace& trace, ObjectId object) {
  if (object.value >= trace.objects().size()) return "an object";
  const ObjectInfo& info = trace.objects()[object.value];
  return info.name.empty() ? fmt::format("{} {}", info.type, object.value) : info.name;
}

std::string gil_name(const Trace& trace, InterpreterId interpreter) {
  const auto& interpreters = trace.interpreters();
  return interpreters.size() > 1 && interpreter.value < interpreters.size() ? "GIL of " + interpreters[interpreter.value].name : "GIL";
}

namespace {
std::string gil_lane_name(const Trace& trace, InterpreterId interpreter) {
  return trace.interpreters().size() > 1 ? gil_name(trace, interpreter) : "GIL held by";
}
}  // namespace

std::string lane_name(const RunPicture& run, const LaneChoice& choice) {
  switch (choice.group) {
    case LaneGroup::Cores: return fmt::format("core {}", choice.index);
    case LaneGroup::Threads: return thread_name(*run.trace, ThreadId{choice.index});
    case LaneGroup::Gil: return gil_lane_name(*run.trace, InterpreterId{choice.index});
    case LaneGroup::Locks: return lock_name(*run.trace, LockId{choice.index});
    case LaneGroup::Objects: return object_name(*run.trace, ObjectId{choice.index});
    case LaneGroup::Memory: return "objects alive";
  }
  return "";
}

std::string_view group_name(LaneGroup group) {
  constexpr std::string_view kNames[] = {"Cores", "Threads", "The GIL", "Contended locks", "Objects that travel between cores", "Memory"};
  return kNames[static_cast<std::size_t>(group)];
}

bool matches(std::string_view name, std::string_view search) {
  if (search.empty()) return false;
  const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b)); };
  return std::search(name.begin(), name.end(), search.begin(), search.end(), same) != name.end();
}

std::optional<Lane> trace_lane(const LaneChoice& choice) {
  switch (choice.group) {
    case LaneGroup::Cores: return Lane::of(CoreId{choice.index});
    case LaneGroup::Threads: return Lane::of(ThreadId{choice.index});
    case LaneGroup::Gil: return Lane::gil(InterpreterId{choice.index});
    case LaneGroup::Locks: return Lane::of(LockId{choice.index});
    default: return std::nullopt;
  }
}

}  // namespace gilscope::scene
