#include "sim/trace/stop_reasons.hpp"

namespace gilscope {

namespace {
constexpr StopReasonInfo kReasons[] = {
#define GILSCOPE_STOP_REASON(id, name, scope, since, source, doc) {StopReason::id, name, StopReasonInfo::scope, since, source, doc},
#include "sim/trace/stop_reasons.def"
};
}  // namespace

std::span<const StopReasonInfo> stop_reasons() { return kReasons; }

}  // namespace gilscope
