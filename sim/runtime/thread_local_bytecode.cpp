#include "sim/runtime/thread_local_bytecode.hpp"

#include <algorithm>

namespace gilscope {

std::uint32_t ThreadLocalBytecode::reserve_index() {
  if (!enabled_) return 0;
  const auto free = std::find(used_.begin(), used_.end(), false);
  const auto index = static_cast<std::uint32_t>(free - used_.begin());
  if (free == used_.end()) used_.push_back(true); else *free = true;
  return index;
}

void ThreadLocalBytecode::release_index(std::uint32_t index) {
  if (enabled_) used_[index] = false;
}

}  // namespace gilscope
