// What globals(), locals(), vars() and dir() see of the innermost Python frame.
#pragma once

#include "sim/objects/types.hpp"
#include "sim/vm/frame.hpp"

namespace gilscope {

class Vm;

PythonFrame* current_python_frame(Vm& vm);  ///< null outside Python code
DictObject* current_globals(Vm& vm);        ///< borrowed; null outside Python code
/// The namespace itself at module and class level; a fresh dict of the bound locals in a function (PEP 667).
Ref current_locals(Vm& vm);
Ref frame_locals(Vm& vm, PythonFrame& frame);

}  // namespace gilscope
