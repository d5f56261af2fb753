// A modeled crash in words: which thread used what, where in the program, and what another thread had done to it.
#pragma once

#include <string>

#include "sim/base/crash_info.hpp"

namespace gilscope {

/// A paragraph for stderr. Requires: there is a witness.
std::string describe_crash(const CrashInfo& crash);

/// "read_item (script.py, line 12)".
std::string text_of(const StackEntry& entry);

}  // namespace gilscope
