// Annotations under `from __future__ import annotations`: the text that stands for them.
#pragma once

#include <string>

namespace gilscope::ast {
struct Expr;
}

namespace gilscope::compiler {

/// The expression written back as source in CPython's canonical form (Python/ast_unparse.c): minimal parentheses,
/// single spaces.
std::string annotation_text(const ast::Expr* expr);

}  // namespace gilscope::compiler
