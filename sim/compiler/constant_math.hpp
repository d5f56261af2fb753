// Arithmetic on constants at compile time, with Python's results and CPython's size limits (Python/ast_opt.c): an
// operation that would raise, or whose result would be too large, is left for the program to do.
#pragma once

#include <optional>

#include "sim/base/constant.hpp"
#include "sim/lang/ast.hpp"

namespace gilscope::compiler {

std::optional<Constant> fold_binary(ast::Operator op, const Constant& left, const Constant& right);
std::optional<Constant> fold_unary(ast::UnaryOperator op, const Constant& operand);
std::optional<Constant> fold_subscript(const Constant& container, const Constant& index);

/// A frozenset of the items, equal ones (1, 1.0, True) once.
Constant make_frozenset(const std::vector<Constant>& items);

}  // namespace gilscope::compiler
