// Source text -> AST, with CPython 3.13's grammar and its wording of syntax errors.
#pragma once

#include <memory>

#include "sim/base/diagnostic.hpp"
#include "sim/base/result.hpp"

namespace gilscope {

class Source;

namespace ast {
class Module;
}

/// Parses a whole file. Returns the tree, or the first error: kind "SyntaxError", "IndentationError" or "TabError" with
/// the message and range that python3.13 prints, or "NotModeled" for valid Python that GilScope has no model of (async,
/// match, type statements, except*, complex literals, \N{...} escapes).
///
/// Left to the compiler, as in CPython: everything that needs scopes or control flow ('return' outside function,
/// duplicate arguments, global/nonlocal conflicts, 'break' outside loop), constant folding, and stripping docstring
/// indentation.
Result<std::unique_ptr<ast::Module>, Diagnostic> parse(const Source& source);

}  // namespace gilscope
