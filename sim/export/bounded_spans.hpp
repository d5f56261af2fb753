// The spans of a lane for a file that must not grow without bound: all of them if they are few enough; otherwise the lane is cut into
// equal cells, and each cell counts as what took most of it, as in a picture of that many pixels.
#pragma once

#include <cstddef>
#include <functional>

#include "sim/trace/trace.hpp"

namespace gilscope {

/// How many spans, marks and wake-ups a file gets at most: about 150 MB of JSON.
inline constexpr std::size_t kMaxExportedSpans = 1'200'000;
inline constexpr std::size_t kMaxExportedMarks = 200'000;

/// What each lane may have, if `lanes` of them share a file.
std::size_t spans_per_lane(std::size_t lanes);

void export_states(const Trace& trace, ThreadId thread, std::size_t max_spans, const std::function<void(const StateSpan&)>& visit);
void export_runs(const Trace& trace, CoreId core, std::size_t max_spans, const std::function<void(const HolderSpan&)>& visit);
void export_gil_holds(const Trace& trace, std::size_t max_spans, const std::function<void(const HolderSpan&)>& visit);
void export_lock_holds(const Trace& trace, LockId lock, std::size_t max_spans, const std::function<void(const HolderSpan&)>& visit);

/// Every how many-th of `count` things goes into the file, so that at most `max` do.
std::size_t export_stride(std::size_t count, std::size_t max);

}  // namespace gilscope
