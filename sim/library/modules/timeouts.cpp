#include "sim/library/modules/timeouts.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/library/modules/modules.hpp"
#include "sim/machine/machine_costs.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {
constexpr double kMaxSeconds = 9223372036.85;  // beyond 64-bit nanoseconds, where CPython's _PyTime overflows

bool too_large(Vm& vm) { return vm.raise(Exc::OverflowError, "timestamp out of range for platform time_t"), false; }
}  // namespace

bool read_seconds(Vm& vm, Value v, SimTime& out) {
  double seconds = 0;
  if (is_float(v)) {
    seconds = float_value(v);
    if (std::isnan(seconds)) return vm.raise(Exc::ValueError, "Invalid value NaN (not a number)"), false;
  } else if (!is_int(v)) {
    return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name(vm, v))), false;
  } else if (!to_double(v, seconds)) {
    return too_large(vm);
  }
  if (std::fabs(seconds) > kMaxSeconds) return too_large(vm);
  out = from_seconds(seconds);
  return true;
}

bool read_deadline(Vm& vm, Value blocking, Value timeout, SimTime& deadline) {
  // Every value that C code may pass as a flag is a number here; other objects count as true.
  std::int64_t flag = 1;
  const bool wait = !blocking || !(blocking.is_false() || blocking.is_none() || (as_int64(blocking, flag) && flag == 0));
  SimTime seconds = -kSecond;
  if (timeout && !read_seconds(vm, timeout, seconds)) return false;
  const bool forever = seconds == -kSecond;
  if (!wait && !forever) return vm.raise(Exc::ValueError, "can't specify a timeout for a non-blocking call"), false;
  if (!forever && seconds < 0) return vm.raise(Exc::ValueError, "timeout value must be a non-negative number"), false;
  const SimTime now = vm.machine.clock.now;
  if (!wait || seconds == 0) {
    deadline = now;
  } else {
    deadline = forever ? kForever : saturating_add(now, saturating_add(seconds, vm.machine.cost(MachineCost::TimerSlack)));
  }
  return true;
}

}  // namespace gilscope
