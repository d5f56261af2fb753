// Why the world is stopped: the payload of the marks StopTheWorldBegin and StopTheWorldEnd. One table, stop_reasons.def.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace gilscope {

enum class StopReason : std::uint8_t {
#define GILSCOPE_STOP_REASON(id, ...) id,
#include "sim/trace/stop_reasons.def"
};

struct StopReasonInfo {
  enum Scope : std::uint8_t { Interpreter, Process };  ///< whose threads stop
  StopReason id;
  std::string_view name;
  Scope scope;
  int since;                ///< the first minor version (of the free-threaded build) that stops for it
  std::string_view source;  ///< where CPython does it
  std::string_view doc;     ///< what it does while the world stands still
};

/// All of them, by StopReason.
std::span<const StopReasonInfo> stop_reasons();
inline const StopReasonInfo& info_of(StopReason reason) { return stop_reasons()[static_cast<std::size_t>(reason)]; }

}  // namespace gilscope
