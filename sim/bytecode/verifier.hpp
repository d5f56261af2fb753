// Proof that a code object is safe to run: what the VM may assume instead of checking at every instruction.
#pragma once

#include <string>

namespace gilscope {

struct CodeObject;

/// Follows every path, exception edges included. Returns an empty string if all this holds, else the first violation:
/// operands index existing constants, names and slots; jumps and handlers stay inside; each instruction has one
/// stack depth only, never below zero, never above stack_size; control never runs off the end.
std::string verify(const CodeObject& code);

}  // namespace gilscope
