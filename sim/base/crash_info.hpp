// A modeled crash: the program did what CPython's C code cannot survive (it used memory that another thread had freed, ran one frame on
// two threads, ...). The run ends there, and this says who did what.
#pragma once

#include <string>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/sim_time.hpp"

namespace gilscope {

/// A Python function in the middle of its work.
struct StackEntry {
  std::string function;  ///< its qualified name
  std::string file;      ///< as the code object names it
  int line = 0;
};

/// What one thread did at an instant, and where in the program it was.
struct CrashWitness {
  ThreadId thread;
  std::string name;               ///< of the thread
  SimTime at = 0;
  std::string did;                ///< "freed it", "took a borrowed reference to it": what comes after the thread's name
  std::vector<StackEntry> stack;  ///< innermost first
};

struct CrashInfo {
  std::string what;                     ///< one line: "use after free: cache.peek() used a list after ..."
  std::string why;                      ///< the rule that was broken and what to do instead
  std::vector<CrashWitness> witnesses;  ///< in order of time; the last one is the thread that crashed
};

}  // namespace gilscope
