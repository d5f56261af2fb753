// The builtins module: its functions live in builtins_*.cpp, each file with one table.
#pragma once

#include <span>
#include <string>

#include "sim/objects/types.hpp"
#include "sim/vm/native.hpp"

namespace gilscope {

class Vm;
struct ModuleObject;

void init_builtins(Vm& vm, ModuleObject* module);

std::span<const NativeSpec> builtin_object_functions();     ///< id, hash, repr, getattr, isinstance, dir, vars, globals ...
std::span<const NativeSpec> builtin_number_functions();     ///< abs, bin, chr, divmod, pow, round, sum ...
std::span<const NativeSpec> builtin_iteration_functions();  ///< all, any, iter, next, sorted, min, max ...
std::span<const NativeSpec> builtin_io_functions();         ///< print, input, open
std::span<const NativeSpec> builtin_source_functions();     ///< __import__, __build_class__, and what is not modeled: eval, exec, compile

/// enumerate, zip, map, filter, reversed.
void install_builtin_iterators(Vm& vm);

/// Writes text to a Python file object, or straight to the process's streams for sys.stdout and sys.stderr as they are at the start.
Co<Ref> write_text(Vm& vm, Value file, StrObject* text);
/// sys.stdout or sys.stderr as the program has it now, borrowed; null if it deleted it.
Value current_stream(Vm& vm, const char* name);

}  // namespace gilscope
