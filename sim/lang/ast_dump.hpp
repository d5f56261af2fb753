// The tree as text, for tests and for looking at what the parser saw.
#pragma once

#include <string>

namespace gilscope::ast {

class Module;
struct Stmt;

/// The text of Python 3.13's `ast.dump(tree, include_attributes=True)`, with columns counted in characters.
std::string dump(const Module& module);
std::string dump(const Stmt& statement);  ///< the same for one statement

}  // namespace gilscope::ast
