// Docstrings are stored without the indentation they have in the source.
#pragma once

#include <string>

namespace gilscope::compiler {

/// What CPython 3.13 keeps of a docstring: the spaces that all lines but the first begin with are gone, and so are
/// leading spaces of the first line (Python/compile.c, _PyCompile_CleanDoc; inspect.cleandoc without trimming empty
/// lines).
std::string clean_docstring(const std::string& text);

}  // namespace gilscope::compiler
