// Python 3.13 source, as a tree, to CPython 3.13 bytecode.
#pragma once

#include <memory>
#include <vector>

#include "sim/base/diagnostic.hpp"
#include "sim/base/result.hpp"

namespace gilscope {

struct CodeObject;
class Source;

namespace ast {
class Module;
}

/// Compiles a parsed module to the code object `<module>`; functions and classes are constants in it. The code is what
/// CPython 3.13.0 makes of the same source: instructions, arguments, lines, exception table, constants and their order.
/// (Two things that differ from run to run in CPython are sorted here: __static_attributes__ and the items of constant
/// sets.)
///
/// Constant expressions in `module` are folded in place; the tree is of no further use to others than the compiler.
/// `warnings`, if given, receives the SyntaxWarnings that CPython would print while compiling.
/// Fails with the SyntaxErrors that need scopes or control flow ("'return' outside function", "no binding for nonlocal
/// 'x' found").
Result<std::shared_ptr<const CodeObject>, Diagnostic> compile_module(ast::Module& module, const Source& source,
                                                                     std::vector<Diagnostic>* warnings = nullptr);

}  // namespace gilscope
