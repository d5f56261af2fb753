// The tree as text, for tests and for looking at what the parser saw.
#pragma once

#include <string>

namespace gilscope::ast {

class Module;

/// The text of Python 3.13's `ast.dump(tree, include_attributes=True)`, with columns counted in characters.
std::string dump(const Module& module);

}  // namespace gilscope::ast
