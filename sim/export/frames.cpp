#include "sim/export/frames.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gilscope {

std::string FrameTable::name(std::uint32_t frame) const {
  if (frame < functions()) return trace_.call_stacks().functions()[frame].name;
  if (frame == no_python()) return "[outside Python]";
  return fmt::format("[{}]", display_name(static_cast<ThreadState>(frame - functions())));
}

std::string FrameTable::file(std::uint32_t frame) const { return frame < functions() ? trace_.call_stacks().functions()[frame].file : ""; }
std::uint32_t FrameTable::line(std::uint32_t frame) const { return frame < functions() ? trace_.call_stacks().functions()[frame].first_line : 0; }

void FrameTable::path(const Piece& piece, std::vector<std::uint32_t>& frames) const {
  frames.clear();
  if (is_waiting(piece.state)) frames.push_back(waiting(piece.state));
  for (StackId stack = piece.stack; stack.valid(); stack = trace_.call_stacks().node(stack).parent)
    frames.push_back(of(trace_.call_stacks().node(stack).function));
  if (frames.empty()) frames.push_back(trace_.has_calls() ? no_python() : waiting(piece.state));
  std::reverse(frames.begin(), frames.end());
}

}  // namespace gilscope
