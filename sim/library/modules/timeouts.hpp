// How C functions of the threading modules read a number of seconds.
#pragma once

#include "sim/base/sim_time.hpp"
#include "sim/objects/value.hpp"

namespace gilscope {

class Vm;

/// int, float or anything with __index__ done plainly -> picoseconds. False: TypeError, ValueError (NaN) or OverflowError is set.
bool read_seconds(Vm& vm, Value v, SimTime& out);

/// The pair (blocking, timeout) of acquire() and its like; null = not given, -1 = wait for ever. Sets the instant until which to wait:
/// now if not at all, kForever if without limit, else with timer slack added. False: an exception is set.
bool read_deadline(Vm& vm, Value blocking, Value timeout, SimTime& deadline);

}  // namespace gilscope
