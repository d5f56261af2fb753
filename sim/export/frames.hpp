// Call stacks for formats that know frames and nothing else: a wait becomes a frame of its own under the line that waited.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/export/lanes.hpp"

namespace gilscope {

/// A frame by number: functions first, then "[Waiting for GIL]" and its like, then one for "no Python frame".
class FrameTable {
 public:
  explicit FrameTable(const Trace& trace) : trace_(trace) {}
  std::uint32_t count() const { return functions() + kThreadStateCount + 1; }
  std::uint32_t of(FunctionId function) const { return function.value; }
  std::uint32_t waiting(ThreadState state) const { return functions() + static_cast<std::uint32_t>(state); }
  std::uint32_t no_python() const { return functions() + kThreadStateCount; }
  std::string name(std::uint32_t frame) const;
  /// Empty if the frame is not a function's.
  std::string file(std::uint32_t frame) const;
  std::uint32_t line(std::uint32_t frame) const;

  /// The frames of a piece of a thread's life, the outermost first.
  void path(const Piece& piece, std::vector<std::uint32_t>& frames) const;

 private:
  std::uint32_t functions() const { return static_cast<std::uint32_t>(trace_.call_stacks().functions().size()); }
  const Trace& trace_;
};

}  // namespace gilscope
