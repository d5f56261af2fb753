// Strong integer ids. Each concept has its own type, so that a core can never be passed where a thread is meant.
#pragma once

#include <cstdint>
#include <functional>

namespace gilscope {

/// A strongly typed 32-bit index. `kNone` (all ones) means "no such thing".
template <class Tag>
struct Id {
  static constexpr std::uint32_t kNoneValue = 0xFFFF'FFFFu;
  std::uint32_t value = kNoneValue;

  constexpr Id() = default;
  constexpr explicit Id(std::uint32_t v) : value(v) {}
  constexpr bool valid() const { return value != kNoneValue; }
  constexpr auto operator<=>(const Id&) const = default;
};

using InterpreterId = Id<struct InterpreterTag>;  ///< a modeled interpreter, 0 = the main one; never reused within a run
using CoreId = Id<struct CoreTag>;      ///< a modeled core, 0 .. cores-1
using ThreadId = Id<struct ThreadTag>;  ///< a modeled thread, 0 = the main thread; never reused within a run
using LockId = Id<struct LockTag>;      ///< a lock that the trace knows
using ObjectId = Id<struct ObjectTag>;  ///< an object that the trace knows

}  // namespace gilscope

template <class Tag>
struct std::hash<gilscope::Id<Tag>> {
  std::size_t operator()(gilscope::Id<Tag> id) const noexcept { return id.value; }
};
