// Code objects as text: the listing of CPython 3.13's `dis`, and the JSON form that tests and other tools compare.
#pragma once

#include <string>

namespace gilscope {

struct CodeObject;

/// What `python3.13 -m dis` prints: this code object and every code object in its constants. One difference: code
/// objects are named without their memory address.
std::string disassemble(const CodeObject& code);

/// `[{"qualname": …, "code": [["RESUME", 0], …]}, …]`, this code object first, then those in its constants. Arguments are
/// raw (0 if there is none); a jump's is the row index of its target; EXTENDED_ARG rows are listed, caches are not.
std::string disassemble_json(const CodeObject& code);

/// What dis puts in parentheses behind an argument ("x + NULL", "to L3", "+="); empty if nothing. `index` is an
/// instruction index; jumps read "to INDEX".
std::string argument_text(const CodeObject& code, std::size_t index);

}  // namespace gilscope
