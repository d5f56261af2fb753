// Modeled crashes: the end of a run whose program did what CPython's C code cannot survive. See sim/base/crash_info.hpp.
#pragma once

#include <string>

#include "sim/base/co.hpp"
#include "sim/base/crash_info.hpp"
#include "sim/objects/heap.hpp"

namespace gilscope {

class Vm;
struct Thread;

/// The thread, now, where it is in the program. Its frames' places must be up to date: it is the current thread in a native call, or it is not
/// the current one, or it is dropping an object.
CrashWitness witness(Vm& vm, const Thread& thread, std::string did);

/// The current thread crashes: nothing executes after this instant. What it returns is pending for ever.
/// Requires: the current thread is at its turn in global order.
Ref crash(Vm& vm, CrashInfo info);

}  // namespace gilscope
